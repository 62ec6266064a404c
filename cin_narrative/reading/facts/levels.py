"""The numbers of a clause in, levels ("more than 30%"), limits ("top five") and the rest out."""

from __future__ import annotations

import re
from collections.abc import Container

from cin_narrative.reading.facts.clause_facts import Facts, Level
from cin_narrative.reading.facts.members import MEMBERS
from cin_narrative.reading.facts.negations import OTHER_SIDE, denied_at
from cin_narrative.reading.quantities.numbers import (
    MOST,
    MOSTLY,
    ORDINALS,
    PERCENT,
    quantity,
    whole,
)
from cin_narrative.reading.stated.ends import is_size
from cin_narrative.reading.syntax.verbs import EXCEEDING, forms
from cin_narrative.reading.words.closed_classes import DETERMINERS, PREPOSITIONS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan, Stretch

PASSING, REACHING = forms("syntax_verbs.passing"), forms("syntax_verbs.reaching")
PLACE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
OPS = {
    "over": "gt",
    "above": "gt",
    "more": "gt",
    "higher": "gt",
    "greater": "gt",
    **dict.fromkeys(EXCEEDING | PASSING, "gt"),
    **dict.fromkeys(REACHING, "ge"),
    "least": "ge",
    "under": "lt",
    "below": "lt",
    "less": "lt",
    "fewer": "lt",
    "lower": "lt",
    "within": "le",
    "most": "le",
    "up": "le",
    "minimum": "ge",
    "maximum": "le",
}


TAILS = {
    "more": "ge",
    "over": "ge",
    "above": "ge",
    "higher": "ge",
    "less": "le",
    "under": "le",
    "fewer": "le",
    "below": "le",
    "lower": "le",
}


PLUS = frozenset(("+", "plus"))
DOING = frozenset(("do", "does", "did", "will", "would"))


def find_numbers(facts: Facts, taken: set[int], lexicon: Lexicon) -> None:
    """Levels ("over 30%") and other numbers, where nothing else has taken them."""
    tokens, at = facts.spans.tokens, facts.clause.start
    timed = _lengths_as_figures(facts, lexicon)
    said = _of_others(facts, timed)
    while at < facts.clause.end:
        value, end = quantity(tokens, at)
        single = tokens[at].text in ("one", "a", "an") and end == at + 1
        ordinal = tokens[at].text in ORDINALS and tokens[at].kind == "word"
        other = single or ordinal or _is_distance(facts, at, end)
        if (
            value is None
            or taken & {at, end - 1}  # "one referral in six" holds what is counted
            or at in said
            or other
        ):
            at += 1
            continue
        last = next((last for first, last in timed.items() if first <= at < last), 0)
        op = _op(facts, at)
        denied = _denied(facts, at) if op else -1
        op = OTHER_SIDE[op] if denied >= 0 else op
        # "at least three councils"
        members = end < facts.clause.end and tokens[end].text in MEMBERS
        if op and not members:
            tail = _tail_op(facts, at)
            begins = denied if denied >= 0 else at if tail else _op_start(facts, at)
            size = 1 if tail and tokens[end].text in PLUS else 2
            facts.levels.append(Level(op, begins, last or end + size * bool(tail)))
        elif not last:
            facts.numbers.append((at, end))
        at = max(end, at + 1)
    _find_most(facts)
    inside = {i for level in facts.levels for i in range(level.start, level.end)}
    facts.cues = [  # "at least 5%" is no end, and "upwards of 5%" no move
        one
        for one in facts.cues
        if one.kind not in ("superlative", "change") or one.start not in inside
    ]


def _of_others(facts: Facts, timed: Container[int]) -> set[int]:
    """The tokens of lengths, of metrics ("per 10,000") and of runs, whose numbers are theirs."""
    lengths = [one for one in facts.spans.lengths if one.start not in timed]
    said: list[Stretch] = [*lengths, *facts.having("metric"), *facts.having("streak")]
    return {i for one in said for i in range(one.start, one.end)}


def _lengths_as_figures(facts: Facts, lexicon: Lexicon) -> dict[int, int]:
    """Where lengths in days begin and end, where the figure itself is an average of days: "was the
    median under 30 days"."""
    found, tokens = facts.measured.measures, facts.spans.tokens
    averages = [lexicon.catalogue[one.indicator].headline == "average" for one in found]
    free = (one for one in facts.spans.lengths if one.start not in facts.counted)
    days = (one for one in free if tokens[one.end - 1].stem == "day")
    return {one.start: one.end for one in days} if averages and all(averages) else {}


def _find_most(facts: Facts) -> None:
    """ "Are most plans for neglect", "do the majority of referrals come from", "are they mostly
    for": over a half is, where that is put to a yes."""
    tokens, put = facts.spans.tokens, facts.inverted_at
    start = facts.clause.start if put is None else put + 1
    if facts.levels or facts.having("compare") or (put is None and not facts.is_put_to_a_yes):
        return
    for words in MOST:
        size = len(words)
        begins = range(start, facts.clause.end - size) if words == MOSTLY else [start]
        for at in begins:
            said = tuple(token.text for token in tokens[at : at + size]) == words
            if said and (words == MOSTLY or at + size in facts.counted):
                facts.levels.append(Level("gt", at, at + size))
                return


