"""A candidate that passed -> what stands against telling it, if anything does."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.finding import Finding, Reason, Vetoed
from cin_narrative.findings.make import finding_of, years_of
from cin_narrative.findings.notes import bar_on, break_in, is_in_doubt


def veto_on(found: Candidate, recording: Sequence[Finding], looked: LookedAt) -> Vetoed | None:
    """What stands against it: a habit of recording in the same breakdown, a note that bars the
    comparison, a break between its years, a figure in doubt. None where nothing does.
    """
    series, years = found.series, years_of(found, looked.year)
    span = sorted(years)
    habit = next((one for one in recording if _is_of(one, found)), None)
    note, broken = bar_on(looked, series, years), break_in(looked, series, span)
    if habit is None and note is None and broken is None:
        if not is_in_doubt(looked, series, years):
            return None
        reason = Reason.DOUBT
    elif habit is not None and habit.reason is not None:
        reason = habit.reason
    else:
        reason = Reason.BAR if note else Reason.BREAK
    made = finding_of(found, looked)
    return Vetoed(made, reason, habit, note or broken) if made else None


def _is_of(habit: Finding, found: Candidate) -> bool:
    """Whether a habit of recording bears on a line of the same breakdown."""
    is_habit = habit.reason in (Reason.CATCH_ALL, Reason.UNSTATED)
    own, other = habit.subject.indicator, found.series
    return is_habit and bool(other.category) and other.indicator == own.id
