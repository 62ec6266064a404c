"""An address that leads nowhere -> its mistake in one line, and the ways on: the nearest that is
held, and where files are loaded.
"""

from __future__ import annotations

from collections.abc import Container

import streamlit as st
from streamlit.navigation.page import Page

from cin_narrative import api
from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.api import holdings
from cin_narrative.catalogue.area import ENGLAND, Area
from cin_narrative.errors import CinNarrativeError, UnknownName
from cin_narrative.messages import message
from cin_narrative.screen import opened
from cin_narrative.screen.address import AREA, YEAR, in_view
from cin_narrative.screen.parts import plain

MOST = 3  # areas offered


def show_ways_on(fault: CinNarrativeError, view: Page, data: Page) -> None:
    """The mistake; a button for each area held that is nearest to what was asked for, else for what
    is in view; the way to ``data`` for whoever may load. Goes no further.
    """
    st.title(view.title, anchor=False)
    st.error(plain(str(fault)))
    with st.container(key="ways-on", horizontal=True, gap="medium"):
        st.markdown(message("screen.held_near"), width="content")
        for said, label in _ways().items():
            st.button(plain(said), on_click=_lead_to, args=(label,), type="tertiary")
        if view.url_path != data.url_path and who().may(Action.LOAD):
            st.page_link(data, label=message("screen.load_files_of_dfe"))
    st.stop()


def _lead_to(label: str) -> None:
    """To an area, in this view; the program completes its address."""
    st.query_params.from_dict({AREA: label})


def _ways() -> dict[str, str]:
    """What a button says -> the label of the area that it leads to."""
    kept = in_view()
    near = _held_near(st.query_params.get(AREA) or kept.get(AREA, ""))
    if near is None:
        return {f"{kept[AREA]} {kept.get(YEAR, '')}".rstrip(): kept[AREA]}
    return {label: label for label in near}


def _held_near(given: str) -> list[str] | None:
    """The labels of what is held nearest to an area that is not; None where it is."""
    labels = opened.labels()
    held = {area.code: label for label, area in labels.items()}
    try:
        asked = labels.get(given) or api.areas().find(given)
        if asked.code in held:
            return None
        codes = _beside(asked, held)
    except UnknownName as error:
        codes = _named_like(given, error)
    found = dict.fromkeys(held[code] for code in codes if code in held)
    start = holdings.area_to_start_with(opened.store())
    return list(found)[:MOST] or ([held[start.code]] if start is not None else [])


def _beside(area: Area, held: Container[str]) -> list[str]:
    """The codes of the nearest of its neighbours that is held, of its region and of England."""
    _, neighbours = api.areas().neighbours(area, opened.store().span[1])
    nearest = [one.code for one in neighbours if one.code in held][:1]
    return [*nearest, area.region, ENGLAND]


def _named_like(given: str, unknown: UnknownName) -> list[str]:
    """The codes of the authority around a place that is none, and of names like one."""
    areas = api.areas()
    return [*areas.around(given), *(areas.find(name).code for name in unknown.suggestions)]
