"""How one printed value stands to another: the bands, and the direction that follows from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from cin_narrative.definitions.catalogue import Measure
from cin_narrative.store.figures import Figure

PROMPTS = Path(__file__).parents[2] / "prompts"


class Direction(StrEnum):
    """How one printed value stands to another."""

    HIGHER = "higher"
    LOWER = "lower"
    SIMILAR = "similar"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Bands:
    """The thresholds of the comparison words (prompts/commentary/bands.toml)."""

    relative_percent: Decimal
    percentage_points: Decimal
    small_base: int
    small_fraction: int


@cache
def load_bands() -> Bands:
    """The bands in force."""
    table = tomllib.loads((PROMPTS / "commentary" / "bands.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    bands, small = table["bands"], table["small"]
    return Bands(Decimal(bands["relative_percent"]), Decimal(bands["percentage_points"]), small["base"], small["fraction"])


@dataclass(frozen=True, slots=True)
class Judgement:
    """A direction with what it rests on: both printed values, the gap, and the band it was held against."""

    direction: Direction
    value: Figure
    other: Figure
    gap: Decimal
    band: Decimal


def judge(value: Figure, other: Figure) -> Judgement:
    """Compare two printed values of the same basis; both must have a number."""
    if value.value is None or other.value is None:
        raise ValueError("only figures with a number can be compared")
    bands = load_bands()
    gap = value.value - other.value
    if value.basis is Measure.PERCENTAGE:
        band, size = bands.percentage_points, abs(gap)
    else:
        band = bands.relative_percent
        size = abs(gap) * 100 / other.value if other.value else Decimal("Infinity")
    if gap == 0:
        direction = Direction.SAME
    elif size <= band:
        direction = Direction.SIMILAR
    else:
        direction = Direction.HIGHER if gap > 0 else Direction.LOWER
    return Judgement(direction, value, other, gap, band)
