"""Finding census returns among what was given: an XML, a ZIP that holds one, or a folder of CSVs
with DfE's field names.


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
from cin_narrative.load.returns.csv_reader import table_of


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
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                yield cast(BinaryIO, stream)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            zlib.error,
        ) as error:
            raise ArchiveRefused(
                f"{self.path.name} is not a ZIP that can be read ({type(error).__name__}): make it again."
            ) from None


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
    returns: list[ReturnFile] = []
    others: list[Path] = []
    for path in paths:
        refuse_missing(path)
    single = [
        path
        for path in paths
        if path.suffix.lower() == ".csv" and path.is_file() and _is_census_csv(path)
    ]
    together = csv_return(single[0].parent, find_files(single)[0]) if single else None
    returns += [together] if together else []
    for path in paths:
        if together and path in single:
            continue
        found, everything = _below(path)
        returns += found
        if not everything:
            others.append(path)
    return returns, others


def _below(path: Path) -> tuple[list[ReturnFile], bool]:
    """The returns in a file or folder, and whether there is nothing else."""
    members = (
        sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        if path.is_dir()
        else [path]
    )
    found: list[ReturnFile] = []
    taken = 0
    for member in members:
        suffix = member.suffix.lower()
        here = (
            _unzipped(member)
            if suffix == ".zip"
            else [_xml(member)]
            if suffix == ".xml" or _starts_as_xml(member)
            else []
        )
        found += here
        taken += bool(here)
    tables = _csv_return(path, members)
    if tables:
        found.append(tables)
        taken += len({file.place for file in tables.tables})
    return found, bool(found) and (taken >= len(members) or path.is_file())


def _xml(path: Path) -> ReturnFile:
    return ReturnFile(path.name, path, path.stat().st_size)


def _starts_as_xml(path: Path) -> bool:
    if path.suffix.lower() in (".csv", ".txt", ".zip"):
        return False
    with opened(path) as stream:
        return is_census(InputFile("", "", stream.read(4096), asked_for=True))


def _unzipped(path: Path) -> list[ReturnFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                m
                for m in archive.infolist()
                if m.filename.lower().endswith(".xml") and "__MACOSX" not in m.filename
            ]
    except (zipfile.BadZipFile, OSError):
        return []
    return [
        ReturnFile(m.filename.rsplit("/", 1)[-1], path, m.file_size, member=m.filename)
        for m in members
    ]


def _csv_return(path: Path, members: list[Path]) -> ReturnFile | None:
    inside = path.is_dir() or path.suffix.lower() == ".zip"
    candidates = [
        m
        for m in members
        if m.suffix.lower() == ".zip" or (m.suffix.lower() == ".csv" and _is_census_csv(m))
    ]
    if not inside or not candidates:
        return None
    return csv_return(path, [file for file in find_files(candidates)[0] if is_census(file)])


def csv_return(path: Path, files: list[InputFile]) -> ReturnFile | None:
    """The return that these CSVs form, named after ``path``; None where none of them is its header."""
    if not any(table_of(file) == "Header" for file in files):
        return None
    return ReturnFile(
        path.name, path, sum(len(file.content) for file in files), tables=tuple(files)
    )


def _is_census_csv(path: Path) -> bool:
    with opened(path) as stream:
        return is_census(InputFile(path.name, "", stream.read(8192), asked_for=True))
