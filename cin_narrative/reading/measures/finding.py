"""A stretch of tokens in, the measures that it names with their categories out."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.facts.levels import place_of
from cin_narrative.reading.measures.attachment import base_of
from cin_narrative.reading.measures.categories import (
    add_length,
    add_part,
    as_listed,
    is_asked_for,
)
from cin_narrative.reading.measures.conjuncts import MOVES, conjuncts, is_behind_than
from cin_narrative.reading.measures.crossing import cross
from cin_narrative.reading.measures.names import NOT, FoundMeasure, Measured, named_measures
from cin_narrative.reading.measures.pairs import take_paired
from cin_narrative.reading.words.closed_classes import AUXILIARIES, COORDINATORS, FUNCTION, QUESTION
from cin_narrative.reading.words.lexicon import Cue, Lexicon, Named
from cin_narrative.reading.words.occasions import occasions, open_at_any_point
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan, LengthSpan, PartSpan, Term

EXAMPLES = 6  # tokens from the last category that is known to "etc"
HYPHENS = ("-", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}")


def find_measures(spans: Spans, start: int, end: int, lexicon: Lexicon) -> Measured:
    """The measures named between two tokens, with their categories.

    Words that are a category as well as a term ("child's disability") are tried as either; the
    reading that accounts for more of the words is taken.
    """
    parts = [
        one
        for one in spans.parts
        if start <= one.start
        and one.end <= end
        and not _goes_on(spans, one.end)
        and not is_asked_for(one, spans)
    ]
    ends = {one.start for one in spans.cues if one.kind == "superlative"}
    placed = "where" in (token.text for token in spans.tokens[start : start + 2])
    stands = [Cue("rank", "stand")] if placed else []  # "where did we come back"
    put = [one for one in spans.cues if one.kind == "times" or one.cue in stands]
    put += [*closing_of_gap(spans, start, end), *occasions(spans, start, end)]
    times = {i for one in put for i in range(one.start, one.end)}
    lengths = [
        one
        for one in spans.lengths
        if start <= one.start and one.end <= end and one.start not in times
    ]
    terms = [
        one
        for one in spans.terms
        if start <= one.start
        and one.end <= end
        and one.start not in times
        and not _is_other_verb(one, spans)
        and not (one.end in ends and place_of(spans.tokens[one.end - 1].text))
    ]
    terms = open_at_any_point(terms)
    tries = [_measured(spans, terms, parts, lengths, lexicon, [])]
    for one in parts:
        if one.end - one.start > 1 or _only_part(one, terms):
            tries.append(_measured(spans, terms, parts, lengths, lexicon, [one]))
    return max(tries, key=lambda one: (_covered(one, spans), len(one.measures) == 1))


def _is_other_verb(term: Term, spans: Spans) -> bool:
    """Whether a verb says another thing here: plans that "go on for two years" do not start, and
    who "takes children to conference" takes no time."""
    tokens = spans.tokens
    how = tokens[term.start - 1].text == "how"  # "how close is it" is no end
    if sets_aside(term, spans) or (term.name in MOVES and how):
        return True
    first, behind = tokens[term.start].text, [one.text for one in tokens[term.end : term.end + 3]]
    if term.name == "start":
        lasts = any(one.start == term.end for one in spans.lengths) or behind[:1] == ["for"]
        return first.startswith("go") and lasts
    after = range(term.end, term.end + 3)
    children = any(one.start in after and one.name == "child" for one in spans.terms)
    takes = first in ("take", "takes", "taking", "took")
    return term.name == "duration" and takes and (children or "families" in behind)


def sets_aside(term: Term, spans: Spans) -> bool:
    """Whether a verb only leaves a place out: "leaving London aside"."""
    ends = [one.end for one in spans.places if one.start == term.end]
    return any(token.text in ("aside", "apart") for at in ends for token in spans.tokens[at:][:1])


def closing_of_gap(spans: Spans, start: int, end: int) -> list[CueSpan]:
    """The verb of a gap that is asked about: "is the gap ... closing". In "the gap in cases closed"
    it is the cases that closed."""
    there = [one for one in spans.cues if start <= one.start and one.end <= end]
    gap = next((one for one in there if one.kind == "gap"), None)
    before = {token.text for token in spans.tokens[start : gap.start]} if gap else set()
    if not AUXILIARIES & before or before & QUESTION:
        return []
    return [one for one in there if one.kind == "closing"][-1:]


def narrowed(
    spans: Spans, start: int, end: int, lexicon: Lexicon, before: Sequence[str]
) -> Measured | None:
    """The measures before, narrowed by what stands here: "of these, how many for neglect", "and
    how many ended"; None where nothing here narrows them."""
    parts = [one for one in spans.parts if start <= one.start and one.end <= end]
    lengths = [one for one in spans.lengths if start <= one.start and one.end <= end]
    shut = {one.start for one in closing_of_gap(spans, start, end)}  # "has the gap closed"
    inside = (one for one in spans.terms if start <= one.start and one.end <= end)
    terms = [one for one in inside if one.start not in shut and not _once_more(spans, one)]
    for name in dict.fromkeys(before):
        seed = FoundMeasure(name, start, start)
        result = Measured([seed])
        if lengths:  # "those that finished within 3 months"
            _swap(seed, [one for one in terms if one.name in MOVES], lexicon)
        if len(lengths) < 2:  # of several bands, one alone is no measure of its own
            _in_time(seed, terms, lexicon)
        own = [one for one in parts if any(part.indicator == name for part in one.parts)]
        for part in (*own, *(one for one in parts if one not in own)):
            taken = set(range(part.start, part.end))
            if not taken & seed.taken:
                add_part(part, result, lexicon, spans)
        for length in lengths:
            add_length(length, result, lexicon)
        if not seed.taken:
            _swap(seed, terms, lexicon)
        if seed.taken:
            seed.start, seed.end = min(seed.taken), max(seed.taken) + 1
            return Measured(result.measures, crossed=result.crossed)
    return None


