"""Finding the files of a load: paths, folders and ZIPs -> named bytes, with what was passed over
and why.

ZIPs are read in memory, never unpacked to disk, and only as far as is reasonable: a bomb is
refused by counting the bytes that really come out, whatever the archive says of itself.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cin_narrative.errors import ArchiveRefused, InputEmpty, InputMissing
from cin_narrative.load.table_text import may_be_table
from cin_narrative.load.uploads import Uploads
from cin_narrative.messages import message, one_line

LARGEST_FILE = 200_000_000  # bytes; the largest of DfE's is under half a megabyte
LARGEST_ARCHIVE = 600_000_000
MOST_FILES = 2_000
TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")  # files that are opened whatever is in them
SNIFFED = 4096  # bytes of a text file that tell whether it is a table
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file as found. ``folder`` tells which files came together (a folder or an archive)."""

    name: str
    folder: str
    content: bytes
    asked_for: bool

    @property
    def sha256(self) -> str:
        """The file's fingerprint, for receipts and to know it again."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def place(self) -> str:
        """Folder and name, for messages."""
        return f"{self.folder}/{self.name}" if self.folder else self.name


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that was left, and why."""

    name: str
    reason: str


def find_files(paths: list[Path]) -> tuple[list[InputFile], list[PassedOver]]:
    """Every table below ``paths`` in a fixed order, and what was passed over.

    Raises ``InputMissing``, ``InputEmpty`` or ``ArchiveRefused``.
    """
    found = list(_found(paths))
    files = [one for one in found if isinstance(one, InputFile)]
    return files, [one for one in found if isinstance(one, PassedOver)]


def _found(paths: list[Path]) -> Iterator[InputFile | PassedOver]:
    """Everything below ``paths``, each file once; hidden ones are left without a word."""
    seen: set[Path] = set()
    for path in paths:
        refuse_missing(path)
        members = sorted(p for p in path.rglob("*") if not p.is_dir()) if path.is_dir() else [path]
        if not members:
            raise InputEmpty(message("load.folder_empty", path=path))
        for member in members:
            if not member.name.startswith(".") and (place := _true_place(member)) not in seen:
                seen.add(place)
                yield from _open(member, asked_for=member == path)


def _true_place(path: Path) -> Path:
    """Where a path leads; its own, where it is one of links that lead to each other."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # the latter before Python 3.13
        return path


def _open(path: Path, asked_for: bool) -> Iterator[InputFile | PassedOver]:
    if not asked_for and not path.is_file():
        yield PassedOver(one_line(path.name), message("load.no_plain_file"))
    elif path.suffix.lower() == ".zip":
        yield from _unzip(path)
    elif asked_for or _is_table(path.name, lambda: _content(path, SNIFFED)):
        if path.stat().st_size > LARGEST_FILE:
            yield PassedOver(one_line(path.name), message("load.larger_than_any_file"))
        else:
            where = one_line(path.name), one_line(str(path.parent))
            yield InputFile(*where, _content(path), asked_for)
    else:
        yield PassedOver(one_line(path.name), message("load.not_a_csv_or_zip"))


def _is_table(name: str, start: Callable[[], bytes]) -> bool:
    """Whether a file may be a table, by what it is called, or how a text file begins; what an
    editor keeps beside a file it has open (``~$...``) is none.
    """
    suffix = Path(name).suffix.lower()
    if name.startswith(("~$", ".")):
        return False
    return suffix in TABLES or (suffix == ".txt" and may_be_table(start()))


def refuse_missing(path: Path) -> None:
    """Raise ``InputMissing`` where nothing is at ``path``, or one may not look."""
    try:
        in_memory = isinstance(path, Uploads)
        there = path.exists()
        listed = in_memory or not path.is_dir() or os.access(path, os.R_OK | os.X_OK)
    except OSError as error:
        raise _unreadable(path, error.strerror) from error
    if not there:
        raise InputMissing(message("load.no_such_file", path=path))
    if not in_memory and not path.is_dir() and not path.is_file():  # a pipe may never end
        raise InputMissing(message("load.pipe", path=path))
    if not listed:  # a folder that may not be listed looks empty
        raise _unreadable(path, "Permission denied")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file at ``path``, open; raises ``InputMissing`` where it may not be opened, or a disk
    fails while it is read.
    """
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise _unreadable(path, error.strerror) from error


def _unreadable(path: Path, why: str | None) -> InputMissing:
    return InputMissing(message("load.cannot_be_read", file=path, why=why))


def _content(path: Path, most: int = -1) -> bytes:
    with opened(path) as stream:
        return stream.read(most)


def _unzip(path: Path) -> Iterator[InputFile | PassedOver]:
    """The CSVs in a ZIP; raises ``ArchiveRefused``."""
    try:
        with opened(path) as stream, zipfile.ZipFile(stream) as archive:
            yield from _members(path.name, archive)
    except UNREADABLE as error:
        raise ArchiveRefused(message("load.zip_damaged", archive=path.name, error=error)) from error


def _members(archive_name: str, archive: zipfile.ZipFile) -> Iterator[InputFile | PassedOver]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES:
        gaps = {"archive": archive_name, "count": len(members), "most": MOST_FILES}
        raise ArchiveRefused(message("load.zip_of_too_many_files", **gaps))
    left = LARGEST_ARCHIVE
    for member in members:
        folder, _, name = one_line(member.filename).rpartition("/")
        if not _is_table(name, partial(_start, archive, member)):
            reason = message("load.not_a_csv_or_zip")
            yield PassedOver(f"{archive_name}/{one_line(member.filename)}", reason)
            continue
        content = _unpacked(archive_name, archive, member, min(LARGEST_FILE, left))
        left -= len(content)
        yield InputFile(name, f"{archive_name}/{folder}".rstrip("/"), content, asked_for=False)


def _start(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        return stream.read(SNIFFED)


def _unpacked(
    archive_name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int
) -> bytes:
    """The bytes of one file in a ZIP; one that unpacks to more than ``most`` is refused as soon as
    the first byte too many comes out.
    """
    with archive.open(member) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        too_large = message("load.zip_too_large", archive=archive_name, member=member.filename)
        raise ArchiveRefused(too_large)
    return content
