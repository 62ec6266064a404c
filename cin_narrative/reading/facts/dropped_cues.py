"""The facts of a clause in, the same without the cues and periods that say nothing there out."""

from __future__ import annotations

import itertools

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.syntax.verbs import TELLING
from cin_narrative.reading.words.closed_classes import (
    INVERTED,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.lexicon import Cue, Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan, Stretch

ADJECTIVES = words_of("facts_finding.adjectives")
EARLIER = words_of("facts_dropping.earlier")


WANTING = words_of("facts_finding.wanting")


def without_asker(facts: Facts) -> None:
    """Drop the cues of who asks: "our improvement board needs ..."."""
    first = min((one.start for one in facts.measured.measures), default=facts.clause.start)
    tokens = facts.spans.tokens
    wants = [i for i in range(facts.clause.start, first) if tokens[i].text in WANTING]
    held = {i for one in facts.measured.measures for i in one.taken}
    wants = [i for i in wants if i not in held]
    if wants and not any(tokens[i].text in QUESTION for i in range(facts.clause.start, wants[-1])):
        facts.cues = [one for one in facts.cues if one.start > wants[-1]]


def without_averages(facts: Facts, lexicon: Lexicon) -> None:
    """Drop "median" as a metric where nothing that is counted has one."""
    names = [one.indicator for one in facts.measured.measures]
    if not any("average" in {m.value for m in lexicon.catalogue[name].measures} for name in names):
        facts.cues = [one for one in facts.cues if one.cue != Cue("metric", "average")]


def without_law(facts: Facts) -> None:
    """Drop the cues of a legal basis: "under" of "under the Freedom of Information Act:"."""
    texts = facts.texts()
    law = next((i for i, text in enumerate(texts) if text in ("act", "regulations")), None)
    tokens = facts.spans.tokens
    facts.cues = [  # "enquiries under section 47"
        one
        for one in facts.cues
        if [token.text for token in tokens[one.start : one.start + 2]] != ["under", "section"]
    ]
    if law is not None and texts[0] in ("under", "in", "pursuant", "further"):
        facts.cues = [one for one in facts.cues if one.start > facts.clause.start + law]


def ended_in(facts: Facts) -> None:
    """Drop the cues of a ratio that stand before a place or a year: "plans that ended in 2023"; and
    those of which nothing follows: "how many is that out of?"; or that join the words of one thing
    of several: "re-referrals, referrals leading to no further action and repeat plans"."""
    where, tokens = {one.start for one in facts.spans.said}, facts.spans.tokens
    found = facts.measured.measures if len(facts.measured.measures) > 2 else []
    facts.cues = [
        one
        for one in facts.cues
        if one.kind != "ratio"
        or (
            not (one.end in where and tokens[one.end - 1].text == "in")
            and not (one.end == facts.clause.end and tokens[one.end - 1].text == "of")
            and not any(m.start < one.start and one.end < m.end for m in found)
        )
    ]


def in_no_place(facts: Facts) -> None:
    """Drop "anyone in" as each of an area where no area follows: "can anyone in the team say"."""
    tokens, begins = facts.spans.tokens, {one.start for one in facts.places}
    begins |= {one.start for one in facts.having("set")}
    facts.cues = [
        one
        for one in facts.cues
        if one.kind != "each"
        or tokens[one.end - 1].text != "in"
        or begins & {one.end, one.end + 1, one.end + 2}
    ]


def dated(facts: Facts) -> None:
    """ "The latest figures for 2022": the year that is named says which."""
    plain = [one for one in facts.periods if one.meaning.form != "latest"]
    for one in [one for one in facts.periods if one.meaning.form == "latest"]:
        words = facts.spans.words(one.start, one.end).lower().split()
        if plain and set(words) <= ADJECTIVES | {"the", "most"}:
            facts.periods.remove(one)
            facts.pass_over(one.start, one.end)


def now_told(facts: Facts) -> None:
    """ "Please now provide": the word says when something is to be told, and no year."""
    tokens = facts.spans.tokens
    for one in list(facts.periods):
        after = tokens[one.end].text if one.end < facts.clause.end else ""
        if facts.spans.words(one.start, one.end).lower() == "now" and after in TELLING:
            facts.periods.remove(one)
            facts.pass_over(one.start, one.end)


def glossed(facts: Facts) -> None:
    """ "Pre-pandemic (2019)", "2019, before covid": the year says which; it is one period."""
    for one, after in list(itertools.pairwise(facts.periods)):
        if is_apposed(facts.spans, one, after):
            facts.periods.remove(after)
            facts.own(after.start, after.end)
        elif is_glossed(facts.spans, one, after) and one in facts.periods:
            facts.periods.remove(one)
            facts.own(one.start, one.end)


def is_glossed(spans: Spans, one: Stretch, after: Stretch) -> bool:
    """Whether the second of two periods stands in brackets right behind the first."""
    opened = after.start == one.end + 1 and spans.tokens[one.end].text == "("
    return opened and after.end < len(spans.tokens) and spans.tokens[after.end].text == ")"


def is_apposed(spans: Spans, one: PeriodSpan, after: PeriodSpan) -> bool:
    """Whether an event stands right behind the year that it tells of: "2018-19, before covid"."""
    behind = spans.tokens[one.end : after.start]
    event, year = after.meaning, one.meaning
    named = year.form == "year" and event.form == "covid" and event.first == event.last
    first = spans.words(after.start, after.end).lower().split()[0]
    before = named and year.first <= event.first and first in EARLIER
    return before and len(behind) == 1 and behind[0].text in (",", "-", "(")


def of_counted_years(facts: Facts) -> None:
    """Drop "how many" where it is years that are counted: "for how many years running has it
    risen" wants no number of what rose."""
    tokens = facts.spans.tokens
    facts.cues = [
        one
        for one in facts.cues
        if one.cue != Cue("metric", "count")
        or [token.stem for token in tokens[one.end : one.end + 1]] != ["year"]
    ]


ORDERED = {"higher": "highest", "lower": "lowest", "better": "best", "worse": "worst"}


def of_two(facts: Facts) -> None:
    """ "Which has the higher rate": of two, a comparative is the superlative."""
    tokens, texts = facts.spans.tokens, facts.texts()
    if "than" in texts or not {"which", "who"} & set(texts):
        return
    for at, one in enumerate(facts.cues):
        before = tokens[one.start - 1].text if one.start > facts.clause.start else ""
        if one.kind == "compare" and one.cue.value in ORDERED and before == "the":
            facts.cues[at] = CueSpan(Cue("superlative", ORDERED[one.cue.value]), one.start, one.end)
    for at in range(facts.clause.start, facts.clause.end - 2):
        brought = [token.text for token in tokens[at : at + 2]] == ["of", "the"]
        if brought and whole(tokens, at + 2)[0]:
            facts.pass_over(at, at + 3)
            facts.own(at, at + 3)


def as_number(facts: Facts) -> None:
    """ "How many times did the police ...": how often it happened is how many there were; but not
    "how many times higher", "how many times has it risen"."""
    compared = facts.having("compare", "higher", "lower") or facts.having("change")
    for at, one in enumerate(facts.cues):
        after = facts.spans.tokens[one.end : one.end + 1]
        put = {token.text for token in after} & INVERTED
        if one.kind == "times" and one.cue.value == "times" and put and not compared:
            facts.cues[at] = CueSpan(Cue("metric", "count"), one.start, one.end)


EITHER = {"compare": ({"higher", "lower"}, "against"), "change": ({"up", "down"}, "any")}
NEAR = 4  # tokens: "the change between them"


def either_way(facts: Facts) -> None:
    """ "More or fewer than the year before", "risen or fallen": both ways at once are none."""
    for one, after in list(itertools.pairwise(sorted(facts.cues, key=lambda cue: cue.start))):
        ways, neither = EITHER.get(one.kind, (set[str](), ""))
        joined = [token.text for token in facts.spans.tokens[one.end : after.start]] == ["or"]
        about = facts.spans.words(one.start, after.end).lower() == "more or less"  # "... half"
        joined = joined and ("than" in facts.words or not about)
        if joined and after.kind == one.kind and {one.cue.value, after.cue.value} == ways:
            facts.cues = [cue for cue in facts.cues if cue not in (one, after)]
            facts.cues.append(CueSpan(Cue(one.kind, neither), one.start, after.end))
    facts.cues.sort(key=lambda cue: cue.start)


def change_between(facts: Facts) -> None:
    """ "The change between them": what lies between two is no sum of them."""
    moves = [one.end for one in (*facts.having("change"), *facts.having("gap"))]
    facts.cues = [
        one
        for one in facts.cues
        if one.cue != Cue("aggregate", "sum") or not any(0 <= one.start - at < NEAR for at in moves)
    ]


def of_a_whole(facts: Facts) -> None:
    """ "Compare with the national position": what the country or a region is compared by is its
    figure, and no rank."""
    wholes = {one.end for one in facts.places if one.is_wide}
    wholes |= {one.end for one in facts.having("set", "region", "england")}
    for one in facts.having("rank") if facts.having("compare", "against") else ():
        if one.start in wholes:
            facts.cues.remove(one)
            facts.pass_over(one.start, one.end)


def of_its_own_years(facts: Facts) -> None:
    """ "Is it the highest it has been", "are they at their lowest": among its own years, put to a
    yes, and no place among others."""
    tokens = facts.spans.tokens
    runs = any(one.meaning.form not in ("year", "latest", "recent") for one in facts.periods)
    if runs or (not facts.asks_yes_or_no and not facts.is_put_to_a_yes):
        return  # "the highest it has been for five years"
    for at, one in enumerate(facts.cues):
        if one.kind != "superlative" or one.cue.value not in ("highest", "lowest"):
            continue
        before = [token.text for token in tokens[max(0, one.start - 2) : one.start]]
        after = [token.text for token in tokens[one.end : one.end + 4]]
        been = after[:1] in (["it"], ["they"], ["it's"], ["they've"]) and "been" in after
        end = one.end + (after.index("been") + 1 if been else 0)
        if been or before in (["at", "its"], ["at", "their"]):
            facts.cues[at] = CueSpan(Cue("streak", "record"), one.start, end)


OVER_THE_YEAR = ["over", "the", "year"]


def over_one_year(facts: Facts) -> None:
    """Drop "over the year" as a run of years, which "over the years" is."""
    facts.cues = [
        one
        for one in facts.cues
        if [token.text for token in facts.spans.tokens[one.start : one.end]] != OVER_THE_YEAR
    ]


def put_otherwise(facts: Facts) -> None:
    """The cues that mean another thing where they stand than by themselves."""
    for heed in (
        of_two,
        either_way,
        change_between,
        as_number,
        of_a_whole,
        over_one_year,
        of_its_own_years,
    ):
        heed(facts)
