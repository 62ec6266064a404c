"""Pictures of claims: trends, panels of trends, and charts of one claim (bars, dots) -> altair
charts. The one home of altair.

A chart shows figures that are shown: their printed values, never the stored ones. A year without a
number is a gap in the line, and so is a break in the series. Every axis of values begins at nought.
One blue for the area, greys for all others; each line has its name at its end, and lines differ by
dash and by the shape of their points, so that none depends on seeing colour.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from cin_narrative.disclosure.figures import plain
from cin_narrative.export.charts.contents import ClaimChart, Form
from cin_narrative.export.charts.line_labels import LineLabel, apart
from cin_narrative.export.charts.panels import Panels, lines, panel_label, panel_name
from cin_narrative.export.charts.trend_words import line_label, period
from cin_narrative.report.trends import Series, TrendBeside

LOOK = {  # colour, dash, point, width
    "area": ("#12436d", [1, 0], "circle", 3),
    "neighbours": ("#5b6368", [6, 3], "square", 2),
    "region": ("#7d858a", [2, 2], "triangle-up", 2),
    "england": ("#3d3d3d", [10, 3, 2, 3], "diamond", 2),
}
NEIGHBOUR = ("#5b6368", "circle")  # hollow, where the neighbours' mean is a filled square
TITLE_WIDTH, UNDER_WIDTH = 70, 92  # characters of a line of a title, and of what stands under it
NAME_WIDTH = 40  # characters of a name before it goes on to the next line
LABEL_WIDTH = 16  # the same, of a name at the end of a line
ROW, ROW_OF_LINES = 26, 38  # pixels of a bar or dot with its name: of one line, of more
LETTER, FIELD = 7.2, 620  # pixels of a letter at 13 pixels, on average; of names, bars and figures
HEIGHT = 260  # pixels of the field of a trend
PANEL = (176, 100)  # width and height of the field of a panel, in pixels
LINE_HEIGHT = 15  # pixels of a line of text
STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)  # where an axis may end, times a power of ten
INK, FONT = "#0b0c0c", "Arial, Helvetica, sans-serif"


def rows(beside: TrendBeside, drawn: Sequence[Series] | None = None) -> Iterator[dict[str, Any]]:
    """The chart's data: one row for each line and year, with a null where there is no number."""
    for line in beside.series if drawn is None else drawn:
        for year in beside.years:
            figure = line.at(year)
            yield {
                "line": str(line.name),
                "year": str(year),
                "value": plain(figure.value) if figure else None,
                "shown": figure.shown if figure else "not held",
                "stretch": beside.stretch(year),
            }


def trend_chart(beside: TrendBeside, heading: str = "", under: str = "") -> Any:
    """The trend beside its comparators; with ``heading`` and ``under`` written in it where it has
    to stand alone: an altair chart.
    """
    drawn = list(beside.series)
    labels = [(line, [*textwrap.wrap(line_label(line), LABEL_WIDTH)]) for line in drawn]
    chart = _lines(beside, drawn, labels, HEIGHT, period(beside)).properties(width="container")
    if heading:
        chart = chart.properties(title=_heading(heading, under))
    return _plain(chart)


def panel_chart(panels: Panels, heading: str = "", under: str = "") -> Any:
    """The panels, two in a row, all from nought, each with its own axis: an altair chart."""
    made = [_panel(trend, panels.years) for trend in panels.trends]
    chart = alt.concat(*made, columns=2, spacing={"column": 20, "row": 12})
    if heading:
        chart = chart.properties(title=_heading(heading, under))
    return _plain(chart)


def _panel(trend: TrendBeside, years: Sequence[int]) -> Any:
    ends = [str(year) for year in (years[0], years[-1])]
    chart = _lines(trend, lines(trend), _panel_labels(trend), PANEL[1], None, years, ends)
    heading = alt.TitleParams(panel_name(trend), anchor="start", frame="group", fontSize=13, offset=8)
    return chart.properties(width=PANEL[0], title=heading)


def _panel_labels(trend: TrendBeside) -> list[tuple[Series, list[str]]]:
    """The name of each line, with its last number."""
    return [(line, [f"{panel_label(line)} {_last(line).shown}"]) for line in lines(trend)]


def _last(line: Series) -> Any:
    return next(figure for figure in reversed(line.figures) if figure.is_number)


def _lines(
    beside: TrendBeside,
    drawn: Sequence[Series],
    labels: Sequence[tuple[Series, Sequence[str]]],
    height: int,
    title: str | None,
    years: Sequence[int] = (),
    ticks: Sequence[str] = (),
) -> Any:
    """Lines with their names at their ends, on one axis from nought to ``_top``."""
    top = _top(drawn)
    looks = [LOOK[line.kind] for line in drawn]

    def by_line(channel: Any, part: int) -> Any:
        names, values = [str(line.name) for line in drawn], [look[part] for look in looks]
        return channel("line:N", scale=alt.Scale(domain=names, range=values), legend=None)

    span = [str(year) for year in years or beside.years]
    axis = alt.Axis(labelAngle=0, labelOverlap=True, **({"values": list(ticks)} if ticks else {}))
    x = alt.X("year:O", title=title, axis=axis, scale=alt.Scale(domain=span))
    scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=3 if ticks else 6))
    base = alt.Chart(alt.InlineData(values=list(rows(beside, drawn)))).encode(
        x=x,
        y=y,
        color=by_line(alt.Color, 0),
        tooltip=[
            alt.Tooltip("line:N", title="Area"),
            alt.Tooltip("year:O", title="Year"),
            alt.Tooltip("shown:N", title="Figure"),
        ],
    )
    width = alt.condition("datum.line == " + json.dumps(str(drawn[0].name)), alt.value(3), alt.value(1.5))
    line = base.mark_line().encode(
        strokeDash=by_line(alt.StrokeDash, 1), detail="stretch:N", strokeWidth=width
    )
    points = base.mark_point(filled=True, size=18 if ticks else 60, opacity=1)
    points = points.encode(shape=by_line(alt.Shape, 2))
    named = _named(labels, top, height, x, y)
    return alt.layer(line, points, named).properties(height=height)


