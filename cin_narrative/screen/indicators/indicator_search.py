"""Finding an indicator by any words for it, and saying what its definition says, for readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.catalogue.indicator import ADDRESS, Indicator
from cin_narrative.catalogue.periods import written_day
from cin_narrative.messages import message, words

FIRST_PUBLISHED = "sfr"


def search(catalogue: Catalogue, text: str) -> list[Indicator]:
    """The indicators that have every word of ``text`` in their title, names, categories or
    definition, those named so first.


    An empty text finds all, in the order of their groups.
    """
    asked = re.findall(r"[a-z0-9]+", text.lower())
    found = [
        indicator
        for indicator in catalogue
        if all(word in _all_text(indicator, catalogue) for word in asked)
    ]
    order = list(words("catalogue.groups"))
    return sorted(
        found,
        key=lambda one: (
            order.index(one.group) if one.group in order else len(order),
            not _is_named(one, asked),
        ),
    )


def _names(indicator: Indicator) -> str:
    return " ".join([indicator.id.replace("_", " "), indicator.title, *indicator.synonyms]).lower()


def _is_named(indicator: Indicator, asked: Iterable[str]) -> bool:
    return all(word in _names(indicator) for word in asked)


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
    headline, when = indicator.headline.value, words("catalogue.when")[indicator.kind]
    unit = words("catalogue.units")[indicator.counted]
    whole = indicator.breakdown_of
    found = {
        "names": ", ".join(indicator.synonyms),
        "counted": message("catalogue.counted", when=when, unit=unit),
        "measures": message("catalogue.measured", measures=measures, headline=headline),
        "polarity": words("catalogue.polarity")[indicator.polarity],
        "breakdown": str(catalogue[whole].title) if whole else "",
        "rule": str(indicator.rule),
        "published": "; ".join(published_in(indicator)),
        "review": written_day(indicator.next_review),
    }
    return [(words("catalogue.facts")[name], text) for name, text in found.items() if text]


def published_in(indicator: Indicator) -> list[str]:
    """The files and columns that DfE prints the indicator in; for a breakdown the files, as each
    line has its own column.
    """
    own = [address for one in indicator.measures.values() for address in one.columns]
    files: dict[str, dict[str, None]] = {}
    for address in [*own, *_of_categories(indicator)]:
        if match := ADDRESS.fullmatch(address):
            columns = files.setdefault(match["family"], {})
            if address in own:
                columns[_column(match["column"], match["label"])] = None
    return [_place(file, list(columns)) for file, columns in files.items()]


def _of_categories(indicator: Indicator) -> Iterator[str]:
    for category in indicator.categories.values():
        for columns in category.columns.values():
            yield from columns


def _column(column: str, label: str | None) -> str:
    return message("catalogue.row", column=column, label=label) if label else column


def _place(family: str, columns: list[str]) -> str:
    first = family == FIRST_PUBLISHED
    where = message("catalogue.first_files") if first else message("catalogue.file", family=family)
    if not columns:
        return message("catalogue.by_line", where=where)
    return message("catalogue.in_columns", where=where, columns=", ".join(columns))
