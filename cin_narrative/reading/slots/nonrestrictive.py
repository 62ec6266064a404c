"""The facts of a clause and its measures in, the words that narrow nothing passed over."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.concepts import concept_of
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.statistics import pass_over_statistics
from cin_narrative.reading.kinds.plural_anaphora import same_years
from cin_narrative.reading.kinds.ratios import pass_over_following
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.quantities.ages import childhoods
from cin_narrative.reading.slots.answer_form import pass_over_form
from cin_narrative.reading.slots.degrees import pass_over_degrees
from cin_narrative.reading.slots.pleonasms import pass_over_restated
from cin_narrative.reading.words.closed_classes import (
    DETERMINERS,
    NEGATION,
    PREPOSITIONS,
    RESTRICTING,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.tokens import root, stem

SAME = words_of("slots_plain.same")
FISCAL = words_of("slots_plain.fiscal")
IDIOMS = {tuple(one.split("/")) for one in words_of("slots_plain.idioms")}
LONGEST_IDIOM = max(map(len, IDIOMS))
NUMBERED = words_of("slots_plain.numbered")
FIGURES = words_of("slots_plain.figures")
DENYING = NEGATION | words_of("slots_plain.denying")
BEING = words_of("slots_plain.being")
ATTAINING = words_of("slots_plain.attaining")
BEFORE_OR_AFTER = words_of("slots_plain.before_or_after")


def pass_over(facts: Facts, measures: Sequence[str], lexicon: Lexicon, *, dated: bool) -> None:
    """What narrows nothing: who counts (councils and their services), the measure's own terms said
    again, the verbs that only say that a thing was counted, and list markers; where its years are
    known (``dated``), what points back at them."""
    start, end = facts.clause.start, facts.clause.end
    about = _about(measures, lexicon)
    for term in facts.spans.terms:
        who = term.name == "service" and facts.spans.tokens[term.start - 1].text != "from"
        if (who or term.name in about) and start <= term.start < end and term.name[0] != "=":
            facts.pass_over(term.start, term.end)
    for first, last, things in facts.spans.verbs:
        if start <= first and last <= end and things & about and _is_verb(facts, first):
            facts.pass_over(first, last)
    for one in childhoods(facts.spans.tokens):
        facts.pass_over(max(start, one.start), min(end, one.end))
    for at in range(start, end):
        facts.pass_over(at, at + marker(facts.spans, at))
    _pass_over_restated(facts, measures, lexicon)
    pass_over_restated(facts, measures, about, lexicon)
    _pass_over_links(facts)
    _pass_over_answers(facts)
    for first, last in same_years(facts) if dated else ():
        facts.pass_over(first, last)
        facts.numbers = [one for one in facts.numbers if not first < one[0] < last]
    pass_over_degrees(facts, lexicon)
    pass_over_statistics(facts)
    pass_over_form(facts)
    pass_over_following(facts)


def _about(measures: Sequence[str], lexicon: Lexicon) -> set[str]:
    """The terms that say no more of the measures than their names do."""
    about = {"child", "*"}
    for name in measures:
        about |= lexicon.terms_about(name)
        if lexicon.catalogue[name].kind == "stock":
            about.add("current")
    return about


def _pass_over_restated(facts: Facts, measures: Sequence[str], lexicon: Lexicon) -> None:
    """The words that what is counted is defined by as a whole, said again in another form:
    "assessed episodes". A word that tells something else apart, that is denied, or that is
    counted itself ("how many families", "per worker"), is another matter."""
    tokens, apart = facts.spans.tokens, set[int]()
    parts = [one for one in facts.spans.parts if not facts.counted & set(range(one.start, one.end))]
    inside = {i for one in facts.measured.measures for i in range(one.start, one.end)}
    for one in (*facts.spans.said, *parts, *facts.cues):
        apart.update(range(one.start, one.end))
    ranked = (i for one in facts.having("superlative") for i in range(one.start, one.end))
    apart -= inside.intersection(ranked)  # "children in need by [main] reason" is of its name
    for term in facts.spans.terms:
        apart.update(range(term.start, term.end) if term.name[0] != "=" else ())
    chosen = {one.indicator: tuple(one.categories) for one in facts.measured.measures}
    said = frozenset[str]().union(
        *(lexicon.said_of(name, chosen.get(name, ())) for name in measures)
    )
    for at in range(facts.clause.start, facts.clause.end):
        word = tokens[at]
        free = word.kind == "word" and not (word.capital or at in apart or at in facts.narrowing)
        denied = {token.text for token in tokens[max(facts.clause.start, at - 2) : at]} & DENYING
        counted = tokens[at - 1].text in ("many", "per", "each") and at + 1 not in facts.counted
        if free and not (denied or counted) and root(word.text) in said:
            near = max(facts.clause.start, at - 1), min(facts.clause.end, at + 2)
            other = concept_of(facts.spans.words(*near))
            if other is None or not any(word.text in name.split() for name in other.words):
                facts.pass_over(at, at + 1)


def _pass_over_links(facts: Facts) -> None:
    """The words of a ratio beside the one measure that is one by itself."""
    measures = facts.measured.measures
    for cue in facts.having("ratio") if len(measures) == 1 else ():
        if any(
            one.start <= cue.start <= one.end or one.start in (cue.end, cue.end + 1)
            for one in measures
        ):
            facts.pass_over(cue.start, cue.end)


def _pass_over_answers(facts: Facts) -> None:
    """ "The same two figures", "... or not?", "no, ...": what points back or asks yes or no."""
    start, end, tokens = facts.clause.start, facts.clause.end, facts.spans.tokens
    for at in range(start, end - 1):
        texts = [token.text for token in tokens[at : at + 3]]
        for size in range(2, LONGEST_IDIOM + 1):
            if tuple(token.text for token in tokens[at : min(end, at + size)]) in IDIOMS:
                facts.pass_over(at, at + size)
        if texts[0] == "same" and SAME & set(texts[1:]):
            end_of = at + 2 + (texts[1] not in SAME)
            facts.pass_over(at, end_of)
            facts.numbers = [one for one in facts.numbers if not at < one[0] < end_of]
        if texts[0] == "say" and any(at in (one.end, one.start - 1) for one in facts.periods):
            facts.pass_over(at, at + 1)  # "2018/19, say"
        numbered = texts[0] in NUMBERED or whole(tokens, at)[0] is not None
        units = {one.start for one in facts.having("metric") if one.end > one.start + 1}
        numbered = numbered and at + 1 not in units  # "fell by 6 percentage points"
        if numbered and any(stem(text) in FIGURES for text in texts[1:2]) and not _lasts(facts, at):
            facts.pass_over(at, at + 2)
            facts.numbers = [one for one in facts.numbers if one[0] != at]
    _pass_over_dates(facts)
    if [token.text for token in tokens[end - 2 : end]] in (["or", "not"], ["or", "no"]):
        facts.own(end - 2, end)  # "are we down or not" leaves nothing out
    if tokens[start].text == "no":
        facts.pass_over(start, start + 1)


def _lasts(facts: Facts, at: int) -> bool:
    """Whether a number of years is how long something lasts, and no heading of years: "on plans for
    five years", but not "for five years: 2019 to 2023"; nor are "the two years before"."""
    tokens, after = facts.spans.tokens, facts.spans.tokens[at + 2 : at + 4]
    led = at > facts.clause.start and tokens[at - 1].text in PREPOSITIONS
    heads = after and after[after[0].kind == "mark" and len(after) > 1].kind == "period"
    beside = bool(after) and after[0].text in BEFORE_OR_AFTER
    return (led or beside) and tokens[at + 1].stem == "year" and not heads


