"""Claims of the counts behind a message: the two of a share or a ratio, which of them moved it, the
category that carries a total's change. No text is made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.claims.message_words import Course, Turn
from cin_narrative.disclosure.figures import Figure


@dataclass(frozen=True, slots=True)
class Counts:
    """The two counts of a ratio of stages."""

    kind: ClassVar[str] = "counts"
    above: Figure
    below: Figure


@dataclass(frozen=True, slots=True)
class Carrier:
    """The category that carries half or more of a total's change."""

    kind: ClassVar[str] = "carrier"
    later: Figure
    earlier: Figure
    turn: Turn


@dataclass(frozen=True, slots=True)
class CountMoved:
    """How one count moved; ``end``: its latest is the highest or the lowest of the ``held`` years
    that are comparable.
    """

    later: Figure
    earlier: Figure
    course: Course
    end: Turn | None = None
    held: int = 0


@dataclass(frozen=True, slots=True)
class Decomposed:
    """Which of its two counts moved a share or a ratio (``figure``): what is above the line, what
    is below it, or both, where ``faster`` says whether what is below moved further for its size.
    ``span``: over how many years, where the sentence before does not say so.
    """

    kind: ClassVar[str] = "decomposed"
    figure: Figure
    above: CountMoved
    below: CountMoved
    faster: bool = False
    span: int = 0
    again: bool = False  # in the other of two sentences


CountsBehind = Counts | Carrier | Decomposed
