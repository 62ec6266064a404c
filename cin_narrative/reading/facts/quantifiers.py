"""The facts of a clause in, what is set against every other member read as an end out.

"More than any other council" is the most of all, "lower than in any year" the lowest of the years.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.reading.contract import Ask
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.dropped_cues import ORDERED
from cin_narrative.reading.facts.members import INSIDE, MEMBERS
from cin_narrative.reading.words.closed_classes import MULTIPLES, words_of
from cin_narrative.reading.words.lexicon import Cue
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan

ALWAYS = words_of("facts_quantifiers.always")
ANY = words_of("facts_quantifiers.any")
OWN = words_of("facts_quantifiers.own")
BEFORE = words_of("facts_quantifiers.before")
TIMES = words_of("facts_quantifiers.times")
NEARLY, EXCEPT = words_of("facts_quantifiers.nearly"), words_of("facts_quantifiers.except")
ANYWHERE = frozenset(("anywhere", "anyone", "anybody"))  # "than anywhere else"
EACH = frozenset(("each", "every"))
COUNTS = ("many", "few", "high", "low")
RUNS = ("last_n", "years_before", "span")
NEAR = 2  # tokens: "the average of the"
ENDS = tuple(f"the {one} year" for one in ("first", "earliest", "last", "latest"))
NOBODY = words_of("facts_quantifiers.nobody")


def find_ends(facts: Facts) -> None:
    """A comparative with "than any other" behind it is a superlative, of areas or of years."""
    _find_unbeaten(facts)
    tokens, start = facts.spans.tokens, facts.clause.start
    for at in range(start + 1, facts.clause.end):
        than = at - 1 - (tokens[at - 1].text in BEFORE)
        if tokens[at].text in ANY and than > start and tokens[than].text == "than":
            noun = _noun(facts, at + 1)
            if noun is not None:
                _as_end(facts, than, noun)
        elif tokens[at].text in ANYWHERE and tokens[at - 1].text == "than":
            _as_end(facts, at - 1, at + (tokens[at + 1].text == "else"))
    for one in [one for one in facts.periods if ANY & _words(one, facts)]:
        if one.start > start and tokens[one.start - 1].text == "than":
            _as_end(facts, one.start - 1, one.end - 1)


def _find_unbeaten(facts: Facts) -> None:
    """ "Nobody in the region has more than Torbay": Torbay has the most of all there."""
    start, end, tokens = facts.clause.start, facts.clause.end, facts.spans.tokens
    than = next((at for at in range(start, end) if tokens[at].text == "than"), start)
    single = [one.start for one in facts.places if not one.is_wide]
    whose = {*single, *(one.start for one in facts.having("set", "home"))}
    subject = next((one for at in range(start, than) if (one := _nobody(facts, at))), None)
    compared = [
        one
        for one in facts.having("compare", *ORDERED)
        if subject is not None and subject[1] <= one.start < than
    ]
    if subject is None or not compared or not whose & {than + 1, than + 2}:
        return
    if facts.members_quantified is not None and tokens[subject[0]].text == "none":
        return  # "do none of its neighbours have more"
    facts.members_quantified = None
    cue = compared[-1]
    gone = {*range(*subject), *range(cue.start, cue.end), than}
    made = CueSpan(Cue("superlative", ORDERED[cue.cue.value]), cue.start, min(cue.end, than))
    kept = [one for one in facts.cues if one.start not in gone]
    facts.cues = sorted([*kept, made], key=lambda one: one.start)
    facts.own(*subject)
    facts.own(than, than + 1)


def _nobody(facts: Facts, at: int) -> tuple[int, int] | None:
    """Where "nobody", "no other council" stands from a token on; "almost nobody" and "nobody but
    Torbay" are others."""
    tokens = facts.spans.tokens
    noun = at + (tokens[at].text == "no")
    noun += noun > at and (tokens[noun].text in OWN or tokens[noun].text == "other")
    named = tokens[at].text in NOBODY and (noun == at or tokens[noun].text in MEMBERS)
    before = {token.text for token in tokens[max(0, at - 1) : at]}
    after = {token.text for token in tokens[noun + 1 : noun + 2]}
    return (at, noun + 1) if named and not (before & NEARLY or after & EXCEPT) else None


def _words(one: PeriodSpan, facts: Facts) -> set[str]:
    return set(facts.spans.words(one.start, one.end).lower().split())


def _noun(facts: Facts, at: int) -> int | None:
    """Where the noun stands that "any" is of, behind what stands between them."""
    named = {i for place in facts.places for i in range(place.start, place.end)}
    tokens = facts.spans.tokens
    near = {one.start for one in facts.having("neighbours")}
    while at < facts.clause.end and tokens[at].text not in MEMBERS and tokens[at].text not in TIMES:
        if at in near:
            return at
        if at not in named and tokens[at].text not in OWN and tokens[at].text not in INSIDE:
            return None
        at += 1
    return at if at < facts.clause.end else None


