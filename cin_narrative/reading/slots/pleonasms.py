"""The facts of a clause in, what says again of its measure what the definition has passed over.

Nine constructions do: an adjective of the thing right before its name ("safeguarding referrals"),
those who count or do it as the subject of its verb ("did Bury's social workers complete"), the
place where work lies ("on our books", "through the door"), the event that a published length of
time is measured from ("within 45 days of starting"), the kind of the places that are named ("Derby
or Hull, which city"), how many there are of them ("among the 12 North East councils"), the verb by
which a category comes about ("a special guardianship order was made"), that a place is gone ("the
former Northamptonshire") and what a figure is wanted for, right behind it ("the England figure to
set it against"). Elsewhere the same words narrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.periods import Kind
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.members import MEMBERS
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.syntax.words import tagged
from cin_narrative.reading.words.closed_classes import (
    DETERMINERS,
    FUNCTION,
    INVERTED,
    PREPOSITIONS,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.occasions import over_the_year
from cin_narrative.reading.words.tokens import fold, root, stem, tokens_of

STAFF = words_of("slots_restated.staff")
OF_STAFF = words_of("slots_restated.of_staff")
OWNED = words_of("slots_restated.owned")
WORKPLACE = words_of("slots_restated.workplace")
LASTING = words_of("slots_restated.lasting")
AUXILIARIES = words_of("english.auxiliaries")
MADE = words_of("slots_restated.made")
REFERRING = words_of("slots_restated.referring")
IT = frozenset(("it", "them", "that", "this"))
GONE, BESIDE = words_of("slots_restated.gone"), words_of("slots_restated.beside")


def pass_over_restated(
    facts: Facts, measures: Sequence[str], about: set[str], lexicon: Lexicon
) -> None:
    """Pass over what says again what the measures are; ``about``: the terms of their names."""
    for start, end in (
        *_modifiers(facts, about),
        *(() if _are_sent(measures, lexicon) else _staff(facts)),
        *_workplaces(facts),
        *_events(facts, measures, lexicon),
        *_lasting(facts),
        *_brought_about(facts),
        *_gone(facts),
        *_set_beside(facts),
        *_over_the_year(facts, measures, lexicon),
        *_going_by(facts),
    ):
        facts.pass_over(start, end)
    _pass_over_alternatives(facts)
    _pass_over_fields(facts, lexicon)


def _gone(facts: Facts) -> Iterator[tuple[int, int]]:
    """ "The former Northamptonshire County Council": whose figures they are is not narrowed."""
    for one in facts.places:
        at = one.start - 1
        if at >= facts.clause.start and facts.spans.tokens[at].text in GONE:
            yield at, at + 1


def _set_beside(facts: Facts) -> Iterator[tuple[int, int]]:
    """ "... to set it against", "to put them beside": the purpose of a figure, with no other thing
    in it. What is added or divided by makes another figure."""
    tokens, end = facts.spans.tokens, facts.clause.end
    for at in range(facts.clause.start, end - 3):
        texts = [token.text for token in tokens[at : at + 4]]
        behind = at + 4 >= end or tokens[at + 4].kind == "mark"
        put = texts[0] == "to" and texts[2] in IT and texts[3] in BESIDE
        if put and behind and tokens[at + 1].kind == "word":
            yield at, at + 4


def _going_by(facts: Facts) -> Iterator[tuple[int, int]]:
    """ "Going by the latest category": by what of the measure itself it is told apart."""
    tokens, end = facts.spans.tokens, facts.clause.end
    for at in range(facts.clause.start, end - 2):
        first = at + 2 + (tokens[at + 2].text in DETERMINERS)
        led = (tokens[at].text, tokens[at + 1].text) == ("going", "by")
        if led and first in facts.counted:
            yield at, at + 2


def _over_the_year(
    facts: Facts, measures: Sequence[str], lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """ "During the year", "over the course of the year": when what is counted in a year happens."""
    if measures and all(lexicon.catalogue[one].kind is Kind.FLOW for one in measures):
        for one in facts.spans.terms:
            if over_the_year(one, facts.spans):
                yield one.start, one.end


def _are_sent(measures: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether what is counted is told apart by who sends it: those who work there may."""
    return any(one.breakdown_of in measures and one.brought_by for one in lexicon.catalogue)


def _modifiers(facts: Facts, about: set[str]) -> Iterator[tuple[int, int]]:
    """The adjectives of a thing right before its name, the last first: "formal safeguarding"."""
    begins = min(facts.counted, default=0)
    for start, end, things in reversed(facts.spans.modifiers):
        if end in facts.counted | {begins} and facts.clause.start <= start and things & about:
            yield start, end
            begins = start


