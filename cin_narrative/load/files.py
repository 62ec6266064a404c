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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cin_narrative.errors import ArchiveRefused, InputEmpty, InputMissing

LARGEST_FILE = 200_000_000  # bytes; the largest of DfE's is under half a megabyte
LARGEST_ARCHIVE = 600_000_000
MOST_FILES = 2_000
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
    """Every CSV below ``paths`` in a fixed order, and what was passed over.

    Raises ``InputMissing``, ``InputEmpty`` or ``ArchiveRefused``.
    """
    files: list[InputFile] = []
    passed: list[PassedOver] = []
    opened: set[Path] = set()
    for path in paths:
        refuse_missing(path)
        members = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        if not members:
            raise InputEmpty(
                f"The folder {path} is empty: name the folder that holds DfE's CSV files or ZIP."
            )
        for member in members:
            if member.name.startswith(".") or member.resolve() in opened:
                continue
            opened.add(member.resolve())
            for found in _open(member, asked_for=member == path):
                (files if isinstance(found, InputFile) else passed).append(found)  # type: ignore[arg-type]
    return files, passed


def _open(path: Path, asked_for: bool) -> Iterator[InputFile | PassedOver]:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        yield from _unzip(path)
    elif suffix == ".csv" or asked_for:
        if path.stat().st_size > LARGEST_FILE:
            yield PassedOver(path.name, "larger than any file of these statistics")
        else:
            yield InputFile(path.name, str(path.parent), _content(path), asked_for)
    else:
        yield PassedOver(path.name, "not a CSV or ZIP")


def refuse_missing(path: Path) -> None:
    """Raise ``InputMissing`` where nothing is at ``path``, or one may not look."""
    try:
        there, listed = path.exists(), not path.is_dir() or os.access(path, os.R_OK | os.X_OK)
    except OSError as error:
        raise _unreadable(path, error.strerror) from error
    if not there:
        raise InputMissing(
            f"{path} is not there: check the spelling, and that the drive is connected."
        )
    if not listed:  # a folder that may not be listed looks empty
        raise _unreadable(path, "Permission denied")


def opened(path: Path) -> BinaryIO:
    """The file at ``path``, open for reading; raises ``InputMissing`` where it may not be opened."""
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error.strerror) from error


def _unreadable(path: Path, why: str | None) -> InputMissing:
    return InputMissing(f"{path} cannot be read ({why}): check that you may open it.")


def _content(path: Path) -> bytes:
    with opened(path) as stream:
        return stream.read()


def _unzip(path: Path) -> Iterator[InputFile | PassedOver]:
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise ArchiveRefused(
                    f"{path.name} holds {len(members)} files; at most {MOST_FILES} are read: "
                    "unpack it and load the folder you need."
                )
            for member in members:
                name = member.filename.rsplit("/", 1)[-1]
                if not name.lower().endswith(".csv") or name.startswith("."):
                    yield PassedOver(f"{path.name}/{member.filename}", "not a CSV")
                    continue
                with archive.open(member) as stream:
                    content = stream.read(min(LARGEST_FILE, LARGEST_ARCHIVE - total) + 1)
                total += len(content)
                if len(content) > LARGEST_FILE or total > LARGEST_ARCHIVE:
                    raise ArchiveRefused(
                        f"{path.name} unpacks to more than these statistics can be "
                        f"({member.filename} is where it was stopped): nothing was loaded."
                    )
                folder = member.filename.rpartition("/")[0]
                yield InputFile(name, f"{path.name}/{folder}".rstrip("/"), content, asked_for=False)
    except UNREADABLE as error:
        raise ArchiveRefused(
            f"{path.name} is not a ZIP that can be read ({error}): download it again."
        ) from error
