"""The table of keys in CONTRIBUTING: the records of definitions -> Markdown.

``python -m cin_narrative.catalogue.checks.key_table`` prints it; a test holds CONTRIBUTING to it.
What a key means stands once, in the docstring of its record.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from inspect import getdoc
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec

from cin_narrative.catalogue.records import FILES
from cin_narrative.catalogue.toml_files.records import Record, choices
from cin_narrative.messages import message, words

MEANING = re.compile(r"^(?P<keys>\w+(?:, \w+)*): (?P<text>.+(?:\n  .+)*)", re.MULTILINE)
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"


def key_tables() -> str:
    """A table for each kind of record: its keys, what they hold, what they mean."""
    return "\n\n".join([BEGIN, *map(_table, FILES), END])


def meanings(record: type[Record]) -> Mapping[tuple[str, ...], str]:
    """What the keys of a record mean, by the names that stand before each colon."""
    found = MEANING.finditer(getdoc(record) or "")
    return {tuple(one["keys"].split(", ")): " ".join(one["text"].split()) for one in found}


def _table(record: type[Record]) -> str:
    summary = " ".join((getdoc(record) or "").split("\n\n")[0].split())
    lines = [summary, "", message("catalogue.key_head"), "|---|---|---|", *_lines(record)]
    return "\n".join(lines)


def _lines(record: type[Record]) -> Iterator[str]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(record)}
    for keys, meaning in meanings(record).items():
        names = ", ".join(f"`{key}`" for key in keys)
        field = fields[keys[0]]
        holds = _kind(field.type)
        if not field.required:
            holds = message("catalogue.optional", kind=holds)
        yield f"| {names} | {holds} | {meaning} |"


def _kind(kind: Any) -> str:
    """What a key holds, in words."""
    origin, inner = get_origin(kind), [one for one in get_args(kind) if one is not NoneType]
    if named := choices(kind):
        return ", ".join(f"`{name}`" for name in named)
    if origin is tuple:
        item = inner[0]
        tables = isinstance(item, type) and issubclass(item, Record)
        return words("catalogue.kinds")["tables" if tables else f"{_base(item)}s"]
    if origin is dict:
        return words("catalogue.kinds")["tables"]
    return _kind(inner[0]) if inner else words("catalogue.kinds")[_base(kind)]


def _base(kind: type) -> str:
    names = {bool: "bool", int: "int", date: "date"}
    return names.get(kind, "str")


if __name__ == "__main__":
    sys.stdout.write(key_tables() + "\n")
