"""How much of what can go wrong with DfE's files a load tells: told, refused, harmless or silent, by kind.

    python benchmarks/damaged_files.py [FOLDER [EACH [SEED ...]]]

FOLDER: the release whose files are damaged, default dfe-2024; the release before it is loaded first. For each seed and
each kind of ``damage/``, EACH files (default 1) are drawn in proportion to their cells, damaged, and loaded with the other
files of their release. "Harmless" changes no figure; "silent" changes one and is neither told nor refused. For each silent one it
is worked out whether an identity, a rate or a history could see it: whether one is broken that was not, if DfE's own habits were
no excuse. Asserts nothing.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from copy import copy
from pathlib import Path
from typing import Any

import duckdb
from damage.kinds import KINDS, Kind, Sheet

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.checks.blame import test_all
from cin_narrative.load.checks.bounds import FEW, bounds, fill_bounds
from cin_narrative.load.checks.cells import columns_of, make_cells
from cin_narrative.load.checks.grid import grid_of
from cin_narrative.load.checks.registry import RELATIONS
from cin_narrative.load.checks.relation import Working
from cin_narrative.load.files import InputFile, PassedOver
from cin_narrative.load.published import release
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.recognition import read_table
from cin_narrative.load.published.release import load_published
from cin_narrative.load.published.table import Table
from cin_narrative.load.report import LoadReport

DATA = Path(__file__).parents[2] / "shared" / "data"
RELEASES = ("dfe-first-published", "dfe-2020", "dfe-2024")
ROW = re.compile(r"\(data row [0-9,]+\)|data row [0-9,]+")  # that moves where a row above it goes
DRAWS = 40  # files tried for a kind of damage that most have no place for
CELL = "release, area, year, indicator, measure, category, value, symbol"
CHANGED = f"SELECT {CELL} FROM new.observations EXCEPT SELECT {CELL} FROM old.observations"
GONE = f"SELECT {CELL} FROM old.observations EXCEPT SELECT {CELL} FROM new.observations"


def read_sound_files_once() -> None:
    """Keep the table of each content: all but one of the files of every load are the same."""
    kept: dict[str, tuple[Table | PassedOver, dict[str, Any]]] = {}
    fields = (
        "areas",
        "years",
        "rows",
        "labels",
        "columns",
        "release",
        "symbols",
        "rows_left",
        "notes",
    )

    def read(file: InputFile, areas: Areas, addresses: Addresses) -> Table | PassedOver:
        if file.sha256 not in kept:
            table = read_table(file, areas, addresses)
            kept[file.sha256] = (
                table,
                {}
                if isinstance(table, PassedOver)
                else {name: copy(getattr(table, name)) for name in fields},
            )
        table, as_read = kept[file.sha256]
        if not isinstance(table, PassedOver):  # what settling a release did to it is undone
            for name, value in as_read.items():
                setattr(table, name, copy(value))
        return table

    release.read_table = read  # type: ignore[attr-defined]


def load(folder: Path, store: Path) -> LoadReport:
    return load_published([folder], store, load_catalogue(), load_areas())


def told_of(report: LoadReport) -> Counter[str]:
    """Everything that a report says beyond what it took."""
    said = Counter(ROW.sub("", breach.message) for breach in report.breaches)
    for file in report.taken:
        for one in (*file.columns_left, *file.rows_left, *file.unreadable, *file.notes):
            said[f"{file.name}: {one}"] += 1
    said.update(f"{one.name}: {one.reason}" for one in report.left)
    return said


class Bench:
    """A sound store to set beside, and a place to load damaged files in."""

    def __init__(self, scratch: Path, name: str) -> None:
        self.scratch, self.release = scratch, DATA / name
        self.before, self.sound = scratch / "before.duckdb", scratch / "sound.duckdb"
        load(DATA / RELEASES[RELEASES.index(name) - 1], self.before)
        shutil.copy(self.before, self.sound)
        self.said = told_of(load(self.release, self.sound))
        self.broken = broken_without_excuse(self.sound)
        self.files = sorted(self.release.glob("*.csv"))
        self.sheets = {one: Sheet.of(one.read_bytes()) for one in self.files}
        self.cells = [len(one.rows) * len(one.columns()) for one in self.sheets.values()]

    def outcome(self, damage: Kind, rng: random.Random) -> tuple[str, str, str]:
        """What became of one damaged file: the outcome, its name, and what was said or changed."""
        for file in rng.choices(self.files, self.cells, k=DRAWS):
            damaged = damage(self.sheets[file], rng)
            if damaged is not None and damaged != file.read_bytes():
                break
        else:
            return "no place", "", ""
        try:
            store, report = self._load(file, damaged)
        except CinNarrativeError as error:
            return "refused", file.name, str(error).replace(str(self.scratch), "")
        new = told_of(report) - self.said
        if new:
            return "told", file.name, next(iter(new))
        changed = changed_cells(store, self.sound)
        if not changed:
            return "harmless", file.name, ""
        seen = broken_without_excuse(store) - self.broken
        return (
            ("silent, could be seen" if seen else "silent"),
            file.name,
            f"{changed[:2]} {sorted(seen)[:3]}",
        )

    def _load(self, file: Path, damaged: bytes) -> tuple[Path, LoadReport]:
        folder, store = self.scratch / "folder", self.scratch / "store.duckdb"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.release, folder)
        (folder / file.name).write_bytes(damaged)
        shutil.copy(self.before, store)
        return store, load(folder, store)


def changed_cells(store: Path, sound: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as both:
        both.execute(f"ATTACH '{store}' AS new (READ_ONLY)")
        both.execute(f"ATTACH '{sound}' AS old (READ_ONLY)")
        return [row for sql in (CHANGED, GONE) for row in both.execute(sql).fetchall()]


def broken_without_excuse(path: Path) -> set[tuple[Any, ...]]:
    """Every identity of a store that is broken, were DfE's habits no excuse."""
    catalogue, columns = load_catalogue(), columns_of(load_catalogue())
    with duckdb.connect(path, read_only=True) as store:

        def run(sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
            return store.execute(sql, parameters).fetchall()

        def arrays(sql: str, parameters: Any = ()) -> dict[str, Any]:
            return store.execute(sql, parameters).fetchnumpy()

        make_cells(
            run, columns, load_areas(), [name for (name,) in run("SELECT release FROM releases")]
        )
        strict = [
            (
                *one[:3],
                one[3] if one[0] == "years" else 0.0,
                one[4] if one[0] == "years" else float(FEW),
            )
            for one in bounds()
        ]
        fill_bounds(run, strict)
        for one in RELATIONS:
            one.prepare(run, columns, catalogue)
        grid = grid_of(arrays, len(columns), [measure == "count" for _, measure, _ in columns])
        tested = test_all(Working(run, arrays, columns, catalogue, grid), RELATIONS, strict, FEW)
        places = {row[0]: row[1:] for row in run("SELECT place, release, area, year FROM places")}
        return {(row[0], *places[row[1]], row[2]) for one in tested for row in one.rows(one.broken)}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else RELEASES[-1]
    if not (DATA / name).is_dir():
        sys.exit(__doc__)
    each, seeds = (
        int(sys.argv[2]) if len(sys.argv) > 2 else 1,
        [int(one) for one in sys.argv[3:]] or [1],
    )
    read_sound_files_once()
    tally, of_files = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), name)
        for kind, damage in KINDS.items():
            own: Counter[str] = Counter()
            for seed in seeds:
                rng = random.Random(f"{seed} {kind}")
                for _ in range(each):
                    outcome, file, said = bench.outcome(damage, rng)
                    own[outcome] += 1
                    if outcome.startswith("silent"):
                        of_files[f"{outcome}: {file}"] += 1
                        print(f"    {outcome}: {kind}: {file}: {said[:400]}", flush=True)
            tally += own
            print(f"{kind}: {dict(own)}", flush=True)
    print(dict(tally), dict(of_files), sep="\n")


if __name__ == "__main__":
    main()
