"""A recognised file as a table: its release, what its symbols mean, its cells as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import InputDamaged
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.column_addresses import WIDE, label_key
from cin_narrative.load.published.families import named_span
from cin_narrative.load.published.text_column import TextColumn
from cin_narrative.messages import message
from cin_narrative.store.observations import Release

Key = tuple[str, int, str]  # area, year, label
Words = Callable[[int, str], str]  # the number of a row and its area's code -> why it is left


@dataclass(slots=True)
class Table:
    """One recognised file: its release, what its symbols mean, and its data columns as text beside
    their keys.

    ``areas`` (codes), ``years`` (reporting years), ``rows`` (data rows of the file, from 1) and
    ``labels`` (normalised, empty in most files) are as long as each of ``columns``, which are the
    cells under each header. ``year`` is set for wide files, which hold one year. ``ended`` says
    whether the file ends with a line end. ``notes`` are said in the report.
    ``names`` are the columns of codes and names of every row of the file, taken or left.
    """

    file: InputFile
    family: str
    release: Release
    symbols: dict[str, str]
    areas: Sequence[str]
    years: Sequence[int]
    rows: Sequence[int]
    labels: Sequence[str]
    columns: dict[str, TextColumn]
    year: int | None = None
    rows_left: list[str] = field(default_factory=list)
    columns_left: list[str] = field(default_factory=list)
    confidence_columns: int = 0
    ended: bool = True
    notes: list[str] = field(default_factory=list)
    names: Mapping[str, TextColumn] = field(default_factory=dict)

    @property
    def is_wide(self) -> bool:
        """Whether it is a first-published file, a release of its own."""
        return self.family == WIDE

    def keys(self) -> Iterator[Key]:
        """The (area, year, label) of each row."""
        return zip(self.areas, self.years, self.labels, strict=True)

    def settle(self, areas: Areas) -> Table:
        """The same table with labels in one spelling, areas by the code that is known, and without
        rows of areas that are not, which are named in ``rows_left``.

        Raises ``InputDamaged`` where two rows are for one area, year and label, or the file stops
        before its last year is whole.
        """
        normal = {label: label_key(label) for label in set(self.labels)}
        self.labels = [normal[label] for label in self.labels]
        known = {code: code in areas for code in set(self.areas)}
        if not all(known.values()):
            self._by_other_codes(areas, known)
            self.leave(
                [code in areas for code in self.areas],
                lambda row, code: message("load.row_of_unknown_area", row=row, code=code),
            )
        self._refuse_twice()
        if not self.ended:
            self._refuse_cut(areas)
        return self

    def _by_other_codes(self, areas: Areas, known: dict[str, bool]) -> None:
        """Areas that are given by their national code, by the code that they are known by; numbers
        as spreadsheets write them, as codes.
        """
        self.areas = [
            code if known[code] else _known_code(areas, code, year)
            for code, year in zip(self.areas, self.years, strict=True)
        ]

    def leave(self, keep: Sequence[bool], why: Words) -> None:
        """Keep the rows that ``keep`` marks; the others are named by ``why(row, code)``."""
        places = zip(self.rows, self.areas, keep, strict=True)
        self.rows_left += [why(row, code) for row, code, kept in places if not kept]
        self.areas, self.years = list(compress(self.areas, keep)), list(compress(self.years, keep))
        self.rows, self.labels = list(compress(self.rows, keep)), list(compress(self.labels, keep))
        self.columns = {name: column.kept(keep) for name, column in self.columns.items()}

    def _refuse_twice(self) -> None:
        keys = list(self.keys())
        if len(set(keys)) == len(keys):
            return
        first: dict[Key, int] = {}
        for row, key in zip(self.rows, keys, strict=True):
            if first.setdefault(key, row) != row:
                gaps = {"first": first[key], "row": row, "area": key[0], "year": key[1]}
                twice = message("load.rows_for_one_area", file=self.file.place, **gaps)
                raise InputDamaged(twice)

    def _refuse_cut(self, areas: Areas) -> None:
        """Without a line end at the end, the last cell may be half of one: it is taken where the
        file has the years of its name, and the year of the last row all the areas that the file
        has, so that nothing is cut off.
        """
        if not self.areas:
            return
        span = named_span(self.file.name)
        cut = span is not None and span[1] - span[0] != max(self.years) - min(self.years)
        last = self.years[-1]
        held = {area for area, year in zip(self.areas, self.years, strict=True) if year == last}
        others = {area for area in self.areas if areas.existed(areas.get(area), last)}
        if cut or others - held:
            raise InputDamaged(message("load.stops_in_a_line", file=self.file.place))
        self.notes.append(message("load.no_line_end"))


def _known_code(areas: Areas, code: str, year: int) -> str:
    plain = code.removesuffix(".0")
    if plain in areas or not plain.startswith("E"):
        return plain
    named = areas.named(plain)
    return areas.pick(named, year).code if named else plain
