"""An area and a year -> nothing where a page of them can be written, else why not."""

from __future__ import annotations

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.periods import FIRST_YEAR
from cin_narrative.claims.desk import Desk
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.writing.render import listed


def refuse_unheld(desk: Desk, area: Area, year: int) -> None:
    """Raise ``NotHeld`` where the area did not exist in the year, or the store holds
    nothing of it.
    """
    if not area.exists_in(year):
        raise NotHeld(existence(desk, area, year))
    held = desk.store.areas_by_year.get(year, frozenset())
    if area.members and held.issuperset(area.members):
        return
    if area.code not in held:
        years = sorted(y for y, codes in desk.store.areas_by_year.items() if area.code in codes)
        other = message("report.load_files")
        if years:
            other = message("report.held_years", first=years[0], last=years[-1])
        raise NotHeld(message("report.no_figures", area=area.in_name, year=year, other=other))


def existence(desk: Desk, area: Area, year: int) -> str:
    """Why ``area`` has no figures for ``year``: before these statistics, abolished (with who came
    after), or not yet formed.
    """
    name = area.in_name
    if area.members:
        return message("report.members_missing", area=name, year=year)
    others = area.successors if year >= area.first_year else area.predecessors
    names = listed([desk.areas.get(code).in_name for code in others])
    if year < FIRST_YEAR:
        return message("report.before_all", first=FIRST_YEAR, year=year)
    if year < area.first_year:
        before = message("report.there_was_before", names=names) if names else ""
        return message("report.formed_later", area=name, first=area.first_year, before=before)
    after = message("report.is_now_in", names=names) if names else ""
    return message("report.abolished", area=name, last=area.last_year, after=after)
