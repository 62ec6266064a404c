"""How every chart looks -> the parts of a Vega-Lite specification that all charts have.

A chart is plain Vega-Lite: the screen hands it to the browser, an export draws it. One blue for the
area, greys for all others; lines differ by dash and by the shape of their points too, so that none
depends on seeing colour.
"""

from __future__ import annotations

import textwrap
from typing import Any

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LOOK: dict[str, tuple[str, list[int], str]] = {  # colour, dash, point
    "area": ("#12436d", [1, 0], "circle"),
    "neighbours": ("#5b6368", [6, 3], "square"),
    "region": ("#7d858a", [2, 2], "triangle-up"),
    "england": ("#3d3d3d", [10, 3, 2, 3], "diamond"),
}
NEIGHBOUR = ("#5b6368", "circle")  # hollow, where the neighbours' mean is a filled square
BLUE = LOOK["area"][0]
INK, GRID, FONT = "#0b0c0c", "#e2e2e2", "Arial, Helvetica, sans-serif"
TITLE_WIDTH, UNDER_WIDTH = 70, 92  # characters of a line of a title, and of what stands under it
LETTER = 7.2  # pixels of a letter at 13 pixels, on average
AXIS = {
    "labelFontSize": 13,
    "titleFontSize": 13,
    "titleFontWeight": "normal",
    "labelColor": INK,
    "titleColor": INK,
    "gridColor": GRID,
}


def whole(chart: Spec, heading: str, under: str) -> Spec:
    """A chart with the quiet style of all: no frame, light grid, text large enough to read.

    ``heading`` is written over it where it has to stand alone, and the lines of ``under`` beneath.
    """
    config = {
        "font": FONT,
        "background": "white",
        "view": {"stroke": None},
        "axis": AXIS,
        "axisX": {"grid": False},
        "title": {"fontSize": 16, "subtitleFontSize": 13},
    }
    titled = {"title": _title(heading, under)} if heading else {}
    return {"$schema": SCHEMA, "config": config, **titled, **chart}


def _title(heading: str, under: str) -> Spec:
    told = [line for text in under.splitlines() for line in textwrap.wrap(text, UNDER_WIDTH)]
    lines = textwrap.wrap(heading, TITLE_WIDTH)
    return {"text": lines, "subtitle": told, "anchor": "start", "frame": "bounds", "offset": 12}


def tooltip(**titles: str) -> list[Spec]:
    """What is told of a mark when it is pointed at: field -> the word before it."""
    return [{"field": name, "type": "nominal", "title": title} for name, title in titles.items()]
