"""The tests of a page -> the families that stand out among so many looks, in the order of telling.

Simes (1986) within a family, since its tests move together; Benjamini and Hochberg (1995) over
families.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log10

from cin_narrative.catalogue.families import Family

Q = 0.10  # the share of families told that may be chance
MOST_TOLD = 5
HIGHEST_PLACE = 6  # of -log10 p: beyond it all evidence is as good, and an order would flicker


def simes(ps: Iterable[float]) -> float:
    """The p of a family of tests: the smallest of each p times their number, over its place."""
    ordered = sorted(ps)
    return min((p * len(ordered) / place for place, p in enumerate(ordered, 1)), default=1.0)


def threshold(ps: Sequence[float], q: float = Q) -> float:
    """What a p must not be above to pass among these; below nought where none does."""
    ordered = sorted(ps)
    passed = [place for place, p in enumerate(ordered, 1) if p <= q * place / len(ordered)]
    return q * max(passed) / len(ordered) if passed else -1.0


def in_order(passed: Mapping[str, float], families: Sequence[Family]) -> list[str]:
    """The ids of families by tier, then by evidence, then by their place in the case."""
    held = {one.id: one for one in families}

    def place(family: str) -> tuple[int, int, int]:
        return held[family].tier, -_evidence(passed[family]), held[family].place

    return sorted(passed, key=place)


def _evidence(p: float) -> int:
    return HIGHEST_PLACE if p <= 0 else min(HIGHEST_PLACE, round(-log10(p)))
