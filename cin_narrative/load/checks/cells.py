"""The observations of the releases that a load touched -> working tables that every check reads.

``places`` numbers each area and year of a release, and each ``series`` of the years of an area,
and ``cols`` each column, so that the checks join whole numbers; what measures identities has them
as arrays (``grid``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from cin_narrative.catalogue.areas import ENGLAND, Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.store.decisions import Run

Column = tuple[str, str, str]  # indicator, measure, category
COLUMNS = """
CREATE OR REPLACE TEMP TABLE cols AS SELECT unnest(range(len(?)))::SMALLINT AS col,
  unnest(?::VARCHAR[]) AS indicator, unnest(?::VARCHAR[]) AS measure,
  unnest(?::VARCHAR[]) AS category
"""
PARENTS = "area VARCHAR, year SMALLINT, parent VARCHAR"
PLACES = """
CREATE OR REPLACE TEMP TABLE places AS
SELECT (row_number() OVER (ORDER BY release, area, year))::INTEGER AS place,
  (dense_rank() OVER (ORDER BY release, area))::INTEGER AS series,
  (dense_rank() OVER (ORDER BY release, wide))::SMALLINT AS kind, * FROM (
  SELECT DISTINCT release, area, year, area LIKE 'E%' AS wide FROM observations
  WHERE release IN (SELECT unnest(?::VARCHAR[])) AND area NOT LIKE '%/%')
"""
CELLS = """
CREATE OR REPLACE TEMP TABLE cells AS
SELECT p.place, c.col, o.value, o.symbol
FROM observations AS o JOIN places AS p USING (release, area, year)
JOIN cols AS c USING (indicator, measure, category)
"""


def columns_of(catalogue: Catalogue) -> list[Column]:
    """Every column that the catalogue has, numbered by its place."""
    return [
        (indicator.id, measure.value, category)
        for indicator in catalogue
        for measure in indicator.measures
        for category in ("", *catalogue.counts_of(indicator).categories)
    ]


def make_cells(
    run: Run, columns: Sequence[Column], areas: Areas, releases: Collection[str]
) -> None:
    """Make the working tables for these releases."""
    parts = [list(part) for part in zip(*columns, strict=True)]
    run(COLUMNS, [parts[0], *parts])
    run(PLACES, [sorted(releases)])
    years = [year for (year,) in run("SELECT DISTINCT year FROM places ORDER BY year")]
    fill(run, "parents", PARENTS, parents_of(areas, years))
    run(CELLS)


def holds(run: Run, rows: str) -> bool:
    """Whether there are any ``rows``: what is asked of none need not be asked."""
    return bool(run(f"SELECT 1 FROM {rows} LIMIT 1"))


def parents_of(areas: Areas, years: Sequence[int]) -> Iterator[tuple[str, int, str]]:
    """(area, year, the region or England that it belongs to) for each year that it exists."""
    for area in areas.every:
        for year in years:
            if area.region and area.code != ENGLAND and area.exists_in(year):
                yield area.code, year, area.region


def count_column(indicator: str, category: str) -> Column:
    """The column of a count."""
    return indicator, Measure.COUNT.value, category


def fill(run: Run, table: str, types: str, rows: Iterable[Sequence[object]]) -> None:
    """A working table of these rows; ``types`` is "name TYPE, name TYPE"."""
    names = [one.split() for one in types.split(", ")]
    parts = [list(part) for part in zip(*rows, strict=True)] or [[] for _ in names]
    picked = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in names)
    run(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {picked}", parts)
