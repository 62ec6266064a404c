"""Areas, years and indicators -> their observations, read many at once and kept.

Much is read at once that is never looked at: rows are sorted into cells only when they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any, NamedTuple

from cin_narrative.store.connection import Rows, StoreConnection
from cin_narrative.store.observations import Observation, Release
from cin_narrative.store.schema import STORED

# a year that is asked for so often, or for so many areas and indicators at once, is read whole
ASKED_OFTEN, WHOLE_COUNTRY = 5, 3_000
LOOKED_BACK = 5  # years up to one that is looked at, which are soon looked at too
MANY_INDICATORS = 20  # a longer list takes longer than what it would leave out
CACHED_OBSERVATIONS = 500_000  # about 150 MB; past that the cache is dropped and filled anew
SELECT = f"SELECT {STORED} FROM store.observations"
SAID = "year, indicator, measure, category, release, symbol, source, col, citation, masked"
# areas as one text: of very many short ones a text each would take longer than all the rest
ALIKE = f"""
SELECT {SAID}, string_agg(area, ' '), list(value), list("row") FROM store.observations
WHERE {{where}} GROUP BY ALL
"""

Key = tuple[str, int, str]  # area, year, indicator
Cell = tuple[str, str]  # measure, category
Cells = dict[Cell, tuple[Observation, ...]]
Alike = list[Any]  # what some observations of a year and indicator say, the columns of ``ALIKE``
Order = tuple[float, str]  # of a release: the newest first, then by its id


class Together(NamedTuple):
    """Observations that say the same but for their values and rows, and where an area's are."""

    areas: dict[str, int]
    cell: Cell
    release: str
    values: list[float | None]
    source: tuple[str | None, int]  # the symbol before it
    rows: list[int | None]
    rest: tuple[Any, ...]  # what an observation has after its row


class EveryArea:
    """Observations of every area, those together that differ in area, value and row alone: one is
    made of each that is looked at.
    """

    def __init__(self, rows: Rows, releases: Mapping[str, Release]) -> None:
        """``rows`` are those of ``ALIKE``."""
        self._held = 0
        self._releases = releases
        self._alike: dict[tuple[int, str], list[Alike]] = {}
        self._together: dict[tuple[int, str], list[Together]] = {}
        self._places: dict[str, dict[str, int]] = {}  # by the text that lists the areas
        for year, name, *alike in rows:
            self._alike.setdefault((year, name), []).append(alike)
            self._held += len(alike[-1])

    def __len__(self) -> int:
        return self._held

    def cells(self, key: Key) -> Cells:
        """Those of one area, year and indicator by cell, the newest first."""
        area, place = key[0], key[1:]
        if place not in self._together:
            self._together[place] = self._put_together(self._alike.get(place, ()))
        found: Cells = {}
        for areas, cell, release, values, source, rows, rest in self._together[place]:
            at = areas.get(area)
            if at is not None:
                one = Observation(*key, *cell, release, values[at], *source, rows[at], *rest)
                found[cell] = (*found[cell], one) if cell in found else (one,)
        return found

    def _put_together(self, alike: Iterable[Alike]) -> list[Together]:
        """Those of a year and indicator, with where an area's value and row are: no file has an
        area twice.
        """
        return [
            Together(
                self._places_in(areas),
                (measure, category),
                release,
                values,
                (symbol, source),
                rows,
                tuple(rest),
            )
            for measure, category, release, symbol, source, *rest, areas, values, rows in sorted(
                alike, key=lambda one: (one[:2], _order(self._releases[one[2]]), one[4])
            )
        ]

    def _places_in(self, areas: str) -> dict[str, int]:
        """Where each of these areas is among them: once for all that are of the same, in their
        order, as most of a file's are.
        """
        if areas not in self._places:
            self._places[areas] = {area: at for at, area in enumerate(areas.split())}
        return self._places[areas]


