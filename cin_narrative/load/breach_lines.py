"""Breaches -> lines of the load's report: what is one fact, in one area and year, is one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity

SHOWN = 6  # at most so many facts of one area and year, or notes of one kind on a file, in a line


def told_together(breaches: Sequence[Breach], known: Collection[Breach]) -> Iterator[str]:
    """A line for each area and year in doubt, and for each kind of note on a file, of what was not
    ``known``; then how much was.
    """
    new = [one for one in breaches if one not in known]
    groups: dict[tuple[object, ...], list[Breach]] = {}
    for one in new:
        is_note = one.severity is Severity.NOTE
        of = (one.file, one.release, one.rule) if is_note else (one.year, one.area)
        groups.setdefault((is_note, *of), []).append(one)
    for key in sorted(groups, key=lambda key: tuple(map(str, key))):
        yield from _notes(groups[key]) if key[0] else [_doubt(groups[key])]
    if len(new) < len(breaches):
        yield message("load.told_before", count=len(breaches) - len(new))


def _doubt(own: Sequence[Breach]) -> str:
    """One area and year, as each of the releases has it."""
    releases: dict[str, list[str]] = {}
    for one in own:
        held = releases.setdefault(one.fact, [])
        if one.release not in held:
            held.append(one.release)
    by_releases: dict[tuple[str, ...], list[str]] = {}
    for fact, held in releases.items():
        by_releases.setdefault(tuple(held), []).append(fact)
    parts = (
        message("load.facts", releases=", ".join(held), facts=" ".join(_shown(facts)))
        for held, facts in by_releases.items()
    )
    return message("load.in_doubt", place=own[0].place, facts=" ".join(parts))


def _notes(own: Sequence[Breach]) -> Iterator[str]:
    for said in _shown([one.message for one in own]):
        yield message("load.note", said=said)


def _shown(said: Sequence[str]) -> list[str]:
    rest = len(said) - SHOWN
    return [*said[:SHOWN], *([message("load.more_of_these", count=rest)] if rest > 0 else [])]
