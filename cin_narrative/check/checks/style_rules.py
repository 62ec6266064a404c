"""The writing rules (``prompts/commentary/rules.toml``) and their checks (``style.toml``): numbers
that stand twice, patterns that are none, rules that do not exist, waivers without a reason.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, prompts, unknown_name
from cin_narrative.messages import message
from cin_narrative.writing.style.text import TextKind

Said = tuple[str, str]


def faults(house: House) -> Iterator[Fault]:
    """The faults of every rule and every check of one; keys and types are held to their shapes."""
    register, path = (prompts("commentary", name) for name in ("rules.toml", "style.toml"))
    numbers = list[object]()
    for place, rule in _tables(house, register, "rules"):
        if (number := rule.get("number")) in numbers:
            text = message("check.stands_twice", name=number)
            yield house.document(register).fault(("rules", place, "number"), text)
        numbers.append(number)
    for place, entry in _tables(house, path, "checks"):
        for key, text in _entry_faults(entry, numbers):
            keys = ("checks", place, key) if key in entry else ("checks", place)
            yield house.document(path).fault(keys, text)


def _tables(house: House, path: Path, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The tables of the list ``name``, each with its place; what is no table is passed over."""
    found = (house.table(path) or {}).get(name, [])
    for place, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, dict):
            yield place, entry


def _entry_faults(entry: dict[str, Any], numbers: Container[object]) -> Iterator[Said]:
    if ("pattern" in entry) == ("words" in entry):
        yield "pattern", message("check.pattern_or_words")
    if "rule" in entry and entry["rule"] not in numbers:
        yield "rule", message("check.no_rule", rule=entry["rule"])
    if entry.get("not_in") and not entry.get("because"):
        yield "not_in", message("check.key_missing", key="because")
    kinds = entry.get("not_in", [])
    for kind in kinds if isinstance(kinds, list) else ():
        if kind not in list(TextKind):
            yield "not_in", unknown_name(message("check.a_text_kind"), str(kind), list(TextKind))
    try:
        re.compile(str(entry.get("pattern", "")))
    except re.error as error:
        yield "pattern", message("check.no_pattern", why=error)
