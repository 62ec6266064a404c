"""Finding an indicator by any words for it, and saying what its definition says, for readers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cin_narrative.catalogue.catalogue import ADDRESS, Catalogue, Indicator, Polarity
from cin_narrative.catalogue.periods import Kind, written_day

GROUPS = {
    "need": "Children in need",
    "characteristics": "Who the children are",
    "referrals": "Referrals",
    "assessments": "Assessments",
    "protection": "Section 47 enquiries and conferences",
    "plans": "Child protection plans and child in need plans",
    "population": "Population",
}
POLARITY = {
    Polarity.NONE: "neither higher nor lower is better in itself",
    Polarity.LOW_IS_GOOD: "lower is better",
    Polarity.HIGH_IS_GOOD: "higher is better",
}
WHEN = {Kind.STOCK: "on 31 March", Kind.FLOW: "over the year to 31 March"}
FIRST_PUBLISHED = "sfr"


def search(catalogue: Catalogue, text: str) -> list[Indicator]:
    """The indicators that have every word of ``text`` in their title, names, categories or
    definition, those named so first.


    An empty text finds all, in the order of ``GROUPS``.
    """
    words = re.findall(r"[a-z0-9]+", text.lower())
    found = [
        indicator
        for indicator in catalogue
        if all(word in _all_text(indicator, catalogue) for word in words)
    ]
    order = list(GROUPS)
    return sorted(
        found,
        key=lambda one: (
            order.index(one.group) if one.group in order else len(order),
            not _is_named(one, words),
        ),
    )


def _names(indicator: Indicator) -> str:
    return " ".join([indicator.id.replace("_", " "), indicator.title, *indicator.synonyms]).lower()


def _is_named(indicator: Indicator, words: Iterable[str]) -> bool:
    return all(word in _names(indicator) for word in words)


def _all_text(indicator: Indicator, catalogue: Catalogue) -> str:
    categories = catalogue.counts_of(indicator).categories.values()
    said = [
        word
        for category in categories
        for word in (category.label, category.code, *category.synonyms)
    ]
    return " ".join([_names(indicator), indicator.definition, *said]).lower()


def facts(indicator: Indicator, catalogue: Catalogue) -> list[tuple[str, str]]:
    """What the definition says, as labelled lines: names, measures, polarity, rule, where DfE
    publishes it, its review.
    """
    measures = ", ".join(measure.value for measure in indicator.measures)
    found = [
        ("Also called", ", ".join(indicator.synonyms)),
        ("Counted", f"{WHEN[indicator.kind]}, in {indicator.counted}"),
        ("Measures", f"{measures}; compared by {indicator.headline.value}"),
        ("Polarity", POLARITY[indicator.polarity]),
        (
            "Breakdown of",
            str(catalogue[indicator.breakdown_of].title) if indicator.breakdown_of else "",
        ),
        ("Rule", str(indicator.rule)),
        ("Where DfE publishes it", "; ".join(published_in(indicator))),
        ("Next review", written_day(str(indicator.next_review))),
    ]
    return [(term, text) for term, text in found if text]


def published_in(indicator: Indicator) -> list[str]:
    """The files and columns that DfE prints the indicator in; for a breakdown the files, as each
    line has its own column.
    """
    addresses = [
        address for definition in indicator.measures.values() for address in definition.columns
    ]
    lines = [
        address
        for category in indicator.categories.values()
        for columns in category.columns.values()
        for address in columns
    ]
    files: dict[str, dict[str, None]] = {}
    for address in [*addresses, *lines]:
        match = ADDRESS.fullmatch(address)
        if match:
            columns = files.setdefault(match["family"], {})
            if address in addresses:
                columns[
                    f"{match['column']}" + (f" (row {match['label']})" if match["label"] else "")
                ] = None
    return [_place(file, list(columns)) for file, columns in files.items()]


def _place(file: str, columns: list[str]) -> str:
    where = "the files first published each year" if file == FIRST_PUBLISHED else f"file {file}"
    return f"{where}, column {', '.join(columns)}" if columns else f"{where}, one column a line"
