"""Several changes side by side: two stretches of years, two places or two measures, in, each change
out; yes or no where one is asked to be the larger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.claims.claims import Change
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.change import ChangeQuery, changed, measure_for, two_years
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Claimed, Resolved
from cin_narrative.questions.statements.speaker import Speaker

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class ChangesQuery(Query):
    """The change over each of ``runs`` in each place; ``larger``: whether the first is asked to be
    the larger (or the smaller) of two, in the way of ``is_rise``."""

    intent: ClassVar[str] = "change"
    runs: tuple[tuple[int, int], ...] = ()
    larger: bool | None = None
    is_rise: bool | None = None
    claimed: Claimed | None = None
    relative: bool = False  # one thing "faster" than another: by the percentage


def takes(asked: Resolved) -> bool:
    """Two stretches of years, each named by its ends; or two places or measures, of which one is
    asked to have moved more."""
    judged = asked.yes_or_no or asked.claimed is not None
    moves = [run for run in asked.runs if run[0] < run[1]]  # a year by itself is no change
    apart = len({last for _, last in moves}) == SEVERAL and _way(asked) is not None
    runs = len(moves) == SEVERAL and (asked.than is not None or not judged or apart)
    return runs or (asked.than is not None and SEVERAL in (len(asked.places), len(asked.topics)))


def _way(asked: Resolved) -> Claimed | None:
    """The way that a yes is asked of, over each stretch: "did it rise from 2019 to 2021 and from
    2022 to 2024"."""
    plain = asked.claimed is None and asked.level is None and asked.than is None
    judged = plain and asked.yes_or_no and asked.is_rise is not None
    return Claimed("change", is_rise=asked.is_rise) if judged else None


def query_of(asked: Resolved, held: Held) -> ChangesQuery:
    """The query of an ask."""
    ends = two_years(asked.years)
    runs = asked.runs if len(asked.runs) == SEVERAL else ((ends[0], ends[-1]),)
    larger = asked.than == "higher" if asked.than in ("higher", "lower") else None
    return ChangesQuery(
        asked.topics,
        asked.measure,
        asked.places,
        tuple(sorted({year for run in runs for year in run})),
        runs,
        larger if asked.yes_or_no else None,
        asked.is_rise,
        _way(asked),
        asked.form == "percent" and len(asked.topics) == SEVERAL,
    )


def say(query: ChangesQuery, speaker: Speaker) -> None:
    """Each change of each topic, and of two whether the first is the larger."""
    if len({last for _, last in query.runs}) < len(query.runs):
        speaker.said.notes.append("from_before_run")
    made: list[list[Change]] = []
    for topic in speaker.topics_over(query):
        measure = measure_for(topic, query, speaker)
        before = len(speaker.said.claims)
        for one in _each(query):
            changed(topic, measure, one.places[0], one, speaker)
        made.append([one for one in speaker.said.claims[before:] if isinstance(one, Change)])
    one_each = all(len(found) == 1 for found in made)
    for found in [[found[0] for found in made]] if one_each else made:
        holds = _is_larger(found, query)
        if holds is not None:
            speaker.said.verdicts.append((found[0], holds))


def _each(query: ChangesQuery) -> Iterator[ChangeQuery]:
    for place in query.places:
        for run in query.runs:
            yield ChangeQuery(query.topics, query.measure, (place,), run, query.claimed)


def _is_larger(found: list[Change], query: ChangesQuery) -> bool | None:
    """Whether the first of two changes is the larger in the way asked; None where that is not
    asked, or cannot be said: they went different ways and none is named, or the difference and the
    percentage lie different ways round."""
    if query.larger is None or len(found) != SEVERAL:
        return None
    ways = [(one.difference.value or 0) > 0 for one in found]
    way = ways[0] if query.is_rise is None else query.is_rise
    if ways != [way, way]:
        known = query.larger and query.is_rise is not None
        return ways[0] is way if known else None  # what did not rise rose no faster
    verdicts = set()
    sizes_of: list[list[Figure | None]] = [
        [one.relative for one in found],
        [one.difference for one in found],
    ]
    unlike = len({one.later.basis for one in found}) > 1  # a number, and percentage points
    paced = query.relative and None not in sizes_of[0]
    for figures in sizes_of[:1] if paced or unlike else sizes_of:
        sizes = [abs(one.value) for one in figures if one is not None and one.value is not None]
        if len(sizes) == SEVERAL:
            verdicts.add(sizes[0] > sizes[1] if query.larger else sizes[0] < sizes[1])
    return verdicts.pop() if len(verdicts) == 1 else None


OPERATOR = Operator("changes", ("change",), query_of, say, takes)
