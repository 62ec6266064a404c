"""A clause that says that a figure moved in, the levels it is said to have come from and to out:
"fell from 38.9 to 34.8", "dropped below 9,000", "rose above England's".

A number is how far it moved only where nothing says that it is where it began or ended.
"""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import Area, Ask, Claim, Op, Period, Threshold
from cin_narrative.reading.facts.clause_facts import Facts, Level
from cin_narrative.reading.words.closed_classes import (
    AUXILIARIES,
    DETERMINERS,
    FOCUSING,
    PREPOSITIONS,
    PRONOUNS,
    words_of,
)
from cin_narrative.reading.words.stretches import CueSpan, Stretch

AROUND = words_of("facts_multiples.about")
LIGHT = DETERMINERS | PRONOUNS | {"of", "average"}
OPS: dict[str, Op] = {"higher": "gt", "lower": "lt"}
NEAR = 4  # tokens: "rose above the average of our neighbours"


def _moves(facts: Facts) -> list[CueSpan]:
    return facts.having("change", "up", "down")


def _before(at: int, facts: Facts) -> str:
    """The word before a quantity, with what says how exact it is passed over: "to about 9,900"."""
    tokens = facts.spans.tokens
    while at > facts.clause.start and tokens[at - 1].text in AROUND | FOCUSING:
        at -= 1
    return tokens[at - 1].text if at > facts.clause.start else ""


def ends_of(ask: Ask, facts: Facts) -> dict[str, tuple[int, int]]:
    """The numbers that a move is said to be "from" and "to"."""
    if ask.ask != "change":
        return {}
    led = {_before(one[0], facts): one for one in facts.numbers}
    found = {word: one for word, one in led.items() if word in ("from", "to")}
    return {**_told_before(facts, found), **found}


