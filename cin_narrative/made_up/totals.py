"""The totals that a made-up return must equal: published counts of an area and year, completed
where some are hidden.

No record of a child is used: only totals are known, and children are invented until their counts
equal them.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.records import Record, TomlFile, read_sound
from cin_narrative.errors import InputRefused
from cin_narrative.messages import message
from cin_narrative.resources import resource
from cin_narrative.store.store import Store

DERBY_2016 = resource("data", "starter", "made_up_totals.csv")
NAMES = Path(__file__).with_suffix(".toml")
BANDS = (
    "3_months_or_less",
    "more_than_3_to_6_months",
    "more_than_6_months_to_under_1_year",
    "1_year_to_under_2_years",
    "2_years_or_more",
)
SIZE = "open_cases"  # how large an area is beside another
# how hidden parts share what is left
SMALL = {"died": 0.4, "child_arrangements_order": 0.6, "2_years_or_more": 0.07}
# totals that are the sums of others
SUMS = {
    "cases": ("open_cases", "cases_ended"),
    "received": ("cases_begun", "no_action", "not_in_need"),
    "plans": ("open_plans", "plans_ended"),
    "need_plans": ("open_need_plans", "need_plans_ended"),
}
Key = tuple[str, str]  # indicator, category


class TotalNames(Record, frozen=True):
    """``totals.toml``: the totals by the maker's names, and those that stay as they are."""

    not_scaled: tuple[str, ...]
    totals: dict[str, str]


@cache
def total_names() -> TotalNames:
    """The names of the totals; raises ``DefinitionFault``."""
    return read_sound(NAMES, TotalNames)


def indicator_of(name: str) -> str:
    """The id of the indicator that the maker calls ``name``."""
    return total_names().totals[name]


