"""A reading and the spans of its text in, what of the text no ask accounts for out.

Every word that asks for something must be some ask's: what is counted and its qualities,
categories, places, periods, operators, metrics, the items of a list, and each question. Whatever
was read, and whoever read it, what no ask owns was dropped; the answer may not pass it over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import msgspec

from cin_narrative.catalogue.periods import Kind
from cin_narrative.reading.contract import Ask, Reading, Restrictor
from cin_narrative.reading.facts.members import MEMBERS
from cin_narrative.reading.kinds import uses
from cin_narrative.reading.measures.conjuncts import conjuncts, is_head
from cin_narrative.reading.measures.finding import sets_aside
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.sentences import items, sentences
from cin_narrative.reading.slots.slot_spans import spans_of
from cin_narrative.reading.words.closed_classes import (
    BARE_HEADS,
    COORDINATORS,
    DETERMINERS,
    FIRST,
    FUNCTION,
    PREPOSITIONS,
    QUESTION,
)
from cin_narrative.reading.words.lexicon import Cue, Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.occasions import over_the_year
from cin_narrative.reading.words.positions import outermost, where
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import OPERATING, CueSpan, Term

Part = tuple[int, int]
DATING = 4  # words before a year that may be a part of its date: "at the end of"
PLAIN = ("value", "trend", "compare", "breakdown", "share")
ORDERING = ("superlative", "rank")
ANY = frozenset(("child", "*"))
NARROWS_NOTHING = ("service", "authority", "")  # who counts a thing
COUNTING = ("measures", "restrictors", "claim", "threshold", "limit")
ACCOUNTED = OPERATING | {"breakdown"}


@dataclass(slots=True)
class Owned:
    """The tokens of one ask: those it covers, and those that its slots take."""

    ask: Ask
    region: set[int]
    taken: set[int] = field(default_factory=set)
    counted: set[int] = field(default_factory=set)  # what its measures, restrictors, numbers name
    uses: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    in_every: bool = False  # its metric is put as so many of a hundred
    held: frozenset[str] = frozenset()  # the metrics that its measures have
    said: frozenset[str] = frozenset()  # those that its words say


def accounted(reading: Reading, spans: Spans, lexicon: Lexicon) -> Reading:
    """The reading with what no ask accounts for quoted in the ask that it stands in or after."""
    asks = list(reading.asks)
    for start, end in unaccounted(reading, spans, lexicon):
        begins = [
            min((i for part in where(one.words or "", spans) for i in part), default=0)
            for one in asks
        ]
        last = max((at for at, begin in enumerate(begins) if begin <= start), default=0)
        word = Restrictor(words=spans.words(start, end), what="unread")
        asks[last] = msgspec.structs.replace(
            asks[last], restrictors=(*asks[last].restrictors, word)
        )
    return msgspec.structs.replace(reading, asks=tuple(asks))


def unaccounted(reading: Reading, spans: Spans, lexicon: Lexicon) -> list[Part]:
    """What no ask accounts for, in order, as stretches of tokens; none where nothing is asked."""
    asks = [_owned(ask, spans, lexicon) for ask in reading.asks]
    if not asks or any(one.ask.outcome == "decline" for one in asks):
        return []
    idle = _idle(reading, asks, spans)
    left = (*_spans(asks, spans, lexicon), *_cues(asks, spans, lexicon), *_questions(asks, spans))
    found = {part for part in left if not any(set(range(*part)) & one for one in idle)}
    return outermost(found | set(_items(asks, spans)) | set(_put(asks, spans)))


def _owned(ask: Ask, spans: Spans, lexicon: Lexicon) -> Owned:
    region = {i for part in where(ask.words or "", spans) for i in range(*part)}
    said = {one.indicator or "" for one in (*ask.measures, *ask.readings)}
    names = [name for name in said if name in lexicon.catalogue]
    terms = ANY.union(*(lexicon.terms_about(name) for name in names))
    held = frozenset(one.value for name in names for one in lexicon.catalogue[name].measures)
    own = Owned(ask, region, uses=frozenset(uses(ask.ask)), about=terms, held=held)
    own.said = frozenset(
        one.cue.value for one in spans.cues if one.kind == "metric" and one.start in region
    )
    own.in_every = any(
        (one.kind == "metric" or spans.tokens[one.end - 1].text in ("100", "hundred"))
        and one.start in region
        and spans.tokens[one.start].text in PREPOSITIONS
        for one in spans.cues
    )
    for span in spans_of(ask):
        parts = where(span.words, spans)
        inside = [part for part in parts if set(range(*part)) & region]
        there = {i for part in inside or parts for i in range(*part)}
        own.taken |= there
        own.counted |= there if span.slot in COUNTING else set()
    return own


def _idle(reading: Reading, asks: list[Owned], spans: Spans) -> list[set[int]]:
    """The tokens of each stretch that a reading calls idle; of words that stand twice, where no ask
    is."""
    covered = {i for one in asks for i in one.region}
    found: list[set[int]] = []
    for words in reading.ignored:
        parts = where(words, spans)
        outside = [part for part in parts if not covered & set(range(*part))]
        found += [set(range(*part)) for part in outside or parts]
    return [one for one in found if not _asks_alone(one, spans)]


def _asks_alone(part: set[int], spans: Spans) -> bool:
    """Whether a stretch has no words but those of order and of members: "ten highest councils"."""
    cued = {i for cue in spans.cues if cue.kind in ORDERING for i in range(cue.start, cue.end)}
    light = {i for i in part if spans.tokens[i].kind != "word" or whole(spans.tokens, i)[0]}
    light |= {
        i for i in part if spans.tokens[i].text in MEMBERS or spans.tokens[i].text in FUNCTION
    }
    return bool(part & cued) and part <= cued | light


def _spans(asks: list[Owned], spans: Spans, lexicon: Lexicon) -> Iterator[Part]:
    """Things and their qualities that no slot has, where they could be said of what is asked."""
    free = set(range(len(spans.tokens))).difference(*(one.taken for one in asks), _named(spans))
    about = frozenset[str]().union(*(one.about for one in asks))
    free -= {i for start, end, of in spans.verbs if of & about for i in range(start, end)}
    free -= {i for cue in spans.cues for i in range(cue.start, cue.end)}
    names = {measure.indicator for one in asks for measure in one.ask.measures}
    flows = any(one.kind is Kind.FLOW for one in lexicon.catalogue if one.id in names)
    for term in spans.terms:
        known = term.name[0] == "=" or term.name in (*about, *NARROWS_NOTHING)
        known = known or sets_aside(term, spans) or (flows and over_the_year(term, spans))
        if known or not free.issuperset(range(term.start, term.end)):
            continue
        if not _heeded(term, spans, lexicon) and _could_be_said(term.name, about, lexicon):
            yield term.start, term.end
    yield from _conjuncts(asks, spans, lexicon)


def _conjuncts(asks: list[Owned], spans: Spans, lexicon: Lexicon) -> Iterator[Part]:
    """The things of a list of which no ask has one: "plans, [enquiries] and referrals"."""
    apart = conjuncts(spans, spans.terms, lexicon)
    counted = {apart[i] for one in asks for i in one.counted}
    for term in spans.terms:
        free = apart[term.start] not in counted and is_head(term, spans, lexicon)
        if free and apart[-1] and not _heeded(term, spans, lexicon):
            yield term.start, term.end


def _named(spans: Spans) -> set[int]:
    """The tokens of places and periods, with "end" and "start" that are a part of a date."""
    named = {i for one in spans.said for i in range(one.start, one.end)}
    for when in spans.periods:
        others = [i for i in range(when.start - DATING, when.start) if i in named]
        for at in range(max([0, when.start - DATING, *(i + 1 for i in others)]), when.start):
            if period(spans.words(at, when.end)) == when.meaning:
                named |= set(range(at, when.start))
                break
    return named


def _heeded(term: Term, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether a thing is taken back, and so is no ask's: "CIN plans, not child protection"; or is
    a bare head: "in how many cases"."""
    if term.end - term.start == 1 and spans.tokens[term.start].text in BARE_HEADS:
        return True
    before = [token.text for token in spans.tokens[max(0, term.start - 3) : term.start]]
    back = [text for text in before if text not in DETERMINERS | {"just", "so"}][-1:]
    return (
        term.name in lexicon.things
        and back in (["not"], ["than"], ["of"])
        and any(
            one.kind == "negation" and one.end <= term.start <= one.end + 2 for one in spans.cues
        )
    )