def _in_time(seed: FoundMeasure, terms: list[Term], lexicon: Lexicon) -> None:
    """ "Held within 15 days" of conferences: a length that names a measure of the same thing, or is
    in the name of the one before."""
    limits = [one for one in terms if one.name[:2] in ("d:", "m:")]
    own = {one.name for one in limits if one.name in lexicon.terms_about(seed.indicator)}
    if own:
        seed.taken = {i for one in limits if one.name in own for i in range(one.start, one.end)}
    else:
        _swap(seed, limits, lexicon)


def _once_more(spans: Spans, term: Term) -> bool:
    """ "The same again": what is asked again, and not what happened again."""
    return spans.tokens[term.start].text == "again"


def _swap(seed: FoundMeasure, terms: list[Term], lexicon: Lexicon) -> None:
    """Another quality of the same thing: after plans that started, "ended"; where it is held of
    plans alone, those of the children who started one."""
    for term in terms:
        thing = term.name in lexicon.things - lexicon.qualities
        if thing or term.name.startswith("="):
            continue
        for one in (seed.indicator, *lexicon.beside(seed.indicator)):
            best = otherwise(one, term.name, lexicon)
            if best is not None:
                seed.indicator, seed.terms = best.indicator, best.terms
                seed.taken = set(range(term.start, term.end))
                return


def otherwise(indicator: str, quality: str, lexicon: Lexicon) -> Named | None:
    """What is named as an indicator is, with another quality, or with one more."""
    names = [one for all_names in lexicon.names.values() for one in all_names]
    own = [one.terms for one in names if one.indicator == indicator]
    wanted = {(one - {gone}) | {quality} for one in own for gone in (*(one - lexicon.things), "")}
    same = {indicator, *lexicon.beside(indicator)}
    found = [one for one in names if one.terms in wanted and one.indicator not in same]
    return max(found, key=lambda one: (len(one.terms), one.indicator), default=None)


def _goes_on(spans: Spans, end: int) -> bool:
    """Whether words of grammar are joined on by hyphens: "babies-to-be" are no babies."""
    at = end
    while goes_on(spans, at):
        at += 1
    return at > end and all(token.text in FUNCTION for token in spans.tokens[end:at])


def goes_on(spans: Spans, at: int) -> bool:
    """Whether a hyphen joins a token to the one before it."""
    tokens = spans.tokens
    return at < len(tokens) and spans.text[tokens[at - 1].end : tokens[at].start] in HYPHENS


def _covered(one: Measured, spans: Spans) -> int:
    """How many words some measure accounts for."""
    return sum(len(found.taken) for found in one.measures)


def _only_part(part: PartSpan, terms: list[Term]) -> bool:
    return any(one.start == part.start and one.name == "disability" for one in terms)


