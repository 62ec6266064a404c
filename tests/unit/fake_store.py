"""A store in memory: made-up cells of one or more releases, without a file."""

from functools import cache
from pathlib import Path

import duckdb
from msgspec.structs import astuple

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.published import sums_to_show
from cin_narrative.disclosure.residuals import left_over
from cin_narrative.store.observations import Observation, Release, Source, Symbol

AREA, YEAR = "831", 2024


class FakeStore:
    """Cells are given as {(indicator, category): number or symbol}, or with a measure or a release as well."""

    def __init__(self, cells, release="2024"):
        self.path = Path("made_up.duckdb")
        self.releases = {}
        self.sources = {1: Source(1, "made_up.csv", "0" * 64, release, "2024-11-01")}
        self._cells = {}
        self.kept = {}
        self.nothing_decided = False
        self.add(cells, release)

    def add(self, cells, release, area=AREA, year=YEAR):
        self.releases[release] = Release(release, release, float(release))
        for (indicator, category, *measure), given in cells.items():
            symbol = given if given in list(Symbol) else None
            one = Observation(area, year, indicator, (measure or ["count"])[0], category, release,
                              None if symbol else float(given), symbol, 1, 1, "column", None)  # fmt: skip
            versions = self._cells.setdefault((area, year, indicator), {}).setdefault((one.measure, category), [])
            versions.append(one)
            versions.sort(key=lambda o: -self.releases[o.release].order)
        return self

    @property
    def sums_shown(self):
        """What a load would have decided of these cells."""
        if self.nothing_decided:
            return frozenset()
        rows = [o for cells in self._cells.values() for versions in cells.values() for o in versions]
        return decided(tuple(rows), tuple((r.id, r.order) for r in self.releases.values()))

    def observations(self, area, year, indicator):
        return self._cells.get((area, year, indicator), {})

    def breaches_on(self, *cell):
        """Nothing: these cells were not loaded, so nobody has checked them."""
        return []

    def prefetch(self, areas, years, indicators):
        """Nothing: all is in memory."""


@cache
def decided(rows, releases):
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE observations(area VARCHAR, year SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR, "
                           "release VARCHAR, value DOUBLE, symbol VARCHAR); CREATE TABLE releases(release VARCHAR, \"order\" DOUBLE)")  # fmt: skip
        connection.executemany("INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [astuple(row)[:8] for row in rows])
        connection.executemany("INSERT INTO releases VALUES (?, ?)", list(releases))
        query = lambda sql, given=(): connection.execute(sql, given).fetchall()  # noqa: E731
        return frozenset(sums_to_show(left_over(query, load_catalogue()), load_catalogue()))
