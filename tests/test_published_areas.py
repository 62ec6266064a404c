"""What a bulk export of DfE's figures leaves of the suppressed counts, for a reader who sets regions beside their authorities.

The attacker here shares no code with the product: for each count of a region or England it takes every number that fits the
rounded count, the rate and the percentage shown, and takes away the authorities' counts. What one suppressed authority
is then left with must be more than one number; of several that share what is left, more than 1 each.
"""

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest

from cin_narrative.api import figures
from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.store.store import Store

POPULATION = "children_aged_under_18"
CATALOGUE, AREAS = load_catalogue(), load_areas()
YEARS = (2017, 2024)
HALF = Decimal("0.05")


def exported(store, year):
    """(area, count's indicator, category) -> measure -> what the export shows of it, a number or a symbol; whether we withhold it."""
    found, ours = defaultdict(dict), set()
    for figure in figures(store, year=year):
        if figure.derived_from:
            continue
        cell = figure.area.code, CATALOGUE.counts_of(figure.indicator).id, figure.category.id if figure.category else ""
        found[cell][figure.measure, figure.indicator.id] = figure.symbol or figure.value
        if figure.withheld:
            ours.add(cell)
    return found, ours


def printed(store, year):
    """The same as DfE prints it, with nothing withheld: what the attacker of these tests must succeed on."""
    found = defaultdict(dict)
    for (indicator, code), years in store.holdings.items():
        if year in years:
            for (measure, category), (newest, *_) in store.observations(code, year, indicator).items():
                cell = code, CATALOGUE.counts_of(CATALOGUE[indicator]).id, category
                value = newest.symbol or Decimal(str(newest.value))
                found[cell][Measure(measure), indicator] = value
    return found


def fitting(cells, whole, counted, category):
    """The least and the most that a whole's count can be, by all that is shown of it."""
    fits = [(0, 10**9)]
    for (measure, indicator), value in cells.get((whole, counted, category), {}).items():
        if isinstance(value, str):
            continue
        if measure is Measure.COUNT:
            fits.append((value - 5, value + 4))
        elif measure is Measure.RATE:
            fits.append(between(cells, whole, POPULATION, value, 10_000))
        elif measure is Measure.PERCENTAGE:
            fits.append(between(cells, whole, CATALOGUE[indicator].measures[measure].of, value, 100))
    return max(low for low, _ in fits), min(high for _, high in fits)


def between(cells, whole, of, value, per):
    """The whole numbers whose share of the count of ``of`` is printed as ``value``."""
    below = cells.get((whole, of, ""), {}).get((Measure.COUNT, of))
    if below is None or isinstance(below, str):
        return 0, 10**9
    spread = 0 if of == POPULATION else 5
    least, most = (value - HALF) * (below - spread) / per, (value + HALF) * (below + spread) / per
    return -(-least // 1), most // 1


def worked_out(cells, ours, year):
    """The suppressed counts of authorities that are left one number."""
    found = set()
    wholes = [region.code for region in AREAS.regions(year)] + [ENGLAND]
    counts = {(counted, category) for _, counted, category in cells}
    for whole, (counted, category) in product(wholes, counts):
        inside = [area.code for area in AREAS.authorities(year, None if whole == ENGLAND else whole)]
        shown = [cells.get((code, counted, category), {}).get((Measure.COUNT, counted)) for code in inside]
        hidden = [code for code, value in zip(inside, shown, strict=True) if value == "c"]
        numbers = [value for value in shown if isinstance(value, Decimal)]
        if not hidden or len(hidden) + len(numbers) < len(inside) or any((code, counted, category) in ours for code in hidden):
            continue
        low, high = fitting(cells, whole, counted, category)
        least, most = max(low - sum(numbers), len(hidden)), high - sum(numbers)
        if least <= most and (most == len(hidden) or (len(hidden) == 1 and least == most)):
            found |= {(code, counted, category) for code in hidden}
    return found


@pytest.fixture(scope="module")
def store(store_2024):
    with Store.open(store_2024) as opened:
        yield opened


@pytest.mark.parametrize("year", YEARS)
def test_no_suppressed_count_follows_from_the_regions_in_a_bulk_export(store, year):
    assert worked_out(*exported(store, year), year) == set()


@pytest.mark.parametrize("year", YEARS)
def test_the_attacker_finds_what_dfes_own_files_give_away(store, year):
    assert worked_out(printed(store, year), set(), year)
