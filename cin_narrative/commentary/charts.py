"""Pictures of claims. The one home of altair.

A chart shows figures that are shown: their printed values, never the stored ones. A year without a number is a gap in the
line. Lines differ by colour, by dash and by the shape of their points, so that none depends on seeing colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from cin_narrative.commentary.commentary import MARK
from cin_narrative.commentary.sentences import PER, sentence, whole_of
from cin_narrative.commentary.trends import TrendBeside
from cin_narrative.commentary.words import Ledger, listed
from cin_narrative.definitions.catalogue import Measure
from cin_narrative.definitions.periods import Kind
from cin_narrative.store.figures import plain
from cin_narrative.store.observations import Release

LOOK = {  # colour (the Government Analysis Function's categories), dash, point, width
    "area": ("#12436d", [1, 0], "circle", 3),
    "neighbours": ("#801650", [8, 4], "square", 2),
    "region": ("#1f7a72", [3, 3], "triangle-up", 2),
    "england": ("#3d3d3d", [10, 3, 2, 3], "diamond", 2),
}
TITLE_WIDTH = 80
INK, FONT = "#0b0c0c", "Arial, Helvetica, sans-serif"


def title(beside: TrendBeside) -> str:
    """What the chart says, in one sentence without marks: the change over its years."""
    change = beside.trend.change
    return MARK.sub("", sentence(change, Ledger())) if change else str(beside.name)


def unit(beside: TrendBeside) -> str:
    """What the vertical axis counts: ``Rate per 10,000 children aged under 18 years``."""
    measure = beside.trend.highest.basis
    indicator = beside.trend.highest.indicator
    if measure is Measure.RATE:
        return f"Rate {PER}"
    if measure is Measure.PERCENTAGE:
        return f"Percentage of {whole_of(beside.trend.highest)[0]}"
    return f"Number of {indicator.many}" if measure is Measure.COUNT else str(indicator.measures[measure].unit_many).capitalize()


def period(beside: TrendBeside) -> str:
    """What a year on the horizontal axis means."""
    return "31 March of each year" if beside.trend.highest.indicator.kind is Kind.STOCK else "Year ending 31 March"


def source(beside: TrendBeside, releases: Mapping[str, Release]) -> str:
    """The releases that the chart's figures are from."""
    used = {name for figure in beside.figures for name in figure.release.split(" and ")}
    return f"Source: {listed(release.label for release in releases.values() if release.id in used)}."


def rows(beside: TrendBeside) -> Iterator[dict[str, Any]]:
    """The chart's data: one row for each line and year, with a null where there is no number."""
    for line in beside.series:
        for year in beside.years:
            figure = line.at(year)
            yield {"line": str(line.name), "year": str(year), "value": plain(figure.value) if figure else None,
                   "shown": figure.shown if figure else "not held"}  # fmt: skip


def trend_chart(beside: TrendBeside, heading: str = "", origin: str = "") -> Any:
    """The trend beside its comparators; with ``heading`` and ``origin`` written in it where it has to stand alone: an altair chart."""
    names = [str(line.name) for line in beside.series]
    looks = [LOOK[line.kind] for line in beside.series]

    def by_line(channel: Any, part: int) -> Any:
        scale = alt.Scale(domain=names, range=[look[part] for look in looks])
        legend = alt.Legend(title=None, orient="top", columns=1, labelLimit=0, symbolSize=120)
        return channel("line:N", scale=scale, sort=names, legend=legend)

    base = alt.Chart(alt.InlineData(values=list(rows(beside)))).encode(
        x=alt.X("year:O", title=period(beside), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=6)),
        color=by_line(alt.Color, 0),
        tooltip=[alt.Tooltip("line:N", title="Area"), alt.Tooltip("year:O", title="Year"), alt.Tooltip("shown:N", title="Figure")],
    )
    line = base.mark_line(strokeWidth=2.5).encode(strokeDash=by_line(alt.StrokeDash, 1))
    points = base.mark_point(filled=True, size=70, opacity=1).encode(shape=by_line(alt.Shape, 2))
    chart = alt.layer(line, points).properties(height=420, width="container")
    if heading:
        under = [unit(beside), *([origin] if origin else [])]
        text = alt.TitleParams(textwrap.wrap(heading, TITLE_WIDTH), subtitle=under, anchor="start", frame="group", offset=12)
        chart = chart.properties(title=text)
    return _plain(chart)


def _plain(chart: Any) -> Any:
    """A quiet style: no frame, light grid, text large enough to read."""
    return (
        chart.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, titleFontSize=13, titleFontWeight="normal", labelColor=INK, titleColor=INK, gridColor="#e2e2e2")
        .configure_axisX(grid=False)
        .configure_legend(labelFontSize=14, labelColor=INK, symbolStrokeWidth=0, rowPadding=4)
        .configure_title(fontSize=16, subtitleFontSize=13)
    )
