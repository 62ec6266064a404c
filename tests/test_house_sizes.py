"""The house rules of size and words: small modules and functions, no sentence and no area in Python."""

from __future__ import annotations

import ast
import csv
import statistics
import tomllib
from collections import Counter
from functools import cache

import pytest
from house_rules import (
    MODULES,
    PACKAGE,
    ROOT,
    STAYING,
    WAIVED,
    is_sentence,
    nodes,
    place,
    source,
    texts,
    texts_of,
)

from cin_narrative.resources import resource

ONE_FILE_A_KIND = ("checks", "operators", "commands", "findings", "claims")  # folders that hold as many modules as there are kinds
MOST_FORMAT_SKIPS = 5


@cache
def lengths_of_functions() -> dict[str, int]:
    return {
        f"{place(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in STAYING
        for node in nodes(path)
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


def lines_of_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return (first.end_lineno or 0) - first.lineno + 1 if is_text else 0


def test_functions_are_short() -> None:
    """Half of them have six lines or fewer of code.

    A docstring is not counted for the half: the house asks for one in every public function, and the rule is about how much code one has to
    keep in mind. With docstrings the middle is seven lines. For the 95 in a hundred, and for the longest, every line counts.
    """
    code = [
        (node.end_lineno or 0) - node.lineno + 1 - lines_of_docstring(node)
        for path in STAYING
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert statistics.median(code) <= 6
    lengths = sorted(lengths_of_functions().values())
    assert lengths[int(len(lengths) * 0.95)] <= 25


def test_no_folder_is_full() -> None:
    held = Counter(place(path.parent) for path in STAYING if path.parent != PACKAGE and path.parent.name not in ONE_FILE_A_KIND)
    assert {folder: count for folder, count in held.items() if count > 16} == {}


def test_lines_are_long_nowhere_but_in_the_rooms_that_are_rebuilt() -> None:
    """ruff reads the lines; this sees that it passes over the waived rooms alone, and no line by itself."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    waived = [name for name, rules in table["lint"]["per-file-ignores"].items() if name.startswith("cin_narrative") and "E501" in rules]
    assert table["line-length"] == 100
    assert waived == ([f"cin_narrative/{{{','.join(WAIVED)}}}/**"] if WAIVED else [])
    assert [place(path) for path in STAYING if "noqa: E501" in source(path)] == []


def test_every_waived_room_is_there() -> None:
    assert [room for room in WAIVED if not (PACKAGE / room).is_dir()] == []


def test_few_lines_are_kept_from_the_formatter() -> None:
    assert sum(source(path).count("fmt: skip") + source(path).count("fmt: off") for path in STAYING) <= MOST_FORMAT_SKIPS


def test_sentences_stand_in_prompts() -> None:
    found = [f"{place(path)}:{line} {text[:80]}" for path in STAYING for line, text in texts_of(path) if is_sentence(text)]
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
        ('x = f"plans_begun_by_{what}_category_or_none"', False),
        ('x = r"(?P<unit>per ?cent|percentage points?|times as many)"', False),
        ('x = f"{path} (made-up: no child is in it)"', True),
        ('x = \'<div class="cin cited" id="one two"></div>\'', False),
    ],
)
def test_what_counts_as_a_sentence(code: str, read: bool) -> None:
    assert any(is_sentence(text) for _, text in texts(code)) is read


def test_no_authority_stands_in_python() -> None:
    with resource("data", "reference", "areas.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file) if row["level"] == "authority"}
    assert len(names) > 150
    found = [f"{place(path)}:{line} {text}" for path in MODULES for line, text in texts_of(path) if text in names]
    assert found == []
