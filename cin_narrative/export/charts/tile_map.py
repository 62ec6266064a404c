"""One figure of every authority -> a map of England in tiles, as SVG, for screen and documents; its
words, and the rows beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.tile_places import TilePlace, tile_places
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import measured
from cin_narrative.export.charts.tile import PRINTED, Palette
from cin_narrative.messages import message

SIDE, GAP = 20, 2
SHADES = (0.12, 0.3, 0.5, 0.72, 1.0)  # of the accent, the lowest fifth of the authorities first


@dataclass(frozen=True, slots=True)
class TileMap:
    """``figures`` of one indicator and year, the lowest first; ``authorities`` of that year; the
    area whose page it is on.
    """

    figures: tuple[Figure, ...]
    authorities: tuple[Area, ...]
    area: Area

    @property
    def title(self) -> str:
        """The measure with its unit, and the period."""
        one = self.figures[0]
        return message(
            "report.map_title", measure=measured(one), period=one.indicator.period(one.year).noun
        )

    @property
    def alternative(self) -> str:
        """What the map shows, in words."""
        low, high = self.figures[0], self.figures[-1]
        ends = {
            "lowest": low.area.short_name,
            "low": low.shown,
            "highest": high.area.short_name,
            "high": high.shown,
        }
        period = low.indicator.period(low.year).noun
        return message(
            "report.map_alternative",
            measure=measured(low),
            period=period,
            count=len(self.figures),
            **ends,
        )

    @property
    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Place, name and figure of every authority that has one, the highest first; equal figures
        share a place.
        """
        place = 0
        for number, one in enumerate(reversed(self.figures), 1):
            place = number if number == 1 or one.value != self.figures[-number + 1].value else place
            yield place, str(one.area.short_name), one.shown


def map_svg(shown: TileMap, palette: Palette = PRINTED) -> str:
    """The map: a tile each, darker where the figure is higher; the area's own has a frame."""
    places = tile_places()
    held = [(area, places[area.code]) for area in shown.authorities if area.code in places]
    width = max(place.column for place in places.values()) * (SIDE + GAP) + GAP
    height = max(place.row for place in places.values()) * (SIDE + GAP) + GAP
    values = {one.area.code: (one, fifth) for one, fifth in _fifths(shown.figures)}
    tiles = [_tile(area, place, values.get(area.code), palette) for area, place in held]
    own = [_frame(place, palette) for area, place in held if area.code == shown.area.code]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(shown.alternative)}">{"".join([*tiles, *own])}</svg>'
    )


def _fifths(figures: Sequence[Figure]) -> Iterator[tuple[Figure, int]]:
    """Each figure with its fifth; equal figures are of one."""
    first: dict[object, int] = {}
    for number, one in enumerate(figures):
        yield one, first.setdefault(one.value, number * len(SHADES) // len(figures))


def _corner(place: TilePlace) -> tuple[int, int]:
    return (place.column - 1) * (SIDE + GAP) + GAP, (place.row - 1) * (SIDE + GAP) + GAP


def _tile(area: Area, place: TilePlace, held: tuple[Figure, int] | None, palette: Palette) -> str:
    x, y = _corner(place)
    name = escape(str(area.short_name))
    if held is None:
        cross = f'<path d="M{x + 6} {y + 6}l8 8m0 -8l-8 8" stroke="{palette.grey}"/>'
        box = (
            f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" fill="none" '
            f'stroke="{palette.band}"/>'
        )
        return f"<g><title>{name}</title>{box}{cross}</g>"
    figure, fifth = held
    drawn = (
        f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" fill="{palette.accent}" '
        f'fill-opacity="{SHADES[fifth]}"/>'
    )
    return f"<g><title>{name}: {escape(figure.shown)}</title>{drawn}</g>"


def _frame(place: TilePlace, palette: Palette) -> str:
    x, y = _corner(place)
    return (
        f'<rect x="{x - 1}" y="{y - 1}" width="{SIDE + 2}" height="{SIDE + 2}" fill="none" '
        f'stroke="{palette.worse}" stroke-width="3"/>'
    )
