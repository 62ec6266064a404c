"""Which areas a region or England adds up: what their totals give away beside the counts of the
authorities inside.

Source: DfE, Children in need, data guidance: England and nine regions; London's boroughs carry
Inner or Outer London.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cin_narrative.catalogue.areas import ENGLAND, load_areas


class AreaSum(NamedTuple):
    """An area, and the areas that add up to it."""

    whole: str
    parts: frozenset[str]


@cache
def wholes_of(area: str, year: int) -> tuple[str, ...]:
    """The codes of the areas with rounded counts that take in ``area``: its region (and London),
    and England; itself none.
    """
    areas = load_areas()
    if area not in areas:
        return ()
    found, region = list[str](), areas.get(area, year).region
    while region and region != ENGLAND:
        found.append(region)
        region = areas.get(region, year).region
    return (*found, ENGLAND) if area != ENGLAND else ()


@cache
def authorities_of(whole: str, year: int) -> tuple[str, ...]:
    """The codes of the authorities that a region or England counts; none for an authority."""
    areas = load_areas()
    if whole not in areas or areas.get(whole, year).is_authority:
        return ()
    return tuple(area.code for area in areas.authorities(year, None if whole == ENGLAND else whole))


@cache
def regions_of(whole: str, year: int) -> tuple[str, ...]:
    """The codes of the regions that add up to England, or to London; none for any other area."""
    regions = [area for area in load_areas().regions(year) if area.code != whole]
    return tuple(
        area.code for area in regions if next(iter(wholes_of(area.code, year)), "") == whole
    )


@cache
def area_sums(area: str, year: int) -> tuple[AreaSum, ...]:
    """Every sum of areas that ``area`` takes part in, as the total or as one of the parts."""
    wholes = (area, *wholes_of(area, year))
    sums = [
        AreaSum(whole, frozenset(inside(whole, year)))
        for whole in wholes
        for inside in (authorities_of, regions_of)
    ]
    return tuple(one for one in sums if one.parts and (area == one.whole or area in one.parts))
