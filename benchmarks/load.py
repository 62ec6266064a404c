"""How long a load takes beside DuckDB's own reading of the same files. Prints ratios; asserts nothing.

    python benchmarks/load.py [FOLDER]        FOLDER: the 30 files of DfE's 2024 release, default ../shared/data/dfe-2024
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.load.published.release import load_published

DATA = Path(__file__).parents[2] / "shared" / "data"
RUNS = 3


def best_of(runs: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def read_with_duckdb(folder: Path) -> None:
    with duckdb.connect() as connection:
        for number, path in enumerate(sorted(folder.glob("*.csv"))):
            connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM read_csv(?)", [str(path)]).fetchall()


def load(paths: list[Path], store: Path) -> int:
    return load_published(paths, store, load_catalogue(), load_areas()).cells


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "dfe-2024"
    if not folder.is_dir():
        sys.exit(f"There is no folder {folder}: name the folder with DfE's files.")
    load_catalogue(), load_areas()
    megabytes = sum(path.stat().st_size for path in folder.glob("*.csv")) / 1e6
    with tempfile.TemporaryDirectory() as scratch:
        stores = (Path(scratch) / f"{number}.duckdb" for number in range(1000))
        cells = load([folder], next(stores))
        read = best_of(RUNS, lambda: read_with_duckdb(folder))
        loaded = best_of(RUNS, lambda: load([folder], next(stores)))
        print(f"read_csv {read:.2f} s, load {loaded:.2f} s: ratio {loaded / read:.2f} (at most 4)")
        print(f"{megabytes / loaded:.1f} MB and {cells / loaded:,.0f} figures a second")
        store, total = next(stores), 0.0
        for number, name in enumerate(("dfe-2024", "dfe-2020", "dfe-first-published"), 1):
            if (DATA / name).is_dir():
                start = time.perf_counter()
                cells = load([DATA / name], store)
                total += time.perf_counter() - start
                print(f"{number} loaded, the last {name} with {cells:,} figures: {total:.2f} s in all, "
                      f"store {store.stat().st_size / 1e6:.1f} MB")  # fmt: skip
        print(f"the same again, unchanged: {best_of(1, lambda: load([folder], store)):.2f} s")


if __name__ == "__main__":
    main()
