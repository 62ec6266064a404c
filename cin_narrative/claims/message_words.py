"""What a message may say apart from its figures: which way, how far, and what it is of."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum
from typing import Any


class Turn(StrEnum):
    """Which way a claim points."""

    UP = "up"
    DOWN = "down"


class Course(StrEnum):
    """Which way a figure went; ``LITTLE``: not beyond chance."""

    UP = "up"
    DOWN = "down"
    LITTLE = "little"


class Emphasis(StrEnum):
    """How far beyond the ordinary: past most authorities, or past almost all."""

    MOST = "most"
    ALMOST_ALL = "almost_all"


class Shape(StrEnum):
    """What a message is of."""

    LEVEL = "level"  # where a figure stands among the authorities
    CHANGE = "change"  # how it moved
    AWAY = "away"  # beyond most of them, and moving further
    CLOSING = "closing"  # beyond most of them, and coming back


class Topic(StrEnum):
    """What kind of figure a message is of."""

    RATE = "rate"
    SHARE = "share"
    DAYS = "days"
    RATIO = "ratio"
    NAMED = "named"  # a share of the cases of which something is named, a need or a kind of abuse


def standing_alone(claim: Any) -> Any:
    """The claim as it is told where it stands without its page; any other claim as it is."""
    has = any(field.name == "alone" for field in fields(claim))
    return replace(claim, alone=True) if has else claim
