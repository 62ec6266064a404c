"""Categories and lengths of a clause in, the measures that they are parts of narrowed out.

A category belongs to the measure that its breakdown is of; alone it names its own breakdown; two
breakdowns at once are read where the catalogue has them crossed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cin_narrative.catalogue.indicator import Indicator
from cin_narrative.reading.measures.attachment import base_of, is_brought
from cin_narrative.reading.measures.crossing import crossed_with
from cin_narrative.reading.measures.names import FoundMeasure, Measured
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon, Part
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import LengthSpan, PartSpan
from cin_narrative.reading.words.tokens import fold, root, tokens_of

AREAS = words_of("syntax_leads.members")
SETTING_APART = words_of("measures_categories.setting_apart")


def add_part(part: PartSpan, result: Measured, lexicon: Lexicon, spans: Spans) -> None:
    """Give a category to the measure it is a part of; alone it names its own breakdown."""
    owners = [
        one
        for one in part.parts
        if is_brought(part, lexicon.catalogue[one.indicator], result, spans, lexicon)
    ]
    bare = all({one.text, one.stem} & DETERMINERS for one in spans.tokens[part.start : part.end])
    for fits in (_fits, _may_fit) if part.end - part.start > 1 else (_fits,):
        for measure in result.beside(part):
            fitting = [
                one
                for one in owners
                if fits(one.indicator, measure, lexicon)
                and not (bare and _is_determiner(part, one.indicator, measure, spans, lexicon))
            ]
            if fitting:
                _take_part(part, fitting, measure, result, lexicon, spans)
                return _as_first_made(measure, spans, lexicon)
    inside = any(one.start < part.start and part.end <= one.end for one in spans.terms)
    if inside and not result.measures:
        return None  # "at the end of March" is no month of referrals
    if bare:
        return None  # "other children" are not those of the category "other"
    if result.measures or not owners:
        result.crossed.append(part)
        return None
    return _by_itself(part, owners, result, lexicon)


def as_listed(
    parts: Sequence[PartSpan], found: Sequence[FoundMeasure], spans: Spans, lexicon: Lexicon
) -> list[PartSpan]:
    """The categories without one whose own words join two of the thing that is counted: "plans for
    emotional abuse or neglect" are of two categories of plans, and of no need."""
    bases = {one.indicator for one in found}

    def fits(one: PartSpan) -> bool:
        return any(base_of(lexicon.catalogue[p.indicator], lexicon) & bases for p in one.parts)

    return [
        one
        for one in parts
        if fits(one)
        or not any(token.text in COORDINATORS for token in spans.tokens[one.start : one.end])
        or not any(fits(o) and o.start < one.end <= o.end and o is not one for o in parts)
    ]


def _is_determiner(
    part: PartSpan, breakdown: str, measure: FoundMeasure, spans: Spans, lexicon: Lexicon
) -> bool:
    """Whether a word that a category is named by says here only that something else is meant:
    "other councils", "Derby and others"; but not "other disabilities", "by disability: other"."""
    indicator, after = lexicon.catalogue[breakdown], spans.tokens[part.end : part.end + 1]
    wholes = [_roots(str(lexicon.catalogue[one].title)) for one in base_of(indicator, lexicon)]
    said = _roots(str(indicator.dimension)) - wholes[0].intersection(*wholes)
    goes_on = after and after[0].kind == "word" and after[0].text not in PREPOSITIONS | COORDINATORS
    if goes_on:
        return root(after[0].text) not in said
    return measure.indicator != breakdown


def _roots(phrase: str) -> set[str]:
    return {root(token.text) for token in tokens_of(fold(phrase))}


