"""A breakdown, an area and a year -> its categories with a number, the largest first where they may
be ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Category, Indicator
from cin_narrative.catalogue.indicator import AVERAGE, COUNT, PERCENTAGE
from cin_narrative.claims.claims import Breakdown, Gap, Part
from cin_narrative.claims.level import HoldingDesk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.store.observations import Symbol

SHARES = (PERCENTAGE, AVERAGE)  # of a line: the first that it has


class _Line(NamedTuple):
    """A line with a number: most are compared and not told, so that none is a figure yet."""

    category: Category
    value: Decimal


@dataclass(slots=True)
class _Lines:
    """What is held of the lines of a breakdown in one ``release``: those with a number, in their
    order; how many have a symbol alone (``unshown``), the first of them (``gap``), and whether one
    is not held (``absent``).
    """

    release: str | None
    shown: list[_Line] = field(default_factory=list)
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
        lines = found.shown
        ranked = not indicator.ordered and top is not None
        unknown = next((one for one in lines if ranked and one.category.unknown), None)
        listed = _largest([one for one in lines if one is not unknown], top) if ranked else lines
        if not listed and unknown is not None and unknown.value:
            # of all that is shown nothing is recorded: no ranking
            ranked, listed, unknown = False, [unknown], None
        if not listed or (ranked and found.absent):
            return self._nothing(indicator, area, year, found, categories or ())
        if unknown is not None and unknown.value < listed[-1].value:
            unknown = None
        place = (indicator, area, year, found.release)
        return Breakdown(
            indicator,
            area,
            year,
            tuple(self._part(one, *place) for one in listed),
            ranked,
            self._whole(*place),
            len(listed) == len(lines),
            found.unshown,
            unknown=unknown and self._part(unknown, *place),
        )

    def _lines(
        self, indicator: Indicator, area: Area, year: int, categories: Sequence[str] | None
    ) -> _Lines:
        known = self.catalogue.counts_of(indicator).categories
        # one breakdown, one release
        found = _Lines(next(iter(self.figures.releases(indicator, area, year)), None))
        if found.release is None:
            found.absent = any(known[one].first_year <= year for one in categories or known)
            return found
        for identity in categories or known:
            at = (area, year, identity, found.release)
            value = self.figures.count_printed(indicator, *at)
            held = [] if value is not None else self._figures_of_line(indicator, *at)
            values = [one.value for one in held if one.value is not None]
            is_of_year = known[identity].first_year <= year
            if value is not None or values:
                number = values[0] if value is None else value
                found.shown.append(_Line(known[identity], number))
            elif held:
                found.gap = found.gap or held[0]
                found.unshown += is_of_year
            elif is_of_year:
                found.absent = True
        return found

    def _figures_of_line(
        self, indicator: Indicator, area: Area, year: int, category: str, release: str | None
    ) -> list[Figure]:
        """The count of one line, and its percentage or average, as far as they are held."""
        at = (area, year, category, release)
        held = [
            one
            for measure in (COUNT, *SHARES)
            if measure in indicator.measures
            and (one := self.figures.level(indicator.id, measure, *at)) is not None
        ]
        is_counted = bool(held) and held[0].measure is COUNT
        return held[: 1 + is_counted]

    def _part(
        self, line: _Line, indicator: Indicator, area: Area, year: int, release: str | None
    ) -> Part:
        """A line that is told."""
        held = self._figures_of_line(indicator, area, year, line.category.id, release)
        shown = [one for one in held if one.value is not None]
        count = next((one for one in shown if one.measure is COUNT), None)
        return Part(count, next((one for one in shown if one is not count), None))

    def _nothing(
        self, indicator: Indicator, area: Area, year: int, found: _Lines, lines: Iterable[str]
    ) -> Gap:
        """Why none of it is told."""
        known = self.catalogue.counts_of(indicator).categories
        seen = None if found.absent else found.gap
        missing = self.gap(indicator, indicator.headline, area, year, seen)
        if found.shown and found.gap is None and not found.absent:  # every line is nought
            missing = replace(missing, symbol=Symbol.NOT_APPLICABLE)
        return replace(missing, lines=tuple(known[identity] for identity in lines))

    def _whole(
        self, indicator: Indicator, area: Area, year: int, release: str | None
    ) -> Figure | None:
        """What the shares of a breakdown are of, where it is shown."""
        percentage = indicator.measures.get(PERCENTAGE)
        of = percentage.of if percentage else indicator.breakdown_of
        whole = self.figures.level(of, COUNT, area, year, release=release) or self.figures.level(
            of, COUNT, area, year
        )
        return whole if whole is not None and whole.value is not None else None


def _largest(lines: Iterable[_Line], top: int | None) -> list[_Line]:
    """The ``top`` largest lines above nought, with all that tie for the last place."""
    ordered = sorted((one for one in lines if one.value), key=lambda one: -one.value)
    if top is None or len(ordered) <= top:
        return ordered
    last = ordered[top - 1].value
    return [one for index, one in enumerate(ordered) if index < top or one.value == last]
