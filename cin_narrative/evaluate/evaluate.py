"""The scorecard: a file of questions with gold figures by cell -> right, wrong, missed, refused
rightly and wrongly.

 The file is TOML with ``[[questions]]`` or one JSON object a line. Keys of a question (only ``id``
and ``question`` must be there):

* ``shape``: a free word, the card is printed by it; ``history``: earlier questions; ``area``: the
home authority; ``release``;
* ``outcome``: every outcome that is right (default ``["answered"]``);
* ``cells``: figures that must be cited, each ``{area, year, value}`` or ``{area, year, symbol}``,
with ``or = [...]`` of others that do as
  well; ``area`` is a three-digit code (E-code for regions and England) or a name; ``need`` is
  ``all`` (default) or ``any``;
* ``alternatives``: other right readings, each a list of cells in place of ``cells``;
* ``derived``: numbers worked out, each ``{value, tolerance, measure, either_sign, either_end,
of}``;
* ``names``: the authorities that must be named, and no others cited; ``words`` and ``never``:
regular expressions over the text;
* ``wrong``: values that must not be cited.

Verdicts: ``right``; ``wrong`` (answered with something missing or false, or answered where it must
not be); ``missed`` (asked back, or a fault, where only an answer is right); ``refused rightly``;
``refused wrongly``.
"""

from __future__ import annotations

import json
import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.door import LATEST
from cin_narrative.errors import InputDamaged, UnknownName
from cin_narrative.evaluate.question_files import text_of
from cin_narrative.questions.answer import Answer, answer
from cin_narrative.store.store import Store

