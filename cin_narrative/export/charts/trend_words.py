"""A trend beside its comparators -> the words of its chart: title, measure, period, labels."""

from __future__ import annotations

from collections.abc import Mapping

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind
from cin_narrative.claims.claims import Direction
from cin_narrative.export.charts.contents import brief, measured
from cin_narrative.messages import message
from cin_narrative.report.trends import Series, TrendBeside
from cin_narrative.store.observations import Release
from cin_narrative.writing.phrases import PER, lower_first, subject, whole_of
from cin_narrative.writing.render import listed

VERBS = {
    Direction.HIGHER: "rose",
    Direction.LOWER: "fell",
    Direction.SIMILAR: "changed little",
    Direction.SAME: "was the same",
}


def title(beside: TrendBeside) -> str:
    """What the chart says in 10 words or fewer: the change over its years; since the last break in
    the series, if it has one.
    """
    change, area, name = beside.trend.change, beside.series[0].name, lower_first(beside.name)
    what = subject(beside.trend.highest).removeprefix("the ")
    span, measure = _span(beside), beside.trend.highest.basis.value
    if change is None:
        told = [f"{area}: {words}, {span}" for words in (name, what, measure)]
        return brief(told, f"{measure}, {span}")
    verb = VERBS[change.judgement.direction]
    told = [f"{area}: {words} {verb}, {span}" for words in (name, what, measure)]
    shorter = [told[0], told[1], f"{area}: {what} {verb}", told[2]]
    return brief(shorter, f"{measure} {verb}, {span}")


def subtitle(beside: TrendBeside) -> str:
    """Measure, unit, area and period: what the title has no room for."""
    what, area = measured(beside.trend.highest), beside.series[0].name
    return f"{what}, {area}, {lower_first(period(beside))}, {_span(beside)}"


def _span(beside: TrendBeside) -> str:
    """The years that the title's word is about."""
    change = beside.trend.change
    return f"{change.earlier.year if change else beside.years[0]} to {beside.years[-1]}"


def unit(beside: TrendBeside) -> str:
    """What the vertical axis counts: ``Rate per 10,000 children aged under 18 years``."""
    measure = beside.trend.highest.basis
    indicator = beside.trend.highest.indicator
    if measure is Measure.RATE:
        return f"Rate {PER}"
    if measure is Measure.PERCENTAGE:
        return f"Percentage of {whole_of(beside.trend.highest)[0]}"
    if measure is Measure.COUNT:
        return f"Number of {indicator.many}"
    return str(indicator.measures[measure].unit_many).capitalize()


def period(beside: TrendBeside) -> str:
    """What a year on the horizontal axis means."""
    stock = beside.trend.highest.indicator.kind is Kind.STOCK
    return message("export.each_year") if stock else "Year ending 31 March"


def source(beside: TrendBeside, releases: Mapping[str, Release]) -> str:
    """The releases that the chart's figures are from."""
    used = {name for figure in beside.figures for name in figure.release.split(" and ")}
    return (
        f"Source: {listed(release.label for release in releases.values() if release.id in used)}."
    )


def line_label(line: Series) -> str:
    """What stands at the end of a line: ``Derby``, ``Neighbours' mean``, ``England``."""
    if line.kind != "neighbours":
        return str(line.name)
    return f"Neighbours' {line.figures[-1].measure.value}"
