"""Attacks everything that may be shown, with code of its own (tests/unit/attacker.py, published_attacker.py).

1. Every area, year and release of DfE's in STORE: each printed cell is shown as printed, no suppressed one is, no figure worked out is one
   hidden cell, and none tells a cell that the release does not give away itself.
2. Made-up returns of small authorities: an integer program looks for a second solution for every count of 1 to 5, for one return, beside
   DfE's figures, for two years together, and for two versions (needs scipy).

    python benchmarks/disclosure.py STORE [--returns 30]

Ends with 1 where anything was found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "unit")]

from attacker import by_integer_program, covers_on, sums_on  # noqa: E402
from published_attacker import Tally, attack  # noqa: E402
from test_attack import (  # noqa: E402
    DFE,
    PLACE,
    YEAR,
    leave_three_out,
    local_of,
    publish_as_dfe,
    shown_of,
    truth_of,
    two_versions,
    two_years,
)

from cin_narrative.catalogue.areas import load_areas  # noqa: E402
from cin_narrative.catalogue.catalogue import load_catalogue  # noqa: E402
from cin_narrative.load.returns.census_return import load_return  # noqa: E402
from cin_narrative.made_up.census_return import make_return  # noqa: E402
from cin_narrative.made_up.totals import derby_totals  # noqa: E402
from cin_narrative.store.store import Store  # noqa: E402

CATALOGUE, AREAS = load_catalogue(), load_areas()
SIZES = (0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2)  # of Derby


def published(path: Path) -> int:
    wrong = 0
    with Store.open(path) as store:
        for release, held in store.releases.items():
            if held.is_local:
                continue
            tally, start = Tally(), time.perf_counter()
            first, last = store.release_years[release]
            for year in range(first, last + 1):
                for code in sorted(store.areas_by_year.get(year, ())):
                    if code in AREAS:
                        attack(store, CATALOGUE, AREAS, AREAS.get(code, year), year, release, tally)
            print(f"{release}: {tally.printed:,} printed cells, {tally.suppressed:,} suppressed, {tally.ours:,} figures of ours; "
                  f"{tally.given_away} counts that the release gives away itself; {len(tally.faults)} faults ({time.perf_counter() - start:.0f} s)")  # fmt: skip
            print("\n".join(tally.faults[:20]))
            wrong += len(tally.faults)
    return wrong


def returns(count: int) -> int:
    wrong = small = 0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as name:
            for what, found, hidden in attacked(Path(name), seed):
                wrong, small = wrong + len(found), small + hidden
                if found:
                    print(f"return {seed}, {what}: {sorted(found)}")
    print(
        f"{count} returns: {small:,} counts of 1 to 5 attacked (alone, beside DfE, two years, two versions), {wrong} recovered"
    )
    return wrong


def attacked(folder: Path, seed: int) -> Iterator[tuple[str, set, int]]:
    path, made = (
        folder / "s.duckdb",
        make_return(
            derby_totals().scaled(SIZES[seed % len(SIZES)]), PLACE, YEAR, folder, CATALOGUE, seed
        ),
    )
    load_return(list(made), path, CATALOGUE, AREAS)
    with Store.open(path) as store:
        truth, first = truth_of(store), shown_of(store, local_of(store))
        small = sum(1 <= one <= 5 for one in truth.values())
        sums, covers = sums_on(truth, CATALOGUE), covers_on(truth, CATALOGUE)
        yield "alone", by_integer_program(truth, first, sums, covers), small
        both = two_years(store)
        yield "two years", by_integer_program(*both), sum(1 <= one <= 5 for one in both[0].values())
    leave_three_out(made[0])
    load_return(list(made), path, CATALOGUE, AREAS)
    with Store.open(path) as store:
        both = two_versions((truth, first), (truth_of(store), shown_of(store, local_of(store))))
        yield (
            "two versions",
            by_integer_program(*both),
            sum(1 <= one <= 5 for one in both[0].values()),
        )
    publish_as_dfe(path, seed)
    with Store.open(path) as store:
        truth = truth_of(store)
        sums, covers = sums_on(truth, CATALOGUE), covers_on(truth, CATALOGUE)
        ours, dfes = shown_of(store, local_of(store)), shown_of(store, DFE.id)
        alone = by_integer_program(truth, dfes, sums, covers)
        yield "beside DfE", by_integer_program(truth, ours | dfes, sums, covers) - alone, small


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--returns", type=int, default=30)
    options = parser.parse_args()
    return 1 if published(options.store) + returns(options.returns) else 0


if __name__ == "__main__":
    sys.exit(main())