RIGHT, WRONG, PART, MISSED = "right", "wrong", "part dropped", "missed"
NEAREST, NO_CELL = "nearest", "a cell is not cited"
REFUSED_RIGHTLY, REFUSED_WRONGLY = "refused rightly", "refused wrongly"
VERDICTS = (RIGHT, WRONG, PART, NEAREST, MISSED, REFUSED_RIGHTLY, REFUSED_WRONGLY)
GOOD = (RIGHT, NEAREST, REFUSED_RIGHTLY)
SAME = 0.051  # values are shown to one decimal
Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one question, why, and how long it took in milliseconds."""

    id: str
    shape: str
    question: str
    outcome: str
    verdict: str
    faults: tuple[str, ...]
    milliseconds: float


@dataclass(slots=True)
class Card:
    """All results, and what follows from them."""

    results: list[Result] = field(default_factory=list)

    def counts(self, shape: str | None = None) -> Counter[str]:
        """Verdict -> number, of one shape or of all."""
        return Counter(result.verdict for result in self.results if shape in (None, result.shape))

    @property
    def shapes(self) -> list[str]:
        """The shapes, in the order of the file."""
        return list(dict.fromkeys(result.shape for result in self.results))

    def quantile(self, share: float) -> float:
        """The time in milliseconds below which this share of the questions was answered."""
        times = sorted(result.milliseconds for result in self.results)
        return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0

    def lines(self) -> Iterator[str]:
        """The card as text, shape by shape, then all, then what was not right."""
        width = max((len(shape) for shape in self.shapes), default=5)
        yield f"{'shape':<{width}}  " + "  ".join(VERDICTS)
        for shape in [*self.shapes, None]:
            counts = self.counts(shape)
            yield f"{shape or 'all':<{width}}  " + "  ".join(
                f"{counts[verdict]:>{len(verdict)}}" for verdict in VERDICTS
            )
        yield f"time: p50 {self.quantile(0.5):.1f} ms, p95 {self.quantile(0.95):.1f} ms"
        for result in self.results:
            if result.verdict not in GOOD:
                yield f"{result.id}: {result.verdict} ({'; '.join(result.faults)}): {result.question[:120]}"


def read_questions(path: Path) -> list[Gold]:
    """The questions of a TOML or JSONL file; ``InputMissing`` or ``InputDamaged`` with the line
    that is wrong.
    """
    text = text_of(path, "a file of questions, as TOML or JSON lines")
    try:
        if path.suffix == ".toml":
            found: list[Gold] = tomllib.loads(text)["questions"]
        else:
            found = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, KeyError) as error:
        raise InputDamaged(f"{path} is not a file of questions: {error}.") from error
    bare = [
        str(number)
        for number, one in enumerate(found, start=1)
        if not {"id", "question"} <= set(one)
    ]
    if bare:
        raise InputDamaged(f"{path}: question {', '.join(bare)} has no id or no question.")
    return found


def evaluate(path: Path, store: Store, catalogue: Catalogue, areas: Areas) -> Card:
    """Put every question of the file and score the answers; a first question is put unscored, to
    warm up.
    """
    questions = read_questions(path)
    answer("How many children in need are there in England?", store, catalogue, areas)
    card = Card()
    for gold in questions:
        started = time.perf_counter()
        said = answer(
            gold["question"],
            store,
            catalogue,
            areas,
            gold.get("area") or None,
            gold.get("history", ()),
            gold.get("release", LATEST),
        )
        record = said.record(gold["id"], gold["question"])
        taken = (time.perf_counter() - started) * 1000
        verdict, faults = judge_answer(gold, said, record, areas)
        card.results.append(
            Result(
                gold["id"],
                gold.get("shape", "other"),
                gold["question"],
                said.outcome,
                verdict,
                tuple(faults),
                taken,
            )
        )
    return card


def judge_answer(
    gold: Gold, said: Answer, record: Mapping[str, Any], areas: Areas
) -> tuple[str, list[str]]:
    """The verdict on one answer and the faults found in it."""
    accepted = gold.get("outcome", ["answered"])
    faults, wanted = list(_words(gold, record)), " or ".join(accepted)
    if said.outcome == "answered":
        if "answered" not in accepted:
            return WRONG, [f"answered, where {wanted} is right"]
        return _judged_figures(gold, record, areas, faults)
    if said.outcome == NEAREST and "answered" in accepted and NEAREST not in accepted:
        return MISSED, ["nearest, where the figure asked for is held"]
    if said.outcome == NEAREST and not {"refused"} >= set(accepted):
        faults += _wrong(gold, record["figures"])
        return (WRONG, faults) if faults else (NEAREST, [])
    if said.outcome in accepted:
        return (REFUSED_WRONGLY, faults) if faults else (REFUSED_RIGHTLY, [])
    if said.outcome in ("choice_needed", "fault"):
        return MISSED, [f"{said.outcome}, where {wanted} is right"]
    return REFUSED_WRONGLY, [f"{said.outcome}, where {wanted} is right"]


def _judged_figures(
    gold: Gold, record: Mapping[str, Any], areas: Areas, faults: list[str]
) -> tuple[str, list[str]]:
    """Right, wrong, or right as far as it goes with a part that was asked left out."""
    found = list(_figures(gold, record["figures"], areas))
    if not found and not faults:
        return RIGHT, []
    cells = gold.get("cells", ())
    hit = any(_all_found([cell], "all", record["figures"], areas) for cell in cells)
    dropped = found == [NO_CELL] and hit and len(cells) > 1 and not faults
    return (PART if dropped else WRONG), [*faults, *found]


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


def _wrong(gold: Gold, figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number in gold.get("wrong", ()):
        if any(figure["value"] == number for figure in figures):
            yield f"{number} is cited"


def _figures(gold: Gold, figures: Sequence[Mapping[str, Any]], areas: Areas) -> Iterator[str]:
    readings = [gold.get("cells", []), *gold.get("alternatives", [])]
    if gold.get("cells") and not any(
        _all_found(cells, gold.get("need", "all"), figures, areas) for cells in readings
    ):
        yield NO_CELL
    for derived in gold.get("derived", ()):
        if not any(_is_derived(derived, figure) for figure in figures):
            yield f"the number worked out, {derived['value']}, is not given"
    yield from _wrong(gold, figures)
    if "names" in gold:
        wanted = {_area_names(name, None, areas)[0] for name in gold["names"]}
        cited = {figure["area"] for figure in figures if not figure["area_code"].startswith("E9")}
        if wanted != cited:
            yield f"areas missing: {sorted(wanted - cited)}, too many: {sorted(cited - wanted)}"


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
