"""Tables -> sheets in the store's builder, each cell from the file that is best for it."""

from __future__ import annotations

from collections.abc import Iterable

from cin_narrative.load.published.cells import Marks, read_cells
from cin_narrative.load.published.column_addresses import Addresses, best_first, to_column
from cin_narrative.load.published.table import Table
from cin_narrative.load.report import LoadReport, Progress, TakenFile
from cin_narrative.messages import message
from cin_narrative.store.sheet import Column, Sheet
from cin_narrative.store.write import StoreBuilder


def store_tables(
    tables: list[Table],
    addresses: Addresses,
    builder: StoreBuilder,
    report: LoadReport,
    progress: Progress | None,
) -> None:
    """Stage the cells of ``tables``, release by release, and say in ``report`` what was taken."""
    for release in dict.fromkeys(table.release.id for table in tables):
        group = [table for table in tables if table.release.id == release]
        met = [_columns(table, addresses) for table in group]
        chosen, repeats = best_first((n, column) for n, own in enumerate(met) for column in own)
        marks = Marks(group[0].symbols)
        for number, table in enumerate(group):
            if progress:
                done = len(tables) + len(report.taken)
                progress(done, 2 * len(tables), f"storing {table.file.name}")
            columns = chosen.get(number, [])
            taken = _taken(table, columns, met[number], repeats.get(number, ()))
            taken.cells, taken.unreadable = _add(table, columns, marks, builder)
            report.taken.append(taken)


def _taken(
    table: Table, columns: list[Column], met: list[Column], repeats: Iterable[str]
) -> TakenFile:
    """What the report says of a table: ``columns`` are stored, ``met`` are recognised, and
    ``repeats`` stand in a file of more detail, too.
    """
    kept, recognised = {column.header for column in columns}, {column.header for column in met}
    return TakenFile(
        table.file.name,
        table.release.id,
        repeats=[header for header in dict.fromkeys(repeats) if header not in kept],
        columns_left=[header for header in table.columns if header not in recognised],
        rows_left=table.rows_left + _labels_left(table, met),
        confidence_columns=table.confidence_columns,
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
    return [message("load.labels_left", label=label) for label in sorted(set(table.labels) - known)]


def _add(
    table: Table, columns: list[Column], marks: Marks, builder: StoreBuilder
) -> tuple[int, list[str]]:
    frame, unreadable = read_cells(table, columns, marks) if columns else (None, [])
    builder.add_sheet(Sheet(table.file.name, table.file.sha256, table.release, frame, columns))
    return (0 if frame is None else len(frame)), unreadable
