"""How long the annual summary takes, in one run: a median, and all authorities of one year.

Usage: python benchmarks/summary.py STORE [YEAR]. Prints milliseconds beside the ratio to reading
the same observations with one plain query, which is what the figures cost before any word is
written.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from cin_narrative.api import annual_summary, areas, open_store


def main(path: Path, year: int) -> None:
    with open_store(path) as store:
        authorities = [
            area
            for area in areas().authorities(year)
            if area.code in store.areas_by_year.get(year, ())
        ]
        start = time.perf_counter()
        rows = store._query("SELECT * FROM store.observations WHERE year = ?", [year])
        read = time.perf_counter() - start
        taken = []
        for area in authorities:
            start = time.perf_counter()
            annual_summary(store, area, year)
            taken.append(time.perf_counter() - start)
    median, whole = statistics.median(taken), sum(taken)
    print(f"plain read of {len(rows):,} observations of {year}: {read * 1000:.0f} ms")
    print(
        f"one summary: median {median * 1000:.0f} ms ({median / read:.2f} of the plain read), "
        f"slowest {max(taken) * 1000:.0f} ms"
    )
    each = whole / len(authorities) * 1000
    print(
        f"all {len(authorities)} authorities: {whole:.1f} s ({whole / read:.0f} plain reads), "
        f"{each:.0f} ms each"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2024)
