"""Protecting an authority's own exact counts before they are published: what DfE would hide, and what would give it away.

Counts of 1 to 5 are hidden. Then, as long as a hidden count could be worked out by adding and subtracting what is left,
in however many steps, another count is hidden, too. What is hidden does not depend on the page: several pages of one
summary together show no more than the one mask allows. Rules: ../shared/domain/cin-census.md 4.1 and 4.3.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from cin_narrative.definitions.catalogue import DEFINITIONS, Catalogue, Measure
from cin_narrative.store.store import Store
from cin_narrative.store.sums import Member, Sum, member_named, sums_of

SMALLEST, LARGEST_HIDDEN = 1, 5
PRIME = (1 << 61) - 1  # elimination is done modulo this: whole numbers stay small, and a chance coincidence is one in 10**18


def mask_of(counts: Mapping[Member, int], sums: Iterable[Sum]) -> frozenset[Member]:
    """The members to hide so that no linear combination of what is shown gives a hidden count exactly."""
    known_sums = [one for one in (_within(one, counts) for one in sums) if one is not None]
    hidden = {member for member, count in counts.items() if SMALLEST <= count <= LARGEST_HIDDEN}
    while True:
        given_away = _determined(hidden, known_sums) | _pinned(hidden, known_sums, counts)
        more = {choice for member in given_away if (choice := _complement(member, hidden, known_sums, counts)) is not None}
        if not more:
            return frozenset(hidden)
        hidden |= {min(more, key=lambda member: (counts[member], member))}


def _within(one: Sum, counts: Mapping[Member, int]) -> tuple[Member, ...] | None:
    """The members of a sum that have counts, the total first; None where the total or all parts have none: it tells nothing.

    A part without a count is a category that the year did not have: nought.
    """
    parts = [part for part in one.parts if part in counts]
    return (one.total, *parts) if one.total in counts and parts else None


def _determined(hidden: set[Member], sums: Sequence[tuple[Member, ...]]) -> set[Member]:
    """The hidden members that follow from the shown ones: whose unit vector is in the row space of the sums."""
    order = {member: place for place, member in enumerate(sorted(hidden))}
    rows: list[dict[int, int]] = []
    for total, *parts in sums:
        row: dict[int, int] = {}
        for member, sign in [(total, PRIME - 1), *((part, 1) for part in parts)]:
            if member in order:
                row[order[member]] = (row.get(order[member], 0) + sign) % PRIME
        rows.append({place: value for place, value in row.items() if value})
    names = {place: member for member, place in order.items()}
    return {names[next(iter(row))] for row in _reduced(rows) if len(row) == 1}


def _reduced(rows: Iterable[dict[int, int]]) -> list[dict[int, int]]:
    """The reduced row echelon form, modulo ``PRIME``, of sparse rows."""
    pivots: dict[int, dict[int, int]] = {}
    for given in rows:
        row = dict(given)
        for place in sorted(row.keys() & pivots.keys()):
            if place in row:
                _subtract(row, pivots[place], row[place])
        if not row:
            continue
        pivot = min(row)
        inverse = pow(row[pivot], -1, PRIME)
        row = {place: value * inverse % PRIME for place, value in row.items()}
        for other in pivots.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        pivots[pivot] = row
    return list(pivots.values())


def _subtract(row: dict[int, int], other: Mapping[int, int], times: int) -> None:
    for place, value in other.items():
        left = (row.get(place, 0) - times * value) % PRIME
        if left:
            row[place] = left
        else:
            row.pop(place, None)


def _pinned(hidden: set[Member], sums: Sequence[tuple[Member, ...]], counts: Mapping[Member, int]) -> set[Member]:
    """Hidden parts that are known because each is 1 to 5 and together they are as small, or as large, as they can be."""
    found: set[Member] = set()
    for total, *parts in sums:
        small = [part for part in parts if part in hidden]
        if total in hidden or not small or any(counts[part] > LARGEST_HIDDEN for part in small):
            continue
        together = sum(counts[part] for part in small)
        if together in (SMALLEST * len(small), LARGEST_HIDDEN * len(small)):
            found |= set(small)
    return found


def _complement(member: Member, hidden: set[Member], sums: Sequence[tuple[Member, ...]], counts: Mapping[Member, int]) -> Member | None:
    """What to hide beside ``member``: the smallest shown part of one of its sums that is not nought, else its total, else a nought."""
    best: list[tuple[bool, bool, int, Member]] = []
    for total, *parts in sums:
        if member == total or member in parts:
            best += [(counts[part] == 0, False, counts[part], part) for part in parts if part not in hidden]
            best += [(counts[total] == 0, True, counts[total], total)] if total not in hidden else []
    return min(best)[3] if best else None


@cache
def local_sums(catalogue: Catalogue) -> tuple[Sum, ...]:
    """Every sum that holds between the counts of a local return: those of DfE's figures, and those only it shows."""
    sums = {id(one): one for members in sums_of(catalogue).values() for one in members}
    table = tomllib.loads((DEFINITIONS / "local_identities.toml").read_text(encoding="utf-8"))
    extra = [Sum(member_named(entry["total"]), tuple(map(member_named, entry["parts"]))) for entry in table["identities"]]
    same = [
        Sum(("assessment_factors_any_person", whole.id), (("assessment_factors", single.id),))
        for whole in catalogue["assessment_factors_any_person"].categories.values()
        for single in catalogue["assessment_factors"].categories.values() if whole.values == single.values
    ]  # fmt: skip
    return (*sums.values(), *extra, *same)


class Suppression:
    """The masks of the local returns in a store, each worked out once."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue
        self._masks: dict[tuple[str, int, str], frozenset[Member]] = {}

    def hides(self, area: str, year: int, release: str, member: Member, measure: Measure) -> bool:
        """Whether a figure of a local return must not be published.

        A cross-table is never published, since DfE publishes none of an authority; an average is hidden with what it is of.
        """
        if not self._store.releases[release].is_local:
            return False
        indicator = self._catalogue[member[0]]
        if indicator.is_cross_table:
            return True
        place = (area, year, release)
        if place not in self._masks:
            self._masks[place] = mask_of(self._counts(place), local_sums(self._catalogue))
        counted = (indicator.breakdown_of, "") if measure is Measure.AVERAGE and indicator.breakdown_of else member
        return counted in self._masks[place]

    def _counts(self, place: tuple[str, int, str]) -> dict[Member, int]:
        area, year, release = place
        found: dict[Member, int] = {}
        for indicator in self._catalogue:
            if indicator.is_cross_table:
                continue
            for (measure, category), versions in self._store.observations(area, year, indicator.id).items():
                value = next((o.value for o in versions if o.release == release), None)
                if measure == Measure.COUNT and value is not None:
                    found[indicator.id, category] = round(value)
        for indicator in self._catalogue:
            definition = indicator.measures.get(Measure.COUNT)
            if definition and definition.sum_of and (indicator.id, "") not in found:
                parts = [found.get((definition.sum_of, category)) for category in definition.categories]
                if None not in parts:
                    found[indicator.id, ""] = sum(part or 0 for part in parts)
        return found
