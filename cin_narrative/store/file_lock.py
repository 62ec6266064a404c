"""A file -> the right to write it, which one holder has at a time, in this program or another.

The operating system keeps it, and frees it when its holder dies, however that dies.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from cin_narrative.messages import message

PAUSE = 0.02  # seconds between two tries
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # a lock is a file of ours: no link leads us to another

if sys.platform == "win32":
    import msvcrt

    def _is_taken(descriptor: int) -> bool:
        """Whether the lock on this open file is now ours."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

    def _remove(path: Path) -> None:
        """Leave the file: no file goes there while another program has it open."""

else:
    import fcntl

    def _is_taken(descriptor: int) -> bool:
        """Whether the lock on this open file is now ours."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _remove(path: Path) -> None:
        """Take the file away, while the lock on it is held."""
        with suppress(OSError):
            path.unlink()


class FileLock:
    """The right to write ``file``: a context manager that waits ``patience`` seconds for it.

    A file beside it is locked, not it itself, which is replaced by each writing. Raises
    ``TimeoutError`` where another still holds it, and any other ``OSError`` where the folder cannot
    be written or its file system has no locks.
    """

    def __init__(self, file: Path, patience: float = 0.0) -> None:
        self._path = file.parent / f".{file.name}.lock"
        self._patience = patience
        self._descriptor: int | None = None

    def __enter__(self) -> FileLock:
        end = time.monotonic() + self._patience
        while not self._try():
            if time.monotonic() >= end:
                why = message("store.held_by_another")
                raise TimeoutError(errno.ETIMEDOUT, why, str(self._path))
            time.sleep(PAUSE)
        return self

    def _try(self) -> bool:
        """Whether it is ours; a file that its last holder has just taken away is none to hold."""
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | NO_LINK, 0o600)
            try:
                if not _is_taken(descriptor):
                    return False
                if self._is_in_place(descriptor):
                    self._descriptor = descriptor
                    return True
            finally:
                if self._descriptor != descriptor:
                    os.close(descriptor)

    def _is_in_place(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._descriptor is not None:
            _remove(self._path)
            os.close(self._descriptor)
            self._descriptor = None
