"""Figures compiled by hand in ``data/starter`` -> a store, so that a fresh machine shows something.

Its cells have a priority of their own, by which a load of DfE's files knows them and takes them
out: starter figures never stand beside a loaded release.
"""

from __future__ import annotations

import csv
import hashlib
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.decisions import deciding
from cin_narrative.errors import InputMissing
from cin_narrative.load.starter_faults import Row, refuse_faults
from cin_narrative.messages import message
from cin_narrative.resources import resource
from cin_narrative.store.connection import is_there
from cin_narrative.store.dispersion.formulas import Constant
from cin_narrative.store.observations import Release
from cin_narrative.store.write import StoreBuilder

STARTER = resource("data", "starter")
PATIENCE = 30.0  # seconds to wait for another program that makes the same store at this moment
PRIORITY = 1000  # above the place of any address in its list: see published/column_addresses.py


def build_starter(path: Path, catalogue: Catalogue, areas: Areas, folder: Path = STARTER) -> None:
    """Make a store of the starter data at ``path``; nothing where there is a store already, since
    starter figures never stand beside a loaded release.

    Raises ``InputMissing``, or ``InputDamaged`` with every fault of ``figures.csv``.
    """
    if is_there(path):
        return
    with StoreBuilder(path, patience=PATIENCE) as builder:
        if builder.has_old:
            return
        _add(builder, catalogue, areas, folder)
        builder.publish(deciding(catalogue))


def renew_starter(path: Path, catalogue: Catalogue, areas: Areas) -> bool:
    """Make the store at ``path`` anew where it holds starter figures alone, of this version or of
    one before; whether it did. One that holds a release stays as it is.
    """
    with StoreBuilder(path, patience=PATIENCE) as builder:
        builder.drop_stand_ins(PRIORITY)
        if builder.sources:
            return False
        _add(builder, catalogue, areas, STARTER)
        builder.publish(deciding(catalogue))
        return True


def _add(builder: StoreBuilder, catalogue: Catalogue, areas: Areas, folder: Path) -> None:
    releases = {row["release"]: _release(row) for row in _rows(folder / "releases.csv")}
    files = {(row["release"], row["source"]): row["file"] for row in _rows(folder / "sources.csv")}
    rows = _rows(folder / "figures.csv")
    refuse_faults(rows, catalogue, areas, releases)
    sha256 = fingerprint(folder)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["release"], row["source"]), []).append(row)
    for (release, source), group in groups.items():
        name, observations = files.get((release, source), source), map(_observation, group)
        builder.add_observations(name, sha256, releases[release], observations, PRIORITY)
    builder.add_constants(map(_constant, _rows(folder / "constants.csv")))


def fingerprint(folder: Path = STARTER) -> str:
    """What tells the starter figures of this version from every other file: their SHA-256."""
    files = ("figures.csv", "constants.csv")
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in files)).hexdigest()


def _rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(filter(None, csv.reader(file))) or [[]]
            return [dict(zip_longest(header, row[: len(header)], fillvalue="")) for row in rows]
    except OSError as error:
        why = error.strerror
        raise InputMissing(message("load.starter_unreadable", file=path.name, why=why)) from error


def _release(row: Row) -> Release:
    return Release(row["release"], row["label"], float(row["order"]))


def _constant(row: Row) -> Constant:
    """What is ordinary among all authorities, of whom the starter data hold a few."""
    return Constant(
        row["release"],
        int(row["year"]),
        row["indicator"],
        row["measure"],
        row["category"],
        row["below"],
        int(row["lag"]),
        float(row["theta"]),
        float(row["tau"]),
        float(row["phi"]),
        int(row["authorities"]),
        int(row["up"]),
        int(row["down"]),
    )


def _observation(row: Row) -> tuple[Any, ...]:
    """A row as ``StoreBuilder.add_observations`` takes it."""
    cell = (row["area"], int(row["year"]), row["indicator"], row["measure"], row["category"])
    value = float(row["value"]) if row["value"] else None
    return (*cell, value, row["symbol"] or None, None, row["column"], row["citation"] or None)
