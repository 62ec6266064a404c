"""Cases -> what a return of an earlier year would have held of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cin_narrative.made_up.records import Episode, Plan


def as_of(episodes: Iterable[Episode], day: int, first: int) -> Iterator[Episode]:
    """``episodes`` as a return whose year ended on ``day`` would have held them: nothing later,
    nothing that was over by ``first``.
    """
    for episode in episodes:
        if episode.referral > day or (episode.closure is not None and episode.closure < first):
            continue
        open_then = episode.closure is None or episode.closure > day
        yield Episode(
            episode.child,
            episode.referral,
            None if open_then else episode.closure,
            None if open_then else episode.reason,
            episode.source,
            episode.need,
            episode.nfa,
            [a for a in episode.assessments if a.end <= day],
            [
                (start, end if end and end <= day else None)
                for start, end in episode.need_plans
                if start <= day
            ],
            [
                (start, held)
                for start, held in episode.enquiries
                if start <= day and (held is None or held <= day)
            ],
            [
                Plan(
                    p.start,
                    p.end if p.end and p.end <= day else None,
                    p.initial,
                    p.initial,
                    p.previous,
                    [review for review in p.reviews if review <= day],
                )
                for p in episode.plans
                if p.start <= day
            ],
        )
