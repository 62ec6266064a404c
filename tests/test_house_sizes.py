"""The house rules of size and words: small modules and functions, no sentence, indicator or area in Python."""

from __future__ import annotations

import ast
import csv
import statistics
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from house_rules import MODULES, PACKAGE, ROOT, STAYING, WAIVED, is_sentence, place, texts

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.messages import gaps_of
from cin_narrative.messages import texts as messages
from cin_narrative.resources import resource

ONE_FILE_A_KIND = ("operators", "findings", "claims")  # folders that hold as many modules as there are kinds
MOST_FORMAT_SKIPS = 5


@cache
def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def lengths_of_functions() -> dict[str, int]:
    return {
        f"{place(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in STAYING
        for node in ast.walk(ast.parse(source(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@cache
def lengths_of_modules() -> dict[str, int]:
    return {place(path): len(source(path).splitlines()) for path in STAYING}


def test_no_module_is_long() -> None:
    assert {name: length for name, length in lengths_of_modules().items() if length > 300} == {}


def test_half_of_the_modules_have_a_hundred_lines_or_fewer() -> None:
    assert statistics.median(lengths_of_modules().values()) <= 100


def test_no_function_is_long() -> None:
    assert {name: length for name, length in lengths_of_functions().items() if length > 40} == {}


def test_functions_are_short() -> None:
    lengths = sorted(lengths_of_functions().values())
    assert statistics.median(lengths) <= 6
    assert lengths[int(len(lengths) * 0.95)] <= 25


def test_no_folder_is_full() -> None:
    held = Counter(place(path.parent) for path in STAYING if path.parent != PACKAGE and path.parent.name not in ONE_FILE_A_KIND)
    assert {folder: count for folder, count in held.items() if count > 16} == {}


def test_lines_are_long_nowhere_but_in_the_rooms_that_are_rebuilt() -> None:
    """ruff reads the lines; this sees that it passes over the waived rooms alone, and no line by itself."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    waived = [name for name, rules in table["lint"]["per-file-ignores"].items() if name.startswith("cin_narrative") and "E501" in rules]
    assert table["line-length"] == 100
    assert waived == [f"cin_narrative/{{{','.join(WAIVED)}}}/**"]
    assert [place(path) for path in STAYING if "noqa: E501" in source(path)] == []


def test_every_waived_room_is_there() -> None:
    assert [room for room in WAIVED if not (PACKAGE / room).is_dir()] == []


def test_few_lines_are_kept_from_the_formatter() -> None:
    assert sum(source(path).count("fmt: skip") + source(path).count("fmt: off") for path in STAYING) <= MOST_FORMAT_SKIPS


def test_sentences_stand_in_prompts() -> None:
    found = [f"{place(path)}:{line} {text[:80]}" for path in STAYING for line, text in texts(source(path)) if is_sentence(text)]
    assert found == []


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ('x = "No log is kept."', True),
        ('x = f"{count} files were not taken."', True),
        ('x = "a word or " "two and more"', True),
        ('x = "<p>Nothing is held here</p>"', True),
        ('x = "three words here"', False),
        ('def f():\n    "No sentence but a docstring."', False),
        ('x = "SELECT area, year FROM store.sources ORDER BY id"', False),
        ("x = 'area, year, indicator, measure, \"row\", col'", False),
        ('x = "area, year and all that is held"', True),
        ('x = \'<div class="cin cited" id="one two"></div>\'', False),
    ],
)
def test_what_counts_as_a_sentence(code: str, read: bool) -> None:
    assert any(is_sentence(text) for _, text in texts(code)) is read


def test_no_indicator_stands_in_python() -> None:
    """An id of one word is a word like any other, and the name of a table of the census."""
    ids = {indicator.id for indicator in load_catalogue() if "_" in indicator.id}
    found = [f"{place(path)}:{line} {text}" for path in MODULES for line, text in texts(source(path)) if ids & set(text.replace(":", " ").split())]
    assert found == []


def test_no_authority_stands_in_python() -> None:
    with resource("data", "reference", "areas.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file) if row["level"] == "authority"}
    assert len(names) > 150
    found = [f"{place(path)}:{line} {text}" for path in MODULES for line, text in texts(source(path)) if text in names]
    assert found == []


class Asked(ast.NodeVisitor):
    """The messages that a module asks for, with the gaps that it fills; ``**`` fills what cannot be seen."""

    def __init__(self) -> None:
        self.found: list[tuple[str, set[str] | None]] = []

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in ("message", "words") and isinstance(node.args[0], ast.Constant):
            hidden = any(keyword.arg is None for keyword in node.keywords) or node.func.id == "words"
            self.found.append((str(node.args[0].value), None if hidden else {str(keyword.arg) for keyword in node.keywords}))
        self.generic_visit(node)


def asked_for(code: str) -> list[tuple[str, set[str] | None]]:
    visitor = Asked()
    visitor.visit(ast.parse(code))
    return visitor.found


def wrong(name: str, filled: set[str] | None, held: Callable[[str], dict]) -> str:
    room, _, own = name.partition(".")
    text = held(room).get(own)
    if text is None:
        return f"{name} is not there"
    if filled is not None and filled != gaps_of(text):
        return f"{name} has the gaps {sorted(gaps_of(text))}, filled are {sorted(filled)}"
    return ""


def test_every_message_asked_for_is_there_with_the_gaps_that_are_filled() -> None:
    faults = [wrong(name, filled, messages) for path in MODULES for name, filled in asked_for(source(path))]
    assert [fault for fault in faults if fault] == []


def test_every_message_is_asked_for() -> None:
    asked = {name for path in MODULES for name, _ in asked_for(source(path))}
    files = resource("prompts", "messages").glob("*.toml")
    assert [f"{file.stem}.{name}" for file in sorted(files) for name in messages(file.stem) if f"{file.stem}.{name}" not in asked] == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ('message("cli.one", file=path)', ""),
        ('message("cli.two")', "cli.two is not there"),
        ('message("cli.one")', "cli.one has the gaps ['file'], filled are []"),
        ('message("cli.one", file=path, why=error)', "cli.one has the gaps ['file'], filled are ['file', 'why']"),
        ('message("cli.one", **gaps)', ""),
    ],
)
def test_a_message_that_is_missing_or_filled_wrongly_is_seen(code: str, fault: str) -> None:
    ((name, filled),) = asked_for(code)
    assert wrong(name, filled, lambda room: {"one": "{file} is not there."}) == fault