class ObservationCache:
    """What has been read of a store's observations. Safe to share between threads."""

    def __init__(
        self, connection: StoreConnection, releases: Callable[[], Mapping[str, Release]]
    ) -> None:
        """``releases`` gives the releases by their ids, once they are needed."""
        self._connection = connection
        self._releases = releases
        self._rows: dict[Key, Rows] = {}  # as read
        self._cells: dict[Key, Cells] = {}  # as looked at
        self._held = 0
        self._whole: dict[tuple[int, str], EveryArea] = {}
        self._asked: dict[int, int] = {}
        self._own: set[str] = set()  # the areas that were read by themselves
        self._through: set[int] = set()  # the years of which area after area is read
        self._lock = Lock()

    def forget(self) -> None:
        """Read anew whatever is asked for from now on."""
        self._rows, self._cells, self._held, self._whole = {}, {}, 0, {}

    def prefetch(
        self, areas: Iterable[str], years: Iterable[int], indicators: Iterable[str]
    ) -> None:
        """Read these observations in few queries, so that ``cells`` answers from memory.

        Who asks for one year again and again is going through the country: then those indicators
        are read for every area.
        """
        wanted, names = list(areas), list(indicators)
        missing: set[Key] = set()
        whole: dict[frozenset[str], list[int]] = defaultdict(list)
        for year in years:
            lacking = set(self._lacking(wanted, year, names))
            if lacking and self._is_whole_country(year, len(wanted), len(names)):
                whole[frozenset(name for _, _, name in lacking)].append(year)
            else:
                missing |= lacking
        for lacked, those in whole.items():
            self._read_whole(those, lacked)
        if missing:
            self._read(missing)

    def read_just(self, area: str, years: Iterable[int], indicators: Iterable[str]) -> None:
        """Read these in one query: what is told of one area is seldom told of the next.

        Who reads area after area is going through the country: then these are read of every area,
        of the last years, and of those before what was looked at of any; the rest when it is.
        """
        self._own.add(area)
        if len(self._own) > ASKED_OFTEN:
            fresh = set(years) - self._through
            if fresh:
                self._read_through(fresh, indicators)
            return
        names = sorted(set(indicators))
        missing = {key for year in years for key in self._lacking([area], year, names)}
        if missing:
            self._read(missing)

    def _read_through(self, years: set[int], indicators: Iterable[str]) -> None:
        """Read of every area the ``indicators`` of the last years, nearly all of which some page
        tells of, and of the years before what was looked at of any area.
        """
        self._through |= years
        back = max(self._through) - LOOKED_BACK
        recent = {one for one in years if one > back}
        for those in filter(None, (recent, years - recent)):
            names = self._names_looked_at(those).union(indicators if those is recent else ())
            lacked = {n for n in names if any((one, n) not in self._whole for one in those)}
            if lacked:
                self._read_whole(sorted(those), lacked)

    def _names_looked_at(self, years: Collection[int]) -> set[str]:
        """The indicators of which anything was looked at of these years; other threads look at more
        meanwhile.
        """
        return {name for _, one, name in list(self._cells) if one in years}

    def _lacking(self, areas: list[str], year: int, indicators: list[str]) -> Iterator[Key]:
        """What of this has not been read."""
        cells, rows = self._cells, self._rows
        for indicator in indicators:
            if (year, indicator) not in self._whole:
                for area in areas:
                    key = (area, year, indicator)
                    if key not in cells and key not in rows:
                        yield key

    def _is_whole_country(self, year: int, areas: int, indicators: int) -> bool:
        """Whether every area is better read at once; counts how often the year was asked for."""
        self._asked[year] = self._asked.get(year, 0) + 1
        return self._asked[year] > ASKED_OFTEN or areas * indicators > WHOLE_COUNTRY

    def _read(self, missing: set[Key]) -> dict[Key, Rows]:
        """Read ``missing`` and keep it. Other threads see what is read only when it is whole."""
        wanted = [sorted(set(part)) for part in zip(*missing, strict=True)]
        asked = wanted[:2] if len(wanted[2]) >= MANY_INDICATORS else wanted
        names = ("area", "year", "indicator")
        where = " AND ".join(map(_among, names, asked))
        values = [value for part in asked for value in part]
        rows = self._connection.query(f"{SELECT} WHERE {where}", values)
        found: dict[Key, Rows] = {key: [] for key in missing}
        for row in rows:
            if row[:3] in missing:
                found[row[:3]].append(row)
        self._keep(len(rows), found, {})
        return found

    def _read_missed(self, key: Key) -> Cells:
        """Read what was not foreseen: of every area where somebody goes through the country, the
        years before it too, and with it what was looked at of any of them.
        """
        _, year, indicator = key
        if year not in self._through:
            return self._sorted(self._read({key})[key])
        around = range(max(self._through) - LOOKED_BACK + 1, max(self._through) + 1)
        if year not in around:
            return self._read_whole([year], {indicator}).cells(key)
        years = [one for one in around if (one, indicator) not in self._whole]
        looked = self._names_looked_at(around)
        unread = {name for name in looked if all((one, name) not in self._whole for one in years)}
        return self._read_whole(years, unread | {indicator}).cells(key)

    def _read_whole(self, years: Collection[int], names: Collection[str]) -> EveryArea:
        """Read these indicators of every area."""
        where = f"{_among('year', years)} AND {_among('indicator', names)}"
        asked = [*years, *sorted(names)]
        rows = self._connection.query(ALIKE.format(where=where), asked)
        found = EveryArea(rows, self._releases())
        self._keep(len(found), {}, {(year, name): found for year in years for name in names})
        return found

    def _keep(
        self,
        held: int,
        rows: Mapping[Key, Rows],
        whole: Mapping[tuple[int, str], EveryArea],
    ) -> None:
        with self._lock:
            if self._held > CACHED_OBSERVATIONS:
                self.forget()
            self._held += held
            self._rows.update(rows)
            self._whole.update(whole)

    def cells(self, area: str, year: int, indicator: str) -> Cells:
        """(measure, category) -> every release's observation, newest first."""
        key = (area, year, indicator)
        cells = self._cells.get(key)
        if cells is None:
            # an indicator is whole only together with its rows: another thread may just be dropping
            # both
            with self._lock:
                cells = self._looked_at(key)
        if cells is None:
            cells = self._read_missed(key)
        return cells

    def _looked_at(self, key: Key) -> Cells | None:
        """What has been read of ``key``, by cell; None where nothing has."""
        if key not in self._cells:
            rows, whole = self._rows.pop(key, None), self._whole.get(key[1:])
            if rows is None and whole is None:
                return None
            of_whole = whole.cells(key) if whole and not rows else {}
            self._cells[key] = self._sorted(rows) if rows else of_whole
        return self._cells[key]

    def _sorted(self, rows: Rows) -> Cells:
        """The rows of one area, year and indicator by cell."""
        cells: Cells = {}
        for row in rows:
            cell, one = row[3:5], Observation(*row)
            cells[cell] = (*cells[cell], one) if cell in cells else (one,)
        for cell, versions in cells.items():
            if len(versions) > 1:
                cells[cell] = tuple(sorted(versions, key=self._newest_first))
        return cells

    def _newest_first(self, one: Observation) -> tuple[Order, int, int]:
        return _order(self._releases()[one.release]), one.source, one.row or 0


def _order(release: Release) -> Order:
    return -release.order, release.id


def _among(column: str, values: Iterable[object]) -> str:
    """The SQL that a column holds one of ``values``."""
    return f"{column} IN ({', '.join('?' for _ in values)})"