def _by_itself(part: PartSpan, owners: list[Part], result: Measured, lexicon: Lexicon) -> None:
    """A category that stands alone names its own breakdown, unless several may be meant."""
    catalogue = lexicon.catalogue
    own = [one for one in owners if not catalogue[one.indicator].count_from]
    first = catalogue[own[0].indicator] if own else None
    bases = {base for one in own for base in base_of(catalogue[one.indicator], lexicon)}
    lasting = any((one.indicator, one.category) in lexicon.bands for one in own)
    said = str(first.dimension) if first else ""  # "girls" in need, or on plans?
    alike = {
        base
        for one in own
        if str(catalogue[one.indicator].dimension) == said
        for base in base_of(catalogue[one.indicator], lexicon)
    }
    single = part.end - part.start == 1
    open_to_many = ((lasting or single) and len(bases) > 2) or len(alike) > 1
    if first is None or first.brought_by or first.headline == "average" or open_to_many:
        result.crossed.append(part)
        return
    own.sort(key=lambda one: len(str(catalogue[one.indicator].dimension)))
    name, taken = own[0].indicator, set(range(part.start, part.end))
    made = FoundMeasure(name, part.start, part.end, taken)
    made.categories = [one.category for one in own if one.indicator == name]
    made.others = list(dict.fromkeys(one.indicator for one in own[1:]))
    result.measures.append(made)
    result.guessed = True


def _fits(breakdown: str, measure: FoundMeasure, lexicon: Lexicon) -> bool:
    name = measure.indicator
    one, own = lexicon.catalogue[breakdown], lexicon.catalogue[name]
    alike = set(one.categories) & set(own.categories)  # else they are two breakdowns at once
    timed = own.headline == "average"  # "took 21 days or more" is no percentile
    same_total = bool(own.breakdown_of) and own.breakdown_of == one.breakdown_of
    plain = same_total and (bool(alike) or timed) and not measure.categories
    totals = base_of(lexicon.catalogue[breakdown], lexicon)
    whole = breakdown in (name, *sums(own))
    return whole or plain or bool(totals & {name, *lexicon.beside(name)})


def _may_fit(breakdown: str, measure: FoundMeasure, lexicon: Lexicon) -> bool:
    """Whether what the breakdown is of has a fuller name that begins with the measure's: "cases"
    for episodes that ended, where the category can be said of nothing else."""
    totals = base_of(lexicon.catalogue[breakdown], lexicon)
    names = (one for all_names in lexicon.names.values() for one in all_names)
    return any(one.indicator in totals and measure.terms < one.terms for one in names)


def _take_part(
    part: PartSpan,
    fitting: Iterable[object],
    measure: FoundMeasure,
    result: Measured,
    lexicon: Lexicon,
    spans: Spans,
) -> None:
    owners = [one for one in part.parts if one in list(fitting)]
    same = [one for one in owners if one.indicator == measure.indicator]
    if measure.categories and not same:
        beside = [one for one in owners if _is_listed(one.indicator, part, measure, lexicon, spans)]
        if not beside:
            result.crossed.append(part)
            return
        taken, key = set(range(part.start, part.end)), beside[0]
        made = FoundMeasure(key.indicator, part.start, part.end, taken, [key.category])
        result.measures.append(made)
        return
    again = {one.category for one in same} <= {*measure.categories}  # "babies under one"
    if same and measure.categories and not again and not _is_joined(part, measure, lexicon, spans):
        result.crossed.append(part)
        return
    chosen = (same or sorted(owners, key=lambda one: _rank(one.indicator, lexicon)))[0]
    also = [one.indicator for one in owners if one.indicator != chosen.indicator]
    measure.others = [] if same else list(dict.fromkeys(also))
    measure.indicator = chosen.indicator
    named = [one.category for one in owners if one.indicator == chosen.indicator]
    measure.categories += [one for one in named if one not in measure.categories]
    measure.taken |= set(range(part.start, part.end))
    measure.start, measure.end = min(measure.start, part.start), max(measure.end, part.end)


def _is_joined(part: PartSpan, measure: FoundMeasure, lexicon: Lexicon, spans: Spans) -> bool:
    """Whether a second band is one more, and not what the first is narrowed by: "babies who were on
    a plan before they were born" are of one band."""
    if not lexicon.catalogue.counts_of(lexicon.catalogue[measure.indicator]).ordered:
        return True
    said = {i for one in spans.parts for i in range(one.start, one.end)} & measure.taken
    other = min(said, key=lambda at: abs(at - part.start), default=part.start)
    first, last = sorted((other, part.start))
    between = {token.text for token in spans.tokens[first:last]}
    return bool(between & (COORDINATORS | SETTING_APART))


