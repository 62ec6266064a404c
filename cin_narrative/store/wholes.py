"""Which authorities a region or England counts: what a total rounded to 10 would give away beside exact counts.

Source: ../shared/domain/cin-census.md 4.1: England's and the regions' counts are rounded to the nearest 10, half up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from cin_narrative.definitions.areas import ENGLAND, load_areas

MOST_ABOVE = 4  # a count rounded half up to 10 is at most so many below what it stands for


@cache
def wholes_of(area: str, year: int) -> tuple[str, ...]:
    """The codes of the areas with rounded counts that take in ``area``: its region (and London), and England; itself none."""
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
def totals_with(area: str, year: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(area with rounded counts, the authorities it counts) for ``area`` itself, where it is one, and for those that take it in."""
    return tuple((whole, inside) for whole in (area, *wholes_of(area, year)) if (inside := authorities_of(whole, year)))


def leaves_one_each(rounded: float, shown: Iterable[float], suppressed: int) -> bool:
    """Whether suppressed counts, each at least 1, can only be 1 each beside their rounded total and the counts shown.

    More than one each would need a larger total: that is known although the total is rounded.
    """
    return suppressed > 0 and rounded + MOST_ABOVE - sum(shown) <= suppressed
