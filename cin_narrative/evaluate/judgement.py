"""A question with its gold, and an answer -> a verdict, and the faults found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import UnknownName
from cin_narrative.evaluate.card import (
    MISSED,
    REFUSED_RIGHTLY,
    REFUSED_WRONGLY,
    RIGHT,
    WRONG,
)
from cin_narrative.messages import message
from cin_narrative.questions.answer import Answer

SAME = 0.051  # values are shown to one decimal
Gold = Mapping[str, Any]


def judge_answer(
    gold: Gold, said: Answer, record: Mapping[str, Any], areas: Areas
) -> tuple[str, list[str]]:
    """The verdict on one answer and the faults found in it."""
    accepted = gold.get("outcome", ["answered"])
    faults = list(_words(gold, record))
    if said.outcome == "answered":
        if "answered" not in accepted:
            return WRONG, [message("evaluate.answered_wrongly", right=" or ".join(accepted))]
        faults += _figures(gold, record["figures"], areas)
        return (WRONG, faults) if faults else (RIGHT, [])
    if said.outcome in accepted:
        return (REFUSED_WRONGLY, faults) if faults else (REFUSED_RIGHTLY, [])
    if said.outcome in ("choice_needed", "fault"):
        return MISSED, [f"{said.outcome}, where {' or '.join(accepted)} is right"]
    return REFUSED_WRONGLY, [f"{said.outcome}, where {' or '.join(accepted)} is right"]


def _words(gold: Gold, record: Mapping[str, Any]) -> Iterator[str]:
    everything = " ".join(
        [record["text"], *record["notes"], *(option["label"] for option in record["options"])]
    )
    for pattern in gold.get("words", ()):
        if not re.search(pattern, everything, re.IGNORECASE):
            yield f'"{pattern}" is not said'
    for pattern in gold.get("never", ()):
        if re.search(pattern, record["text"], re.IGNORECASE):
            yield f'"{pattern}" is said'


def _figures(gold: Gold, figures: Sequence[Mapping[str, Any]], areas: Areas) -> Iterator[str]:
    readings = [gold.get("cells", []), *gold.get("alternatives", [])]
    if gold.get("cells") and not any(
        _all_found(cells, gold.get("need", "all"), figures, areas) for cells in readings
    ):
        yield message("evaluate.cell_not_cited")
    for derived in gold.get("derived", ()):
        if not any(_is_derived(derived, figure) for figure in figures):
            yield message("evaluate.derived_missing", number=derived["value"])
    for number in gold.get("wrong", ()):
        if any(figure["value"] == number for figure in figures):
            yield f"{number} is cited"
    if "names" in gold:
        wanted = {_area_names(name, None, areas)[0] for name in gold["names"]}
        cited = {figure["area"] for figure in figures if not figure["area_code"].startswith("E9")}
        if wanted != cited:
            yield message(
                "evaluate.areas_differ",
                missing=sorted(wanted - cited),
                extra=sorted(cited - wanted),
            )


def _all_found(
    cells: Sequence[Gold], need: str, figures: Sequence[Mapping[str, Any]], areas: Areas
) -> bool:
    hits = [
        any(
            _is_cell(one, figure, areas)
            for one in (cell, *cell.get("or", ()))
            for figure in figures
        )
        for cell in cells
    ]
    return all(hits) if need == "all" else any(hits)


def _is_cell(cell: Gold, figure: Mapping[str, Any], areas: Areas) -> bool:
    if figure["year"] != cell["year"] or figure["measure"] in ("change", "rank", "mean", "median"):
        return False
    if figure["area"] not in _area_names(str(cell["area"]), cell["year"], areas):
        return False
    if "symbol" in cell:
        return bool(figure["symbol"] == cell["symbol"])
    return figure["value"] is not None and abs(figure["value"] - cell["value"]) < SAME


def _area_names(given: str, year: int | None, areas: Areas) -> tuple[str, ...]:
    try:
        return (areas.find(given, year).name,)
    except UnknownName:
        return (given,)


def _is_derived(derived: Gold, figure: Mapping[str, Any]) -> bool:
    value = figure["value"]
    if value is None or derived.get("measure", figure["measure"]) != figure["measure"]:
        return False
    wanted = [derived["value"]]
    if derived.get("either_sign"):
        wanted.append(-derived["value"])
    if derived.get("either_end") and "of" in derived:
        wanted.append(derived["of"] + 1 - derived["value"])
    return any(abs(value - number) <= derived.get("tolerance", 0) + 1e-9 for number in wanted)
