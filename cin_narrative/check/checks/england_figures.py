"""The definitions against what DfE printed for England (``data/reference/england.csv``): a
percentage that its own count, out of the indicator that it is said to be of, does not give.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.messages import message
from cin_narrative.resources import resource

Printed = dict[tuple[str, str, str], dict[int, float]]  # (indicator, measure, category) -> by year
# A percentage is printed to one decimal, and England's counts to the nearest 10.
LEEWAY = 0.1


def faults(house: House) -> Iterator[Fault]:
    """Each percentage of a category, or of an indicator, that fits in fewer than half the years."""
    printed = _printed()
    for indicator in house.catalogue:
        definition = indicator.measures.get(Measure.PERCENTAGE)
        if definition is None or not definition.of:
            continue
        wrong = [name for name in ("", *indicator.categories) if _is_off(printed, indicator, name)]
        if wrong:
            document = house.indicator_file(indicator.id)
            text = message("check.england", of=definition.of, categories=", ".join(wrong) or "all")
            yield document.fault_at(document.line_with("of = "), text)


def _is_off(printed: Printed, indicator: Indicator, category: str) -> bool:
    """Whether most percentages that were printed are not the counts', out of the whole."""
    counts = printed[indicator.id, Measure.COUNT, category]
    wholes = printed[str(indicator.measures[Measure.PERCENTAGE].of), Measure.COUNT, ""]
    shares = printed[indicator.id, Measure.PERCENTAGE, category]
    gaps = [
        abs(share - 100 * counts[year] / wholes[year])
        for year, share in shares.items()
        if year in counts and wholes.get(year)
    ]
    return bool(gaps) and sum(gap > LEEWAY for gap in gaps) * 2 > len(gaps)


def _printed() -> Printed:
    found: Printed = defaultdict(dict)
    with resource("data", "reference", "england.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["indicator"], row["measure"], row["category"])
            found[key][int(row["year"])] = float(row["value"])
    return found
