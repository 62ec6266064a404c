"""Areas, a year and an indicator -> its figure of each area, those that DfE publishes all of one
release.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure

Figures = list[Figure | None]  # one for each area, in the order of the areas


def of_one_release(
    desk: Desk, indicator: str, measure: Measure, areas: Sequence[Area], year: int
) -> Figures:
    """The figure of each area; those of DfE's all of its newest release that any of them is of."""
    places = [desk.areas.at(area, year) for area in areas]
    found = [
        desk.figure(indicator, place, year, measure)
        if place.members or place.exists_in(year)
        else None
        for place in places
    ]
    held = desk.store.releases
    names = {
        one.release
        for one in found
        if one is not None and one.release in held and not held[one.release].is_local
    }
    if not names:
        return found
    newest = max(names, key=lambda name: held[name].order)
    return [_again(desk, one, newest) for one in found]


def _again(desk: Desk, figure: Figure | None, release: str) -> Figure | None:
    """The figure in that release, unless it is of an authority's own return."""
    if figure is None or release in figure.release.split(" and "):
        return figure
    held = desk.store.releases.get(figure.release)
    if held is not None and held.is_local:
        return figure
    return desk.figures.level(
        figure.indicator.id, figure.basis, figure.area, figure.year, release=release
    )
