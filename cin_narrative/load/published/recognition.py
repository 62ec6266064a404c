"""A file -> the table of DfE's that it is, by its columns, or why it is none."""

from __future__ import annotations

from collections.abc import Collection

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import InputRefused, WrongColumns
from cin_narrative.load.files import InputFile, PassedOver
from cin_narrative.load.published import csv_text, workbook
from cin_narrative.load.published.column_addresses import Addresses, label_key
from cin_narrative.load.published.columns import Columns, columns_of, header_key
from cin_narrative.load.published.families import LABEL_COLUMNS, family_of, fitting, named_family
from cin_narrative.load.published.long_files import (
    LONG_COMMON,
    LONG_KEYS,
    keys_and_data,
    labels_of,
    long_table,
)
from cin_narrative.load.published.table import Table
from cin_narrative.load.published.text_column import Lines
from cin_narrative.load.published.wide_files import WIDE_KEYS, wide_table
from cin_narrative.messages import message

# of the `.meta.csv` that comes with a file of DfE's
META_KEYS = frozenset(("col_name", "col_type", "label"))
LAYOUTS = (frozenset(LONG_KEYS), frozenset(WIDE_KEYS))


def read_table(file: InputFile, areas: Areas, addresses: Addresses) -> Table | PassedOver:
    """The table in ``file``, or why it is left: it is something else, or cannot be told.

    Raises ``InputEmpty``, ``NotATable``, ``InputDamaged`` or ``WrongColumns`` where a file that
    DfE's columns or its own name say is one of DfE's is damaged.
    """
    named = named_family(file.name)
    try:
        lines = _lines(file)
    except InputRefused as error:
        if named:
            raise
        return PassedOver(file.place, str(error).removeprefix(f"{file.place} "))
    keys = {header_key(name) for name in lines.header}
    if keys >= frozenset(LONG_KEYS):
        columns = columns_of(file, lines)
        return _long(file, columns, named, areas, addresses)
    if keys >= frozenset(WIDE_KEYS):
        return wide_table(file, columns_of(file, lines)).settle(areas)
    return _stranger(file, keys, named)


def _lines(file: InputFile) -> Lines:
    if workbook.is_workbook(file):
        header, *rows = workbook.rows_of(file, LAYOUTS)
        return Lines(header, rows=rows)
    return csv_text.lines_of(file)


def _long(
    file: InputFile, columns: Columns, named: str, areas: Areas, addresses: Addresses
) -> Table | PassedOver:
    keys, data = keys_and_data(columns.cells)
    label_columns = tuple(name for name in LABEL_COLUMNS if name in keys)
    if label_columns[:1] == ("category_type",):
        label_columns = label_columns[:1]
    labels = {label_key(label) for label in set(labels_of(keys, label_columns))}
    fits = fitting(data, label_columns, labels, addresses)
    family = family_of(fits, data, named)
    if not family:
        alike = len(fits) > 1
        said = [fit.family for fit in fits]
        why = message("load.fits_several", families=", ".join(said)) if alike else None
        return PassedOver(file.place, why or message("load.not_a_file_of_dfe"))
    table = long_table(file, columns, family).settle(areas)
    if named and named != family:
        table.notes.append(message("load.named_otherwise", named=named, family=family))
    return table


def _stranger(file: InputFile, keys: Collection[str], named: str) -> PassedOver:
    """Why a file without DfE's key columns is left; one that has some of them, and the name of one
    of DfE's, is refused: it was one.
    """
    if set(keys) >= META_KEYS:
        return PassedOver(file.place, message("load.describes_columns"))
    if named and set(keys) & LONG_COMMON:
        gaps = {"family": named, "columns": " or ".join(LONG_KEYS)}
        raise WrongColumns(message("load.missing_key_column", file=file.place, **gaps))
    return PassedOver(file.place, message("load.not_a_file_of_dfe"))
