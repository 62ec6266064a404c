"""Claims of areas side by side: the range of one rate or percentage, how each stands beside
England, and how each moved in a year.

Each holds the figures that it rests on, or judgements of pairs of them, from which its words
follow. No text is made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.claims.direction import Judgement
from cin_narrative.disclosure.figures import Figure


@dataclass(frozen=True, slots=True)
class Spread:
    """The areas with the highest and with the lowest figure, ties together, of ``counted`` that
    have one; ``missing`` have none.
    """

    kind: ClassVar[str] = "spread"
    highest: tuple[Figure, ...]
    lowest: tuple[Figure, ...]
    counted: int
    missing: int


@dataclass(frozen=True, slots=True)
class Sides:
    """On which side of England each area stands: each judgement is of an area's figure and
    England's; ``unjudged`` have none.
    """

    kind: ClassVar[str] = "sides"
    judgements: tuple[Judgement, ...]
    unjudged: int


@dataclass(frozen=True, slots=True)
class Shifts:
    """Which areas' figures rose and fell beyond chance: each judgement is of a year's figure and
    one of the year before.
    """

    kind: ClassVar[str] = "shifts"
    judgements: tuple[Judgement, ...]
    unjudged: int


SideBySide = Spread | Sides | Shifts