def total_faults(indicators: Collection[str]) -> Iterator[Fault]:
    """Every fault of ``totals.toml``: keys, types, and what is none of ``indicators``."""
    file = TomlFile(NAMES)
    names, faults = file.read(TotalNames)
    yield from faults
    if names:
        for name, indicator in names.totals.items():
            yield from file.unknown(("totals", name), indicator, indicators)
        for place, name in enumerate(names.not_scaled):
            yield from file.unknown(("not_scaled", place), name, names.totals)


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` shared in proportion to ``weights``, in whole numbers that add up to it."""
    whole = sum(weights)
    if whole <= 0:
        return [total if place == 0 else 0 for place in range(len(weights))]
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    largest_first = sorted(range(len(weights)), key=lambda place: shares[place] - exact[place])
    for place in largest_first[: total - sum(shares)]:
        shares[place] += 1
    return shares


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals by (indicator, category), and what stands in for those that are not published:
    ``pattern``, another area's.
    """

    counts: Mapping[Key, float]
    pattern: Mapping[Key, float]

    def count(self, name: str) -> int:
        """The total called ``name``; where it is not published, the pattern's in proportion to
        children in need.
        """
        key = (indicator_of(name), "")
        return round(self.counts.get(key, self.pattern.get(key, 0) * self.scale))

    def between(self, name: str, least: int, most: int | None = None) -> int:
        """The total called ``name``; where it is not published, no fewer than there must be, and no
        more than there is room for.
        """
        count = self.count(name)
        known = (indicator_of(name), "") in self.counts
        return count if known else max(least, count if most is None else min(count, most))

    def publishes(self, name: str) -> bool:
        """Whether any part of a breakdown is published."""
        return any(indicator == indicator_of(name) for indicator, _ in self.counts)

    def of_breakdown(self, name: str, category: str) -> int | None:
        """A part of a breakdown that need not add up: as published; where none of its parts is, as
        in the pattern. None where it alone is not known.
        """
        key = (indicator_of(name), category)
        if self.publishes(name):
            found = self.counts.get(key)
            return None if found is None else round(found)
        found = self.pattern.get(key)
        return None if found is None else round(found * self.scale)

    @property
    def scale(self) -> float:
        """How large the area is beside the pattern, by children in need at 31 March."""
        key = (indicator_of(SIZE), "")
        return self.counts.get(key, 0) / (self.pattern.get(key) or 1)

    def parts(self, name: str, categories: Sequence[str], total: int) -> dict[str, int]:
        """A breakdown that adds up to ``total``: published parts as they are, the others sharing
        what is left.
        """
        indicator = indicator_of(name)
        known = {
            c: round(self.counts[indicator, c]) for c in categories if (indicator, c) in self.counts
        }
        rest = [c for c in categories if c not in known]
        if sum(known.values()) > total or (not rest and sum(known.values()) != total):
            known, rest = {}, list(categories)
        weights = [self._weight((indicator, c), some_known=bool(known)) for c in rest]
        left = apportion(total - sum(known.values()), weights)
        shares = known | dict(zip(rest, left, strict=True))
        return {category: shares[category] for category in categories}

    def _weight(self, key: Key, some_known: bool) -> float:
        """How much of what is left a part takes: as in the pattern, or as published where no part
        can be kept as it is.
        """
        if not some_known:
            return self.counts.get(key, self.pattern.get(key, 1))
        return SMALL.get(key[1], self.pattern.get(key, 1) or 0.001)

    def percentile(self, name: str, category: str, default: int) -> int:
        """A published percentile in working days."""
        key = (indicator_of(name), category)
        return round(self.counts.get(key, self.pattern.get(key, default)))

    def told(self, name: str, catalogue: Catalogue) -> str:
        """The total called ``name`` and the parts of it that are published, for who asks why no
        return can have them.
        """
        indicator = catalogue[indicator_of(name)]
        title = str(indicator.title)
        held = {part: count for (of, part), count in self.counts.items() if of == indicator.id}
        if not held:
            return message("made_up.total_not_published", title=title)
        whole = [f"{held.pop(''):,g}"] if "" in held else []
        lines = [f"{indicator.categories[part].label} {count:,g}" for part, count in held.items()]
        return message("made_up.total", title=title, counts=", ".join(whole + lines))

    def scaled(self, factor: float) -> Totals:
        """The same area, larger or smaller: for tests of size."""
        fixed = set(map(indicator_of, total_names().not_scaled))
        counts = {
            key: value if key[0] in fixed else round(value * factor)
            for key, value in self.counts.items()
        }
        for total, parts in SUMS.items():
            summed = (counts.get((indicator_of(part), ""), 0) for part in parts)
            counts[indicator_of(total), ""] = sum(summed)
        return Totals(counts, self.pattern)


def derby_totals() -> Totals:
    """Derby, year ending 31 March 2016, as first published, with the factor counts of the council's
    page.
    """
    with DERBY_2016.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = {(row["indicator"], row["category"]): float(row["value"]) for row in rows}
    return Totals(counts, counts)


def published_totals(
    store: Store, catalogue: Catalogue, area: str, year: int, release: str = ""
) -> Totals:
    """What ``release`` (default: DfE's newest) says of an authority and year. Raises
    ``InputRefused`` where it holds too little.
    """
    counts = dict(_published(store, catalogue, area, year, release))
    if (indicator_of(SIZE), "") not in counts:
        raise InputRefused(message("made_up.no_published_totals", area=area, year=year))
    pattern = derby_totals().counts
    for total, parts in SUMS.items():
        _complete(counts, pattern, total, parts)
    return Totals(counts, pattern)


def _complete(
    counts: dict[Key, float], pattern: Mapping[Key, float], total: str, parts: Sequence[str]
) -> None:
    """Let what is not published of a sum and its parts be what is left of the others."""
    whole, keys = (indicator_of(total), ""), [(indicator_of(part), "") for part in parts]
    absent = [key for key in keys if key not in counts]
    known = sum(counts[key] for key in keys if key in counts)
    if whole in counts and absent:
        left = max(0, round(counts[whole] - known))
        shares = apportion(left, [pattern.get(key, 1) for key in absent])
        counts.update(zip(absent, shares, strict=True))
    elif not absent:
        counts.setdefault(whole, known)


def _published(
    store: Store, catalogue: Catalogue, area: str, year: int, release: str
) -> Iterator[tuple[Key, float]]:
    """Every count, and every average, that DfE publishes of an authority and year; of what it
    publishes in per cent alone, the percentages.
    """
    ours = {one.id for one in store.releases.values() if one.is_local}
    for indicator in catalogue:
        held = store.observations(area, year, indicator.id)
        wanted = (Measure.COUNT, Measure.AVERAGE)
        if not any(measure in wanted for measure, _ in held):
            wanted = (Measure.PERCENTAGE, Measure.AVERAGE)
        for (measure, category), versions in held.items():
            found = [one for one in versions if release in ("", one.release)]
            value = next((one.value for one in found if one.release not in ours), None)
            if value is not None and measure in wanted:
                yield (indicator.id, category), value
