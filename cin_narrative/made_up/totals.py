"""The totals that a made-up return must equal: published counts of an area and year, completed
where some are hidden.

 No record of a child is used: only totals are known, and children are invented until their counts
equal them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.errors import InputRefused
from cin_narrative.resources import resource
from cin_narrative.store.store import Store

DERBY_2016 = resource("data", "starter", "made_up_totals.csv")
BANDS = (
    "3_months_or_less",
    "more_than_3_to_6_months",
    "more_than_6_months_to_under_1_year",
    "1_year_to_under_2_years",
    "2_years_or_more",
)
SMALL = {
    "died": 0.4,
    "child_arrangements_order": 0.6,
    "2_years_or_more": 0.07,
}  # how hidden parts share what is left


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` shared in proportion to ``weights``, in whole numbers that add up to it."""
    whole = sum(weights)
    if whole <= 0:
        return [total if place == 0 else 0 for place in range(len(weights))]
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    for place in sorted(range(len(weights)), key=lambda i: shares[i] - exact[i])[
        : total - sum(shares)
    ]:
        shares[place] += 1
    return shares


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals by (indicator, category), and what stands in for those that are not published:
    ``pattern``, another area's.
    """

    counts: Mapping[tuple[str, str], float]
    pattern: Mapping[tuple[str, str], float]

    def count(self, indicator: str) -> int:
        """The total of an indicator; where it is not published, the pattern's in proportion to
        children in need.
        """
        return self._rounded(indicator, "")

    def _rounded(self, indicator: str, category: str) -> int:
        known = self.counts.get((indicator, category))
        return round(
            known if known is not None else self.pattern.get((indicator, category), 0) * self.scale
        )

    @property
    def scale(self) -> float:
        """How large the area is beside the pattern, by children in need at 31 March."""
        here = self.counts.get(("children_in_need_at_31_march", ""), 0)
        return here / (self.pattern.get(("children_in_need_at_31_march", "")) or 1)

    def parts(self, indicator: str, categories: Sequence[str], total: int) -> dict[str, int]:
        """A breakdown that adds up to ``total``: published parts as they are, the others sharing
        what is left.
        """
        known = {
            c: round(self.counts[indicator, c]) for c in categories if (indicator, c) in self.counts
        }
        rest = [c for c in categories if c not in known]
        if sum(known.values()) > total or (not rest and sum(known.values()) != total):
            known, rest = {}, list(categories)
        left = total - sum(known.values())
        weights = [
            SMALL.get(c, self.pattern.get((indicator, c), 1) or 0.001)
            if len(rest) < len(categories)
            else self.counts.get((indicator, c), self.pattern.get((indicator, c), 1))
            for c in rest
        ]
        shares = dict(zip(rest, apportion(left, weights), strict=True))
        return {c: known[c] if c in known else shares[c] for c in categories}

    def percentile(self, indicator: str, category: str, default: int) -> int:
        """A published percentile in working days."""
        return round(
            self.counts.get((indicator, category), self.pattern.get((indicator, category), default))
        )

    def scaled(self, factor: float) -> Totals:
        """The same area, larger or smaller: for tests of size."""
        fixed = (
            "assessment_duration_percentiles",
            "conference_duration_percentiles",
            "children_in_need_by_disability_type",
        )
        counts = {
            key: value if key[0] in fixed else round(value * factor)
            for key, value in self.counts.items()
        }
        for total, parts in SUMS.items():
            counts[total, ""] = sum(counts.get((part, ""), 0) for part in parts)
        return Totals(counts, self.pattern)


SUMS = {
    "episodes_of_need_at_any_point": ("children_in_need_at_31_march", "episodes_of_need_ending"),
    "referrals": (
        "episodes_of_need_starting",
        "referrals_no_further_action",
        "referrals_assessed_as_not_in_need",
    ),
}


def derby_totals() -> Totals:
    """Derby, year ending 31 March 2016, as first published, with the factor counts of the council's
    page.
    """
    with DERBY_2016.open(encoding="utf-8", newline="") as file:
        counts = {
            (row["indicator"], row["category"]): float(row["value"]) for row in csv.DictReader(file)
        }
    return Totals(counts, counts)


def published_totals(
    store: Store, catalogue: Catalogue, area: str, year: int, release: str = ""
) -> Totals:
    """What ``release`` (default: DfE's newest) says of an authority and year. Raises
    ``InputRefused`` where it holds too little.
    """
    counts: dict[tuple[str, str], float] = {}
    for indicator in catalogue:
        for (measure, category), versions in store.observations(area, year, indicator.id).items():
            found = [
                o
                for o in versions
                if (o.release == release or not release) and not store.releases[o.release].is_local
            ]
            if found and found[0].value is not None and measure in (Measure.COUNT, Measure.AVERAGE):
                counts[indicator.id, category] = found[0].value
    if ("children_in_need_at_31_march", "") not in counts:
        raise InputRefused(
            f"No published totals of authority {area} for {year} are in the store: load DfE's files first."
        )
    return Totals(counts, derby_totals().counts)
