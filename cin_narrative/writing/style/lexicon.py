"""The rules that a list of words or a pattern can check, read from
``prompts/commentary/style.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cin_narrative.claims.direction import PROMPTS
from cin_narrative.errors import DefinitionFault
from cin_narrative.messages import message
from cin_narrative.writing.style.rules import load_rules
from cin_narrative.writing.style.text import Finding, TextKind, Unmarked

STYLE = PROMPTS / "commentary" / "style.toml"
KEYS = {"rule", "pattern", "words", "advice", "not_in", "because", "typed"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One pattern of one rule; ``not_in`` are the kinds of text where it is waived, ``typed`` that
    only typed text is held to it.
    """

    rule: int
    pattern: re.Pattern[str]
    advice: str
    not_in: frozenset[TextKind]
    typed: bool


def lexicon_findings(bare: Unmarked, kind: TextKind, typed: bool) -> Iterator[Finding]:
    """What the patterns find in a text; a typed note is no reviewed one, so nothing is waived for
    it.
    """
    for one in load_lexicon():
        if (one.typed and not typed) or (kind in one.not_in and not typed):
            continue
        for match in one.pattern.finditer(bare.text):
            yield bare.finding(one.rule, match.start(), match.end(), one.advice)


@cache
def load_lexicon(path: Path = STYLE) -> tuple[Lexicon, ...]:
    """The patterns of ``path``; raises ``DefinitionFault`` listing every fault."""
    lexicon, faults = read_lexicon(path)
    if faults:
        raise DefinitionFault(faults)
    return lexicon


def read_lexicon(path: Path = STYLE) -> tuple[tuple[Lexicon, ...], list[str]]:
    """The patterns and their faults, each with the number of its entry."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("checks", [])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (), [f"{path.name}: cannot be read: {error}"]
    made, faults = [], []
    for number, entry in enumerate(entries, start=1):
        try:
            made.append(_lexicon(entry))
        except (KeyError, ValueError, re.error) as error:
            faults.append(f"{path.name}, check {number}: {error}")
    return tuple(made), faults


def _lexicon(entry: dict[str, Any]) -> Lexicon:
    unknown = sorted(set(entry) - KEYS)
    if unknown or ("pattern" in entry) == ("words" in entry):
        raise ValueError(
            f"unknown keys {unknown}" if unknown else message("check.pattern_or_words")
        )
    if entry["rule"] not in load_rules():
        raise ValueError(message("check.no_rule", rule=entry["rule"]))
    if entry.get("not_in") and not entry.get("because"):
        raise ValueError(message("writing.waiver_without_reason"))
    pattern = (
        entry.get("pattern")
        or rf"(?i)(?<![\w-])(?:{'|'.join(re.escape(word) for word in entry['words'])})(?![\w-])"
    )
    kinds = frozenset(TextKind(kind) for kind in entry.get("not_in", ()))
    return Lexicon(
        entry["rule"], re.compile(pattern), entry["advice"], kinds, entry.get("typed", False)
    )
