"""Areas side by side -> their page: sentences with the chart, then the table, then notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.side_by_side import Spread
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import (
    ClaimChart,
    Form,
    Mark,
    Missing,
    brief,
    measured,
    missing,
)
from cin_narrative.export.layout import page_of, page_table
from cin_narrative.export.page import Page, Section
from cin_narrative.messages import message
from cin_narrative.report.side_by_side.page import SideBySide


def side_by_side_page(found: SideBySide, draws: bool = True) -> Page:
    """The page for ``export``, with its chart where ``draws``."""
    page = page_of(found)
    chart = side_by_side_chart(found) if draws else None
    first, *rest = page.sections
    drawn = replace(first, drawn=(chart,)) if chart else first
    table = found.table
    tables = [Section(table.heading, tables=(page_table(table, found.ledger),))] if table else []
    return replace(
        page,
        sections=(drawn, *tables, *rest)
        if chart
        else (*page.sections[:-1], *tables, page.sections[-1]),
    )


def side_by_side_chart(found: SideBySide) -> ClaimChart | None:
    """A dot for each area, highest first, and England's as a line; None where fewer than two areas
    have a number.
    """
    claims = [
        one for paragraph in found.paragraphs for one in paragraph.claims if isinstance(one, Spread)
    ]
    if not claims:
        return None
    spread, england = claims[0], found.england
    apart = (
        england is not None
        and england.is_number
        and ENGLAND not in {one.code for one in found.areas}
    )
    figures = [*found.shown, *([england] if apart else [])]
    numbers = [
        one for one in figures if one is not None and one.is_number and not one.is_lower_bound
    ]
    like = numbers[0]
    line = england if england in numbers else None
    remark = [message("export.england_line", figure=england.shown)] if line and england else []
    return ClaimChart(
        Form.DOTS,
        Text(measured(like).split(",")[0]),
        _title(spread),
        measured(like),
        (spread,),
        tuple(_dots(numbers)),
        tuple(_gaps(found, numbers)),
        (message("export.area_column"), like.basis.value.capitalize()),
        tuple(remark),
        places=message("export.areas_drawn", count=len(found.areas)),
        line=line,
    )


def _dots(numbers: Sequence[Figure]) -> Iterator[Mark]:
    for one in sorted(numbers, key=lambda one: -(one.value or 0)):
        yield Mark(_kind(one), str(one.area.short_name), one)


def _gaps(found: SideBySide, numbers: Sequence[Figure]) -> Iterator[Missing]:
    for area, one in zip(found.areas, found.shown, strict=True):
        if one not in numbers:
            yield missing(str(area.short_name), one)


def _kind(figure: Figure) -> str:
    if figure.area.code == ENGLAND:
        return "england"
    return "region" if figure.area.level == "region" else "area"


def _title(spread: Spread) -> str:
    """The two ends; where several areas are level, that they stand side by side."""
    basis = spread.highest[0].basis.value
    otherwise = message("export.side_by_side", basis=basis)
    if (
        len(spread.highest) > 1
        or len(spread.lowest) > 1
        or spread.highest[0].value == spread.lowest[0].value
    ):
        return brief([], otherwise)
    ends = [one.area.short_name for one in (spread.highest[0], spread.lowest[0])]
    return brief(
        [message("export.two_ends", basis=basis, highest=ends[0], lowest=ends[1])], otherwise
    )
