"""A stretch of tokens in, the words that say which of all years are asked of out: "when ... last",
"every year", "how many years"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.words.closed_classes import INVERTED, PREPOSITIONS, words_of
from cin_narrative.reading.words.lexicon import Cue
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan, Term
from cin_narrative.reading.words.tokens import Token

EVERY = words_of("occasions.every")
ALWAYS = words_of("facts_quantifiers.always")
OTHER = words_of("occasions.other")
TIMES = words_of("occasions.times")
RELATIVE = words_of("occasions.relative")
EVER = ("ever", "never")
ANY_YEAR = re.compile(r"\bany year\b", re.I)
OF_THEM, TIMES_SAID = ("in", "how", "many"), ("how", "many", "times")
MANY = (("how", "often"), ("in", "how", "many", "years"), ("how", "many", "years"))


def last_time(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Where "last" stands in "when did ... last", "which was the last year that"; there it is no
    verb."""
    texts = [token.text for token in tokens[start:end]]
    when = texts[:1] == ["when"] or (texts[:1] in (["which"], ["what"]) and "year" in texts[1:3])
    at = next((i for i, text in enumerate(texts) if text == "last"), None)
    if not when or at is None:
        return None
    return start + at, start + at + 1 + (texts[at + 1 : at + 2] in (["time"], ["year"]))


def every_year(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Where "every year" or "always" stands: all years are meant, not each by itself."""
    for at in range(start, end - 1):
        if tokens[at].text in ALWAYS:
            return at, at + 1
        of = tokens[at + 1].text in ("year", "years")
        if tokens[at].text in EVERY and of:
            return at, at + 2
    return None


def many_years(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Where "in how many years" opens a question."""
    texts = tuple(token.text for token in tokens[start : min(start + 4, end)])
    found = next((one for one in MANY if texts[: len(one)] == one), None)
    of = start + len(OF_THEM)
    if texts[: len(OF_THEM)] == OF_THEM and of < end and tokens[of].kind == "period":
        return start, of  # "in how many of the last six years"
    times = texts[: len(TIMES_SAID)] == TIMES_SAID and len(texts) > len(TIMES_SAID)
    if times and (texts[3] in INVERTED or tokens[start + 3].kind == "period"):
        return start, start + len(TIMES_SAID)
    return (start, start + len(found)) if found else None


def any_time(spans: Spans, start: int, end: int) -> tuple[int, int] | None:
    """Where "ever", "never", "at any time", "in any year" or "a year when" stands, that ask if
    there was a year; but not "than in any year"."""
    texts = {at: spans.tokens[at].text for at in range(start, end)}
    years = {o.start: o.end for o in spans.periods if ANY_YEAR.search(spans.words(o.start, o.end))}
    for at in range(start, end):
        first = at + (texts[at] in EVER and texts.get(at + 1) in ("any", "a"))  # "ever a year"
        noun = first + 1 + (texts.get(first + 1) in OTHER)
        timed = texts[first] in ("any", "a") and texts.get(noun) in TIMES
        last = years.get(at) or (noun + 1 if timed else at + 1 if texts[at] in EVER else 0)
        told = 2 if (texts.get(last), texts.get(last + 1)) == ("in", "which") else 0
        told = told or int(texts.get(last) in RELATIVE)
        led = {texts.get(at - 1), texts.get(at - 2)}
        if last and "than" not in led and (texts[at] != "a" or told):
            return at - (timed and texts.get(at - 1) in ("in", "at")), last + told
    return None


def occasions(spans: Spans, start: int, end: int) -> Iterator[CueSpan]:
    """The words that say when or how often something was so, and not how long it took: "last" of
    "when did it last", "a week" of "how many a week", "times" of "three times as many"."""
    last = last_time(spans.tokens, start, end)
    yield from [CueSpan(Cue("streak", "last"), *last)] if last else []
    yield from (one for one in spans.cues if is_pace(spans, one))
    for at in range(start + 1, end):
        if spans.tokens[at].text == "times" and whole(spans.tokens, at - 1)[1] == at:
            yield CueSpan(Cue("times", "times"), at, at + 1)


def is_pace(spans: Spans, one: CueSpan) -> bool:
    """Whether "a day" says how many on each, and not how long or when: "within a day"."""
    before = spans.tokens[one.start - 1].text if one.start else ""
    return one.kind == "pace" and before not in PREPOSITIONS | {"than", "one"}


def over_the_year(term: Term, spans: Spans) -> bool:
    """Whether a term says when in the year: "during the year", which says no more of what is
    counted in a year."""
    return term.name == "anypoint" and spans.tokens[term.end - 1].text == "year"


def open_at_any_point(terms: list[Term]) -> list[Term]:
    """ "Open at any point in the year": the second says when, and the first no day of its own."""
    any_time = {one.start: one for one in terms if one.name == "anypoint"}
    said = {one.end: one for one in terms if one.name == "current" and one.end in any_time}
    return [
        replace(one, start=said[one.start].start)
        if one in any_time.values() and one.start in said
        else one
        for one in terms
        if one not in said.values()
    ]