def _measured(
    spans: Spans,
    terms: list[Term],
    parts: list[PartSpan],
    lengths: list[LengthSpan],
    lexicon: Lexicon,
    kept: list[PartSpan],
) -> Measured:
    reserved = {i for part in kept for i in range(part.start, part.end)}
    free = [term for term in terms if not reserved.intersection(range(term.start, term.end))]
    found = list(named_measures(spans, free, lexicon))
    result = Measured(found, apart=conjuncts(spans, free, lexicon))
    for part in as_listed(parts, found, spans, lexicon):
        taken = set(range(part.start, part.end))
        crossed = {i for one in result.crossed for i in range(one.start, one.end)}
        if not taken & crossed and not any(taken & one.taken for one in result.measures):
            add_part(part, result, lexicon, spans)
    cross(result, lexicon, lengths)
    for length in lengths:
        whole = set(range(length.start, length.end))
        for one in result.measures:  # "aged 5 to 9", of which "5 to 9" is a category
            aged = one.categories and length.meaning.unit == "a" and len(one.taken & whole) > 1
            one.taken |= whole if aged else set()
        add_length(length, result, lexicon)
    cross(result, lexicon, lengths)  # "White girls aged 10 to 15"
    _absorb(result, spans, lexicon)
    _without_nested(result, lexicon)
    for measure in result.measures:
        _take_examples(measure, spans)
        take_paired(measure, parts, spans, lexicon)
    return result


def _take_examples(measure: FoundMeasure, spans: Spans) -> None:
    """Categories with "etc" behind them are examples: all of the breakdown is asked for."""
    behind = range(measure.end, min(measure.end + EXAMPLES, len(spans.tokens)))
    at = next((i for i in behind if spans.tokens[i].text == "etc"), None)
    listed = [token.text for token in spans.tokens[measure.start : at or measure.start]]
    if at is not None and measure.categories and "(" not in listed:
        measure.categories, measure.all_categories = [], True
        measure.taken |= set(range(measure.end, at + 1))
        measure.end = at + 1


def _without_nested(result: Measured, lexicon: Lexicon) -> None:
    """What is named between the words of one measure belongs to it, and is no other: "plans ended
    ..., % where the child stayed in need 3 months or less", "referrals led to an assessment which
    found the child was not in need"."""
    for one in list(result.measures):
        first, last = min(one.taken, default=one.start), max(one.taken, default=one.end)
        around = [
            other
            for other in result.measures
            if other is not one
            and (other.categories or one.terms <= lexicon.terms_about(other.indicator))
            and not (one.categories and _bases(one, lexicon) == _bases(other, lexicon))
            and min(other.taken, default=first) < first
            and last < max(other.taken, default=last)
        ]
        if around:
            around[0].taken |= one.taken
            result.measures.remove(one)


def _bases(one: FoundMeasure, lexicon: Lexicon) -> set[str]:
    return base_of(lexicon.catalogue[one.indicator], lexicon)


def _absorb(result: Measured, spans: Spans, lexicon: Lexicon) -> None:
    """A total named beside its own part, or a thing said twice, is no second measure."""
    for part in list(result.measures):
        for other in list(result.measures):
            if other is part or other not in result.measures or part not in result.measures:
                continue
            indicator = lexicon.catalogue[part.indicator]
            share = indicator.measures.get(Metric.PERCENTAGE)
            totals = base_of(indicator, lexicon) | ({share.of} if share else set())
            totals |= {one for total in totals if total for one in lexicon.beside(total)}
            again = other.terms < part.terms or (
                other.terms == part.terms and other.start > part.start
            )
            again = again or other.indicator == part.indicator
            if (
                not other.categories
                and (other.indicator in totals or again)
                and not _coordinated(spans, part, other)
            ):
                part.taken |= other.taken
                result.measures.remove(other)


def _coordinated(spans: Spans, one: FoundMeasure, other: FoundMeasure) -> bool:
    """Whether two measures are joined by "and" or a comma, or the second is taken back."""
    first, last = sorted((one, other), key=lambda found: found.start)
    between = [token.text for token in spans.tokens[first.end : last.start]]
    joined = COORDINATORS | NOT | {",", "/", "minus", "less"}
    if one.indicator != other.indicator and is_behind_than(spans, first.end, last.start):
        return True  # "more repeat plans than new plans", "faster than the child population"
    return any(text in joined for text in between)
