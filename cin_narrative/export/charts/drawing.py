"""A chart of one claim -> a Vega-Lite chart of bars or dots, each with its name and its figure.

One axis, from nought. What is not published is no bar: the note under the chart names it.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from cin_narrative.disclosure.figures import plain
from cin_narrative.export.charts.contents import ClaimChart, Form
from cin_narrative.export.charts.look import (
    BLUE,
    INK,
    LETTER,
    LOOK,
    NEIGHBOUR,
    Spec,
    tooltip,
    whole,
)

NAME_WIDTH = 40  # characters of a name before it goes on to the next line
ROW, ROW_OF_LINES = 26, 38  # pixels of a bar or dot with its name: of one line, of more
FIELD = 620  # pixels of names, bars and figures together


def claim_chart(chart: ClaimChart, heading: str = "", under: str = "") -> Spec:
    """The bars or dots of one claim; ``heading`` and ``under`` are written in it where it has to
    stand alone.
    """
    names = [textwrap.wrap(mark.name, NAME_WIDTH) or [""] for mark in chart.marks]
    row = ROW if all(len(name) == 1 for name in names) else ROW_OF_LINES
    drawn = (
        {"mark": {"type": "bar", "color": BLUE, "height": {"band": 0.75}}}
        if chart.form is Form.BARS
        else _dots(chart)
    )
    halo = _figures(stroke="white", strokeWidth=5)  # over the row's line
    made = {
        "width": "container",
        "height": len(names) * row,
        "data": {"values": _rows(chart)},
        "encoding": _encoding(chart, names),
        "layer": [halo, drawn, _figures(color=INK)],
    }
    return whole(made, heading, under)


def _rows(chart: ClaimChart) -> list[Spec]:
    return [
        {
            "row": place,
            "kind": mark.kind,
            "value": plain(mark.figure.value),
            "label": mark.label,
            "name": mark.name,
        }
        for place, mark in enumerate(chart.marks)
    ]


def _encoding(chart: ClaimChart, names: Sequence[Sequence[str]]) -> Spec:
    """The names beside the rows, the axis of values, and what is told of a mark."""
    beside = {
        "labelExpr": f"{json.dumps(names)}[datum.value]",
        "labelLimit": 0,
        "labelPadding": 6,
        "ticks": False,
        "domain": False,
        "grid": chart.form is Form.DOTS,
    }
    scale = {"domain": [0, _end(chart, names)]}
    ticks = {"tickCount": 5}
    value = {"field": "value", "type": "quantitative", "title": chart.columns[1]}
    return {
        "y": {"field": "row", "type": "ordinal", "title": None, "axis": beside},
        "x": {**value, "scale": scale, "axis": ticks},
        "tooltip": tooltip(name=chart.columns[0], label="Figure"),
    }


def _figures(**look: object) -> Spec:
    mark = {"type": "text", "align": "left", "dx": 9, "fontSize": 13, **look}
    return {"mark": mark, "encoding": {"text": {"field": "label", "type": "nominal"}}}


def _end(chart: ClaimChart, names: Sequence[Sequence[str]]) -> float:
    """Where the axis ends: so far beyond the largest value that its figure has room."""
    field = FIELD - LETTER * max(len(line) for name in names for line in name)
    room = LETTER * max(len(mark.label) for mark in chart.marks) + ROW
    largest = max(float(mark.figure.value or 0) for mark in chart.marks)
    return round(largest * field / max(field - room, room), 1) or 1


def _dots(chart: ClaimChart) -> Spec:
    """A dot by kind: by shape and filling as much as by colour."""
    kinds = list(dict.fromkeys(mark.kind for mark in chart.marks))
    looks = [_look(kind) for kind in kinds]

    def by_kind(part: int) -> Spec:
        scale = {"domain": kinds, "range": [look[part] for look in looks]}
        return {"field": "kind", "type": "nominal", "scale": scale, "legend": None}

    hollow = {"test": "datum.kind == 'neighbour'", "value": "white"}
    return {
        "mark": {"type": "point", "size": 110, "opacity": 1, "strokeWidth": 2},
        "encoding": {
            "fill": {"condition": hollow, **by_kind(0)},
            "stroke": by_kind(0),
            "shape": by_kind(1),
        },
    }


def _look(kind: str) -> tuple[str, str]:
    """Colour and shape."""
    if kind == "neighbour":
        return NEIGHBOUR
    colour, _, shape = LOOK[kind]
    return colour, shape