def _named(
    labels: Sequence[tuple[Series, Sequence[str]]], top: float, height: int, x: Any, y: Any
) -> Any:
    """The names at the ends of the lines, none on another."""
    wanted = [
        LineLabel(line.kind, tuple(words), float(_last(line).value)) for line, words in labels
    ]
    years = {line.kind: str(_last(line).year) for line, _ in labels}
    values = [
        {"year": max(years.values()), "value": one.value, "label": list(one.lines), "kind": one.kind}
        for one in apart(wanted, LINE_HEIGHT * top / height, top)
    ]
    colours = alt.Scale(domain=list(LOOK), range=[look[0] for look in LOOK.values()])
    return (
        alt.Chart(alt.InlineData(values=values))
        .mark_text(align="left", baseline="middle", dx=8, fontSize=12, lineHeight=LINE_HEIGHT, clip=False)
        .encode(x=x, y=y, text="label:N", fill=alt.Fill("kind:N", scale=colours, legend=None))
    )


def _top(drawn: Sequence[Series]) -> float:
    """Where the axis of these lines ends: a round number not below the highest of them."""
    most = max(float(one.value or 0) for line in drawn for one in line.figures) * 1.04
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in STEPS if step * power >= most)


def _heading(heading: str, under: str) -> Any:
    """A title over a chart that stands alone, with the lines of ``under`` beneath it."""
    told = [line for text in under.splitlines() for line in textwrap.wrap(text, UNDER_WIDTH)]
    lines_of = textwrap.wrap(heading, TITLE_WIDTH)
    return alt.TitleParams(lines_of, subtitle=told, anchor="start", frame="group", offset=12)


def claim_chart(chart: ClaimChart, heading: str = "", under: str = "") -> Any:
    """The bars or dots of one claim, each with its name and its figure; ``heading`` and ``under`` as for a trend: an altair chart.

    One axis, from nought. Each row has its name beside it, so that colour carries nothing by itself.
    """
    rows = [{"row": place, "kind": mark.kind, "value": plain(mark.figure.value), "label": mark.label, "name": mark.name}
            for place, mark in enumerate(chart.marks)]  # fmt: skip
    names = [textwrap.wrap(mark.name, NAME_WIDTH) or [""] for mark in chart.marks]
    row = ROW if all(len(name) == 1 for name in names) else ROW_OF_LINES
    beside = alt.Axis(labelExpr=f"{json.dumps(names)}[datum.value]", labelLimit=0, labelPadding=6, ticks=False, domain=False,
                      grid=chart.form is Form.DOTS)  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("row:O", title=None, axis=beside),
        x=alt.X("value:Q", title=chart.columns[1], scale=alt.Scale(domain=[0, _end(chart, names)]), axis=alt.Axis(tickCount=5)),
        tooltip=[alt.Tooltip("name:N", title=chart.columns[0]), alt.Tooltip("label:N", title="Figure")],
    )
    halo = base.mark_text(align="left", dx=9, fontSize=13, stroke="white", strokeWidth=5).encode(text="label:N")  # over the row's line
    figures = base.mark_text(align="left", dx=9, fontSize=13, color=INK).encode(text="label:N")
    drawn = base.mark_bar(color=LOOK["area"][0], height=alt.RelativeBandSize(0.75)) if chart.form is Form.BARS else _dots(base, chart)
    layers = alt.layer(halo, drawn, figures).properties(height=len(names) * row, width="container")
    if heading:
        layers = layers.properties(title=_heading(heading, under))
    return _plain(layers)


def _end(chart: ClaimChart, names: Sequence[Sequence[str]]) -> float:
    """Where the axis ends: so far beyond the largest value that its figure has room."""
    field = FIELD - LETTER * max(len(line) for name in names for line in name)
    room = LETTER * max(len(mark.label) for mark in chart.marks) + ROW
    largest = max(float(mark.figure.value or 0) for mark in chart.marks)
    return round(largest * field / max(field - room, room), 1) or 1


def _dots(base: Any, chart: ClaimChart) -> Any:
    """A dot by kind: by shape and filling as much as by colour."""
    kinds = list(dict.fromkeys(mark.kind for mark in chart.marks))
    looks: Sequence[tuple[str, str]] = [NEIGHBOUR if kind == "neighbour" else (LOOK[kind][0], LOOK[kind][2]) for kind in kinds]
    colour = alt.Scale(domain=kinds, range=[look[0] for look in looks])
    hollow = alt.condition("datum.kind == 'neighbour'", alt.value("white"), alt.Color("kind:N", scale=colour, legend=None))
    return base.mark_point(size=110, opacity=1, strokeWidth=2).encode(
        fill=hollow,
        stroke=alt.Stroke("kind:N", scale=colour, legend=None),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[look[1] for look in looks]), legend=None),
    )


def _plain(chart: Any) -> Any:
    """A quiet style: no frame, light grid, text large enough to read. In one call: altair copies the chart at each."""
    axis = {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK,
            "gridColor": "#e2e2e2"}  # fmt: skip
    legend = {"labelFontSize": 14, "labelColor": INK, "symbolStrokeWidth": 0, "rowPadding": 4}
    return chart.configure(font=FONT, background="white", view={"stroke": None}, axis=axis, axisX={"grid": False}, legend=legend,
                           title={"fontSize": 16, "subtitleFontSize": 13})  # fmt: skip
