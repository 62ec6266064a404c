"""Recording: what is not stated or "other", notes and breaks in, what to read with care out.

Never a message: and what rests on it is no message either.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Note
from cin_narrative.findings.candidate import candidate
from cin_narrative.findings.finding import Finding, Reason
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.looked_at import LookedAt
from cin_narrative.findings.make import finding_of
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
    for one in sorted(found, key=lambda one: -one.evidence.z):
        reason = Reason.CATCH_ALL if one.series.is_catch_all else Reason.UNSTATED
        if made := finding_of(one, looked, reason=reason, in_full=True):
            yield made
    for note in looked.figures.catalogue.notes.values():
        if (note.bars or note.break_between) and (made := _of_note(looked, note)):
            yield made


def _of_note(looked: LookedAt, note: Note) -> Finding | None:
    """The note with the first figure that it bears on; None where it bears on none that is held."""
    years = (looked.year - SPAN, looked.year) if note.break_between else (looked.year,)
    for series in looked.series:
        if any(note.applies(name, looked.area.code, years) for name in series.rests_on):
            figure = looked.figure(series, looked.year)
            if figure is not None:
                reason = Reason.BREAK if note.break_between else Reason.BAR
                tier = looked.families.of(series.family).tier
                cells = tuple(looked.cells(series, looked.year))
                return Finding(
                    "recording", series.family, tier, figure, cells, reason=reason, note=note
                )
    return None


KIND = Kind("recording", list=told, aside="recording")
