"""The table of an area beside its neighbours, region and England: the same figures as the
sentences, in rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.writing.phrases import PER
from cin_narrative.writing.render import Ledger

NOT_HELD = "[x]"


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """``columns`` name the areas; each row is a label (with its unit and period) and a figure, or
    None, for each column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, tuple[Figure | None, ...]], ...]

    @property
    def heading(self) -> str:
        """What stands over it: those that the area is beside."""
        found = {4: "report.beside_all", 3: "report.beside_two"}
        return message(found.get(len(self.columns), "report.beside_england"))

    def cells(self, ledger: Ledger) -> list[list[str]]:
        """The rows as text: label, then each figure as shown with its mark; ``[x]`` where none is
        held.
        """
        return [
            [str(label), *(_cell(figure, ledger) for figure in figures)]
            for label, figures in self.rows
        ]


def _cell(figure: Figure | None, ledger: Ledger) -> str:
    if figure is None:
        return NOT_HELD
    bound = " (lower bound)" if figure.is_lower_bound else ""
    return f"{figure.shown}{bound} [{ledger.cite(figure)}]" if figure.is_number else figure.shown


def comparison_table(
    desk: Desk, area: Area, year: int, pairs: Iterable[tuple[str, Measure]]
) -> ComparisonTable | None:
    """The table of ``area`` for ``year``; None for England, and where the area has no figure in any
    row.
    """
    if area.code == ENGLAND:
        return None
    region = desk.areas.region_of(area) if area.is_authority else None
    england = desk.areas.get(ENGLAND, year)
    names = [
        str(area.short_name),
        *(["Statistical neighbours"] if area.is_authority else []),
        *([str(region.short_name)] if region else []),
        str(england.short_name),
    ]
    rows = []
    for indicator, measure in pairs:
        own = desk.figure(indicator, area, year, measure)
        if own is None:
            continue
        others = [desk.beside(own, one) for one in (region, england) if one]
        mean = [desk.neighbour_mean(own)] if area.is_authority else []
        rows.append((_label(own), (own, *mean, *others)))
    return ComparisonTable(tuple(names), tuple(rows)) if rows else None


def _label(figure: Figure) -> Text:
    unit = {
        Measure.RATE: f"rate {PER}",
        Measure.PERCENTAGE: "per cent",
        Measure.COUNT: "number",
    }.get(figure.basis, "average")
    return Text(f"{figure.indicator.title} ({unit}, {figure.indicator.period(figure.year).noun})")
