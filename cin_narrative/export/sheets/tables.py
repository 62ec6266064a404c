"""The tables of the spreadsheet, as values: the figures cited, those beneath them, the comparison,
and the charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import NONE_HELD, ClaimChart
from cin_narrative.export.page import Page, Table, clean
from cin_narrative.export.pictures import TrendPicture
from cin_narrative.messages import message
from cin_narrative.store.observations import Symbol
from cin_narrative.writing.commentary import MARK, how
from cin_narrative.writing.phrases import PER

NOTHING = "[z]"  # a cell with nothing to give
NOT_HELD = f"[{Symbol.NOT_AVAILABLE.value}]"
FIGURE_COLUMNS = (
    "Citation",
    "Figure",
    "Measure",
    "Unit",
    "Area",
    "Area code",
    "Period",
    "Value",
    "Numerator",
    "Denominator",
    "Worked out from",
    "Release",
    "File",
)
CHART_COLUMNS = ("Chart", "Line", "Year", "Value", "Unit", "Release", "File")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the decimals that it is shown with."""

    value: Decimal

    @property
    def decimals(self) -> int:
        """How many decimals it is shown with."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


Value = str | int | Number


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table of one sheet; no cell is empty."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def symbols(self) -> list[str]:
        """The symbols that stand in it, without brackets, in a fixed order."""
        cells = {cell for row in self.rows for cell in row if isinstance(cell, str)}
        return [symbol.value for symbol in Symbol if f"[{symbol.value}]" in cells]


def tables_of(page: Page) -> list[SheetTable]:
    """The tables that have a row, in their order."""
    cited = page.marks
    beneath = sorted(set(page.figures) - set(cited))
    found = [
        SheetTable(
            message("export.figures_cited"), FIGURE_COLUMNS, tuple(_figure_rows(page, cited))
        ),
        SheetTable(
            message("export.figures_beneath"),
            FIGURE_COLUMNS,
            tuple(_figure_rows(page, beneath)),
        ),
        *(_compared(table) for section in page.sections for table in section.tables),
        SheetTable(message("export.figures_drawn"), CHART_COLUMNS, tuple(_chart_rows(page))),
    ]
    return [table for table in found if table.rows]


def _figure_rows(page: Page, marks: Iterable[int]) -> Iterator[tuple[Value, ...]]:
    places = {figures[0].key: mark for mark, figures in page.figures.items() if len(figures) == 1}
    for number, figure in ((one, figure) for one in marks for figure in page.figures[one]):
        inputs = ", ".join(str(places[one.key]) for one in figure.derived_from if one.key in places)
        yield (
            number,
            clean(figure.label),
            how(figure),
            unit(figure),
            clean(figure.area.name),
            _code(figure),
            figure.indicator.period(figure.year).noun,
            _value(figure),
            _number(figure.numerator),
            _number(figure.denominator),
            inputs or NOTHING,
            clean(figure.release) or NOTHING,
            clean(figure.source) or NOTHING,
        )


def _code(figure: Figure) -> str:
    return NOTHING if figure.area.level == "neighbours" else clean(figure.area.ons_code) or NOTHING


def unit(figure: Figure) -> str:
    """What the value counts: ``per 10,000 children aged under 18 years``, ``%``, ``percentage
    points``, ``referrals``.
    """
    if figure.measure is Measure.RANK:
        return "place"
    if figure.relative:
        return "%"
    if figure.basis is Measure.PERCENTAGE:
        return "percentage points" if figure.measure is Measure.CHANGE else "%"
    if figure.basis is Measure.RATIO and figure.whole is not None:
        return f"for every 100 {figure.whole.many}"
    if figure.measure is Measure.ONE_IN:
        return message("export.children_to_one")
    if figure.basis is Measure.RATE:
        return str(PER)
    return str(
        figure.indicator.many
        if figure.basis is Measure.COUNT
        else figure.indicator.measures[figure.basis].unit_many
    )


def _value(figure: Figure) -> Value:
    return Number(figure.value) if figure.value is not None else figure.shown or NOTHING


def _number(value: Decimal | None) -> Value:
    return (
        NOTHING
        if value is None
        else Number(value.to_integral_value() if value == value.to_integral_value() else value)
    )


def _compared(table: Table) -> SheetTable:
    """Its cells as numbers where they are one figure; its first column without marks."""
    rows = tuple(
        (
            MARK.sub("", row[0]),
            *(_cell(text, figure) for text, figure in zip(row[1:], numbers, strict=True)),
        )
        for row, numbers in zip(table.rows, table.numbers, strict=True)
    )
    return SheetTable(table.caption, table.columns, rows)


def _cell(text: str, figure: Figure | None) -> Value:
    return _value(figure) if figure is not None else text or NOTHING


def _chart_rows(page: Page) -> Iterator[tuple[Value, ...]]:
    for trend in page.trends:
        title = TrendPicture(trend).title
        for line in trend.series:
            for year in trend.years:
                figure = line.at(year)
                held: tuple[Value, ...] = (NOT_HELD, NOTHING, NOTHING, NOTHING)
                if figure is not None:
                    held = (
                        _value(figure),
                        unit(figure),
                        clean(figure.release),
                        clean(figure.source),
                    )
                yield (title, clean(line.name), year, *held)
    for chart in page.charts:
        yield from _claim_rows(chart)


def _claim_rows(chart: ClaimChart) -> Iterator[tuple[Value, ...]]:
    """A row for each mark, for each figure beside it, and for each mark that is missing."""
    title, year = clean(chart.title), chart.first.year
    for mark in chart.marks:
        for figure in filter(None, (mark.figure, mark.beside)):
            yield (
                title,
                clean(mark.name),
                year,
                _value(figure),
                unit(figure),
                clean(figure.release),
                clean(figure.source),
            )
    for gap in chart.missing:
        shown = NOT_HELD if gap.shown == NONE_HELD else gap.shown
        yield (title, clean(gap.name), year, shown, NOTHING, NOTHING, NOTHING)
