"""Terms and categories of a clause in, the measures they name out.

The largest set of terms that stands whole names the measure; what it does not use stays for a
second measure, for a category, or, in the end, for the residue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.grammar_words import COORDINATORS, DETERMINERS, INVERTED
from cin_narrative.reading.lexicon import Lexicon, Named
from cin_narrative.reading.spans import LengthSpan, PartSpan, Spans, Term

BARRED = frozenset(["about", "without", "near", "outside", "not", "than"])
FAR = 40  # tokens: terms further apart than this name no measure together


@dataclass(slots=True)
class FoundMeasure:
    """A measure of a clause: its indicator, the categories asked of it, the tokens it takes."""

    indicator: str
    start: int
    end: int
    taken: set[int] = field(default_factory=set)
    categories: list[str] = field(default_factory=list)
    all_categories: bool = False
    others: list[str] = field(default_factory=list)  # indicators that the words fit as well
    terms: frozenset[str] = frozenset()


@dataclass(slots=True)
class Measured:
    """The measures of a clause, and the categories that belong to none of them."""

    measures: list[FoundMeasure]
    guessed: bool = False  # a category that stands alone named the measure
    crossed: list[PartSpan] = field(default_factory=list)


def find_measures(spans: Spans, start: int, end: int, lexicon: Lexicon) -> Measured:
    """The measures named between two tokens, with their categories.

    Words that are a category as well as a term ("child's disability") are tried as either; the
    reading that accounts for more of the words is taken.
    """
    parts = [one for one in spans.parts if start <= one.start and one.end <= end]
    lengths = [one for one in spans.lengths if start <= one.start and one.end <= end]
    times = {i for one in spans.cues if one.kind == "times" for i in range(one.start, one.end)}
    terms = [one for one in spans.terms if start <= one.start and one.end <= end
             and one.start not in times]  # fmt: skip
    tries = [_measured(spans, terms, parts, lengths, lexicon, [])]
    for one in parts:
        if one.end - one.start > 1 or _only_part(one, terms):
            tries.append(_measured(spans, terms, parts, lengths, lexicon, [one]))
    return max(tries, key=lambda one: (_covered(one, spans), len(one.measures) == 1))


def narrowed(spans: Spans, start: int, end: int, lexicon: Lexicon,
             before: Sequence[str]) -> Measured | None:  # fmt: skip
    """The measures before, narrowed by what stands here: "of these, how many for neglect", "and
    how many ended"; None where nothing here narrows them."""
    parts = [one for one in spans.parts if start <= one.start and one.end <= end]
    lengths = [one for one in spans.lengths if start <= one.start and one.end <= end]
    terms = [one for one in spans.terms if start <= one.start and one.end <= end]
    for name in dict.fromkeys(before):
        seed = FoundMeasure(name, start, start)
        result = Measured([seed])
        for part in parts:
            taken = set(range(part.start, part.end))
            if not taken & seed.taken:
                _add_part(part, result, lexicon, spans)
        for length in lengths:
            _add_length(length, result, lexicon)
        if not seed.taken:
            _swap(seed, terms, lexicon)
        if seed.taken:
            seed.start, seed.end = min(seed.taken), max(seed.taken) + 1
            return Measured(result.measures, crossed=result.crossed)
    return None


def _swap(seed: FoundMeasure, terms: list[Term], lexicon: Lexicon) -> None:
    """Another quality of the same thing: after plans that started, "ended"."""
    names = [one for all_names in lexicon.names.values() for one in all_names]
    own = [one.terms for one in names if one.indicator == seed.indicator]
    for term in terms:
        if term.name in lexicon.things or term.name.startswith("="):
            continue
        wanted = {(one - {gone}) | {term.name} for one in own for gone in (*one, "")}
        found = [one for one in names if one.terms in wanted and one.indicator != seed.indicator]
        if found:
            best = max(found, key=lambda one: (len(one.terms), one.indicator))
            seed.indicator, seed.terms = best.indicator, best.terms
            seed.taken = set(range(term.start, term.end))
            return


def _covered(one: Measured, spans: Spans) -> int:
    """How many words some measure accounts for."""
    return sum(len(found.taken) for found in one.measures)


def _only_part(part: PartSpan, terms: list[Term]) -> bool:
    return any(one.start == part.start and one.name == "disability" for one in terms)


def _measured(spans: Spans, terms: list[Term], parts: list[PartSpan], lengths: list[LengthSpan],
              lexicon: Lexicon, kept: list[PartSpan]) -> Measured:  # fmt: skip
    reserved = {i for part in kept for i in range(part.start, part.end)}
    free = [term for term in terms if not reserved.intersection(range(term.start, term.end))]
    found = list(_named(spans, free, lexicon))
    result = Measured(found)
    for part in parts:
        taken = set(range(part.start, part.end))
        crossed = {i for one in result.crossed for i in range(one.start, one.end)}
        if not taken & crossed and not any(taken & one.taken for one in result.measures):
            _add_part(part, result, lexicon, spans)
    _cross(result, lexicon)
    _absorb(result, spans, lexicon)
    for length in lengths:
        _add_length(length, result, lexicon)
    return result


