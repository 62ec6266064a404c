"""What is wrong with a return: the rules of ``quality_rules/rules.toml`` over the named views
beside it.

 A finding names a rule, a count, and the indicators it damages; never a child. The identifiers
behind a finding are read out only by ``children_behind``, for a file that the user names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import DefinitionFault, ReturnBlocked
from cin_narrative.load.returns.compute import Computed
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.layouts import first_names
from cin_narrative.load.returns.xml_reader import Reading
from cin_narrative.store.observations import COUNTED, Finding

RULES = Path(__file__).parent / "quality_rules"
HANDLINGS = ("block", "exclude", "report")
GRAVITY = {"excluded": 0, "approximate": 1, "reported": 2}
LARGE_CHANGE = (
    25  # percent on the year before, at which DfE's own reports ask, too (cin-census.md 8)
)
WATCHED = {
    "referrals": "The number of referrals",
    "assessments_completed": "The number of completed assessments",
    "children_in_need_at_31_march": "The number of children in need at 31 March",
    "child_protection_plans_at_31_march": "The number of children on a child protection plan at 31 March",
}
FEW = 30  # below this many, a percentage change says nothing
DAMAGE = {
    "CINreferralDate": ("referrals", "children_in_need_at_31_march"),
    "CINclosureDate": ("children_in_need_at_31_march", "episodes_of_need_ending"),
    "PersonBirthDate": ("children_in_need_by_age",),
    "ExpectedPersonBirthDate": ("children_in_need_by_age",),
    "AssessmentActualStartDate": ("assessments_completed_within_45_working_days",),
    "AssessmentAuthorisationDate": ("assessments_completed",),
    "S47ActualStartDate": ("section_47_enquiries",),
    "DateOfInitialCPC": ("initial_child_protection_conferences",),
    "ICPCnotRequired": ("initial_child_protection_conferences",),
    "CPPstartDate": ("child_protection_plans_starting",),
    "CPPendDate": ("child_protection_plans_at_31_march", "child_protection_plans_ending"),
    "CPPreviewDate": ("child_protection_plans_reviewed_within_timescales",),
    "NumberOfPreviousCPP": ("child_protection_plans_second_or_subsequent",),
    "CINPlanStartDate": ("child_in_need_plans_starting",),
    "CINPlanEndDate": ("child_in_need_plans_at_31_march", "child_in_need_plans_ending"),
}


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
            what = f"{self.records[0].upper()}{self.records[1:]} {'who' if self.records == 'children' else 'that'} {what}{COUNTED}"
        whole = f"{what}. {then[0].upper()}{then[1:]}" if then else what
        codes = (
            f" (rule{'s' if len(self.codes) > 1 else ''} {', '.join(self.codes)})"
            if self.codes
            else ""
        )
        return f"{whole}{codes}."


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule, checked. Raises ``DefinitionFault``."""
    entries: list[dict[str, Any]] = tomllib.loads(
        (RULES / "rules.toml").read_text(encoding="utf-8")
    )["rules"]
    rules = tuple(
        Rule(**{**entry, "codes": tuple(entry["codes"]), "indicators": tuple(entry["indicators"])})
        for entry in entries
    )
    faults = [
        f"rules.toml: {rule.id}: handling is one of {', '.join(HANDLINGS)}"
        for rule in rules
        if rule.handling not in HANDLINGS
    ]
    if len({rule.id for rule in rules}) < len(rules):
        faults.append("rules.toml: a rule stands twice")
    if faults:
        raise DefinitionFault(faults)
    return rules


