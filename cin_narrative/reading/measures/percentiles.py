"""An ask of how long something took and its facts in, the ask of the percentile named out:
"the 75th percentile of assessment duration" is no band of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.contract import Ask, Measure
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.tokens import fold, tokens_of

WHOLE = ("breakdown", "quartile", "top")
MIDDLE = ("median",)
OF_ONE = (*WHOLE, "value", "trend", "change", "compare", "gap", "rank")


def of_percentile(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The ask with the percentiles in the place of the bands, where one is named and counted; the
    median among them is one of them."""
    one = ask.measures[0] if len(ask.measures) == 1 else None
    if one is None or not one.indicator or ask.ask not in (*OF_ONE, "aggregate"):
        return ask
    found = sorted(named_percentiles(one.indicator, facts, lexicon), key=lambda each: each[1])
    indicators = {name for (name, _), _, _ in found}
    asked = tuple(dict.fromkeys(category for (_, category), _, _ in found))
    other = (one.categories and one.indicator not in indicators) or set(one.categories) == {*asked}
    labels = [lexicon.catalogue[name].categories[part].label for (name, part), _, _ in found]
    if len(indicators) != 1 or other or all(label in MIDDLE for label in labels):
        return ask
    for _, start, end in found:
        facts.own(start, end)
    said = {(_begin(one, facts), one.words or "")}
    if one.indicator not in indicators:
        said |= {(start, facts.spans.words(start, end)) for _, start, end in found}
    words = " ... ".join(text for _, text in sorted(said))
    measure = Measure(words=words, indicator=indicators.pop(), categories=asked)
    kind = "value" if ask.ask in (*WHOLE, "aggregate") else ask.ask
    aggregate = None if ask.ask == "aggregate" else ask.aggregate
    return msgspec.structs.replace(
        ask, ask=kind, measures=(measure,), each=(), limit=None, aggregate=aggregate
    )


def _begin(one: Measure, facts: Facts) -> int:
    """Where the words of a measure begin."""
    found = [other.start for other in facts.measured.measures if other.indicator == one.indicator]
    return min(found, default=facts.clause.end)


def named_percentiles(
    indicator: str, facts: Facts, lexicon: Lexicon
) -> Iterator[tuple[tuple[str, str], int, int]]:
    """Each percentile of the same thing that the clause names, and where. What is a share of a
    thing ("assessment timescales") has the percentiles of it."""
    catalogue, about = lexicon.catalogue, lexicon.catalogue[indicator]
    texts = [token.text for token in facts.spans.tokens]
    share = about.measures.get(Metric.PERCENTAGE)
    whole = about.breakdown_of or (share.of if share else "") or indicator
    for one in catalogue.breakdowns_of(whole):
        for category, part in one.categories.items():
            if "percentile" not in part.label and part.label not in MIDDLE:
                continue
            names = [_written(name) for name in (part.label, *part.synonyms)]
            for at in range(facts.clause.start, facts.clause.end):
                for name in names:
                    if texts[at : at + len(name)] == name and not _is_place(texts[:at]):
                        yield (one.id, category), at, at + len(name)


@cache
def _written(name: str) -> list[str]:
    return [token.text for token in tokens_of(fold(name))]


def _is_place(before: Sequence[str]) -> bool:
    """Whether a quarter is where somebody stands: "in the upper quartile for"."""
    return [text for text in before if text != "the"][-1:] in (["in"], ["which"], ["what"])


def own_percentiles(names: Sequence[str], facts: Facts, lexicon: Lexicon) -> None:
    """Give the percentiles that a clause names to the measures of a reading, which tell them."""
    for name in names:
        for _, start, end in named_percentiles(name, facts, lexicon):
            facts.own(start, end)
