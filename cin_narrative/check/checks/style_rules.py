"""The style rules (``prompts/commentary/style.toml``): patterns that are none, rules that do not
exist, waivers without a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, prompts, unknown_name
from cin_narrative.messages import message
from cin_narrative.writing.style.rules import RULES
from cin_narrative.writing.style.text import TextKind

Said = tuple[str, str]


def faults(house: House) -> Iterator[Fault]:
    """The faults of every check of the style rules; its keys and types are held to their shape."""
    path = prompts("commentary", "style.toml")
    entries = (house.table(path) or {}).get("checks", [])
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        for key, text in _entry_faults(entry) if isinstance(entry, dict) else ():
            keys = ("checks", place, key) if key in entry else ("checks", place)
            yield house.document(path).fault(keys, text)


def _entry_faults(entry: dict[str, Any]) -> Iterator[Said]:
    if ("pattern" in entry) == ("words" in entry):
        yield "pattern", message("check.pattern_or_words")
    if "rule" in entry and entry["rule"] not in RULES:
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
