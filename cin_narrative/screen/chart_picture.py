"""A chart of a page on the screen, of one claim or of the stages of a case: its title, what it
measures, the picture with its words, notes, table and download.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import streamlit as st

from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.drawing import claim_chart
from cin_narrative.export.charts.line_drawing import panel_chart
from cin_narrative.export.charts.look import INK
from cin_narrative.export.charts.panels import Panels
from cin_narrative.export.pictures import Picture, picture_of
from cin_narrative.messages import message
from cin_narrative.screen.parts import download, plain, table
from cin_narrative.screen.render_cache import kept
from cin_narrative.screen.report.section import picture_button
from cin_narrative.store.store import Store
from cin_narrative.writing.render import listed

AXIS = 56  # pixels: on the screen the height that a chart is given has to hold its axis, too


def _spec(shown: ClaimChart | Panels) -> dict[str, Any]:
    """The picture in Vega-Lite's words, with room for its axis; the titles of panels in ink: on a
    dark page they would be drawn light on white.
    """
    if isinstance(shown, Panels):
        panels = panel_chart(shown)
        config = panels["config"]
        return panels | {"config": config | {"title": {**config["title"], "color": INK}}}
    drawn = claim_chart(shown)
    return drawn | {"height": drawn["height"] + AXIS}


def show_chart(shown: ClaimChart | Panels, store: Store, key: str) -> None:
    """The bars or dots of one claim, or panels of lines; what is said of it stands above it."""
    told, name = kept(picture_of, shown), str(shown.name)
    with st.container(key=f"drawn-{key}"):
        _show_picture(shown, told, key)
        used = {release for figure in shown.figures for release in figure.release.split(" and ")}
        sources = listed(one.label for one in store.releases.values() if one.id in used)
        st.caption(plain(f"Source: {sources}."))
    with st.expander(plain(message("screen.table_behind", name=name))):
        rows = [dict(zip(told.table.columns, row, strict=True)) for row in told.table.rows]
        table(rows, name)
    with st.container(horizontal=True, vertical_alignment="center", key=f"bar-{key}"):
        picture_button(shown, name, key)
        label = message("screen.download_chart_table", name=name)
        download(label, shown.figures, name, key=f"download-{key}", quiet=True)


def _show_picture(shown: ClaimChart | Panels, told: Picture, key: str) -> None:
    """The title and what is measured, the picture and its notes: on paper they stay together."""
    st.markdown(f"**{plain(told.title)}**")
    st.caption(plain(f"{told.subtitle}."))
    with st.container(key=f"chart-frame-{key}"):
        st.vega_lite_chart(
            spec=deepcopy(kept(_spec, shown)),
            theme=None,
            alt=told.alternative,
            width="content" if isinstance(shown, Panels) else "stretch",
            key=f"{key}-picture",
        )
    for note in told.notes:
        st.caption(plain(note))
