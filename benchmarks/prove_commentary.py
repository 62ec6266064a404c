"""Proves every sentence of every summary: read back from the English alone and held against DfE's
files, cell by cell.

Beside that, each page is held to the writing rules (writing/style/page_check.py), and must be clean
(no value, float or double blank in prose, no two figures for one thing). That no suppressed count is
given away is proved of every figure by benchmarks/disclosure.py.

    python benchmarks/prove_commentary.py [--store STORE] [--years 2013,2024]
        [--areas "Derby;England"] [--first-published]

STORE holds the releases of 2024 and 2020 and the four first-published files (default: it is built
from ../shared/data). Prints, year by year, how much was checked and everything that is wrong; ends
with 1 where anything is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from proof.cells import DATA, MODERN, WIDE, Published  # noqa: E402
from proof.prove import FIRST_PUBLISHED_YEARS, Prover  # noqa: E402

from cin_narrative import api  # noqa: E402
from cin_narrative.catalogue.areas import Area, load_areas  # noqa: E402
from cin_narrative.catalogue.catalogue import load_catalogue  # noqa: E402
from cin_narrative.errors import NotHeld  # noqa: E402
from cin_narrative.load.published.release import load_published  # noqa: E402
from cin_narrative.store.store import Store  # noqa: E402
from cin_narrative.writing.style.page_check import check_page  # noqa: E402


def build(path: Path) -> Path:
    """A store of DfE's own files."""
    for folder in (*MODERN.values(), "dfe-first-published"):
        print(f"loading {folder} ...", flush=True)
        load_published([DATA / folder], path, load_catalogue(), load_areas())
    return path


def pages(store: Store, year: int, names: list[str]) -> Iterator[Area]:
    """The authorities, regions and England of a year."""
    areas = load_areas()
    for code in sorted(store.areas_by_year.get(year, ())):
        area = areas.get(code, year) if code in areas else None
        if (
            area is not None
            and area.exists_in(year)
            and (not names or area.in_name in names or area.code in names)
        ):
            yield area


def prove_year(prover: Prover, store: Store, year: int, names: list[str], release: str) -> int:
    """How many faults the pages of a year have; prints them."""
    start, before, wrong = time.perf_counter(), prover.tally.numbers, 0
    for area in pages(store, year, names):
        try:
            page = api.summary(store, area, year, release)
        except NotHeld as error:
            print(f"  no page: {error}")
            continue
        for fault in (*prover.faults(page), *check_page(page)):
            wrong += 1
            print(f"  WRONG {area.name} {year}: {fault}"[:600])
    print(
        f"{year} {release}: {prover.tally.numbers - before:,} numbers, {wrong} wrong, "
        f"{time.perf_counter() - start:.0f} s",
        flush=True,
    )
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path)
    parser.add_argument("--years", default="")
    parser.add_argument("--areas", default="")
    parser.add_argument(
        "--first-published",
        action="store_true",
        help=f"as first published, for {sorted(FIRST_PUBLISHED_YEARS)}",
    )
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(options.store or build(Path(folder) / "store.duckdb")) as store,
    ):
        prover = Prover(Published(DATA, store.releases))
        held = (
            sorted({year for _, year in WIDE.values()})
            if options.first_published
            else sorted(store.areas_by_year)
        )
        years = [int(year) for year in options.years.split(",") if year] or held
        release = "first-published" if options.first_published else "latest"
        names = [name for name in options.areas.split(";") if name]
        wrong = sum(prove_year(prover, store, year, names, release) for year in years)
    for field in fields(prover.tally):
        print(f"{field.name}: {getattr(prover.tally, field.name)}")
    print("complete agreement" if not wrong else f"{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
