"""Cases -> what a return of an earlier year would have held of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cin_narrative.made_up.records import Episode, Plan


def as_of(episodes: Iterable[Episode], day: int, first: int) -> Iterator[Episode]:
    """``episodes`` as a return whose year ended on ``day`` would have held them: nothing later,
    nothing that was over by ``first``.
    """
    for episode in episodes:
        if episode.referral <= day and (episode.closure is None or episode.closure >= first):
            yield _seen(episode, day)


def _seen(episode: Episode, day: int) -> Episode:
    """A case as it was known on ``day``."""
    is_open = episode.closure is None or episode.closure > day
    return replace(
        episode,
        closure=None if is_open else episode.closure,
        reason=None if is_open else episode.reason,
        assessments=[one for one in episode.assessments if one.end <= day],
        need_plans=[(start, _by(end, day)) for start, end in episode.need_plans if start <= day],
        enquiries=[one for one in episode.enquiries if max(one[0], one[1] or 0) <= day],
        plans=[_seen_plan(plan, day) for plan in episode.plans if plan.start <= day],
    )


def _seen_plan(plan: Plan, day: int) -> Plan:
    """A plan as it was known on ``day``: with the category that it began with."""
    reviews = [review for review in plan.reviews if review <= day]
    return replace(plan, end=_by(plan.end, day), latest=plan.initial, reviews=reviews)


def _by(end: int | None, day: int) -> int | None:
    """The end, where it had come by ``day``."""
    return end if end and end <= day else None
