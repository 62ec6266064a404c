"""The path of a store -> the file beside it in which its next version is built, by one load.

Beside the store lie, while a load runs, its lock and a folder that its owner alone may enter; and
always, once something was loaded into it, the store as it was before that.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import duckdb

from cin_narrative.errors import DiskFull, StoreFault
from cin_narrative.messages import message
from cin_narrative.store.connection import Rows, execute, is_there, previous_of, stopping
from cin_narrative.store.file_lock import FileLock
from cin_narrative.store.kept_files import (
    bring_folder_to_disk,
    bring_to_disk,
    for_owner_alone,
    is_full,
    swap,
    true_place,
)

NEW, KEPT = "new.duckdb", "kept.duckdb"  # in the folder of a load: what it builds, what it replaces


@contextmanager
def place_to_build(store: Path, dry_run: bool) -> Iterator[Path]:
    """Where a store is built: a dry run that finds none leaves nothing where it would be."""
    if not dry_run or is_there(store):
        yield store
        return
    try:
        folder = TemporaryDirectory()
    except OSError as error:  # there is no folder for such files that has room
        why = error.strerror
        raise StoreFault(message("store.unwritable", file=store, error=why)) from error
    with folder as name:
        yield Path(name) / store.name


def refuse_unusable(store: Path) -> None:
    """Raise ``StoreFault`` where no store can be built at ``store``, or another load builds one."""
    if os.path.isdir(store):  # noqa: PTH112 - which never raises, whatever the name
        raise StoreFault(message("store.unwritable", file=store, error=os.strerror(errno.EISDIR)))
    BuildingFile(store).abandon()


class BuildingFile:
    """The claim to build the next version of the store at ``store``; let go of by ``swap_in`` or
    ``abandon``.

    Waits ``patience`` seconds for another load. Raises ``StoreFault`` where that still holds it, or
    the folder cannot be written (``DiskFull``: for want of room).
    """

    def __init__(self, store: Path, patience: float = 0.0) -> None:
        self.store = store
        self._place = true_place(store)
        self._refuse_marks()
        self._held = ExitStack()  # in this order: the lock, the folder, the connection
        try:
            self._take(patience)
        except BaseException as error:
            self._held.close()
            if isinstance(error, TimeoutError):
                raise StoreFault(message("store.busy", file=store)) from error
            if isinstance(error, (OSError, duckdb.Error)):
                raise self.unwritable(error) from error
            raise

    def _refuse_marks(self) -> None:
        """DuckDB puts the name of its log before a "?", wherever in a path it stands, and takes a
        backslash for a slash: no store can be built there.
        """
        refused = {"?": self._place.parent, "\\": self._place if os.sep == "/" else ""}
        for mark, where in refused.items():
            if mark in str(where):
                raise StoreFault(message("store.mark_in_path", file=self.store, mark=mark))

    def _take(self, patience: float) -> None:
        """Wait for the lock, put in order what a killed load left, and connect to a new file."""
        beside = self._place.parent
        beside.mkdir(parents=True, exist_ok=True)
        self._held.enter_context(FileLock(self._place, patience))
        # what follows a "?" is no part of a path to DuckDB
        name = self._place.name.replace("%", "%25").replace("?", "%3F")
        mark = r"([a-z0-9_]{8}\.building|building(\.wal|\.tmp)?)"
        left = re.compile(rf"\.{re.escape(name)}\.{mark}")
        for one in beside.iterdir():
            if left.fullmatch(one.name):
                self._put_in_order(one)
        # no one else may enter the folder, whatever DuckDB writes there
        self._folder = Path(mkdtemp(".building", f".{name}.", beside))
        self._held.callback(self._put_in_order, self._folder)
        self.connection = duckdb.connect(self._folder / NEW)
        self._held.callback(self.connection.close)

    @contextmanager
    def _working(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection. Raises ``StoreFault`` where the disk is full, or a block of the old store
        is damaged.
        """
        try:
            with stopping():
                yield self.connection
        except duckdb.Error as error:
            raise self.unwritable(error) from error

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """The rows of one statement."""
        with self._working() as connection:
            return execute(connection, sql, parameters).fetchall()

    def arrays(self, sql: str, parameters: Sequence[Any] = ()) -> dict[str, Any]:
        """The columns that a SELECT of numbers gives, as arrays."""
        with self._working() as connection:
            return execute(connection, sql, parameters).fetchnumpy()

    def fill(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Put ``rows`` into a table: an appender takes a third of the time of whole columns as
        lists, and a hundredth of that of rows of parameters.
        """
        if rows:
            with self._working() as connection:
                appender = connection.appender(table)
                appender.append_rows(rows)
                appender.flush()

    def swap_in(self) -> None:
        """Put the finished file in the store's place, one rename, all or nothing; the store as it
        was stays beside it.
        """
        self.connection.close()
        new = self._folder / NEW
        try:
            for_owner_alone(new)
            with new.open("rb+") as file:
                bring_to_disk(file)
            self._keep_old()
        except OSError as error:
            raise self.unwritable(error) from error
        try:
            swap(new, self._place)
        except OSError as error:
            raise StoreFault(
                message("store.in_use", file=self.store, error=error.strerror)
            ) from error
        try:
            self._put_in_order(self._folder)
            bring_folder_to_disk(self._place.parent)
        except OSError as error:
            raise StoreFault(message("store.unsure", file=self.store, error=error)) from error
        self._held.close()

    def _keep_old(self) -> None:
        """Give the old store a second name, which stays when the new one takes its place; a copy,
        where a file has but one name.
        """
        kept = self._folder / KEPT
        if not self._place.exists():
            return
        try:
            os.link(self._place, kept)
        except OSError:
            shutil.copyfile(self._place, kept)
            with kept.open("rb+") as file:
                bring_to_disk(file)
        for_owner_alone(kept)

    def _put_in_order(self, left: Path) -> None:
        """Take away what a load left in ``left``; where it was stopped after the swap, the old
        store gets its name first.
        """
        if not left.is_dir():
            left.unlink(missing_ok=True)
            return
        kept = left / KEPT
        if (left / NEW).exists():
            kept.unlink(missing_ok=True)
        elif kept.exists():
            swap(kept, previous_of(self._place))
        shutil.rmtree(left, ignore_errors=True)

    def abandon(self) -> None:
        """Throw the file away, unless it was swapped in; the store is as it was."""
        self._held.close()

    def unwritable(self, error: Exception) -> StoreFault:
        """Why nothing was loaded."""
        if is_full(error, self._place.parent):
            return DiskFull(message("store.full", file=self.store))
        first_line = str(error).splitlines()[0]
        return StoreFault(message("store.unwritable", file=self.store, error=first_line))
