"""The counts that the store holds of an authority -> those that a return is looked at beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.store.merge import HeldCount

YEARS_BACK = 3  # further back, a large change is a development and no reason to look for mistakes


@dataclass(frozen=True, slots=True)
class Earlier:
    """A count of the authority to hold a return's count against: of the year before where it is
    held; else DfE's of the same year, else of the newest year before that.
    """

    year: int
    value: float


def earlier_counts(held: Iterable[HeldCount], key: ReturnKey) -> dict[str, Earlier]:
    """Indicator -> the count of the authority to hold that of a return against."""
    found: dict[str, tuple[int, Earlier]] = {}
    for one in held:
        distance = _distance(one, key.year)
        if distance is not None and distance < found.get(one.indicator, (YEARS_BACK + 1,))[0]:
            found[one.indicator] = distance, Earlier(one.year, one.value)
    return {indicator: earlier for indicator, (_, earlier) in found.items()}


def _distance(one: HeldCount, year: int) -> int | None:
    """How far a count is from a return of ``year``, the nearest first; None where it says nothing
    of it.
    """
    if one.year == year:
        return None if one.is_local else 1
    back = year - one.year
    if not 1 <= back <= YEARS_BACK:
        return None
    return 0 if back == 1 else back


def beside(
    earlier: Mapping[str, Earlier], before: Mapping[str, float], key: ReturnKey
) -> dict[str, Earlier]:
    """``earlier``, with the counts of the return of the year before in their place where that was
    read with this one.
    """
    return {**earlier, **{name: Earlier(key.year - 1, value) for name, value in before.items()}}
