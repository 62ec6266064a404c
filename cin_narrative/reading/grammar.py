"""A question and the turns before it in, its Reading out: the house's own reader.

Text -> spans -> clauses -> facts -> an operator with its slots -> what is left over. Deterministic:
the same text and turns give the same reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from cin_narrative.reading.accounting import accounted
from cin_narrative.reading.asides import set_aside
from cin_narrative.reading.claims import (
    is_context,
    narrow_by_things,
    take_back,
    with_cause,
    with_claim,
)
from cin_narrative.reading.clauses import Clause, clauses_of
from cin_narrative.reading.contract import Area, Ask, Reading, Restrictor, Turn
from cin_narrative.reading.dialogue import completed
from cin_narrative.reading.facts.finding import find_facts
from cin_narrative.reading.facts.found import Facts
from cin_narrative.reading.guards import asks_who, guarded
from cin_narrative.reading.kinds.recognition import decide
from cin_narrative.reading.measures.finding import goes_on
from cin_narrative.reading.residue import judge, kind_of
from cin_narrative.reading.slots.asks import build_ask
from cin_narrative.reading.slots.beside import Told, told_beside, told_periods, told_years
from cin_narrative.reading.slots.measures import others, rivals, started, starts_and_ends
from cin_narrative.reading.slots.plain import pass_over
from cin_narrative.reading.slots.ranking import both_ends
from cin_narrative.reading.slots.told import (
    halves,
    of_each,
    of_named,
    repeated,
    shared,
    told_home,
    told_last,
    told_limit,
    with_context,
)
from cin_narrative.reading.slots.years import against_now
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    FUNCTION,
    INVERTED,
    QUESTION,
)
from cin_narrative.reading.words.lexicon import Lexicon, load_lexicon
from cin_narrative.reading.words.spans import Spans, Stretch, find_spans, joined


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
        beside = set_aside(spans, lexicon)
        told = list(beside.periods)
        reading = _reading(beside.spans, history, lexicon, beside.places, told)
        ignored = dict.fromkeys((*beside.words, *reading.ignored))
        reading = msgspec.structs.replace(reading, ignored=tuple(ignored))
        return accounted(told_beside(reading, spans.text, told), spans, lexicon)


@dataclass(slots=True)
class Draft:
    """One clause on its way: its facts, its ask, and whether it asks anything of figures."""

    facts: Facts
    ask: Ask
    asks: bool


def _draft(spans: Spans, clause: Clause, lexicon: Lexicon, before: Sequence[str],
           last: bool) -> Draft:  # fmt: skip
    words = spans.words(clause.start, clause.end)
    if clause.prefix:
        size = clause.prefix[1] - clause.prefix[0] + clause.end - clause.start
        spans = joined(spans, clause.prefix, (clause.start, clause.end), lexicon)
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
    return Draft(facts, ask, kind != "none" and not is_context(facts, last))


def _reading(spans: Spans, history: Sequence[Turn], lexicon: Lexicon,
             context: tuple[Area, ...], told: list[Told]) -> Reading:  # fmt: skip
    asks: list[Ask] = []
    ignored: list[str] = []
    pending: tuple[Restrictor, ...] = ()
    known = list(_known(history))
    found = clauses_of(spans, lexicon)
    for clause in found:
        texts = [token.text for token in spans.tokens[clause.start : clause.end]]
        if asks and asks[-1].ask not in ("list", "top") and asks_who(texts):
            words = spans.words(clause.start, clause.end)
            asks.append(Ask(ask="none", words=words, outcome="decline", decline="personal"))
            continue
        draft = _draft(spans, clause, lexicon, known, clause is found[-1])
        ask, follows = completed(draft.ask, draft.facts, asks, history, lexicon)
        ask = against_now(ask, draft.facts)
        names = [one.indicator for one in ask.measures if one.indicator] or known
        pass_over(draft.facts, names, lexicon)
        ask = of_each(of_named(ask, draft.facts, asks), draft.facts, asks)
        ask = with_cause(with_claim(ask, draft.facts), draft.facts)
        if not draft.asks and is_context(draft.facts, clause is found[-1]):
            known, follows = names, False
        counted = draft.asks or follows or (len(found) == 1 and bool(draft.facts.places))
        counted = counted or _is_question(draft.facts, bool(asks))
        counted = counted and not (asks and _is_weak(draft.facts, lexicon))
        residue = judge(draft.facts, counted=counted, after=bool(asks))
        ignored += [draft.facts.spans.words(*stretch) for stretch in residue.idle]
        narrowing = tuple(_restrictor(draft.facts, *one) for one in residue.restrictors)
        operators = tuple(_restrictor(draft.facts, *one) for one in residue.operators)
        if not counted:
            part = (clause.start, clause.end)
            told += [Told.of(spans, one) for one in told_periods(spans, part)]
            asks = told_home(ask, draft.facts, asks) if asks else asks
        ask, context = with_context(ask, draft.facts, context, counted=counted)
        again = repeated(ask, draft.facts, asks) if counted else ()
        if again:
            asks += again
        elif clause.lettered and _is_unread(draft.facts) and narrowing:
            asks.append(
                Ask(ask="value", words=draft.ask.words, areas=draft.ask.areas,
                    periods=draft.ask.periods, restrictors=narrowing, outcome="ask_back")
            )  # fmt: skip
        elif not narrowing and (
            told_limit(draft.facts, asks) or (counted and told_years(ask, draft.facts, asks))
        ):
            continue
        elif counted:
            ask = _finished(ask, draft.facts, (*pending, *narrowing), operators, lexicon)
            pending = ()
            asks += [
                one for half in halves(ask, draft.facts) for one in both_ends(half, draft.facts)
            ]
            known = names
        elif asks:
            asks[-1] = _added(asks[-1], draft.ask, (*narrowing, *operators))
        elif is_context(draft.facts, clause is found[-1]):
            ignored += [one.words for one in (*narrowing, *operators) if one.words]
        else:  # "Detectives. How many ...": what stands by itself may narrow what comes
            pending += (*narrowing, *operators)
    asks = told_last(asks, spans)
    return Reading(asks=shared(asks), ignored=tuple(dict.fromkeys(ignored)))


def _is_unread(facts: Facts) -> bool:
    """Whether an item of a list says nothing that is known: it is asked back by itself, and is no
    part of its neighbours."""
    first = max(facts.spans.cut, facts.clause.start)
    known = [one for one in facts.measured.measures if one.end > first]
    slots: list[Stretch] = [*facts.places, *facts.periods, *facts.cues]
    return not known and all(one.start < first for one in slots)


def _is_weak(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether a statement names nothing counted, only a quality: "it keeps coming back"."""
    texts, (start, end) = facts.texts(), (facts.clause.start, facts.clause.end)
    named = any(one.name in lexicon.things for one in facts.spans.terms if start <= one.start < end)
    put = set(texts[:3]) & (QUESTION | INVERTED | COORDINATORS | {"same", "of"})
    said = (
        facts.places
        or facts.periods
        or facts.home
        or facts.having("metric")
        or facts.having("anaphor")
    )
    unread = [i for i in range(start, end) if i not in facts.owned and i not in facts.plain]
    words = [facts.spans.tokens[i].text for i in unread if facts.spans.tokens[i].kind == "word"]
    return not (named or put or said) and len(set(words) - FUNCTION) > 1


