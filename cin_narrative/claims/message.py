"""Claims of the page's main part: what stands out, how many children there are, what to read with
care.

Each holds figures, the way that it points, how strongly it may be worded and its ``plan``: which of
the reviewed sentences of its kind it is told in, by what stands before it. ``other`` is the one
comparator of a sentence, ``near`` where that is the neighbours' mean or median. ``alone``: told so
that it can stand without its page, with area, period and unit in it. No text is made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Note, Text
from cin_narrative.claims.counts_behind import CountsBehind
from cin_narrative.claims.direction import Direction
from cin_narrative.claims.message_words import Course, Emphasis, Shape, Topic, Turn
from cin_narrative.disclosure.figures import Figure
from cin_narrative.findings.finding import Degree

NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Lead:
    """The bold claim over a message, in eight words at most. ``short``: what it is of, or which
    line of it; ``per``: of a ratio, the stage below its line; ``quarter``: of days, which of them.
    """

    kind: ClassVar[str] = "lead"
    topic: Topic
    shape: Shape
    turn: Turn
    emphasis: Emphasis
    short: Text
    per: Text = NOTHING
    quarter: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Opening:
    """The page in one sentence: the head indicator, how it moved (None: not known), and what stands
    out: the first of ``leads``, and of the others, in their order, those that the sentence has room
    for.
    """

    kind: ClassVar[str] = "opening"
    figure: Figure
    course: Course | None = None
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class OneIn:
    """The head indicator's rate as one child in so many."""

    kind: ClassVar[str] = "one_in"
    figure: Figure
    alone: bool = False


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many children are in need, and how many were a year before, where that is held."""

    kind: ClassVar[str] = "how_many"
    figure: Figure
    earlier: Figure | None = None
    course: Course = Course.UP
    emphasis: Emphasis | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """The head indicator's rate among the authorities: ``degree`` is None where there is no
    test.
    """

    kind: ClassVar[str] = "rated"
    figure: Figure
    turn: Turn = Turn.UP
    degree: Degree | None = None
    other: Figure | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a figure stands among the authorities, and beside one comparator; ``lasting``: for
    three years.
    """

    kind: ClassVar[str] = "stands"
    figure: Figure
    turn: Turn
    emphasis: Emphasis
    other: Figure | None = None
    near: bool = False
    lasting: bool = False
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """How a figure moved over ``span`` years.

    ``against``: most authorities moved further that way, so that it stands out by how little it
    did; ``is_told``: the page has said what it is now.
    """

    kind: ClassVar[str] = "moved"
    later: Figure
    earlier: Figure
    turn: Turn
    emphasis: Emphasis
    span: int = 1
    against: bool = False
    is_told: bool = False
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """What a figure that moved is now: the highest or lowest (``end``) of the ``held`` years held,
    or after ``run`` years one way; ``is_told``: the page has said the figure itself.
    """

    kind: ClassVar[str] = "track"
    figure: Figure
    turn: Turn
    end: Turn | None = None
    held: int = 0
    run: int = 0
    is_told: bool = False
    again: bool = False  # in the other of two sentences


@dataclass(frozen=True, slots=True)
class Before:
    """What the figure just told was ``span`` years before."""

    kind: ClassVar[str] = "before"
    earlier: Figure
    span: int = 1
    again: bool = False  # in the other of two sentences


@dataclass(frozen=True, slots=True)
class Turned:
    """What a figure that moved was in the year from which it has since come back."""

    kind: ClassVar[str] = "turned"
    figure: Figure
    turn: Turn


@dataclass(frozen=True, slots=True)
class Stages:
    """So many of one stage of a case for every hundred of another; ``earlier``: ``span`` years
    before, where it moved.
    """

    kind: ClassVar[str] = "stages"
    figure: Figure
    turn: Turn
    emphasis: Emphasis
    earlier: Figure | None = None
    span: int = 1
    other: Figure | None = None
    near: bool = False
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Steady:
    """Stages of a case whose rates moved by no more than chance explains in ``years`` years."""

    kind: ClassVar[str] = "steady"
    indicators: tuple[Indicator, ...]
    years: int


@dataclass(frozen=True, slots=True)
class Revised:
    """Numbers of earlier years that the release before this one printed otherwise."""

    kind: ClassVar[str] = "revised"
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One percentage, with the count behind it, and one comparator: ``way`` is how it stands to
    that.
    """

    kind: ClassVar[str] = "point"
    figure: Figure
    count: Figure | None = None
    other: Figure | None = None
    near: bool = False
    way: Direction = Direction.SIMILAR
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing stands out, but (``course``) that the number of the head indicator moved, or
    (``far``) that its rate is beyond most; figures on ``looked`` topics were compared with those of
    other authorities (nought: on too few to say so). ``has_nearest``: what comes nearest to a
    message is told after it. ``is_last``: after that, which any reader would call out.
    """

    kind: ClassVar[str] = "quiet"
    area: Area
    looked: int
    course: Course = Course.LITTLE
    far: Turn | None = None
    has_nearest: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Few:
    """Most of the figures of an area are hidden or too small to compare."""

    kind: ClassVar[str] = "few"
    area: Area


@dataclass(frozen=True, slots=True)
class Care:
    """A category that is recorded far more than elsewhere, so that the others are to be read with
    care; ``unstated``: none is.
    """

    kind: ClassVar[str] = "care"
    figure: Figure
    unstated: bool
    emphasis: Emphasis
    other: Figure | None = None
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """What cannot be compared, and why: a note that bars it, or (None) a figure that does not fit
    with others.
    """

    kind: ClassVar[str] = "barred"
    indicator: Indicator
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to ask of a message, as the family's file has it. It claims nothing."""

    kind: ClassVar[str] = "ask"
    question: Text


@dataclass(frozen=True, slots=True)
class Ordinary:
    """By how much an ordinary authority moves in a year, for the reader's sense of what is much."""

    kind: ClassVar[str] = "ordinary"
    figure: Figure


Standing = OneIn | HowMany | Rated
MainClaim = (
    Lead
    | Opening
    | Standing
    | Stands
    | Moved
    | Track
    | Before
    | Turned
    | Stages
    | CountsBehind
    | Steady
    | Revised
    | Point
    | Quiet
    | Few
    | Care
    | Barred
    | Ask
    | Ordinary
)
