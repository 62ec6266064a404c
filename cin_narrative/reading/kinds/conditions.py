"""A clause and its lexicon in, whether one thing is so of it out: the conditions by which kinds of
ask are recognised. Records name them; whoever adds a kind seldom needs another."""

from __future__ import annotations

from collections.abc import Callable

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.kinds.contrasted_kinds import in_each_place, set_apart
from cin_narrative.reading.kinds.evidence import (
    WIDE_NEEDED,
    across_members,
    against_us,
    are_alternatives,
    authorities,
    between_years,
    is_breakdown,
    lists_in_order,
    of_kinds,
    of_years,
    than_place,
    than_years,
    years_said,
)
from cin_narrative.reading.kinds.multiples import multiple_before
from cin_narrative.reading.kinds.plural_anaphora import points_at_several
from cin_narrative.reading.measures.conjuncts import brings_base
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.slots.years import of_then
from cin_narrative.reading.syntax.verbs import EXCEEDING
from cin_narrative.reading.words.closed_classes import (
    FUNCTION,
    MULTIPLES,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan, Stretch

Condition = Callable[[Facts, Lexicon], object]
MEANING = words_of("kinds_conditions.meaning")
IN_ALL = frozenset(("in all", "in total", "all told", "in sum"))
SUMMING = frozenset(("come", "comes", "came", "amount", "amounts", "amounted"))
OWN = SECOND | words_of("kinds_conditions.own")


def _asks_meaning(facts: Facts, lexicon: Lexicon) -> bool:
    """A cue of a definition; of "mean" only where it is asked: "what does ... mean"."""
    cues = facts.having("definition", "meaning")
    verbs = [one for one in cues if facts.spans.tokens[one.start].text in MEANING]
    words = facts.words
    asked = words & {"does", "do", "meaning"} or {"meant", "by"} <= words
    return len(verbs) < len(cues) or bool(verbs and asked)


def _names_a_term_alone(facts: Facts, lexicon: Lexicon) -> bool:
    """ "What is a section 47 enquiry?": nothing but the term, of no place and no time of ours."""
    texts, start = facts.texts(), facts.clause.start
    if texts[:1] not in (["what"], ["whats"], ["define"]) or len(texts) < 2 or facts.metric:
        return False
    said = facts.places or facts.periods or facts.home
    if said or facts.words & OWN or texts[1] in ("about", "of"):
        return False  # "... and what of its population?"
    first = 2 if texts[0] != "whats" and texts[1] in ("is", "are") else 1
    left = [i for i in range(start + first, facts.clause.end) if i not in facts.counted]
    bare = all(facts.spans.tokens[i].text in FUNCTION for i in left)
    indefinite = texts[first : first + 1] in (["a"], ["an"])
    return bool(facts.counted and bare and (indefinite or not facts.having("superlative")))


def _data_words(facts: Facts, lexicon: Lexicon) -> list[CueSpan]:
    return [one for one in facts.having("about") if one.cue.value != "good_or_bad"]


def _data_words_counted(facts: Facts, lexicon: Lexicon) -> bool:
    """ "The population behind the 2023 rate": what is asked of the data is itself counted."""
    cues = _data_words(facts, lexicon)
    return bool(cues) and all(facts.counted & set(range(one.start, one.end)) for one in cues)


def _set_against(facts: Facts, years: bool) -> bool:
    cues = facts.having("compare", "against")
    return any(of_years(facts, one.end) == years for one in cues)


def _more_or_less(facts: Facts, lexicon: Lexicon) -> bool:
    used = {i for level in facts.levels for i in range(level.start, level.end)}
    than = facts.having("compare", "higher", "lower", "better", "worse")
    return any(one.start not in used for one in than)


def _only_neighbours(facts: Facts, lexicon: Lexicon) -> bool:
    near = any(place.set == "neighbours" for place in facts.places)
    return near and not authorities(facts) and not facts.home


def _own_whole(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether what a percentage is asked of is a percentage of something else: then the other
    thing narrows it, and is no whole of it."""
    names = (one.indicator for one in facts.measured.measures)
    return any("percentage" in lexicon.catalogue[name].measures for name in names)


def _one_year(facts: Facts, lexicon: Lexicon) -> bool:
    return years_said(facts) == 1 and facts.periods[0].meaning.form == "year"


def _in_all(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether one figure is asked for, of all that is named: "altogether", "in all", "in total",
    "what do they come to"."""
    texts = facts.texts()
    counted = {at - facts.clause.start - 1 for at in facts.quantifying}  # "in all of the years"
    free = (at for at in range(len(texts) - 1) if at not in counted)
    said = any(" ".join(texts[at : at + 2]) in IN_ALL for at in free)
    sums = [one for one in texts if one.isalpha()][-2:]
    said = said or bool({"altogether", "overall"} & facts.words)
    said = said or (bool({"total", "totals"} & facts.words) and len(facts.places) > 1)
    return said or (sums[-1:] == ["to"] and sums[0] in SUMMING)


def _starts_and_ends(facts: Facts, lexicon: Lexicon) -> bool:
    """ "More start than end a plan": one thing, and both its ends."""
    there = range(facts.clause.start, facts.clause.end)
    said = {one.name for one in facts.spans.terms if one.start in there}
    return {"start", "end"} <= said and len(facts.measured.measures) == 1


def _multiple_of_place(facts: Facts, lexicon: Lexicon) -> bool:
    """ "Half of Bury's", "double that of Kent", "twice ours": a multiple of another's figure, and
    no change of it."""
    whose: list[Stretch] = [*facts.places, *facts.home]
    subjects = [*whose, *facts.having("set", "home")]
    subject = min((one.start for one in subjects), default=facts.clause.end)
    if facts.metric not in ("rate", "percentage") and not all(one.is_wide for one in facts.places):
        whose = [one for one in whose if not getattr(one, "is_wide", False)]  # a part of its number
    multiples = (multiple_before(one, facts) for one in whose if one.start > subject)
    return any(at is not None and at >= facts.core for at in multiples)


def multiple_of_then(facts: Facts) -> tuple[int, int] | None:
    """ "Twice what it was in 2013", "three times as many as there were in 2013": a multiple of what
    the figure was in another year."""
    then, tokens = of_then(facts), facts.spans.tokens
    there = range(facts.core, then.start if then is not None else facts.core)
    for at in there:
        if tokens[at].text in MULTIPLES:
            return at - bool(whole(tokens, at - 1)[0] and tokens[at].text == "times"), at + 1
    return None


def _against_then(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether now is set against what a figure was in one year of its own."""
    beyond = facts.having("compare") or facts.having("times") or multiple_of_then(facts)
    back = {"back", "still", "same", "now"} & facts.words
    return of_then(facts) is not None and bool(beyond or back)


CONDITIONS: dict[str, Condition] = {
    "against_us": lambda f, _: against_us(f),
    "a_time_before": lambda f, _: any(o.meaning.form in ("before", "ago") for o in f.periods),
    "against_then": _against_then,
    "across_members": lambda f, _: across_members(f),
    "all_years": lambda f, _: any(one.meaning.form == "all" for one in f.periods),
    "alternatives": lambda f, _: are_alternatives(f),
    "asks_meaning": _asks_meaning,
    "authorities": lambda f, _: authorities(f),
    "between_years": lambda f, _: between_years(f),
    "data_words": _data_words,
    "data_words_counted": _data_words_counted,
    "exceeding": lambda f, _: f.words & EXCEEDING,
    "home": lambda f, _: f.home,
    "in_all": _in_all,
    "in_order": lambda f, _: lists_in_order(f),
    "in_percent": lambda f, _: f.metric == "percentage",
    "in_each_place": lambda f, _: authorities(f) < 2 or in_each_place(f),
    "kinds_apart": lambda f, _: set_apart(f),
    "levels": lambda f, _: f.levels,
    "measures": lambda f, _: f.measured.measures,
    "more_or_less": _more_or_less,
    "multiple_of_place": _multiple_of_place,
    "names_a_term_alone": _names_a_term_alone,
    "neighbours_named": lambda f, _: any(place.set == "neighbours" for place in f.places),
    "of_kinds": lambda f, _: of_kinds(f),
    "one_authority": lambda f, _: authorities(f) == 1,
    "one_year": _one_year,
    "only_neighbours": _only_neighbours,
    "own_whole": _own_whole,
    "per_measure": lambda f, _: any(brings_base(f.spans, m.start) for m in f.measured.measures),
    "periods": lambda f, _: f.periods,
    "places": lambda f, _: f.places,
    "points_at_several": lambda f, _: bool(points_at_several(f)),
    "put_to_a_yes": lambda f, _: f.asks_yes_or_no,
    "run_of_years": lambda f, _: years_said(f) >= WIDE_NEEDED,
    "set_against_places": lambda f, _: _set_against(f, years=False),
    "set_against_years": lambda f, _: _set_against(f, years=True),
    "several_authorities": lambda f, _: authorities(f) > 1,
    "several_measures": lambda f, _: len(f.measured.measures) > 1,
    "several_places": lambda f, _: len(f.places) > 1,
    "several_years": lambda f, _: years_said(f) > 1,
    "starts_and_ends": _starts_and_ends,
    "some_metric": lambda f, _: f.metric,
    "than_place": lambda f, _: than_place(f),
    "than_years": lambda f, _: than_years(f),
    "told_to_rank": lambda f, _: f.texts()[0] == "rank",
    "to_be_confirmed": lambda f, _: f.is_put_to_a_yes,
    "two_measures": lambda f, _: len(f.measured.measures) == 2,
    "two_years_apart": lambda f, _: len(f.periods) == 2 and years_said(f) == 2,
    "whole_breakdown": is_breakdown,
    "wide_places": lambda f, _: any(place.is_wide for place in f.places),
}
