"""What is ordinary among all authorities, for the starter data, which hold figures of a few.

    python benchmarks/releases/starter_constants.py STORE [RELEASE]

STORE: one that DfE's release (default 2024) was loaded into. Writes ``data/starter/constants.csv``:
medians and spreads of at least twenty authorities on the scales of the tests, no figure of any of
them. Run it when the families of findings, the tests or the starter release change.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from cin_narrative.api import open_store
from cin_narrative.load.starter import STARTER
from cin_narrative.store.dispersion.formulas import Constant

PLACES = ("theta", "tau", "phi")  # written to six significant digits


def main(store: Path, release: str) -> None:
    with open_store(store) as held:
        first, last = held.release_years[release]
        found = [
            constant
            for year in range(first, last + 1)
            for constant in held.constants(release, year).values()
        ]
    with (STARTER / "constants.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Constant._fields)
        writer.writerows(map(written, sorted(found)))
    print(f"{len(found):,} constants of {first} to {last}")


def written(constant: Constant) -> list[str]:
    """A constant as a row."""
    return [
        f"{value:.6g}" if name in PLACES else str(value)
        for name, value in zip(Constant._fields, constant, strict=True)
    ]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "2024")
