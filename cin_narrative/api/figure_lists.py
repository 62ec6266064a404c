"""An indicator, an area, a year, a release, any or none of them -> every figure that matches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cin_narrative.access.arguments import year_of
from cin_narrative.access.audience import admit
from cin_narrative.catalogue.area import Area
from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import Indicator, load_catalogue
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE, Door, resolve_release
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.store.store import Store

EVERY_RELEASE = "all"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for, found in the catalogue, among the areas and in the store."""

    indicators: list[Indicator]
    codes: set[str] | None  # of areas; None: every area
    year: int | None
    releases: list[str]
    audience: str


def figures(
    store: Store,
    indicator: str | None = None,
    area: str | Area | None = None,
    year: int | None = None,
    release: str = LATEST,
    audience: str = PUBLISHABLE,
) -> Iterator[Figure]:
    """Every figure that matches, in a fixed order: by year, area and indicator. Without an
    indicator, area or year it is all of them; a group gives the figures of its members.
    ``release="all"`` gives each published value.

    Each is a record (``to_dict()``, ``pandas.DataFrame(figures)``): counts are numbers of cases,
    rates per 10,000 children, percentages of 100. Where there is no number, ``symbol`` says why.
    Raises ``UnknownName``, and ``NotHeld`` for a year of which nothing is held, before the first
    figure.
    """
    admit(audience, store.path, "figures", area, year := year_of(year))
    catalogue, areas = load_catalogue(), load_areas()
    if release != EVERY_RELEASE:
        resolve_release(store, release)
    wanted = [catalogue[indicator]] if indicator else list(catalogue)
    codes = _codes(areas, area, year) if area else None
    if year is not None:
        refuse_year_not_held(store, year)
    releases = list(store.releases) if release == EVERY_RELEASE else [release]
    return _every_figure(store, _Wanted(wanted, codes, year, releases, audience))


def _codes(areas: Areas, area: str | Area, year: int | None) -> set[str]:
    """Those of an area, and of whatever else had its name."""
    if isinstance(area, Area):
        return set(area.members or (area.code,))
    return {areas.find(area, year).code, *areas.named(area)}


def _every_figure(store: Store, wanted: _Wanted) -> Iterator[Figure]:
    for year, held in sorted(store.areas_by_year.items()):
        if wanted.year in (None, year):
            codes = held if wanted.codes is None else held & wanted.codes
            yield from _of_year(store, wanted, year, sorted(codes))


def _of_year(store: Store, wanted: _Wanted, year: int, codes: list[str]) -> Iterator[Figure]:
    """The figures of one year, through one door: what is shown of one area and release counts
    beside the others.
    """
    catalogue, areas = load_catalogue(), load_areas()
    store.prefetch(codes, [year], [one.id for one in wanted.indicators])
    door = Door(store, catalogue, LATEST, wanted.audience)
    for code in codes:
        if code in areas:
            for release in wanted.releases:
                maker = Figures(door.choosing(release), catalogue, areas)
                found = maker.all_of(areas.get(code, year), year, wanted.indicators)
                yield from (figure.settled() for figure in found)


def refuse_year_not_held(store: Store, year: int) -> None:
    """Raise ``NotHeld`` where the store holds nothing of ``year``, and say which years it holds."""
    held = store.areas_by_year
    if not held:
        raise NotHeld(message("api.nothing_held", year=year))
    if year not in held:
        raise NotHeld(message("api.year_not_held", year=year, first=min(held), last=max(held)))
