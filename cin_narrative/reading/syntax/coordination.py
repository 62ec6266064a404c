"""Two stretches and what joins them in, whether they are one clause out: "between A and B"."""

from __future__ import annotations

from cin_narrative.reading.sentences import STOPS
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    INVERTED,
    PREPOSITIONS,
    QUESTION,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan, Stretch

LONGEST_NAME = 3  # tokens


def held_together(spans: Spans, begins: int, at: int, gap: int) -> bool:
    """Whether a coordinator joins no clauses: "between A and B", "plans or enquiries"."""
    if at + gap >= len(spans.tokens):
        return False
    texts = [token.text for token in spans.tokens[max(begins, at - 6) : at]]
    either = gap == 1 and spans.tokens[at].text == "or"
    metrics = [one for one in spans.cues if one.kind == "metric"]
    after = min(at + gap + (spans.tokens[at + gap].text in DETERMINERS), len(spans.tokens) - 1)
    both = any(one.end == at for one in metrics) and any(one.start == after for one in metrics)
    left = spans.tokens[begins:at]
    put = spans.tokens[after].text in QUESTION and any(token.text in QUESTION for token in left)
    both = both and not put  # "which has the highest rate, how many is that"
    heading = spans.tokens[at].text == ":" and not any(
        token.text in QUESTION | INVERTED for token in left
    )
    heading = heading and not any(begins <= one.start < at for one in spans.said)
    in_brackets = spans.tokens[at].text == "(" and any(
        one.start == after and one.end < len(spans.tokens) and spans.tokens[one.end].text == ")"
        for one in metrics
    )
    waits = (
        left
        and left[0].text in ("which", "who", "what")
        and not any(token.text in INVERTED for token in left)
    )
    verb = spans.tokens[at + gap].text in INVERTED and spans.tokens[at].text == "," and gap == 1
    if (
        _asks_size(spans, begins, at, gap)
        or _is_topic(spans, begins, at, metrics)
        or heading
        or in_brackets
        or (waits and verb)
        or _is_fronted(spans, begins, at, gap)
        or _is_cleft(spans, begins, at)
        or _only_metric(spans, after, metrics)
    ):
        return True
    return both or "between" in texts or (either and spans.tokens[at + 1].text not in QUESTION)


def _asks_size(spans: Spans, begins: int, at: int, gap: int) -> bool:
    """Whether only the size of a move follows, and then its years: "did it rise, | and by how much,
    between 2018 and 2022"."""
    tokens, begin = spans.tokens, at + gap
    while begin < len(tokens) and tokens[begin].text in COORDINATORS:
        begin += 1
    size = [token.text for token in tokens[begin : begin + 2]] in (["by", "how"], ["by", "what"])
    behind = size and any(one.start >= begin for one in spans.periods)
    mark = tokens[begin + 3 : begin + 4]
    closing = size and not behind and bool(mark) and mark[0].text == ","
    return (behind or closing) and not any(begins <= one.start < at for one in spans.periods)


def _is_topic(spans: Spans, begins: int, at: int, metrics: list[CueSpan]) -> bool:
    """Whether a phrase put first says of what: "Kent: of the plans that ended, |"."""
    left = spans.tokens[begins:at]
    headed = [i for i, token in enumerate(left) if token.text == ":"]
    put_first = left[headed[-1] + 1 :] if headed else left
    led = bool(put_first) and put_first[0].text in PREPOSITIONS
    asks = any(token.text in (QUESTION | INVERTED) - {"that"} for token in left)
    return led and not asks and not any(begins < one.start < at for one in metrics)


def is_listed(spans: Spans, at: int) -> bool:
    """Whether a mark stands between two of a list ("Kent, Surrey and Essex", "2020, 2022 and
    2024", "neglect, physical abuse"), inside a name, or round a metric ("plans (rate)"). It sets
    nothing off."""
    after = at + 1
    while after < len(spans.tokens) and spans.tokens[after].text in COORDINATORS | DETERMINERS:
        after += 1
    kinds: tuple[tuple[Stretch, ...], ...] = (spans.places, spans.periods, spans.parts)
    inside = any(one.start < at < one.end for one in spans.places)
    return (
        inside
        or _is_round_metric(spans, at)
        or _names_one_unknown(spans, at, after)
        or any(
            any(one.end == at for one in kind) and any(one.start == after for one in kind)
            for kind in kinds
        )
    )


def _is_round_metric(spans: Spans, at: int) -> bool:
    """Whether a bracket holds a metric and nothing else."""
    texts = [token.text for token in spans.tokens]
    metrics = [(one.start - 1, one.end) for one in spans.cues if one.kind == "metric"]
    return any(
        at in pair and texts[pair[0]] == "(" and texts[pair[1] : pair[1] + 1] == [")"]
        for pair in metrics
        if pair[0] >= 0
    )


