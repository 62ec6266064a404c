"""An ask and the facts of its clause in, the same of how long things take where "longer", "quicker"
or "slower" asks for that out.

The median length is what tells; where none is published, how many are done in time comes nearest,
and is said not to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from cin_narrative.reading.contract import Ask, AskKind, Change, Limit, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.lexicon import Lexicon, Named
from cin_narrative.reading.words.tokens import tokens_of

LONG, SHORT = words_of("facts_speed.long"), words_of("facts_speed.short")
LONGEST, SHORTEST = words_of("facts_speed.longest"), words_of("facts_speed.shortest")
APART: tuple[AskKind, ...] = ("top", "rank", "list", "compare", "change", "trend", "gap")
RANKING = ("top", "list", "breakdown")


def at_speed(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Do assessments take longer in A than in B", "are they quicker than in 2020", "which council
    has the slowest"; of a length that areas or years are told apart by, the median."""
    ask = _by_the_median(ask, lexicon)
    tokens, there = facts.spans.tokens, range(facts.clause.start, facts.clause.end)
    ends = LONGEST | SHORTEST if ask.ask in RANKING and _of_areas(ask, facts) else frozenset()
    paced = LONG | SHORT | ends
    said = [at for at in there if tokens[at].text in paced and at not in facts.counted]
    found = facts.measured.measures
    moved = facts.having("change", "up", "down")
    if not said or moved or len(found) != 1 or len(ask.measures) != 1 or found[0].categories:
        return ask
    if "ontime" in found[0].terms or any(one.startswith("d:") for one in found[0].terms):
        for at in said:  # it is how many are done in time that is asked for
            facts.own(at, at + 1)
        return ask
    base = found[0].terms - {"duration", "median"}
    median, ontime = (
        _named(base | {one}, one, lexicon) or _named(base | {"duration", one}, one, lexicon)
        for one in ("median", "ontime")
    )
    if not (median or ontime):
        return ask
    words = " ... ".join(facts.take(at, at + 1) for at in said)
    if ends & {tokens[at].text for at in said}:
        most = bool(LONGEST & {tokens[at].text for at in said})
        return _ranked(ask, (median, ontime), words, most=most, lexicon=lexicon)
    if median:
        long = {tokens[at].text in LONG for at in said}
        return _directed(_of(ask, median, lexicon), long.pop() if len(long) == 1 else None)
    nearest = (*ask.restrictors, Restrictor(words=words, what="attribute"))
    return msgspec.structs.replace(_of(ask, ontime, lexicon), restrictors=nearest)


def _by_the_median(ask: Ask, lexicon: Lexicon) -> Ask:
    """ "Which council has the lowest median time": one figure of each, not the whole breakdown."""
    apart = ask.ask in APART or ask.threshold is not None
    if not apart or len(ask.measures) != 1 or ask.measures[0].categories:
        return ask
    middle = tuple(_middle(ask.measures[0].indicator, lexicon))
    if not middle or ask.measures[0].all_categories:
        return ask
    one = msgspec.structs.replace(ask.measures[0], categories=middle, metric=None)
    return msgspec.structs.replace(ask, measures=(one,))


def _of_areas(ask: Ask, facts: Facts) -> bool:
    """Whether areas are ranked: "which council", "who", "the five authorities"."""
    limit = ask.limit is not None and ask.limit.of == "areas"
    return limit or bool(facts.having("each", "areas")) or "who" in facts.texts()[:1]


def _ranked(
    ask: Ask, named: tuple[Named | None, Named | None], words: str, *, most: bool, lexicon: Lexicon
) -> Ask:
    """Which areas take longest, or are quickest: by the median, else by how many are in time."""
    median, ontime = named
    found = _of(ask, median or ontime, lexicon)
    n = ask.limit.n if ask.limit is not None else 1
    order: Literal["highest", "lowest"] = "highest" if most is bool(median) else "lowest"
    limit = Limit(words=words, n=n, order=order, of="areas")
    left = () if median else (Restrictor(words=words, what="attribute"),)
    where = ask.threshold.area if ask.threshold is not None else None  # "over assessments in Kent"
    return msgspec.structs.replace(
        found,
        ask="top",
        limit=limit,
        each=(),
        threshold=None if where else ask.threshold,
        within=found.within or where,
        restrictors=(*ask.restrictors, *left),
    )


def _named(terms: frozenset[str], term: str, lexicon: Lexicon) -> Named | None:
    return next((one for one in lexicon.names_with(term) if one.terms == terms), None)


def _middle(name: str | None, lexicon: Lexicon) -> Iterator[str]:
    """The category of an indicator that is its median, where it has one."""
    for _, values in lexicon.parts.at(tokens_of("median"), 0):
        yield from (part.category for part in values if part.indicator == name)


def _of(ask: Ask, named: Named | None, lexicon: Lexicon) -> Ask:
    """The ask of another measure: of several places a comparison of them, and no breakdown."""
    several = len(ask.areas) + len(ask.compare_with) > 1
    areas = ask.areas or ask.compare_with
    kind: AskKind = "compare" if several else "value" if ask.ask == "breakdown" else ask.ask
    name = named.indicator if named else None
    one = msgspec.structs.replace(
        ask.measures[0],
        indicator=name,
        categories=tuple(_middle(name, lexicon)),
        all_categories=False,
        metric=None,
    )
    against = ask.compare_with if ask.areas else ()
    return msgspec.structs.replace(
        ask, ask=kind, measures=(one,), areas=areas, compare_with=against, each=()
    )


def _directed(ask: Ask, longer: bool | None) -> Ask:
    """The ask with which way a comparison or a change is put to a yes or no."""
    if longer is None:
        return ask
    if ask.ask == "change":
        way = Change(direction="up" if longer else "down")
        return msgspec.structs.replace(ask, change=way, than=None)
    than = "higher" if longer else "lower"
    return msgspec.structs.replace(ask, than=than if ask.ask == "compare" else None)
