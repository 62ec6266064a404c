"""A question and the turns before it in, its Reading out: the house's own reader.

Text -> spans -> clauses -> facts -> an operator with its slots -> what is left over. Deterministic:
the same text and turns give the same reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from cin_narrative.reading.asks import build_ask, others
from cin_narrative.reading.clauses import Clause, clauses_of
from cin_narrative.reading.contract import Ask, Reading, Restrictor, Turn
from cin_narrative.reading.dialogue import completed
from cin_narrative.reading.facts import Facts, find_facts
from cin_narrative.reading.guards import guarded
from cin_narrative.reading.lexicon import Lexicon, load_lexicon
from cin_narrative.reading.operators import decide
from cin_narrative.reading.residue import judge, kind_of
from cin_narrative.reading.spans import Spans, find_spans


@dataclass(slots=True)
class Grammar:
    """The reader of the house. ``lexicon`` is built when the first question comes."""

    given: Lexicon | None = field(default=None)

    def read(self, question: str, history: Sequence[Turn] = ()) -> Reading:
        """The reading of a question after the turns before it; never raises for any text."""
        lexicon = self.given or load_lexicon()
        spans = find_spans(question, lexicon)
        declined = guarded(spans)
        if declined:
            return Reading(asks=(declined,))
        drafts = [_draft(spans, clause, lexicon) for clause in clauses_of(spans, lexicon)]
        return _reading(drafts, history, lexicon)


@dataclass(slots=True)
class Draft:
    """One clause on its way: its facts, its ask, and whether it asks anything of figures."""

    facts: Facts
    ask: Ask
    asks: bool


def _draft(spans: Spans, clause: Clause, lexicon: Lexicon) -> Draft:
    facts = find_facts(spans, clause, lexicon)
    kind = decide(facts, lexicon)
    ask = build_ask(facts, kind, lexicon)
    _own_services(facts)
    return Draft(facts, ask, kind != "none")


def _own_services(facts: Facts) -> None:
    """Councils and their services are who all of this is counted by."""
    for term in facts.spans.terms:
        if term.name == "service" and facts.clause.start <= term.start < facts.clause.end:
            facts.own(term.start, term.end)


def _reading(drafts: list[Draft], history: Sequence[Turn], lexicon: Lexicon) -> Reading:
    asks: list[Ask] = []
    ignored: list[str] = []
    for draft in drafts:
        ask, follows = completed(draft.ask, draft.facts, asks, history, lexicon)
        counted = draft.asks or follows
        if not counted and not asks and draft.facts.places and len(drafts) == 1:
            counted = True
        residue = judge(draft.facts, counted=counted)
        words = draft.facts.spans.words
        ignored += [words(*stretch) for stretch in residue.idle]
        narrowing = [_restrictor(draft.facts, *one) for one in residue.restrictors]
        operators = [_restrictor(draft.facts, *one) for one in residue.operators]
        if counted:
            outcome = "ask_back" if operators else ask.outcome
            restrictors = (*ask.restrictors, *narrowing, *operators)
            readings = others(draft.facts, lexicon)
            asks.append(msgspec.structs.replace(
                ask, restrictors=restrictors, outcome=outcome, readings=readings))  # fmt: skip
        elif asks and (narrowing or operators):
            last = asks[-1]
            asks[-1] = msgspec.structs.replace(
                last, restrictors=(*last.restrictors, *narrowing, *operators))  # fmt: skip
        else:
            ignored += [one.words for one in (*narrowing, *operators) if one.words]
            if draft.ask.form and asks:
                asks[-1] = msgspec.structs.replace(asks[-1], form=draft.ask.form)
    return Reading(asks=tuple(asks), ignored=tuple(ignored))


def _restrictor(facts: Facts, start: int, end: int) -> Restrictor:
    words = facts.spans.words(start, end)
    capital = facts.spans.tokens[start].capital and start > facts.clause.start
    return Restrictor(words=words, what=kind_of(words, capital=capital))
