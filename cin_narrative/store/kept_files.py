"""Bytes, or a finished file -> a file that is whole, or as it was before: for all that is written.

A file is written beside its place under a name of its own, brought to the disk, and put there by
one rename. What is kept for its owner alone is so from its first byte.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from cin_narrative.errors import DiskFull
from cin_narrative.messages import message
from cin_narrative.store.file_lock import PAUSE, FileLock

OWNER_ALONE, AS_USUAL = 0o600, 0o666  # the second as the system's mask has it
SWAP_PATIENCE = 5.0  # seconds: Windows renames over no file that another program has open
LOCK_PATIENCE = 5.0  # seconds to wait for another writer
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SPILLED = "max_temp_directory_size"  # DuckDB's own limit: most of what was free on the disk
LITTLE = 65_536  # bytes: where no more are free, whatever failed failed for want of room


def is_full(error: Exception, folder: Path) -> bool:
    """Whether it was for want of room in ``folder`` that a file could not be written there.

    DuckDB tells the system's reason in words alone: the system's own for the number.
    """
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    said = str(error)
    if SPILLED in said or any(os.strerror(code) in said for code in NO_ROOM):
        return True
    with suppress(OSError):
        return shutil.disk_usage(folder).free < LITTLE
    return False


def true_place(path: Path) -> Path:
    """Where the file lies that ``path`` names: a link stays, and what it leads to is written."""
    return Path(os.path.realpath(path))  # a link that leads in a circle is told when it is opened


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """The right to change the file at ``path``; what a killed writer left beside it is cleared.

    Raises ``TimeoutError`` where another writes it for longer than ``LOCK_PATIENCE``, another
    ``OSError`` where its folder cannot be written, ``DiskFull`` where no room is left.
    """
    place = true_place(path)
    with _telling_full(path), FileLock(place, LOCK_PATIENCE):
        left = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]{{8}}\.new")
        for one in place.parent.iterdir():
            if left.fullmatch(one.name):
                one.unlink(missing_ok=True)
        yield


@contextmanager
def whole_file(path: Path, mode: int = OWNER_ALONE) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of ``path`` when all of it is on the disk.

    Raises ``DiskFull``, or the ``OSError`` that kept it from being written; then, and after any
    other error, what was there is there as it was. A device or a pipe is written to as it is.
    """
    place = true_place(path)
    with _telling_full(path):
        if path.exists() and not path.is_file():
            with path.open("wb") as file:  # IsADirectoryError, where it is a folder
                yield file
            return
        new = place.with_name(f".{place.name}.{os.urandom(4).hex()}.new")
        try:
            with _opened(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode) as file:
                yield file
                bring_to_disk(file)
            swap(new, place)
        except BaseException:
            with suppress(OSError):
                new.unlink()
            raise
        bring_folder_to_disk(place.parent)


def write_whole(path: Path, data: bytes, mode: int = OWNER_ALONE) -> None:
    """Put ``data`` at ``path``; errors as of ``whole_file``."""
    with whole_file(path, mode) as file:
        file.write(data)


def add_record(path: Path, record: Mapping[str, Any]) -> None:
    """Add a line of JSON to the file at ``path``, whole or not at all; errors as of
    ``only_writer``.

    Half a line, which a killed writer left at its end, goes.
    """
    line = (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8")
    place = true_place(path)
    with only_writer(path), _opened(place, os.O_RDWR | os.O_CREAT, OWNER_ALONE) as file:
        for_owner_alone(place)
        whole, last = _records(file)
        try:
            file.truncate(whole)
            file.seek(whole)
            file.write(last + line)
            bring_to_disk(file)
        except OSError:
            os.truncate(place, whole)
            raise


def _records(file: IO[bytes]) -> tuple[int, bytes]:
    """Where the last whole line ends, and the record after it: one that a person left without its
    line end.
    """
    end = file.seek(0, os.SEEK_END)
    file.seek(max(end - 1, 0))
    if file.read(1) in (b"", b"\n"):
        return end, b""
    file.seek(0)
    last = file.read().rpartition(b"\n")[2]
    try:
        json.loads(last)
    except ValueError:
        return end - len(last), b""
    return end - len(last), last + b"\n"


def swap(new: Path, place: Path) -> None:
    """Put ``new`` in the place of what is at ``place``: one rename, all or nothing.

    Raises ``PermissionError`` where another program had it open for all of ``SWAP_PATIENCE``.
    """
    end = time.monotonic() + SWAP_PATIENCE
    while True:
        try:
            new.replace(place)
            return
        except PermissionError as error:
            if time.monotonic() >= end:
                why = message("store.held_open")
                raise PermissionError(errno.EACCES, why, str(place)) from error
        time.sleep(PAUSE)


def bring_to_disk(file: IO[bytes]) -> None:
    """What was written to ``file`` is on the disk afterwards, or an ``OSError`` says why not."""
    file.flush()
    os.fsync(file.fileno())


def bring_folder_to_disk(folder: Path) -> None:
    """The names in ``folder`` are on the disk afterwards, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def for_owner_alone(path: Path) -> None:
    """Only the owner of ``path`` may read it, where its file system knows owners."""
    with suppress(PermissionError):
        path.chmod(OWNER_ALONE)


def _opened(path: Path, flags: int, mode: int) -> IO[bytes]:
    binary = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines
    access = "r+b" if flags & os.O_RDWR else "wb"
    return os.fdopen(os.open(path, flags | binary, mode), access)


@contextmanager
def _telling_full(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if is_full(error, true_place(path).parent):
            raise DiskFull(message("store.no_room", file=path)) from error
        raise
