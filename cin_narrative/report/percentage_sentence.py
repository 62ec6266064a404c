"""A percentage that the outline names, an area and a year -> one sentence, with one comparator."""

from __future__ import annotations

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Direction, Method, Share, judge
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.message import Point
from cin_narrative.disclosure.figures import Figure
from cin_narrative.report.finding_claims import beside
from cin_narrative.report.main_outline import PointRecord
from cin_narrative.report.not_stated import rests_on_unstated


def point_of(desk: Desk, area: Area, year: int, asked: PointRecord) -> Point | None:
    """The percentage beside the neighbours' mean, else England's; None where it has no number."""
    found = desk.level(asked.indicator, area, year, Measure.PERCENTAGE, asked.category)
    if not isinstance(found, Share):
        return None
    figure, other, near = found.figure, None, None
    if not desk.rests_on_few(figure):
        near = desk.neighbour_mean(figure)
        other = near or beside(figure, desk, ENGLAND)
    if other is not None and rests_on_unstated(
        figure, other, _around(desk, figure) if near is not None else [other], desk
    ):
        other = near = None
    judged = judge(figure, other, Method.LIMITS) or judge(figure, other) if other else None
    way = judged.direction if judged else Direction.SIMILAR
    return Point(figure, found.count, other, near is not None, way)


def _around(desk: Desk, figure: Figure) -> list[Figure]:
    """The figures that the neighbours' mean is made of."""
    places = desk.areas.neighbours(figure.area, figure.year, desk.model)[1]
    found = (beside(figure, desk, place.code) for place in places)
    return [one for one in found if one is not None]
