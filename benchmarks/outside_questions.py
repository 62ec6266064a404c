"""Questions written by outside hands, put once each: which gold cells stand among the figures.

    python benchmarks/outside_questions.py tests/outside/questions_1.jsonl --store STORE [--show]

STORE holds DfE's release of 2024. A line of the file: id, voice, question, history, home, what is
wanted (an outcome) and the asks with their cells (area, year, value as DfE prints it), which their
writers took from DfE's files by code of their own. Prints how many questions of each outcome have
all their cells; ``--show`` prints each question that has not, with its answer.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

from cin_narrative import api

NEAR = 0.051  # a rate that is worked out may differ in its last place


def is_given(cell: dict[str, Any], record: dict[str, Any]) -> bool:
    """Whether the value of a gold cell is among the figures, or stands in a table."""
    figures = [
        one
        for one in record["figures"]
        if (one["area_code"], one["year"]) == (cell["area_code"], cell["year"])
    ]
    value = cell["value"]
    if isinstance(value, str):
        return any(value in (one["symbol"], one["shown"]) for one in figures)
    near = any(one["value"] is not None and abs(one["value"] - value) < NEAR for one in figures)
    return near or f"{value:,}" in json.dumps(record["tables"])


def main() -> None:
    """Put every question of the file and print the counts."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--store", type=Path, required=True)
    arguments.add_argument("--show", action="store_true")
    options = arguments.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    seconds = []
    with api.open_store(options.store) as store:
        for line in options.file.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            start = time.perf_counter()
            found = api.ask(store, question["question"], question["home"], question["history"])
            seconds.append(time.perf_counter() - start)
            record = found.record(question["id"], question["question"])
            cells = [cell for ask in question["asks"] for cell in ask.get("cells", ())]
            missing = [cell for cell in cells if not is_given(cell, record)]
            told = "some cells missing" if missing else "all cells" if cells else "no cell wanted"
            counts[question["want"], record["outcome"], told] += 1
            if options.show and (missing or record["outcome"] != question["want"]):
                print(f"{question['id']} {question['question']}\n  {record['text']}\n  {missing}\n")
    for (wanted, outcome, told), count in sorted(counts.items()):
        print(f"{count:4}  wanted {wanted}, {outcome}: {told}")
    quantiles = statistics.quantiles(seconds, n=20)
    print(f"median {statistics.median(seconds) * 1000:.0f} ms, p95 {quantiles[-1] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
