"""The trends of some stages of a case -> one chart of small panels, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.claims import Comparison
from cin_narrative.claims.desk import NEIGHBOURS, Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import NOT_HELD, brief
from cin_narrative.export.charts.trend_words import line_label, unit
from cin_narrative.messages import message
from cin_narrative.report.trends import Series, TrendBeside, trends_of
from cin_narrative.writing.phrases import lower_first
from cin_narrative.writing.receipts import MEANING
from cin_narrative.writing.render import listed

LEAST = 2  # panels: fewer are no chart of stages
KINDS = ("area", NEIGHBOURS, "england")  # a region is a line too many in a small panel


@dataclass(frozen=True, slots=True)
class Panels:
    """Small charts of the same years, one for each stage, under one title."""

    trends: tuple[TrendBeside, ...]

    @property
    def name(self) -> Text:
        """What it shows, for a list to choose from."""
        return Text(message("export.stages_name"))

    @property
    def title(self) -> str:
        """The stages and the years, in ten words or fewer."""
        area, years = self.trends[0].series[0].name, self.years
        span = f"{years[0]} to {years[-1]}"
        told = message("export.stages_title", area=area, years=span)
        return brief([told], message("export.stages_title_short", years=span))

    @property
    def years(self) -> tuple[int, ...]:
        """Every year drawn."""
        return tuple(sorted({year for one in self.trends for year in one.years}))

    @property
    def subtitle(self) -> str:
        """The unit that all panels have, and what a year is."""
        return message("export.stages_subtitle", unit=unit(self.trends[0]))

    @property
    def remarks(self) -> list[str]:
        """Who the neighbours are, and which years are not drawn."""
        named = [line.name for one in self.trends for line in one.series if line.kind == NEIGHBOURS]
        told = [message("export.neighbours_are", name=lower_first(named[-1]))] if named else []
        return [*told, *_not_drawn(self.trends)]

    @property
    def figures(self) -> list[Figure]:
        """Every figure drawn."""
        return [one for trend in self.trends for line in lines(trend) for one in line.figures]

    @property
    def alternative(self) -> str:
        """The kind of chart, then for each panel where its lines begin and end."""
        head = message("export.stages_alternative", count=len(self.trends))
        return " ".join([head, *(_told(trend) for trend in self.trends)])


def lines(trend: TrendBeside) -> list[Series]:
    """The lines of a panel."""
    return [line for line in trend.series if line.kind in KINDS]


def panel_name(trend: TrendBeside) -> str:
    """What stands over a panel: ``Section 47 enquiries in the year``."""
    return str(trend.trend.highest.indicator.title)


def panel_label(line: Series) -> str:
    """What stands at the end of a line of a panel, which has little room."""
    return message("export.neighbours") if line.kind == NEIGHBOURS else str(line.name)


def _not_drawn(trends: Sequence[TrendBeside]) -> Iterator[str]:
    """The years of the area that have no point, by the reason."""
    found: dict[str, dict[str, list[str]]] = {}
    for trend in trends:
        for gap in trend.gaps:
            why = MEANING[gap.symbol] if gap.symbol else NOT_HELD
            years = found.setdefault(why, {}).setdefault(lower_first(panel_name(trend)), [])
            years.append(str(gap.year))
    for why, names in found.items():
        told = "; ".join(f"{name}, {listed(years)}" for name, years in names.items())
        yield message("export.not_drawn", names=told, why=why)


def _told(trend: TrendBeside) -> str:
    said = [_ends(line) for line in lines(trend)]
    return f"{panel_name(trend)}: {'; '.join(said)}."


def _ends(line: Series) -> str:
    """``Derby 612.0 in 2013, 693.5 in 2024``: the first and the last number of a line."""
    held = [figure for figure in line.figures if figure.is_number]
    ends = held[:1] if len(held) < 2 else [held[0], held[-1]]
    words = ", ".join(message("export.in_year", shown=one.shown, year=one.year) for one in ends)
    label = line_label(line)
    return f"{label if line.kind != NEIGHBOURS else lower_first(label)} {words}"


def stage_panels(desk: Desk, rates: Sequence[Comparison]) -> Panels | None:
    """The panels of these rates up to their year; None where too few have a line."""
    years = [one.figure.year for one in rates]
    found = trends_of(desk, rates, until=max(years)) if years else []
    made = tuple(map(_since_the_last_break, found))
    return Panels(made) if len(made) >= LEAST else None


def _since_the_last_break(trend: TrendBeside) -> TrendBeside:
    """A small panel has no room for a break: it begins after the last."""
    last = trend.stretch(trend.years[-1])
    years = tuple(year for year in trend.years if trend.stretch(year) == last)
    kept = (
        replace(line, figures=tuple(one for one in line.figures if one.year in years))
        for line in trend.series
    )
    gaps = tuple(gap for gap in trend.gaps if gap.year in years)
    series = tuple(line for line in kept if any(one.is_number for one in line.figures))
    return replace(trend, years=years, series=series, gaps=gaps, breaks=())
