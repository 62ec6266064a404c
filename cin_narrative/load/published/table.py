"""A recognised file as a table: its release, what its symbols mean, its cells as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import InputDamaged
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.column_addresses import label_key
from cin_narrative.messages import message
from cin_narrative.store.observations import Release


@dataclass(slots=True)
class Table:
    """One recognised file: its release, what its symbols mean, and its data columns as text beside
    their keys.

    ``areas`` (codes), ``years`` (reporting years), ``rows`` (data rows of the file, from 1) and
    ``labels`` (normalised, empty in most files) are as long as each of ``columns``, which are the
    cells under each header. ``year`` is set for wide files, which hold one year.
    """

    file: InputFile
    family: str
    release: Release
    symbols: dict[str, str]
    areas: Sequence[str]
    years: Sequence[int]
    rows: Sequence[int]
    labels: Sequence[str]
    columns: dict[str, Sequence[str]]
    year: int | None = None
    rows_left: list[str] = field(default_factory=list)
    confidence_columns: int = 0

    def settle(self, areas: Areas) -> Table:
        """The same table with labels in one spelling and without rows of areas that are not known,
        which are named in ``rows_left``.

        Raises ``InputDamaged`` where two rows are for one area, year and label.
        """
        normal = {label: label_key(label) for label in set(self.labels)}
        self.labels = [normal[label] for label in self.labels]
        known = {code for code in set(self.areas) if code in areas}
        if len(known) < len(set(self.areas)):
            self._leave([code in known for code in self.areas])
        self._refuse_twice()
        return self

    def _leave(self, keep: Sequence[bool]) -> None:
        """Keep the rows that ``keep`` marks, and name the others."""
        places = zip(self.rows, self.areas, keep, strict=True)
        self.rows_left = [
            message("load.row_of_unknown_area", row=row, code=code)
            for row, code, kept in places
            if not kept
        ]
        self.areas, self.years = list(compress(self.areas, keep)), list(compress(self.years, keep))
        self.rows, self.labels = list(compress(self.rows, keep)), list(compress(self.labels, keep))
        columns = self.columns.items()
        self.columns = {name: list(compress(column, keep)) for name, column in columns}

    def _refuse_twice(self) -> None:
        keys = list(zip(self.areas, self.years, self.labels, strict=True))
        if len(set(keys)) == len(keys):
            return
        first: dict[tuple[str, int, str], int] = {}
        for row, key in zip(self.rows, keys, strict=True):
            if first.setdefault(key, row) != row:
                gaps = {"first": first[key], "row": row, "area": key[0], "year": key[1]}
                twice = message("load.rows_for_one_area", file=self.file.place, **gaps)
                raise InputDamaged(twice)
