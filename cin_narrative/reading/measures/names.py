"""The terms of a clause in, the measures that they name out.

The largest set of terms that stands whole names the measure; what it does not use stays for a
second measure, for a category, or, in the end, for the residue.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.measures.conjuncts import MOVES, conjuncts, is_set_beyond
from cin_narrative.reading.measures.shared_heads import is_ahead, is_behind, share_head
from cin_narrative.reading.quantities.numbers import ORDINALS
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    FUNCTION,
    PREPOSITIONS,
)
from cin_narrative.reading.words.lexicon import Lexicon, Named
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import PartSpan, Stretch, Term

NOT = frozenset(("not", "rather", "instead"))  # what stands behind them is taken back
EFFORT = 9  # tokens: "what assessment the Secretary of State has made | of"
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
    apart: Sequence[int] = ()  # the conjunct of every token

    def beside(self, span: Stretch) -> list[FoundMeasure]:
        """The measures that something can be said of: those of its own conjunct, where there are
        any; else all."""
        if not self.apart:
            return self.measures
        own = self.apart[span.start]
        return [one for one in self.measures if self.apart[one.start] == own] or self.measures


def named_measures(spans: Spans, terms: list[Term], lexicon: Lexicon) -> Iterator[FoundMeasure]:
    """One measure after the other, the fullest first, none sharing a token with another."""
    found: list[FoundMeasure] = []
    there, apart = frozenset(term.name for term in terms), conjuncts(spans, terms, lexicon)
    while len(found) < 12:
        best = _best(spans, terms, lexicon, there, apart)
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


def _best(
    spans: Spans, terms: list[Term], lexicon: Lexicon, there: frozenset[str], apart: Sequence[int]
) -> FoundMeasure | None:
    by_name: dict[str, list[Term]] = {}
    for term in terms:
        by_name.setdefault(term.name, []).append(term)
    found = []
    for name in by_name:
        for named in lexicon.names.get(name, ()):
            if named.terms <= by_name.keys():
                chosen = _chosen(spans, named, name, by_name, apart)
                if (
                    chosen
                    and not _strange(named, there & _item(spans, chosen[0], terms), lexicon)
                    and not _parted(chosen, terms, lexicon)
                    and not _two_things(spans, chosen, named, lexicon)
                    and not _is_adverb(spans, chosen)
                    and not _is_put(spans, chosen)
                    and not _is_of_each(spans, chosen, by_name, lexicon)
                ):
                    found.append((named, chosen))
    if not found:
        return None
    named, chosen = max(
        found,
        key=lambda one: (
            _weight(one[0], _beside(one[1][0], terms, apart), lexicon),
            len(one[0].terms),
            -_spread(one[1]),
            -one[1][0].start,
            one[0].indicator,
        ),
    )
    taken = {i for term in chosen for i in range(term.start, term.end)}
    start, end = min(taken), max(taken) + 1
    return FoundMeasure(
        named.indicator, start, end, taken, terms=named.terms, others=_of_events(named, lexicon)
    )


def _beside(one: Term, terms: Iterable[Term], apart: Sequence[int]) -> list[str]:
    """The terms of the conjunct that a term is in."""
    return [other.name for other in terms if apart[other.start] == apart[one.start]]


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
        chosen[0].end <= term.start
        and term.end <= chosen[-1].start
        and term.name in lexicon.things - own - {"child", "case", "factor", "plan"}
        and not taken & set(range(term.start, term.end))
        for term in terms
    )


def _item(spans: Spans, one: Term, terms: list[Term]) -> frozenset[str]:
    """The terms of the item of a list that a term is in; a semicolon ends one."""
    ends = [i for i, token in enumerate(spans.tokens) if token.text == ";"]
    first = max((i for i in ends if i < one.start), default=-1)
    last = min((i for i in ends if i >= one.end), default=len(spans.tokens))
    return frozenset(term.name for term in terms if first < term.start < last)


def _strange(named: Named, there: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether a name without a noun ("repeat") stands beside a thing that it is never said of."""
    things = lexicon.things & set(there) - {"child", "case", "plan"}
    headless = not named.head or named.head in lexicon.qualities  # "again" is said of a thing
    return headless and bool(things - lexicon.terms_about(named.indicator))


def _is_put(spans: Spans, chosen: list[Term]) -> bool:
    """Whether the thing is what one makes of a matter, and none that is counted: "what assessment
    has been made of ..."."""
    first, texts = chosen[0], [token.text for token in spans.tokens]
    alone = len(chosen) == 1 and first.end - first.start == 1
    singular = spans.tokens[first.start].text == spans.tokens[first.start].stem
    rest = texts[first.end : first.end + EFFORT]
    return alone and singular and texts[first.start - 1 : first.start] == ["what"] and "of" in rest


