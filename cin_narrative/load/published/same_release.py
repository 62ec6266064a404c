"""The tables of one load -> each once, or a refusal where they are of two releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cin_narrative.errors import ReleasesMixed
from cin_narrative.load.files import InputFile, PassedOver
from cin_narrative.load.published.column_addresses import WIDE
from cin_narrative.load.published.table import Table
from cin_narrative.load.report import LoadReport
from cin_narrative.messages import message


def without_twins(tables: Iterable[Table], report: LoadReport) -> Iterator[Table]:
    """Each table once: the same file in two places is passed over, two that differ are refused."""
    seen: dict[tuple[str, str], InputFile] = {}
    for table in tables:
        first = seen.setdefault((table.family, table.release.id), table.file)
        if first is table.file:
            yield table
        elif first.sha256 == table.file.sha256:
            same = message("load.same_as", file=first.name)
            report.left.append(PassedOver(table.file.place, same))
        else:
            raise _two_files(first, table)


def _two_files(first: InputFile, table: Table) -> ReleasesMixed:
    files = {"first": first.place, "second": table.file.place}
    gaps = {"family": table.family, "release": table.release.id}
    return ReleasesMixed(message("load.files_differ", **files, **gaps))


def refuse_mixed(tables: Iterable[Table]) -> None:
    """Raise ``ReleasesMixed`` where a folder or archive holds long files of two releases; each wide
    file is a release of its own.
    """
    seen: dict[str, Table] = {}
    for table in tables:
        if table.family == WIDE:
            continue
        first = seen.setdefault(table.file.folder, table)
        if first.release.id != table.release.id:
            raise _two_releases(first, table)


def _two_releases(first: Table, second: Table) -> ReleasesMixed:
    return ReleasesMixed(
        message(
            "load.two_releases",
            folder=first.file.folder or "What was given",
            first=first.file.name,
            first_release=first.release.id,
            second=second.file.name,
            second_release=second.release.id,
        )
    )