def _named(spans: Spans, terms: list[Term], lexicon: Lexicon) -> Iterator[FoundMeasure]:
    """One measure after the other, the fullest first, none sharing a token with another."""
    found: list[FoundMeasure] = []
    while len(found) < 12:
        best = _best(spans, terms, lexicon)
        if best is None:
            break
        found.append(best)
        made = [best]
        while made:
            taken = {i for one in made for i in one.taken}
            terms = [one for one in terms if not taken.intersection(range(one.start, one.end))]
            made = _elliptic(made[0], terms, spans, lexicon)
            found += made
    found.sort(key=lambda one: one.start)
    yield from found


def _best(spans: Spans, terms: list[Term], lexicon: Lexicon) -> FoundMeasure | None:
    by_name: dict[str, list[Term]] = {}
    for term in terms:
        by_name.setdefault(term.name, []).append(term)
    found = []
    for name in by_name:
        for named in lexicon.names.get(name, ()):
            if named.terms <= by_name.keys():
                chosen = _chosen(spans, named, name, by_name)
                if chosen and not _parted(chosen, terms, lexicon) and not _two_things(
                        spans, chosen, named, lexicon):  # fmt: skip
                    found.append((named, chosen))
    if not found:
        return None
    named, chosen = max(found, key=lambda one: (
        _weight(one[0], by_name, lexicon), len(one[0].terms), -_spread(one[1]), -one[1][0].start, one[0].indicator))  # fmt: skip
    taken = {i for term in chosen for i in range(term.start, term.end)}
    start, end = min(taken), max(taken) + 1
    return FoundMeasure(named.indicator, start, end, taken, terms=named.terms,
                        others=_of_events(named, lexicon))  # fmt: skip


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
            again = other.terms < part.terms or (other.terms == part.terms and other.start > part.start)
            if not other.categories and (other.indicator in totals or again) and not _coordinated(
                    spans, part, other):  # fmt: skip
                part.taken |= other.taken
                result.measures.remove(other)


def _coordinated(spans: Spans, one: FoundMeasure, other: FoundMeasure) -> bool:
    """Whether two measures are joined by "and" or a comma."""
    first, last = sorted((one, other), key=lambda found: found.start)
    between = [token.text for token in spans.tokens[first.end : last.start]]
    return bool(between) and any(text in COORDINATORS or text in (",", "/") for text in between)


def _of_events(named: Named, lexicon: Lexicon) -> list[str]:
    """Where children are counted, the plans or enquiries themselves are the other reading."""
    if named.head != "child":
        return []
    names = (one for all_names in lexicon.names.values() for one in all_names)
    found = [one.indicator for one in names if one.terms == named.terms - {"child"}]
    return [name for name in found if name != named.indicator][:1]


def _weight(named: Named, there: Iterable[str], lexicon: Lexicon) -> float:
    """How much of what is there a name says: its terms, and those of what it is a percentage of. A
    length of time counts a little more, "children" a little less."""
    share = lexicon.catalogue[named.indicator].measures.get(Metric.PERCENTAGE)
    whole = lexicon.terms_about(share.of) if share and share.of else frozenset[str]()
    terms = named.terms | (whole & set(there) if named.terms - whole else frozenset())
    lengths = sum(term[:2] in ("d:", "m:") for term in terms)
    return len(terms) + 0.5 * (lengths - ("child" in terms) - sum(term[0] == "=" for term in terms))


def _parted(chosen: list[Term], terms: list[Term], lexicon: Lexicon) -> bool:
    """Whether another thing that is counted stands between the terms of a name."""
    own = {term.name for term in chosen}
    taken = {i for term in chosen for i in range(term.start, term.end)}
    return any(
        chosen[0].end <= term.start and term.end <= chosen[-1].start
        and term.name in lexicon.things - own - {"child", "case", "factor", "plan"}
        and not taken & set(range(term.start, term.end))
        for term in terms
    )  # fmt: skip


def _spread(chosen: list[Term]) -> int:
    return max(term.end for term in chosen) - min(term.start for term in chosen)


