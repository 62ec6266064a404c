"""Holds every generated page to the writing rules: each area and year, as the long page, the brief,
over a span and by limits.

    python benchmarks/style.py [--store STORE] [--years 2023,2024] [--areas "Derby;England"]
        [--release R] [--examples 3] [--workers 2]

Prints the rules and what holds each; then, by rule, how often it is broken, with examples; then how
the main part reads: its length, figures, marks, repetition, and what two places share.
Ends with 1 where any rule is broken. STORE: default CIN_NARRATIVE_STORE, else data/indicators.duckdb.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

from cin_narrative import api
from cin_narrative.catalogue.areas import Area
from cin_narrative.claims.claims import Method
from cin_narrative.errors import NotHeld
from cin_narrative.export.charts.contents import MOST_WORDS
from cin_narrative.export.pictures import picture_of
from cin_narrative.report.summary import Form, Summary
from cin_narrative.writing.style.page_check import Finding, check_page, load_rules
from cin_narrative.writing.style.readability import Reading, reading_of, shared_runs
from cin_narrative.writing.style.text import sentences, unmarked

SPAN = 5  # years, of the page over several years
AT_A_TIME = 20  # areas to one opening of the store: an open store keeps what it has read


@dataclass(slots=True)
class Found:
    """What one batch of pages held: breaches by rule (with where), words to each sentence of ours,
    and how many pages there were.
    """

    breaches: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    readings: list[Reading] = field(default_factory=list)
    sentences: Counter[int] = field(default_factory=Counter)
    pages: int = 0

    def add(self, other: Found) -> None:
        """Take in another batch."""
        for rule, lines in other.breaches.items():
            self.breaches[rule] += lines
        self.readings += other.readings
        self.sentences += other.sentences
        self.pages += other.pages


def versions(year: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages made of one area and year."""
    yield "long", {}
    yield "brief", {"form": Form.BRIEF}
    yield "span", {"since": year - SPAN}
    yield "limits", {"method": Method.LIMITS}


def check_batch(store: str | None, year: int, codes: list[str], release: str) -> Found:
    """Every version of the page of each area in ``year``; the charts' words with the long one."""
    found = Found()
    with api.open_store(store) as opened:
        for code in codes:
            area = api.areas().get(code, year)
            for name, choices in versions(year):
                try:
                    page = api.summary(opened, area, year, release, **choices)
                except NotHeld:
                    break
                found.pages += 1
                for finding in check_page(page, brief=name == "brief"):
                    found.breaches[finding.rule].append(f"{area.name} {year} {name}: {finding}")
                if name == "long":
                    measure_words(page, found)
                    found.readings.append(reading_of(page, str(area.in_name)))
                    for finding in check_charts(opened, area, year, release):
                        found.breaches[finding.rule].append(f"{area.name} {year} charts: {finding}")
    return found


def measure_words(page: Summary, found: Found) -> None:
    """Count the words of each sentence as a reader does: every word, every number, brackets too."""
    for paragraph in page.paragraphs:
        for _, one in sentences(unmarked(paragraph.text).text):
            found.sentences[len(one.text.split())] += 1


def check_charts(store: Any, area: Area, year: int, release: str) -> Iterator[Finding]:
    """Rules 6 and 30 of every chart: title, subtitle, source, text alternative, table."""
    page = api.page(api.summary(store, area, year, release))
    for drawn in (*page.trends, *page.charts):
        picture = picture_of(drawn)
        if not picture.title or len(picture.title.split()) > MOST_WORDS:
            yield Finding(6, picture.title, 0, f"A chart's title has {MOST_WORDS} words or fewer.")
        if not picture.subtitle or not picture.source.startswith("Source: "):
            yield Finding(
                6, picture.title, 0, "A chart names its measure, area, period and source."
            )
        if not picture.alternative or not picture.table.rows:
            yield Finding(30, picture.title, 0, "A chart has a text alternative and a table.")


def batches(
    store: str | None, years: list[int], names: list[str]
) -> Iterator[tuple[int, list[str]]]:
    """The areas of each year, some at a time."""
    with api.open_store(store) as opened:
        for year in years or sorted(opened.areas_by_year):
            areas = [
                api.areas().get(code, year)
                for code in sorted(opened.areas_by_year.get(year, ()))
                if code in api.areas()
            ]
            wanted = [
                one
                for one in areas
                if not names or {one.in_name, one.short_name, one.code} & set(names)
            ]
            codes = [one.code for one in wanted if one.exists_in(year)]
            yield from (
                (year, codes[start : start + AT_A_TIME])
                for start in range(0, len(codes), AT_A_TIME)
            )


def spread(name: str, counts: Counter[int]) -> str:
    """One line on how long sentences are."""
    lengths = sorted(counts.elements())
    if not lengths:
        return f"{name}: none"
    over = sum(length > 25 for length in lengths) * 100 / len(lengths)
    median, p95 = (lengths[len(lengths) * part // 100] for part in (50, 95))
    return (
        f"{name}: {len(lengths):,}, median {median} words, 95th percentile {p95}, "
        f"longest {lengths[-1]}, {over:.0f}% over 25 (all words counted, brackets and periods too)"
    )


def main_part(readings: list[Reading]) -> Iterator[str]:
    """How the main parts read, each measure with its limit (issue 14)."""
    if not readings:
        return
    lengths = [words for one in readings for words in one.sentences]
    figures = Counter(count for one in readings for count in one.figures)
    area = 100 * sum(one.begin_with_area for one in readings) / len(lengths)
    yield f"main part: {median(one.words for one in readings):.0f} words (median; limit 700)"
    yield f"  sentences: {mean(lengths):.1f} words (mean; 18), longest {max(lengths)} (30)"
    yield f"  figures to a sentence: {dict(sorted(figures.items()))} (3)"
    marks = median(one.marks_per_hundred for one in readings)
    yield f"  marks to 100 words: {marks:.1f} (median; 5)"
    yield f"  commonest frame on a page: {max(one.frames for one in readings)} times (3)"
    yield f"  sentences that begin with the area: {area:.1f}% (5)"
    yield f"  reading grade: {median(one.grade for one in readings):.1f} (median; 9)"
    yield f"  runs of eight words shared by two: {shared_runs(readings):.1f}% (median of pairs; 40)"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path)
    parser.add_argument("--years", default="")
    parser.add_argument("--areas", default="")
    parser.add_argument("--release", default="latest")
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    store = str(options.store) if options.store else None
    for rule in load_rules().values():
        print(
            f"{rule.number:2} {rule.asks}\n   held by: {rule.held_by}"
            + (f"\n   waived: {rule.waived}" if rule.waived else "")
        )
    years, names = (
        [int(year) for year in options.years.split(",") if year],
        [name for name in options.areas.split(";") if name],
    )
    total = Found()
    with ProcessPoolExecutor(options.workers, multiprocessing.get_context("spawn")) as pool:
        waiting = [
            pool.submit(check_batch, store, year, codes, options.release)
            for year, codes in batches(store, years, names)
        ]
        for one in waiting:
            total.add(one.result())
    broken = sum(map(len, total.breaches.values()))
    print(f"\n{total.pages:,} pages, {broken:,} breaches of {len(total.breaches)} rules")
    for number, lines in sorted(total.breaches.items()):
        print(
            f"rule {number}: {len(lines):,}",
            *(f"\n    {line[:400]}" for line in lines[: options.examples]),
        )
    print(spread("sentences", total.sentences))
    print(*main_part(total.readings), sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
