"""One indicator at a glance -> a picture of it as SVG, for screen and documents: value, words, the
years, and its place among all.

The strip is on a true scale, from the lowest of all authorities to the highest: grey band, the
middle half; hollow dots, the neighbours; tick, England; diamond, the authority. Nothing is said by
colour alone, and no number is drawn that is no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from textwrap import wrap

from cin_narrative.disclosure.figures import Figure
from cin_narrative.report.indicator_profile import Glance, Point, Spread

WIDTH, HEIGHT = 212, 178
STRIP_WIDTH, STRIP_HEIGHT = 150, 18
LEFT, RIGHT = 8, 204
LINE = 34  # characters of the size that gaps are told in, between them
ARROWS = {"up": (80, 72), "down": (72, 80)}  # where its foot is, and its point


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a picture: text, the authority, what it is beside, and what is for the worse
    where the catalogue says so.
    """

    ink: str
    accent: str
    grey: str
    band: str
    paper: str
    worse: str


PRINTED = Palette("#0b0c0c", "#12436d", "#6f777b", "#d6d9db", "#ffffff", "#f46a25")
# a picture on the screen takes the theme's colours, light or dark
ON_SCREEN = Palette(
    "var(--st-text-color)",
    "var(--st-primary-color)",
    "color-mix(in srgb, var(--st-text-color) 62%, var(--st-background-color))",
    "color-mix(in srgb, var(--st-text-color) 18%, var(--st-background-color))",
    "var(--st-background-color)",
    "#f46a25",
)

Place = Callable[[float], float]


def tile_svg(glance: Glance, palette: Palette = PRINTED) -> str:
    """The tile of one indicator."""
    parts = [*_head(glance, palette), *_years(glance.past, palette, Box(LEFT, RIGHT, 86, 112))]
    if glance.spread is not None and glance.figure is not None and glance.spread.is_drawn:
        box = Box(LEFT + 4, RIGHT - 4, 139, 161)
        parts += [*_strip(glance.figure, glance.spread, palette, box), *_ends(glance, palette, box)]
    return _svg(WIDTH, HEIGHT, glance.sentence, parts)


def strip_svg(glance: Glance, palette: Palette = PRINTED) -> str:
    """The strip alone, for a row of a table; empty where there is nothing to place."""
    if glance.spread is None or glance.figure is None or not glance.spread.is_drawn:
        return ""
    box = Box(5, STRIP_WIDTH - 5, 1, STRIP_HEIGHT - 1)
    strip = list(_strip(glance.figure, glance.spread, palette, box))
    return _svg(STRIP_WIDTH, STRIP_HEIGHT, glance.sentence, strip)


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is drawn."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


def _svg(width: int, height: int, sentence: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(sentence)}" font-family="Source Sans, Arial, Helvetica, sans-serif">'
        f"{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, text: str, fill: str, size: float, more: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" '
        f'font-size="{size}"{more}>{escape(text)}</text>'
    )


def _head(glance: Glance, palette: Palette) -> Iterator[str]:
    """Name, value with its unit, the number behind it, and how it stands to last year."""
    figure = glance.figure
    bold = ' font-weight="700"'
    yield _text(LEFT, 16, glance.name, palette.ink, 13, bold)
    if figure is None or figure.value is None:
        yield _text(LEFT, 46, figure.shown if figure else "", palette.ink, 24, bold)
        for number, line in enumerate(wrap(glance.gap, LINE)):
            yield _text(LEFT, 64 + 13 * number, line, palette.grey, 11)
        return
    yield (
        f'<text x="{LEFT}" y="46" fill="{palette.ink}" font-size="27" font-weight="700">'
        f'{escape(figure.shown)}<tspan font-size="11" font-weight="400" fill="{palette.grey}" '
        f'dx="5">{escape(glance.unit)}</tspan></text>'
    )
    yield _text(LEFT, 64, glance.number, palette.ink, 11.5)
    fill = (
        palette.worse
        if glance.is_worse
        else palette.accent
        if glance.is_worse is False
        else palette.grey
    )
    arrow = ARROWS.get(glance.course.value if glance.course else "")
    if arrow is not None:
        foot, point = arrow
        corners = f"{LEFT},{foot} {LEFT + 9},{foot} {LEFT + 4.5},{point}"
        yield f'<polygon points="{corners}" fill="{fill}"/>'
    yield _text(LEFT if arrow is None else LEFT + 14, 80, glance.in_tile, palette.ink, 11.5)


