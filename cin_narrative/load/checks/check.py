"""What a load merged -> the breaches of the whole store, or the refusal of a file wrong as a whole.

They are a property of what the store holds: in whatever order, and however many at once, its files
were loaded, the same are found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import DECIMALS, Catalogue, Measure
from cin_narrative.catalogue.rounding import exact, half_up, written
from cin_narrative.disclosure.sums import sums_of
from cin_narrative.load.checks.blame import Suspect, blame, test_all
from cin_narrative.load.checks.bounds import FEW, bounds, fill_bounds
from cin_narrative.load.checks.cells import Column, columns_of, make_cells
from cin_narrative.load.checks.england import exchanged
from cin_narrative.load.checks.grid import grid_of
from cin_narrative.load.checks.other_areas import anothers
from cin_narrative.load.checks.precision import rounded
from cin_narrative.load.checks.registry import RELATIONS
from cin_narrative.load.checks.relation import Working
from cin_narrative.load.checks.repeats import RULE as TWO_FILES
from cin_narrative.load.checks.repeats import differing
from cin_narrative.load.checks.single_cells import BESIDE, IMPOSSIBLE, LONE, alone
from cin_narrative.load.checks.symbols import RULE as HIDDEN_BEFORE
from cin_narrative.load.checks.symbols import printed_now
from cin_narrative.load.checks.whole_tables import refuse
from cin_narrative.messages import message, words
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.decisions import LOCAL, Check, Checked, Merged, Run

# A column of which so many cells, and so many of a hundred, are in doubt is wrong as a whole.
MANY, SHARE = 8, 2
TOUCHED = f"""
SELECT release FROM releases WHERE NOT {LOCAL} AND "order" >=
  (SELECT min("order") FROM releases WHERE release IN (SELECT unnest(?::VARCHAR[])))
"""
WHERE = """
SELECT p.place, c.col, p.release, p.area, p.year, s.name, o."row", o.col
FROM (SELECT unnest(?::INTEGER[]) AS place, unnest(?::SMALLINT[]) AS col) AS w
JOIN places AS p USING (place) JOIN cols AS c USING (col)
LEFT JOIN observations AS o ON o.release = p.release AND o.area = p.area AND o.year = p.year
  AND o.indicator = c.indicator AND o.measure = c.measure AND o.category = c.category
