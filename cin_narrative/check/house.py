"""What the checks look at: the files of the house -> documents with lines, the catalogue as far as
it can be read, the areas, and the package's own sources.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import DEFINITIONS, Catalogue, read_what_can_be
from cin_narrative.catalogue.definitions import Definitions, read_definitions
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.lines import line_at, lines_of
from cin_narrative.catalogue.toml_files.records import nearest, shown_name
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message
from cin_narrative.resources import resource


class Document:
    """One file: its text, its name as a reader finds it, and the faults said of a place in it."""

    def __init__(self, path: Path, name: str, text: str) -> None:
        self.path, self.name, self.text = path, name, text

    @cached_property
    def lines(self) -> Mapping[Keys, int]:
        """The line of every key of a TOML text; worked out when a fault is first found."""
        return lines_of(self.text)

    def fault(self, keys: Keys, text: str) -> Fault:
        """A fault of the value that ``keys`` lead to."""
        return Fault(self.name, line_at(self.lines, keys), text)

    def fault_at(self, line: int, text: str) -> Fault:
        """A fault of a line."""
        return Fault(self.name, line, text)

    def line_with(self, words: str) -> int:
        """The first line that holds ``words``; nought where none does."""
        start = self.text.find(words) if words else -1
        return self.text.count("\n", 0, start) + 1 if start >= 0 else 0


class House:
    """All that is checked, each read once. ``unreadable`` gathers the files that cannot be read."""

    def __init__(self) -> None:
        self.unreadable: list[Fault] = []
        self._documents: dict[Path, Document] = {}
        self._tables: dict[Path, dict[str, Any] | None] = {}

    def document(self, path: Path) -> Document:
        """The file at ``path``; an empty one where it cannot be read, which is a fault."""
        if path not in self._documents:
            name, text = shown_name(path), ""
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                self.unreadable.append(Fault(name, 0, message("check.unreadable", why=_why(error))))
            self._documents[path] = Document(path, name, text)
        return self._documents[path]

    def table(self, path: Path) -> dict[str, Any] | None:
        """The TOML of ``path``; None where it is none, which is a fault of its own."""
        if path not in self._tables:
            document, table = self.document(path), None
            try:
                table = tomllib.loads(document.text)
            except tomllib.TOMLDecodeError as error:
                line = getattr(error, "lineno", 0) or _line_said(str(error))
                self.unreadable.append(
                    document.fault_at(line, message("check.unreadable", why=error))
                )
            self._tables[path] = table
        return self._tables[path]

    @cached_property
    def definitions(self) -> Definitions:
        """The files of the indicators and notes, each with its record."""
        return read_definitions(DEFINITIONS)

    @cached_property
    def reading(self) -> tuple[Catalogue, list[Fault], frozenset[str]]:
        """The catalogue as far as it can be read, its faults, and the indicators left out."""
        return read_what_can_be(DEFINITIONS, self.definitions)

    @property
    def catalogue(self) -> Catalogue:
        """The indicators and notes without a fault of their own."""
        return self.reading[0]

    @property
    def known_indicators(self) -> frozenset[str]:
        """Every indicator that has a file, at fault or not: what refers to one is not at fault."""
        return frozenset(self.catalogue.indicators) | self.reading[2]

    @cached_property
    def at_fault(self) -> frozenset[str]:
        """The indicators whose own file has a fault: what refers to them may be sound."""
        return self.reading[2] | {PurePath(fault.file).stem for fault in self.reading[1]}

    @cached_property
    def areas(self) -> Areas | None:
        """The areas; None where their tables are at fault (the check of the tables says how)."""
        try:
            return load_areas()
        except (CinNarrativeError, KeyError, ValueError, TypeError):
            return None

    def indicator_file(self, indicator: str) -> Document:
        """The file that defines an indicator."""
        return self.document(DEFINITIONS / "indicators" / f"{indicator}.toml")

    def sources(self, folder: Path, holding: str = "") -> Mapping[str, list[ast.AST]]:
        """The parts of the Python below ``folder`` whose text matches ``holding``, by the name of
        its file.
        """
        found = {}
        for path in sorted(folder.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if not holding or re.search(holding, text):
                with suppress(SyntaxError):  # Python itself says so, before any check
                    found[shown_name(path)] = list(_parts(ast.parse(text)))
        return found


def _parts(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of a tree, in no order: ``ast.walk`` takes three times as long."""
    waiting: list[object] = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, ast.AST):
            yield one
            waiting += vars(one).values()


def unknown_name(what: str, name: str, known: Iterable[str]) -> str:
    """That something named does not exist, with the nearest that does."""
    return message("check.unknown_name", what=what, name=name) + nearest(name, known)


def prompts(*parts: str) -> Path:
    """A file or folder below ``prompts``."""
    return resource("prompts", *parts)


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _line_said(text: str) -> int:
    """The line that ``tomllib`` names in its message: "... (at line 3, column 5)"."""
    _, found, rest = text.partition("(at line ")
    number = rest.split(",")[0]
    return int(number) if found and number.isdigit() else 0
