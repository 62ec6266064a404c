"""What stands in a clause, and what of it some slot has taken: the facts that operators weigh."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cin_narrative.reading.clauses import Clause
from cin_narrative.reading.contract import AreaSet, Metric
from cin_narrative.reading.measures.names import Measured
from cin_narrative.reading.words.closed_classes import INVERTED, QUESTION
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan

TAGS = frozenset(("is", "that", "this", "it", "so"))
STOPS = frozenset("?.!;:")
OTHER_WAY: dict[str | None, Literal["higher", "lower"]] = {"higher": "lower", "lower": "higher"}
COMPARATIVE = {"higher": "higher", "lower": "lower", "better": "better", "worse": "worse"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place named or meant, at its tokens; ``codes`` where it is named."""

    start: int
    end: int
    codes: tuple[str, ...] = ()
    set: AreaSet | None = None
    rest: tuple[int, int] | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it holds authorities: England, a region, the neighbours."""
        return self.set is not None or bool(self.codes and self.codes[0].startswith("E"))


@dataclass(frozen=True, slots=True)
class Level:
    """A number with its comparator ("more than 30%"), or the year whose own figure is meant: the
    one asked about before, where none is named (``is_that``)."""

    op: str
    start: int
    end: int
    when: PeriodSpan | None = None
    is_that: bool = False


@dataclass(slots=True)
class Facts:
    """What stands in one clause. ``owned`` are the tokens that some slot has taken."""

    spans: Spans
    clause: Clause
    measured: Measured
    places: list[Place] = field(default_factory=list)
    unknown_places: list[Place] = field(default_factory=list)
    periods: list[PeriodSpan] = field(default_factory=list)
    cues: list[CueSpan] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
    owned: set[int] = field(default_factory=set)
    plain: set[int] = field(default_factory=set)  # tokens that narrow nothing and fill no slot
    narrowing: set[int] = field(default_factory=set)  # tokens of things that narrow another
    unread: list[tuple[int, int]] = field(default_factory=list)  # operators that nothing heeds
    which_years: tuple[int, int] | None = None  # the words that say which of all years
    quantified: tuple[int, int] | None = None  # the words that say of how many years
    members_quantified: tuple[int, int] | None = None  # of how many members of a place
    core: int = 0  # the first token of what is asked
    metric: Metric | None = None

    def having(self, kind: str, *values: str) -> list[CueSpan]:
        """The cues of a kind, of some values where any are named."""
        return [
            one for one in self.cues if one.kind == kind and (not values or one.cue.value in values)
        ]

    def own(self, start: int, end: int) -> None:
        """Some tokens are in a slot."""
        self.owned.update(range(start, end))

    def take(self, start: int, end: int) -> str:
        """The words of some tokens, which a slot now owns."""
        self.own(start, end)
        return self.spans.words(start, end)

    def pass_over(self, start: int, end: int) -> None:
        """Some tokens narrow nothing."""
        self.plain.update(range(start, end))

    def texts(self) -> list[str]:
        """The tokens of the clause as folded words."""
        return [token.text for token in self.spans.tokens[self.clause.start : self.clause.end]]

    @property
    def is_put_to_a_yes(self) -> bool:
        """Whether what is stated is to be confirmed: "am I right that", "... True?"."""
        put = self.spans.confirms or self.is_put_beside
        return put or any(one.kind == "claim" for one in self.spans.cues)

    @property
    def sentence_start(self) -> int:
        """The token that the sentence of the clause begins with."""
        texts = [token.text for token in self.spans.tokens[: self.clause.start]]
        return next((at + 1 for at in reversed(range(len(texts))) if texts[at] in STOPS), 0)

    @property
    def is_put_beside(self) -> bool:
        """Whether a clause states something behind what its sentence puts to a yes: "did our rate
        rise while theirs fell"."""
        tokens, first = self.spans.tokens, self.sentence_start
        texts = [token.text for token in tokens[first : self.clause.start]]
        at = next((i for i, text in enumerate(texts) if text in INVERTED | QUESTION), None)
        put = at is not None and texts[at] in INVERTED
        head = put and (at == 0 or tokens[first + (at or 0) - 1].kind == "mark")
        return head and not (self.words & QUESTION or self.texts()[0] in INVERTED)

    @property
    def is_tagged(self) -> bool:
        """Whether a mark and then a claim end the clause: "it fell last year, correct?"; not "to
        put him right"."""
        ends = [one.start for one in self.having("claim") if one.end == self.clause.end]
        if not ends or self.asks_yes_or_no or QUESTION - {"that"} & self.words:
            return False
        at = ends[0] - 1
        while at > self.clause.start and self.spans.tokens[at].text in TAGS:
            at -= 1
        return self.spans.tokens[at].kind == "mark"

    @property
    def inverted_at(self) -> int | None:
        """Where a verb stands before its subject and no question word leads it: at the head, or
        behind what a mark sets before it ("in 2023, are we the highest")."""
        tokens, start = self.spans.tokens, self.clause.start
        inside = range(start, self.clause.end)
        at = next((i for i in inside if tokens[i].text in INVERTED | QUESTION), None)
        if at is None or tokens[at].text in QUESTION:
            return None
        return at if at == start or tokens[at - 1].kind == "mark" else None

    @property
    def asks_yes_or_no(self) -> bool:
        """Whether the clause is a question by the order of its words, and not by a word of it."""
        return self.inverted_at is not None

    @property
    def words(self) -> set[str]:
        """The words of the clause."""
        return set(self.texts())

    @property
    def counted(self) -> set[int]:
        """The tokens that name what is counted."""
        return {i for one in self.measured.measures for i in one.taken}

    @property
    def quantifying(self) -> set[int]:
        """The tokens that say of how many years or members something is so."""
        said = (self.quantified, self.members_quantified)
        return {i for one in said if one is not None for i in range(*one)}

    @property
    def home(self) -> list[CueSpan]:
        """The words for our own authority, where what is asked stands or after it."""
        put = self.inverted_at if self.levels else None
        first = (
            -1 if put is None else put + 1
        )  # "do we have more than a tenth of the region's plans"
        marks = {one.end for one in self.having("compare")}  # "compared to us, did Leeds"
        return [
            one
            for one in self.having("set", "home")
            if one.end >= self.core or one.start == first or one.start in marks
        ]
