"""Whether a store survives what can happen to a load: counts, and a line for each fault.

    python benchmarks/kills.py [--kills 100] [--pairs 50] [--disks 20] [--seed 13] [--room FOLDER]

1. ``cin-narrative load`` itself, of made-up files of starter size, killed (SIGKILL) at a moment
   drawn from the whole of its run, or from when it holds the lock; every fifth is told to end
   (SIGTERM, SIGINT) instead.
2. Pairs of loads into one store at once, of different files.
3. Loads and saved drafts under a limit to what may be written (RLIMIT_FSIZE), drawn from nothing to
   all that a load needs; and, where ``--room`` names a folder on a small disk of its own (a tmpfs),
   that disk filled but for a part.

After each the store is opened and every observation counted: it must hold just what one of the
loads that may have ended leaves, one that said it ended well must be in it, nothing may lie beside
it but its audit, line by line whole, and ``.previous`` once the next load is done; that is opened
and counted, too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from cin_narrative.access.audit import audit_file
from cin_narrative.api import areas, drafts, open_store
from cin_narrative.errors import DiskFull, StoreFault
from cin_narrative.store.store import Store

COMMAND = [sys.executable, "-m", "cin_narrative", "load", "--store"]
HEAD = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category"
COLUMNS = "At31_episodes,At31_episodes_rate"
COUNT = "SELECT count(*), sum(value) FROM store.observations"
Held = tuple[int, float]


def made_up(folder: Path, number: int) -> Path:
    """One of DfE's files with a figure and a rate of each authority and year; ``number`` is in
    every figure, so that no two files leave the same store.
    """
    known, rows = areas(), [f"{HEAD},{COLUMNS}"]
    for year in range(2018, 2025):
        for area in known.authorities(year):
            place = f'Local authority,E92000001,England,{area.region},{known.get(area.region).name},{area.code},{area.ons_code},"{area.name}"'
            count = 1000 + (int(area.code) + number) % 97
            rows.append(
                f"{year},Reporting year,{place},Total,{count},{300 + count % 7}.{year % 10}"
            )
    folder.mkdir(parents=True)
    (folder / "b1_children_in_need_2018_to_2024.csv").write_text(
        "\n".join([*rows, ""]), encoding="utf-8"
    )
    return folder


def held(store: Path) -> Held:
    """What is in a store: opened as the program opens it, every observation counted and added."""
    with Store.open(store) as opened:
        count, total = opened._query(COUNT)[0]
        assert opened.releases and opened.sources and opened.holdings
        return count, total


def load(store: Path, folder: Path, **choices: object) -> subprocess.Popen[str]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*COMMAND, str(store), str(folder)], **pipes, **choices)  # type: ignore[call-overload,no-any-return]


class Bench:
    """Two files, the stores that each leaves, and what went wrong."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance, self.counts, self.faults = (
            folder,
            random.Random(seed),
            Counter[str](),
            list[str](),
        )
        self.files = [made_up(folder / f"in{number}", number) for number in range(2)]
        self.twins: subprocess.Popen[str] | None = None
        self.left: list[Held] = []
        self.stores: list[Path] = []
        seconds = []
        for number, file in enumerate(self.files):
            store = folder / f"first{number}" / "store.duckdb"
            started = time.perf_counter()
            self.say(load(store, file))
            seconds.append(time.perf_counter() - started)
            self.stores.append(store)
            self.left.append(held(store))
        assert self.left[0] != self.left[1]
        self.seconds = min(seconds)
        print(f"a load takes {self.seconds:.1f} s and leaves {self.left[0][0]:,} observations")

    def say(self, run: subprocess.Popen[str]) -> tuple[int, str]:
        out, err = run.communicate()
        if "Traceback" in err or len(err.strip().splitlines()) > 1:
            self.faults.append(f"more than a line: {err[-300:]}")
        return run.returncode, out

    def fresh(self, number: int) -> Path:
        """A store of the first file, in a folder of its own, with one of before it."""
        store = self.folder / f"run{number}" / "store.duckdb"
        store.parent.mkdir()
        shutil.copy(self.stores[0], store)
        store.chmod(0o600)
        return store

    def look(self, what: str, store: Path, may: list[Held]) -> Held | None:
        """What the store holds, where that is whole and one of what it may hold."""
        try:
            found = held(store)
        except Exception as error:
            self.faults.append(f"{what}: {type(error).__name__}: {error}")
            return None
        if found not in may:
            self.faults.append(f"{what}: the store holds {found}, not one of {may}")
        return found

    def after(self, what: str, store: Path, loads: bool) -> None:
        """The next load works, says so, and tidies up; the store and the one of before are whole."""
        if loads:
            status, _ = self.say(load(store, self.files[1]))
            if status:
                self.faults.append(f"{what}: the next load ended with {status}")
            self.look(f"{what}, after the next load", store, [self.left[1]])
            self.counts["next loads that worked"] += not status
        said = self.audited(what, store)
        if said.count("begun") < len(said) - said.count("begun"):
            self.faults.append(f"{what}: the audit says {said}")
        beside = sorted(
            one.name for one in store.parent.iterdir() if one not in (store, audit_file(store))
        )
        if beside not in ([], ["store.duckdb.previous"]):
            self.faults.append(f"{what}: beside the store lie {beside}")
        for one in store.parent.glob("*.previous"):
            self.look(f"{what}, the store of before", one, self.left)
            self.counts["stores of before, opened and counted"] += 1
        for one in store.parent.glob("store.*"):
            if one.stat().st_mode & 0o077:
                self.faults.append(f"{what}: {one.name} is not for its owner alone")
        shutil.rmtree(store.parent)

    def audited(self, what: str, store: Path) -> list[str]:
        """How each thing ended that the audit has a line of; a line that is not whole is a fault."""
        file = audit_file(store)
        try:
            return (
                [
                    json.loads(line)["outcome"]
                    for line in file.read_text(encoding="utf-8").splitlines()
                ]
                if file.exists()
                else []
            )
        except ValueError as error:
            self.faults.append(f"{what}: the audit has a line that is not whole: {error}")
            return []

    def kill(self, number: int) -> None:
        store, how = self.fresh(number), signal.SIGKILL
        if number % 5 == 4:
            how = self.chance.choice([signal.SIGTERM, signal.SIGINT])
        run = load(store, self.files[1])
        wait = self.chance.uniform(0, 1.1) * self.seconds
        if (
            number % 2
        ):  # half of them from when the store is built on: the program's start is most of a run
            while run.poll() is None and not any(store.parent.glob(".*.lock")):
                time.sleep(0.005)
            wait = self.chance.uniform(0, 0.4) * self.seconds
        try:
            run.wait(wait)
        except subprocess.TimeoutExpired:
            run.send_signal(how)
        what = f"{how.name} after {wait:.2f} s"
        status, out = self.say(run)
        found = self.look(what, store, self.left)
        if (
            status == 0 or out.strip() or "done" in self.audited(what, store)
        ) and found != self.left[1]:
            self.faults.append(f"{what}: said to be well, and the store holds {found}")
        building = any(store.parent.glob(".*.building"))
        state = "new" if found == self.left[1] else "old"
        self.counts[
            f"{how.name}: exit {status}, {state} store, {'something' if building else 'nothing'} left beside it"
        ] += 1
        self.after(what, store, any(store.parent.glob(".*")) or number % 4 == 0)

    def pair(self, number: int) -> None:
        """Two loads at once: of one at least is said that it ended well; the store is as the last
        of those leaves it.
        """
        store = self.fresh(number) if number % 2 else self.folder / f"run{number}" / "store.duckdb"
        ended = self.at_once(store)
        well = [left for left, status in zip(self.left, ended, strict=True) if status == 0]
        if not well or set(ended) - {0, StoreFault.exit_code}:
            self.faults.append(f"pair {number}: ended with {ended}")
        self.look(f"pair {number}", store, well)
        self.counts[f"pairs: exits {sorted(ended)}"] += 1
        self.after(f"pair {number}", store, False)

    def at_once(self, store: Path) -> list[int]:
        """How two loads ended that began at one moment: forks of a program that has imported all."""
        if self.twins is None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.twins = subprocess.Popen([sys.executable, "-c", TWINS], **pipes)  # type: ignore[call-overload]
        assert self.twins.stdin and self.twins.stdout
        print(store, *self.files, sep="\t", file=self.twins.stdin, flush=True)
        return [int(status) for status in self.twins.stdout.readline().split()]

    def limited(self, number: int) -> None:
        """A load that may write no file larger than a part of what it needs."""
        store = self.fresh(number)
        room = self.chance.randint(0, int(store.stat().st_size * 1.2))
        run = load(
            store,
            self.files[1],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        )
        self.end("limited", f"no file over {room:,} bytes", store, self.say(run)[0])

    def end(self, kind: str, what: str, store: Path, status: int) -> None:
        """Of a load on a disk that may be full: well and new, or refused for want of room and old."""
        found = self.look(what, store, self.left)
        right = {0: self.left[1], DiskFull.exit_code: self.left[0]}
        if status not in right or found != right[status]:
            self.faults.append(f"{what}: ended with {status}, and the store holds {found}")
        self.counts[f"{kind}: exit {status}"] += 1
        self.after(what, store, status != 0)

    def filled(self, number: int, disk: Path) -> None:
        """A load on a disk of its own that is full but for a part."""
        store = disk / f"run{number}" / "store.duckdb"
        store.parent.mkdir()
        shutil.copy(self.stores[0], store)
        free = shutil.disk_usage(disk).free
        room = self.chance.randint(0, min(free, 3 * store.stat().st_size))
        with (disk / "filler").open("wb") as filler:
            os.posix_fallocate(filler.fileno(), 0, max(free - room, 1))
        status = self.say(load(store, self.files[1]))[0]
        (disk / "filler").unlink()
        self.end("full disk", f"{room:,} bytes free", store, status)

    def draft(self, number: int) -> None:
        """A draft saved by a program that is killed, then under a limit: old text or new."""
        path = self.folder / f"draft{number}" / "a.draft.toml"
        path.parent.mkdir()
        with open_store(self.stores[0]) as store:
            drafts.make_draft(store, path, "Derby", 2024)
            text = SAVING.format(store=str(self.stores[0]), path=str(path))
            run = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True)
            assert run.stdout and run.stdout.readline() == "on\n"
            time.sleep(self.chance.uniform(0, 0.5))
            run.kill()
            run.communicate()
            found = drafts.read_draft(path).part("local-context").text
            drafts.save(
                store,
                path,
                "local-context",
                "Last.",
                drafts.read_draft(path).part("local-context").stamp,
            )
        whole = len(set(found.split())) <= 1 and len(found.split()) in (0, 300)
        beside = {one for one in path.parent.rglob("*") if one != path and one.is_file()}
        before = set((path.parent / "a.versions").glob("*"))  # each is a draft as it was, and whole
        if not whole or beside - before or not all(drafts.read_draft(one) for one in before):
            self.faults.append(
                f"draft {number}: {found[:60]!r}, {sorted(one.name for one in beside)}"
            )
        self.counts["drafts: killed while they are saved, and whole"] += whole