def _years(past: Sequence[Point], palette: Palette, box: Box) -> Iterator[str]:
    """The line of the years, broken where a year has no number or a break in the series lies; its
    ends named.
    """
    numbers = [one for one in past if one.value is not None]
    if len(numbers) < 2:
        return
    across = _scale(past[0].year, past[-1].year, box.left + 2, box.right - 4)
    values = [float(one.value or 0) for one in numbers]
    up = _scale(min(values), max(values), box.bottom - 2, box.top + 2)
    for line in _runs(past):
        points = [(across(one.year), up(float(one.value or 0))) for one in line]
        if len(points) > 1:
            drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            yield (
                f'<polyline points="{drawn}" fill="none" stroke="{palette.grey}" '
                f'stroke-width="1.5"/>'
            )
        else:
            yield (
                f'<circle cx="{points[0][0]:.1f}" cy="{points[0][1]:.1f}" r="1.5" '
                f'fill="{palette.grey}"/>'
            )
    last = numbers[-1]
    yield (
        f'<circle cx="{across(last.year):.1f}" cy="{up(float(last.value or 0)):.1f}" r="3" '
        f'fill="{palette.accent}"/>'
    )
    yield _text(box.left, box.bottom + 10, str(past[0].year), palette.grey, 9.5)
    yield _text(
        box.right, box.bottom + 10, str(past[-1].year), palette.grey, 9.5, ' text-anchor="end"'
    )


def _runs(past: Sequence[Point]) -> Iterator[list[Point]]:
    """The points that one line joins: neither a gap nor a break lies between two of them."""
    number = 0
    labelled = []
    for before, one in pairwise([None, *past]):
        cut = before is None or before.value is None or one is None or one.stretch != before.stretch
        number += cut
        if one is not None and one.value is not None:
            labelled.append((number, one))
    for _, run in groupby(labelled, key=lambda pair: pair[0]):
        yield [one for _, one in run]


def _scale(low: float, high: float, first: float, last: float) -> Place:
    """Where a value lies between two ends of a picture; in their middle where all values
    are one.
    """
    if high == low:
        return lambda value: (first + last) / 2
    return lambda value: first + (value - low) / (high - low) * (last - first)


def _strip(figure: Figure, spread: Spread, palette: Palette, box: Box) -> Iterator[str]:
    place = _scale(_value(spread.lowest), _value(spread.highest), box.left, box.right)
    middle = box.middle
    yield (
        f'<line x1="{box.left}" x2="{box.right}" y1="{middle}" y2="{middle}" '
        f'stroke="{palette.grey}" stroke-width="1"/>'
    )
    if spread.middle:
        low, high = map(place, spread.middle)
        yield (
            f'<rect x="{low:.1f}" y="{middle - 5}" width="{high - low:.1f}" height="10" '
            f'fill="{palette.band}"/>'
        )
    for one in spread.neighbours:
        yield (
            f'<circle cx="{place(_value(one)):.1f}" cy="{middle}" r="3" fill="{palette.paper}"'
            f' stroke="{palette.grey}" stroke-width="1.2"/>'
        )
    if spread.england is not None:
        at = place(_value(spread.england))
        yield (
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{middle - 8}" y2="{middle + 8}" '
            f'stroke="{palette.ink}" stroke-width="2"/>'
        )
    at = place(min(max(_value(figure), _value(spread.lowest)), _value(spread.highest)))
    yield f'<path d="M{at:.1f} {middle - 6}l5 6l-5 6l-5 -6z" fill="{palette.accent}"/>'


def _ends(glance: Glance, palette: Palette, box: Box) -> Iterator[str]:
    """The figures at the ends of the strip, and the authority's over its diamond."""
    spread, figure = glance.spread, glance.figure
    if spread is None or figure is None:
        return
    place = _scale(_value(spread.lowest), _value(spread.highest), box.left, box.right)
    yield _text(box.left - 4, box.bottom + 9, spread.lowest.shown, palette.grey, 9.5)
    yield _text(
        box.right + 4, box.bottom + 9, spread.highest.shown, palette.grey, 9.5, ' text-anchor="end"'
    )
    if spread.place is not None:
        at = min(max(place(_value(figure)), box.left + 14), box.right - 14)
        yield _text(
            at,
            box.top - 1,
            figure.shown,
            palette.ink,
            9.5,
            ' text-anchor="middle" font-weight="700"',
        )


def _value(figure: Figure) -> float:
    return float(figure.value or 0)