def check_rules(catalogue: Catalogue) -> None:
    """Raise ``DefinitionFault`` where a rule names an indicator that does not exist."""
    faults = [
        f"rules.toml: {rule.id}: there is no indicator {name}"
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


def make_views(engine: Engine) -> None:
    """Make the quality views; the event views must be there (compute.prepare)."""
    for view in dict.fromkeys(rule.view for rule in load_rules()):
        engine.create_view(view, quality_sql(view))


def find(engine: Engine, keys: Sequence[ReturnKey]) -> dict[int, list[Finding]]:
    """The findings of every rule, by return; call ``make_views`` first.

    Raises ``ReturnBlocked`` with a line for every rule that forbids computing.
    """
    found, blocked = find_all(engine, keys)
    lines = [line for key in keys for line in blocked[key.return_id]]
    if lines:
        raise ReturnBlocked("\n".join(lines))
    return found


def find_all(
    engine: Engine, keys: Sequence[ReturnKey]
) -> tuple[dict[int, list[Finding]], dict[int, list[str]]]:
    """The findings on every return, and the reasons why it must be refused."""
    by_id = {key.return_id: key for key in keys}
    found: dict[int, list[Finding]] = {key.return_id: [] for key in keys}
    blocked: dict[int, list[str]] = {key.return_id: [] for key in keys}
    for view in dict.fromkeys(rule.view for rule in load_rules()):
        rules = [rule for rule in load_rules() if rule.view == view]
        counts = ", ".join(f"sum(CASE WHEN {rule.where} THEN 1 ELSE 0 END)" for rule in rules)
        for return_id, out_of, *marked in engine.rows(
            f"SELECT return_id, count(*), {counts} FROM {view} GROUP BY return_id"
        ):
            key = by_id[return_id]
            for rule, count in zip(rules, marked, strict=True):
                finding = _finding(key, rule, int(count or 0), out_of)
                if count and rule.handling == "block":
                    blocked[return_id].append(f"{key.file}: {finding.said(exact=True)}")
                elif count:
                    found[return_id].append(finding)
    return found, blocked


def _finding(key: ReturnKey, rule: Rule, count: int, out_of: int) -> Finding:
    handling = "excluded" if rule.handling == "exclude" else "reported"
    return Finding(
        key.area,
        key.year,
        key.release,
        rule.id,
        handling,
        count,
        out_of,
        rule.indicators,
        rule.said,
    )


def reading_findings(key: ReturnKey, reading: Reading) -> list[Finding]:
    """What was unusual in the file itself: values that cannot be read, unknown, repeated and
    reordered elements.
    """

    def finding(
        rule: str,
        count: int,
        words: str,
        indicators: tuple[str, ...] = (),
        handling: str = "reported",
    ) -> Finding:
        return Finding(key.area, key.year, key.release, rule, handling, count, 0, indicators, words)

    out = [
        finding(
            f"unreadable_{name}",
            count,
            f"Values of {name} that cannot be read{COUNTED}. They count as not given.",
            DAMAGE.get(name, ()),
            "excluded",
        )
        for name, count in sorted(reading.unreadable.items())
    ]
    for what, words, then in (
        ("unknown", "Elements that the census does not have", "They were passed over"),
        ("repeated", "Elements that stand twice where one is allowed", "The first was taken"),
        (
            "reordered",
            "Groups whose elements stand in another order than DfE's",
            "They are taken as they come",
        ),
        ("empty", "Elements that are there but empty", "They count as not given"),
    ):
        places = {place: count for (kind, place), count in reading.notes.items() if kind == what}
        if places:
            total = sum(places.values())
            out.append(
                finding(
                    f"elements_{what}",
                    total,
                    f"{words} ({', '.join(first_names(places))}){COUNTED}. {then}.",
                )
            )
    return out + [
        finding("header", 1, f"{warning[0].upper()}{warning[1:]}.") for warning in key.warnings
    ]


def change_findings(
    key: ReturnKey, now: Mapping[str, float], before: Mapping[str, float]
) -> list[Finding]:
    """Large changes of the main counts on the year before (by indicator), which the census' own
    reports ask about, too.


    The numbers stand in the summary, protected; here is that they changed.
    """
    out = []
    for name, counted in WATCHED.items():
        old, new = before.get(name, 0), now.get(name, 0)
        if old >= FEW and abs(new - old) * 100 > LARGE_CHANGE * old:
            words = f"{counted} changed by more than {LARGE_CHANGE}% on the year before. Say why, or look for missing records."
            out.append(
                Finding(
                    key.area,
                    key.year,
                    key.release,
                    f"large_change_{name}",
                    "reported",
                    1,
                    0,
                    (name,),
                    words,
                )
            )
    return out


def lower_bound_findings(key: ReturnKey, values: Iterable[Computed]) -> list[Finding]:
    """That figures are lower bounds, where the return of the year before is missing."""
    names = tuple(dict.fromkeys(value.indicator for value in values if value.note))
    words = (
        f"The return for the year before ({key.year - 1}) was not loaded with this one, so the referrals and reviews in it are not "
        "known. Load both in one command."
    )
    return (
        [
            Finding(
                key.area,
                key.year,
                key.release,
                "previous_return_missing",
                "approximate",
                1,
                0,
                names,
                words,
            )
        ]
        if names
        else []
    )


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order to act on: what leaves records out, then what is approximate, then the
    rest, the most frequent first.
    """
    return sorted(
        findings,
        key=lambda finding: (
            GRAVITY[finding.handling],
            not finding.indicators,
            -finding.records,
            finding.rule,
        ),
    )


def children_behind(engine: Engine, key: ReturnKey) -> list[tuple[str, str]]:
    """(rule, LAchildID) behind every finding on a return: child-level, for a file that the user
    names and nowhere else.
    """
    out: list[tuple[str, str]] = []
    for rule in load_rules():
        rows = engine.rows(
            f"SELECT DISTINCT child FROM {rule.view} WHERE return_id = {key.return_id} AND {rule.where} "
            "AND child IS NOT NULL"
        )
        out += sorted((rule.id, str(child)) for (child,) in rows)
    return out