def _is_listed(
    name: str, part: PartSpan, measure: FoundMeasure, lexicon: Lexicon, spans: Spans
) -> bool:
    """Whether a category stands in one list with those of a measure, in a breakdown that has some
    categories with the measure's in common: "drug misuse, mental health (child)"."""
    mine, other = (
        lexicon.catalogue.counts_of(lexicon.catalogue[one]) for one in (name, measure.indicator)
    )
    alike = set(mine.categories) & set(other.categories)
    joints = [spans.tokens[at].text for at in (part.start - 1, part.end) if at < len(spans.tokens)]
    listed = any(text in COORDINATORS or text == "," for text in joints)
    return bool(alike) and listed and base_of(mine, lexicon) == base_of(other, lexicon)


def _as_first_made(measure: FoundMeasure, spans: Spans, lexicon: Lexicon) -> None:
    """ "... where neglect was first recorded": the breakdown by the initial category, where the
    words say so and the measure's other breakdown has the same categories."""
    said = [one for one in spans.terms if one.name == "initial" and one.start > measure.start]
    for other in measure.others if said else ():
        breakdown = lexicon.catalogue[other]
        same = set(measure.categories) <= breakdown.categories.keys()
        if same and str(breakdown.dimension).startswith("initial") and not breakdown.is_cross_table:
            measure.indicator, measure.others = other, []
            measure.taken |= set(range(said[0].start, said[0].end))
            return


def _rank(name: str, lexicon: Lexicon) -> tuple[bool, bool, int]:
    """Of several breakdowns with one category: the latest category, the plainer dimension."""
    dimension = str(lexicon.catalogue[name].dimension)
    return (dimension.startswith("initial"), "person" in dimension, len(dimension))


def add_length(length: LengthSpan, result: Measured, lexicon: Lexicon) -> None:
    """The bands of a breakdown that lie wholly in a length: "over a year" is two of them. What is a
    sum of bands itself has the others beside it."""
    taken = set(range(length.start, length.end))
    if any(taken <= one.taken for one in result.measures):
        return
    for measure in result.beside(length):
        breakdowns = [
            measure.indicator,
            *(
                one.id
                for name in (measure.indicator, *lexicon.beside(measure.indicator))
                for one in lexicon.catalogue.breakdowns_of(name)
            ),
            *sums(lexicon.catalogue[measure.indicator]),
        ]
        for name in breakdowns:
            inside = _inside(length, name, lexicon)
            if inside and measure.categories and measure.indicator != name:
                if len(inside) == 1 and crossed_with(measure, set(inside), taken, lexicon):
                    return
            elif inside:
                kept = measure.categories
                measure.indicator = name
                measure.categories = [*kept, *(one for one in inside if one not in kept)]
                measure.taken |= taken
                measure.end = max(measure.end, length.end)
                return


def sums(indicator: Indicator) -> set[str]:
    """The breakdowns that it is a sum of bands of: plans that ended after two years or more."""
    return {one.sum_of for one in indicator.measures.values()} - {""}


def _inside(length: LengthSpan, name: str, lexicon: Lexicon) -> list[str]:
    """The bands between the limits, where the limits are edges of bands; else none."""
    wanted = length.meaning
    bands = {
        key[1]: one
        for key, one in lexicon.bands.items()
        if key[0] == name and one.unit == wanted.unit
    }
    inside = [
        key for key, one in bands.items() if one.low >= wanted.low and one.high <= wanted.high
    ]
    if not inside:
        return []
    lows = {bands[key].low for key in inside}
    highs = {bands[key].high for key in inside}
    return inside if wanted.low in lows and wanted.high in highs else []


def is_asked_for(part: PartSpan, spans: Spans) -> bool:
    """ "Which council had": the areas that are asked for, and no source of anything."""
    put = part.start and spans.tokens[part.start - 1].text in ("which", "what")
    return bool(put) and spans.tokens[part.end - 1].text in AREAS
