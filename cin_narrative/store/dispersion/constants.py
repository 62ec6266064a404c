"""The observations of whole releases -> the table of what is ordinary among authorities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cin_narrative.catalogue.catalogue import Catalogue, load_catalogue
from cin_narrative.catalogue.families import Series, load_families, series_of
from cin_narrative.store.decisions import LOCAL, Arrays, Fill, Run
from cin_narrative.store.dispersion.formulas import LEAST_AUTHORITIES

AUTHORITY = "length(o.area) = 3"  # regions and England have codes of nine
KEPT = """
INSERT INTO constants SELECT * FROM old.constants
WHERE release IN (SELECT release FROM releases) AND release NOT IN (SELECT unnest(?::VARCHAR[]))
"""
WIDE = f"""
SELECT release FROM observations AS o WHERE {AUTHORITY}
AND release IN (SELECT release FROM releases WHERE NOT {LOCAL})
AND release IN (SELECT unnest(?::VARCHAR[]))
GROUP BY release HAVING count(DISTINCT area) >= {LEAST_AUTHORITIES} ORDER BY release
"""
WORKING = """
CREATE OR REPLACE TEMP TABLE series_cells(
  cell SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR)
"""
CELLS = f"""
SELECT c.cell, o.area::SMALLINT AS area, o.year, o.value
FROM observations AS o JOIN series_cells AS c USING (indicator, measure, category)
WHERE o.release = ? AND o.value IS NOT NULL AND {AUTHORITY}
"""


def keep_constants(
    run: Run, arrays: Arrays, fill: Fill, releases: Iterable[str], held: bool
) -> None:
    """Fill the table ``constants``: worked out of these ``releases``, and of the others that stay
    as they were, or worked out, too, where the old store has none (not ``held``).
    """
    worked_out = sorted(releases)
    if held:
        run(KEPT, [worked_out])
    else:
        worked_out = [name for (name,) in run("SELECT release FROM releases")]
    catalogue = load_catalogue()
    series = series_of(catalogue, load_families())
    work_out(run, arrays, fill, worked_out, series, catalogue)


def wide_releases(run: Run, releases: Iterable[str]) -> list[str]:
    """Those of DfE's ``releases`` that hold enough authorities to say what is ordinary."""
    return [name for (name,) in run(WIDE, [sorted(releases)])]


def work_out(
    run: Run,
    arrays: Arrays,
    fill: Fill,
    releases: Iterable[str],
    series: Sequence[Series],
    catalogue: Catalogue,
) -> None:
    """Put what is ordinary in these releases into the table ``constants``."""
    wide = wide_releases(run, releases)
    if not wide:
        return
    # heavy, and nothing for who builds a store of starter figures
    from cin_narrative.store.dispersion.ordinary import ordinary
    from cin_narrative.store.dispersion.points import cells_of, grid_of

    cells = cells_of(series)
    barred, breaks = set(_bars(series, catalogue)), list(_breaks(series, catalogue))
    run(WORKING)
    fill("series_cells", [(place, *cell) for place, cell in enumerate(cells)])
    for release in wide:
        grid = grid_of(cells, arrays(CELLS, [release]))
        fill("constants", ordinary(release, series, grid, barred, breaks))


def _bars(series: Sequence[Series], catalogue: Catalogue) -> Iterable[tuple[int, str, int]]:
    """What no comparison rests on: (series, area, year)."""
    for note in catalogue.notes.values():
        for one in series if note.bars else ():
            if "*" in note.indicators or one.rests_on & set(note.indicators):
                yield from ((one.place, area, year) for area in note.areas for year in note.years)


def _breaks(series: Sequence[Series], catalogue: Catalogue) -> Iterable[tuple[int, int, int]]:
    """What no series of any authority is joined across: (series, year, year)."""
    for note in catalogue.notes.values():
        for one in series if note.break_between and "*" in note.areas else ():
            if "*" in note.indicators or one.rests_on & set(note.indicators):
                yield one.place, note.break_between[0], note.break_between[1]
