"""How a figure stands in its own history: how often it rose and fell, and since when it was last as
high or as low.
"""

from __future__ import annotations

from itertools import pairwise

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Direction, History, judge_by_bands
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure

LONGEST = 10  # years looked back


def history(
    desk: Desk, indicator_id: str, area: Area, year: int, measure: Measure, category: str = ""
) -> History | None:
    """The years to ``year`` that can be compared with it, oldest first; None with fewer than three
    numbers.

    Goes back until a year without a number, a break in the series, the area's first year, another
    release, or a figure resting on few cases: "highest since" needs every year between.
    """
    figures = _comparable(desk, indicator_id, area, year, measure, category)
    if len(figures) < 3:
        return None
    steps = [judge_by_bands(later, earlier) for earlier, later in pairwise(figures)]
    rises = sum(step.direction is Direction.HIGHER for step in steps)
    falls = sum(step.direction is Direction.LOWER for step in steps)
    extreme, since = _extreme(figures)
    return History(tuple(figures), rises, falls, len(steps), extreme, since)


def _comparable(
    desk: Desk, indicator_id: str, area: Area, year: int, measure: Measure, category: str
) -> list[Figure]:
    breaks = [
        note.break_between[1]
        for note in desk.catalogue.notes.values()
        if note.break_between
        and note.applies(indicator_id, area.code, (desk.areas.first_year(area), year))
    ]
    first = max([year - LONGEST, desk.areas.first_year(area), *breaks])
    found: list[Figure] = []
    for one in range(year, first - 1, -1):
        figure = desk.figure(indicator_id, desk.areas.at(area, one), one, measure, category)
        if (
            figure is None
            or figure.value is None
            or desk.rests_on_few(figure)
            or (found and figure.release != found[0].release)
        ):
            break
        found.append(figure)
    return found[::-1]


def _extreme(figures: list[Figure]) -> tuple[Direction | None, Figure | None]:
    """Whether the last value is higher (lower) than the one before and every one back to an earlier
    figure, or to the first.
    """
    last, before = figures[-1], figures[-2]
    if last.value is None or before.value is None or last.value == before.value:
        return None, None
    higher = last.value > before.value
    reached = [
        f
        for f in figures[:-1]
        if f.value is not None and (f.value >= last.value if higher else f.value <= last.value)
    ]
    direction = Direction.HIGHER if higher else Direction.LOWER
    if not reached:
        return direction, None
    since = reached[-1]
    return (direction, since) if last.year - since.year > 2 else (None, None)
