"""A trend beside its comparators, or panels of trends -> Vega-Lite charts of lines.

Printed values are drawn, never stored ones. A year without a number is a gap in the line, and so is
a break in the series. Every axis begins at nought, and each line has its name at its end.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cin_narrative.disclosure.figures import Figure, plain
from cin_narrative.export.charts.line_labels import LineLabel, apart
from cin_narrative.export.charts.look import LOOK, Spec, tooltip, whole
from cin_narrative.export.charts.panels import Panels, lines, panel_label, panel_name
from cin_narrative.export.charts.trend_words import line_label, period
from cin_narrative.report.trends import Series, TrendBeside

LABEL_WIDTH = 16  # characters of a name at the end of a line, before it goes on to the next
HEIGHT = 260  # pixels of the field of a trend
PANEL_WIDTH, PANEL_HEIGHT = 176, 70  # of the field of a panel, in pixels
LINE_HEIGHT = 15  # pixels of a line of text
STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)  # where an axis may end, times a power of ten


@dataclass(frozen=True, slots=True)
class Form:
    """What differs between a trend and a panel: height in pixels, how many ticks, which years are
    named, the title of their axis, the size of points.
    """

    height: int
    ticks: int
    point: int
    title: str | None
    years: tuple[str, ...]
    named: tuple[str, ...] = ()


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


def trend_chart(beside: TrendBeside, heading: str = "", under: str = "") -> Spec:
    """The trend beside its comparators; with ``heading`` and ``under`` written in it where it has
    to stand alone.
    """
    form = Form(HEIGHT, 6, 60, period(beside), tuple(map(str, beside.years)))
    labels = [(line, textwrap.wrap(line_label(line), LABEL_WIDTH)) for line in beside.series]
    return whole({"width": "container", **_lines(beside, labels, form)}, heading, under)


def panel_chart(panels: Panels, heading: str = "", under: str = "") -> Spec:
    """The panels, two in a row, all from nought, each with its own axis."""
    made = [_panel(trend, panels.years) for trend in panels.trends]
    spacing = {"column": 20, "row": 12}
    return whole({"concat": made, "columns": 2, "spacing": spacing}, heading, under)


def _panel(trend: TrendBeside, years: Sequence[int]) -> Spec:
    span = tuple(map(str, years))
    form = Form(PANEL_HEIGHT, 3, 18, None, span, (span[0], span[-1]))
    labels = [(line, [f"{panel_label(line)} {_last(line).shown}"]) for line in lines(trend)]
    title = {"text": panel_name(trend), "anchor": "start", "frame": "group", "fontSize": 13}
    return {
        "width": PANEL_WIDTH,
        "title": {**title, "offset": 8},
        **_lines(trend, labels, form),
    }


def _last(line: Series) -> Figure:
    return next(figure for figure in reversed(line.figures) if figure.is_number)


def _lines(beside: TrendBeside, labels: Sequence[tuple[Series, Sequence[str]]], form: Form) -> Spec:
    """Lines with points, and their names at their ends, on one axis from nought to ``_top``."""
    drawn = [line for line, _ in labels]
    top = _top(drawn)
    x, y = _axes(form, top)
    encoding = {
        "x": x,
        "y": y,
        "color": _by_line(drawn, 0),
        "tooltip": tooltip(line="Area", year="Year", shown="Figure"),
    }
    own = {"test": {"field": "line", "equal": str(drawn[0].name)}, "value": 3}
    line = {
        "mark": {"type": "line"},
        "encoding": {
            **encoding,
            "strokeDash": _by_line(drawn, 1),
            "strokeWidth": {"condition": own, "value": 1.5},
            "detail": {"field": "stretch", "type": "nominal"},
        },
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": form.point, "opacity": 1},
        "encoding": {**encoding, "shape": _by_line(drawn, 2)},
    }
    data = {"values": list(rows(beside, drawn))}
    named = _named(labels, top, form, {"x": x, "y": y})
    return {"data": data, "height": form.height, "layer": [line, point, named]}


def _axes(form: Form, top: float) -> tuple[Spec, Spec]:
    axis: Spec = {"labelAngle": 0, "labelOverlap": True}
    if form.named:
        axis["values"] = list(form.named)
    scale = {"domain": list(form.years)}
    x = {"field": "year", "type": "ordinal", "title": form.title, "axis": axis, "scale": scale}
    heights = {"domain": [0, top], "nice": False}
    ticks = {"tickCount": form.ticks}
    y = {"field": "value", "type": "quantitative", "title": None, "scale": heights, "axis": ticks}
    return x, y


def _by_line(drawn: Sequence[Series], part: int) -> Spec:
    """Colour, dash or shape of each line; its name stands at its end: there is no legend."""
    scale = {
        "domain": [str(line.name) for line in drawn],
        "range": [LOOK[line.kind][part] for line in drawn],
    }
    return {"field": "line", "type": "nominal", "scale": scale, "legend": None}


def _named(
    labels: Sequence[tuple[Series, Sequence[str]]], top: float, form: Form, axes: Spec
) -> Spec:
    """The names at the ends of the lines, none on another."""
    wanted = [
        LineLabel(line.kind, tuple(words), float(_last(line).value or 0)) for line, words in labels
    ]
    year = max(str(_last(line).year) for line, _ in labels)
    values = [
        {"year": year, "value": one.value, "label": list(one.lines), "kind": one.kind}
        for one in apart(wanted, LINE_HEIGHT * top / form.height, top)
    ]
    colours = {"domain": list(LOOK), "range": [look[0] for look in LOOK.values()]}
    fill = {"field": "kind", "type": "nominal", "scale": colours, "legend": None}
    place = {"align": "left", "baseline": "middle", "dx": 8, "clip": False}
    mark = {"type": "text", "fontSize": 12, "lineHeight": LINE_HEIGHT, **place}
    text = {"field": "label", "type": "nominal"}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {**axes, "text": text, "fill": fill},
    }


def _top(drawn: Sequence[Series]) -> float:
    """Where the axis of these lines ends: a round number not below the highest of them."""
    most = max(float(one.value or 0) for line in drawn for one in line.figures) * 1.04
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in STEPS if step * power >= most)
