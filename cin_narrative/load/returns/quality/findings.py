"""The tables of a batch of returns -> the findings of every rule, or why a return is refused.

A finding names a rule, a count, and the indicators it damages; never a child.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import ReturnBlocked
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.gaps import resting_on
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.quality.rules import (
    Rule,
    load_rules,
    quality_sql,
)
from cin_narrative.store.observations import Finding

GRAVITY = {"unknown": 0, "excluded": 1, "approximate": 2, "reported": 3}


def make_views(engine: Engine) -> None:
    """Make the quality views; the event views must be there (compute.prepare)."""
    for view in dict.fromkeys(rule.view for rule in load_rules()):
        engine.create_view(view, quality_sql(view))


def find(
    engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue
) -> dict[int, list[Finding]]:
    """The findings of every rule, by return; call ``make_views`` first.

    Raises ``ReturnBlocked`` with a line for every rule that forbids computing.
    """
    found, blocked = find_all(engine, keys, catalogue)
    lines = [line for key in keys for line in blocked[key.return_id]]
    if lines:
        raise ReturnBlocked("\n".join(lines))
    return found


def find_all(
    engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue
) -> tuple[dict[int, list[Finding]], dict[int, list[str]]]:
    """The findings on every return, and the reasons why it must be refused."""
    by_id = {key.return_id: key for key in keys}
    found: dict[int, list[Finding]] = {key.return_id: [] for key in keys}
    blocked: dict[int, list[str]] = {key.return_id: [] for key in keys}
    for return_id, rule, count, out_of in _marked(engine):
        key = by_id[return_id]
        finding = _finding(key, rule, count, out_of, catalogue)
        if rule.handling == "block":
            blocked[return_id].append(f"{key.file}: {finding.said(exact=True)}")
        else:
            found[return_id].append(finding)
    return found, blocked


def _marked(engine: Engine) -> Iterator[tuple[int, Rule, int, int]]:
    """(return, rule, rows marked, rows in all) wherever a rule marks any; one query a view."""
    for view in dict.fromkeys(rule.view for rule in load_rules()):
        rules = [rule for rule in load_rules() if rule.view == view]
        counts = ", ".join(f"sum(CASE WHEN {rule.where} THEN 1 ELSE 0 END)" for rule in rules)
        sql = f"SELECT return_id, count(*), {counts} FROM {view} GROUP BY return_id"
        for return_id, out_of, *marked in engine.rows(sql):
            for rule, count in zip(rules, marked, strict=True):
                if count:
                    yield return_id, rule, int(count), out_of


def _finding(key: ReturnKey, rule: Rule, count: int, out_of: int, catalogue: Catalogue) -> Finding:
    handling = "excluded" if rule.handling == "exclude" else "reported"
    place = (key.area, key.year, key.release)
    names = TABLES if rule.everything else rule.fields
    indicators = tuple(dict.fromkeys((*rule.indicators, *resting_on(names, catalogue))))
    return Finding(*place, rule.id, handling, count, out_of, indicators, rule.said)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order to act on: what leaves records out, then what is approximate, then the
    rest, the most frequent first.
    """
    return sorted(findings, key=_urgency)


def _urgency(finding: Finding) -> tuple[int, bool, int, str]:
    return GRAVITY[finding.handling], not finding.indicators, -finding.records, finding.rule
