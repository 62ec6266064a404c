"""The path of a store -> the file beside it in which its next version is built, by one load."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock

import duckdb

from cin_narrative.errors import StoreFault
from cin_narrative.messages import message

IN_USE = ("lock", "another process")  # in what DuckDB says of a file that another process has open
_running: set[Path] = set()
_running_lock = Lock()


class BuildingFile:
    """The claim to build the next version of the store at ``store``; let go of by ``swap_in`` or
    ``abandon``.

    Raises ``StoreFault`` where another load holds it, or the folder cannot be written.
    """

    def __init__(self, store: Path) -> None:
        self.store = store
        self.path = store.with_name(f".{store.name}.building").absolute()
        self._swapped = False
        # DuckDB's own lock keeps other processes out, but not other threads of this one
        with _running_lock:
            if self.path in _running:
                raise self._busy()
            self.connection = self._connected()
            _running.add(self.path)

    def _connected(self) -> duckdb.DuckDBPyConnection:
        """The connection to a new, empty file; what a killed load left is thrown away."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and _is_in_use(self.path):
                raise self._busy()
            self._discard()
            return duckdb.connect(self.path)
        except (OSError, duckdb.Error) as error:
            if _says_in_use(error):
                raise self._busy() from error
            with suppress(OSError):
                self._discard()
            raise self.unwritable(error) from error

    def swap_in(self) -> None:
        """Put the finished file in the store's place: one rename, all or nothing."""
        self.connection.close()
        try:
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())
            self.path.replace(self.store)
        except OSError as error:
            raise self.unwritable(error) from error
        self._swapped = True  # from here on the name may be another load's
        self._let_go()

    def abandon(self) -> None:
        """Throw the file away, unless it was swapped in; the store is as it was."""
        if self._swapped:
            return
        self.connection.close()
        self._discard()
        self._let_go()

    def unwritable(self, error: Exception) -> StoreFault:
        """Why nothing was loaded."""
        first_line = str(error).splitlines()[0]
        return StoreFault(message("store.unwritable", file=self.store, error=first_line))

    def _busy(self) -> StoreFault:
        return StoreFault(message("store.busy", file=self.store))

    def _discard(self) -> None:
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            path.unlink(missing_ok=True)

    def _let_go(self) -> None:
        with _running_lock:
            _running.discard(self.path)


def _is_in_use(building: Path) -> bool:
    """Whether a running load holds this file; else a killed one left it, in whatever state."""
    try:
        duckdb.connect(building).close()
    except duckdb.Error as error:
        return _says_in_use(error)
    return False


def _says_in_use(error: Exception) -> bool:
    said = str(error).lower()
    return isinstance(error, duckdb.IOException) and any(word in said for word in IN_USE)
