"""An area and a release -> its values as bare numbers, for tests; read of every area at once where
somebody goes through the country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from cin_narrative.store.cached.observations import ASKED_OFTEN
from cin_narrative.store.connection import StoreConnection
from cin_narrative.store.observations import LOWER_BOUND

HELD = """
SELECT area, indicator, measure, category, year, value, release <> $1 AS is_before
FROM store.observations
WHERE value IS NOT NULL AND measure IN ('count', 'average')
AND (release = $1 OR release = $2 AND category = '' AND year >= $3)
AND ($4 OR NOT masked) AND (citation IS NULL OR citation NOT LIKE $5)
"""
OF_ONE = f"SELECT * EXCLUDE (area) FROM ({HELD} AND area = $6)"
OF_ALL = f"{HELD} AND length(area) = 3"  # authorities
CELLS = f"""
SELECT DISTINCT indicator, measure, category FROM ({OF_ALL}) ORDER BY ALL
"""
EACH_AREA = f"SELECT area, count(*) FROM ({OF_ALL}) GROUP BY area ORDER BY area"
COLUMNS = f"""
SELECT cell, year, value, is_before FROM ({OF_ALL}) JOIN (
    SELECT *, row_number() OVER (ORDER BY indicator, measure, category) - 1 AS cell FROM ({CELLS})
) USING (indicator, measure, category) ORDER BY area, is_before, cell
"""
CellName = tuple[str, str, str]  # indicator, measure, category
Numbers = dict[CellName, dict[int, float]]
Pair = tuple[Numbers, Numbers]  # of the release, and of the one before
Asked = tuple[str, str, int, bool]  # release, the one before, since which year, whether masked too


class AreaNumbers:
    """The numbers of a store, area by area. Only the disclosure door calls this."""

    def __init__(self, connection: StoreConnection) -> None:
        self._connection = connection
        self._asked: dict[Asked, set[str]] = defaultdict(set)
        self._all: dict[Asked, _Columns] = {}

    def of(self, area: str, asked: Asked) -> Pair:
        """What a release holds of one area: (indicator, measure, category) -> year -> value; and
        the totals that the one before holds since a year. Neither has what may be too low, nor what
        is masked unless that is asked for.
        """
        self._asked[asked].add(area)
        if len(self._asked[asked]) > ASKED_OFTEN:
            if asked not in self._all:
                self._all[asked] = _Columns(self._connection, _parameters(asked))
            if area in self._all[asked].places:
                return self._all[asked].of(area)
        rows = self._connection.query(OF_ONE, [*_parameters(asked), area])
        return _sorted((tuple(row[:3]), *row[3:]) for row in rows)


class _Columns:
    """The numbers of every authority, column by column; ``places`` says where those of each lie."""

    def __init__(self, connection: StoreConnection, asked: Sequence[Any]) -> None:
        self._cells = connection.query(CELLS, asked)
        self._columns = connection.columns(COLUMNS, asked)
        self.places: dict[str, slice] = {}
        start = 0
        for area, count in connection.query(EACH_AREA, asked):
            self.places[area] = slice(start, start + count)
            start += count

    def of(self, area: str) -> Pair:
        """Those of one authority."""
        found: Pair = ({}, {})
        own = [column[self.places[area]] for column in self._columns]
        is_next = (own[0][1:] != own[0][:-1]) | (own[3][1:] != own[3][:-1])
        ends = (is_next.nonzero()[0] + 1).tolist()
        cells, years, values, before = (column.tolist() for column in own)
        for start, end in pairwise((0, *ends, len(cells))):
            by_year = dict(zip(years[start:end], values[start:end], strict=True))
            found[before[start]][self._cells[cells[start]]] = by_year
        return found


def _parameters(asked: Asked) -> list[Any]:
    return [*asked, f"{LOWER_BOUND}%"]


def _sorted(values: Iterable[tuple[Any, ...]]) -> Pair:
    """(cell, year, value, whether of the release before) by cell and year."""
    found: Pair = ({}, {})
    for cell, year, value, is_before in values:
        held = found[is_before]
        if cell in held:
            held[cell][year] = value
        else:
            held[cell] = {year: value}
    return found
