"""The rows of the starter figures -> every fault that they hold, at once."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, Catalogue, Measure
from cin_narrative.errors import InputDamaged, did_you_mean, either
from cin_narrative.messages import message
from cin_narrative.store.observations import Release, Symbol

# the area of an average that a page prints for unnamed comparators of one authority
COMPARATOR = "neighbours/"
Row = dict[str, str]
CELL = ("indicator", "measure", "category", "area", "year", "release")


def refuse_faults(
    rows: list[Row], catalogue: Catalogue, areas: Areas, releases: dict[str, Release]
) -> None:
    """Raise ``InputDamaged`` with every fault of ``rows``, where there is any."""
    faults, seen = [], dict[tuple[str, ...], int]()
    for number, row in enumerate(rows, 1):
        found = (*_of_indicator(row, catalogue), *_of_place(row, areas, releases), *_of_value(row))
        faults += [f"row {number}: {fault}" for fault in found]
        first = seen.setdefault(tuple(row[name] for name in CELL), number)
        if first != number:
            faults.append(message("load.starter_twice", row=number, first=first))
    if faults:
        raise InputDamaged(message("load.starter_faults", count=len(faults)) + "\n".join(faults))


def _of_indicator(row: Row, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with the indicator, the measure and the category of a row."""
    if row["indicator"] not in catalogue:
        near = did_you_mean(row["indicator"], catalogue.indicators)
        hint = f"; did you mean {either(near)}?" if near else ""
        yield message("load.no_such_indicator", id=row["indicator"]) + hint
        return
    indicator, measure = catalogue[row["indicator"]], row["measure"]
    if measure not in DEFINED_MEASURES or Measure(measure) not in indicator.measures:
        yield f'{indicator.id} has no measure "{measure}"'
    if row["category"] and row["category"] not in catalogue.counts_of(indicator).categories:
        yield f'{indicator.id} has no category "{row["category"]}"'


def _of_place(row: Row, areas: Areas, releases: dict[str, Release]) -> Iterator[str]:
    """What is wrong with the area, the release and the year of a row."""
    if row["area"].removeprefix(COMPARATOR) not in areas:
        yield message("load.unknown_area", code=row["area"])
    if row["release"] not in releases:
        yield message("load.release_not_listed", release=row["release"])
    if not row["year"].isdecimal():
        yield message("load.not_a_year", text=row["year"])


def _of_value(row: Row) -> Iterator[str]:
    """What is wrong with the value or the symbol of a row, of which there must be one."""
    value, symbol = row["value"], row["symbol"]
    if symbol not in ("", *Symbol) or bool(value) == bool(symbol):
        symbols = ", ".join(Symbol)
        yield message("load.value_or_symbol", value=value, symbol=symbol, symbols=symbols)
    elif value and not value.replace(".", "", 1).isdecimal():
        yield message("load.not_a_number", text=value)
