"""What a command costs before it does anything: CPU seconds of ``--help`` and of one answer, beside a bare Python.

Usage: python benchmarks/start.py [STORE] (default: a store of the starter figures, made for the purpose). The least of some
runs counts: CPU time hardly depends on what else the machine does, but not quite. Leaves with 1 where more than allowed is used.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 5
QUESTION = "How many children in need did Derby have at 31 March 2016?"
ALLOWED = {"--help": 0.5, "ask": 1.2}  # CPU seconds, with the start of Python


def cpu_seconds(*words: str) -> float:
    """The least CPU time, of the process and the system for it, of so many runs of Python with ``words``."""
    return min(_once(words) for _ in range(RUNS))


def _once(words: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *words],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def starter_store(folder: Path) -> Path:
    """A store of the starter figures in ``folder``."""
    from cin_narrative.catalogue.areas import load_areas
    from cin_narrative.catalogue.catalogue import load_catalogue
    from cin_narrative.load.starter import build_starter

    build_starter(folder / "store.duckdb", load_catalogue(), load_areas())
    return folder / "store.duckdb"


def main(store: Path) -> int:
    bare = cpu_seconds("-c", "pass")
    print(f"bare Python: {bare:.2f} s")
    commands = {"--help": ["--help"], "ask": ["ask", QUESTION, "--store", str(store)]}
    used = {name: cpu_seconds("-m", "cin_narrative", *words) for name, words in commands.items()}
    for name, seconds in used.items():
        print(
            f"{name}: {seconds:.2f} s, {seconds / bare:.0f} times bare Python; allowed {ALLOWED[name]:.1f} s"
        )
    return int(any(seconds > ALLOWED[name] for name, seconds in used.items()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else starter_store(Path(made))))
