"""A reader of DfE's releases who knows every sum: which of our figures is one hidden cell, or tells more than the file does.

Written apart from the code under test: the sums are read from the definitions as plain TOML, and solved with fractions.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from attacker import by_elimination

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.figures import Figure

Member = tuple[str, str]
Cells = Mapping[Member, object]  # a number, or "c"
FOLDER = Path(__file__).parents[2] / "cin_narrative" / "catalogue"


@cache
def definitions() -> dict[str, dict]:
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "indicators").glob("*.toml"))}


@cache
def sums() -> tuple[tuple[Member, ...], ...]:
    """(total, part, ...) of every additive breakdown and identity."""
    found = []
    for name, entry in definitions().items():
        if entry.get("additive") and entry.get("breakdown_of"):
            found.append(((entry["breakdown_of"], ""), *((name, c["id"]) for c in entry["categories"])))
    for entry in tomllib.loads((FOLDER / "identities.toml").read_text(encoding="utf-8"))["identities"]:
        if not entry.get("nearly"):
            found.append(tuple(tuple(name.partition("/")[::2]) for name in (entry["total"], *entry["parts"])))
    return tuple(found)


def parts_of(figure: Figure) -> list[Member]:
    """The cells that a count is the sum of: itself, or the categories that it adds up."""
    entry = definitions()[figure.indicator.id]["measures"].get("count", {})
    if figure.category is None and entry.get("sum_of"):
        return [(entry["sum_of"], category) for category in entry["categories"]]
    name = definitions()[figure.indicator.id].get("count_from", figure.indicator.id)
    return [(name, figure.category.id if figure.category else "")]


def is_ours(figure: Figure) -> bool:
    """Whether a figure is worked out, not printed."""
    return bool(figure.derived_from)


def faults(figure: Figure, cells: Cells, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with one figure of one area, year and release: a number of ours for one hidden cell, by its own sum or by what is left of
    a sum, or a receipt that says a hidden count.
    """
    if figure.value is None or figure.measure not in (Measure.COUNT, Measure.RATE, Measure.PERCENTAGE):
        return
    for said in (figure, *figure.derived_from):
        parts = parts_of(said)
        hidden = [part for part in parts if cells.get(part) == "c"]
        if len(hidden) == 1 and (said.measure is Measure.COUNT or is_ours(said)):
            yield f"{said.indicator.id} {said.measure} is {hidden[0]}"
        if len(hidden) > 1 and any(len(set(one) & set(hidden)) == len(hidden) and _hidden_in(one, cells) == len(hidden) + 1 for one in sums()):
            yield f"{said.indicator.id} is one hidden cell of another sum"
        if len(hidden) >= 1 and figure.numerator is not None and len(parts) == 1:
            yield f"the receipt of {said.indicator.id} says {hidden[0]}"


def _hidden_in(one: Iterable[Member], cells: Cells) -> int:
    return sum(cells.get(member) == "c" for member in one)


def new_by_elimination(figures: Iterable[Figure], cells: Cells, catalogue: Catalogue) -> set[Member]:
    """The hidden cells that follow from our figures beside the printed ones, and from the printed ones alone do not."""
    held = [tuple(m for m in one if m in cells) for one in sums() if one[0] in cells and len([m for m in one if m in cells]) > 1]
    printed = {member: value for member, value in cells.items() if value != "c"}
    known, rows = dict(printed), list(held)
    for figure in figures:
        parts = parts_of(figure)
        if figure.measure is Measure.COUNT and figure.value is not None and is_ours(figure) and set(parts) <= set(cells):
            ours = (figure.indicator.id, "")
            known[ours] = figure.value
            rows.append((ours, *parts))
    truth = dict.fromkeys(cells, 1)
    return by_elimination(truth, known, rows) - by_elimination(truth, printed, held) - printed.keys()

