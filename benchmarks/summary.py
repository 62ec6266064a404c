"""How long the annual summary takes, in one run: a median, and all authorities of one year, as ratios of a bare read.

Usage: python benchmarks/summary.py STORE [YEAR]. Prints milliseconds of this machine beside the ratio to reading the same
observations with one plain query, which is what the figures cost before any word is written.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cin_narrative.api import areas, open_store, summary

PLAIN = "SELECT * FROM store.observations WHERE year = ?"
READS = 15  # spread over the run, so that other work on the machine slows both sides


def main(path: Path, year: int) -> None:
    with open_store(path) as store:
        held = store.areas_by_year.get(year, ())
        authorities = [area for area in areas().authorities(year) if area.code in held]
        taken, reads = [], []
        for number, area in enumerate(authorities):
            if number % (len(authorities) // READS or 1) == 0:
                reads.append(_timed(partial(store._query, PLAIN, [year])))
            taken.append(_timed(partial(summary, store, area, year)))
        rows = len(store._query(PLAIN, [year]))
    read, median, whole = statistics.median(reads), statistics.median(taken), sum(taken)
    print(f"plain read of {rows:,} observations of {year}: {read * 1000:.0f} ms of CPU")
    print(f"one summary: median {median * 1000:.0f} ms ({median / read:.2f} of the plain read, allowed 0.40), "
          f"slowest {max(taken) * 1000:.0f} ms")  # fmt: skip
    each = whole / len(authorities) * 1000
    print(f"all {len(authorities)} authorities: {whole:.1f} s ({whole / read:.0f} plain reads, allowed 60), "
          f"{each:.0f} ms each")  # fmt: skip


def _timed(what: Callable[[], object]) -> float:
    """Seconds of CPU: what else runs on the machine does not count."""
    start = time.process_time()
    what()
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2024)
