"""One indicator of an area and year as it is seen at a glance: its figure, its past, where
it lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Polarity
from cin_narrative.claims.message_words import Course
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.store.dispersion.formulas import LEAST_AUTHORITIES
from cin_narrative.writing.phrases import PER

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
    year's, or that of the year since which changes are told, ``course`` which way it went, None
    where the two cannot be compared.
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
        """How it stands to the year since which changes are told."""
        if self.earlier is None:
            return ""
        if self.course is None:
            return message("report.not_comparable", year=self.earlier.year)
        return message(SAID[self.course], earlier=self.earlier.shown, year=self.earlier.year)

    @property
    def in_tile(self) -> str:
        """The same in a tile, where the year before goes without saying."""
        if self.earlier is None or self.course in (None, Course.LITTLE):
            return self.words
        return self.change if self.earlier.year == self.year - 1 else self.words

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
            (
                f"{self.name}, {self.area.short_name}, "
                f"{self.indicator.period(self.year).noun}: {self.figure.shown}{unit}"
            )
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
