"""A breakdown, an area and a year -> its categories with a number, the largest first where they may
be ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.claims.claims import Breakdown, Gap, Part
from cin_narrative.claims.level import HoldingDesk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.store.observations import Symbol


@dataclass(slots=True)
class _Lines:
    """What is held of the lines of a breakdown in one ``release``: ``parts`` with a number, their
    share only where there is no count; how many have a symbol alone (``unshown``), the first of
    them (``gap``), and whether one is not held (``absent``).
    """

    release: str | None
    parts: list[Part] = field(default_factory=list)
    unshown: int = 0
    absent: bool = False
    gap: Figure | None = None


class BreakdownDesk(HoldingDesk):
    """Says what a total is made of."""

    def breakdown(
        self,
        indicator_id: str,
        area: Area,
        year: int,
        top: int | None = None,
        categories: Sequence[str] | None = None,
    ) -> Breakdown | Gap:
        """The categories with a number: the ``top`` largest where they may be ranked, else in their
        own order.

        A ranking needs every category that could be recorded in that year: with one not held, the
        largest is not known.
        """
        indicator = self.catalogue[indicator_id]
        found = self._lines(indicator, area, year, categories)
        parts = found.parts
        ranked = not indicator.ordered and top is not None
        unknown = next((part for part in parts if ranked and _is_unknown(part)), None)
        listed = _largest([one for one in parts if one is not unknown], top) if ranked else parts
        if not listed and unknown is not None and unknown.figure.value:
            # of all that is shown nothing is recorded: no ranking
            ranked, listed, unknown = False, [unknown], None
        if not listed or (ranked and found.absent):
            return self._nothing(indicator, area, year, found, categories or ())
        if unknown is not None and (unknown.figure.value or 0) < (listed[-1].figure.value or 0):
            unknown = None
        return Breakdown(
            indicator,
            area,
            year,
            tuple(self._in_full(one, found.release) for one in listed),
            ranked,
            self._whole(indicator, area, year, parts[0].figure.release),
            len(listed) == len(parts),
            found.unshown,
            unknown=unknown and self._in_full(unknown, found.release),
        )

    def _lines(
        self, indicator: Indicator, area: Area, year: int, categories: Sequence[str] | None
    ) -> _Lines:
        known = self.catalogue.counts_of(indicator).categories
        # one breakdown, one release
        found = _Lines(next(iter(self.figures.releases(indicator, area, year)), None))
        for identity in categories or known:
            at = (area, year, identity, found.release)
            count = self.figures.level(indicator.id, Measure.COUNT, *at)
            if count is not None and count.value is not None:
                found.parts.append(Part(count, None))
                continue
            share = self._share_of_line(indicator, *at)
            is_of_year = known[identity].first_year <= year
            if share is not None and share.value is not None:
                found.parts.append(Part(None, share))
            elif count or share:
                found.gap = found.gap or count or share
                found.unshown += is_of_year
            elif is_of_year:
                found.absent = True
        return found

    def _share_of_line(
        self, indicator: Indicator, area: Area, year: int, category: str, release: str | None
    ) -> Figure | None:
        """The percentage of one line, or its average."""
        shares = [one for one in (Measure.PERCENTAGE, Measure.AVERAGE) if one in indicator.measures]
        held = (
            self.figures.level(indicator.id, one, area, year, category, release) for one in shares
        )
        return next((one for one in held if one is not None), None)

    def _in_full(self, part: Part, release: str | None) -> Part:
        """A line that is told, with its share: of those that are not none is looked up."""
        count = part.count
        if count is None or count.category is None:
            return part
        share = self._share_of_line(
            count.indicator, count.area, count.year, count.category.id, release
        )
        return part if share is None or share.value is None else Part(count, share)

    def _nothing(
        self, indicator: Indicator, area: Area, year: int, found: _Lines, lines: Iterable[str]
    ) -> Gap:
        """Why none of it is told."""
        known = self.catalogue.counts_of(indicator).categories
        seen = None if found.absent else found.gap
        missing = self.gap(indicator, indicator.headline, area, year, seen)
        if found.parts and found.gap is None and not found.absent:  # every line is nought
            missing = replace(missing, symbol=Symbol.NOT_APPLICABLE)
        return replace(missing, lines=tuple(known[identity] for identity in lines))

    def _whole(self, indicator: Indicator, area: Area, year: int, release: str) -> Figure | None:
        """What the shares of a breakdown are of, where it is shown."""
        percentage = indicator.measures.get(Measure.PERCENTAGE)
        of = percentage.of if percentage else indicator.breakdown_of
        whole = self.figures.level(
            of, Measure.COUNT, area, year, release=release
        ) or self.figures.level(of, Measure.COUNT, area, year)
        return whole if whole is not None and whole.value is not None else None


def _is_unknown(part: Part) -> bool:
    return part.figure.category is not None and part.figure.category.unknown


def _largest(parts: Sequence[Part], top: int | None) -> list[Part]:
    """The ``top`` largest parts above nought, with all that tie for the last place."""
    ordered = sorted(
        (part for part in parts if part.figure.value), key=lambda part: -(part.figure.value or 0)
    )
    if top is None or len(ordered) <= top:
        return ordered
    last = ordered[top - 1].figure.value
    return [part for index, part in enumerate(ordered) if index < top or part.figure.value == last]
