"""An area and a year -> what the overview shows at a glance: the page's messages, tiles and a
table, all of figures with receipts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Indicator, Polarity
from cin_narrative.catalogue.families import load_families
from cin_narrative.claims.claims import Direction, Gap, Level, Share, judge_by_bands
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.message import Course
from cin_narrative.disclosure.figures import Figure
from cin_narrative.findings.looked_at import LookedAt
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.summary import Summary, summarise
from cin_narrative.report.trends import breaks_in, stretch_of
from cin_narrative.store.dispersion.formulas import LEAST_AUTHORITIES
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.phrases import PER
from cin_narrative.writing.receipts import MEANING

SAID = {
    Course.UP: "report.went_up",
    Course.DOWN: "report.went_down",
    Course.LITTLE: "report.little_changed",
}
BRIEFLY = {
    Course.UP: "report.up_from",
    Course.DOWN: "report.down_from",
    Course.LITTLE: "report.little",
}


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a figure lies among those of all authorities that have one of its release.

    ``middle`` are the ends of their middle half (None: too few have a figure); ``neighbours`` are
    those of the ``wanted`` neighbours that have one; ``place`` is its rank among ``of``.
    """

    lowest: Figure
    highest: Figure
    middle: tuple[float, float] | None
    neighbours: tuple[Figure, ...]
    wanted: int
    mean: Figure | None
    region: Figure | None
    england: Figure | None
    place: Figure | None
    of: int

    @property
    def is_drawn(self) -> bool:
        """Whether enough authorities have a figure for a scale: between two of them, England may
        lie outside.
        """
        return self.of >= LEAST_AUTHORITIES


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series: its figure, if one is held, and its stretch: years of one stretch are
    joined by a line.
    """

    year: int
    figure: Figure | None
    stretch: int

    @property
    def value(self) -> Decimal | None:
        """The number, None where there is none, or only a lower bound."""
        return None if self.figure is None or self.figure.is_lower_bound else self.figure.value


@dataclass(frozen=True, slots=True)
class Glance:
    """One indicator at a glance, by the measure that compares areas (``figure``; without a number:
    why, in ``gap``).

    ``counts`` are the number behind it, and of a percentage what it is of. ``earlier`` is last
    year's, ``course`` which way it went, None where the two cannot be compared.
    """

    indicator: Indicator
    area: Area
    year: int
    figure: Figure | None
    gap: str
    counts: tuple[Figure, ...]
    earlier: Figure | None
    course: Course | None
    past: tuple[Point, ...]
    spread: Spread | None

    @property
    def figures(self) -> list[Figure]:
        """Every figure that is printed of it; one mark opens them all."""
        spread = self.spread
        beside = (
            (
                spread.mean,
                spread.region,
                spread.england,
                spread.place,
                spread.lowest,
                spread.highest,
            )
            if spread
            else ()
        )
        return [
            one
            for one in (self.figure, *self.counts, self.earlier, *beside)
            if one is not None and one.is_number
        ]

    @property
    def name(self) -> str:
        """``Children in need``."""
        words = str(self.indicator.short)
        return words[:1].upper() + words[1:]

    @property
    def unit(self) -> str:
        """What a rate is of; a percentage says so itself."""
        return (
            PER.removesuffix(" aged under 18 years")
            if self.figure is not None and self.figure.basis.value == "rate"
            else ""
        )

    @property
    def number(self) -> str:
        """``2,265 children``, or ``2,287 of 2,820``."""
        if not self.counts:
            return ""
        if len(self.counts) > 1:
            return message(
                "report.so_many_of", above=self.counts[0].shown, below=self.counts[1].shown
            )
        return f"{self.counts[0].shown} {self.indicator.counted}"

    @property
    def words(self) -> str:
        """How it stands to last year."""
        if self.earlier is None:
            return ""
        if self.course is None:
            return message("report.not_comparable", year=self.earlier.year)
        return message(SAID[self.course], earlier=self.earlier.shown, year=self.earlier.year)

    @property
    def change(self) -> str:
        """The same in a table's cell."""
        if self.earlier is None or self.course is None:
            return self.words
        return message(BRIEFLY[self.course], earlier=self.earlier.shown)

    @property
    def is_worse(self) -> bool | None:
        """Whether the change is for the worse; None where the catalogue does not say which way is
        better, or it is within chance.
        """
        if self.course in (None, Course.LITTLE) or self.indicator.polarity is Polarity.NONE:
            return None
        return (self.course is Course.UP) is (self.indicator.polarity is Polarity.LOW_IS_GOOD)

    @property
    def sentence(self) -> str:
        """What tile and strip show, for those who cannot see them."""
        if self.figure is None or self.figure.value is None:
            return f"{self.name}, {self.area.short_name}: {self.gap}."
        unit = f" {self.unit}" if self.unit else ""
        told = [
            f"{self.name}, {self.area.short_name}, {self.indicator.period(self.year).noun}: {self.figure.shown}{unit}"
        ]
        told += [text for text in (self.number, self.words) if text]
        return "; ".join([*told, *self._beside()]) + "."

    def _beside(self) -> Iterator[str]:
        spread = self.spread
        if spread is None:
            return
        if spread.neighbours:
            ends = sorted(spread.neighbours, key=lambda one: one.value or 0)
            had = len(spread.neighbours)
            yield message(
                "report.neighbours_from",
                low=ends[0].shown,
                high=ends[-1].shown,
                had=had,
                wanted=spread.wanted,
            )
        if spread.england is not None:
            yield message("report.england_has", value=spread.england.shown)
        if spread.place is not None:
            yield message("report.has_place", place=spread.place.shown, of=spread.of)


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


def overview(desk: Desk, area: Area, year: int) -> Overview:
    """The overview of ``area`` for ``year``; raises ``NotHeld`` where there is nothing to say."""
    summary, families = summarise(desk, area, year, annex=False), load_families()
    named = tuple(dict.fromkeys((*families.tiles, *families.glance)))
    desk.prefetch([area], sorted(desk.store.areas_by_year), named)
    maker = Maker(desk, area, year)
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

    def __init__(self, desk: Desk, area: Area, year: int) -> None:
        self.desk, self.area, self.year = desk, area, year
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
            (one.figure for one in past if one.year == self.year - 1 and one.value is not None),
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
        if stretches[self.year] != stretches[self.year - 1] or figure.is_lower_bound:
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
        evidence = looked.test(series, 1)
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
