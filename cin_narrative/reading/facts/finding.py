"""A clause in, what stands in it out: measures, places with their parts, periods, cues, numbers.

Facts are found without regard to what is asked; kinds/ decides that from them.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.clauses import Clause
from cin_narrative.reading.contract import AreaSet, Metric
from cin_narrative.reading.facts.clause_facts import Facts, Place
from cin_narrative.reading.facts.cues import cues_of
from cin_narrative.reading.facts.dropped_cues import (
    dated,
    ended_in,
    glossed,
    in_no_place,
    now_told,
    of_counted_years,
    put_otherwise,
    without_asker,
    without_averages,
    without_law,
)
from cin_narrative.reading.facts.levels import find_numbers, sizes
from cin_narrative.reading.facts.members import (
    counting_members,
    find_best_years,
    find_members,
)
from cin_narrative.reading.facts.quantifiers import find_ends
from cin_narrative.reading.facts.which_years import find_numbered_years, find_which_years
from cin_narrative.reading.facts.year_levels import find_year_levels
from cin_narrative.reading.kinds.movement import find_turns, is_percent_change, of_the_move
from cin_narrative.reading.kinds.multiples import find_multiples
from cin_narrative.reading.measures.finding import find_measures, narrowed
from cin_narrative.reading.measures.names import Measured
from cin_narrative.reading.measures.parallel_categories import is_gapped, of_those
from cin_narrative.reading.measures.pronouns import with_pronoun
from cin_narrative.reading.measures.stranded_prepositions import by_what_is_brought
from cin_narrative.reading.quantities.numbers import PERCENT, whole
from cin_narrative.reading.stated.quantified import find_quantified
from cin_narrative.reading.words.closed_classes import (
    INVERTED,
    QUESTION,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.lexicon import Cue, Lexicon
from cin_narrative.reading.words.senses import is_of_law
from cin_narrative.reading.words.spans import Spans

SETS: dict[str, AreaSet] = {"neighbours": "neighbours", "region": "region", "all": "all"}
OWN_LAW, EDITIONS = frozenset(("children", "1989")), words_of("facts_finding.editions")
CORE = {
    "metric",
    "rank",
    "change",
    "trend",
    "superlative",
    "breakdown",
    "ratio",
    "net",
    "each",
    "streak",
    "turning_point",
    "times",
    "quartile",
    "gap",
    "brief",
    "aggregate",
    "definition",
}


# What a cue is none of, or is one more of, by what stands around it; in this order.
REFINED = (
    without_law,
    without_asker,
    ended_in,
    in_no_place,
    dated,
    now_told,
    glossed,
    of_counted_years,
    find_quantified,
    find_multiples,
    find_ends,
    find_members,
    find_best_years,
    find_numbered_years,
    put_otherwise,
    find_turns,
)


def find_facts(spans: Spans, clause: Clause, lexicon: Lexicon, before: Sequence[str] = ()) -> Facts:
    """What stands in a clause; ``before`` are the indicators asked for before it, which a category,
    a length or a term that stands alone narrows."""
    start, end, spans = clause.start, clause.end, of_the_move(spans, clause)
    facts = Facts(spans, clause, _measures(spans, clause, lexicon, before))
    facts.periods = [
        one
        for one in spans.periods
        if start <= one.start < end and not _is_edition(spans, one.start, one.end)
    ]
    held = {i for measure in facts.measured.measures for i in measure.taken}
    _pass_over_laws(facts)
    _find_places(facts, held, lexicon)
    _of_item(facts)
    named = {
        i for place in (*facts.places, *facts.unknown_places) for i in range(place.start, place.end)
    }
    facts.cues = list(cues_of(facts, named, held))
    for refine in REFINED:
        refine(facts)
    facts.core = _core(facts)
    _sets(facts, held)
    find_numbers(facts, held | named | facts.quantifying, lexicon)
    find_year_levels(facts)
    find_which_years(facts)
    without_averages(facts, lexicon)
    facts.metric = _metric(facts)
    return facts


def _measures(spans: Spans, clause: Clause, lexicon: Lexicon, before: Sequence[str]) -> Measured:
    """The measures of a clause by themselves, else those before it, narrowed."""
    start, end = clause.start, clause.end
    spans = with_pronoun(spans, start, end, lexicon, before)
    measured = find_measures(spans, start, end, lexicon)
    measured = by_what_is_brought(spans, start, end, measured, lexicon)
    if before and _says_again(spans, start, measured, lexicon):
        measured = Measured([])
    found = narrowed(spans, start, end, lexicon, before) if before else None
    if found and (of_those(spans, start, end) or is_gapped(spans, clause)):
        return found
    own = measured.measures and not measured.guessed
    if not before or (own and not _is_of_another(measured, lexicon, before)):
        return measured
    return found or _of_these(spans, start, end, measured, lexicon, before)


def _pass_over_laws(facts: Facts) -> None:
    """The year of a law is no year of a figure, and the law of all the figures says no more of one:
    "under the Children Act 1989"."""
    tokens = facts.spans.tokens
    for at in range(facts.clause.start, facts.clause.end):
        if tokens[at].kind == "period" and is_of_law(tokens, at):
            facts.pass_over(at, at + 1)
        if at and tokens[at].text == "act" and tokens[at - 1].text in OWN_LAW:
            facts.pass_over(at - 1, at + 1)


def _of_these(
    spans: Spans, start: int, end: int, measured: Measured, lexicon: Lexicon, before: Sequence[str]
) -> Measured:
    """A category that "them" or "of those" is divided by, and that no breakdown of theirs has: it
    narrows what was asked for before, and names nothing of its own."""
    back = any(
        one.cue == Cue("anaphor", "these") and start <= one.start < end for one in spans.cues
    )
    if not (back and (measured.guessed or _is_of_another(measured, lexicon, before))):
        return measured
    held = {i for one in measured.measures for i in one.taken}
    parts = any("percentage" in lexicon.catalogue[name].measures for name in before)
    return Measured([], crossed=[one for one in spans.parts if parts and one.start in held])


def _is_of_another(measured: Measured, lexicon: Lexicon, before: Sequence[str]) -> bool:
    """Whether "them" is divided by what only another thing than the one asked for is: repeat plans
    are not how many of the referrals were repeat."""
    for one in measured.measures:
        about = lexicon.catalogue[one.indicator]
        wholes = {metric.of or about.breakdown_of for metric in about.measures.values()} - {""}
        named = any(one.terms & lexicon.terms_about(whole) for whole in wholes)
        if not wholes or wholes & {*before} or named or one.indicator in before:
            return False
    return bool(measured.measures and before)


def _find_places(facts: Facts, held: set[int], lexicon: Lexicon) -> None:
    """The places of the clause that are no part of what is counted."""
    start, end = facts.clause.start, facts.clause.end
    for place in facts.spans.places:
        inside = start <= place.start and place.end <= end
        if inside and not held & set(range(place.start, place.end)):
            facts.pass_over(*_rest_of(facts.spans, place.start, start))
            made = Place(place.start, place.end, place.codes, rest=place.rest)
            (facts.places if place.codes else facts.unknown_places).append(made)
    _from_places(facts, lexicon)


def _from_places(facts: Facts, lexicon: Lexicon) -> None:
    """ "Referrals that come from Devon": a place that what brings the kinds of a breakdown stands
    before is where they were made, and no kind is asked for."""
    tokens = facts.spans.tokens
    ends = {one.start - (tokens[one.start - 1].text == "the") for one in facts.places if one.start}
    for one in facts.measured.measures:
        kinds = lexicon.catalogue[one.indicator]
        if kinds.brought_by and not one.categories and max(one.taken, default=-2) + 1 in ends:
            one.indicator = kinds.breakdown_of or one.indicator


def _says_again(spans: Spans, start: int, measured: Measured, lexicon: Lexicon) -> bool:
    """Whether a clause asks for "the same" and then names no thing that is counted: "the same for
    Hull, with the source"."""
    same = "same" in {token.text for token in spans.tokens[start : start + 3]}
    return same and not any(one.terms & lexicon.things for one in measured.measures)