def _as_end(facts: Facts, than: int, noun: int) -> None:
    compared = [
        one
        for one in facts.cues
        if one.kind == "compare" and one.cue.value in ORDERED and one.start < than
    ]
    if not compared:
        return
    cue, there = compared[-1], range(than, noun + 1)
    end = CueSpan(Cue("superlative", ORDERED[cue.cue.value]), cue.start, min(cue.end, than))
    kept = [
        one
        for one in facts.cues
        if one is not cue and (one.start not in there or one.kind == "neighbours")
    ]
    near = any(one.start == noun for one in facts.having("neighbours"))
    near = near or facts.spans.tokens[noun].text in {*ANYWHERE, "else"}
    kind = "areas" if near else MEMBERS.get(facts.spans.tokens[noun].text, "years")
    each = [] if kind == "areas" else [CueSpan(Cue("each", kind), noun, noun + 1)]
    facts.cues = sorted([*kept, end, *each], key=lambda one: one.start)
    facts.unread += [  # whether "the last three years" hold the year itself, nobody can say
        (one.start, one.end)
        for one in facts.periods
        if one.start <= noun < one.end and one.meaning.form == "last_n"
    ]
    said = [one for one in facts.periods if not (one.start <= noun < one.end)]
    facts.periods = [one for one in facts.periods if one in said or one.meaning.form != "all"]
    facts.own(than, noun + 1)


def unheeded(facts: Facts) -> Iterator[tuple[int, int]]:
    """What of a question put to a yes says how many it is so of, which no slot heeds."""
    tokens, named = facts.spans.tokens, {one.start for one in facts.places}
    named |= {one.start for one in facts.periods}
    for at in range(facts.clause.start, min(facts.clause.end, len(tokens) - 1)):
        text, before = tokens[at].text, tokens[max(0, at - 1)].text
        if text in ALWAYS and at not in facts.owned:
            yield at, at + 1
        elif text == "only" and (before == "the" or at + 1 in named):
            yield at, at + 1  # "is Bury the only council with", "did only Bury have"
        elif text in ("least", "most") and (before, tokens[at + 1].text) == ("at", "as"):
            yield at, at + 1  # "at least as many as"
    for one in facts.periods:
        if facts.spans.words(one.start, one.end).lower() in ENDS and _is_told_of(one, facts):
            yield one.start, one.end


def in_each_year(facts: Facts) -> Iterator[tuple[int, int]]:
    """What asks of a change for more than its two ends: "in each of the last two years", "in both
    2022 and 2023", "more than in the previous three years", "than the average of them"."""
    tokens, moved = facts.spans.tokens, bool(facts.having("change"))
    for one in facts.periods:
        run = one.meaning.form in RUNS
        near = range(max(facts.clause.start, one.start - NEAR), one.start)
        before = {tokens[at].text: at for at in near if at not in facts.counted}
        than = before.get("than") == one.start - 1 and not moved
        if run and (than or EACH & _words(one, facts)):
            yield one.start, one.end
        for text in ("both", "average"):
            if text in before and (text == "average" or before[text] == one.start - 1):
                yield before[text], before[text] + 1


def _is_told_of(one: PeriodSpan, facts: Facts) -> bool:
    """Whether a year is said to be the first or last in which something was so: "was 2020 the first
    year Kent had over 20,000", "was the first year Kent had ... 2020". "In the last year" is
    when."""
    opens = one.start == facts.clause.start + 1
    led = opens and any(place.start == one.end for place in facts.places)
    return led or any(other.end == one.start for other in facts.periods)


def paced_by_nothing(ask: Ask, facts: Facts) -> Iterator[tuple[int, int]]:
    """ "Grew faster than the number of children": a move is set against what was not read."""
    things = {(one.indicator, one.categories, one.metric) for one in ask.measures}
    named = {area.words for area in (*ask.areas, *ask.compare_with)}
    several = max(len(things), len(named), len(ask.periods)) > 1
    if ask.ask != "change" or several or ask.inherits or ask.each or "than" not in facts.words:
        return
    levels = {i for level in facts.levels for i in range(level.start, level.end)}
    moved = {one.end for one in facts.having("change", "up", "down")}
    for one in facts.having("compare", "faster", "slower", "higher", "lower"):
        if one.start in moved - levels:
            yield one.start, one.end


def equalities(ask: Ask, facts: Facts) -> Iterator[tuple[int, int]]:
    """ "Which had the same number as us", "as many plans as Leeds": equality, which no order
    tells."""
    texts = facts.texts()
    start, ordered = facts.clause.start, ask.ask in ("rank", "list", "top")
    if "same" in texts and (ordered or (ask.ask == "value" and texts[0] in ("which", "who"))):
        at = texts.index("same")
        if "as" in texts[at:] or {"share", "have", "had", "has"} & set(texts):
            yield start + at, start + at + 1
    for at in range(len(texts) - 2) if ordered and not facts.having("times", "ratio") else ():
        many = texts[at] == "as" and texts[at + 1] in COUNTS and "as" in texts[at + 2 :]
        if many and not MULTIPLES & set(texts[:at]) and start + at not in facts.owned:
            yield start + at, start + at + 2
