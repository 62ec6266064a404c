"""How long one answer takes from an open store: median and 95th percentile, cold and warm.

Usage: python benchmarks/ask.py STORE QUESTIONS.jsonl (lines with "q" or "question", "history",
"home_area" or "area").
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

from cin_narrative.api import ask, open_store


def main(path: Path, questions: Path) -> None:
    entries = [
        json.loads(line)
        for line in questions.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    with open_store(path) as store:
        for name in ("cold", "warm"):
            taken = []
            for entry in entries:
                start = time.perf_counter()
                ask(
                    store,
                    entry.get("q") or entry["question"],
                    entry.get("home_area") or entry.get("area"),
                    entry.get("history") or (),
                )
                taken.append((time.perf_counter() - start) * 1000)
            ordered = sorted(taken)
            p95 = ordered[int(len(ordered) * 0.95)]
            median, slowest = statistics.median(taken), ordered[-1]
            print(
                f"{name}: {len(taken)} questions, median {median:.1f} ms, p95 {p95:.1f} ms, "
                f"slowest {slowest:.1f} ms"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