PLACING = words_of("facts_finding.placing")  # "will the minister ..."


def _of_item(facts: Facts) -> None:
    """What an item of a list says itself takes the place of what is said before the list."""
    cut = facts.spans.cut
    for spans in (facts.places, facts.periods):
        if cut and any(one.start >= cut for one in spans):
            for one in [one for one in spans if one.start < cut]:
                facts.pass_over(one.start, one.end)
                spans.remove(one)  # type: ignore[arg-type]


def _rest_of(spans: Spans, at: int, start: int) -> tuple[int, int]:
    """Where "rest of the" stands before a place: its members but for the subject."""
    texts = [token.text for token in spans.tokens[max(start, at - 3) : at]]
    back = 3 if texts[-3:] == ["rest", "of", "the"] else 2 if texts[-2:] == ["rest", "of"] else 0
    return at - back, at


def _is_edition(spans: Spans, start: int, end: int) -> bool:
    """Whether a year names an edition: "the 2020 release"."""
    return end < len(spans.tokens) and spans.tokens[end].text in EDITIONS


def _core(facts: Facts) -> int:
    """The first token of what is asked: a measure, a question word before it, or a cue."""
    first = [one.start for one in facts.measured.measures]
    first += [one.start for one in facts.cues if one.kind in CORE]
    if not first:
        return facts.clause.start
    at = min(first)
    tokens = facts.spans.tokens
    back = range(max(facts.clause.start, at - 8), at + 1)
    asked = [i for i in back if tokens[i].text in QUESTION - {"that", "why", "whether"}]
    put = [i for i in back if tokens[i].text in INVERTED and not _is_to_reader(facts, i)]
    return next(iter(asked or put), at)


