"""An ask and the facts of its clause in, the same of how long things take where "longer", "quicker"
or "slower" asks for that out.

The median length is what tells; where none is published, how many are done in time comes nearest,
and is said not to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cin_narrative.reading.contract import Ask, AskKind, Change, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.lexicon import Lexicon, Named
from cin_narrative.reading.words.tokens import tokens_of

LONG, SHORT = words_of("facts_speed.long"), words_of("facts_speed.short")


def at_speed(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Do assessments take longer in A than in B", "are they quicker than in 2020"."""
    tokens, there = facts.spans.tokens, range(facts.clause.start, facts.clause.end)
    said = [at for at in there if tokens[at].text in LONG | SHORT and at not in facts.counted]
    found = facts.measured.measures
    moved = facts.having("change", "up", "down")
    if not said or moved or len(found) != 1 or len(ask.measures) != 1 or found[0].categories:
        return ask
    if "ontime" in found[0].terms or any(one.startswith("d:") for one in found[0].terms):
        for at in said:  # it is how many are done in time that is asked for
            facts.own(at, at + 1)
        return ask
    base = found[0].terms - {"duration"}
    median, ontime = (
        _named(base | {one}, one, lexicon) or _named(base | {"duration", one}, one, lexicon)
        for one in ("median", "ontime")
    )
    if not (median or ontime):
        return ask
    words = " ... ".join(facts.take(at, at + 1) for at in said)
    if median:
        long = {tokens[at].text in LONG for at in said}
        return _directed(_of(ask, median, lexicon), long.pop() if len(long) == 1 else None)
    nearest = (*ask.restrictors, Restrictor(words=words, what="attribute"))
    return msgspec.structs.replace(_of(ask, ontime, lexicon), restrictors=nearest)


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
