"""Changes in, those that are the largest (or the smallest) out, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.claims.claims import Change


@dataclass(frozen=True, slots=True)
class Order:
    """Which changes come first: rises, falls, or ``either``; by the percentage where ``relative``;
    the ``smallest`` first where that is asked; all beyond ``beyond`` per cent instead of ``n``."""

    n: int
    falls: bool = False
    either: bool = False
    smallest: bool = False
    relative: bool = False
    beyond: Decimal | None = None

    def size(self, change: Change) -> Decimal:
        """How far it moved, and which way."""
        figure = change.relative if self.relative and change.relative else change.difference
        return figure.value or Decimal(0)

    def first(self, changes: Sequence[Change]) -> list[Change]:
        """Those that come first, with those that are as large as the last of them."""
        sign, way = -1 if self.falls else 1, 1 if self.smallest else -1
        kept = [one for one in changes if self.either or sign * self.size(one) > 0]
        kept.sort(key=lambda c: (way * abs(self.size(c)), c.later.area.name, c.later.year))
        if self.beyond is not None:
            sizes = [(one, (one.relative or one.difference).value or Decimal(0)) for one in kept]
            return [one for one, size in sizes if abs(size) > self.beyond]
        last = abs(self.size(kept[min(self.n, len(kept)) - 1])) if kept else Decimal(0)
        return [one for i, one in enumerate(kept) if i < self.n or abs(self.size(one)) == last]
