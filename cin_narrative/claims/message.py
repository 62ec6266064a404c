"""Claims of the page's main part: what stands out, how many children there are, what to read with care.

Each holds figures, the way that it points, how strongly it may be worded (``Degree``) and its ``plan``: which of the reviewed
sentences of its kind it is told in, by what stands before it. ``alone``: told so that it can stand without its page, with area,
period and unit in it. No text is made here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Note, Text
from cin_narrative.claims.direction import Direction
from cin_narrative.disclosure.figures import Figure
from cin_narrative.findings.finding import Degree, Reason


class Shape(StrEnum):
    """What a message is of."""

    LEVEL = "level"  # where a figure stands among the authorities
    CHANGE = "change"  # how it moved
    AWAY = "away"  # beyond most of them, and moving further
    CLOSING = "closing"  # beyond most of them, and coming back
    MIX = "mix"  # one category of a breakdown


@dataclass(frozen=True, slots=True)
class Lead:
    """The bold claim over a message, in eight words at most. ``strong``: far beyond almost all authorities."""

    kind: ClassVar[str] = "lead"
    figure: Figure
    shape: Shape
    way: Direction
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """The page in one sentence: the head indicator, how it moved (None: not known), and what stands out first."""

    kind: ClassVar[str] = "opening"
    figure: Figure
    way: Direction | None = None
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Level and change of the head indicator, always told. ``one_in``: one child in so many.

    ``moved`` and ``stands``: how strongly the change and the level may be worded; None where there is no test. ``other``: a
    wider area's rate. ``few``: a rate of so few that it is not told apart.
    """

    kind: ClassVar[str] = "standing"
    count: Figure
    one_in: Figure | None = None
    rate: Figure | None = None
    earlier: Figure | None = None
    way: Direction = Direction.SAME
    moved: Degree | None = None
    level: Direction = Direction.SAME
    stands: Degree | None = None
    other: Figure | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a figure stands among the authorities, and beside one comparator; ``lasting``: for three years."""

    kind: ClassVar[str] = "stands"
    figure: Figure
    way: Direction
    degree: Degree
    other: Figure | None = None
    lasting: bool = False
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """How a figure moved over ``span`` years. ``rate``: of a number, the rate now.

    ``against``: most authorities moved further that way, so that it stands out by how little it did. ``end``: it is the highest
    (or lowest) of the ``held`` years held; ``run``: for so many years it has gone that way.
    """

    kind: ClassVar[str] = "moved"
    later: Figure
    earlier: Figure
    way: Direction
    degree: Degree
    span: int = 1
    against: bool = False
    rate: Figure | None = None
    end: Direction | None = None
    held: int = 0
    run: int = 0
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Stages:
    """So many of one stage of a case for every hundred of another; ``earlier``: ``span`` years before, where it moved.

    ``above`` and ``below`` are the two counts, told where a change of the ratio is.
    """

    kind: ClassVar[str] = "stages"
    figure: Figure
    way: Direction
    degree: Degree
    earlier: Figure | None = None
    span: int = 0
    above: Figure | None = None
    below: Figure | None = None
    other: Figure | None = None
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Carrier:
    """The category that carries half or more of a total's change."""

    kind: ClassVar[str] = "carrier"
    later: Figure
    earlier: Figure
    way: Direction
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One percentage, with the count behind it, and one comparator: ``way`` is how it stands to that."""

    kind: ClassVar[str] = "point"
    figure: Figure
    count: Figure | None = None
    other: Figure | None = None
    way: Direction = Direction.SIMILAR
    plan: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing stands out; ``looked`` parts of a case were looked at (nought: there was nothing to look at)."""

    kind: ClassVar[str] = "quiet"
    area: Area
    looked: int


@dataclass(frozen=True, slots=True)
class Care:
    """A figure to be read with care: a category that is used far more than elsewhere, or a note that bars a comparison."""

    kind: ClassVar[str] = "care"
    reason: Reason
    figure: Figure
    degree: Degree = Degree.MOST
    other: Figure | None = None
    note: Note | None = None
    plan: int = 0
    alone: bool = False


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


MainClaim = Lead | Opening | Standing | Stands | Moved | Stages | Carrier | Point | Quiet | Care | Ask | Ordinary


def standing_alone(claim: Any) -> Any:
    """The claim as it is told where it stands without its page; any other claim as it is."""
    has = any(field.name == "alone" for field in fields(claim))
    return replace(claim, alone=True) if has else claim
