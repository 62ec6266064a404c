"""The last points of the lines of a chart -> where the name of each line stands, none on
another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineLabel:
    """The name of a line, in the lines of text that it takes, and the height of its middle, in the
    units of the axis.
    """

    kind: str
    lines: tuple[str, ...]
    value: float


def apart(labels: Sequence[LineLabel], line: float, top: float) -> list[LineLabel]:
    """The labels as near to their values as may be, lowest first. ``line``: the height of a line of
    text, and ``top`` that of the axis, both in its units.
    """
    ordered = sorted(labels, key=lambda label: label.value)
    places = [label.value for label in ordered]
    for place in range(1, len(ordered)):
        gap = _gap(ordered[place - 1], ordered[place], line)
        places[place] = max(places[place], places[place - 1] + gap)
    limit = top
    for place in range(len(ordered) - 1, -1, -1):
        places[place] = min(places[place], limit)
        if place:
            limit = places[place] - _gap(ordered[place - 1], ordered[place], line)
    return [
        LineLabel(label.kind, label.lines, round(value, 3))
        for label, value in zip(ordered, places, strict=True)
    ]


def _gap(lower: LineLabel, upper: LineLabel, line: float) -> float:
    return line * (len(lower.lines) + len(upper.lines)) / 2
