"""How long summaries take to write, as text and as Word with charts, and whether memory stays flat. Prints; asserts nothing.

    python benchmarks/export.py [STORE] [YEAR]        STORE: a store with all authorities, default data/indicators.duckdb
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import summary_files as files

ONE = "Derby"
RUNS = 5


def seconds(store, year: int, form: str) -> list[float]:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        files.summary_bytes(store, ONE, year, form)
        times.append(time.perf_counter() - start)
    return times


def largest_worker() -> float:
    """The most memory that any finished worker has held, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    path = api.store_path(sys.argv[1] if len(sys.argv) > 1 else None)
    year = int(sys.argv[2]) if len(sys.argv) > 2 else 2024
    with api.open_store(path) as store:
        for form, most in (("md", "0.06"), ("docx", "2"), ("html", "2"), ("xlsx", "2")):
            times = seconds(store, year, form)
            print(f"one summary as {form}: first {times[0]:.2f} s, then {statistics.median(times[1:]):.3f} s (at most {most} s)")
    for form, most in (("md", 10), ("docx", 180)):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            manifest = files.write_every_authority(path, Path(folder), year, form)
            taken = time.perf_counter() - start
            megabytes = sum(one.stat().st_size for one in Path(folder).iterdir()) / 1e6
        print(f"{len(manifest['files'])} authorities as {form}: {taken:.1f} s (at most {most} s), {megabytes:.0f} MB, "
              f"{len(manifest['skipped'])} skipped; largest worker {largest_worker():.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
