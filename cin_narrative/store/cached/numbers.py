"""An area and a release -> its values as bare numbers, for tests; read of every area at once where
somebody goes through the country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
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
BY_CELL = f"""
SELECT is_before, indicator, measure, category, year, string_agg(area, ' '), list(value)
FROM ({OF_ALL}) GROUP BY ALL ORDER BY ALL
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
        self._all: dict[Asked, dict[str, Pair]] = {}

    def of(self, area: str, asked: Asked) -> Pair:
        """What a release holds of one area: (indicator, measure, category) -> year -> value; and
        the totals that the one before holds since a year. Neither has what may be too low, nor what
        is masked unless that is asked for.
        """
        self._asked[asked].add(area)
        if len(self._asked[asked]) > ASKED_OFTEN:
            if asked not in self._all:
                self._all[asked] = _by_area(self._connection, _parameters(asked))
            if area in self._all[asked]:
                return self._all[asked][area]
        rows = self._connection.query(OF_ONE, [*_parameters(asked), area])
        return _sorted((tuple(row[:3]), *row[3:]) for row in rows)


def _by_area(connection: StoreConnection, parameters: Sequence[Any]) -> dict[str, Pair]:
    """The numbers of every authority that has any."""
    found: dict[str, Pair] = defaultdict(lambda: ({}, {}))
    rows = connection.query(BY_CELL, parameters)
    for (is_before, *cell), years in groupby(rows, lambda row: row[:4]):
        held: dict[str, dict[int, float]] = defaultdict(dict)
        for *_, year, areas, values in years:
            for area, value in zip(areas.split(), values, strict=True):
                held[area][year] = value
        indicator, measure, category = cell
        for area, numbers in held.items():
            found[area][is_before][indicator, measure, category] = numbers
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
