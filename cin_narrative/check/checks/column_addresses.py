"""The addresses of DfE's columns: files, columns and row labels that DfE has, labels where a file
has them, marks that are filled in, and no column that stands for two cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.indicator import ADDRESS
from cin_narrative.catalogue.periods import FIRST_YEAR
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.check.checks.prompt_tables import gap_faults
from cin_narrative.check.dfe_columns import DfeColumns
from cin_narrative.check.house import House, unknown_name
from cin_narrative.load.published.column_addresses import WIDE, year_marks
from cin_narrative.load.published.families import FILES, LABELS
from cin_narrative.messages import message

Cell = tuple[str, str, str]  # indicator, measure, category
AXES = {"rows": "{row}", "columns": "{column}"}
FAMILIES = frozenset(f"{letter}{n}" for letter, last in FILES.items() for n in range(1, last + 1))
KNOWN = FAMILIES | {WIDE, "headline", "ons"}


def faults(house: House) -> Iterator[Fault]:
    """The faults of every address of every indicator."""
    owners, dfe = dict[str, Cell](), DfeColumns()
    for indicator in house.catalogue:
        document = house.indicator_file(indicator.id)
        table = house.table(document.path) or {}
        for keys, cell, address in _addresses(indicator, table):
            for text in (*_address_faults(address), *dfe.address_faults(address)):
                yield document.fault(keys, text)
            other = owners.setdefault(address.lower(), cell)
            if _differ(cell, other):
                where = " ".join(filter(None, other))
                yield document.fault(
                    keys, message("check.address_twice", address=address, other=where)
                )
        if "address" in table:
            for keys, text in _cross_table_faults(table, dfe):
                yield document.fault(keys, text)


def _addresses(
    indicator: Indicator, table: Mapping[str, object]
) -> Iterator[tuple[Keys, Cell, str]]:
    for measure, definition in indicator.measures.items():
        for index, address in enumerate(definition.columns):
            keys: Keys = ("measures", measure.value, "columns", index)
            yield keys, (indicator.id, measure.value, ""), address
    if "address" in table:  # a cross-table makes its own
        return
    for place, category in enumerate(indicator.categories.values()):
        for measure, columns in category.columns.items():
            for index, address in enumerate(columns):
                keys = ("categories", place, measure.value, index)
                yield keys, (indicator.id, measure.value, category.id), address


def _cross_table_faults(table: Mapping[str, Any], dfe: DfeColumns) -> Iterator[tuple[Keys, str]]:
    """The faults of its address, and each name of a row or column with which none of the addresses
    that are made of it is one that DfE has.
    """
    address = str(table["address"])
    yield from ((("address",), text) for text in _address_faults(address, {"row", "column"}))
    names = {axis: list(_names(table.get(axis))) for axis in AXES}
    for axis, other in (("rows", "columns"), ("columns", "rows")):
        for keys, name in names[axis]:
            filled = address.replace(AXES[axis], name)
            made = [filled.replace(AXES[other], one) for _, one in names[other]]
            if made and not any(map(dfe.has, made)):
                yield (axis, *keys), next(dfe.address_faults(made[0]))


def _names(entries: Any) -> Iterator[tuple[Keys, str]]:
    """What DfE calls each row, or column, of a cross-table."""
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        for index, name in enumerate(entry.get("match", ())):
            yield (place, "match", index), str(name)


def _address_faults(address: str, marks: Set[str] = frozenset()) -> Iterator[str]:
    match = ADDRESS.fullmatch(address)
    if match is None:
        return  # the catalogue says so
    family = match["family"].lower()
    if family not in KNOWN:
        yield unknown_name(message("check.a_family"), family, sorted(KNOWN))
    elif bool(match["label"]) != (family in LABELS):
        yield message(
            "check.label_needed" if family in LABELS else "check.label_not_there", family=family
        )
    filled = {*marks, *(year_marks(FIRST_YEAR) if family == WIDE else ())}
    yield from gap_faults(address, filled) if "{" in address or "}" in address else ()


def _differ(cell: Cell, other: Cell) -> bool:
    """Whether one column cannot be both: two measures, two cells of one indicator, two wholes.

    Two breakdowns may share a line that both have, under an id of their own.
    """
    if cell == other:
        return False
    (one, measure, category), (two, other_measure, other_category) = cell, other
    return measure != other_measure or one == two or not (category or other_category)
