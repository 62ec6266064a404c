"""Paths -> census returns: an XML, a ZIP that holds one, or a folder of CSVs with DfE's fields.

An XML is read as a stream from where it is; nothing is unpacked to disk.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from cin_narrative.errors import ArchiveRefused
from cin_narrative.load.files import InputFile, find_files, opened, refuse_missing
from cin_narrative.load.returns.census_file.csv_tables import table_of
from cin_narrative.messages import message

# What a ZIP that is damaged, locked or of an unknown kind raises while it is read.
UNREADABLE = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """One return as found: an XML file, an XML in a ZIP (``member``), or the CSVs of a folder
    (``tables``).
    """

    name: str
    path: Path
    size: int
    member: str = ""
    tables: tuple[InputFile, ...] = field(default=(), repr=False)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The XML as a stream. Raises ``ArchiveRefused`` where the ZIP cannot be read."""
        if not self.member:
            with opened(self.path) as stream:
                yield stream
            return
        try:
            with (
                opened(self.path) as file,
                zipfile.ZipFile(file) as archive,
                archive.open(self.member) as stream,
            ):
                yield cast(BinaryIO, stream)
        except UNREADABLE as error:
            name, kind = self.path.name, type(error).__name__
            damaged = message("load.return_zip_damaged", archive=name, error=kind)
            raise ArchiveRefused(damaged) from None


def is_census(file: InputFile) -> bool:
    """Whether a file is (part of) a census return: an XML with a Message, or a CSV with DfE's field
    names.
    """
    name = file.name.lower()
    if name.endswith(".csv"):
        return bool(table_of(file))
    start = file.content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return name.endswith(".xml") or start.startswith((b"<?xml", b"<Message"))


def find_returns(paths: list[Path]) -> tuple[list[ReturnFile], list[Path]]:
    """The returns below ``paths``, in a fixed order, and the paths that hold anything else (for the
    published files).

    Raises ``InputMissing``; a ZIP that cannot be listed counts as something else, whose loader
    says what is wrong.
    """
    for path in paths:
        refuse_missing(path)
    single = [path for path in paths if path.is_file() and _is_census_csv(path)]
    together = csv_return(single[0].parent, find_files(single)[0]) if single else None
    returns = [together] if together else []
    others: list[Path] = []
    for path in paths:
        if together and path in single:
            continue
        found, everything = _below(path)
        returns += found
        others += [] if everything else [path]
    return returns, others


def _below(path: Path) -> tuple[list[ReturnFile], bool]:
    """The returns in a file or folder, and whether there is nothing else."""
    members = _members(path)
    by_member = [_in_member(member) for member in members]
    found = [one for returns in by_member for one in returns]
    taken = sum(bool(returns) for returns in by_member)
    tables = _csv_return(path, members)
    if tables:
        found.append(tables)
        taken += len({file.place for file in tables.tables})
    return found, bool(found) and (taken >= len(members) or path.is_file())


def _members(path: Path) -> list[Path]:
    """The files below a folder, hidden ones left out; of a file, itself."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))


def _in_member(path: Path) -> list[ReturnFile]:
    """The XML returns in one file."""
    if path.suffix.lower() == ".zip":
        return _unzipped(path)
    return [_xml(path)] if path.suffix.lower() == ".xml" or _starts_as_xml(path) else []


def _xml(path: Path) -> ReturnFile:
    return ReturnFile(path.name, path, path.stat().st_size)


def _starts_as_xml(path: Path) -> bool:
    if path.suffix.lower() in (".csv", ".txt", ".zip"):
        return False
    with opened(path) as stream:
        return is_census(InputFile("", "", stream.read(4096), asked_for=True))


def _unzipped(path: Path) -> list[ReturnFile]:
    try:
        with opened(path) as file, zipfile.ZipFile(file) as archive:
            return [_in_zip(path, member) for member in archive.infolist() if _is_xml(member)]
    except (zipfile.BadZipFile, OSError):
        return []


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith(".xml") and "__MACOSX" not in member.filename


def _in_zip(path: Path, member: zipfile.ZipInfo) -> ReturnFile:
    name = member.filename.rsplit("/", 1)[-1]
    return ReturnFile(name, path, member.file_size, member=member.filename)


def _csv_return(path: Path, members: list[Path]) -> ReturnFile | None:
    inside = path.is_dir() or path.suffix.lower() == ".zip"
    candidates = [m for m in members if m.suffix.lower() == ".zip" or _is_census_csv(m)]
    if not inside or not candidates:
        return None
    return csv_return(path, [file for file in find_files(candidates)[0] if is_census(file)])


def csv_return(path: Path, files: list[InputFile]) -> ReturnFile | None:
    """The return that these CSVs form, named after ``path``; None where they hold no header."""
    if not any(table_of(file) == "Header" for file in files):
        return None
    size = sum(len(file.content) for file in files)
    return ReturnFile(path.name, path, size, tables=tuple(files))


def _is_census_csv(path: Path) -> bool:
    if path.suffix.lower() != ".csv":
        return False
    with opened(path) as stream:
        return is_census(InputFile(path.name, "", stream.read(8192), asked_for=True))
