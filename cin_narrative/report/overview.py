"""An area and a year -> what the overview shows at a glance: the page's messages, tiles and a
table, all of figures with receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.catalogue.families import load_families
from cin_narrative.claims.claims import Direction, Gap, Level, Share, judge_by_bands
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.message_words import Course
from cin_narrative.disclosure.figures import Figure
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.messages import message
from cin_narrative.report.indicator_profile import Glance, Point, Spread
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.summary import Summary, summarise
from cin_narrative.report.trends import breaks_in, stretch_of
from cin_narrative.store.dispersion.formulas import LEAST_AUTHORITIES
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.receipts import MEANING


@dataclass(slots=True)
class Overview:
    """The main part of the yearly page, whose ledger has the marks of what is below too; ``tiles``
    and ``rows`` at a glance.
    """

    summary: Summary
    tiles: tuple[Glance, ...]
    rows: tuple[Glance, ...]

    @property
    def messages(self) -> list[Paragraph]:
        """What to know, each with its bold claim."""
        headings = {part.heading for part in self.summary.parts if part.part is Kind.MESSAGES}
        return [one for one in self.summary.paragraphs if one.heading in headings]

    def mark(self, glance: Glance) -> int | None:
        """The mark that opens every figure of it; None where it has none."""
        figures = glance.figures
        return self.summary.ledger.cite_together(figures) if figures else None


def overview(desk: Desk, area: Area, year: int, since: int | None = None) -> Overview:
    """The overview of ``area`` for ``year``, with changes since that year or the one before; raises
    ``NotHeld`` where there is nothing to say.
    """
    summary, families = summarise(desk, area, year, annex=False), load_families()
    named = tuple(dict.fromkeys((*families.tiles, *families.glance)))
    desk.prefetch([area], sorted(desk.store.areas_by_year), named)
    maker = Maker(desk, area, year, since)
    made = {name: maker.glance(desk.catalogue[name]) for name in named}
    shown = Overview(
        summary,
        tuple(made[one] for one in families.tiles),
        tuple(made[one] for one in families.glance),
    )
    for one in made.values():
        shown.mark(one)  # in their order, before anything else enters the ledger
    return shown


class Maker:
    """Makes what is seen at a glance of one area and year."""

    def __init__(self, desk: Desk, area: Area, year: int, since: int | None = None) -> None:
        self.desk, self.area, self.year = desk, area, year
        self.since = year - 1 if since is None else since
        self._looked: dict[str, LookedAt] = {}  # by release

    def glance(self, indicator: Indicator) -> Glance:
        """One indicator."""
        said = self.desk.level(indicator.id, self.area, self.year)
        figure = self.desk.figure(indicator.id, self.area, self.year)
        gap = (
            message("report.none_held")
            if figure is None or figure.symbol is None
            else MEANING[figure.symbol]
        )
        past = self._past(figure, indicator)
        before = next(
            (one.figure for one in past if one.year == self.since and one.value is not None),
            None,
        )
        earlier = before if figure is not None and figure.value is not None else None
        course = self._course(figure, earlier, past) if figure and earlier else None
        spread = self._spread(figure) if figure is not None and figure.value is not None else None
        return Glance(
            indicator,
            self.area,
            self.year,
            figure,
            gap,
            _counts(said),
            earlier,
            course,
            past,
            spread,
        )

    def _past(self, figure: Figure | None, indicator: Indicator) -> tuple[Point, ...]:
        """Every year held up to this one, gaps among them."""
        held = [year for year in sorted(self.desk.store.areas_by_year) if year <= self.year]
        found = {
            year: self._in(indicator, year)
            for year in held
            if self.desk.areas.existed(self.area, year)
        }
        numbers = [year for year, one in found.items() if one is not None and one.value is not None]
        if figure is None or not numbers:
            return ()
        span = range(numbers[0], self.year + 1)
        breaks = breaks_in(self.desk, figure, tuple(span))
        return tuple(Point(year, found.get(year), stretch_of(breaks, year)) for year in span)

    def _in(self, indicator: Indicator, year: int) -> Figure | None:
        return self.desk.figure(indicator.id, self.desk.areas.at(self.area, year), year)

    def _course(self, figure: Figure, earlier: Figure, past: Sequence[Point]) -> Course | None:
        """Which way it went: little changed within the limits of chance, or where there is no test
        within the bands.
        """
        stretches = {one.year: one.stretch for one in past}
        if stretches[self.year] != stretches[self.since] or figure.is_lower_bound:
            return None
        direction = judge_by_bands(figure, earlier).direction
        within = self._within_chance(figure)
        if (
            within
            or (within is None and direction not in (Direction.HIGHER, Direction.LOWER))
            or figure.value == earlier.value
        ):
            return Course.LITTLE
        return Course.UP if (figure.value or 0) > (earlier.value or 0) else Course.DOWN

    def _within_chance(self, figure: Figure) -> bool | None:
        if not self.area.is_authority:
            return None
        looked = self._tests(figure.release)
        series = next(
            (
                one
                for one in looked.series
                if one.indicator == figure.indicator.id and not (one.below or one.category)
            ),
            None,
        )
        if series is None:
            return None
        evidence = looked.test(series, self.year - self.since)
        return None if evidence is None else not evidence.beyond_chance

    def _tests(self, release: str) -> LookedAt:
        if release not in self._looked:
            looked = LookedAt(
                self.desk.figures, self.area, self.year, release, load_families(), self.desk.model
            )
            looked.read()
            self._looked[release] = looked
        return self._looked[release]

    def peers(self, figure: Figure) -> list[Figure]:
        """The same figure of every authority that has one, of its release, the lowest first."""
        authorities = self.desk.areas.authorities(self.year)
        self.desk.prefetch(authorities, [self.year], [figure.indicator.id])
        found = (
            figure if one.code == self.area.code else self.desk.beside(figure, one)
            for one in authorities
        )
        return sorted(
            (one for one in found if one is not None and one.value is not None),
            key=lambda one: (one.value or 0, one.area.code),
        )

    def _spread(self, figure: Figure) -> Spread | None:
        desk, england, peers = (
            self.desk,
            self.desk.areas.get(ENGLAND, self.year),
            self.peers(figure),
        )
        if not peers:
            return None
        _, wanted, neighbours = (
            desk.neighbour_figures(figure) if self.area.is_authority else (0, [], [])
        )
        # among a few that starter data has, a place and a middle half would not be those of England
        many = len(peers) >= LEAST_AUTHORITIES and 2 * len(peers) > len(
            desk.areas.authorities(self.year)
        )
        rank = desk.rank(figure, england, peers=peers) if many and self.area.is_authority else None
        region = desk.areas.region_of(self.area) if self.area.is_authority else None
        return Spread(
            peers[0],
            peers[-1],
            _middle(peers) if many else None,
            tuple(neighbours),
            len(wanted),
            desk.neighbour_mean(figure),
            _number(desk.beside(figure, region)) if region else None,
            _number(desk.beside(figure, england)) if self.area.code != ENGLAND else None,
            rank.rank if rank else None,
            len(peers),
        )


def _number(figure: Figure | None) -> Figure | None:
    return figure if figure is not None and figure.value is not None else None


def _middle(peers: Sequence[Figure]) -> tuple[float, float]:
    lower, _, upper = quantiles((float(one.value or 0) for one in peers), n=4, method="inclusive")
    return lower, upper


def _counts(said: Level | Share | Gap) -> tuple[Figure, ...]:
    """The number behind a rate; of a percentage its two counts."""
    if isinstance(said, Share):
        return tuple(one for one in (said.count, said.whole) if one is not None)
    return (said.figure,) if isinstance(said, Level) and said.rate is not None else ()