def _chosen(spans: Spans, named: Named, anchor: str, by_name: dict[str, list[Term]]) -> list[Term] | None:
    """The nearest occurrences of all the terms; children must come before what they are in."""
    best: list[Term] | None = None
    for first in by_name[anchor]:
        chosen = [
            min(by_name[name], key=lambda term: abs(term.start - first.start))
            for name in named.terms
        ]
        chosen.sort(key=lambda term: term.start)
        if _spread(chosen) <= FAR and (best is None or _spread(chosen) < _spread(best)):
            best = chosen
    if best and "child" in named.terms and not _head_first(best):
        return None
    if best and any(spans.tokens[i].text == ":" for i in range(best[0].start, best[-1].end)):
        return None
    return best


def _head_first(chosen: list[Term]) -> bool:
    """Whether "children" comes before the thing it counts: "children referred", not "referrals of
    children"; a term of the same words ("children in need") may begin with it."""
    things = [term for term in chosen if not term.name.startswith("=")]
    if sum(term.end - term.start for term in chosen) == _spread(chosen):
        return True
    return things[0].name == "child" or "child" not in {term.name for term in things}


def _two_things(spans: Spans, chosen: list[Term], named: Named, lexicon: Lexicon) -> bool:
    """Whether "referrals and no further action" are two measures with names of their own."""
    for before, after in zip(chosen, chosen[1:], strict=False):
        between = [token.text for token in spans.tokens[before.end : after.start]]
        if between and (between[0] in COORDINATORS or between[0] == ","):
            left = frozenset(term.name for term in chosen if term.start <= before.start)
            right = named.terms - left
            every = [one.terms for names in lexicon.names.values() for one in names]
            if left in every and right in every:
                return True
    return False


def _elliptic(one: FoundMeasure, terms: list[Term], spans: Spans,
              lexicon: Lexicon) -> list[FoundMeasure]:  # fmt: skip
    """ "plans started and ended": a term in the place of the one before it makes a second measure."""
    for term in terms:
        before = spans.tokens[term.start - 1].text if term.start else ""
        if before not in COORDINATORS and before not in (",", "less", "minus", "than", "/"):
            continue
        if not 0 <= term.start - 1 - one.end < 2 or term.name in lexicon.things:
            continue
        for gone in one.terms:
            swapped = (one.terms - {gone}) | {term.name}
            for named in (n for names in lexicon.names.values() for n in names):
                if named.terms == swapped and named.indicator != one.indicator:
                    taken = set(range(term.start, term.end))
                    return [FoundMeasure(named.indicator, term.start, term.end, taken,
                                         terms=swapped)]  # fmt: skip
    return []


def base_of(indicator: Indicator, lexicon: Lexicon) -> set[str]:
    """What a breakdown is of: its total, and that of which the total is a percentage."""
    total = indicator.breakdown_of
    if not total:
        return set()
    share = lexicon.catalogue[total].measures.get(Metric.PERCENTAGE)
    return {total, *([share.of] if share and share.of else [])}


def _add_part(part: PartSpan, result: Measured, lexicon: Lexicon, spans: Spans) -> None:
    """Give a category to the measure it is a part of; alone it names its own breakdown."""
    owners = [one for one in part.parts if _is_brought(part, lexicon.catalogue[one.indicator], result, spans)]
    for fits in (_fits, _may_fit) if part.end - part.start > 1 else (_fits,):
        for measure in result.measures:
            fitting = [one for one in owners if fits(one.indicator, measure, lexicon)]
            if fitting:
                return _take_part(part, fitting, measure, result, lexicon)
    if result.measures or not owners:
        result.crossed.append(part)
        return None
    own = [one for one in owners if not lexicon.catalogue[one.indicator].count_from]
    if any(lexicon.catalogue[one.indicator].brought_by or lexicon.catalogue[one.indicator].headline == "average"
           for one in own[:1]):  # fmt: skip
        result.crossed.append(part)
        return None
    if part.end - part.start == 1 and len({base for one in own for base in base_of(
            lexicon.catalogue[one.indicator], lexicon)}) > 2:  # fmt: skip
        result.crossed.append(part)
        return None
    own.sort(key=lambda one: len(str(lexicon.catalogue[one.indicator].dimension)))
    taken = set(range(part.start, part.end))
    made = FoundMeasure(own[0].indicator, part.start, part.end, taken, [own[0].category])
    made.others = list(dict.fromkeys(one.indicator for one in own[1:]))
    result.measures.append(made)
    result.guessed = True
    return None


def _is_brought(part: PartSpan, indicator: Indicator, result: Measured, spans: Spans) -> bool:
    """Whether a category stands as its breakdown wants it: "referrals from schools", "school
    referrals", "schools made", but not "to schools" or "about schools"."""
    at = part.start - 1
    while at >= 0 and spans.tokens[at].text in DETERMINERS:
        at -= 1
    before = spans.tokens[at].text if at >= 0 else ""
    if not indicator.brought_by:
        return before not in BARRED
    if any(one.indicator == indicator.id for one in result.measures):
        return True
    if before in indicator.brought_by or any(part.end == one.start for one in result.measures):
        return True
    listed = before in COORDINATORS or before == ","
    if listed and any(one.indicator == indicator.id and one.categories for one in result.measures):
        return True
    after = part.end
    things = {thing for first, _, of in spans.verbs if first == after for thing in of}
    return bool(things - {"*"}) and at >= 0 and spans.tokens[at].text in INVERTED | {"many", "of", "often"}


