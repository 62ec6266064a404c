"""What must not be answered with a figure, whatever else is asked: found in the text itself, before any reading."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from cin_narrative.questions.framing import without_own_child
from cin_narrative.questions.setting import Decline

PATTERNS = Path(__file__).with_name("guards.toml")
KINDS = ("danger", "personal", "hidden", "orders")  # in this order: someone reporting a child at risk comes first


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))
    found = {name: re.compile(table[name]) for name in ("counting", "not_english")}
    for kind in KINDS:
        found[kind] = re.compile("|".join(f"(?:{pattern.replace('{child}', table['child'])})" for pattern in table[kind]["patterns"]))
    return found


def stopped(text: str) -> Decline | None:
    """The refusal that the normalised text calls for, if any; a question that counts reports no child."""
    patterns = _patterns()
    asked = without_own_child(text)
    counts = patterns["counting"].match(text) and "right now" not in text
    for saying in KINDS:
        if not (saying == "danger" and counts) and patterns[saying].search(asked if saying == "personal" else text):
            return Decline("refused", saying)
    return Decline("refused", "not_english") if patterns["not_english"].search(text) else None
