"""How much of what can go wrong with DfE's files a load tells: told, refused, silent, by kind.

    python benchmarks/mutations.py KINDS.py [EACH [SEED]]

KINDS.py: a module that names kinds of damage as (name, mutate) in a sequence, where
``mutate(content: bytes, rng: random.Random) -> bytes``; best by someone who has not seen the
checks. EACH files are damaged by each kind (default 3), drawn in proportion to their cells, and
loaded with the other sound files of the 2024 release into a store that holds the 2020 release.
"Harmless" is what changes no figure. Asserts nothing.
"""

from __future__ import annotations

import importlib.util
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.files import InputFile, PassedOver
from cin_narrative.load.published import release
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.recognition import read_table
from cin_narrative.load.published.release import load_published
from cin_narrative.load.published.table import Table
from cin_narrative.load.report import LoadReport

DATA = Path(__file__).parents[2] / "shared" / "data"
ROW = r" \(data row [0-9,]+\)"  # that moves where a row above it goes
DRAWS = 40  # files tried for a kind of damage that needs columns which most do not have
Mutate = Callable[[bytes, random.Random], bytes]
CHANGED = """
SELECT count(*) FROM (
  (SELECT area, year, indicator, measure, category, value, symbol FROM {one}.observations
   WHERE release = '2024')
  EXCEPT
  (SELECT area, year, indicator, measure, category, value, symbol FROM {other}.observations
   WHERE release = '2024'))
"""


def read_sound_files_once() -> None:
    """Keep the table of each content: all but one of the files of every load are the same."""
    kept: dict[str, Table | PassedOver] = {}

    def read(file: InputFile, areas: Areas, addresses: Addresses) -> Table | PassedOver:
        if file.sha256 not in kept:
            kept[file.sha256] = read_table(file, areas, addresses)
        return kept[file.sha256]

    release.read_table = read  # type: ignore[attr-defined]


def kinds_of(path: Path) -> list[tuple[str, Mutate]]:
    """The kinds that a module names, under whatever name it keeps them."""
    spec = importlib.util.spec_from_file_location("kinds", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no module.")
    module = importlib.util.module_from_spec(spec)
    sys.modules["kinds"] = module
    spec.loader.exec_module(module)
    for value in vars(module).values():
        if isinstance(value, Sequence) and value and all(_is_kind(one) for one in value):
            return [(str(one[0]), one[1]) for one in value]
    sys.exit(f"{path} names no kinds: a sequence of (name, mutate).")


def _is_kind(one: object) -> bool:
    return isinstance(one, tuple) and len(one) >= 2 and callable(one[1])


def load(folder: Path, store: Path) -> LoadReport:
    return load_published([folder], store, load_catalogue(), load_areas())


def told_of(report: LoadReport) -> Counter[str]:
    """Everything that a report says beyond what it took."""
    said = Counter(re.sub(ROW, "", breach.message) for breach in report.breaches)
    for file in report.taken:
        for one in (*file.columns_left, *file.rows_left, *file.unreadable, *file.notes):
            said[f"{file.name}: {one}"] += 1
    said.update(f"{one.name}: {one.reason}" for one in report.left)
    return said


class Bench:
    """A sound store to set beside, and a place to load damaged files in."""

    def __init__(self, scratch: Path) -> None:
        self.scratch, self.release = scratch, DATA / "dfe-2024"
        self.before, self.sound = scratch / "before.duckdb", scratch / "sound.duckdb"
        load(DATA / "dfe-2020", self.before)
        shutil.copy(self.before, self.sound)
        self.said = told_of(load(self.release, self.sound))
        self.files = sorted(self.release.glob("*.csv"))
        self.cells = [one.read_bytes().count(b",") for one in self.files]

    def outcome(self, mutate: Mutate, rng: random.Random) -> tuple[str, str, str]:
        """What became of one damaged file: the outcome, its name, and what was said."""
        for file in rng.choices(self.files, self.cells, k=DRAWS):
            damaged = mutate(file.read_bytes(), rng)
            if damaged != file.read_bytes():
                break
        else:
            return "unchanged", "", ""
        folder, store = self.scratch / "folder", self.scratch / "store.duckdb"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for one in self.files:
            (folder / one.name).symlink_to(one.resolve())
        (folder / file.name).unlink()
        (folder / file.name).write_bytes(damaged)
        shutil.copy(self.before, store)
        try:
            report = load(folder, store)
        except CinNarrativeError as error:
            return "refused", file.name, str(error).replace(str(folder), "")
        new = told_of(report) - self.said
        if new:
            return "told", file.name, next(iter(new))
        return ("silent" if self._changed(store) else "harmless"), file.name, self._which(store)

    def _changed(self, store: Path) -> int:
        with duckdb.connect() as both:
            both.execute(f"ATTACH '{store}' AS new (READ_ONLY)")
            both.execute(f"ATTACH '{self.sound}' AS old (READ_ONLY)")
            sql = (CHANGED.format(one=a, other=b) for a, b in (("new", "old"), ("old", "new")))
            return sum(both.execute(one).fetchall()[0][0] for one in sql)

    def _which(self, store: Path) -> str:
        """One of the figures that changed."""
        with duckdb.connect() as both:
            both.execute(f"ATTACH '{store}' AS new (READ_ONLY)")
            both.execute(f"ATTACH '{self.sound}' AS old (READ_ONLY)")
            found = both.execute(
                CHANGED.format(one="new", other="old").replace("count(*)", "*") + " LIMIT 1"
            ).fetchall()
            was = (
                both.execute(
                    "SELECT value, symbol FROM old.observations WHERE release = '2024' AND area = ? "
                    "AND year = ? AND indicator = ? AND measure = ? AND category = ?",
                    found[0][:5],
                ).fetchall()
                if found
                else []
            )
            return f"{found} was {was}"


def main() -> None:
    if len(sys.argv) < 2 or not (DATA / "dfe-2024").is_dir():
        sys.exit(__doc__)
    each = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    read_sound_files_once()
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    kinds, tally = kinds_of(Path(sys.argv[1])), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch))
        for name, mutate in kinds:
            own: Counter[str] = Counter()
            for _ in range(each):
                outcome, file, said = bench.outcome(mutate, rng)
                own[outcome] += 1
                if outcome == "silent" or len(sys.argv) > 4:
                    print(f"    {outcome}: {name}: {file}: {said[:300]}", flush=True)
            tally += own
            print(f"{name}: {dict(own)}", flush=True)
    print(dict(tally))


if __name__ == "__main__":
    main()
