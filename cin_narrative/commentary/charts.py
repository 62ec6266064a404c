"""Pictures of claims. The one home of altair.

A chart shows figures that are shown: their printed values, never the stored ones. A year without a number is a gap in the
line. Lines differ by colour, by dash and by the shape of their points, so that none depends on seeing colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import altair as alt

from cin_narrative.commentary.sentences import PER
from cin_narrative.commentary.trends import TrendBeside
from cin_narrative.definitions.catalogue import Measure
from cin_narrative.definitions.periods import Kind
from cin_narrative.store.figures import plain

LOOK = {  # colour (the Government Analysis Function's categories), dash, point, width
    "area": ("#12436d", [1, 0], "circle", 3),
    "neighbours": ("#801650", [8, 4], "square", 2),
    "region": ("#1f7a72", [3, 3], "triangle-up", 2),
    "england": ("#3d3d3d", [10, 3, 2, 3], "diamond", 2),
}
TITLE_WIDTH = 80
FONT = "Arial, Helvetica, sans-serif"


def unit(beside: TrendBeside) -> str:
    """What the vertical axis counts: ``Rate per 10,000 children aged under 18 years``."""
    measure = beside.trend.highest.basis
    indicator = beside.trend.highest.indicator
    if measure is Measure.RATE:
        return f"Rate {PER}"
    if measure is Measure.PERCENTAGE:
        return f"Percentage of {indicator_whole(beside)}"
    return f"Number of {indicator.many}" if measure is Measure.COUNT else str(indicator.measures[measure].unit_many).capitalize()


def indicator_whole(beside: TrendBeside) -> str:
    """What a percentage is of, in the plural."""
    from cin_narrative.commentary.sentences import whole_of

    return str(whole_of(beside.trend.highest)[0])


def period(beside: TrendBeside) -> str:
    """What a year on the horizontal axis means."""
    return "31 March of each year" if beside.trend.highest.indicator.kind is Kind.STOCK else "Year ending 31 March"


def rows(beside: TrendBeside) -> Iterator[dict[str, Any]]:
    """The chart's data: one row for each line and year, with a null where there is no number."""
    for line in beside.series:
        for year in beside.years:
            figure = line.at(year)
            yield {"line": str(line.name), "year": str(year), "value": plain(figure.value) if figure else None,
                   "shown": figure.shown if figure else "not held"}  # fmt: skip


def trend_chart(beside: TrendBeside, title: str = "", source: str = "") -> alt.LayerChart:
    """The trend beside its comparators; with ``title`` and ``source`` written in it where it has to stand alone."""
    names = [str(line.name) for line in beside.series]
    looks = [LOOK[line.kind] for line in beside.series]

    def by_line(channel: Any, part: int) -> Any:
        scale = alt.Scale(domain=names, range=[look[part] for look in looks])
        return channel("line:N", scale=scale, sort=names, legend=alt.Legend(title=None, orient="top", columns=1, labelLimit=0, symbolSize=120))

    data = alt.Data(values=list(rows(beside)))
    base = alt.Chart(data).encode(
        x=alt.X("year:O", title=period(beside), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=6)),
        color=by_line(alt.Color, 0),
        tooltip=[alt.Tooltip("line:N", title="Area"), alt.Tooltip("year:O", title="Year"), alt.Tooltip("shown:N", title="Figure")],
    )
    line = base.mark_line(strokeWidth=2.5).encode(strokeDash=by_line(alt.StrokeDash, 1))
    points = base.mark_point(filled=True, size=70, opacity=1).encode(shape=by_line(alt.Shape, 2))
    chart = alt.layer(line, points).properties(height=320, width="container")
    if title:
        under = [unit(beside), *([f"Source: {source}"] if source else [])]
        text = alt.TitleParams(textwrap.wrap(title, TITLE_WIDTH), subtitle=under, anchor="start", frame="group", offset=12)
        chart = chart.properties(title=text)
    return _plain(chart)


def _plain(chart: alt.LayerChart) -> alt.LayerChart:
    """A quiet style: no frame, light grid, text large enough to read."""
    return (
        chart.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, titleFontSize=13, titleFontWeight="normal", labelColor="#0b0c0c", titleColor="#0b0c0c", gridColor="#e2e2e2")
        .configure_axisX(grid=False)
        .configure_legend(labelFontSize=14, labelColor="#0b0c0c", symbolStrokeWidth=2.5, rowPadding=4)
        .configure_title(fontSize=16, subtitleFontSize=13)
    )
