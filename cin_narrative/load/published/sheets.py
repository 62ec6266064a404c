"""Tables -> sheets in the store's builder, each cell from the file that is best for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cin_narrative.load.published.cells import Marks, read_cells
from cin_narrative.load.published.choice import Choice, choose
from cin_narrative.load.published.column_addresses import Addresses, to_column
from cin_narrative.load.published.table import Table
from cin_narrative.load.report import LoadReport, Progress, TakenFile
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach
from cin_narrative.store.sheet import Column, Sheet
from cin_narrative.store.write import StoreBuilder

CheckColumns = Callable[[list[Table], list[list[Column]]], Iterable[Breach]]


def store_tables(
    tables: list[Table],
    addresses: Addresses,
    builder: StoreBuilder,
    report: LoadReport,
    progress: Progress | None,
    check: CheckColumns,
) -> None:
    """Stage the cells of ``tables``, release by release, and say in ``report`` what was taken;
    ``check`` sees the columns that were met in the tables of each release.
    """
    for release in dict.fromkeys(table.release.id for table in tables):
        group = [table for table in tables if table.release.id == release]
        met = [_columns(table, addresses) for table in group]
        builder.add_breaches(check(group, met))
        marks = Marks(group[0].symbols)
        for table, own, choice in zip(group, met, choose(group, met), strict=True):
            if progress:
                done = len(tables) + len(report.taken)
                progress(done, 2 * len(tables), f"storing {table.file.name}")
            taken = _taken(table, choice, own)
            _add(table, choice, marks, builder, addresses, taken)
            report.taken.append(taken)


def _taken(table: Table, choice: Choice, met: Sequence[Column]) -> TakenFile:
    """What the report says of a table: ``met`` are the columns that are recognised."""
    kept, recognised = {one.header for one in choice.columns}, {one.header for one in met}
    unknown = [header for header in table.columns if header not in recognised]
    return TakenFile(
        table.file.name,
        table.release.id,
        table.family,
        repeats=[
            header
            for header in dict.fromkeys(column.header for column in choice.repeats)
            if header not in kept
        ],
        columns_left=[*unknown, *table.columns_left],
        rows_left=table.rows_left + _labels_left(table, met),
        confidence_columns=table.confidence_columns,
        notes=table.notes,
    )


def _columns(table: Table, addresses: Addresses) -> list[Column]:
    if table.year is not None:
        matches = addresses.wide(table.columns, table.year)
    else:
        matches = addresses.long(table.family, table.columns, set(table.labels))
    return [to_column(header, target) for header, target in matches]


def _labels_left(table: Table, columns: Sequence[Column]) -> list[str]:
    known = {column.label for column in columns}
    if None in known or not columns:
        return []
    return [message("load.labels_left", label=label) for label in sorted(set(table.labels) - known)]


def _add(
    table: Table,
    choice: Choice,
    marks: Marks,
    builder: StoreBuilder,
    addresses: Addresses,
    taken: TakenFile,
) -> None:
    """Stage what was chosen of a table, and say in ``taken`` how much it was."""
    cells, own = None, len(choice.columns)
    columns = [*choice.columns, *choice.repeats]
    if columns:
        rows = [*choice.rows, *choice.repeated]
        cells, taken.unreadable = read_cells(table, columns, rows, marks)
        taken.cells = int((cells.number < own).sum())
    family = addresses.cells_of(table.family)
    taken.source = builder.add_sheet(
        Sheet(table.file.name, table.file.sha256, table.release, cells, columns, family)
    )
