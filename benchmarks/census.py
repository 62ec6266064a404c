"""How fast a census return becomes figures, as ratios in one run.

    python benchmarks/census.py [--returns 150]

1. XML to tables against a bare iterparse of the same file into lists: seconds and peak memory.
2. Every indicator and breakdown of one authority of 6,000 children, after reading.
3. Many returns in one command: seconds, peak memory, and the curve from one return to all.
4. Loading one return again beside the others.
5. Quality of one return of 6,000 children straight from its file, by all rules, against the bare
   pass over it.

Each measurement runs in a process of its own, so that peak memory is that measurement's.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.xml_reader import read_xml
from cin_narrative.load.returns.census_return import load_return
from cin_narrative.load.returns.compute import compute
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.event_views import prepare
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.quality.files import look_at
from cin_narrative.load.returns.quality.findings import find, make_views
from cin_narrative.load.returns.spark_engine import empty
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

REPEATS = 3  # the quicker of them counts: other programs only ever make a run slower
YEARS = (
    2016,
    2018,
    2020,
)  # each area gives one return for each: a year apart, so that each stands alone
CHILDREN_IN_DERBY = 5_785
QUALITY_RUNS = 7
AGAIN = 20  # returns of which one is loaded again


def bare(*paths: Path) -> dict[str, Any]:
    """The yardstick: one pass with lxml over each file, each group's texts into a list."""
    done = [_bare(path) for path in paths]
    return {name: sum(one[name] for one in done) for name in ("seconds", "rows")}


def _bare(path: Path) -> dict[str, Any]:
    groups = {
        "ChildIdentifiers",
        "ChildCharacteristics",
        "CINdetails",
        "Assessments",
        "Section47",
        "ChildProtectionPlans",
        "CINPlanDates",
    }
    rows: dict[str, list[Any]] = {name: [] for name in groups}
    started = time.perf_counter()
    for _, element in etree.iterparse(
        str(path),
        tag="Child",
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    ):
        for group in element:
            rows[group.tag].append([item.text for item in group])
            for part in group:
                if part.tag in groups:
                    rows[part.tag].append(
                        [
                            [item.text for item in inner] if len(inner) else inner.text
                            for inner in part
                        ]
                    )
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return {"seconds": time.perf_counter() - started, "rows": sum(map(len, rows.values()))}


def tables(path: Path) -> dict[str, Any]:
    engine = DuckDBEngine()
    engine.insert(
        "Reviews", empty("Reviews")
    )  # the libraries start up once, whatever the size of the file
    started = time.perf_counter()
    with path.open("rb") as stream:
        reading = read_xml(stream, path.name, CensusRows(engine, 1, Numbers()))
    return {"seconds": time.perf_counter() - started, "rows": sum(reading.rows.values())}


def indicators(path: Path) -> dict[str, Any]:
    engine, catalogue = DuckDBEngine(), load_catalogue()
    with path.open("rb") as stream:
        reading = read_xml(stream, path.name, CensusRows(engine, 1, Numbers()))
    keys = [ReturnKey(1, path.name, "831", 2016, "undated", "")]
    started = time.perf_counter()
    prepare(engine, keys)
    figures = compute(engine, keys, catalogue)
    computed = time.perf_counter() - started
    make_views(engine)
    find(engine, keys, catalogue)
    return {
        "seconds": computed,
        "with_quality": time.perf_counter() - started,
        "figures": len(figures),
        "children": reading.rows["Child"],
    }


def quality(path: Path) -> dict[str, Any]:
    """CPU seconds of all rules on a file that is read afresh, and of the bare pass over it; the
    libraries have started up.
    """
    catalogue, areas, runs = load_catalogue(), load_areas(), list[dict[str, float]]()
    for _ in range(QUALITY_RUNS):
        began = time.process_time()
        bare(path)
        plain = time.process_time() - began
        began, started = time.process_time(), time.perf_counter()
        [looked] = look_at([path], catalogue, areas)
        used, seconds = time.process_time() - began, time.perf_counter() - started
        runs.append({"plain": plain, "used": used, "seconds": seconds})
    least = {name: min(run[name] for run in runs) for name in runs[0]}
    return {**least, "findings": len(looked.report.findings)}


def many(*paths: Path, store: Path | None = None) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp())
    started = time.perf_counter()
    report = load_return(
        list(paths), store or folder / "store.duckdb", load_catalogue(), load_areas()
    )
    seconds = time.perf_counter() - started
    shutil.rmtree(folder)
    return {
        "seconds": seconds,
        "returns": len(report.taken),
        "children": sum(one.children for one in report.taken),
        "figures": report.cells,
    }


MEASURED: dict[str, Callable[..., dict[str, Any]]] = {
    "bare": bare,
    "tables": tables,
    "indicators": indicators,
    "quality": quality,
    "many": many,
    "again": many,
}