def _staff(facts: Facts) -> Iterator[tuple[int, int]]:
    """Those who work for the area, where they are the subject of a verb that is not theirs to be
    counted by: behind "did" and before the verb."""
    tokens, clause = facts.spans.tokens, facts.clause
    named = {i for one in facts.spans.places for i in range(one.start, one.end)}
    staff = [
        i
        for i in range(clause.start, clause.end)
        if stem(tokens[i].text) in STAFF and i not in facts.counted
    ]
    words = (
        {one.token: one for one in tagged(facts.spans, clause.start, clause.end)} if staff else {}
    )
    for at in staff:
        first = at
        while first > clause.start and (
            first - 1 in named
            or tokens[first - 1].text in DETERMINERS
            or stem(tokens[first - 1].text) in OF_STAFF
        ):
            first -= 1
        after = words.get(at + 1)
        led = first > clause.start and tokens[first - 1].text in INVERTED
        done = at + 1 in {one for one, _, _ in facts.spans.verbs}
        if led and (done or (after is not None and after.has("V"))):
            yield from ((i, i + 1) for i in range(first, at + 1) if i not in named)


def _workplaces(facts: Facts) -> Iterator[tuple[int, int]]:
    """Where the work of those who count lies: "on their books", "across our desks"."""
    tokens = facts.spans.tokens
    for at in range(facts.clause.start, facts.clause.end - 2):
        led = tokens[at].text in PREPOSITIONS and tokens[at + 1].text in OWNED
        if led and stem(tokens[at + 2].text) in WORKPLACE and at + 2 not in facts.counted:
            yield at, at + 3


def _lasting(facts: Facts) -> Iterator[tuple[int, int]]:
    """The verb that only says that a length of time goes by: "have been going more than two
    years"."""
    tokens = facts.spans.tokens
    for one in facts.spans.lengths:
        at = next(
            (
                i
                for i in range(one.start - 1, one.start - 3, -1)
                if i >= 0 and tokens[i].text in LASTING
            ),
            None,
        )
        if at is not None and at > facts.clause.start and tokens[at - 1].text in AUXILIARIES:
            yield at, one.start


def _events(facts: Facts, measures: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """What a length of time is measured from, where the definition of the measure has every word
    of it: "within three months of starting"."""
    banded = {indicator for indicator, _ in lexicon.bands}
    known = {
        root(token.text)
        for name in measures
        if name in banded or lexicon.catalogue[name].breakdown_of in banded
        for token in tokens_of(fold(str(lexicon.catalogue[name].definition)))
    }
    tokens = facts.spans.tokens
    for one in facts.spans.lengths if known else ():
        at = end = one.end
        if at >= facts.clause.end or tokens[at].text not in REFERRING:
            continue
        while end + 1 < facts.clause.end and tokens[end + 1].kind == "word":
            text = tokens[end + 1].text
            if text in PREPOSITIONS or not (text in FUNCTION or root(text) in known):
                break
            end += 1
        if end > at:
            yield at, end + 1


def _brought_about(facts: Facts) -> Iterator[tuple[int, int]]:
    """The verb that only says that a category came about, where nothing is said of it behind: "an
    order was made", not "an order was made by the county court"."""
    tokens, end = facts.spans.tokens, facts.clause.end
    for at in range(facts.clause.start + 1, end - 1):
        done = tokens[at].text in ("was", "were", "is", "are") and tokens[at + 1].text in MADE
        if done and at - 1 in facts.counted and (at + 2 == end or tokens[at + 2].kind == "mark"):
            yield at + 1, at + 2


def _pass_over_alternatives(facts: Facts) -> None:
    """Pass over what the places named are, where it is asked which of them: "Derby or Hull, which
    city"; where none are named it narrows."""
    tokens = facts.spans.tokens
    if sum(not one.is_wide for one in facts.places) < 2:
        return
    for at in range(facts.clause.start + 1, facts.clause.end):
        if tokens[at].text in MEMBERS and tokens[at - 1].text in ("which", "what"):
            facts.pass_over(at, at + 1)
            facts.narrowing.discard(at)


def _pass_over_fields(facts: Facts, lexicon: Lexicon) -> None:
    """Pass over how many places a field has, where it has so many in some year: "the 12 North East
    councils"; another number is of something else."""
    tokens, areas = facts.spans.tokens, lexicon.areas
    wide = {one.start: one for one in facts.places if one.codes and one.is_wide}
    for start, end in list(facts.numbers):
        inside = wide.get(end)
        noun = inside.end if inside else end
        if noun >= facts.clause.end or tokens[noun].text not in MEMBERS:
            continue
        inside = inside or wide.get(noun + 2)
        code = inside.codes[0] if inside else ENGLAND
        within = None if code == ENGLAND else code
        counts = {
            len(areas.authorities(year, within)) for year in {one.first_year for one in areas.every}
        }
        if whole(tokens, start)[0] in counts:
            facts.pass_over(start, end)
            facts.numbers.remove((start, end))
