"""The facts of a clause that asks of any year in, those words and the year whose own figure is the
level out: "has Kent ever had more than in 2024", "which years had fewer than 2019".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from cin_narrative.reading.facts.clause_facts import Facts, Level
from cin_narrative.reading.facts.which_years import ask_of, is_conditioned, whole_run
from cin_narrative.reading.words.closed_classes import PREPOSITIONS, words_of
from cin_narrative.reading.words.lexicon import Cue
from cin_narrative.reading.words.occasions import any_time, every_year, last_time, many_years
from cin_narrative.reading.words.stretches import PeriodSpan, Stretch

SINGLE = ("year", "latest", "before", "ago", "first")
OPS = {"higher": "gt", "lower": "lt", "worse": "gt", "better": "lt"}
HIGH, LOW = words_of("year_levels.high"), words_of("year_levels.low")
LIGHT = words_of("year_levels.light") | PREPOSITIONS
FIGURE = words_of("year_levels.figure")
WITHIN = frozenset(("in", "for", "of", "the", "there"))
THAT = frozenset(("that", "this", "it", "those", "these"))


def find_year_levels(facts: Facts) -> None:
    """The words that ask of any year, where a level is set; and the year that sets it."""
    start, end, tokens = facts.clause.start, facts.clause.end, facts.spans.tokens
    put = facts.asks_yes_or_no or facts.is_put_to_a_yes
    words = any_time(facts.spans, start, end) if put else None
    if words and facts.counted & {*range(*words)}:
        words = None  # "in need at any point in the year"
    asked = last_time(tokens, start, end) or many_years(tokens, start, end)
    asked = asked or every_year(tokens, start, end) or whole_run(facts) or facts.quantified
    if facts.having("superlative") or not (words or asked or facts.having("each", "years")):
        return
    found = _level(facts) or _as_that(facts, words)
    if found is not None:
        facts.levels.append(found)
        facts.own(found.start, found.end)
    moved = facts.having("change", "up", "down") and not facts.having("compare")
    if words and (facts.levels or is_conditioned(facts) or moved):
        cue = Cue("each", "years") if facts.levels or not moved else Cue("streak", "years")
        ask_of(facts, words, cue)
        facts.periods = [one for one in facts.periods if one.start not in range(*words)]


def _level(facts: Facts) -> Level | None:
    """The comparative of a clause with one year behind it that it is set against."""
    used = {i for level in facts.levels for i in range(level.start, level.end)}
    for one in facts.having("compare", *OPS):  # "more than in 2024", "above the 2019 figure"
        when = _behind(one.end, facts) if one.start not in used else None
        if when is not None:
            return _made(OPS[one.cue.value], (one.start, one.end), when, facts)
    return _as_much(facts)


def _as_that(facts: Facts, any_year: tuple[int, int] | None) -> Level | None:
    """ "Has it ever been higher?", "have there ever been fewer than that?": a comparative that
    nothing is set behind but what is counted, and where."""
    tokens, end = facts.spans.tokens, facts.clause.end
    cue = next(iter(facts.having("compare", *OPS)), None)
    asked = set(range(*any_year)) if any_year else set[int]()
    if cue is None or facts.levels or any(one.start not in asked for one in facts.periods):
        return None
    than = next((at for at in range(cue.start, end) if tokens[at].text == "than"), None)
    first = cue.end if than is None else than + 1
    places: list[Stretch] = [*facts.places, *facts.home]
    behind = [one for one in places if one.start >= first]
    counted = sorted(at for at in facts.counted if at >= first)
    named = {i for one in behind for i in range(one.start, one.end)} | asked
    named |= set(range(counted[0], counted[-1] + 1)) if counted else set()
    words = {at for at in range(first, end) if at not in named and tokens[at].kind != "mark"}
    rest = {tokens[at].text for at in words}
    sided = than is not None or tokens[cue.start].text in PREPOSITIONS
    light = LIGHT - PREPOSITIONS | {"in"} if sided else WITHIN
    elsewhere = behind and tokens[first].text not in THAT - {"it"}  # "than it is in England"
    beside = any(tokens[one.start - 1].text not in WITHIN for one in behind)  # "outstrip Leeds"
    if rest - light or beside or (sided and (elsewhere or not rest & THAT)):
        return None
    facts.cues = [one for one in facts.cues if not cue.start <= one.start < end]
    last = max([cue.end, *(at + 1 for at in words)])
    return Level(OPS[cue.cue.value], cue.start, last, is_that=True)


def _as_much(facts: Facts) -> Level | None:
    """ "As high as in 2024", "as few plans in Kent as in 2013"."""
    tokens, end = facts.spans.tokens, facts.clause.end
    said = [at for at in range(facts.clause.start, end) if tokens[at].text == "as"]
    for first, second in pairwise(said):
        word = tokens[first + 1].text
        op = "ge" if word in HIGH else "le" if word in LOW else ""
        when = _behind(second + 1, facts) if op else None
        if when is not None:
            facts.own(first, first + 2)
            found = _made(op, (second, second + 1), when, facts)
            return replace(found, start=first) if second == first + 2 else found
    return None


def _made(op: str, compared: tuple[int, int], when: PeriodSpan, facts: Facts) -> Level:
    """A level whose words are those from "than" to the year; the comparative is in it, too."""
    tokens, last = facts.spans.tokens, when.end
    while last < facts.clause.end and tokens[last].text in FIGURE:
        last += 1
    thans = [at for at in range(compared[0], when.start) if tokens[at].text == "than"]
    facts.own(*compared)
    facts.cues = [one for one in facts.cues if not compared[0] <= one.start < compared[1]]
    facts.cues = [one for one in facts.cues if not (thans and thans[-1] <= one.start < last)]
    facts.periods = [one for one in facts.periods if one is not when]
    return Level(op, max([*thans[-1:], compared[0]]), last, when)


def _behind(at: int, facts: Facts) -> PeriodSpan | None:
    """The one year behind a comparative, with what is counted and a place before "than" at most."""
    tokens = facts.spans.tokens
    than = next((i for i in range(at - 1, facts.clause.end) if tokens[i].text == "than"), None)
    first = at if than is None else than + 1
    for one in facts.periods:
        single = one.meaning.form in SINGLE or (
            one.meaning.form == "covid" and one.meaning.first == one.meaning.last
        )
        light = all(tokens[i].text in LIGHT for i in range(first, one.start))
        if single and one.start >= first and light:
            return one
    return None
