"""A name as people write it -> the area it means, and the newest year that is held for it."""

from __future__ import annotations

from cin_narrative.catalogue.areas import Area, load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import LATEST, Door
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.report.outline import load_outline
from cin_narrative.store.store import Store


def find_area(store: Store, name: str, year: int | None = None) -> Area:
    """The area that ``name`` means in ``year``, or in the newest year held for it.

    ``"Name = Member, Member, ..."`` is a group. Raises ``UnknownName`` with the nearest names.
    """
    areas = load_areas()
    if "=" in name:
        group, _, members = name.partition("=")
        named = [member.strip() for member in members.split(",")]
        return areas.group(" ".join(group.split()), named, year)
    found = areas.find(name, year)
    if year is not None:
        return found
    return areas.pick(areas.named(name) or [found.code], store.span[1])


def latest_year(store: Store, area: Area, release: str = LATEST) -> int:
    """The newest year that the store (or that release) holds for ``area``; raises ``NotHeld`` where
    it holds none.
    """
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
