"""What the store holds, in words a reader can choose from: areas by any of their names, years,
releases, and when they were loaded.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cin_narrative.catalogue.area import Area
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.periods import written_day
from cin_narrative.disclosure.door import FIRST_PUBLISHED, LATEST, Door
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.report.outline import load_outline
from cin_narrative.store.store import Store

LEVELS = ("authority", "region", "england")
RELEASE_WORDS = {LATEST: "Latest published", FIRST_PUBLISHED: "As first published"}


@dataclass(frozen=True, slots=True)
class ReleaseHeld:
    """A release that figures were loaded from: its files' names, and the day the last of them was
    loaded.
    """

    id: str
    label: str
    files: tuple[str, ...]
    loaded: str


def find_area(store: Store, name: str | Area, year: int | None = None) -> Area:
    """The area that ``name`` means in ``year``, or in the newest year held for it; an ``Area`` is
    itself.

    ``"Name = Member, Member, ..."`` is a group. Raises ``UnknownName`` with the nearest names.
    """
    if isinstance(name, Area):
        return name
    areas = load_areas()
    if "=" in name:
        group, _, members = name.partition("=")
        named = [member.strip() for member in members.split(",")]
        return areas.group(" ".join(group.split()), named, year)
    found = areas.find(name, year)
    if year is not None:
        return found
    return areas.pick(areas.named(name) or [found.code], store.span[1])


def latest_year(store: Store, area: str | Area, release: str = LATEST) -> int:
    """The newest year that the store (or that release) holds for ``area``; raises ``NotHeld`` where
    it holds none, and ``UnknownName``.
    """
    area = find_area(store, area)
    years = _years_held(store, area)
    if not years:
        raise NotHeld(message("api.area_not_held", area=area.in_name))
    catalogue = load_catalogue()
    door, code = Door(store, catalogue, release), min(area.members or (area.code,))
    first = next(load_outline(catalogue).levels).indicator
    return next((year for year in reversed(years) if door.releases(code, year, first)), years[-1])


def _years_held(store: Store, area: Area) -> list[int]:
    codes = set(area.members or (area.code,))
    held = (year for year, there in store.areas_by_year.items() if codes <= there)
    return sorted(year for year in held if area.exists_in(year))


def areas_held(store: Store) -> dict[str, Area]:
    """Label -> area for every area with figures: authorities, then regions, then England, each by
    name.

    Areas that followed one another under one name are told apart by their years.
    """
    areas = load_areas()
    codes = {code for held in store.areas_by_year.values() for code in held if code in areas}
    found = sorted(
        (areas.get(code) for code in codes),
        key=lambda area: (LEVELS.index(area.level), area.name, area.first_year),
    )
    names = Counter(str(area.short_name) for area in found)
    return {_label(area, names[str(area.short_name)] > 1): area for area in found}


def _label(area: Area, shared: bool) -> str:
    if not shared:
        return str(area.short_name)
    return (
        f"{area.short_name} (to {area.last_year})"
        if area.last_year
        else f"{area.short_name} (from {area.first_year})"
    )


def years_held(store: Store, area: str | Area) -> list[int]:
    """The years with figures for ``area``, newest first; raises ``UnknownName``."""
    areas, area = load_areas(), find_area(store, area)
    years = (year for year, codes in store.areas_by_year.items() if area.code in codes)
    return sorted((year for year in years if areas.at(area, year).exists_in(year)), reverse=True)


def years_in(store: Store, area: Area, release: str) -> list[int]:
    """The years that ``release`` (or the rule ``latest`` or ``first-published``) holds figures for,
    newest first.
    """
    years, catalogue = years_held(store, area), load_catalogue()
    if release in RELEASE_WORDS:
        return years
    door = Door(store, catalogue, release)
    store.prefetch([area.code], years, catalogue.main_counts)
    return [year for year in years if door.releases(area.code, year, *catalogue.main_counts)]


def holds_return(store: Store, area: Area | None = None, year: int | None = None) -> bool:
    """Whether the store holds an authority's own return: of ``area`` for ``year``, or any."""
    catalogue = load_catalogue()
    if area is None or year is None:
        return any(release.is_local for release in store.releases.values())
    held = Door(store, catalogue).releases(area.code, year, *catalogue.main_counts)
    return any(store.releases[release].is_local for release in held)


def returns_held(store: Store) -> list[tuple[Area, int, ReleaseHeld]]:
    """Every authority's own return that the store holds: whose, of which year, and its release."""
    catalogue = load_catalogue()
    held = {one.id: one for one in releases_held(store) if store.releases[one.id].is_local}
    return [
        (area, year, held[release])
        for release in held
        for year in range(*_span_of(store, release))
        for area in areas_held(store).values()
        if area.is_authority
        and release in Door(store, catalogue).releases(area.code, year, *catalogue.main_counts)
    ]


def _span_of(store: Store, release: str) -> tuple[int, int]:
    first, last = store.release_years.get(release, (0, -1))
    return first, last + 1


def area_to_start_with(store: Store) -> Area | None:
    """The authority that most is held for (the first by name where several are equal); None in an
    empty store.
    """
    held: Counter[str] = Counter()
    for (_, code), years in store.holdings.items():
        held[code] += len(years)
    authorities = [area for area in areas_held(store).values() if area.is_authority]
    return max(
        authorities,
        key=lambda area: held[area.code],
        default=next(iter(areas_held(store).values()), None),
    )


def release_choices(store: Store) -> dict[str, str]:
    """The releases that may be asked for, with what to call them: the two rules, then each release
    held, newest first.
    """
    return {
        **RELEASE_WORDS,
        **{release.id: release.label for release in reversed(store.releases.values())},
    }


def releases_held(store: Store) -> list[ReleaseHeld]:
    """Every release with files in the store, newest first."""
    found = []
    for release in reversed(store.releases.values()):
        files = [source for source in store.sources.values() if source.release == release.id]
        if files:
            names = tuple(sorted({source.name for source in files}))
            found.append(
                ReleaseHeld(
                    release.id,
                    release.label,
                    names,
                    written_day(max(source.loaded for source in files)),
                )
            )
    return found
