"""The main part of a page, as its JSON record: every printed number is bound to its cell, and the cell is DfE's.

A mark opens all figures of its sentence or row: which number is which figure, ``spans`` say. Levels are held against DfE's
own files; a ratio of two stages, one child in so many and the neighbours' means against the figures they are of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from proof.cells import Cell, Place, Published
from proof.hygiene import LABEL_NUMBERS, PERIOD

MARK = re.compile(r" \[\d+\]")
LABELS = re.compile(r"(?:45|15) days|every 100|100 (?=section|child|initial|ref|comp|epi)|10,000 children|75th|\d+ years held|\d+ years in a row|\d+ of \d+\)|; \d+ of \d+"
                    r"|1,000|95 in 100|998|two|100 set")  # fmt: skip
DIRECT = ("count", "rate", "percentage", "average")
CellOf = Callable[[str, Place, int, tuple[str, str, str]], Cell | None]


def faults(record: Mapping[str, Any], published: Published, cell: CellOf) -> Iterator[str]:
    """Everything wrong with the main part of a page."""
    figures = record["figures"]
    for paragraph in record["paragraphs"]:
        if not paragraph["annex"]:
            yield from _text(paragraph["text"], paragraph["spans"], figures)
    for table in record["tables"]:
        for row, spans in zip(table["rows"], table["spans"], strict=True):
            for text, places in zip(row, spans, strict=True):
                yield from _text(text, places, figures) if places else ()
    used = {span["figure"] for paragraph in record["paragraphs"] if not paragraph["annex"] for span in paragraph["spans"]}
    used |= {span["figure"] for table in record["tables"] for row in table["spans"] for places in row for span in places}
    for index in sorted(used):
        yield from _figure(figures[index], figures, published, cell)


def _text(text: str, spans: list[dict[str, int]], figures: list[dict[str, Any]]) -> Iterator[str]:
    left, end = "", 0
    for span in spans:
        shown = figures[span["figure"]]["shown"]
        if text[span["start"] : span["end"]] != shown:
            yield f"{text[span['start'] : span['end']]!r} is bound to {shown}"
        left, end = left + text[end : span["start"]] + "#", span["end"]
    bare = LABELS.sub("", LABEL_NUMBERS.sub("", PERIOD.sub("", MARK.sub("", left + text[end:]))))
    if spans and (found := re.search(r"\d[\d,.]*%?", bare)):
        yield f"a number that no span binds: {found[0]!r} in {text!r}"


def _figure(figure: Mapping[str, Any], figures: list[dict[str, Any]], published: Published, cell: CellOf) -> Iterator[str]:
    inputs = [one for mark in figure["derived_from"] for one in [next(f for f in figures if f["mark"] == mark)]]
    value, name = Decimal(str(figure["value"])), f"{figure['indicator']} {figure['measure']} {figure['area']} {figure['year']}"
    if figure["measure"] in DIRECT and figure["indicator"] not in published.where:
        return  # a stage of the case that the proof's own map of DfE's files (cells.toml) does not know
    if figure["measure"] in DIRECT:
        place = next((p for p in published.places if p.ons_code == figure["area_code"] and p.first_year <= figure["year"] <= p.last_year), None)
        found = cell(figure["release"], place, figure["year"], (figure["indicator"], figure["measure"], figure["category"] or "")) if place else None
        if place is not None and found is None and figure["numerator"] is not None and figure["denominator"]:  # worked out from its parts
            per = 10_000 if figure["measure"] == "rate" else 100
            over = Decimal(str(figure["numerator"])) * per / Decimal(str(figure["denominator"]))
            found = over.quantize(Decimal("0.1"), ROUND_HALF_UP)
        if place is None or found != value:
            yield f"{name}: printed {value}, DfE's file has {found}"
    elif figure["measure"] == "ratio":
        above, below = (Decimal(str(one["value"])) for one in inputs)
        if (above * 100 / below).quantize(Decimal(1), ROUND_HALF_UP) != value:
            yield f"{name}: {value} is not {above} for every 100 of {below}"
    elif figure["measure"] == "one_in":
        if (Decimal(10_000) / Decimal(str(inputs[0]["value"]))).quantize(Decimal(1), ROUND_HALF_UP) != value:
            yield f"{name}: {value} is not one in so many at {inputs[0]['value']}"
    elif figure["measure"] == "mean":
        mean = sum((Decimal(str(one["value"])) for one in inputs), Decimal(0)) / len(inputs)
        if abs(mean - value) > Decimal("0.5") or len(inputs) < 5:
            yield f"{name}: {value} is not the mean of {len(inputs)} ({mean})"
