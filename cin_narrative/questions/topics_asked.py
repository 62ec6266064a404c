"""Measures of a reading in, topics out: each category in the breakdown that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.questions.queries import Topic
from cin_narrative.reading.contract import Measure


def topics_of(measures: Sequence[Measure], inherited: Sequence[Topic],
              catalogue: Catalogue) -> tuple[Topic, ...]:  # fmt: skip
    """The topics of an ask, each once, in the order asked."""
    return tuple(dict.fromkeys(one for measure in measures
                               for one in _topics(measure, inherited, catalogue)))  # fmt: skip


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


def metric_of(measures: Sequence[Measure]) -> Metric | None:
    """The metric that was named; None where none was."""
    return next((Metric(one.metric) for one in measures if one.metric), None)
