"""A chart of one claim on the screen: its title, what it measures, the picture with its words,
notes, table and download.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import streamlit as st

from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.drawing import claim_chart
from cin_narrative.messages import message
from cin_narrative.screen.kept import kept
from cin_narrative.screen.parts import download, plain, table
from cin_narrative.screen.report.section import picture_button
from cin_narrative.store.store import Store
from cin_narrative.writing.render import listed

AXIS = 56  # pixels: on the screen the height that a chart is given has to hold its axis, too


def _spec(shown: ClaimChart) -> dict[str, Any]:
    """The picture in Vega-Lite's words, with room for its axis."""
    drawn = claim_chart(shown)
    return drawn | {"height": drawn["height"] + AXIS}


def show_claim_chart(shown: ClaimChart, store: Store, key: str) -> None:
    """The bars or dots of one claim; its sentence stands above it on the page."""
    st.markdown(f"**{plain(shown.title)}**")
    st.caption(plain(f"{shown.subtitle}."))
    spec = deepcopy(kept(_spec, shown))
    words = shown.alternative
    st.vega_lite_chart(spec=spec, theme=None, alt=words, width="stretch", key=f"{key}-picture")
    for note in shown.notes:
        st.caption(plain(note))
    used = {name for figure in shown.figures for name in figure.release.split(" and ")}
    sources = listed(one.label for one in store.releases.values() if one.id in used)
    st.caption(plain(f"Source: {sources}."))
    with st.expander(plain(message("screen.table_behind", name=shown.name))):
        table([dict(zip(shown.columns, row, strict=True)) for row in shown.cells], str(shown.name))
    with st.container(horizontal=True, vertical_alignment="center", key=f"bar-{key}"):
        picture_button(shown, str(shown.name), key)
        label = message("screen.download_chart_table", name=shown.name)
        download(label, shown.figures, str(shown.name), key=f"download-{key}", quiet=True)
