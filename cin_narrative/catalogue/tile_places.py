"""``data/reference/tiles.csv`` -> where each local authority's tile lies on the map of tiles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from cin_narrative.catalogue.reference import REFERENCE, reference_rows


class TilePlace(NamedTuple):
    """A tile: its column from the west, its row from the north, from 1 on."""

    column: int
    row: int


@cache
def tile_places() -> Mapping[str, TilePlace]:
    """The three-digit code of an authority, abolished ones too -> its tile."""
    rows = reference_rows(REFERENCE / "tiles.csv")
    return {row["code"]: TilePlace(int(row["column"]), int(row["row"])) for row in rows}
