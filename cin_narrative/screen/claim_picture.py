"""A chart of one claim on the screen: its title, what it measures, the picture with its words,
notes, table and download.
"""

from __future__ import annotations

import streamlit as st

from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.drawing import claim_chart
from cin_narrative.messages import message
from cin_narrative.screen.parts import download, plain, table
from cin_narrative.store.store import Store
from cin_narrative.writing.render import listed

AXIS = 56  # pixels: on the screen the height that a chart is given has to hold its axis, too


def show_claim_chart(shown: ClaimChart, store: Store, key: str) -> None:
    """The bars or dots of one claim; its sentence stands above it on the page."""
    st.markdown(f"**{plain(shown.title)}**")
    st.caption(plain(f"{shown.subtitle}."))
    drawn = claim_chart(shown)
    st.vega_lite_chart(
        spec=drawn | {"height": drawn["height"] + AXIS},
        theme=None,
        alt=shown.alternative,
        width="stretch",
        key=f"{key}-picture",
    )
    for note in shown.notes:
        st.caption(plain(note))
    used = {name for figure in shown.figures for name in figure.release.split(" and ")}
    sources = listed(one.label for one in store.releases.values() if one.id in used)
    st.caption(plain(f"Source: {sources}."))
    with st.expander(plain(message("screen.table_behind", name=shown.name))):
        table([dict(zip(shown.columns, row, strict=True)) for row in shown.cells], str(shown.name))
    download(
        message("screen.download_chart_table", name=shown.name),
        shown.figures,
        str(shown.name),
        key=f"download-{key}",
    )
