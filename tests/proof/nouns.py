"""What the English nouns of a sentence mean: phrases -> indicators and categories, read from the definitions as plain TOML."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INDICATORS = ROOT / "cin_narrative" / "catalogue" / "indicators"
FAMILIES = ROOT / "cin_narrative" / "catalogue" / "families.toml"
NOTES = ROOT / "cin_narrative" / "catalogue" / "notes.toml"
OUTLINE = ROOT / "prompts" / "commentary" / "summary.toml"
Meanings = frozenset[tuple[str, str]]  # indicator, category


def blanks_made_single(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Nouns:
    """Every phrase of the definitions, the other way round."""

    definitions: dict[str, dict[str, Any]]
    counted: dict[str, set[str]]  # "referrals", "referral" -> ids
    shares: dict[tuple[str, str], set[tuple[str, str]]]  # (whole's plural, what is said of it) -> (id, category)
    names: dict[str, set[str]]  # "the percentage of referrals within ..." -> ids
    titles: dict[str, set[str]]  # title in small letters -> ids
    dimensions: dict[str, set[str]]
    notes: dict[str, dict[str, Any]]
    in_rows: frozenset[str]  # what the page has a row of
    outlined: frozenset[str]  # what the outline names: a page like another shows it
    questions: dict[str, dict[str, str]]  # indicator, or "above/below" -> way ("rose") -> what is asked

    def question(self, of: str, way: str) -> str:
        """What is asked of an indicator, or of so many of one stage for each of another, that went that way."""
        return self.questions[of][way]

    @property
    def asked_of(self) -> set[str]:
        """The indicators that messages are on."""
        return {name for name in self.questions if "/" not in name}

    def category(self, indicator: str, category: str) -> dict[str, Any]:
        """One line of a breakdown; nothing where it is of none."""
        return next((one for one in self.categories(indicator) if one["id"] == category), {})

    def kind(self, indicator: str) -> str:
        """``stock`` or ``flow``."""
        return str(self.definitions[indicator]["kind"])

    def whole(self, indicator: str) -> str:
        """What the percentages of the indicator are of."""
        percentage = self.definitions[indicator]["measures"].get("percentage", {})
        return str(percentage.get("of") or self.definitions[indicator].get("breakdown_of", ""))

    def categories(self, indicator: str) -> list[dict[str, Any]]:
        entry = self.definitions[indicator]
        return list(self.definitions[entry.get("count_from", indicator)].get("categories", []))

    def labels(self, indicator: str) -> dict[str, str]:
        """Label in a sentence -> category."""
        return {category["label"]: category["id"] for category in self.categories(indicator)}

    def whos(self, indicator: str) -> str:
        return "who" if self.definitions[indicator]["counted"] == "children" else "that"


def read_nouns() -> Nouns:
    definitions = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(INDICATORS.glob("*.toml"))}
    notes = {note["id"]: note for note in tomllib.loads(NOTES.read_text(encoding="utf-8"))["notes"]}
    parts = tomllib.loads(OUTLINE.read_text(encoding="utf-8"))["parts"]
    in_rows = frozenset(name for part in parts for name in (*part.get("shares", ()), *(row["indicator"] for row in part.get("rows", ()))))
    outlined = frozenset(re.findall(r"\w+", OUTLINE.read_text(encoding="utf-8"))) & definitions.keys()
    nouns = Nouns(definitions, {}, {}, {}, {}, {}, notes, in_rows, frozenset(outlined), read_questions())
    for name, entry in definitions.items():
        nouns.titles.setdefault(blanks_made_single(entry["title"]).casefold(), set()).add(name)
        if entry.get("dimension"):
            for phrase in (entry["dimension"], entry["dimensions"]):
                nouns.dimensions.setdefault(phrase, set()).add(name)
        else:
            for phrase in (entry["one"], entry["many"]):
                nouns.counted.setdefault(phrase, set()).add(name)
        percentage = entry["measures"].get("percentage")
        if percentage:
            nouns.names.setdefault(percentage.get("name", "").casefold(), set()).add(name)
            many = definitions[percentage["of"]]["many"]
            for category in nouns.categories(name) or [{"id": "", "label": ""}]:
                said = category.get("share", percentage["share"]).replace("{category}", category["label"])
                nouns.shares.setdefault((many, blanks_made_single(said)), set()).add((name, category["id"]))
    return nouns


def read_questions() -> dict[str, dict[str, str]]:
    """Of each indicator and each pair of stages of a family, the table of questions that names it, else the one that names none."""
    found: dict[str, dict[str, str]] = {}
    for family in tomllib.loads(FAMILIES.read_text(encoding="utf-8"))["families"]:
        pairs = ["/".join(pair) for key in ("ratios", "shares") for pair in family.get(key, [])]
        for table in sorted(family["questions"], key=lambda one: bool(one.get("of"))):  # the one for all others first
            found |= dict.fromkeys(table.get("of") or [*family["indicators"], *pairs], table)
    return found


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph: a full stop, a blank, a capital or a figure."""
    return re.split(r"(?<=[.?!]) (?=[A-Z0-9“\"])", text)
