"""The rows of the starter figures -> every fault that they hold, at once."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, Catalogue, Measure
from cin_narrative.errors import InputDamaged, did_you_mean, either
from cin_narrative.messages import message
from cin_narrative.store.observations import Release, Symbol

# the area of an average that a page prints for unnamed comparators of one authority
COMPARATOR = "neighbours/"
Row = dict[str, str]
CELL = itemgetter("indicator", "measure", "category", "area", "year", "release")
Names = tuple[str, ...]
SYMBOLS = frozenset(("", *Symbol))


def refuse_faults(
    rows: list[Row], catalogue: Catalogue, areas: Areas, releases: dict[str, Release]
) -> None:
    """Raise ``InputDamaged`` with every fault of ``rows``, where there is any."""
    faults, seen = [], dict[Names, int]()
    what, where = dict[Names, list[str]](), dict[Names, list[str]]()  # each is in many rows
    for number, row in enumerate(rows, 1):
        cell = CELL(row)
        if cell[:3] not in what:
            what[cell[:3]] = list(_of_indicator(cell[:3], catalogue))
        if cell[3:] not in where:
            where[cell[3:]] = list(_of_place(cell[3:], areas, releases))
        found = (*what[cell[:3]], *where[cell[3:]], *_of_value(row))
        faults += [f"row {number}: {fault}" for fault in found]
        first = seen.setdefault(cell, number)
        if first != number:
            faults.append(message("load.starter_twice", row=number, first=first))
    if faults:
        raise InputDamaged(message("load.starter_faults", count=len(faults)) + "\n".join(faults))


def _of_indicator(names: Names, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with the indicator, the measure and the category of a row."""
    id_, kind, category = names
    if id_ not in catalogue:
        near = did_you_mean(id_, catalogue.indicators)
        hint = f"; did you mean {either(near)}?" if near else ""
        yield message("load.no_such_indicator", id=id_) + hint
        return
    indicator = catalogue[id_]
    if kind not in DEFINED_MEASURES or Measure(kind) not in indicator.measures:
        yield f'{id_} has no measure "{kind}"'
    if category and category not in catalogue.counts_of(indicator).categories:
        yield f'{id_} has no category "{category}"'


def _of_place(names: Names, areas: Areas, releases: dict[str, Release]) -> Iterator[str]:
    """What is wrong with the area, the year and the release of a row."""
    area, year, release = names
    if area.removeprefix(COMPARATOR) not in areas:
        yield message("load.unknown_area", code=area)
    if release not in releases:
        yield message("load.release_not_listed", release=release)
    if not year.isdecimal():
        yield message("load.not_a_year", text=year)


def _of_value(row: Row) -> Iterator[str]:
    """What is wrong with the value or the symbol of a row, of which there must be one."""
    value, symbol = row["value"], row["symbol"]
    if symbol not in SYMBOLS or bool(value) == bool(symbol):
        symbols = ", ".join(Symbol)
        yield message("load.value_or_symbol", value=value, symbol=symbol, symbols=symbols)
    elif value and not value.replace(".", "", 1).isdecimal():
        yield message("load.not_a_number", text=value)
