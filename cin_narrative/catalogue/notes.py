"""Comparability notes: what must be known beside a figure, and where and when it applies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cin_narrative.catalogue.indicator import Text


@dataclass(frozen=True, slots=True)
class Note:
    """A comparability note and where it applies; ``*`` stands for everywhere, no years for every
    year.
    """

    id: str
    text: Text
    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...]
    break_between: tuple[int, ...]
    always: bool
    bars: bool = False

    def applies(self, indicator: str, area: str, years: tuple[int, ...]) -> bool:
        """Whether the note bears on this indicator, area (code) and any of these years."""
        return self.applies_to_any((indicator,), area, years)

    def applies_to_any(
        self, indicators: Collection[str], area: str, years: tuple[int, ...]
    ) -> bool:
        """Whether it bears on any of these indicators there and then."""
        return self.is_on(indicators) and self.is_there_and_then(area, years)

    def is_on(self, indicators: Collection[str]) -> bool:
        """Whether it bears on any of these indicators, somewhere."""
        if not indicators:
            return False
        return "*" in self.indicators or any(map(indicators.__contains__, self.indicators))

    def is_there_and_then(self, area: str, years: tuple[int, ...]) -> bool:
        """Whether it bears on anything of this area (code) in any of these years."""
        if "*" not in self.areas and area not in self.areas:
            return False
        if self.break_between:
            return min(years) <= self.break_between[0] < self.break_between[1] <= max(years)
        return not self.years or bool(set(self.years) & set(years))

    def breaks_every_series(self, first: int, last: int) -> bool:
        """Whether nothing of any area may be joined across these two years."""
        return (
            bool(self.break_between)
            and self.indicators == self.areas == ("*",)
            and self.applies("*", "*", (first, last))
        )
