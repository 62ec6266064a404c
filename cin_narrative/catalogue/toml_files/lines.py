"""Where each key of a TOML text stands: text -> line of every path, so that a fault can name it.

A path is what leads to a value: ``("sections", 3, "paragraphs", 0, "claims", 2, "say")``.
``tomllib`` gives values without their places; this reads the same text again for those alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

Path = tuple[str | int, ...]
KEY = re.compile(r"\s*(?:\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'|([A-Za-z0-9_-]+))\s*")
TOKEN = re.compile(
    r"(?P<text>\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
    r"|(?P<note>#[^\n]*)|(?P<mark>[\[\]{},=])|(?P<end>\n)|(?P<bare>[^\s\[\]{},=#\"']+)",
    re.DOTALL,
)


@lru_cache(maxsize=256)
def lines_of(text: str) -> Mapping[Path, int]:
    """The line (from one) of every table, key and element of ``text``; of a text that is no TOML,
    those before it goes wrong.
    """
    return _Scanner(text).lines


def line_at(lines: Mapping[Path, int], path: Path) -> int:
    """The line of ``path``, or of the nearest thing that it lies in; nought where there is none."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


class _Scanner:
    """Walks the tokens of one text and notes where each path begins."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._line, self._counted = 1, 0
        self._tables: dict[Path, int] = {}  # arrays of tables: how many stand already
        self._tokens = [match for match in TOKEN.finditer(text) if match.lastgroup != "note"]
        self._at = 0
        with suppress(IndexError):  # the text ends inside a value: tomllib says so
            self._document()

    def _document(self) -> None:
        table: Path = ()
        while self._at < len(self._tokens):
            if self._is_end():
                self._at += 1
            elif self._is("["):
                table = self._header()
            else:
                self._pair(table)

    def _is(self, mark: str) -> bool:
        token = self._tokens[self._at]
        return token.lastgroup == "mark" and token[0] == mark

    def _is_end(self) -> bool:
        return self._tokens[self._at].lastgroup == "end"

    def _here(self) -> int:
        """The line of the token that is looked at; tokens are asked for in order."""
        start = self._tokens[self._at].start()
        self._line += self._text.count("\n", self._counted, start)
        self._counted = start
        return self._line

    def _header(self) -> Path:
        line, depth, words = self._here(), 0, ""
        while self._is("["):
            depth += 1
            self._at += 1
        while not self._is_end():
            words += "" if self._is("]") else self._tokens[self._at][0]
            self._at += 1
        path = self._placed(_keys(words), depth > 1)
        self.lines[path] = line
        return path

    def _placed(self, keys: Path, repeats: bool) -> Path:
        """The path of a header; where a part of it names an array of tables, its last one."""
        path: Path = ()
        for index, key in enumerate(keys):
            path += (key,)
            self.lines.setdefault(path, self._line)
            if repeats and index == len(keys) - 1:
                self._tables[path] = self._tables.get(path, -1) + 1
            if path in self._tables:
                path += (self._tables[path],)
        return path

    def _pair(self, table: Path) -> None:
        line, words = self._here(), ""
        while not self._is("="):
            if self._is_end():
                return  # no TOML: tomllib says so
            words += self._tokens[self._at][0]
            self._at += 1
        self._at += 1
        path = table + _keys(words)
        self.lines.setdefault(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._is("["):
            self._members(path, "]")
        elif self._is("{"):
            self._members(path, "}")
        else:
            while self._at < len(self._tokens) and self._tokens[self._at].lastgroup in (
                "text",
                "bare",
            ):
                self._at += 1

    def _members(self, path: Path, close: str) -> None:
        """The elements of an array, or the pairs of an inline table."""
        self._at += 1
        index = 0
        while not self._is(close):
            if self._is_end() or self._is(","):
                self._at += 1
            elif close == "}":
                self._pair(path)
            else:
                self.lines[(*path, index)] = self._here()
                self._value((*path, index))
                index += 1
        self._at += 1


def _keys(words: str) -> Path:
    """A dotted key in its parts."""
    found: list[str] = []
    at = 0
    while at < len(words) and (match := KEY.match(words, at)):
        found.append(next(part for part in match.groups() if part is not None))
        at = match.end() + 1  # the dot
    return tuple(found)
