"""`quality_rules/*.toml` -> rules, checked: what can be wrong, where, which of DfE's rules it is,
and what it damages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import Record, TomlFile, read_sound
from cin_narrative.catalogue.validation.dfe_rules import DfeRule, dfe_rules
from cin_narrative.load.returns.census_file.fields import FIELDS
from cin_narrative.messages import message
from cin_narrative.store.observations import COUNTED

RULES = Path(__file__).parents[1] / "quality_rules"
WATCHED = RULES / "watched.toml"
# In the order of the census: the order in which findings alike in all else are told.
RULE_FILES = tuple(
    RULES / f"{name}.toml"
    for name in (
        "header",
        "children",
        "episodes",
        "assessments",
        "enquiries",
        "protection_plans",
        "reviews",
        "child_in_need_plans",
        "whole_return",
    )
)
HEADER = "header"  # the view of the rules that look at the header alone
OF_HEADER = ("ReferenceDate", "LEA")
NAME = re.compile(r"[a-z]\w*")
JOINED_BY = ("and", "or", "not")


class RuleRecord(Record, frozen=True):
    """One thing that can be wrong: the rows of the file's view that ``where`` marks.

    id: our name of it
    dfe: the number of the rule of DfE's that it is; none where it is a check of our own
    where: a true/false column of the view, or several joined by and, or, not
    field: the field to look at, shown with its value where children are listed
    handling: `block`: no figure can be computed; `exclude`: the records are left out; `report`
    indicators: what it damages, the worst first
    fields: all other indicators that rest on one of them are damaged, too (default: `field`,
        where no indicators are named)
    everything: all that a return gives is damaged: a record may be one too many
    words: the finding: what is wrong with the records, and after a colon what comes of it
    """

    id: str
    where: str
    words: str
    field: str
    dfe: str = ""
    handling: Literal["block", "exclude", "report"] = "report"
    indicators: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    everything: bool = False


class RuleFile(Record, frozen=True):
    """The rules on one kind of record: the ``view`` whose rows they count, what the rows are, and
    the module of the census that they are of.
    """

    view: str
    records: str
    module: str
    rules: tuple[RuleRecord, ...]


class Watched(Record, frozen=True):
    """The counts whose large changes are told, as a finding names each."""

    watched: dict[str, str]


class Rule(RuleRecord, frozen=True):
    """A rule with what its file says of all its rules."""

    view: str = ""
    records: str = ""
    own_module: str = ""

    @property
    def module(self) -> str:
        """The module of the census that it is about: where DfE files it, or where we look."""
        return self.of_dfe.module if self.of_dfe else self.own_module

    @property
    def of_dfe(self) -> DfeRule | None:
        """The row of DfE's table that it is; None for a check of our own."""
        return dfe_rules()[self.dfe] if self.dfe else None

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The fields whose indicators it damages, beside those that it names."""
        return self.fields or (() if self.indicators else (self.field,))

    def asked_in(self, year: int) -> bool:
        """Whether it is looked at in a return of ``year``."""
        return self.of_dfe is None or self.of_dfe.holds_in(year)

    @property
    def said(self) -> str:
        """The finding with a place for its number, and the rule of DfE's: "Referrals that were
        closed without a reason{number}. They count as unknown. DfE's rule 8805 (error): ...".
        """
        return f"{self.own_words} {self.source}"

    @property
    def own_words(self) -> str:
        """The finding in our words alone, with a place for its number."""
        what, _, then = self.words.partition(": ")
        if self.records != "return":
            who = "who" if self.records == "children" else "that"
            who = "" if what.startswith("of a ") else f"{who} "
            what = f"{_capital(self.records)} {who}{what}{COUNTED}"
        return f"{what}. {_capital(then)}." if then else f"{what}."

    @property
    def source(self) -> str:
        """Whose rule it is, with DfE's number, kind and text where it is DfE's."""
        rule = self.of_dfe
        if rule is None:
            return message("load.our_own_check")
        said = rule.text.rstrip(".")
        return message("load.dfe_rule", number=rule.number, kind=rule.kind.value, text=said)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the census. Raises ``DefinitionFault``."""
    files = [read_sound(path, RuleFile) for path in RULE_FILES]
    return tuple(_rule(one, file) for file in files for one in file.rules)


def _rule(one: RuleRecord, file: RuleFile) -> Rule:
    own = {name: getattr(one, name) for name in RuleRecord.__struct_fields__}
    return Rule(**own, view=file.view, records=file.records, own_module=file.module)


@cache
def rules_by_id() -> dict[str, Rule]:
    """Every rule by our name of it."""
    return {rule.id: rule for rule in load_rules()}


@cache
def views() -> tuple[str, ...]:
    """The views whose rows the rules count."""
    return tuple(dict.fromkeys(rule.view for rule in load_rules() if rule.view != HEADER))


@cache
def watched() -> dict[str, str]:
    """The counts whose large changes are told. Raises ``DefinitionFault``."""
    return read_sound(WATCHED, Watched).watched


def rule_faults(indicators: Collection[str]) -> Iterator[Fault]:
    """Every fault of the files of rules: keys, types, rules that stand twice, what is none of
    ``indicators`` and no field, a number that DfE does not have, and one of DfE's that no rule is.
    """
    ids, numbers = set[str](), set[str]()
    for path in RULE_FILES:
        file = TomlFile(path)
        found, faults = file.read(RuleFile)
        yield from faults
        for at, rule in enumerate(found.rules if found else ()):
            yield from _faults_of(file, at, rule, indicators)
            if rule.id in ids:
                yield file.fault(("rules", at, "id"), "stands_twice", what=rule.id)
            ids.add(rule.id)
            numbers.add(rule.dfe)
    for number in dfe_rules():
        if number not in numbers:
            text = message("load.rule_not_there", number=number)
            yield Fault("data/reference/dfe_rules.csv", 0, text)
    yield from _watched_faults(indicators)


def _faults_of(
    file: TomlFile, at: int, rule: RuleRecord, indicators: Collection[str]
) -> Iterator[Fault]:
    here: Keys = ("rules", at)
    for i, name in enumerate(rule.indicators):
        yield from file.unknown((*here, "indicators", i), name, indicators)
    for i, name in enumerate(rule.fields):
        yield from file.unknown((*here, "fields", i), name, FIELDS)
    yield from file.unknown((*here, "field"), rule.field, (*FIELDS, *OF_HEADER))
    if rule.dfe:
        yield from file.unknown((*here, "dfe"), rule.dfe, dfe_rules())


def _watched_faults(indicators: Collection[str]) -> Iterator[Fault]:
    file = TomlFile(WATCHED)
    found, faults = file.read(Watched)
    yield from faults
    for name in found.watched if found else ():
        yield from file.unknown(("watched", name), name, indicators)


def names_of(where: str) -> list[str]:
    """The columns that a condition joins."""
    return [name for name in NAME.findall(where) if name not in JOINED_BY]
