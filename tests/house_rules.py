"""The files that the house tests look at, and the rooms that the rules of size and words wait for: none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cin_narrative"
# Rooms that the rules of size and words wait for while they are rebuilt. ruff's rule of line length has the same (pyproject.toml).
WAIVED: tuple[str, ...] = ()
MODULES = sorted(PACKAGE.rglob("*.py"))
STAYING = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] not in WAIVED]

WORD = re.compile(r"[(\"'`]*[A-Za-z][A-Za-z'-]+[.,:;!?)\"'`]*")  # between blanks; a name with a stroke, a dot or a digit is none
PATTERN = re.compile(r"\\[bdswBDSW]|\(\?")
TAG = re.compile(r"<[^>]*>")
SQL = re.compile(r"\b(SELECT|INSERT|CREATE|ATTACH|UPDATE|DELETE|DROP|ALTER|SET|FROM|JOIN|WHERE|ORDER BY|GROUP BY|AND|IN|CASE|VARCHAR|SMALLINT|DOUBLE|BOOLEAN)\b")
NAMES = re.compile(r'[\w" ]+(,\s*[\w"]+)*')  # of columns, one after the other


def place(path: Path) -> str:
    """``cli/main.py``."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A module as it is parsed, once for all the rules."""
    return ast.parse(source(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that a module is made of, gone through once for all the rules: that takes longer than to parse it."""
    return tuple(ast.walk(tree(path)))


@cache
def texts_of(path: Path) -> tuple[tuple[int, str], ...]:
    """Those of a module."""
    return tuple(_texts(nodes(path)))


def texts(code: str) -> Iterator[tuple[int, str]]:
    """The line and the text of every literal that is no docstring; a gap of an f-string is a blank."""
    yield from _texts(tuple(ast.walk(ast.parse(code))))


def _texts(parts: tuple[ast.AST, ...]) -> Iterator[tuple[int, str]]:
    passed_over = {id(text) for text in _docstrings(parts)}
    for node in parts:
        if isinstance(node, ast.JoinedStr):
            passed_over |= {id(part) for part in node.values}
            yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else " " for part in node.values)
    for node in parts:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.lineno, node.value


def _docstrings(parts: tuple[ast.AST, ...]) -> Iterator[ast.expr]:
    for node in parts:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def is_sentence(text: str) -> bool:
    """Whether a literal is words that somebody reads: four or more, and no SQL, list of names or pattern."""
    bare = TAG.sub(" ", text)
    names = "," in bare and bool(NAMES.fullmatch(bare)) and not re.search(r"\w \w", bare)
    words = sum(bool(WORD.fullmatch(part)) for part in bare.split())
    return words >= 4 and not (names or SQL.search(bare) or PATTERN.search(bare))