TWINS = """
import os, sys
from cin_narrative.cli.main import main
import cin_narrative.cli.commands.load, cin_narrative.load.published.release
for line in sys.stdin:
    store, *folders = line.rstrip("\\n").split("\\t")
    children = []
    for folder in folders:
        child = os.fork()
        if not child:
            status = 99
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                status = main(["load", "--store", store, folder])
            finally:
                os._exit(status)
        children.append(child)
    print(*(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children), flush=True)
"""
SAVING = """
from pathlib import Path
from cin_narrative.api import drafts, open_store
with open_store({store!r}) as store:
    print("on", flush=True)
    for number in range(10_000):
        stamp = drafts.read_draft(Path({path!r})).part("local-context").stamp
        drafts.save(store, Path({path!r}), "local-context", " ".join(["abcdefghij"[number % 10]] * 300), stamp)
"""


def timed(what: str, count: int, do: Callable[[int], None], bench: Bench) -> None:
    started, before = time.perf_counter(), len(bench.faults)
    for number in range(count):
        do(number)
    print(
        f"{what}: {count}, {len(bench.faults) - before} faults, {time.perf_counter() - started:.0f} s",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, count in (
        ("--kills", 100),
        ("--pairs", 50),
        ("--disks", 20),
        ("--drafts", 20),
        ("--seed", 13),
    ):
        parser.add_argument(name, type=int, default=count)
    parser.add_argument("--room", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), given.seed)
        timed("kills", given.kills, bench.kill, bench)
        timed("pairs", given.pairs, bench.pair, bench)
        if bench.twins and bench.twins.stdin:
            bench.twins.stdin.close()
            bench.twins.wait()
        timed("limits", given.disks, bench.limited, bench)
        if given.room:
            timed("full disks", given.disks, lambda number: bench.filled(number, given.room), bench)
        timed("drafts", given.drafts, bench.draft, bench)
    for what, count in sorted(bench.counts.items()):
        print(f"  {count:4} {what}")
    for fault in bench.faults:
        print(f"FAULT {fault}")
    return bool(bench.faults)


if __name__ == "__main__":
    sys.exit(main())
