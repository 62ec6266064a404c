"""Claims: what a sentence says, before it has words.

A claim holds the figures it rests on and what follows from them; the same claim gives the sentence,
its citations, its chart, its table row and the reason for each comparison word. No text is made
here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Category, Indicator, Measure, Note
from cin_narrative.claims.asked import Asked
from cin_narrative.claims.asked_series import Series
from cin_narrative.claims.direction import (
    Bands,
    Direction,
    Judgement,
    Method,
    judge,
    judge_by_bands,
    load_bands,
)
from cin_narrative.claims.message import MainClaim
from cin_narrative.claims.side_by_side import SideBySide
from cin_narrative.disclosure.figures import Figure
from cin_narrative.store.observations import Symbol

__all__ = [
    "Against",
    "Asked",
    "Bands",
    "Breakdown",
    "Caveat",
    "Change",
    "Claim",
    "Comparison",
    "Direction",
    "Gap",
    "History",
    "Judgement",
    "League",
    "Level",
    "Meaning",
    "Method",
    "Part",
    "Rank",
    "Share",
    "Trend",
    "judge",
    "judge_by_bands",
    "load_bands",
]


@dataclass(frozen=True, slots=True)
class Level:
    """How many, or how much: one figure, with the rate beside a count where there is one.

    ``brief``: the sentence before says the same of another count, of the same area and period;
    ``also``: as briefly.
    """

    kind: ClassVar[str] = "level"
    figure: Figure
    rate: Figure | None = None
    brief: bool = False
    also: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of something, with the count and the whole where they may be shown.

    ``brief``: the paragraph has already said the whole.
    """

    kind: ClassVar[str] = "share"
    figure: Figure
    count: Figure | None = None
    whole: Figure | None = None
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Against:
    """One comparator's value and how the figure stands to it. ``members`` is how many neighbours
    were asked for.
    """

    name: str  # neighbours | area
    figure: Figure
    judgement: Judgement
    model: int = 0
    members: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside its comparators; those without enough figures are in ``missing``, by name.

    ``named``: the sentence gives the figure itself; not where the sentence before it does.
    ``says_model``: it names the model of the neighbours; not where the page has named it already.
    """

    kind: ClassVar[str] = "comparison"
    figure: Figure
    against: tuple[Against, ...]
    missing: tuple[str, ...] = ()
    named: bool = False
    says_model: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """From an earlier year to a later one. ``relative`` is missing for percentages, zero and small
    bases.

    ``named``: the sentence says whose it is; not where the sentence before it does. ``brief``: it
    is the rate beside the number whose change, over the same years, was said just before.
    """

    kind: ClassVar[str] = "change"
    later: Figure
    earlier: Figure
    difference: Figure
    relative: Figure | None
    judgement: Judgement
    named: bool = True
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A run of years: its values, its ends, its highest and lowest, and the years without a
    number.
    """

    kind: ClassVar[str] = "trend"
    figures: tuple[Figure, ...]
    change: Change | None
    highest: Figure
    lowest: Figure
    missing: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """A run of years in one sentence: how often it rose, its longest run, and how the last value
    stands to the others.

    ``rises`` of ``steps``: year-on-year changes beyond the band that went up; ``falls`` likewise
    down. ``extreme_since`` is the earlier figure that was last as high (or low), None where the
    last value is the highest (or lowest) of all.
    """

    kind: ClassVar[str] = "history"
    figures: tuple[Figure, ...]
    rises: int
    falls: int
    steps: int
    extreme: Direction | None
    extreme_since: Figure | None


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among areas: with ties, and with how many have no figure."""

    kind: ClassVar[str] = "rank"
    figure: Figure
    rank: Figure
    within: Area
    tied_with: tuple[Area, ...]
    missing: int
    lowest_first: bool = False


@dataclass(frozen=True, slots=True)
class League:
    """The areas at one end of a ranking, in order."""

    kind: ClassVar[str] = "league"
    figures: tuple[Figure, ...]
    within: Area
    counted: int
    missing: int
    lowest_first: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown: its count and its share, either of which may be missing or
    hidden.
    """

    count: Figure | None
    share: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure that stands for the line."""
        found = self.count or self.share
        if found is None:
            raise ValueError("a part without figure")
        return found


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total by category: ranked (largest first) or in its own order. ``unshown`` counts the
    categories without a number.

    ``brief`` says that the breakdown goes on from the one before it, of the same whole. ``unknown``
    is the line of those with nothing recorded, which is no rank, where it is larger than a line
    that is listed.
    """

    kind: ClassVar[str] = "breakdown"
    indicator: Indicator
    area: Area
    year: int
    parts: tuple[Part, ...]
    ranked: bool
    whole: Figure | None = None
    listed_all: bool = True
    unshown: int = 0
    brief: bool = False
    unknown: Part | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that cannot be given, and why: a symbol of the publisher, or nothing held.

    ``lines`` are the categories that were asked for, where these were only some of a breakdown's.
    ``bounded``: there is a number, and no change is taken from it, because it is a lower bound.
    ``earlier_series``: it is of another series.
    """

    kind: ClassVar[str] = "gap"
    indicator: Indicator
    measure: Measure
    area: Area
    year: int
    symbol: Symbol | None
    last: Figure | None = None
    category: Category | None = None
    whole: Indicator | None = None
    lines: tuple[Category, ...] = ()
    bounded: bool = False
    earlier_series: bool = False


@dataclass(frozen=True, slots=True)
class Caveat:
    """A comparability note that bears on what was said."""

    kind: ClassVar[str] = "caveat"
    note: Note


@dataclass(frozen=True, slots=True)
class Meaning:
    """The definition of an indicator, after its title where it is ``titled``."""

    kind: ClassVar[str] = "meaning"
    indicator: Indicator
    titled: bool = True


Told = (
    Level
    | Share
    | Comparison
    | Change
    | Trend
    | History
    | Rank
    | League
    | Breakdown
    | Gap
    | Caveat
    | Meaning
)
Claim = Told | Asked | Series | MainClaim | SideBySide
