"""How one printed value stands to another: by the bands, or by confidence limits, and the direction
that follows.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from cin_narrative.catalogue.indicator import PERCENTAGE
from cin_narrative.catalogue.rounding import half_up
from cin_narrative.claims.confidence_limits import Limits, limits_of
from cin_narrative.disclosure.figures import Figure
from cin_narrative.resources import resource

PROMPTS = resource("prompts")


class Direction(StrEnum):
    """How one printed value stands to another."""

    HIGHER = "higher"
    LOWER = "lower"
    SIMILAR = "similar"
    SAME = "same"


HIGHER, LOWER, SAME = Direction.HIGHER, Direction.LOWER, Direction.SAME  # as of ``COUNT``


class Method(StrEnum):
    """How the word of a comparison between areas is found; changes over time are always worded by
    the bands.
    """

    BANDS = "bands"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Bands:
    """The thresholds of the comparison words (prompts/commentary/bands.toml)."""

    relative_percent: Decimal
    percentage_points: Decimal
    small_base: int
    small_fraction: int
    confidence: int
    deviate: Decimal


@cache
def load_bands() -> Bands:
    """The bands in force."""
    table = tomllib.loads(
        (PROMPTS / "commentary" / "bands.toml").read_text(encoding="utf-8"), parse_float=Decimal
    )
    bands, small, limits = table["bands"], table["small"], table["limits"]
    return Bands(
        Decimal(bands["relative_percent"]),
        Decimal(bands["percentage_points"]),
        small["base"],
        small["fraction"],
        int(limits["confidence_percent"]),
        Decimal(limits["deviate"]),
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A direction with what it rests on: both printed values, the gap, and the band (or the limits)
    it was held against.
    """

    direction: Direction
    value: Figure
    other: Figure
    gap: Decimal
    band: Decimal
    limits: Limits | None = None

    @property
    def size(self) -> Decimal:
        """How many thresholds the gap is wide: bands, or the way from the value to its limit on the
        other's side.
        """
        if self.limits is not None:
            value = self.value.value or Decimal(0)
            reach = value - self.limits.lower if self.gap > 0 else self.limits.upper - value
            return abs(self.gap) / reach if reach else Decimal("Infinity")
        if self.value.basis is PERCENTAGE:
            return abs(self.gap) / self.band
        if not self.other.value:
            return Decimal("Infinity")
        return (
            half_up(abs(self.gap) * 100 / self.other.value, 1) / self.band
        )  # as it is printed: 2.0% is not beyond 2%


def judge(value: Figure, other: Figure, method: Method = Method.BANDS) -> Judgement | None:
    """Compare two printed values of the same basis, both with a number; None where a value has no
    limits to compare by.

    By limits only between areas: a change over time is worded by the bands.
    """
    if method is Method.LIMITS and value.area.code != other.area.code:
        limits = limits_of(value, load_bands().deviate)
        return None if limits is None else judge_by_limits(value, other, limits)
    return judge_by_bands(value, other)


def judge_by_bands(value: Figure, other: Figure) -> Judgement:
    """Compare by the bands of prompts/commentary/bands.toml."""
    bands, gap = load_bands(), _gap(value, other)
    band = bands.percentage_points if value.basis is PERCENTAGE else bands.relative_percent
    beyond = Judgement(_side(gap), value, other, gap, band)
    if gap and beyond.size <= 1:
        return Judgement(Direction.SIMILAR, value, other, gap, band)
    return beyond


def judge_by_limits(value: Figure, other: Figure, limits: Limits) -> Judgement:
    """Compare by the limits of ``value``: "similar" where they hold the other's printed value."""
    gap = _gap(value, other)
    within = gap != 0 and limits.hold(value.value - gap if value.value is not None else gap)
    return Judgement(
        Direction.SIMILAR if within else _side(gap), value, other, gap, Decimal(0), limits
    )


def _gap(value: Figure, other: Figure) -> Decimal:
    if value.value is None or other.value is None:
        raise ValueError("figure without number")
    return value.value - other.value


def _side(gap: Decimal) -> Direction:
    return SAME if gap == 0 else HIGHER if gap > 0 else LOWER
