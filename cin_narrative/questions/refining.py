"""Modifiers: "plans" and "started" are plans starting. The table of what makes what is refined.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

NEED, PLANS, CIN_PLANS = "children_in_need_at_31_march", "child_protection_plans_at_31_march", "child_in_need_plans_at_31_march"
STARTING, ENDING = "child_protection_plans_starting", "child_protection_plans_ending"
FACTORS, ANY_PERSON = "assessment_factors", "assessment_factors_any_person"
ASSESSMENTS, CONFERENCES, ENDED = "assessments_completed", "initial_child_protection_conferences", "episodes_of_need_ending"
WITHIN_45, WITHIN_15 = "assessments_completed_within_45_working_days", "conferences_within_15_working_days"
REVIEWED = "child_protection_plans_reviewed_within_timescales"
TWO_YEARS = "child_protection_plans_at_31_march_two_years_or_more"
PROCESS = ("referrals", ASSESSMENTS, "section_47_enquiries", CONFERENCES, STARTING, ENDING)
PERSONS = ("child", "parent", "other_person")
TABLE = Path(__file__).with_name("refined.toml")
ON_THE_DAY = {"children_in_need_at_any_point": NEED, "child_protection_plans_at_any_point": PLANS}
OF_LIMIT = {ASSESSMENTS: WITHIN_45, CONFERENCES: WITHIN_15}
BOTH_ENDS = {"start", "end"}


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def refine(bases: list[str], modifiers: set[str]) -> tuple[list[str], set[str]]:
    """The indicators that ``bases`` are under these modifiers, and the modifiers that none of them took up."""
    used: set[str] = set()
    refined: list[str] = []
    for base in bases:
        pair = _both_ends(base, modifiers)
        if pair:
            refined += pair
            used |= BOTH_ENDS
            if "on_the_day" in modifiers and base not in pair:
                refined.append(base)
        else:
            refined.append(_refined(base, modifiers, used))
    return list(dict.fromkeys(refined)), modifiers - used


def kindred(indicator: str) -> list[str]:
    """The indicators that one modifier leads to from this one, or from which one leads to it, in the table's order."""
    table = _table()
    ahead = list(table.get(indicator, {}).values())
    behind = [name for name, targets in table.items() if indicator in targets.values()]
    return [name for name in dict.fromkeys([*behind, *ahead]) if name != indicator]


def _both_ends(base: str, modifiers: set[str]) -> list[str]:
    """ "plans started and ended": two indicators of one."""
    targets = _table().get(base, {})
    if modifiers >= BOTH_ENDS <= set(targets):
        return [targets["start"], targets["end"]]
    if base.endswith("_starting") and "end" in modifiers:
        return [base, base.replace("_starting", "_ending")]
    return []


def _refined(base: str, modifiers: set[str], used: set[str]) -> str:
    current = base
    for _ in range(3):  # "plans ... started ... again": one modifier opens the way for the next
        for modifier in sorted(modifiers):
            target = _table().get(current, {}).get(modifier)
            if target is not None:
                used.add(modifier)
                current = target
    if "on_the_day" in modifiers:
        current = ON_THE_DAY.get(current, current)
    if "late" in modifiers:
        current = OF_LIMIT.get(current, current)
        used.add("late")
    return current
