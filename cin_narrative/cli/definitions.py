"""The catalogue -> lines for a person: its list, and one definition."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.messages import message


def indicator_lines(catalogue: Catalogue) -> Iterator[str]:
    """The indicators by group, one line each."""
    width = max(len(indicator.id) for indicator in catalogue)
    for indicator in catalogue:
        yield f"{indicator.id:{width}}  {indicator.title} ({_measures(indicator)})"


def definition_lines(indicator: Indicator, catalogue: Catalogue) -> Iterator[str]:
    """Everything a reader wants to know of one indicator."""
    yield f"{indicator.title} ({indicator.id})"
    yield indicator.definition
    if indicator.why:
        yield indicator.why
    yield f"Measures: {_measures(indicator)}. Compared by: {indicator.headline.value}."
    yield message(
        "cli.polarity_and_rule",
        polarity=indicator.polarity.value.replace("_", " "),
        rule=indicator.rule,
        review=indicator.next_review,
    )
    yield f"Also called: {', '.join(indicator.synonyms)}."
    for category in catalogue.counts_of(indicator).categories.values():
        code = f" ({category.code})" if category.code else ""
        yield f"  {category.id}: {category.label}{code}"
    yield from (f"Note: {catalogue.notes[note].text}" for note in indicator.notes)


def _measures(indicator: Indicator) -> str:
    return ", ".join(measure.value for measure in indicator.measures)
