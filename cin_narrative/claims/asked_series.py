"""Claims about how a figure moved or stands: a run of rises, a record, a turn, a multiple, a gap
that closed, a yes or no, a mean of areas. Figures in, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.asked import Difference
from cin_narrative.disclosure.figures import Figure


@dataclass(frozen=True, slots=True)
class Run:
    """In how many years running a figure rose (or fell) up to its last, from the one before them.
    ``holds`` answers what was asked; None where nothing was.
    """

    kind: ClassVar[str] = "run"
    before: Figure
    last: Figure
    steps: int
    rising: bool
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Whether a figure is the highest (or lowest) of the years held, and the one that is."""

    kind: ClassVar[str] = "record"
    figure: Figure
    extreme: Figure
    lowest: bool
    counted: int


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """Since when a figure has moved one way, having moved the other way before."""

    kind: ClassVar[str] = "turning_point"
    turn: Figure
    last: Figure
    rising: bool
    steps: int


@dataclass(frozen=True, slots=True)
class Multiple:
    """Whether a figure grew to so many times (or fell to such a part of) an earlier one."""

    kind: ClassVar[str] = "multiple"
    later: Figure
    earlier: Figure
    times: Figure
    word: str  # doubled, trebled, halved: a branch of the template
    holds: bool


@dataclass(frozen=True, slots=True)
class GapMoved:
    """How far one figure was from another in a first and a last year, and whether it closed."""

    kind: ClassVar[str] = "gap_moved"
    first: Difference
    last: Difference
    holds: bool | None = None  # the answer to "did it close?" or "did it widen?"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, in the sense asked: ``sense`` is higher, lower, better or worse; ``apart`` is how
    far, where that can be said.
    """

    kind: ClassVar[str] = "verdict"
    figure: Figure
    other: Figure
    other_name: Text
    sense: str
    holds: bool
    apart: Difference | None = None


@dataclass(frozen=True, slots=True)
class MeanOfAreas:
    """The unweighted mean (or median) of the figures of several areas, which is not their rate."""

    kind: ClassVar[str] = "mean_of_areas"
    figures: tuple[Figure, ...]
    mean: Figure
    among: Text


@dataclass(frozen=True, slots=True)
class YearsWhen:
    """In which years a figure was above (or below) a level: ``figures`` are those years, ``others``
    the rest. ``than`` names the place whose figures are the level, where one's are; ``is_last``:
    only when that was last so is asked. ``own``: the figure of a year of its own that is the level.
    """

    kind: ClassVar[str] = "years_when"
    like: Figure
    figures: tuple[Figure, ...]
    others: tuple[Figure, ...]
    above: bool
    than: Text | None = None
    is_last: bool = False
    own: Figure | None = None
    inclusive: bool = False  # or at it


@dataclass(frozen=True, slots=True)
class Pace:
    """How many of a year's count fell on each day, week or month of it, on average; ``days`` are
    those of the year, nought where they play no part.
    """

    kind: ClassVar[str] = "pace"
    figure: Figure
    pace: Figure
    unit: str  # day, week, month: a word of the template
    days: int


Series = (
    Run | Record | TurningPoint | Multiple | GapMoved | Verdict | MeanOfAreas | YearsWhen | Pace
)