LEFT JOIN sources AS s ON s.id = o.source
"""
HEIGHTS = "SELECT col, count(*) FROM cells WHERE value IS NOT NULL GROUP BY col"
RULES = frozenset(
    {*(one.rule for one in RELATIONS), IMPOSSIBLE, BESIDE, LONE, TWO_FILES, HIDDEN_BEFORE}
)


class Spot(NamedTuple):
    """Where a cell stands: its release, area and year; file, row and column."""

    release: str
    area: str
    year: int
    file: str | None
    row: int | None
    header: str | None


def checking(catalogue: Catalogue, areas: Areas) -> Check:
    """The checks as ``StoreBuilder.publish`` asks for them."""
    return partial(breaches_of, catalogue=catalogue, areas=areas)


def breaches_of(merged: Merged, catalogue: Catalogue, areas: Areas) -> Checked:
    """Everything in DfE's releases that does not hang together. One that is older than those that
    came in is as it was: a release is held against those before it only.

    Raises ``FileInDoubt`` where a column, or an area, is wrong as a whole.
    """
    run = merged.query
    releases = frozenset(name for (name,) in run(TOUCHED, [sorted(merged.taken)]))
    if not releases:
        return Checked(RULES, releases, [])
    columns = columns_of(catalogue)
    make_cells(run, columns, areas, releases)
    counts = [measure == Measure.COUNT for _, measure, _ in columns]
    grid = grid_of(merged.arrays, len(columns), counts)
    working = Working(run, merged.arrays, columns, catalogue, grid)
    fill_bounds(run, bounds())
    for one in RELATIONS:
        one.prepare(run, columns, catalogue)
    wrong = [*exchanged(run, columns, catalogue), *rounded(run), *anothers(run, catalogue, areas)]
    refuse(wrong)
    twice = differing(run, releases, areas)
    tested = test_all(working, RELATIONS, bounds(), FEW)
    suspects = [*alone(working), *blame(working, RELATIONS, tested)]
    found = Verdicts(run, columns, catalogue, areas).breaches(suspects)
    return Checked(RULES, releases, [*found, *twice, *printed_now(run)])


class Verdicts:
    """Makes breaches of suspects: one for each cell, or for a breakdown where none stands out."""

    def __init__(
        self, run: Run, columns: Sequence[Column], catalogue: Catalogue, areas: Areas
    ) -> None:
        self._run, self._columns, self._catalogue, self._areas = run, columns, catalogue, areas
        self._sums = sums_of(catalogue)

    def breaches(self, suspects: Iterable[Suspect]) -> list[Breach]:
        """The breaches, by area and year; raises ``FileInDoubt`` for a column in doubt."""
        first: dict[tuple[int, int], Suspect] = {}
        for one in suspects:
            first.setdefault((one.place, one.col), one)
        spots = self._spots(list(first))
        self._refuse_columns(first, spots)
        made = [self._breach(one, spots[key]) for key, one in first.items()]
        return list(dict.fromkeys(made))

    def _spots(self, cells: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Spot]:
        places, cols = [place for place, _ in cells], [col for _, col in cells]
        rows = self._run(WHERE, [places, cols])
        return {(row[0], row[1]): Spot(*row[2:]) for row in rows}

    def _refuse_columns(
        self, first: Iterable[tuple[int, int]], spots: dict[tuple[int, int], Spot]
    ) -> None:
        """Refuse the files of which a column is in doubt in many places, the worst named."""
        heights: dict[int, int] = dict(self._run(HEIGHTS))
        by_column: dict[tuple[str, str], dict[int, list[Spot]]] = defaultdict(dict)
        for key in first:
            spot = spots[key]
            place = (spot.file or "", spot.header or "")
            by_column[place].setdefault(key[1], []).append(spot)
        worst: dict[str, tuple[int, str, Spot]] = {}
        for (file, header), cols in by_column.items():
            for col, held in cols.items():
                if len(held) >= MANY and 100 * len(held) >= SHARE * heights[col]:
                    own = (len(held), header, min(held))
                    worst[file] = max(worst.get(file, own), own)
        refuse([_in_doubt(*one) for _, one in sorted(worst.items())])

    def _breach(self, one: Suspect, spot: Spot) -> Breach:
        indicator, measure, category = self._columns[one.col]
        if one.rule == "sum" and not one.is_clear:
            whole = self._breakdown(one.one)
            if whole:
                indicator, measure, category = whole, "", ""
        expected = self._said(measure, one.fix) if measure and one.may_say_fix else ""
        found = self._said(measure, one.value) if measure else ""
        gaps = {"what": self._what(indicator, measure, category), "found": found}
        area = self._areas.get(spot.area, spot.year)
        text = words("load.breaches")[self._wording(one, indicator, measure, category)].format(
            **gaps, area=area.name, year=spot.year, expected=expected
        )
        return Breach(
            one.rule,
            Severity.DOUBT,
            spot.file or "",
            spot.row,
            spot.header or "" if measure else "",
            spot.area,
            spot.year,
            spot.release,
            indicator,
            measure,
            category,
            expected,
            found,
            text,
        )

    def _wording(self, one: Suspect, indicator: str, measure: str, category: str) -> str:
        """Which sentence says it: what would fit is not said where something beside is hidden."""
        if one.rule == "sum" and not measure:
            return "sum, parts"
        if one.rule in ("sum", "area sum") and not one.tight:
            return f"{one.rule}, hidden"
        if one.rule == "sum" and (indicator, category) != self._sums[one.one].total:
            return "sum, part"
        return one.rule

    def _breakdown(self, one: int) -> str:
        """The breakdown that a sum is of; nothing where its parts are of several indicators."""
        names = {part[0] for part in self._sums[one].parts}
        return names.pop() if len(names) == 1 else ""

    def _what(self, indicator: str, measure: str, category: str) -> str:
        """A column in words: "Referrals: police (percentage)"."""
        definition = self._catalogue[indicator]
        counts = self._catalogue.counts_of(definition)
        named = f": {counts.category(category).label}" if category else ""
        kind = f" ({measure})" if measure in (Measure.RATE, Measure.PERCENTAGE) else ""
        return f"{definition.title}{named}{kind}"

    def _said(self, measure: str, value: float) -> str:
        places = DECIMALS[Measure(measure)]
        return written(half_up(exact(value), places), places)


def _in_doubt(count: int, header: str, spot: Spot) -> Breach:
    """The refusal of a column, ``spot`` one of its ``count`` cells that are in doubt."""
    said = message("load.column_in_doubt", file=spot.file, column=header, count=count)
    place = (spot.file or "", None, header, "", 0, spot.release, "", "", "")
    return Breach("column", Severity.REFUSED, *place, "", "", said)
