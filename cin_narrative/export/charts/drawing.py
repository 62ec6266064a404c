"""Pictures of claims: trends, and charts of one claim (bars, dots). The one home of altair.

A chart shows figures that are shown: their printed values, never the stored ones. A year without a number is a gap in the
line, and so is a break in the series. Lines differ by colour, by dash and by the shape of their points, so that none depends
on seeing colour.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind
from cin_narrative.claims.claims import Direction
from cin_narrative.disclosure.figures import plain
from cin_narrative.export.charts.contents import ClaimChart, Form, brief, measured
from cin_narrative.report.trends import TrendBeside
from cin_narrative.store.observations import Release
from cin_narrative.writing.render import listed
from cin_narrative.writing.sentences import PER, lower_first, subject, whole_of

LOOK = {  # colour (the Government Analysis Function's categories), dash, point, width
    "area": ("#12436d", [1, 0], "circle", 3),
    "neighbours": ("#801650", [8, 4], "square", 2),
    "region": ("#1f7a72", [3, 3], "triangle-up", 2),
    "england": ("#3d3d3d", [10, 3, 2, 3], "diamond", 2),
}
NEIGHBOUR = ("#801650", "circle")  # hollow, where the neighbours' mean is a filled square
VERBS = {Direction.HIGHER: "rose", Direction.LOWER: "fell", Direction.SIMILAR: "changed little", Direction.SAME: "was the same"}
TITLE_WIDTH = 80
NAME_WIDTH = 40  # characters of a name before it goes on to the next line
ROW, ROW_OF_LINES = 26, 38  # pixels of a bar or dot with its name: of one line, of more
LETTER, FIELD = 7.2, 620  # pixels of a letter at 13 pixels, on average; and of names, bars and figures together
INK, FONT = "#0b0c0c", "Arial, Helvetica, sans-serif"


def title(beside: TrendBeside) -> str:
    """What the chart says in 10 words or fewer: the change over its years; since the last break in the series, if it has one."""
    change, area, name = beside.trend.change, beside.series[0].name, lower_first(beside.name)
    what = subject(beside.trend.highest).removeprefix("the ")
    span = _span(beside)
    measure = beside.trend.highest.basis.value
    if change is None:
        return brief([f"{area}: {name}, {span}", f"{area}: {what}, {span}", f"{area}: {measure}, {span}"], f"{measure}, {span}")
    verb = VERBS[change.judgement.direction]
    told = [f"{area}: {words} {verb}, {span}" for words in (name, what, measure)]
    return brief([told[0], told[1], f"{area}: {what} {verb}", told[2]], f"{measure} {verb}, {span}")


def subtitle(beside: TrendBeside) -> str:
    """Measure, unit, area and period: what the title has no room for."""
    return f"{measured(beside.trend.highest)}, {beside.series[0].name}, {lower_first(period(beside))}, {_span(beside)}"


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
                   "shown": figure.shown if figure else "not held", "stretch": beside.stretch(year)}  # fmt: skip


def trend_chart(beside: TrendBeside, heading: str = "", origin: str = "") -> Any:
    """The trend beside its comparators; with ``heading`` and ``origin`` written in it where it has to stand alone: an altair chart."""
    names = [str(line.name) for line in beside.series]
    looks = [LOOK[line.kind] for line in beside.series]

    def by_line(channel: Any, part: int) -> Any:
        scale = alt.Scale(domain=names, range=[look[part] for look in looks])
        legend = alt.Legend(title=None, orient="top", columns=1, labelLimit=0, symbolSize=120)
        return channel("line:N", scale=scale, sort=names, legend=legend)

    base = alt.Chart().encode(
        x=alt.X("year:O", title=period(beside), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=6)),
        color=by_line(alt.Color, 0),
        tooltip=[alt.Tooltip("line:N", title="Area"), alt.Tooltip("year:O", title="Year"), alt.Tooltip("shown:N", title="Figure")],
    )
    line = base.mark_line(strokeWidth=2.5).encode(strokeDash=by_line(alt.StrokeDash, 1), detail="stretch:N")
    points = base.mark_point(filled=True, size=70, opacity=1).encode(shape=by_line(alt.Shape, 2))
    return _layered([line, points], list(rows(beside)), 420, _heading(heading, unit(beside), origin))


def _heading(heading: str, under: str, origin: str) -> Any:
    if not heading:
        return alt.Undefined
    lines = [line for text in (under, origin) for line in textwrap.wrap(text, TITLE_WIDTH)]
    return alt.TitleParams(textwrap.wrap(heading, TITLE_WIDTH), subtitle=lines, anchor="start", frame="group", offset=12)


def claim_chart(chart: ClaimChart, heading: str = "", origin: str = "") -> Any:
    """The bars or dots of one claim, each with its name and its figure; ``heading`` and ``origin`` as for a trend: an altair chart.

    One axis, from nought. Each row has its name beside it, so that colour carries nothing by itself.
    """
    rows = [{"row": place, "kind": mark.kind, "value": plain(mark.figure.value), "label": mark.label, "name": mark.name}
            for place, mark in enumerate(chart.marks)]  # fmt: skip
    names = [textwrap.wrap(mark.name, NAME_WIDTH) or [""] for mark in chart.marks]
    row = ROW if all(len(name) == 1 for name in names) else ROW_OF_LINES
    beside = alt.Axis(labelExpr=f"{json.dumps(names)}[datum.value]", labelLimit=0, labelPadding=6, ticks=False, domain=False,
                      grid=chart.form is Form.DOTS)  # fmt: skip
    base = alt.Chart().encode(
        y=alt.Y("row:O", title=None, axis=beside),
        x=alt.X("value:Q", title=chart.columns[1], scale=alt.Scale(domain=[0, _end(chart, names)]), axis=alt.Axis(tickCount=5)),
        tooltip=[alt.Tooltip("name:N", title=chart.columns[0]), alt.Tooltip("label:N", title="Figure")],
    )
    halo = base.mark_text(align="left", dx=9, fontSize=13, stroke="white", strokeWidth=5).encode(text="label:N")  # over the row's line
    figures = base.mark_text(align="left", dx=9, fontSize=13, color=INK).encode(text="label:N")
    drawn = base.mark_bar(color=LOOK["area"][0], height=alt.RelativeBandSize(0.75)) if chart.form is Form.BARS else _dots(base, chart)
    return _layered([halo, drawn, figures], rows, len(names) * row, _heading(heading, chart.subtitle, origin))


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


def _layered(layers: Sequence[Any], rows: Sequence[Mapping[str, Any]], height: int, heading: Any) -> Any:
    """One chart of its layers and their one set of rows, in a quiet style: no frame, light grid, text large enough to read.

    In one call, and no rows in the layers: altair copies all that a chart holds at each change of it.
    """
    axis = {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK,
            "gridColor": "#e2e2e2"}  # fmt: skip
    legend = {"labelFontSize": 14, "labelColor": INK, "symbolStrokeWidth": 0, "rowPadding": 4}
    style = alt.Config(font=FONT, background="white", view={"stroke": None}, axis=axis, axisX={"grid": False}, legend=legend,
                       title={"fontSize": 16, "subtitleFontSize": 13})  # fmt: skip
    return alt.layer(*layers, data=alt.InlineData(values=list(rows)), height=height, width="container", title=heading, config=style)
