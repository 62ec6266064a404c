"""An answer whose words give figures of many areas -> the same as a table, an area a row; none
where the answer has a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import measured
from cin_narrative.messages import words

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.statements.statement import Table

LEAST = 4  # areas: fewer are read as easily in a sentence
Column = tuple[Measure, int]  # the measure and the year


def area_table(found: Answer) -> Table | None:
    """In the order of the words; a cell of which they say nothing is empty."""
    from cin_narrative.questions.statements.statement import Table

    figures = list(_levels(found))
    topics = {(one.indicator.id, one.category and one.category.id) for one in figures}
    areas = {one.area.code: str(one.area.short_name) for one in figures}
    if found.tables or len(topics) != 1 or len(areas) < LEAST:
        return None
    columns = list(dict.fromkeys(map(_column, figures)))
    cells = {(one.area.code, _column(one)): one for one in figures}
    rows = tuple(
        (name, *(cells.get((code, column)) for column in columns)) for code, name in areas.items()
    )
    return Table(_title(figures[0], columns), ("Area", *_heads(columns)), rows)


def _levels(found: Answer) -> Iterator[Figure]:
    """The figures that the words print, in their order. No places, and no changes: which way one
    goes stands in its words.
    """
    for part in found.commentary.paragraphs:
        for span in sorted(part.spans, key=lambda one: one.start):
            if span.figure.measure is span.figure.basis:
                yield span.figure


def _column(figure: Figure) -> Column:
    return figure.measure, figure.year


def _title(first: Figure, columns: Sequence[Column]) -> str:
    years = {year for _, year in columns}
    period = f", {first.indicator.period(first.year).noun}" if len(years) == 1 else ""
    return f"{measured(first)}{period}"


def _heads(columns: Sequence[Column]) -> Iterator[str]:
    """The measure where several are of one year, the year where there are several."""
    years = {year for _, year in columns}
    names = words("screen.columns")
    for measure, year in columns:
        name = names[measure.value] if len(columns) > len(years) else ""
        yield f"{name} {year if len(years) > 1 else ''}".strip() or names["figure"]
