"""The starter data: figures compiled by hand in ``data/starter`` -> a store, so that a fresh
machine has something to show.


Its cells have the lowest priority: a real file of the same name and release takes their place.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, Catalogue, Measure
from cin_narrative.errors import InputDamaged, InputMissing, did_you_mean, either
from cin_narrative.resources import resource
from cin_narrative.store.observations import Release, Symbol
from cin_narrative.store.write import StoreBuilder

STARTER = resource("data", "starter")
PRIORITY = 1000  # above the place of any address in its list: see addresses.py
# the area of an average that a page prints for unnamed comparators of one authority
COMPARATOR = "neighbours/"

Row = dict[str, str]


def build_starter(path: Path, catalogue: Catalogue, areas: Areas, folder: Path = STARTER) -> None:
    """Put the starter data into the store at ``path``, made where there is none; nothing where it
    is there already.


    Raises ``InputMissing``, or ``InputDamaged`` with every fault of ``figures.csv``.
    """
    releases = {row["release"]: _release(row) for row in _rows(folder / "releases.csv")}
    files = {(row["release"], row["source"]): row["file"] for row in _rows(folder / "sources.csv")}
    rows = _rows(folder / "figures.csv")
    _refuse_faults(rows, catalogue, areas, releases)
    fingerprint = hashlib.sha256((folder / "figures.csv").read_bytes()).hexdigest()
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["release"], row["source"]), []).append(row)
    with StoreBuilder(path) as builder:
        if all(builder.holds(fingerprint, release) for release, _ in groups):
            return
        for (release, source), group in groups.items():
            name = files.get((release, source), source)
            builder.add_observations(
                name, fingerprint, releases[release], [_observation(row) for row in group], PRIORITY
            )
        builder.publish()


def _rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, restval=""))
    except OSError as error:
        raise InputMissing(
            f"The starter table {path.name} cannot be read ({error.strerror}): is the folder data/starter of "
            "the project complete?"
        ) from error


def _release(row: Row) -> Release:
    return Release(row["release"], row["label"], float(row["order"]))


def _observation(row: Row) -> tuple[Any, ...]:
    value = float(row["value"]) if row["value"] else None
    return (
        row["area"],
        int(row["year"]),
        row["indicator"],
        row["measure"],
        row["category"],
        value,
        row["symbol"] or None,
        None,
        row["column"],
        row["citation"] or None,
    )


def _refuse_faults(
    rows: list[Row], catalogue: Catalogue, areas: Areas, releases: dict[str, Release]
) -> None:
    faults, seen = [], dict[tuple[str, ...], int]()
    for number, row in enumerate(rows, 1):
        faults += [f"row {number}: {fault}" for fault in _faults(row, catalogue, areas, releases)]
        cell = (
            row["indicator"],
            row["measure"],
            row["category"],
            row["area"],
            row["year"],
            row["release"],
        )
        if seen.setdefault(cell, number) != number:
            faults.append(f"row {number}: the same figure as row {seen[cell]}")
    if faults:
        raise InputDamaged(
            f"figures.csv of the starter data cannot be used; faults: {len(faults)}\n"
            + "\n".join(faults)
        )


def _faults(
    row: Row, catalogue: Catalogue, areas: Areas, releases: dict[str, Release]
) -> Iterator[str]:
    if row["indicator"] not in catalogue:
        near = did_you_mean(row["indicator"], catalogue.indicators)
        yield f'indicator "{row["indicator"]}" does not exist' + (
            f"; did you mean {either(near)}?" if near else ""
        )
    else:
        indicator = catalogue[row["indicator"]]
        if (
            row["measure"] not in DEFINED_MEASURES
            or Measure(row["measure"]) not in indicator.measures
        ):
            yield f'{indicator.id} has no measure "{row["measure"]}"'
        if row["category"] and row["category"] not in catalogue.counts_of(indicator).categories:
            yield f'{indicator.id} has no category "{row["category"]}"'
    if row["area"].removeprefix(COMPARATOR) not in areas:
        yield f'area code "{row["area"]}" is not known'
    if row["release"] not in releases:
        yield f'release "{row["release"]}" is not in releases.csv'
    if not row["year"].isdecimal():
        yield f'year "{row["year"]}" is not a year'
    if row["symbol"] not in ("", *Symbol) or bool(row["value"]) == bool(row["symbol"]):
        yield f'value "{row["value"]}" and symbol "{row["symbol"]}": one of them, the symbol one of {", ".join(Symbol)}'
    elif row["value"] and not row["value"].replace(".", "", 1).isdecimal():
        yield f'value "{row["value"]}" is not a number'
