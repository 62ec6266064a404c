"""What may stand at some tokens: a term, a place, a period, a cue, a category, a length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cin_narrative.reading.quantities.durations import Lasting
from cin_narrative.reading.quantities.finder import Dated
from cin_narrative.reading.words.lexicon import Cue, Part


class Stretch(Protocol):
    """Anything that stands at some tokens."""

    @property
    def start(self) -> int:
        """Its first token."""

    @property
    def end(self) -> int:
        """The token after its last."""


# Cues that ask for more than a value: what they are of must be read, or the ask is declined.
OPERATING = frozenset(
    (
        "change",
        "compare",
        "superlative",
        "times",
        "trend",
        "aggregate",
        "gap",
        "rank",
        "ratio",
        "quartile",
        "streak",
        "net",
        "turning_point",
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the catalogue at a place: ``name`` is a term of terms.toml or "=stem"."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place by name; ``codes`` are the authorities or regions that the name may mean, none where
    it is a part of a longer name that is not ours ("Greater Manchester")."""

    codes: tuple[str, ...]
    start: int
    end: int
    rest: tuple[int, int] | None = None  # where the rest of the name stands: "Inner ... London"


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period and what it means."""

    meaning: Dated
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CueSpan:
    """A cue of an operator."""

    cue: Cue
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The kind of operator word."""
        return self.cue.kind


@dataclass(frozen=True, slots=True)
class PartSpan:
    """Words that are a category of one or more breakdowns."""

    parts: tuple[Part, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LengthSpan:
    """A length of time."""

    meaning: Lasting
    start: int
    end: int
