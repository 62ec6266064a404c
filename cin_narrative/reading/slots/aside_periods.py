"""What is told beside a question in (a period, a place, a heading), the ask that it is of out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from cin_narrative.reading.contract import Ask, Period, Reading, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.residue import trimmed
from cin_narrative.reading.turns.since_then import of_the_year_told, since_unread
from cin_narrative.reading.turns.years_before import NO_AREAS
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    FIRST,
    NEGATION,
    PREPOSITIONS,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import PeriodSpan, PlaceSpan

Part = tuple[int, int]
ONE_OF, OURS, LIVING = (words_of(f"asides.{one}") for one in ("one_of", "ours", "living"))
RESTATING = frozenset(("i", "we", "said", "was", "were", "that"))  # "I said I was in Leeds"
NEARBY = frozenset(("next", "near", "close", "beside", "door", "neighbours", "neighbour"))
HEADING, LONGEST_HEADING = ("rank", "trend", "breakdown"), 4


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a period that is told beside a question, and where they stand in its text."""

    words: str
    at: int

    @classmethod
    def of(cls, spans: Spans, one: PeriodSpan) -> Told:
        """A period of some spans."""
        return cls(spans.words(one.start, one.end), spans.tokens[one.start].start)


def _is_said(one: Told, ask: Ask) -> bool:
    """Whether an ask names the year that is told: "our 2022-23 return ... in 2022-23"."""
    told = period(one.words)
    own = [period(when.words) for when in ask.periods if when.words]
    return told is not None and any(
        when is not None
        and (when.form, when.first, when.last) == (told.form, told.first, told.last)
        for when in own
    )


LAST_TIME = 20  # letters: "your colleague was helpful last time" is of no figure
THEN = re.compile(r"\b(?:between|since|from|than|until) then\b|\bsince(?=\s*[?.!,;]|\W*$)", re.I)


def told_periods(spans: Spans, part: Part) -> Iterator[PeriodSpan]:
    """The periods of an aside that are of what is asked: not the day of a meeting or a letter."""
    back = THEN.search(spans.text)
    for one in spans.periods:
        day = one.meaning.form == "recent" or _is_day(spans, one)
        again = spans.tokens[one.end - 1].end - spans.tokens[one.start].start < LAST_TIME and (
            "time" in spans.words(one.start, one.end)
        )
        named = one.meaning.form != "latest" and not again
        if part[0] <= one.start < part[1] and named and (back or not day):
            yield one


def _is_day(spans: Spans, one: PeriodSpan) -> bool:
    """Whether a date is that of a meeting or a letter: a day or a month that no figure is of."""
    day = re.match(r"\D*(\d{1,2})(?!\d)", spans.words(one.start, one.end))
    month = one.meaning.start[1]
    other = month not in (0, 3) or (month == 3 and day is not None and day[1] != "31")
    return one.meaning.form == "year" and other


def idle_words(spans: Spans, part: Part, told: list[PeriodSpan]) -> Iterator[str]:
    """The words of an aside without the periods that it tells."""
    cuts = [one for one in told if part[0] <= one.start < part[1]]
    starts, ends = [part[0], *(one.end for one in cuts)], [*(one.start for one in cuts), part[1]]
    for start, end in zip(starts, ends, strict=True):
        if any(spans.tokens[i].kind != "mark" for i in range(start, end)):
            yield spans.words(*trimmed(spans, start, end))


def told_beside(reading: Reading, text: str, periods: Sequence[Told]) -> Reading:
    """A period told beside what is asked is that of the ask before it, else of the first, where
    that has none; else it narrows that ask. It is never dropped."""
    asks, ignored = list(reading.asks), list(reading.ignored)
    empty = [not one.periods and "periods" not in one.inherits for one in asks]
    for one in periods if asks else ():
        begins = [text.find((ask.words or "").split(" ... ")[0]) for ask in asks]
        last = max((i for i, start in enumerate(begins) if start < one.at), default=0)
        ask = asks[last]
        if _is_said(one, ask):
            said = (*ask.periods, Period(words=one.words))
            asks[last] = msgspec.structs.replace(ask, periods=said)
        elif THEN.search(ask.words or "") and len(ask.periods) < 2:
            when = of_the_year_told(ask, (Period(words=one.words), *ask.periods))
            kind = "change" if ask.ask == "value" and len(when) > 1 else ask.ask
            asks[last] = msgspec.structs.replace(ask, periods=when, ask=kind)
        elif empty[last] and ask.ask not in NO_AREAS:
            when = (*ask.periods, Period(words=one.words))
            asks[last] = msgspec.structs.replace(ask, periods=when)
        else:
            narrowed = (*ask.restrictors, Restrictor(words=one.words))
            asks[last] = msgspec.structs.replace(ask, restrictors=narrowed)
        ignored = [part.strip() for idle in ignored for part in idle.split(one.words)]
    kept = tuple(one for one in ignored if one)
    asks = [since_unread(one) for one in asks]
    return msgspec.structs.replace(reading, asks=tuple(asks), ignored=kept)


