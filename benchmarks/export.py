"""How long pages take to write in each format beside a plain read, and whether memory stays flat over 150 Word files.

    python benchmarks/export.py [STORE] [YEAR] [FILES]

STORE: a store with all authorities, default data/indicators.duckdb. Prints; asserts nothing. Seconds are of the clock and of
the processor: what else runs on the machine counts in the first alone.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import summary_files as files
from cin_narrative.errors import NotHeld

ONE = "Derby"
RUNS = 5
MOST = {
    "md": 0.06,
    "html": 1.5,
    "docx": 1.5,
    "xlsx": 2.0,
}  # seconds of one file, on a quiet machine
PLAIN = "SELECT * FROM store.observations WHERE year = ?"
STEP = 25  # files between two looks at the memory


def timed(what: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - clock, time.process_time() - processor


def resident() -> float:
    """The memory that this process holds now, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return (
        int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
        / 1024
    )


def print_formats(store, year: int) -> None:
    read = statistics.median(timed(partial(store._query, PLAIN, [year]))[1] for _ in range(3))
    print(f"plain read of the observations of {year}: {read:.2f} s of the processor")
    for form, most in MOST.items():
        taken = [timed(partial(page_as, store, ONE, year, form)) for _ in range(RUNS)]
        clock, processor = (statistics.median(one[part] for one in taken[1:]) for part in (0, 1))
        print(f"one page as {form}: first {taken[0][0]:.2f} s, then {clock:.2f} s of the clock and {processor:.2f} of the "
              f"processor ({processor / read:.2f} plain reads; at most {most} s)")  # fmt: skip


def page_as(store, area, year: int, form: str) -> bytes:
    return api.export(api.summary(store, area, year), form)


def print_memory(store, year: int, count: int) -> None:
    authorities = files.authorities(year)[:count]
    start, spent, held, written = time.perf_counter(), time.process_time(), list[float](), 0
    with tempfile.TemporaryDirectory() as folder:
        for number, area in enumerate(authorities, start=1):
            try:
                made = page_as(store, area, year, "docx")
            except NotHeld:
                continue
            files.write_file(Path(folder) / f"{number}.docx", made)
            written += 1
            if number % STEP == 0:
                held.append(resident())
    each, of_it = (
        (now - then) / max(written, 1)
        for now, then in ((time.perf_counter(), start), (time.process_time(), spent))
    )
    print(f"{written} Word files in one process: {each:.2f} s of the clock and {of_it:.2f} of the processor each; memory after each {STEP}: "
          f"{', '.join(f'{one:.0f}' for one in held)} MB")  # fmt: skip


def main() -> None:
    path = api.store_path(sys.argv[1] if len(sys.argv) > 1 else None)
    year = int(sys.argv[2]) if len(sys.argv) > 2 else 2024
    with api.open_store(path) as store:
        print_formats(store, year)
        print_memory(store, year, int(sys.argv[3]) if len(sys.argv) > 3 else 150)


if __name__ == "__main__":
    main()
