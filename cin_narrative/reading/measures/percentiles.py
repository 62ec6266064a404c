"""An ask of how long something took and its facts in, the ask of the percentile named out:
"the 75th percentile of assessment duration" is no band of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cin_narrative.reading.contract import Ask, Measure
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.tokens import fold, tokens_of

WHOLE = ("breakdown", "quartile", "top")
OF_ONE = (*WHOLE, "value", "trend", "change", "compare", "gap", "rank")


def of_percentile(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The ask with the percentile in the place of the bands, where one is named and counted."""
    one = ask.measures[0] if len(ask.measures) == 1 else None
    if one is None or not one.indicator or one.categories or ask.ask not in OF_ONE:
        return ask
    for found, start, end in named_percentiles(one.indicator, facts, lexicon):
        facts.own(start, end)
        said = [(start, facts.spans.words(start, end)), (_begin(one, facts), one.words or "")]
        words = " ... ".join(text for _, text in sorted(said))
        measure = Measure(words=words, indicator=found[0], categories=(found[1],))
        kind = "value" if ask.ask in WHOLE else ask.ask
        return msgspec.structs.replace(ask, ask=kind, measures=(measure,), each=(), limit=None)
    return ask


def _begin(one: Measure, facts: Facts) -> int:
    """Where the words of a measure begin."""
    found = [other.start for other in facts.measured.measures if other.indicator == one.indicator]
    return min(found, default=facts.clause.end)


def named_percentiles(
    indicator: str, facts: Facts, lexicon: Lexicon
) -> Iterator[tuple[tuple[str, str], int, int]]:
    """Each percentile of the same thing that the clause names, and where."""
    catalogue = lexicon.catalogue
    texts = [token.text for token in facts.spans.tokens]
    for one in catalogue.breakdowns_of(catalogue[indicator].breakdown_of or indicator):
        for category, part in one.categories.items():
            said = (part.label, *part.synonyms) if "percentile" in part.label else ()
            names = [[token.text for token in tokens_of(fold(name))] for name in said]
            for at in range(facts.clause.start, facts.clause.end):
                for name in names:
                    if texts[at : at + len(name)] == name and not _is_place(texts[:at]):
                        yield (one.id, category), at, at + len(name)


def _is_place(before: Sequence[str]) -> bool:
    """Whether a quarter is where somebody stands: "in the upper quartile for"."""
    return [text for text in before if text != "the"][-1:] in (["in"], ["which"], ["what"])


def own_percentiles(names: Sequence[str], facts: Facts, lexicon: Lexicon) -> None:
    """Give the percentiles that a clause names to the measures of a reading, which tell them."""
    for name in names:
        for _, start, end in named_percentiles(name, facts, lexicon):
            facts.own(start, end)
