"""The tables of a batch of returns -> the findings of every rule, or why a return is refused.

A finding names a rule, a count, and the indicators it damages; never a child.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import ReturnBlocked
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.event_views import READ_FROM, in_order
from cin_narrative.load.returns.gaps import resting_on
from cin_narrative.load.returns.header import ReturnKey, on_day
from cin_narrative.load.returns.quality.rules import HEADER, RULES, Rule, load_rules, views
from cin_narrative.load.returns.quality.view_sql import fields_of, quality_sql
from cin_narrative.messages import message
from cin_narrative.store.observations import Finding

GRAVITY = {"blocked": 0, "unknown": 1, "excluded": 2, "approximate": 3, "reported": 4}
HANDLED = {"block": "blocked", "exclude": "excluded", "report": "reported"}
ALL_VIEWS = in_order(RULES)
# What no other view reads from is counted as it is worked out, and never kept.
READ_BY_OTHERS = tuple(
    view
    for view in ALL_VIEWS
    if any(
        view in READ_FROM.findall((RULES / f"{other}.sql").read_text(encoding="utf-8"))
        for other in ALL_VIEWS
    )
)


def make_views(engine: Engine) -> None:
    """Make the quality views that others read from; the returns must be told
    (``event_views.tell_returns``).
    """
    for view in READ_BY_OTHERS:
        engine.create_view(view, quality_sql(view))


def make_all_views(engine: Engine) -> None:
    """Make the others, too, for who asks each of them often; call ``make_views`` first."""
    for view in ALL_VIEWS:
        if view not in READ_BY_OTHERS:
            engine.create_view(view, quality_sql(view))


def find(
    engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue
) -> dict[int, list[Finding]]:
    """The findings of every rule, by return; call ``make_views`` first.

    Raises ``ReturnBlocked`` with a line for every rule that forbids computing.
    """
    found = find_all(engine, keys, catalogue)
    lines = [
        f"{key.file}: {one.said(exact=True)}"
        for key in keys
        for one in found[key.return_id]
        if one.handling == "blocked"
    ]
    if lines:
        files = " ".join(
            shlex.quote(key.file)
            for key in keys
            if any(one.handling == "blocked" for one in found[key.return_id])
        )
        raise ReturnBlocked("\n".join(lines) + message("load.look_at_all", files=files))
    return found


def find_all(
    engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue
) -> dict[int, list[Finding]]:
    """The findings on every return, those that forbid computing among them."""
    by_id = {key.return_id: key for key in keys}
    found: dict[int, list[Finding]] = {key.return_id: [] for key in keys}
    for return_id, rule, count, out_of in _marked(engine):
        key = by_id[return_id]
        if rule.asked_in(key.year):
            found[return_id].append(finding_of(key, rule, count, out_of, catalogue))
    return found


def _marked(engine: Engine) -> Iterator[tuple[int, Rule, int, int]]:
    """(return, rule, rows marked, rows in all) wherever a rule marks any; one query a view."""
    for view in views():
        rules = [rule for rule in load_rules() if rule.view == view]
        counts = ", ".join(f"count_if({rule.where})" for rule in rules)
        rows = view if view in READ_BY_OTHERS else f"({quality_sql(view)}) AS {view}"
        sql = f"SELECT return_id, count(*), {counts} FROM {rows} GROUP BY return_id"
        for return_id, out_of, *marked in engine.rows(sql):
            for rule, count in zip(rules, marked, strict=True):
                if count:
                    yield return_id, rule, int(count), out_of


def finding_of(
    key: ReturnKey, rule: Rule, count: int, out_of: int, catalogue: Catalogue
) -> Finding:
    """What a rule found, with all that it damages."""
    place = (key.area, key.year, key.release)
    looked_at = () if rule.view == HEADER else fields_of(rule.view, rule.where)
    names = TABLES if rule.everything else {*rule.rests_on, *looked_at}
    indicators = tuple(dict.fromkeys((*rule.indicators, *resting_on(names, catalogue))))
    handling = HANDLED[rule.handling]
    said = f"{on_day(rule.own_words, key.last_day)} {rule.source}"
    return Finding(*place, rule.id, handling, count, out_of, indicators, said)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order to act on: what blocks figures, what leaves records out, what is
    approximate, then the rest, the most frequent first.
    """
    return sorted(findings, key=_urgency)


def _urgency(finding: Finding) -> tuple[int, bool, int, str]:
    return GRAVITY[finding.handling], not finding.indicators, -finding.records, finding.rule
