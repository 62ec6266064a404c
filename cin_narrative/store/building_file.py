"""The store's path -> the file beside it in which the next version is built, by one load at a time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock

import duckdb

from cin_narrative.errors import StoreFault
from cin_narrative.messages import message

IN_USE = ("lock", "another process")  # in what DuckDB says of a file that another process has open
_running: set[Path] = set()
_running_lock = Lock()


def claim(building: Path, store: Path) -> duckdb.DuckDBPyConnection:
    """The connection to a new, empty file to build in; whoever holds it is the one load that is
    running.
    """
    with (
        _running_lock
    ):  # DuckDB's own lock keeps other processes out, but not other threads of this one
        if building in _running:
            raise _busy(store)
        try:
            building.parent.mkdir(parents=True, exist_ok=True)
            if building.exists() and _is_in_use(building):
                raise _busy(store)
            discard(building)
            connection = duckdb.connect(building)
        except (OSError, duckdb.Error) as error:
            if _says_in_use(error):
                raise _busy(store) from error
            with suppress(OSError):
                discard(building)
            raise unwritable(store, error) from error
        _running.add(building)
        return connection


def unwritable(store: Path, error: Exception) -> StoreFault:
    return StoreFault(message("store.unwritable", file=store, error=str(error).splitlines()[0]))


def _is_in_use(building: Path) -> bool:
    """Whether a running load holds this file; else it was left by a killed one, in whatever state."""
    try:
        duckdb.connect(building).close()
    except duckdb.Error as error:
        return _says_in_use(error)
    return False


def _says_in_use(error: Exception) -> bool:
    return isinstance(error, duckdb.IOException) and any(
        word in str(error).lower() for word in IN_USE
    )


def _busy(store: Path) -> StoreFault:
    return StoreFault(message("store.busy", file=store))


def discard(building: Path) -> None:
    for path in (building, building.with_name(building.name + ".wal")):
        path.unlink(missing_ok=True)


def release_claim(building: Path) -> None:
    with _running_lock:
        _running.discard(building)
