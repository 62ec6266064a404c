"""A clause that points at a year before it in, the years from that one on out: "has it risen
since?", "how has it changed since then?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from cin_narrative.reading.contract import Ask, Period, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.words.closed_classes import COORDINATORS, PRONOUNS

SINCE = re.compile(r"\bsince then\b|\b(?:from then|since)(?: on| onwards)?\W*$", re.I)
BARE = re.compile(r"\bsince\W*$", re.I)
ONE_YEAR = frozenset(("year", "ago", "before", "after", "first", "covid"))


def says_since(facts: Facts) -> bool:
    """Whether a clause says "since then", or "since" with no word behind it that says when."""
    return any(True for _ in _since(facts))


def _since(facts: Facts) -> Iterator[int]:
    tokens = facts.spans.tokens
    dated = {at for one in facts.periods for at in range(one.start, one.end)}
    moves = {one.start for one in facts.having("change")}
    for at in range(facts.clause.start, facts.clause.end):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if at in dated or tokens[at].text not in ("since", "from"):
            continue
        then = after is not None and after.text == "then"
        ends = after is None or after.kind == "mark" or after.text in COORDINATORS
        inside = tokens[at - 1].text in PRONOUNS and at + 1 in moves  # "has it since fallen"
        if then or (tokens[at].text == "since" and (ends or inside)):
            yield at


def from_then(ask: Ask, before: Ask, facts: Facts) -> tuple[Period, ...]:
    """The year that was asked about before, and the latest; of a trend, the run between them."""
    anchors = sorted((one for one in before.periods if _is_one_year(one)), key=_year)
    every = all(one.meaning.form == "all" for one in facts.periods)  # "and each year since"
    if not every or not anchors or len(anchors) < len(before.periods):
        return ()
    if ask.ask == "trend":
        return (Period(start=anchors[-1].words),)
    return (anchors[-1], Period(default="latest"))


def _is_one_year(one: Period) -> bool:
    meaning = period(one.words) if one.words else None
    return meaning is not None and meaning.form in ONE_YEAR


def _year(one: Period) -> int:
    meaning = period(one.words) if one.words else None
    return meaning.first if meaning is not None and meaning.form == "year" else 0


def until_now(ask: Ask, facts: Facts) -> Ask:
    """ "It was 23.8 in 2019: has it risen since?": the only year that a change names is its start;
    of a figure "in 2019 and each year since", the first of a run."""
    first = facts.periods[:1]
    alone = len(ask.periods) == len(facts.periods) == 1 and _is_one_year(ask.periods[0])
    if not alone or not any(at > first[0].start for at in _since(facts)):
        return ask
    if ask.ask == "change":
        return msgspec.structs.replace(ask, periods=(*ask.periods, Period(default="latest")))
    if ask.ask not in ("value", "trend"):
        return ask
    run = (Period(start=ask.periods[0].words),)
    return msgspec.structs.replace(ask, ask="trend", each=("year",), periods=run)


def of_the_year_told(ask: Ask, told: tuple[Period, ...]) -> tuple[Period, ...]:
    """ "We had an inspection in 2022. How have referrals changed since?": until now."""
    ends = SINCE.search(ask.words or "") and len(told) == 1
    return (*told, Period(default="latest")) if ends else told


def since_unread(ask: Ask) -> Ask:
    """A "since" that no year was asked about before is left unread."""
    bare = BARE.search(ask.words or "")
    if not bare or ask.periods or "periods" in ask.inherits:
        return ask
    left = Restrictor(words=bare[0].rstrip(" ?!.,;"), what="unread")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))