YEARLY = (["in"], ["during"], ["over"], ["within"])  # "plans starting in the year"


def _pass_over_dates(facts: Facts) -> None:
    """ "The 2017-18 financial year", "for the period 2020 to 2022", "on average ... a year": the
    nouns beside a date, and the year that a mean is of."""
    start, end, tokens = facts.clause.start, facts.clause.end, facts.spans.tokens
    mean = bool(facts.having("aggregate", "mean", "median"))
    for at in range(start, end):
        near = tokens[max(start, at - 1) : at + 2]
        dated = any(one.kind == "period" for one in near)
        fiscal = any(one.text in FISCAL for one in near)
        if tokens[at].text in ("year", "years", "period"):
            yearly = mean and near[0].text in ("a", "per")
            before = [token.text for token in tokens[max(start, at - 2) : at]]
            yearly = yearly or (before[-1:] == ["the"] and before[:1] in YEARLY)
            if (dated and near[0].text not in ("each", "every")) or fiscal or yearly:
                facts.pass_over(at, at + 1)
        elif tokens[at].text in FISCAL and (dated or near[-1].stem == "year"):
            facts.pass_over(at, at + 1)


def _is_verb(facts: Facts, at: int) -> bool:
    """Whether a word stands as a verb, not before a noun or behind a preposition: "referrals were
    recorded", not "the recorded ones" nor "about living"."""
    before = facts.spans.tokens[at - 1].text if at > facts.clause.start else ""
    gerund = before in ("for", "at", "in", "by") and facts.spans.tokens[at].text.endswith("ing")
    if before in BEING and facts.spans.tokens[at].text in ATTAINING:
        return False  # "where a child was hit" is said of a child, "hit a record" of a number
    barred = (DETERMINERS | RESTRICTING | PREPOSITIONS) - {"which", "that", "who", "many", "to"}
    after = facts.spans.tokens[at + 1].text if at + 1 < facts.clause.end else ""
    named = at + 1 in {one.start for one in facts.spans.parts}
    if before == "many" and after not in PREPOSITIONS and not named:
        return False  # "how many recorded ones", not "how many went to a conference"
    return gerund or before not in barred
