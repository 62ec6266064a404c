"""How long the newest of many submissions of one authority takes to load, to list and to compare.

    python benchmarks/submissions.py [--submissions 400] [--children 150]

Each submission is a small return that lacks another child. Prints the seconds of processor of a
load (the median of five about the 10th, the 100th and the last), the size of the store, and the
seconds of `submissions` and of `compare-submissions` of the first and the last. Asserts nothing.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.load.returns.census_return import load_return
from cin_narrative.load.returns.submissions.comparison import compare_submissions
from cin_narrative.load.returns.submissions.listing import listing
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.store.store import Store

CODE, YEAR = "831", 2016
CHILDREN_IN_DERBY = 5_785
ABOUT = 2  # loads before and after the one that is told
CATALOGUE, AREAS = load_catalogue(), load_areas()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=400)
    parser.add_argument("--children", type=int, default=150)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        totals = derby_totals().scaled(given.children / CHILDREN_IN_DERBY)
        whole, _ = make_return(totals, CODE, YEAR, folder, CATALOGUE)
        store, used = folder / "store.duckdb", list[float]()
        for path in submitted(whole, given.submissions):
            used.append(seconds(lambda path=path: load_return([path], store, CATALOGUE, AREAS)))  # type: ignore[misc]
            if len(used) in (10, 100, given.submissions):
                report(used, store)
        report_use(store, given.submissions)


def submitted(whole: Path, count: int) -> Iterator[Path]:
    """The same return ``count`` times, each time without another child."""
    text = whole.read_text(encoding="utf-8")
    children = re.findall(r"<Child>.*?</Child>", text, flags=re.DOTALL)
    for number in range(count):
        path = whole.with_name(f"export_{number + 1}.xml")
        path.write_text(text.replace(children[number % len(children)], ""), encoding="utf-8")
        yield path
        path.unlink()


def seconds(work: Callable[[], object]) -> float:
    """Seconds of processor, which others at work on the machine stretch least."""
    began = time.process_time()
    work()
    return time.process_time() - began


def report(used: list[float], store: Path) -> None:
    last = len(used)
    about = used[-1 - 2 * ABOUT :]
    size = store.stat().st_size / 1e6
    print(f"load {last:4}: {median(about):.2f} s; the store {size:.1f} MB", flush=True)


def report_use(store: Path, count: int) -> None:
    with Store.open(store) as held:
        area = AREAS.get(CODE, YEAR)
        listed = listing(held, area)
        list_seconds = seconds(lambda: listing(held, area).lines())
        compare = seconds(lambda: compared(held, count))
        moved = len(compared(held, count).moves)
    print(
        f"listed {len(listed.listed)}: {list_seconds:.2f} s; "
        f"1 beside {count}: {compare:.2f} s, {moved} figures moved"
    )


def compared(held: Store, count: int):  # type: ignore[no-untyped-def]
    area = AREAS.get(CODE, YEAR)
    return compare_submissions(held, CATALOGUE, AREAS, area, (1, count), INTERNAL)


if __name__ == "__main__":
    main()
