"""Claims that only questions ask for: year by year, the gap between two areas, lists of areas,
ratios, net change.

Like all claims they hold figures and what follows from them, and no text. Kept apart from
``claims``, which knows them by name only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.disclosure.figures import Figure
from cin_narrative.store.observations import Symbol


@dataclass(frozen=True, slots=True)
class YearByYear:
    """The values of a run of years, each said; all have a number. ``areas_differ`` where the area
    was reorganised between them.
    """

    kind: ClassVar[str] = "year_by_year"
    figures: tuple[Figure, ...]
    areas_differ: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure that the publisher gives a symbol for in place of a number: cited, so that its
    receipt can be opened.
    """

    kind: ClassVar[str] = "hidden"
    figure: Figure
    symbol: Symbol
    last: Figure | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a figure is above or below another; ``relative`` is missing for percentages.

    ``model``: of the statistical neighbours, where ``other`` is of them.
    """

    kind: ClassVar[str] = "difference"
    figure: Figure
    other: Figure
    other_name: Text
    difference: Figure
    relative: Figure | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Gaps:
    """How far one area's figure was from another's in each of a run of years: ``gaps`` in the order
    of the years.
    """

    kind: ClassVar[str] = "gaps"
    gaps: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Areas with their figures, in order: all of a group, or those beyond a level that the asker
    named.

    ``beyond`` is ``above``, ``below`` (``at or`` before it where the level counts), ``top
    quarter``, ``bottom quarter`` or empty; ``counted`` of them have a figure; ``level`` is the
    level as the asker gave it.
    """

    kind: ClassVar[str] = "listing"
    like: Figure
    figures: tuple[Figure, ...]
    among: Text
    counted: int
    missing: int
    beyond: str = ""
    level: Text | None = None
    order: str = ""  # "highest first", where the figures are in that order


@dataclass(frozen=True, slots=True)
class Movers:
    """The areas that rose (or fell) most since an earlier year, of ``counted`` with a figure in
    both; ``changes`` are ``claims.Change``. ``from_last``: those that moved least; ``either``:
    whichever way.
    """

    kind: ClassVar[str] = "movers"
    changes: tuple[Any, ...]
    like: Figure | None
    among: Text
    counted: int
    since: int
    falling: bool
    from_last: bool = False
    either: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """One count as a percentage of another of the same year; not the same cases followed."""

    kind: ClassVar[str] = "ratio"
    numerator: Figure
    denominator: Figure
    ratio: Figure


@dataclass(frozen=True, slots=True)
class Net:
    """Starts less ends of one year."""

    kind: ClassVar[str] = "net"
    starts: Figure
    ends: Figure
    net: Figure


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a whole without a part: the assessments that took longer than the limit."""

    kind: ClassVar[str] = "rest"
    whole: Figure
    part: Figure
    rest: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class WithoutParts:
    """What is left of an area's count without those of areas inside it; ``rest`` is worked out."""

    kind: ClassVar[str] = "without_parts"
    whole: Figure
    parts: tuple[Figure, ...]
    rest: Figure


@dataclass(frozen=True, slots=True)
class MeanOfYears:
    """The unweighted mean, or the median, of one figure over a run of years, and the figures it is
    of; ``asked`` is how many years were named.
    """

    kind: ClassVar[str] = "mean_of_years"
    figures: tuple[Figure, ...]
    mean: Figure
    asked: int


@dataclass(frozen=True, slots=True)
class Together:
    """Counts added up: bands of one breakdown, several areas, or several years; ``share`` of the
    whole where bands have one.
    """

    kind: ClassVar[str] = "together"
    figures: tuple[Figure, ...]
    total: Figure
    share: Figure | None = None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The statistical neighbours of an area, nearest first, and the year of the model."""

    kind: ClassVar[str] = "neighbours"
    area: Area
    model: int
    neighbours: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Whether a number that the asker gave is the published one."""

    kind: ClassVar[str] = "confirmed"
    figure: Figure
    agrees: bool


@dataclass(frozen=True, slots=True)
class ChangeConfirmed:
    """Whether a rise or fall that the asker gave is the one between two published figures;
    ``change`` is its size.

    ``sized``: the asker gave its size, not only which way it went.
    """

    kind: ClassVar[str] = "change_confirmed"
    change: Figure
    later: Figure
    earlier: Figure
    agrees: bool
    sized: bool = True


@dataclass(frozen=True, slots=True)
class ShareOfWider:
    """One area's count as a percentage of a wider area's, which is rounded where it is a region's
    or England's.
    """

    kind: ClassVar[str] = "share_of_wider"
    part: Figure
    whole: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class YearsBeyond:
    """In which of the years held a figure was above (or below) a level that the asker named;
    ``figures`` are those years.
    """

    kind: ClassVar[str] = "years_beyond"
    like: Figure
    figures: tuple[Figure, ...]
    above: bool
    counted: int


@dataclass(frozen=True, slots=True)
class Peak:
    """The years in which a figure was highest and lowest, the one asked for first."""

    kind: ClassVar[str] = "peak"
    highest: Figure
    lowest: Figure
    lowest_first: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """How many times one area's figure is of another's."""

    kind: ClassVar[str] = "times"
    larger: Figure
    smaller: Figure
    times: Figure


@dataclass(frozen=True, slots=True)
class Beyond:
    """Whether a figure is above (or below) a level that the asker named; the level itself is not
    repeated.
    """

    kind: ClassVar[str] = "beyond"
    figure: Figure
    above: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class Quarter:
    """The quarter of a ranking that a place falls in: 1 holds the highest values."""

    kind: ClassVar[str] = "quarter"
    rank: Figure
    quarter: int


Asked = (
    YearByYear
    | Hidden
    | Difference
    | Gaps
    | Listing
    | Movers
    | Ratio
    | Net
    | Rest
    | WithoutParts
    | MeanOfYears
    | Together
    | Neighbours
    | Confirmed
    | ChangeConfirmed
    | ShareOfWider
    | YearsBeyond
    | Peak
    | Times
    | Beyond
    | Quarter
)