def _is_question(facts: Facts, follows: bool) -> bool:
    """Whether a clause is put as a question, and not to the reader ("could you help?")."""
    texts = [token for token in facts.texts() if token not in COORDINATORS | {","}]
    if facts.having("claim") or (
        facts.places and not follows and not facts.having("compare", "higher", "lower")
    ):
        return False
    spoken = {"you", "i", "me"} & set(texts)
    return (
        bool(texts)
        and texts[0] in INVERTED | QUESTION - {"that", "who"}
        and not spoken
        and len(texts) > 2
    )


def _known(history: Sequence[Turn]) -> Iterator[str]:
    """The indicators that the last ask of the conversation was about."""
    for turn in reversed(history):
        for ask in reversed(turn.reading.asks if turn.reading else ()):
            names = [one.indicator for one in ask.measures if one.indicator]
            if names:
                yield from names
                return


def _finished(ask: Ask, facts: Facts, narrowing: tuple[Restrictor, ...],
              operators: tuple[Restrictor, ...], lexicon: Lexicon) -> Ask:  # fmt: skip
    crossed = tuple(
        Restrictor(words=facts.spans.words(one.start, one.end), what="cross")
        for one in facts.measured.crossed
        if not facts.owned.intersection(range(one.start, one.end))
    )
    said = {one.words for one in crossed}
    either = rivals(facts, lexicon) if ask.ask == "value" and not ask.inherits else ()
    kept = tuple(one for one in (*narrowing, *operators) if one.words not in said)
    return msgspec.structs.replace(
        ask,
        restrictors=(
            *ask.restrictors,
            *(one for one in crossed if one.words in {r.words for r in (*narrowing, *operators)}),
            *kept,
        ),
        outcome="ask_back" if operators or either or _asks_of_nothing(ask) else ask.outcome,
        readings=either or others(facts, lexicon),
    )


def _asks_of_nothing(ask: Ask) -> bool:
    """Whether a figure is asked for, and of what is said by no word."""
    said = ask.measures or "measures" in ask.inherits or ask.restrictors
    if ask.ask == "about_data" and ask.aspect == "good_or_bad" and ask.value and not said:
        return True  # "is 60 high?"
    return not said and ask.ask not in ("definition", "about_data", "coverage", "help", "brief")


def _added(last: Ask, said: Ask, restrictors: tuple[Restrictor, ...]) -> Ask:
    """An ask with what a later sentence, in which nothing is counted, says of it."""
    return msgspec.structs.replace(
        last, restrictors=(*last.restrictors, *restrictors), form=last.form or said.form,
        claim=last.claim or said.claim,
    )  # fmt: skip


def _restrictor(facts: Facts, start: int, end: int) -> Restrictor:
    while goes_on(facts.spans, end):  # "babies-to-be" is one word
        end += 1
    words = facts.spans.words(start, end)
    capital = facts.spans.tokens[start].capital and start > facts.clause.start
    return Restrictor(words=words, what=kind_of(words, capital=capital))
