"""A share -> the sentence on it beside its one comparator, of who the children are."""

from __future__ import annotations

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.claims.claims import Direction, Method, Share, judge
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.message import Point
from cin_narrative.disclosure.figures import Figure
from cin_narrative.report.stated import rests_on_unstated
from cin_narrative.report.told import beside


def point_of(share: Share, desk: Desk) -> Point:
    """Beside the neighbours' mean, else England, by what is larger than chance; alone where it is
    of few cases, or where those of whom nothing is stated would turn the word.
    """
    figure, other, near = share.figure, None, None
    if not desk.rests_on_few(figure):
        near = desk.neighbour_mean(figure)
        other = near or beside(figure, desk, ENGLAND)
    if other is not None:
        parts = _neighbours(figure, desk) if near is not None else [other]
        if rests_on_unstated(figure, other, parts, desk):
            other = near = None
    judged = (judge(figure, other, Method.LIMITS) or judge(figure, other)) if other else None
    way = judged.direction if judged else Direction.SIMILAR
    return Point(figure, share.count, other, near is not None, way)


def _neighbours(figure: Figure, desk: Desk) -> list[Figure]:
    """The same figure of each statistical neighbour that has one."""
    _, places = desk.areas.neighbours(figure.area, figure.year, desk.model)
    return [one for place in places if (one := beside(figure, desk, place.code)) is not None]
