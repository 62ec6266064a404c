"""Protecting an authority's own exact counts before they are published: what DfE would hide, and
what would give it away.

 Counts of 1 to 5 are hidden, and what DfE hides of the same area and year. Then, as long as a
hidden count could be worked out, by adding and subtracting what is left in however many steps or
because only one whole number fits, another count is hidden, too. What is hidden does not depend on
the page: several pages of one summary together show no more than the one mask allows. Rules:
DfE, Children in need, data guidance (counts of 1 to 5 are hidden).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.bounds import (
    LARGEST_HIDDEN,
    SMALLEST,
    Cover,
    Known,
    below,
    determined,
)
from cin_narrative.disclosure.local_sums import (
    Quartiles,
    local_covers,
    local_quartiles,
    local_sums,
    usual_sums,
)
from cin_narrative.disclosure.sums import Member, Sum
from cin_narrative.store.observations import Symbol
from cin_narrative.store.store import Store

PRIME = (
    (1 << 61) - 1
    # elimination is done modulo this: whole numbers stay small, and a chance coincidence is one in
    # 10**18
)
Place = tuple[str, int, str]  # area, year, release


def mask_of(
    counts: Mapping[Member, int],
    sums: Iterable[Sum],
    covers: Iterable[Cover] = (),
    secret: Collection[Member] = (),
    public: Collection[Member] = (),
) -> frozenset[Member]:
    """The members to hide so that no count of 1 to 5 can be worked out from what is shown.

     What was hidden beside them and can be worked out all the same is shown: to hide it helps
    nobody. ``secret`` are hidden elsewhere and stay so. ``public`` are shown elsewhere with the
    same number: none is chosen, and what they give away counts as given away.
    """
    known_sums = [one for one in (_within(one, counts) for one in sums) if one is not None]
    known_covers = [one for one in (_covered(cover, counts) for cover in covers) if one is not None]
    groups = [*known_sums, *((cover.whole, *cover.parts) for cover in known_covers)]

    def given_away() -> set[Member]:
        return _solved(hidden, known_sums) | determined(hidden, counts, known_sums, known_covers)

    small = {
        member for member, count in counts.items() if SMALLEST <= count <= LARGEST_HIDDEN
    } - set(public)
    hidden = small | ((set(secret) & counts.keys()) - set(public))
    while (found := given_away()) & small:
        more = _choices(found & small, hidden, groups, counts, public) or _choices(
            found, hidden, groups, counts, public
        )
        if not more:
            break
        hidden |= {min(more, key=lambda member: (counts[member], member))}
    while loose := given_away() - small - set(secret):
        hidden -= loose
    return frozenset(hidden)


def _choices(
    given_away: Iterable[Member],
    hidden: set[Member],
    groups: Sequence[Sequence[Member]],
    counts: Mapping[Member, int],
    public: Collection[Member],
) -> set[Member]:
    """What could be hidden beside each of these."""
    found = (_complement(member, hidden, groups, counts, public) for member in given_away)
    return {choice for choice in found if choice is not None}


def _within(one: Sum, counts: Mapping[Member, int]) -> tuple[Member, ...] | None:
    """The members of a sum that have counts, the total first; None where the total or all parts
    have none: it tells nothing.


    A part without a count is a category that the year did not have: nought.
    """
    parts = [part for part in one.parts if part in counts]
    return (one.total, *parts) if one.total in counts and parts else None


def _covered(cover: Cover, counts: Mapping[Member, int]) -> Cover | None:
    """A cover with the parts that have counts; None where the whole or all parts have none."""
    parts = tuple(part for part in cover.parts if part in counts)
    return Cover(cover.whole, parts) if cover.whole in counts and parts else None


def _solved(hidden: set[Member], sums: Sequence[tuple[Member, ...]]) -> set[Member]:
    """The hidden members that follow from the shown ones: whose unit vector is in the row space of
    the sums.
    """
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


def _complement(
    member: Member,
    hidden: set[Member],
    groups: Sequence[Sequence[Member]],
    counts: Mapping[Member, int],
    public: Collection[Member],
) -> Member | None:
    """What to hide beside ``member``: the smallest shown part of one of its groups that is not
    nought, else a nought, else its total.
    """
    best: list[tuple[bool, bool, int, Member]] = []
    for total, *parts in groups:
        if member == total or member in parts:
            shown = [part for part in parts if part not in hidden and part not in public]
            best += [(False, counts[part] == 0, counts[part], part) for part in shown]
            best += (
                [(True, counts[total] == 0, counts[total], total)]
                if total not in hidden and total not in public
                else []
            )
    return min(best)[3] if best else None


_masks: WeakKeyDictionary[Store, dict[Place, frozenset[Member]]] = (
    WeakKeyDictionary()
)  # of each open store, which never changes


class Suppression:
    """The masks of the local returns in a store, each worked out once for all pages and answers."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue
        self._masks = _masks.setdefault(store, {})

    def hides(self, area: str, year: int, release: str, member: Member, measure: Measure) -> bool:
        """Whether a figure of a local return must not be published.

         A cross-table is never published, since DfE publishes none of an authority; an average is
        hidden with what it is of.
        """
        if not self._store.releases[release].is_local:
            return False
        indicator = self._catalogue[member[0]]
        if indicator.is_cross_table:
            return True
        place = (area, year, release)
        if place not in self._masks:
            self._masks[place] = self._mask(place)
        counted = member
        if measure is Measure.AVERAGE:
            counted = (indicator.breakdown_of or indicator.id, "")
            if (indicator.id, "") in self._masks[place]:
                return True
        return counted in self._masks[place]

    def _mask(self, place: Place) -> frozenset[Member]:
        """The counts to hide, and the name of every indicator of percentiles that would give one of
        them away.
        """
        counts = self._counts(place)
        secret, public = self._elsewhere(place, counts)
        usual = [
            one
            for one in usual_sums()
            if all(member in counts for member in one.members)
            and counts[one.total] == sum(counts[part] for part in one.parts)
        ]
        sums = (*local_sums(self._catalogue), *usual)
        covers = local_covers(self._catalogue)
        beside_dfe = mask_of(counts, sums, covers, secret, public)
        hidden = mask_of(
            counts, sums, covers, beside_dfe
        )  # by itself, too: what DfE's figures give away we do not give away again
        telling = {
            (one.indicator, "")
            for one in local_quartiles(self._catalogue)
            if self._tells(one, place, counts, hidden)
        }
        return hidden | telling

    def _elsewhere(
        self, place: Place, counts: Mapping[Member, int]
    ) -> tuple[set[Member], set[Member]]:
        """What DfE's releases hide of the same area and year, and what they show with the same
        number.
        """
        secret, public = set[Member](), set[Member]()
        for member, count in counts.items():
            held = self._store.observations(*place[:2], member[0]).items()
            found = [
                o
                for (_, category), versions in held
                if category == member[1]
                for o in versions
                if not self._store.releases[o.release].is_local
            ]
            if any(o.value == count and o.measure == Measure.COUNT for o in found):
                public.add(member)
            elif any(o.symbol == Symbol.SUPPRESSED for o in found):
                secret.add(member)
        return secret, public

    def _tells(
        self, one: Quartiles, place: Place, counts: Mapping[Member, int], hidden: frozenset[Member]
    ) -> bool:
        """Whether percentiles beside the bands shown leave only one number that a hidden band can
        be.
        """
        found = self._store.observations(*place[:2], one.indicator)
        values = {
            fraction: o.value
            for category, fraction in one.fractions.items()
            for o in found.get((Measure.AVERAGE.value, category), ())
            if o.release == place[2] and o.value is not None
        }
        bands = [band for band in one.bands if band in counts]
        if not values or len(bands) < len(one.bands) or hidden.isdisjoint(bands):
            return False
        total = sum(counts[band] for band in bands)
        up_to: Known = {}
        running: list[tuple[Member, ...]] = []
        for place_of, band in enumerate(bands):
            mark, before = (
                (one.indicator, f"up to {place_of}"),
                (one.indicator, f"up to {place_of - 1}"),
            )
            edge = one.last_days[place_of] if place_of < len(one.last_days) else None
            up_to[mark] = below(edge, total, values) if edge is not None else (total, total)
            running.append((mark, before, band) if place_of else (mark, band))
        return bool(determined(hidden, counts, running, (), up_to))

    def _counts(self, place: Place) -> dict[Member, int]:
        area, year, release = place
        found: dict[Member, int] = {}
        for indicator in self._catalogue:
            if indicator.is_cross_table:
                continue
            for (measure, category), versions in self._store.observations(
                area, year, indicator.id
            ).items():
                value = next((o.value for o in versions if o.release == release), None)
                if measure == Measure.COUNT and value is not None:
                    found[indicator.id, category] = round(value)
        for indicator in self._catalogue:
            definition = indicator.measures.get(Measure.COUNT)
            if definition and definition.sum_of and (indicator.id, "") not in found:
                parts = [
                    found.get((definition.sum_of, category)) for category in definition.categories
                ]
                if None not in parts:
                    found[indicator.id, ""] = sum(part or 0 for part in parts)
        return found