def _names_one_unknown(spans: Spans, at: int, after: int) -> bool:
    """Whether a name that is no place we know stands in a list of places: "Kent, Lilliput and
    Surrey"."""
    end = after
    known = {i for one in spans.terms if one.name[0] != "=" for i in range(one.start, one.end)}
    barred = PREPOSITIONS | QUESTION | INVERTED | COORDINATORS | {","}
    while end < len(spans.tokens) and spans.tokens[end].text not in barred and end not in known:
        end += 1
    goes_on = spans.tokens[end].text in COORDINATORS | {","} if end < len(spans.tokens) else False
    listed = any(one.end == at for one in spans.places)
    return (
        listed
        and goes_on
        and 0 < end - after <= LONGEST_NAME
        and any(one.start in (end + 1, end + 2) for one in spans.places)
    )


def is_one_of_a_list(spans: Spans, at: int) -> bool:
    """Whether a word is put beside a place as one of its kind: "both Hull and Ruritania"."""
    begins, ends = at, at + 1
    while begins > 1 and spans.tokens[begins - 1].text in COORDINATORS | DETERMINERS | {","}:
        begins -= 1
    while ends < len(spans.tokens) and spans.tokens[ends].text in COORDINATORS | {","}:
        ends += 1
    before = begins < at and any(one.end == begins for one in spans.places)
    return before or (ends > at + 1 and any(one.start == ends for one in spans.places))


def _is_cleft(spans: Spans, begins: int, at: int) -> bool:
    """Whether a question that names nothing waits for what follows: "which is higher, the rate in A
    or in B?"."""
    texts = [token.text for token in spans.tokens[begins : begins + 2]]
    cleft = texts[:1] in (["which"], ["who"]) and texts[-1] in INVERTED
    named = [one for one in spans.cues if one.kind in ("metric", "superlative")]
    if any(at <= one.start for one in spans.places):
        named += spans.places  # type: ignore[arg-type]
    ordered = any(one.kind == "compare" and begins < one.start < at for one in spans.cues)
    return cleft and ordered and not any(begins <= one.start < at for one in named)


def _only_metric(spans: Spans, at: int, metrics: list[CueSpan]) -> bool:
    """Whether a metric with at most a year is all that follows: ", % 2018-2024"."""
    ends = {one.start: one.end for one in metrics}
    end = ends.get(at)
    while end is not None and end + 1 in ends and spans.tokens[end].text in COORDINATORS:
        end = ends[end + 1]  # "n and %"
    if end is None or any(spans.tokens[i].text in QUESTION for i in range(at, end)):
        return False
    stops = (i for i in range(end, len(spans.tokens)) if spans.tokens[i].text in STOPS)
    rest = range(end, next(stops, len(spans.tokens)))
    return all(
        spans.tokens[i].kind in ("period", "mark") or spans.tokens[i].text in COORDINATORS
        for i in rest
    ) and (spans.tokens[at].kind == "mark" or end > ends[at])


def ranks_anew(spans: Spans, begins: int, at: int, start: int, lexicon: Lexicon) -> bool:
    """Whether the first of all is asked for behind a figure: "the number of referrals | and the
    most common source"."""
    noun = start + (spans.tokens[start].text in DETERMINERS)
    before = [one for one in spans.cues if begins <= one.start < at]
    counted = any(begins <= one.start < at and one.name in lexicon.things for one in spans.terms)
    figure = counted and any(one.kind == "metric" for one in before)
    first = any(one.kind == "superlative" and one.start in (start, noun) for one in spans.cues)
    ranked = any(one.kind in ("superlative", "each", "rank", "list") for one in before)
    return figure and first and not ranked


def is_closed(spans: Spans, begins: int, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the stretch before a noun has its own place or year behind what it counts; if not,
    "CIN rate, CPP rate and s47 rate for Leeds" are three measures of one ask."""
    things = [one for one in spans.terms if one.name in lexicon.things]
    left = [one.end for one in things if begins <= one.start < at]
    right = [one for one in things if at <= one.start < end]
    return not right or any(max(left, default=begins) <= one.start < at for one in spans.said)


def is_placed_anew(spans: Spans, at: int, end: int) -> bool:
    """Whether a superlative has a place of its own beside that of one before it: "the highest in
    the North East and | the lowest in the South East"."""
    before = [one.start for one in spans.cues if one.kind == "superlative" and one.start < at]
    return any(at < one.start < end for one in spans.places) and any(
        max(before, default=at) < one.start < at for one in spans.places
    )


def _is_fronted(spans: Spans, start: int, at: int, gap: int) -> bool:
    """Whether all that stands before a comma and a question word is led by a participle or a
    preposition: "counting plans that lasted a year, | how many ended" asks one thing."""
    texts = [token.text for token in spans.tokens[start:at]]
    led = next((text for text in texts if text != "only"), "")
    asked = gap == 1 and spans.tokens[at + gap].text in QUESTION - {"which", "who"}
    asks = not {",", *QUESTION, *INVERTED}.isdisjoint(texts) or any(
        start <= one.start < at and one.kind == "metric" for one in spans.cues
    )
    return asked and not asks and (led.endswith("ing") or led in PREPOSITIONS)
