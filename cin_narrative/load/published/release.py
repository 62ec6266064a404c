"""Loading what DfE publishes: files of any layout and release -> observations in the store.

 Every release is kept. A column, row or file that is not recognised is named in the report and
left, never guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import InputRefused, NothingRecognised, ReleasesMixed
from cin_narrative.load.files import InputFile, PassedOver, find_files
from cin_narrative.load.published.cells import Marks, read_cells
from cin_narrative.load.published.column_addresses import WIDE, Addresses, best_first, to_column
from cin_narrative.load.published.tables import Table, read_table
from cin_narrative.load.report import LoadReport, TakenFile
from cin_narrative.store.write import Column, Sheet, StoreBuilder

Progress = Callable[[int, int, str], None]


def load_published(
    paths: list[Path],
    store: Path,
    catalogue: Catalogue,
    areas: Areas,
    progress: Progress | None = None,
) -> LoadReport:
    """Load every recognised file below ``paths`` into the store at ``store``, all or nothing.

     Raises an ``InputRefused`` (or ``StoreFault``) with one line for every file that cannot be
    loaded.
    """
    files, passed = find_files(paths)
    report = LoadReport(left=passed)
    with StoreBuilder(store) as builder:
        tables = _recognise(files, areas, report, progress)
        tables = [table for table in tables if not _already_held(table, builder, report)]
        if tables:
            _store(tables, Addresses(catalogue), builder, report, progress)
            builder.publish()
    if not report.taken and not report.unchanged:
        raise NothingRecognised(
            "Nothing was recognised among what was given: name DfE's CSV files (b1_..., c1_..., or "
            "SFR..._UD.csv), the folder they are in, or the ZIP as downloaded.\n"
            + "\n".join(f"left {p.name}: {p.reason}" for p in report.left[:8])
        )
    return report


def _recognise(
    files: list[InputFile], areas: Areas, report: LoadReport, progress: Progress | None
) -> list[Table]:
    tables, refused = [], list[InputRefused]()
    for number, file in enumerate(files):
        if progress:
            progress(number, 2 * len(files), f"reading {file.name}")
        try:
            table = read_table(file, areas)
        except InputRefused as error:
            refused.append(error)
            continue
        if table is None:
            report.left.append(
                PassedOver(
                    file.place,
                    "a CSV, but none of DfE's children in need files by its name and columns",
                )
            )
        else:
            tables.append(table)
    _refuse(refused)
    _refuse_mixed(tables)
    return list(_without_twins(tables, report))


def _without_twins(tables: Iterable[Table], report: LoadReport) -> Iterator[Table]:
    """Each table once: the same file in two places is passed over, two that differ are refused."""
    seen: dict[tuple[str, str], InputFile] = {}
    for table in tables:
        first = seen.setdefault((table.family, table.release.id), table.file)
        if first is table.file:
            yield table
        elif first.sha256 == table.file.sha256:
            report.left.append(
                PassedOver(table.file.place, f"the same, byte for byte, as {first.name}")
            )
        else:
            raise ReleasesMixed(
                f"{first.place} and {table.file.place} are both DfE's file {table.family} of "
                f"{table.release.id}, and differ: load one of them."
            )


def _refuse(refused: list[InputRefused]) -> None:
    if not refused:
        return
    if len(refused) == 1:
        raise refused[0]
    raise type(refused[0])("\n".join(str(error) for error in refused))


def _refuse_mixed(tables: Iterable[Table]) -> None:
    seen: dict[str, Table] = {}
    for table in tables:
        if table.family == WIDE:
            continue  # each wide file is a release of its own
        first = seen.setdefault(table.file.folder, table)
        if first.release.id != table.release.id:
            raise ReleasesMixed(
                f"{first.file.folder or 'What was given'} holds files of two releases ({first.file.name} is "
                f"of {first.release.id}, {table.file.name} of {table.release.id}): put each release in a "
                "folder of its own."
            )


def _already_held(table: Table, builder: StoreBuilder, report: LoadReport) -> bool:
    held = builder.holds(table.file.sha256, table.release.id)
    if held:
        report.unchanged.append(table.file.place)
    return held


def _store(
    tables: list[Table],
    addresses: Addresses,
    builder: StoreBuilder,
    report: LoadReport,
    progress: Progress | None,
) -> None:
    for release in dict.fromkeys(table.release.id for table in tables):
        group = [table for table in tables if table.release.id == release]
        found = [
            (number, column)
            for number, table in enumerate(group)
            for column in _columns(table, addresses)
        ]
        chosen, repeats = best_first(found)
        marks = Marks(group[0].symbols)
        for number, table in enumerate(group):
            if progress:
                progress(
                    len(tables) + len(report.taken), 2 * len(tables), f"storing {table.file.name}"
                )
            columns, met = (
                chosen.get(number, []),
                [column for own, column in found if own == number],
            )
            cells, unreadable = _add(table, columns, marks, builder)
            kept, recognised = (
                {column.header for column in columns},
                {column.header for column in met},
            )
            report.taken.append(
                TakenFile(
                    table.file.name,
                    release,
                    cells,
                    repeats=[
                        header
                        for header in dict.fromkeys(repeats.get(number, ()))
                        if header not in kept
                    ],
                    columns_left=[header for header in table.columns if header not in recognised],
                    rows_left=table.rows_left + _labels_left(table, met),
                    unreadable=unreadable,
                    confidence_columns=table.confidence_columns,
                )
            )


def _columns(table: Table, addresses: Addresses) -> list[Column]:
    if table.year is not None:
        matches = addresses.wide(table.columns, table.year)
    else:
        matches = addresses.long(table.family, table.columns, set(table.labels))
    return [to_column(header, target) for header, target in matches]


def _labels_left(table: Table, columns: list[Column]) -> list[str]:
    known = {column.label for column in columns}
    if None in known or not columns:
        return []
    return [
        f'rows labelled "{label}" are not recognised' for label in sorted(set(table.labels) - known)
    ]


def _add(
    table: Table, columns: list[Column], marks: Marks, builder: StoreBuilder
) -> tuple[int, list[str]]:
    frame, unreadable = read_cells(table, columns, marks) if columns else (None, [])
    builder.add_sheet(Sheet(table.file.name, table.file.sha256, table.release, frame, columns))
    return (0 if frame is None else len(frame)), unreadable
