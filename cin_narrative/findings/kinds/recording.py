"""Recording: what is not stated or "other", notes and breaks in, what to read with care out.

Never a message: and what rests on it is no message either.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import islice

from cin_narrative.catalogue.catalogue import Note
from cin_narrative.catalogue.families import told_of
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import candidate
from cin_narrative.findings.finding import Finding, Reason
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.make import finding_of
from cin_narrative.findings.peers import read_peers
from cin_narrative.store.dispersion.formulas import LIMIT

SPAN = 3  # years before the latest in which a break bears on what is told


def told(looked: LookedAt) -> Iterator[Finding]:
    """Far more "not stated" or "other" than elsewhere, the furthest first; then notes that bar a
    comparison and breaks of the last three years, each once.
    """
    found = [
        one
        for series in looked.series
        if (not series.is_recorded or series.is_catch_all)
        and (one := candidate("recording", series, 0, looked))
        and one.is_told
        and one.evidence.z >= LIMIT
    ]
    read_peers(looked, (one.series for one in found))
    for one in sorted(found, key=lambda one: -one.evidence.z):
        reason = Reason.CATCH_ALL if one.series.is_catch_all else Reason.UNSTATED
        if made := finding_of(one, looked, reason=reason, in_full=True):
            yield made
    names = told_of(looked.figures.catalogue, looked.families)
    for note in looked.figures.catalogue.notes.values():
        if note.bars or note.break_between:
            yield from _of_note(looked, note, names)


def _of_note(looked: LookedAt, note: Note, names: Set[str]) -> Iterator[Finding]:
    """The note with the first figure of these indicators that it bears on; nothing where it bears
    on none held.
    """
    years = (looked.year - SPAN, looked.year) if note.break_between else (looked.year,)
    area = looked.area.code
    if not note.applies_to_any(names, area, years):  # as nearly every note
        return
    bears_on = {name for name in names if note.applies(name, area, years)}
    held = (one for one in looked.series if bears_on and one.rests_on & bears_on)
    shown = (one for one in held if looked.figure(one, looked.year) is not None)
    for series in islice(shown, 1):
        cells = tuple(looked.cells(series, looked.year))
        reason = Reason.BREAK if note.break_between else Reason.BAR
        tier = looked.families.of(series.family).tier
        yield Finding("recording", series.family, tier, cells[0], cells, reason=reason, note=note)


KIND = Kind("recording", list=told, aside="recording")
