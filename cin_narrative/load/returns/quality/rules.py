"""`quality_rules/rules.toml` -> rules, checked: what can be wrong, where, and what it damages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import Record, TomlFile, read_sound
from cin_narrative.load.returns.census_file.fields import FIELDS
from cin_narrative.store.observations import COUNTED

RULES = Path(__file__).parents[1] / "quality_rules"


class Rule(Record, frozen=True):
    """One thing that can be wrong: rows of ``view`` that the column ``where`` marks. It damages
    ``indicators``, the worst first, and all others that rest on a field that the column is made of;
    or ``everything`` that a return gives, where a record may be one too many.
    """

    id: str
    group: int
    codes: tuple[str, ...]
    handling: Literal["block", "exclude", "report"]
    view: str
    where: str
    records: str
    indicators: tuple[str, ...]
    words: str
    everything: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the census that ``where`` is made of."""
        return fields_of(self.view, self.where)

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


class RulesFile(Record, frozen=True):
    """``rules.toml``: the rules; the counts whose large changes are told, as a finding names
    each.
    """

    rules: tuple[Rule, ...]
    watched: dict[str, str]


@cache
def rules_file() -> RulesFile:
    """What ``rules.toml`` holds. Raises ``DefinitionFault``."""
    return read_sound(RULES / "rules.toml", RulesFile)


def load_rules() -> tuple[Rule, ...]:
    """Every rule. Raises ``DefinitionFault``."""
    return rules_file().rules


def rule_faults(indicators: Collection[str]) -> Iterator[Fault]:
    """Every fault of ``rules.toml``: keys, types, rules that stand twice, and what is none of
    ``indicators``.
    """
    file = TomlFile(RULES / "rules.toml")
    found, faults = file.read(RulesFile)
    yield from faults
    for keys, indicator in _named(found) if found else ():
        yield from file.unknown(keys, indicator, indicators)
    ids = [rule.id for rule in found.rules] if found else []
    for at, name in enumerate(ids):
        if name in ids[:at]:
            yield file.fault(("rules", at, "id"), "stands_twice", what=name)


def _named(found: RulesFile) -> Iterator[tuple[Keys, str]]:
    """Every indicator that the file names, and where."""
    for at, rule in enumerate(found.rules):
        yield from (
            (("rules", at, "indicators", i), name) for i, name in enumerate(rule.indicators)
        )
    yield from ((("watched", name), name) for name in found.watched)


@cache
def quality_sql(view: str) -> str:
    """The SELECT of a quality view, without its comments."""
    text = (RULES / f"{view}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))


@cache
def fields_of(view: str, column: str) -> frozenset[str]:
    """The fields of the census that a column of a quality view is made of, by its SQL."""
    sql, names, seen = quality_sql(view), [column], set[str]()
    for name in names:  # grows by what each is made of
        made_of = {word for text in _expressions(sql, name) for word in re.findall(r"\w+", text)}
        names += sorted(made_of - seen - FIELDS.keys())
        seen |= made_of
    return frozenset(seen & FIELDS.keys())


def _expressions(sql: str, name: str) -> Iterator[str]:
    """What stands before each ``AS name``, back to the comma, SELECT or bracket that begins it."""
    for found in re.finditer(rf"\sAS\s+{name}\b", sql):
        depth, at = 0, found.start()
        while at > 0 and not (depth == 0 and (sql[at - 1] in ",(" or sql[:at].endswith("SELECT"))):
            at -= 1
            depth += {")": 1, "(": -1}.get(sql[at], 0)
        yield sql[at : found.start()]
