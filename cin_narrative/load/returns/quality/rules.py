"""`quality_rules/rules.toml` -> rules, checked: what can be wrong, where, and what it damages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import DefinitionFault
from cin_narrative.messages import message
from cin_narrative.store.observations import COUNTED

RULES = Path(__file__).parents[1] / "quality_rules"
HANDLINGS = ("block", "exclude", "report")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong: rows of ``view`` that the column ``where`` marks."""

    id: str
    group: int
    codes: tuple[str, ...]
    handling: str
    view: str
    where: str
    records: str
    indicators: tuple[str, ...]
    words: str

    @property
    def said(self) -> str:
        """The finding with a place for its number: "Referrals that were closed without a
        reason{number}. They count as unknown.".
        """
        what, _, then = self.words.partition(": ")
        if self.records != "return":
            who = "who" if self.records == "children" else "that"
            what = f"{_capital(self.records)} {who} {what}{COUNTED}"
        whole = f"{what}. {_capital(then)}" if then else what
        return f"{whole}{self._codes}."

    @property
    def _codes(self) -> str:
        """The numbers of DfE's rules: " (rules 8555, 8560)"; nothing where it has none."""
        if not self.codes:
            return ""
        return f" (rule{'s' if len(self.codes) > 1 else ''} {', '.join(self.codes)})"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule, checked. Raises ``DefinitionFault``."""
    text = (RULES / "rules.toml").read_text(encoding="utf-8")
    rules = tuple(_rule(entry) for entry in tomllib.loads(text)["rules"])
    faults = [
        message("load.rule_handling", rule=rule.id, handlings=", ".join(HANDLINGS))
        for rule in rules
        if rule.handling not in HANDLINGS
    ]
    if len({rule.id for rule in rules}) < len(rules):
        faults.append(message("load.rule_twice"))
    if faults:
        raise DefinitionFault(faults)
    return rules


def _rule(entry: Mapping[str, Any]) -> Rule:
    lists = {name: tuple(entry[name]) for name in ("codes", "indicators")}
    return Rule(**{**entry, **lists})


def check_rules(catalogue: Catalogue) -> None:
    """Raise ``DefinitionFault`` where a rule names an indicator that does not exist."""
    faults = [
        message("load.rule_without_indicator", rule=rule.id, id=name)
        for rule in load_rules()
        for name in rule.indicators
        if name not in catalogue
    ]
    if faults:
        raise DefinitionFault(faults)


@cache
def quality_sql(view: str) -> str:
    """The SELECT of a quality view, without its comments."""
    text = (RULES / f"{view}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
