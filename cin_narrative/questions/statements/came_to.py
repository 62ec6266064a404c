"""A change and the level that it is asked to have passed in, the change with yes or no out: "fell
below 9,000", "has risen above England's".

Yes where the last figure is beyond the level and the first was not; where both are, it has passed
nothing, and nobody can say what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Change
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.queries import Level, Place, Topic
from cin_narrative.questions.statements.speaker import Speaker, numbers

ENDS = 2


def came_to(
    change: Change, level: Level, asked: Measure | None, rises: bool | None, speaker: Speaker
) -> None:
    """The change, with what it is held against; yes or no where each way to count says the same."""
    said = speaker.said
    told: list[Figure] = []
    if level.place is None:
        found = {_passes(level, [(one, level.number) for one in (change.earlier, change.later)])}
    else:
        runs = list(_beside(change, level.place, asked, speaker))
        found = {_passes(level, [(own, other.value) for own, other in run]) for run in runs}
        told = [one for run in runs for one in run[-1]]
    if len(found) != 1 or None in found or rises is not level.above:
        said.claims.append(change)
    else:
        said.answer(change, bool(found.pop()))
    pairs = zip(told[::ENDS], told[1::ENDS], strict=True)
    said.claims += [one for one in (speaker.difference(*pair) for pair in pairs) if one is not None]


def _passes(level: Level, ends: list[tuple[Figure, Decimal | None]]) -> bool | None:
    """Whether the first of two figures is not beyond its limit and the last is; None where both
    are, or where a limit is not known."""
    sides = [_is_beyond(one.value, limit, level) for one, limit in ends]
    if len(sides) != ENDS or None in sides or sides == [True, True]:
        return None
    return sides[-1]


def _is_beyond(value: Decimal | None, limit: Decimal | None, level: Level) -> bool | None:
    if value is None or limit is None:
        return None
    apart = (value - limit) * (1 if level.above else -1)
    return apart > 0 or (level.inclusive and apart == 0)


def _beside(
    change: Change, place: Place, asked: Measure | None, speaker: Speaker
) -> Iterator[list[tuple[Figure, Figure]]]:
    """The figures of both years and those of the other place, in each way to count that may be
    meant: no number is set against that of a wider place."""
    one = change.later
    topic = Topic(one.indicator.id, one.category.id if one.category else "")
    wide = place.is_wide or not one.area.is_authority
    shown = dict.fromkeys((one.basis, speaker.measure_between(topic, asked)))
    for measure in shown:
        if wide and measure is Measure.COUNT and len(shown) > 1:
            continue
        own = [speaker.of(topic, measure, f.area, f.year) for f in (change.earlier, one)]
        other = [speaker.figure(topic, measure, place, f.year) for f in (change.earlier, one)]
        if len(numbers(own)) == len(numbers(other)) == ENDS:
            yield list(zip(numbers(own), numbers(other), strict=True))
