"""Paths -> census returns: an XML, a ZIP that holds one, a workbook of its tables, or a folder of
them (CSV or workbook, one for each module), with DfE's fields or names that a mapping knows.

An XML is read as a stream from where it is; nothing is unpacked to disk.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, cast

from cin_narrative.errors import ArchiveRefused
from cin_narrative.load.files import InputFile, find_files, opened, refuse_missing
from cin_narrative.load.returns.census_file.csv_tables import LONGEST_HEAD, NEEDED, table_of
from cin_narrative.load.returns.census_file.names import Names
from cin_narrative.load.returns.census_file.tables import WORKBOOKS, is_workbook_name, tables_in
from cin_narrative.messages import message

KINDS = (".csv", *WORKBOOKS)
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
    """One return as found: an XML file, an XML in a ZIP (``member``), or the tables of a workbook
    or folder, as CSVs (``tables``). ``taken_as``: the code of the authority that it is taken for,
    with its records taken for made up, whatever its header says.
    """

    name: str
    path: Path
    size: int
    member: str = ""
    tables: tuple[InputFile, ...] = field(default=(), repr=False)
    taken_as: str = ""

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


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How returns are read where not as they are: the ``names`` of a mapping; the ``code`` of the
    authority that they are taken for, their records being taken for made up.
    """

    names: Names = field(default_factory=dict)
    code: str = ""


AS_THEY_ARE = ReadAs()


def is_census(file: InputFile) -> bool:
    """Whether a file is (part of) a census return: an XML with a Message, or a CSV with DfE's field
    names.
    """
    name = file.name.lower()
    if name.endswith(".csv"):
        return bool(table_of(file))
    start = file.content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return name.endswith(".xml") or start.startswith((b"<?xml", b"<Message"))


def find_returns(
    paths: list[Path], how: ReadAs = AS_THEY_ARE
) -> tuple[list[ReturnFile], list[Path]]:
    """The returns below ``paths``, in a fixed order, and the paths that hold anything else (for the
    published files).

    Raises ``InputMissing``; a ZIP that cannot be listed counts as something else, whose loader
    says what is wrong.
    """
    modules = modules_among(paths, how)
    place = modules[0].resolve().parent if len(modules) > 1 else Path(*modules)
    together = table_return(place, _tables_of(modules, how.names))
    returns = [together] if together else []
    others: list[Path] = []
    for path in (one for one in paths if one not in modules):
        found, everything = _below(path, how.names)
        returns += found
        others += [] if everything else [path]
    return [replace(one, taken_as=how.code) for one in returns], others


def modules_among(paths: list[Path], how: ReadAs = AS_THEY_ARE) -> list[Path]:
    """Those of ``paths`` that together are one return, each with a module or more of it."""
    for path in paths:
        refuse_missing(path)
    single = [path for path in paths if path.is_file() and _is_module(path, how.names)]
    tables = _tables_of(single, how.names) if single else []
    return single if table_return(Path(), tables) else []


def _below(path: Path, names: Names) -> tuple[list[ReturnFile], bool]:
    """The returns in a file or folder, and whether there is nothing else."""
    members = _members(path)
    by_member = [_in_member(member, names) for member in members]
    found = [one for returns in by_member for one in returns]
    taken = sum(bool(returns) for returns in by_member)
    tables = _return_of_modules(path, members, names)
    if tables:
        found.append(tables)
        taken += len({(one.folder, one.name.partition("/")[0]) for one in tables.tables})
    return found, bool(found) and (taken >= len(members) or path.is_file())


def _members(path: Path) -> list[Path]:
    """The files below a folder, hidden ones left out; of a file, itself."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))


def _in_member(path: Path, names: Names) -> list[ReturnFile]:
    """The returns in one file: XML, or a workbook that holds the header, too."""
    if path.suffix.lower() == ".zip":
        return _unzipped(path)
    if is_workbook_name(path.name):
        tables = _tables_of([path], names)
        book = table_return(path, tables) if _are_whole(tables) else None
        return [book] if book else []
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


def _return_of_modules(path: Path, members: list[Path], names: Names) -> ReturnFile | None:
    """The return whose modules are files of their own in a folder or ZIP."""
    inside = path.is_dir() or path.suffix.lower() == ".zip"
    candidates = [m for m in members if m.suffix.lower() == ".zip" or _is_module(m, names)]
    if not inside or not candidates:
        return None
    return table_return(path, _tables_of(candidates, names))


def table_return(path: Path, tables: list[InputFile]) -> ReturnFile | None:
    """The return that these tables form, named after ``path``; None where they hold no header."""
    if not any(table_of(table) == "Header" for table in tables):
        return None
    size = sum(len(table.content) for table in tables)
    return ReturnFile(path.name, path, size, tables=tuple(tables))


def _tables_of(paths: list[Path], names: Names) -> list[InputFile]:
    found, _ = find_files(paths)
    tables = (file for file in found if file.name.lower().endswith(KINDS))
    return [table for file in tables for table in tables_in(file, names)]


def _are_whole(tables: list[InputFile]) -> bool:
    """Whether these are a return by themselves."""
    return {table_of(table) for table in tables}.issuperset(NEEDED)


def _is_module(path: Path, names: Names) -> bool:
    """Whether a file holds tables of a return, and is none by itself."""
    if is_workbook_name(path.name):
        tables = _tables_of([path], names)
        return bool(tables) and not _are_whole(tables)
    if path.suffix.lower() != ".csv":
        return False
    with opened(path) as stream:
        start = InputFile(path.name, "", stream.read(LONGEST_HEAD), asked_for=True)
    return bool(tables_in(start, names))
