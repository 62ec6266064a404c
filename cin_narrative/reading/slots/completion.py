"""An ask and what no slot of its clause took in, the ask with its restrictors and outcome out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from cin_narrative.reading.contract import Ask, Measure, Restrictor, Turn
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.measures.finding import goes_on
from cin_narrative.reading.residue import kind_of
from cin_narrative.reading.slots.measures import others, rivals
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.lexicon import Lexicon

UNCOUNTED = ("about_data", "coverage", "help")
# what is asked of a published table, whatever is counted in it
OF_THE_FILE = ("symbols", "rounding", "next_release", "how_to_cite")
ON_WHAT = words_of("slots_finish.on_what")
NEW = words_of("slots_finish.other_statistics")
MEANT = words_of("slots_completion.meant")
DATA = words_of("slots_finish.data")


@dataclass(frozen=True, slots=True)
class Left:
    """What no slot of a clause took: what narrows it, and operators that nothing reads."""

    narrowing: tuple[Restrictor, ...]
    operators: tuple[Restrictor, ...]

    @property
    def all(self) -> tuple[Restrictor, ...]:
        """Both, in order."""
        return (*self.narrowing, *self.operators)


def is_uncounted(ask: Ask) -> bool:
    """Whether an ask is of the data themselves, and counts nothing."""
    if ask.ask == "coverage":
        return True  # "how far back do your figures on referrals in Derby go"
    of_file = ask.ask == "about_data" and ask.aspect in OF_THE_FILE
    return ask.ask in UNCOUNTED and not (ask.areas or (ask.measures and not of_file))


def of_the_data(left: Left, ask: Ask, facts: Facts) -> tuple[Left, tuple[str, ...]]:
    """What is left of a clause, and what of it narrows nothing, as nothing is counted: the data
    themselves, and what is asked of them ("which years do you hold", "how old is the data")."""
    if not is_uncounted(ask):
        return left, ()
    words = tagged(facts.spans, facts.clause.start, facts.clause.end)
    light = {
        word.token
        for word in words
        if word.has("VB", "VV", "VH", "VM", "AJ", "AV", "ORD") or word.text in DATA
    }
    if ask.ask == "about_data":
        light |= {word.token for word in words} - set(_which_data(words))
    texts = {facts.spans.words(at, at + 1) for at in light}
    idle = [one for one in left.narrowing if set((one.words or "").split()) <= texts]
    kept = tuple(one for one in left.narrowing if one not in idle)
    operators = () if ask.aspect in OF_THE_FILE else left.operators
    idle += [one for one in left.operators if one not in operators]  # "a c instead of a number"
    return Left(kept, operators), tuple(one.words or "" for one in idle)


def _which_data(words: Sequence[Word]) -> Iterator[int]:
    """The tokens that say which data are meant: a name, a noun right before theirs ("adoption
    statistics"), and what they are on ("figures for wards"). What the data look like or come in
    says none of it ("some of the cells", "the next batch of figures")."""
    led = False
    for at, word in enumerate(words):
        after = words[at + 1 : at + 2]
        data = bool(after) and after[0].text in DATA
        if word.has("PUN", "V") or word.text in DATA:
            led = False
        elif word.has("PRP", "PRF"):
            rest = {one.text for one in words[at + 1 : at + 4]}
            some = at > 0 and words[at - 1].has("DT0", "CRD", "PNI")  # "some of the cells"
            led = word.text in ON_WHAT and not (some or rest & DATA)
        if word.has("NP0") or word.text in NEW or (word.has("NN") and (led or data)):
            yield word.token


def known_before(history: Sequence[Turn]) -> Iterator[str]:
    """The indicators that the last ask of the conversation was about."""
    for turn in reversed(history):
        for ask in reversed(turn.reading.asks if turn.reading else ()):
            names = [one.indicator for one in ask.measures if one.indicator]
            if names:
                yield from names
                return


def told_of(ask: Ask, facts: Facts) -> tuple[Measure, ...]:
    """What the asker tells of that a question behind it may mean by "one": "my lad is on a plan";
    none where an adjective or a verb says more of it ("she was put on an urgent plan")."""
    tokens, end = facts.spans.tokens, max(facts.counted, default=0)
    led = [i for i in range(facts.clause.start, end) if tokens[i].text in ("a", "an", "the")]
    return ask.measures if led and facts.counted == set(range(led[-1] + 1, end + 1)) else ()


def of_what_is_told(ask: Ask, facts: Facts, told: tuple[Measure, ...]) -> Ask:
    """The ask of what was told of, where it names nothing and points back: "... how many others
    have one of these?"."""
    tokens, there = facts.spans.tokens, range(facts.clause.start, facts.clause.end)
    pointing = [i for i in there if tokens[i].text in MEANT]
    if told and ask.measures and pointing and pointing[-1] == facts.clause.end - 1:
        facts.narrowing.update(pointing[-1:])  # "how many disabled kids have one"
    if ask.measures or not told or not pointing:
        return ask
    for at in pointing:
        facts.pass_over(at, at + 1)
    measures = (msgspec.structs.replace(one, metric=facts.metric) for one in told)
    inherits = tuple(one for one in ask.inherits if one != "measures")
    return msgspec.structs.replace(ask, measures=tuple(measures), inherits=inherits)


def finished(ask: Ask, facts: Facts, left: Left, lexicon: Lexicon) -> Ask:
    """The ask with what is left of its clause, what its words fit as well, and its outcome."""
    spans, words = facts.spans, {one.words for one in left.all}
    crossed = dict.fromkeys(
        spans.words(one.start, one.end)
        for one in facts.measured.crossed
        if not facts.owned.intersection(range(one.start, one.end))
    )
    whole = ask.ask == "value" and not (ask.inherits or facts.clause.lettered)
    either = rivals(facts, lexicon) if whole else ()
    back = left.operators or either or _asks_of_nothing(ask)
    return msgspec.structs.replace(
        ask,
        restrictors=(
            *ask.restrictors,
            *(
                Restrictor(words=one, what="cross")
                for one in (one for one in crossed if one in words)
            ),
            *(one for one in left.all if one.words not in crossed),
        ),
        outcome="ask_back" if back else ask.outcome,
        readings=either or others(facts, lexicon),
    )


def unread_item(ask: Ask, left: tuple[Restrictor, ...]) -> Ask:
    """An item of a list that names nothing that is held: it is asked back."""
    return Ask(
        ask="value",
        words=ask.words,
        areas=ask.areas,
        periods=ask.periods,
        restrictors=left,
        outcome="ask_back",
    )


def _asks_of_nothing(ask: Ask) -> bool:
    """Whether a figure is asked for, and of what is said by no word."""
    said = ask.measures or "measures" in ask.inherits or ask.restrictors
    if ask.ask == "about_data" and ask.aspect == "good_or_bad" and ask.value and not said:
        return True  # "is 60 high?"
    return not said and ask.ask not in ("definition", "about_data", "coverage", "help", "brief")


def added(last: Ask, said: Ask, restrictors: tuple[Restrictor, ...]) -> Ask:
    """An ask with what a later sentence, in which nothing is counted, says of it."""
    return msgspec.structs.replace(
        last,
        restrictors=(*last.restrictors, *restrictors),
        form=last.form or said.form,
        claim=last.claim or said.claim,
    )


def as_restrictor(facts: Facts, start: int, end: int) -> Restrictor:
    """Some words that narrow, said whole: an age, a word with hyphens."""
    for one in facts.spans.lengths:  # "aged under twelve" is said whole
        if one.start <= start and end <= one.end:
            start, end = one.start, one.end
    while goes_on(facts.spans, end):  # "babies-to-be" is one word
        end += 1
    words = facts.spans.words(start, end)
    capital = facts.spans.tokens[start].capital and start > facts.clause.start
    return Restrictor(words=words, what=kind_of(words, capital=capital))