def _told_before(facts: Facts, led: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """ "Was it 38.7 in 2024, up from 34.9", "674 plans, up 73": a number that stands apart before
    the move is what it came to; before "falling to" what it came from."""
    moves = sorted(one.start for one in _moves(facts))
    before = [one for one in facts.numbers if moves and one[1] + 1 < moves[0]]
    behind = [one for one in facts.numbers if moves and one[0] > moves[0]]
    if len(before) != 1 or len(behind) != 1 or {*led.values()} & {*before}:
        return {}
    return {"from" if "to" in led else "to": before[0]}


def claimed_ends(ask: Ask, facts: Facts) -> Ask:
    """The ask with the levels that a move is said to be from and to; a number beside them is its
    size."""
    ends = ends_of(ask, facts)
    if not ends:
        return ask
    said = {word: facts.take(*size_said(ask, one, facts)) for word, one in ends.items()}
    others = [one for one in facts.numbers if one not in ends.values()]
    sizes = [one for one in others if _is_of_move(one[0], facts)][:1]
    facts.unread += [one for one in others if one not in sizes]
    first = sizes[0] if sizes else min(ends.values())
    claim = Claim(
        words=facts.take(*size_said(ask, first, facts)),
        about="change",
        start=said.get("from"),
        end=said.get("to"),
    )
    return msgspec.structs.replace(ask, claim=claim, periods=_until_now(ask, ends, facts))


def _is_of_move(at: int, facts: Facts) -> bool:
    """Whether a number is how far something moved: "fell by 12", "fell 12", "a fall of 12"."""
    near = {one.end + size for one in _moves(facts) for size in (0, 1)}
    return is_size(at, facts) or at in near


def _until_now(ask: Ask, ends: dict[str, tuple[int, int]], facts: Facts) -> tuple[Period, ...]:
    """ "Has it fallen from 10,950 in 2023": the one year is that of where it began, and the move is
    from then to now."""
    began, only = ends.get("from"), facts.periods
    if began is None or len(only) != 1 or only[0].meaning.form != "year":
        return ask.periods
    later = [start for start, _ in facts.numbers if began[1] <= start < only[0].start]
    beside = began[1] <= only[0].start and not later
    return (*ask.periods, Period(default="latest")) if beside else ask.periods


def is_size(start: int, facts: Facts) -> bool:
    """Whether a quantity that begins at a token is how far something moved: "by more than 10%", "by
    about 10%"."""
    at = size_from(start, facts)
    return at < start and facts.spans.tokens[at].text == "by"


def size_from(start: int, facts: Facts) -> int:
    """Where "by" stands before a quantity, or what says how exact it is; else the quantity."""
    tokens, at = facts.spans.tokens, start
    while at > 1 and tokens[at - 1].text in AROUND:
        at -= 1
    return at - 1 if at > 0 and tokens[at - 1].text == "by" else at


def size_said(ask: Ask, said: tuple[int, int], facts: Facts) -> tuple[int, int]:
    """A number with what says how exact it is; a part with "by" before it, as what has "risen by
    half" has not halved."""
    start, end = said
    parts = all(one.kind == "word" for one in facts.spans.tokens[start:end])
    if ask.ask != "change":
        return said
    begin = size_from(start, facts)
    sized = begin < start and facts.spans.tokens[begin].text == "by"
    return begin + (sized and not parts), end


def is_reached(level: Level, facts: Facts) -> bool:
    """Whether a level is where a move ended, and not how far it went: "fell below 9,000", "rose to
    over 9,000"; "rose more than 500" and "rose by over 500" are sizes."""
    tokens, first = facts.spans.tokens, level.start
    if tokens[first - 1].text == "to":
        return True
    ends = {one.end for one in _moves(facts)}
    at = first
    while at > facts.clause.start and at not in ends and tokens[at - 1].text in FOCUSING | AROUND:
        at -= 1
    return at in ends and tokens[first].text in PREPOSITIONS


def reached_place(ask: Ask, facts: Facts) -> Ask:
    """ "Has it risen above England's": another's figure is where the move is said to have ended,
    and no figure that moved too."""
    moves = {one.end for one in _moves(facts)}
    cue = next((one for one in facts.having("compare", *OPS) if _behind(one, moves, facts)), None)
    if ask.ask == "list" and cue is not None:  # "which rose above England's": which are above it?
        facts.unread += [(one.start, one.end) for one in _moves(facts)]
    if ask.ask != "change" or cue is None or facts.levels:
        return ask
    whose: list[Stretch] = [*facts.places, *facts.having("set", "home")]
    whose = sorted(whose, key=lambda one: one.end, reverse=True)  # "our neighbours"
    near = [one for one in whose if _is_next(cue.end, one.start, facts)]
    words = facts.spans.words(near[0].start, near[0].end) if near else ""
    beside = (*ask.areas, *ask.compare_with)
    level = next((one for one in beside if one.words and one.words.startswith(words)), None)
    if not words or level is None:
        return ask
    areas = tuple(one for one in ask.areas if one is not level)
    against = tuple(one for one in ask.compare_with if one is not level)
    if level.set not in (None, "home"):  # "rose above the average of our neighbours"
        facts.unread.append((cue.start, near[0].end))
        return msgspec.structs.replace(ask, areas=areas, compare_with=against)
    facts.own(cue.start, cue.end)
    at = _threshold(OPS[cue.cue.value], level)
    return msgspec.structs.replace(ask, areas=areas, compare_with=against, threshold=at)


def _threshold(op: Op, area: Area) -> Threshold:
    return Threshold(op=op, words=area.words, area=area, of="end")


def _behind(cue: CueSpan, moves: set[int], facts: Facts) -> bool:
    """Whether a comparative stands right behind a move: "fallen back below"."""
    tokens, before = facts.spans.tokens, cue.start - 1
    near = {cue.start} if before in facts.counted else {cue.start, before}
    led = tokens[before].text
    placed = tokens[cue.start].text in PREPOSITIONS or led == "to"
    return placed and led != "by" and bool(near & moves)  # "by more than theirs" is how far


def _is_next(at: int, start: int, facts: Facts) -> bool:
    between = facts.spans.tokens[at:start]
    return 0 <= start - at <= NEAR and all(one.text in LIGHT | AUXILIARIES for one in between)
