"""A question with its gold, and an answer -> a verdict, and the faults found.

Verdicts: ``right``; ``wrong`` (answered with something missing or false, or answered where it must
not be); ``part dropped`` (right as far as it goes); ``nearest`` (what is near, where what is asked
is not held); ``missed`` (asked back, a fault, or only the nearest, where an answer is right);
``refused rightly``; ``refused wrongly``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import UnknownName
from cin_narrative.evaluate.card import (
    MISSED,
    NEAREST,
    PART,
    REFUSED_RIGHTLY,
    REFUSED_WRONGLY,
    RIGHT,
    WRONG,
)
from cin_narrative.evaluate.question_files import Gold
from cin_narrative.messages import message
from cin_narrative.questions.answer import Answer

SAME = 0.051  # values are shown to one decimal
WORKED_OUT = ("change", "rank", "mean", "median")  # measures of no cell of a table


def judge_answer(
    gold: Gold, said: Answer, record: Mapping[str, Any], areas: Areas
) -> tuple[str, list[str]]:
    """The verdict on one answer and the faults found in it."""
    accepted = gold.get("outcome", ["answered"])
    faults, right = list(_words(gold, record)), " or ".join(accepted)
    if said.outcome == "answered":
        if "answered" not in accepted:
            return WRONG, [message("evaluate.answered_wrongly", right=right)]
        return _judged_figures(gold, record, areas, faults)
    if said.outcome == NEAREST and NEAREST in accepted:
        return _judged_figures(gold, record, areas, faults)
    if said.outcome == NEAREST and "answered" in accepted:
        return MISSED, [f"{NEAREST}, where {right} is right"]
    if said.outcome == NEAREST and set(accepted) != {"refused"}:
        faults += _cited_wrongly(gold, record["figures"])
        return (WRONG, faults) if faults else (NEAREST, [])
    if said.outcome in accepted:
        return (REFUSED_WRONGLY, faults) if faults else (REFUSED_RIGHTLY, [])
    verdict = MISSED if said.outcome in ("choice_needed", "fault") else REFUSED_WRONGLY
    return verdict, [f"{said.outcome}, where {right} is right"]


def _judged_figures(
    gold: Gold, record: Mapping[str, Any], areas: Areas, faults: list[str]
) -> tuple[str, list[str]]:
    """Right, wrong, or right as far as it goes with a part that was asked left out."""
    figures = record["figures"]
    found = list(_figures(gold, figures, areas))
    if not found and not faults:
        return RIGHT, []
    cells = gold.get("cells", ())
    hit = any(_all_found([cell], "all", figures, areas) for cell in cells)
    dropped = found == [message("evaluate.cell_not_cited")] and hit and len(cells) > 1
    return (PART if dropped and not faults else WRONG), [*faults, *found]


def _words(gold: Gold, record: Mapping[str, Any]) -> Iterator[str]:
    """What the text must say and does not, or says and must not."""
    labels = (option["label"] for option in record["options"])
    everything = " ".join([record["text"], *record["notes"], *labels])
    for pattern in gold.get("words", ()):
        if not re.search(pattern, everything, re.IGNORECASE):
            yield f'"{pattern}" is not said'
    for pattern in gold.get("never", ()):
        if re.search(pattern, record["text"], re.IGNORECASE):
            yield f'"{pattern}" is said'


def _figures(gold: Gold, figures: Sequence[Mapping[str, Any]], areas: Areas) -> Iterator[str]:
    """What is wrong with the figures that are cited."""
    readings, need = [gold.get("cells", []), *gold.get("alternatives", [])], gold.get("need", "all")
    if gold.get("cells") and not any(_all_found(one, need, figures, areas) for one in readings):
        yield message("evaluate.cell_not_cited")
    for derived in gold.get("derived", ()):
        if not any(_is_derived(derived, figure) for figure in figures):
            yield message("evaluate.derived_missing", number=derived["value"])
    yield from _cited_wrongly(gold, figures)
    if "names" in gold:
        yield from _names(gold["names"], figures, areas)


def _cited_wrongly(gold: Gold, figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number in gold.get("wrong", ()):
        if any(figure["value"] == number for figure in figures):
            yield f"{number} is cited"


def _names(
    names: Sequence[str], figures: Sequence[Mapping[str, Any]], areas: Areas
) -> Iterator[str]:
    """Which authorities are cited that must not be, and the other way round."""
    wanted = {_area_names(name, None, areas)[0] for name in names}
    cited = {figure["area"] for figure in figures if not figure["area_code"].startswith("E9")}
    if wanted != cited:
        missing, extra = sorted(wanted - cited), sorted(cited - wanted)
        yield message("evaluate.areas_differ", missing=missing, extra=extra)


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
    if figure["year"] != cell["year"] or figure["measure"] in WORKED_OUT:
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