def _could_be_said(name: str, about: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a term names a thing, or a quality that some name has with one asked about."""
    heads = lexicon.things - lexicon.qualities
    return name in heads or any(one.terms & about & heads - ANY for one in lexicon.names_with(name))


def _cues(asks: list[Owned], spans: Spans, lexicon: Lexicon) -> Iterator[Part]:
    """Operators that no ask of their kind has, and metrics that none is given in."""
    named, stretches = _named(spans), dict[Part, list[CueSpan]]()
    for cue in spans.cues:
        stretches.setdefault((cue.start, cue.end), []).append(cue)
    for part, cues in stretches.items():
        there = set(range(*part))
        near = [one for one in asks if there & one.region] or asks
        asking = all(_asks(cue, spans) for cue in cues) and not there & named
        if asking and not any(
            there & (one.counted if cues[0].kind == "metric" else one.taken)
            or any(_uses(one, cue, spans, lexicon) for cue in cues)
            for one in near
        ):
            yield part


def _asks(cue: CueSpan, spans: Spans) -> bool:
    """Whether a cue asks for something by itself: a lone "over" or "figure" does not, nor "came"
    without "where", nor "I mean"."""
    alone = cue.end - cue.start == 1 and spans.tokens[cue.start].text in PREPOSITIONS | BARE_HEADS
    meant = cue.start > 0 and spans.tokens[cue.start - 1].text in FIRST
    asking = cue.kind in ACCOUNTED or (cue.kind == "metric" and cue.cue.value != "own")
    return asking and not alone and not meant and cue.cue != Cue("rank", "stand")


def _uses(one: Owned, cue: CueSpan, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether an ask makes use of a cue: its kind takes such cues, or its measures that metric."""
    if cue.kind == "ratio":
        joins = {cue.start - 1, cue.end} & one.counted
        after = spans.tokens[cue.end : cue.end + 2]
        field = any(
            token.text in MEMBERS for token in after
        )  # "out of all the councils where is Hull"
        return "ratio" in one.uses or bool(joins) or field or cue.cue.value == "percentage"
    if cue.cue == Cue("aggregate", "sum") and one.ask.ask == "compare":
        return one.ask.aggregate == "sum"  # "than in Leeds and Hull put together"
    if cue.kind == "change" and one.ask.change is not None:
        return True  # "which authorities saw plans fall"
    if cue.kind != "metric":
        return cue.kind in one.uses
    given = _metrics(one, lexicon)
    change = one.ask.change
    if cue.cue.value == "percentage" and change is not None and change.form == "percent":
        return True  # "the % increase in the rate"
    if cue.cue.value == "average":
        return "average" not in one.held or "average" in given
    if cue.cue.value == "count" and (one.ask.ask not in PLAIN or one.in_every):
        return True  # "how many authorities", "out of every hundred, how many"
    if cue.cue.value == "count" and one.held == {"average"}:
        return True  # "how many working days"
    shares = "percentage" in given and not one.said & one.held >= {"rate", "percentage"}
    based = any(token.kind == "number" for token in spans.tokens[cue.start : cue.end])
    as_rate = cue.cue.value == "rate" and shares and not based  # "re-referral rate"
    return not given or as_rate or cue.cue.value in given


def _metrics(one: Owned, lexicon: Lexicon) -> set[str]:
    """The metrics that an ask is given in; a value of one thing shows its number with its rate."""
    given: set[str] = {measure.metric or "" for measure in one.ask.measures}
    return given | one.held if "" in given or "measures" in one.ask.inherits else given


def _questions(asks: list[Owned], spans: Spans) -> Iterator[Part]:
    """Sentences that ask and that no ask covers."""
    covered = {i for one in asks for i in one.region | one.taken}
    for start, end in sentences(spans):
        asking = any(spans.tokens[i].text in QUESTION for i in range(start, end))
        if asking and not covered & set(range(start, end)):
            yield start, end


def _put(asks: list[Owned], spans: Spans) -> Iterator[Part]:
    """Sentences of their own that put a question of figures; none of them is idle: "So what is the
    net?" """
    for start, end in _questions(asks, spans):
        first = next(
            (
                i
                for i in range(start, end)
                if spans.tokens[i].kind == "word"
                and spans.tokens[i].text not in COORDINATORS
                and spans.tokens[i].text != "so"
            ),
            start,
        )
        cued = any(start <= cue.start < end and _asks(cue, spans) for cue in spans.cues)
        if cued and spans.tokens[first].text in QUESTION:
            yield start, end


def _items(asks: list[Owned], spans: Spans) -> Iterator[Part]:
    """Items of a list that no ask covers; none of them is idle."""
    covered = {i for one in asks for i in one.region | one.taken}
    for start, end in sentences(spans):
        for at, stop in pairwise((*items(spans, start, end), end)):
            if not covered & set(range(at + marker(spans, at), stop)):
                yield at, stop
