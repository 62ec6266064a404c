"""England's authorities by a measure that the reader chooses: a map of tiles, a table beside it."""

from __future__ import annotations

import streamlit as st

from cin_narrative.export.charts.tile import ON_SCREEN
from cin_narrative.export.charts.tile_map import TileMap, map_svg
from cin_narrative.messages import message
from cin_narrative.report.indicator_profile import Glance
from cin_narrative.report.overview import Maker
from cin_narrative.screen import opened
from cin_narrative.screen.citing import cited_rows, drawn
from cin_narrative.screen.parts import download, file_stem, plain
from cin_narrative.screen.pickers import Choice

LEAST = 2  # authorities with a figure: with fewer there is no map


@st.fragment
def show_map(page: opened.OverviewPage, choice: Choice) -> None:
    """The map, the table of all authorities and its download; the choice of measure runs alone."""
    names = {
        one.name: one for one in page.overview.rows if one.figure and one.figure.value is not None
    }
    if not names:
        return
    st.header(message("screen.across_england"), anchor=False)
    label = message("screen.measure_of_map")
    wanted = st.selectbox(label, list(names), key="map", bind="query-params")
    shown = _made(page, choice, names[wanted])
    if len(shown.figures) < LEAST:
        return
    st.markdown(f"**{plain(shown.title)}**")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        drawn(map_svg(shown, ON_SCREEN), "map-picture")
        st.caption(message("report.map_key", area=choice.area.short_name))
    with right:
        heads = (message("screen.place_of_all"), "Authority", "Figure")
        rows = [[[str(cell)] for cell in row] for row in shown.rows]
        about = page.overview.summary
        cited_rows(about, shown.title, heads, rows, opened.store(), "map-table", "cin-tall")
    name = file_stem(wanted)
    download(message("screen.download_map"), shown.figures, name, key="download-map")


def _made(page: opened.OverviewPage, choice: Choice, glance: Glance) -> TileMap:
    maker = Maker(page.desk, choice.area, choice.year)
    figures = maker.peers(glance.figure) if glance.figure else []
    authorities = page.desk.areas.authorities(choice.year)
    return TileMap(tuple(figures), tuple(authorities), choice.area)