def told_years(ask: Ask, facts: Facts, asks: list[Ask]) -> bool:
    """ "Are they going up? Looking at 2019 against 2023": a sentence that asks the same of years
    alone tells those of the ask before it, which named none."""
    last = asks[-1] if asks else None
    first = facts.texts()[0]
    states = "ask" not in ask.inherits or first in FIRST | {"this", "it"}
    taken = {"measures", "areas"} <= set(ask.inherits) and states
    anew = first in QUESTION | COORDINATORS or facts.having("metric")
    if last is None or last.periods or not (taken and ask.periods) or anew:
        return False
    if last.ask not in (ask.ask, "value"):
        return False
    asks[-1] = msgspec.structs.replace(
        last, ask=ask.ask, periods=ask.periods, each=ask.each, change=last.change or ask.change
    )
    return True


def headings_told(spans: Spans, found: list[Part]) -> Iterator[int]:
    """The tokens of headings that say what is asked: "rank request:", "put together,"."""
    for start, end in found:
        words = {i for i in range(start, end) if spans.tokens[i].kind != "mark"}
        for one in spans.cues:
            if one.kind == "aggregate" and words and words <= set(range(one.start, one.end)):
                yield from range(one.start, one.end)
        headed = ":" in {token.text for token in spans.tokens[end - 1 : end + 1]}
        for one in spans.cues:  # "as a percentage of England's total, what was ..."
            if one.kind == "ratio" and one.start == start:
                yield from range(one.start, one.end)
        for one in spans.cues if headed and end - start < LONGEST_HEADING else ():
            if one.kind in HEADING and start <= one.start < end:
                yield from range(one.start, one.end)


def forms_told(spans: Spans, gone: set[int]) -> Iterator[int]:
    """The tokens of asides that wish for a form: "a graph would be nice", not "no chart"."""
    for one in spans.cues:
        before = {token.text for token in spans.tokens[max(0, one.start - 5) : one.start]}
        if one.kind == "form" and one.start in gone and not before & NEGATION:
            yield from range(one.start, one.end)


def denied(spans: Spans, told: PeriodSpan, gone: set[int]) -> Iterator[int]:
    """ "Nothing before 2020, please", "do not go back before 2020": what says that a period which
    an aside tells is left out."""
    at = told.start - 1
    while at in gone and spans.tokens[at].kind != "mark":
        if spans.tokens[at].text in NEGATION | {"nothing"}:
            yield at
        at -= 1


def is_one_of(spans: Spans, place: PlaceSpan) -> bool:
    """ "A London borough" is one in London, whose figures are not London's."""
    wide = any(code.startswith("E") for code in place.codes)
    return wide and place.start > 0 and spans.tokens[place.start - 1].text in ONE_OF


def is_ours(spans: Spans, part: Part) -> bool:
    """Whether a place told beside is said to be the asker's own: "we are Derby", "I live in Hull",
    "Leeds here"; not where somebody else is there, or was: "my sister teaches in Leeds"."""
    texts = [spans.tokens[i].text for i in range(*part)]
    place = next(one for one in spans.places if part[0] <= one.start < part[1])
    first, last = place.start - part[0], place.end - part[0]
    led = [text for text in texts[:first] if text not in DETERMINERS | PREPOSITIONS]
    asker = bool(led) and led[0] in OURS
    is_said = led[1:2] in (["am"], ["are"])
    rest = led[1 + is_said :]
    said = spans.words(*part).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    state = asker and (is_said or said.startswith(("i'm ", "we're ", "im ")))
    near = NEARBY & set(rest) or any(one.endswith("ing") for one in rest[:1])
    mine = asker and (set(rest) <= LIVING or (state and not near))  # "we are guardians in Leeds"
    mine = mine or (asker and "said" in rest and set(rest) <= LIVING | RESTATING)
    return mine or texts[last : last + 1] == ["here"] or led[:1] == ["here"]