def peak_mb() -> float:
    """The most memory this process has held, in MB.

    Not ru_maxrss where it can be helped: a child starts with its parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(
                int(line.split()[1])
                for line in status.read_text().splitlines()
                if line.startswith("VmHWM")
            )
            / 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(what: str, *paths: Path) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, "--only", what, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def made(folder: Path, count: int, factor: float) -> list[Path]:
    """``count`` made-up returns of different authorities and years."""
    totals, catalogue, areas = derby_totals().scaled(factor), load_catalogue(), load_areas()
    places = [(area.code, year) for year in YEARS for area in areas.authorities(year)][:count]
    paths = []
    for code, year in places:
        path, before = make_return(totals, code, year, folder, catalogue)
        before.unlink()
        paths.append(path)
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=150)
    parser.add_argument("--children", type=int, default=400_000)
    parser.add_argument("--only", choices=tuple(MEASURED))
    parser.add_argument("paths", nargs="*", type=Path)
    given = parser.parse_args()
    if given.only:
        if given.only == "again":
            result = many(*given.paths[1:], store=given.paths[0])
        else:
            result = MEASURED[given.only](*given.paths)
        used = resource.getrusage(resource.RUSAGE_SELF)
        result["peak_mb"] = peak_mb()
        result["cpu"] = used.ru_utime + used.ru_stime
        print(json.dumps(result))
        return
    with tempfile.TemporaryDirectory() as name:
        report(Path(name), given.returns, given.children)


def report(folder: Path, returns: int, children: int) -> None:
    report_reading(folder / "large")
    report_figures(folder / "one")
    paths = made(folder / "many", returns, children / returns / CHILDREN_IN_DERBY)
    report_many(paths)
    report_again(folder / "store.duckdb", paths[:AGAIN])


def report_reading(folder: Path) -> None:
    large, _ = make_return(derby_totals().scaled(30), "330", 2016, folder, load_catalogue())
    runs = [(apart("bare", large), apart("tables", large)) for _ in range(REPEATS)]
    bare_run, ours = (min(ones, key=lambda one: one["seconds"]) for ones in zip(*runs, strict=True))
    size, seconds, least = large.stat().st_size / 1e6, ours["seconds"], bare_run["seconds"]
    print(
        f"1. XML to tables, {size:.0f} MB: {seconds:.1f} s ({size / seconds:.0f} MB/s), "
        f"bare iterparse {least:.1f} s: {seconds / least:.2f} times (allowed 2); "
        f"CPU {ours['cpu']:.1f} s against {bare_run['cpu']:.1f} s: "
        f"{ours['cpu'] / bare_run['cpu']:.2f} times"
    )
    peak, usual = ours["peak_mb"], bare_run["peak_mb"]
    print(f"   peak {peak:.0f} MB against {usual:.0f} MB: {peak / usual:.2f} times (allowed 1.5)")


def report_figures(folder: Path) -> None:
    totals = derby_totals().scaled(6_000 / CHILDREN_IN_DERBY)
    one, _ = make_return(totals, "831", 2016, folder, load_catalogue())
    found = apart("indicators", one)
    looked = apart("quality", one)
    print(
        f"2. {found['figures']} figures of {found['children']:,} children: "
        f"{found['seconds']:.2f} s (allowed 2), with data quality {found['with_quality']:.2f} s"
    )
    print(
        f"5. quality of that file: CPU {looked['used']:.2f} s against {looked['plain']:.2f} s of the "
        f"bare pass: {looked['used'] / looked['plain']:.2f} times (allowed 3); "
        f"{looked['seconds']:.2f} s by the clock, {looked['findings']} findings"
    )


def report_many(paths: list[Path]) -> None:
    total, returns = sum(path.stat().st_size for path in paths) / 1e6, len(paths)
    print(f"3. {returns} returns, {total:.0f} MB, in one command")
    for count in sorted({1, *(max(1, returns // part) for part in (10, 4, 2, 1))}):
        found = apart("many", *paths[:count])
        seconds = found["seconds"]
        print(
            f"   {count:4} returns, {found['children']:7,} children: {seconds:6.1f} s, "
            f"{seconds / count * 1000:5.0f} ms each, CPU {found['cpu']:5.1f} s, "
            f"peak {found['peak_mb']:5.0f} MB"
        )
    least = apart("bare", *paths)
    print(
        f"   bare iterparse of the same bytes {least['seconds']:.1f} s, CPU {least['cpu']:.1f} s: "
        f"{found['seconds'] / least['seconds']:.2f} times (allowed 2.5), "
        f"CPU {found['cpu'] / least['cpu']:.2f} times"
    )


def report_again(store: Path, paths: list[Path]) -> None:
    apart("again", store, *paths)
    one, every = (apart("again", store, *some)["seconds"] for some in (paths[:1], paths))
    print(f"4. one return again beside {len(paths)}: {one:.2f} s, all of them again: {every:.2f} s")


if __name__ == "__main__":
    main()
