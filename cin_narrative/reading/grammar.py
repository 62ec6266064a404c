"""A question and the turns before it in, its Reading out: the house's own reader.

Text -> spans -> clauses -> facts -> an operator with its slots -> what is left over. Deterministic:
the same text and turns give the same reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from cin_narrative.reading.accounting import accounted
from cin_narrative.reading.asides import set_aside
from cin_narrative.reading.claims import (
    confirmed,
    is_context,
    is_question,
    is_unread,
    is_weak,
    narrow_by_things,
    take_back,
    with_cause,
    with_claim,
)
from cin_narrative.reading.clauses import Clause, clauses_of
from cin_narrative.reading.contract import Area, Ask, Measure, Reading, Restrictor, Turn
from cin_narrative.reading.dialogue import completed, filled
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.corrections import corrected, corrects, put_right
from cin_narrative.reading.facts.finding import find_facts
from cin_narrative.reading.guards import asks_who, dangers_of, guarded
from cin_narrative.reading.kinds.comparands import denies, sides
from cin_narrative.reading.kinds.orders import asks_why, caused, obeyed
from cin_narrative.reading.kinds.plural_anaphora import of_each, of_named
from cin_narrative.reading.kinds.recognition import decide
from cin_narrative.reading.kinds.short_turns import of_all_before
from cin_narrative.reading.kinds.superlatives import between_ends, by_inherited, firsts, says_again
from cin_narrative.reading.measures.narrowing_asides import minded
from cin_narrative.reading.residue import judge
from cin_narrative.reading.slots.anaphora import of_a_term
from cin_narrative.reading.slots.aside_periods import Told, told_beside, told_periods, told_years
from cin_narrative.reading.slots.asks import build_ask
from cin_narrative.reading.slots.completion import (
    Left,
    added,
    as_restrictor,
    finished,
    known_before,
    of_the_data,
    of_what_is_told,
    told_of,
    unread_item,
)
from cin_narrative.reading.slots.ellipsis import (
    halves,
    left_out_beside,
    repeated,
    shared,
    told_home,
    told_last,
    told_limit,
    with_context,
)
from cin_narrative.reading.slots.measures import started, starts_and_ends
from cin_narrative.reading.slots.nonrestrictive import pass_over
from cin_narrative.reading.slots.years import against_now, put_round
from cin_narrative.reading.stated.behind import place_stated
from cin_narrative.reading.stated.each import each_stated
from cin_narrative.reading.syntax.clauses import Parsed, parsed
from cin_narrative.reading.syntax.disjuncts import chooses, is_of_kin
from cin_narrative.reading.syntax.scope import scopes
from cin_narrative.reading.syntax.words import tagged
from cin_narrative.reading.turns.since_then import until_now
from cin_narrative.reading.words.closed_classes import FUNCTION
from cin_narrative.reading.words.lexicon import Lexicon, load_lexicon
from cin_narrative.reading.words.spans import Spans, find_spans, joined, without


@dataclass(slots=True)
class Grammar:
    """The reader of the house. ``lexicon`` is built when the first question comes."""

    given: Lexicon | None = field(default=None)

    def read(self, question: str, history: Sequence[Turn] = ()) -> Reading:
        """The reading of a question after the turns before it; never raises for any text."""
        lexicon = self.given or load_lexicon()
        spans = find_spans(question, lexicon)
        if declined := guarded(spans):
            return Reading(asks=(declined,))
        if dangers := list(dangers_of(spans, lexicon)):
            apart = {at for _, (start, end) in dangers for at in range(start, end + 1)}
            spans = without(spans, apart, lexicon)
        spans, back = put_right(spans, lexicon)
        beside = set_aside(spans, lexicon)
        told, known = list(beside.periods), list(known_before(history))
        found = _Clauses(beside.spans, history, lexicon, beside.places, told, known)
        found.ours = beside.is_ours or not beside.places
        reading = found.reading()
        ignored = tuple(dict.fromkeys((*beside.words, *reading.ignored)))
        reading = msgspec.structs.replace(reading, ignored=ignored)
        reading = obeyed(reading, beside.words)
        told_now = corrected(told_beside(reading, spans.text, told), beside.corrections, back)
        reading = minded(_denied(accounted(told_now, spans, lexicon), beside.words), spans, lexicon)
        return msgspec.structs.replace(reading, asks=(*(ask for ask, _ in dangers), *reading.asks))


def _each(ask: Ask, facts: Facts) -> list[Ask]:
    """The asks that one clause makes, of several places, sides or ends."""
    halved = (half for one in each_stated(ask, facts) for half in halves(one, facts))
    return [one for half in halved for part in sides(half, facts) for one in firsts(part, facts)]


def _denied(reading: Reading, beside: Iterable[str]) -> Reading:
    """A reading whose question is put as a denial, which no yes answers: "am I wrong that"."""
    left = tuple(Restrictor(words=one, what="unread") for one in beside if denies(one))
    asks = (
        msgspec.structs.replace(one, restrictors=(*one.restrictors, *left)) for one in reading.asks
    )
    return msgspec.structs.replace(reading, asks=tuple(asks)) if left else reading


@dataclass(slots=True)
class Draft:
    """One clause on its way; whether it asks anything of figures, or only tells of the asker."""

    facts: Facts
    ask: Ask
    asks: bool
    is_context: bool


def _draft(
    spans: Spans, clause: Clause, lexicon: Lexicon, before: Sequence[str], last: bool
) -> Draft:
    words = spans.words(clause.start, clause.end)
    if clause.prefix or clause.suffix:
        size = sum(end - start for start, end in clause.stretches)
        spans = joined(spans, clause.stretches, lexicon)
        clause = Clause(0, size, clause.sentence, clause.joined, clause.lettered)
    facts = find_facts(spans, clause, lexicon, before)
    take_back(facts)
    kind = decide(facts, lexicon)
    if kind == "net":
        starts_and_ends(facts, lexicon)
    if kind == "ratio":
        started(facts, lexicon)
    narrow_by_things(facts, kind)
    ask = msgspec.structs.replace(build_ask(facts, kind, lexicon), words=words)
    context = is_context(facts, last)
    return Draft(facts, ask, kind != "none" and not context, context)


@dataclass(slots=True)
class _Clauses:
    """The clauses of a text on their way to asks: each adds an ask, tells one before it, or is
    idle. ``known``: the indicators that a clause without a measure of its own may narrow."""

    spans: Spans
    history: Sequence[Turn]
    lexicon: Lexicon
    context: tuple[Area, ...]
    told: list[Told]
    known: list[str]
    asks: list[Ask] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    told_of: tuple[Measure, ...] = ()  # what the asker has told of, before anything is asked
    ours: bool = True  # whether the places told beside are said to be the asker's own
    pending: tuple[Restrictor, ...] = ()  # of what stands by itself before anything is asked

    def reading(self) -> Reading:
        """The reading of all the clauses."""
        found = clauses_of(self.spans, self.lexicon)
        for clause in found:
            texts = [token.text for token in self.spans.tokens[clause.start : clause.end]]
            if self.asks and self.asks[-1].ask not in ("list", "top") and asks_who(texts):
                words = self.spans.words(clause.start, clause.end)
                self.asks.append(
                    Ask(ask="none", words=words, outcome="decline", decline="personal")
                )
            elif self.asks and asks_why(texts):
                self.asks[-1] = caused(self.asks[-1], self.spans.words(clause.start, clause.end))
            else:
                self._clause(clause, clause is found[-1], alone=len(found) == 1)
        asks = told_last(left_out_beside(of_a_term(self.asks)), self.spans)
        asks = of_all_before(asks, self.history)
        return Reading(asks=shared(asks), ignored=tuple(dict.fromkeys(self.ignored)))

    def _clause(self, clause: Clause, last: bool, alone: bool) -> None:
        draft = _draft(self.spans, clause, self.lexicon, self.known, last)
        facts = draft.facts
        ask, follows = completed(draft.ask, facts, self.asks, self.history, self.lexicon)
        if place_stated(ask, facts, self.asks):
            return
        ask = put_round(against_now(until_now(ask, facts), facts), facts)
        names = [one.indicator for one in ask.measures if one.indicator] or self.known
        ask = between_ends(by_inherited(ask, names, facts, self.lexicon), facts, self.asks)
        dated = bool(ask.periods) or "periods" in ask.inherits
        pass_over(facts, names, self.lexicon, dated=dated)
        ask = of_named(ask, facts, self.asks)
        ask = of_each(ask, facts, self.asks, self.history)
        ask = with_claim(ask, facts)
        ask = ask if draft.is_context else with_cause(ask, facts)
        if not draft.asks and draft.is_context:
            self.known, self.told_of, follows = names, told_of(ask, facts), False
        elif not self.asks:
            ask = of_what_is_told(ask, facts, self.told_of)
        counted = draft.asks or follows or (alone and bool(facts.places))
        counted = counted or is_question(facts, bool(self.asks))
        counted = counted and not (self.asks and is_weak(facts, self.lexicon))
        residue = judge(facts, counted=counted, after=bool(self.asks))
        self.ignored += [facts.spans.words(*stretch) for stretch in residue.idle]
        both = (residue.restrictors, residue.operators)
        left = Left(*(tuple(as_restrictor(facts, *one) for one in found) for found in both))
        if counted or not chooses(self._grammar(facts)):  # "the ones we cancelled matter most"
            left, of_data = of_the_data(left, ask, facts)
            self.ignored += of_data
        if not counted:
            self._tells(clause, draft, left)
        ask, self.context = with_context(
            ask, facts, self.context, self.asks, counted=counted, ours=self.ours
        )
        self._enter(ask, draft, left, names, counted)

    def _grammar(self, facts: Facts) -> Parsed:
        return parsed(tagged(self.spans, facts.clause.start, facts.clause.end))

    def _is_beside(self, facts: Facts) -> bool:
        """Whether a clause is a sentence of its own, with a verb of its own, that says nothing of
        what is counted: it stands outside the phrase and the predicate that could be narrowed."""
        start = facts.clause.start
        begins = start == 0 or self.spans.tokens[start - 1].kind == "mark"
        said = facts.measured.measures or facts.places or facts.periods
        grammar = self._grammar(facts)
        if said or not begins or grammar.mood not in ("statement", "elliptic", "order"):
            return False
        return not (chooses(grammar) or is_of_kin(grammar) or self._scopes(facts))

    def _scopes(self, facts: Facts) -> bool:
        return scopes(tagged(self.spans, facts.clause.start, facts.clause.end))

    def _tells(self, clause: Clause, draft: Draft, left: Left) -> None:
        """What a clause in which nothing is asked says of what is: a year, our own place."""
        if draft.facts.measured.measures and (draft.is_context or not left.all):
            self.ignored.append(self.spans.words(clause.start, clause.end))
        periods = told_periods(self.spans, (clause.start, clause.end))
        self.told += [Told.of(self.spans, one) for one in periods]
        if self.asks:
            self.asks = told_home(draft.ask, draft.facts, self.asks)
            self.asks[-1] = confirmed(self.asks[-1], draft.facts)

    def _enter(self, ask: Ask, draft: Draft, left: Left, names: list[str], counted: bool) -> None:
        facts = draft.facts
        again = repeated(ask, facts, self.asks, self.lexicon) if counted else []
        bare = ask.ask == "none" and self.asks and facts.words <= FUNCTION
        if (bare and facts.having("anaphor")) or (not left.all and says_again(ask, self.asks)):
            self.ignored.append(ask.words or "")  # "... and what was it?"
        elif again:
            self.asks += again
        elif facts.clause.lettered and is_unread(facts) and left.narrowing:
            self.asks.append(unread_item(draft.ask, left.narrowing))
        elif not left.narrowing and (
            told_limit(facts, self.asks) or (counted and told_years(ask, facts, self.asks))
        ):
            return
        elif counted:
            if self.asks and corrects(facts):
                ask = self._instead(ask)
            both = Left((*self.pending, *left.narrowing), left.operators)
            ask, self.pending = finished(ask, facts, both, self.lexicon), ()
            self.asks += _each(ask, facts)
            self.known = names
        elif draft.is_context and not (chooses(self._grammar(facts)) or self._scopes(facts)):
            start = facts.clause.start
            whole = start == 0 or self.spans.tokens[start - 1].kind == "mark"
            told = [one.words for one in left.all if one.words]
            self.ignored += [self.spans.words(start, facts.clause.end)] if whole else told
        elif self._is_beside(facts):
            self.ignored.append(self.spans.words(facts.clause.start, facts.clause.end))
        elif self.asks:
            self.asks[-1] = added(self.asks[-1], draft.ask, left.all)
        else:  # "Detectives. How many ...": what stands by itself may narrow what comes
            self.pending += left.all

    def _instead(self, ask: Ask) -> Ask:
        """An ask that corrects the one before it stands in its place, with what it took from it."""
        before, gone = filled(self.asks), self.asks.pop()
        taken = {
            slot: getattr(before, slot)
            for slot in ("measures", "areas", "periods")
            if slot in ask.inherits and not getattr(ask, slot)
        }
        kept = () if before is None or not before.inherits else ask.inherits
        self.ignored += [gone.words] if gone.words else []
        slots = (*(gone.periods if ask.periods else ()), *(gone.areas if ask.areas else ()))
        back = gone.words if ask.measures or not slots else slots[0].words
        return msgspec.structs.replace(ask, **taken, inherits=kept, withdrawn=back)