def _is_to_reader(facts: Facts, at: int) -> bool:
    """Whether a verb asks the reader to do something: "could you give me", "can I have"."""
    after = [token.text for token in facts.spans.tokens[at + 1 : at + 7]]
    told = facts.spans.tokens[at].text in ("will", "would") and bool(PLACING & set(after))
    return bool(after) and (after[0] in SECOND | {"i"} or told)


def _sets(facts: Facts, held: set[int]) -> None:
    """Words that mean several places, or our own."""
    for cue in facts.having("neighbours"):
        before = facts.spans.tokens[cue.start - 1].text if cue.start > facts.clause.start else ""
        if before not in ("from", "by"):  # a neighbour who refers is no authority
            facts.places.append(Place(cue.start, cue.end, set="neighbours"))
            if whole(facts.spans.tokens, cue.start - 1)[0] and cue.start > facts.clause.start:
                facts.own(cue.start - 1, cue.start)
    for cue in facts.having("set", "region", "all"):
        members = any(one.start < cue.end and cue.start < one.end for one in facts.having("each"))
        after = any(one.is_wide and one.end in (cue.start, cue.start - 1) for one in facts.places)
        if after:
            facts.pass_over(cue.start, cue.end)
        elif not members and not held & set(range(cue.start, cue.end)):
            facts.places.append(Place(cue.start, cue.end, set=SETS[cue.cue.value]))
    facts.places.sort(key=lambda place: place.start)


def _metric(facts: Facts) -> Metric | None:
    """How the figure is wanted, by its words: a rate before a percentage before a count."""
    members = counting_members(facts)
    moved = sizes(facts) | members
    said = [one for one in facts.having("metric") if one.start not in moved]
    found = {one.cue.value for one in said or ([] if members else facts.having("metric"))}
    shares = {"percentage", "proportion", "share", "%"}
    shares |= {"100", "hundred"} if len(facts.measured.measures) == 1 else set()  # "per 100 of"
    if any(
        facts.spans.tokens[i].text in shares
        for one in facts.having("ratio")
        for i in range(one.start, one.end)
    ):
        return "percentage"
    if {"count", "percentage"} <= found and is_percent_change(facts):
        return "count"  # "the percentage change in the number of"
    tokens = facts.spans.tokens
    percent = any(tokens[i].text in PERCENT for i in range(facts.clause.start, facts.clause.end))
    if "rate" in found and "percentage" in found:
        return "rate" if is_percent_change(facts) else "percentage"
    for metric in ("rate", "percentage", "average", "count"):
        if metric in found:
            return metric
    return "percentage" if percent and any(one for one in facts.levels) else None
