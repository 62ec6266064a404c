"""Measures of a reading in, topics out: each category in the breakdown that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.reading.contract import Ask, Measure
from cin_narrative.reading.words.lexicon import METRICS


def topics_of(
    measures: Sequence[Measure], inherited: Sequence[Topic], catalogue: Catalogue
) -> tuple[Topic, ...]:
    """The topics of an ask, each once, in the order asked."""
    return tuple(
        dict.fromkeys(one for measure in measures for one in _topics(measure, inherited, catalogue))
    )


def _topics(measure: Measure, inherited: Sequence[Topic], catalogue: Catalogue) -> Iterator[Topic]:
    if measure.indicator is None:
        bases = list(dict.fromkeys(topic.indicator for topic in inherited))
        if not measure.categories and not measure.all_categories:
            yield from inherited
            return
    else:
        bases = [measure.indicator] if measure.indicator in catalogue else []
    for base in bases:
        if measure.categories:
            for category in measure.categories:
                yield from _line(catalogue[base], category, catalogue)
        elif measure.all_categories and not catalogue[base].dimension:
            yield from (Topic(one.id) for one in _breakdowns(catalogue[base], catalogue)[:1])
        else:
            yield Topic(base)


def _line(base: Indicator, category: str, catalogue: Catalogue) -> Iterator[Topic]:
    """The line in the indicator's own breakdown, else in one of its total."""
    for one in [base, *_breakdowns(base, catalogue)]:
        if category in catalogue.counts_of(one).categories:
            yield Topic(one.id, category)
            return


def _breakdowns(base: Indicator, catalogue: Catalogue) -> list[Indicator]:
    """The breakdowns of the same total."""
    whole = base.breakdown_of if base.dimension else base.id
    return [one for one in catalogue.breakdowns_of(whole) if one.id != base.id]


PAIRED = ("ratio", "net", "share")


def by_metric(ask: Ask) -> list[Ask]:
    """An ask of several metrics as one ask of each: "the number and the percentage, 2021 to 2022".
    A value of one thing shows its number with its rate, and stays whole; a percentage is one."""
    metrics = dict.fromkeys(one.metric for one in ask.measures)
    things = {(one.indicator, one.categories) for one in ask.measures}
    shown = ask.ask == "value" and len(things) == 1 and "percentage" not in metrics
    if len(metrics) < 2 or ask.ask in PAIRED or shown:
        return [ask]
    return [
        msgspec.structs.replace(
            ask, measures=tuple(one for one in ask.measures if one.metric == metric)
        )
        for metric in metrics
    ]


def metric_of(measures: Sequence[Measure]) -> Metric | None:
    """The metric that was named; None where none was."""
    return next((Metric(one.metric) for one in measures if one.metric), None)


def broken_down(ask: Ask, slots: Resolved, held: Held) -> tuple[Resolved, str]:
    """The breakdown in place of its total, where one is asked for; what it cannot be broken down
    by.

    A breakdown of another total ("section 47 enquiries by ethnicity") is none of the one asked for.
    """
    catalogue = held.catalogue
    fine = next((one for one in ("month", "week") if one in ask.each and not ask.aggregate), "")
    totals = [topic for topic in slots.topics if not catalogue[topic.indicator].dimension]
    whole = [topic for topic in slots.topics if topic not in totals and not topic.category]
    if totals and whole and slots.ask in ("breakdown", "value", "top", "compare"):
        own = [topic for topic in whole if _is_of(topic, totals, catalogue)]
        own = own or _alike(whole, totals, catalogue)
        other = catalogue[whole[0].indicator].dimension if not own else ""
        return replace(slots, topics=tuple(own or totals)), str(other)
    if fine and totals:
        found = [
            Topic(one.id)
            for topic in totals
            for one in catalogue.breakdowns_of(topic.indicator)
            if one.dimension.startswith(fine)
        ]
        return replace(slots, topics=tuple(found or totals)), "" if found else fine
    return slots, ""


def _alike(whole: Sequence[Topic], totals: Sequence[Topic], catalogue: Catalogue) -> list[Topic]:
    """The breakdowns of the totals by what the others are broken down by."""
    by = {catalogue[topic.indicator].dimension for topic in whole}
    return [
        Topic(one.id)
        for total in totals
        for one in catalogue.breakdowns_of(total.indicator)
        if one.dimension in by
    ]


def _is_of(topic: Topic, totals: Sequence[Topic], catalogue: Catalogue) -> bool:
    wholes = {catalogue[topic.indicator].breakdown_of}
    wholes |= {
        one.of for name in wholes if name in catalogue for one in catalogue[name].measures.values()
    }
    return any(total.indicator in wholes for total in totals)


def is_counted(topic: Topic, held: Held) -> bool:
    """Whether it is a number with a rate beside it, so that "most" is of the number."""
    indicator = held.catalogue[topic.indicator]
    return indicator.headline is Metric.RATE and Metric.COUNT in indicator.measures


def are_numbered(ask: Ask, topics: Sequence[Topic], held: Held) -> bool:
    """Whether "most" is of the number: of what has a rate, and of what has a percentage where no
    metric is said and no lines of a breakdown are ranked."""
    of_lines = ask.limit is not None and ask.limit.of == "categories"
    plain = of_lines or METRICS & set((ask.words or "").lower().split())
    return all(is_counted(one, held) if plain else has_number(one, held) for one in topics)


def has_number(topic: Topic, held: Held) -> bool:
    """Whether it is a number with a rate or a percentage beside it."""
    indicator = held.catalogue[topic.indicator]
    beside = indicator.headline in (Metric.RATE, Metric.PERCENTAGE)
    return beside and Metric.COUNT in indicator.measures


def says_number(ask: Ask) -> bool:
    """Whether members are held against a level, places apart, or years against each other, by their
    number: "more plans than", "more than 90 plans", "how many times more plans", "fewer plans than
    in 2023", not "a higher rate of"."""
    said, names = (ask.words or "").lower(), [one.words for one in ask.measures if one.words]
    level = ask.threshold.words if ask.threshold is not None else None
    leading = ["more", "fewer", *([level.lower()] if level and level[-1].isdigit() else [])]
    before = (word for word in leading for name in names if f"{word} {name.lower()}" in said)
    times = ask.ask == "compare" and ask.change is not None and ask.change.form == "times"
    apart = times or ask.ask == "change" or (ask.ask == "list" and ask.threshold is not None)
    return apart and any(before)


def shares_whole(ask: Ask) -> bool:
    """Whether the largest share is asked of what one place has: "of England's referrals"."""
    whole = ask.within.words if ask.within is not None else None
    wholes = [one for one in (whole, "all", "the total") if one]
    names = [one.words for one in ask.measures if one.words]
    return ask.ask == "top" and any(
        f"{one} {name}" in (ask.words or "") for one in wholes for name in names
    )