def sizes(facts: Facts) -> set[int]:
    """The tokens that say how far something moved: "by 10%", "by more than 10%"."""
    said = [(one.start, one.end) for one in facts.levels] + facts.numbers
    return {i for start, end in said if is_size(start, facts) for i in range(start, end)}


def _op(facts: Facts, at: int) -> str:
    tokens = facts.spans.tokens
    before = [token.text for token in tokens[max(facts.clause.start, at - 3) : at]]
    tail = _tail_op(facts, at)
    if tail:
        return tail
    if before[-2:] in (["at", "least"], ["no", "less"], ["or", "more"], ["upwards", "of"]):
        return "ge"
    if (
        before[-2:] == ["at", "most"]
        or (before[-2:] == ["up", "to"] and not _goes_up(facts, at - 2))
        or before[-3:-1] == ["no", "more"]
    ):
        return "le"
    if before[-3:] in (["no", "more", "than"], ["not", "more", "than"]):
        return "le"
    if before[-3:] in (["no", "less", "than"], ["not", "less", "than"], ["no", "fewer", "than"]):
        return "ge"
    if before[-1:] == ["top"] and not _is_verb(facts, at - 1):
        return ""
    if before[-1:] == ["than"] and before[-2:-1]:
        return OPS.get(before[-2]) or _of_counted(facts, at - 1)
    return (
        OPS.get(before[-1], "")
        if before and before[-1] not in ("least", "most", "up", "within")
        else ""
    )


def _is_distance(facts: Facts, at: int, end: int) -> bool:
    """ "Is it within 5 of England's": how far apart two are, no figure of either; left unread."""
    tokens, ends = facts.spans.tokens, min(facts.clause.end, len(facts.spans.tokens))
    found = facts.clause.start < at < end < ends and tokens[end].text == "of"
    if not found or tokens[at - 1].text != "within":
        return False
    facts.unread.append((at - 1, end))
    facts.own(at - 1, end)
    return True


def _goes_up(facts: Facts, at: int) -> bool:
    """Whether "up" is of a verb: "did it go up to 53"; not "up to 53"."""
    return any(one.start < at < one.end for one in facts.having("change", "up"))


def _is_verb(facts: Facts, at: int) -> bool:
    """Whether "top" is what somebody did: "did Kent top 20,000", not "in the top 20"."""
    tokens, start = facts.spans.tokens, facts.clause.start
    did = {token.text for token in tokens[start:at]} & DOING
    return bool(did) and tokens[at - 1].text not in DETERMINERS | PREPOSITIONS


def _of_counted(facts: Facts, than: int) -> str:
    """ "Fewer referrals than 2,000": what is counted stands between the comparative and "than"."""
    for one in facts.having("compare", "higher", "lower"):
        if one.end < than and facts.counted >= set(range(one.end, than)):
            facts.cues.remove(one)
            facts.own(one.start, one.end)
            return "gt" if one.cue.value == "higher" else "lt"
    return ""


def _tail_op(facts: Facts, at: int) -> str:
    """ "40% or more", "50 and over"."""
    _, end = quantity(facts.spans.tokens, at)
    after = [token.text for token in facts.spans.tokens[end : end + 2]]
    if set(after[:1]) & PLUS and after[1:] != ["the"]:  # "20,000+"
        return "ge"
    return TAILS.get(after[1], "") if len(after) == 2 and after[0] in ("or", "and") else ""


def _denied(facts: Facts, at: int) -> int:
    """Where the word stands that denies a level: "isn't above 30%"; "not more than" is a level by
    itself, and "no more than" too."""
    tokens = facts.spans.tokens
    if _tail_op(facts, at):  # "not 40% or more"
        return denied_at(tokens, at, facts.clause.start)
    first = _op_start(facts, at)
    if tokens[first].text in ("no", "not"):
        return first if tokens[at - 1].text not in ("than", "least", "most", "to") else -1
    return denied_at(tokens, first, facts.clause.start)


def _op_start(facts: Facts, at: int) -> int:
    tokens = facts.spans.tokens
    start = at - 1 - (tokens[max(0, at - 2)].text == "upwards")
    while start > facts.clause.start and tokens[start].text in ("than", "least", "most", "to"):
        start -= 1
    return start - (tokens[start - 1].text in ("no", "not") if start else 0)


def place_of(word: str) -> int | None:
    """The place that an ordinal names, the second or a later one; None of any other word."""
    figures = PLACE.fullmatch(word)
    found = int(figures[1]) if figures else ORDINALS.get(word, 0)
    return found if found > 1 else None


def limit_number(facts: Facts, near: CueSpan) -> tuple[int | None, int, int]:
    """The number that goes with a superlative: "top five", "three highest", "5 lowest". "The top
    10%" is no number of members, and is left unread."""
    tokens = facts.spans.tokens
    after, end = whole(tokens, near.end)
    if after and near.end < facts.clause.end and near.cue.value in ("highest", "lowest"):
        if end < facts.clause.end and tokens[end].text in PERCENT:
            facts.unread.append((near.start, end + 1))
        return after, near.start, end
    place = place_of(tokens[near.start - 1].text) if near.start > facts.clause.start else None
    if place is not None:
        return place, near.start - 1, near.end
    for size in (1, 2):
        at = near.start - size
        if at >= facts.clause.start and (found := whole(tokens, at))[0] and found[1] == near.start:
            return found[0], at, near.end
    return None, near.start, near.end