def _fits(breakdown: str, measure: FoundMeasure, lexicon: Lexicon) -> bool:
    name = measure.indicator
    same_total = lexicon.catalogue[name].breakdown_of == lexicon.catalogue[breakdown].breakdown_of
    plain = bool(lexicon.catalogue[name].breakdown_of) and same_total and not measure.categories
    return breakdown == name or plain or name in base_of(lexicon.catalogue[breakdown], lexicon)


def _may_fit(breakdown: str, measure: FoundMeasure, lexicon: Lexicon) -> bool:
    """Whether what the breakdown is of has a fuller name that begins with the measure's: "cases"
    for episodes that ended, where the category can be said of nothing else."""
    totals = base_of(lexicon.catalogue[breakdown], lexicon)
    names = (one for all_names in lexicon.names.values() for one in all_names)
    return any(one.indicator in totals and measure.terms < one.terms for one in names)


def _cross(result: Measured, lexicon: Lexicon) -> None:
    """Two breakdowns at once, where the catalogue has them crossed: "girls aged 5 to 9"."""
    for measure in result.measures:
        for part in list(result.crossed):
            if len(measure.categories) != 1:
                continue
            total = lexicon.catalogue[measure.indicator].breakdown_of
            found = [(one.id, key) for one in lexicon.catalogue.breakdowns_of(total)
                     for own in part.parts for key in one.categories
                     if key in _pairs(measure.categories[0], own.category)] if total else []  # fmt: skip
            if found:
                measure.indicator, measure.categories = found[0][0], [found[0][1]]
                measure.others = []
                measure.taken |= set(range(part.start, part.end))
                result.crossed.remove(part)


def _pairs(one: str, other: str) -> set[str]:
    return {f"{a}{mark}{b}" for a, b in ((one, other), (other, one)) for mark in "._"}


def _take_part(part: PartSpan, fitting: Iterable[object], measure: FoundMeasure,
               result: Measured, lexicon: Lexicon) -> None:  # fmt: skip
    owners = [one for one in part.parts if one in list(fitting)]
    same = [one for one in owners if one.indicator == measure.indicator]
    if measure.categories and not same:
        result.crossed.append(part)
        return
    chosen = (same or sorted(owners, key=lambda one: _rank(one.indicator, lexicon)))[0]
    measure.others = [] if same else [one.indicator for one in owners if one != chosen]
    measure.indicator = chosen.indicator
    measure.categories.append(chosen.category)
    measure.taken |= set(range(part.start, part.end))
    measure.start, measure.end = min(measure.start, part.start), max(measure.end, part.end)


def _rank(name: str, lexicon: Lexicon) -> tuple[bool, bool, int]:
    """Of several breakdowns with one category: the latest category, the plainer dimension."""
    dimension = str(lexicon.catalogue[name].dimension)
    return (dimension.startswith("initial"), "person" in dimension, len(dimension))


def _add_length(length: LengthSpan, result: Measured, lexicon: Lexicon) -> None:
    """The bands of a breakdown that lie wholly in a length: "over a year" is two of them."""
    taken = set(range(length.start, length.end))
    if any(taken <= one.taken for one in result.measures):
        return
    for measure in result.measures:
        breakdowns = [measure.indicator, *(
            one.id for one in lexicon.catalogue.breakdowns_of(measure.indicator))]  # fmt: skip
        for name in breakdowns:
            inside = _inside(length, name, lexicon)
            if inside:
                kept = measure.categories if measure.indicator == name else []
                measure.indicator = name
                measure.categories = [*kept, *(one for one in inside if one not in kept)]
                measure.taken |= taken
                measure.end = max(measure.end, length.end)
                return


def _inside(length: LengthSpan, name: str, lexicon: Lexicon) -> list[str]:
    """The bands between the limits, where the limits are edges of bands; else none."""
    wanted = length.meaning
    bands = {key[1]: one for key, one in lexicon.bands.items()
             if key[0] == name and one.unit == wanted.unit}  # fmt: skip
    inside = [key for key, one in bands.items() if one.low >= wanted.low and one.high <= wanted.high]
    if not inside:
        return []
    lows = {bands[key].low for key in inside}
    highs = {bands[key].high for key in inside}
    return inside if wanted.low in lows and wanted.high in highs else []
