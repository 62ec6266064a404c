"""A path -> a read-only connection to the store in it, which reaches nothing else; SQL -> rows."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from cin_narrative.errors import StoreFault, StoreMissing, StoreOlder
from cin_narrative.messages import message
from cin_narrative.store.schema import OLDER, READ_AS_IT_IS, SCHEMA_VERSION, UNDECIDED

READER: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}
INTERRUPTED = "Query interrupted"  # DuckDB's words for Python's signal
Rows = list[tuple[Any, ...]]
PARSED: dict[str, Any] = {}  # statements by their text; of what was asked last, not of all
MOST_PARSED = 1000


class StoreConnection:
    """A store attached read-only, with external access off and its settings locked. Safe to share
    between threads.
    """

    def __init__(self, path: Path, older: bool = False) -> None:
        """Raises ``StoreMissing`` where there is none, ``StoreOlder`` where its layout is an older
        one, ``StoreFault`` where it is none of ours.

        ``older``: one of an older layout is taken, too, for a load to build on.
        """
        if not is_there(path):
            raise StoreMissing(path)
        if not path.is_file():  # a pipe would be waited for
            raise _damaged(path, message("store.no_plain_file"))
        self.path = path
        self._connection = self._connect()
        try:
            self._attach()
            self._version = self._known_version(older)
        except StoreFault:
            self.close()
            raise

    def _connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(":memory:", config=READER)

    def _attach(self) -> None:
        """Attached, not connected to: DuckDB gives whoever connects to a path that is open the file
        of before the swap.
        """
        self.query(f"ATTACH {quoted(self.path)} AS store (READ_ONLY)")
        self._close_off()

    def _close_off(self) -> None:
        """From now on the connection reaches nothing else."""
        self.query("SET enable_external_access=false")
        self.query("SET lock_configuration=true")

    @property
    def is_older(self) -> bool:
        """Whether its layout is an older one."""
        return self._version != SCHEMA_VERSION

    @property
    def is_decided(self) -> bool:
        """Whether it says what may be shown of it."""
        return self._version not in UNDECIDED

    def _known_version(self, taken: bool) -> str:
        """The layout, an older one where that is ``taken``; any other is refused."""
        version = self.query("SELECT value FROM store.meta WHERE key = 'schema_version'")
        found = version[0][0] if version else "none"
        if found in (SCHEMA_VERSION, *READ_AS_IT_IS) or (taken and found in OLDER):
            return str(found)
        gaps = {"file": self.path, "found": found, "needed": SCHEMA_VERSION}
        if found in OLDER:
            raise StoreOlder(message("store.older_version", **gaps))
        raise StoreFault(message("store.another_version", **gaps))

    def has(self, table: str) -> bool:
        """Whether it has a table of this name; one of an older layout lacks some."""
        return has_table(self._connection.cursor(), f"store.{table}")

    def close(self) -> None:
        """Close it; nothing can be read afterwards."""
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """The rows of one statement. Raises ``StoreFault`` where the file is damaged."""
        try:
            with stopping(), no_collecting():
                return execute(self._connection.cursor(), sql, parameters).fetchall()
        except duckdb.Error as error:  # a block that is damaged shows only when it is read
            raise _unreadable(self.path, error) from error


def execute(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()
) -> duckdb.DuckDBPyConnection:
    """What DuckDB's own gives, with each text parsed once, whatever connections it runs on: of a
    small statement that is a third of the work.
    """
    if sql not in PARSED:
        statements = connection.extract_statements(sql)
        if len(PARSED) >= MOST_PARSED:
            PARSED.clear()
        PARSED[sql] = statements[0] if len(statements) == 1 else sql
    return connection.execute(PARSED.get(sql, sql), parameters)


def has_table(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether ``table`` is there: to plan a query takes less than to look at all tables."""
    try:
        execute(connection, f"SELECT 1 FROM {table} LIMIT 0").fetchall()
    except duckdb.CatalogException:
        return False
    return True


class OldConnection(StoreConnection):
    """The store at ``path``, attached as ``old`` to the connection that the next version is built
    by, which reads what a reader of the store does.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        """Errors as of ``StoreConnection``; one of an older layout is taken, too."""
        self._lent = connection
        super().__init__(path, older=True)

    def _connect(self) -> duckdb.DuckDBPyConnection:
        return self._lent

    def _attach(self) -> None:
        self.query(f"ATTACH {quoted(self.path)} AS old (READ_ONLY)")

    def has(self, table: str) -> bool:
        """Whether it has a table of this name."""
        return has_table(self._lent, f"old.{table}")

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """As of ``StoreConnection``."""
        return super().query(sql.replace(" store.", " old."), parameters)

    def close(self) -> None:
        """Nothing: who lent the connection needs it, and what is attached."""


@contextmanager
def stopping() -> Iterator[None]:
    """A program that is told to stop while DuckDB works stops as at any other moment: by
    ``KeyboardInterrupt``, for which DuckDB raises errors of its own.
    """
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except RuntimeError as error:
        if str(error) != INTERRUPTED:
            raise
        raise KeyboardInterrupt from error


@contextmanager
def no_collecting() -> Iterator[None]:
    """Python's cycle collector off, while rows are read or a page is made: all of it lives to the
    end, and looking through all that is held at every 700th took a fifth of a summary.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_there(store: Path) -> bool:
    """Whether anything is at ``store``; raises ``StoreFault`` where the system will not say."""
    try:
        store.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        why = error.strerror
        raise StoreFault(message("store.unreachable", file=store, why=why)) from error
    return True


def is_database(path: Path) -> bool:
    """Whether the file at ``path`` begins as DuckDB's do; whether it is a store, opening tells."""
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def previous_of(store: Path) -> Path:
    """Where the store is kept as it was before the last load into it."""
    return Path(f"{os.path.realpath(store)}.previous")


def quoted(path: Path) -> str:
    """``path`` as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _unreadable(path: Path, error: duckdb.Error) -> StoreFault:
    if isinstance(error, duckdb.ConnectionException):  # whoever uses it as a library did it
        return StoreFault(message("store.closed", file=path))
    return _damaged(path, str(error).splitlines()[0][:160])


def _damaged(path: Path, why: str) -> StoreFault:
    kept = previous_of(path)
    if kept.exists():
        gaps = {"file": path, "error": why, "kept": kept.name}
        return StoreFault(message("store.damaged_but_kept", **gaps))
    return StoreFault(message("store.damaged", file=path, error=why))