def _is_of_each(
    spans: Spans, chosen: list[Term], by_name: dict[str, list[Term]], lexicon: Lexicon
) -> bool:
    """Whether the child is that of each thing counted: "referrals where the child had been referred
    within 12 months" are referrals, not children."""
    child = next((term for term in chosen if term.name == "child"), None)
    things = {term.name for term in chosen} & lexicon.things - {"child"}
    before = [one for name in things for one in by_name[name] if child and one.end < child.start]
    return child is not None and any(
        spans.tokens[i].text in ("where", "when", "whose")
        for one in before[-1:]
        for i in range(one.end, child.start)
    )


def _is_adverb(spans: Spans, chosen: list[Term]) -> bool:
    """Whether a name stands there as one word of grammar, which names nothing: "same again", "and
    the second?"; or has a preposition of something else for a term: "one before the board"."""
    taken = {i for term in chosen for i in range(term.start, term.end)}
    if len(taken) == 1:
        at = min(taken)
        ordinal = spans.tokens[at].text in ORDINALS and spans.tokens[at - 1].text in DETERMINERS
        return spans.tokens[at].text in FUNCTION or (at > 0 and ordinal)
    alone = [term.start for term in chosen if term.end == term.start + 1]
    objects = [at + 1 for at in alone if spans.tokens[at].text in PREPOSITIONS]
    led = {i for i, token in enumerate(spans.tokens) if token.text in DETERMINERS}
    return bool((led | {one.start for one in spans.places}) & set(objects))


def _spread(chosen: list[Term]) -> int:
    return max(term.end for term in chosen) - min(term.start for term in chosen)


def _chosen(
    spans: Spans, named: Named, anchor: str, by_name: dict[str, list[Term]], apart: Sequence[int]
) -> list[Term] | None:
    """The nearest occurrences of all the terms; children must come before what they are in."""
    best: list[Term] | None = None
    for first in by_name[anchor]:
        beside = {
            name: [one for one in by_name[name] if apart[one.start] == apart[first.start]]
            for name in named.terms
        }
        if not all(beside.values()):
            continue
        chosen = [
            min(near, key=lambda term: abs(term.start - first.start)) for near in beside.values()
        ]
        chosen.sort(key=lambda term: term.start)
        if _spread(chosen) <= FAR and (best is None or _spread(chosen) < _spread(best)):
            best = chosen
    if best and "child" in named.terms and not _head_first(best):
        return None
    if best and any(_parts(spans, one, other) for one, other in itertools.pairwise(best)):
        return None
    return best


def _parts(spans: Spans, one: Term, other: Term) -> bool:
    """Whether two terms name nothing together: "not" or a colon stands between them, unless the
    colon ends a topic ("by gender: plans")."""
    between = {token.text for token in spans.tokens[one.end : other.start]}
    topic = one.start > 0 and spans.tokens[one.start - 1].text == "by"
    return bool(between & NOT) or (":" in between and not topic)


def _head_first(chosen: list[Term]) -> bool:
    """Whether "children" comes before the thing it counts: "children referred", not "referrals of
    children"; a term of the same words ("children in need") may begin with it."""
    things = [term for term in chosen if not term.name.startswith("=")]
    if len(things) > 2 and things[0].name in MOVES and things[1].name == "child":
        things = things[1:]  # "took 806 children off plans"
    if sum(term.end - term.start for term in chosen) == _spread(chosen):
        return True
    if things[1:] and things[1].name == "child" and things[0].end == things[1].start:
        return True  # "referred children"
    return things[0].name == "child" or "child" not in {term.name for term in things}


def _two_things(spans: Spans, chosen: list[Term], named: Named, lexicon: Lexicon) -> bool:
    """Whether "referrals and no further action" are two measures with names of their own."""
    beyond = any(is_set_beyond(spans, *pair) for pair in itertools.pairwise(chosen))
    if beyond or lexicon.catalogue[named.indicator].breakdown_of:
        return beyond  # "by age and gender" is one breakdown
    for before, after in itertools.pairwise(chosen):
        between = {token.text for token in spans.tokens[before.end : after.start]}
        if before is chosen[0] and between & COORDINATORS and share_head(chosen, lexicon):
            return True  # "new and repeat plans"
        if between & (COORDINATORS | {",", ";"}):
            left = frozenset(term.name for term in chosen if term.start <= before.start)
            right = named.terms - left
            every = [one.terms for names in lexicon.names.values() for one in names]
            if left in every and right in every:
                return True
    return False


def _elliptic(
    one: FoundMeasure, terms: list[Term], spans: Spans, lexicon: Lexicon
) -> list[FoundMeasure]:
    """ "Plans started and ended", "starts and ends of plans": a term in the place of another makes
    a second measure."""
    for term in terms:
        joined = is_behind(term, one, spans) or is_ahead(term, one, spans, lexicon)
        if not joined or term.name in lexicon.things:
            continue
        for gone in one.terms:
            swapped = (one.terms - {gone}) | {term.name}
            for named in (n for names in lexicon.names.values() for n in names):
                if named.terms == swapped and named.indicator != one.indicator:
                    taken = set(range(term.start, term.end))
                    return [
                        FoundMeasure(named.indicator, term.start, term.end, taken, terms=swapped)
                    ]
    return []
