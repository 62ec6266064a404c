"""The header that stays: product, authority, year, a line to ask from anywhere, and the menu."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from cin_narrative.messages import message, words
from cin_narrative.screen.address import AREA, carried, in_view
from cin_narrative.screen.parts import PENDING, handed
from cin_narrative.screen.people.gate import show_who
from cin_narrative.screen.pickers import pick_area, pick_year

HERE, PLACE = Path(__file__).parent, "frame_export"
ASK = HERE / "ask" / "ask_page.py"
_machine = st.components.v2.component(
    "cin_narrative_machine",
    html='<div class="cin-machine"></div>',
    js=(HERE / "machine.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_header(views: Sequence[Page], asks: bool) -> None:
    """The header, over every view; ``asks``: with the line that takes a question to the view that
    answers it.
    """
    with st.container(key="frame-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("**CIN Narrative**", width="content")
        with st.container(key="frame-area", width=190):
            area = pick_area()
        if area is not None:
            with st.container(key="frame-year", width=96):
                pick_year(area)
        if asks:
            with st.container(key="frame-ask", width="stretch"):
                _show_line()
        with st.container(key="frame-menu", horizontal=True, width="content", gap="xsmall"):
            for view in views:
                st.page_link(view, query_params=carried())
        st.session_state[PLACE] = st.container(key="frame-export", width="content")
        show_who()
        remember()


def beside_menu() -> DeltaGenerator:
    """The place in the header for what a view adds to it, in the run that has drawn the header."""
    place: DeltaGenerator = st.session_state[PLACE]
    return place


def _show_line() -> None:
    typed = st.chat_input(message("screen.ask_anywhere"), key="ask_anywhere")
    if typed:
        st.session_state[PENDING] = typed
        st.switch_page(ASK, query_params=carried())


def ask_for_area() -> None:
    """All that the first visit asks."""
    with st.container(key="first-visit"):
        st.markdown("**CIN Narrative**")
        st.title(message("screen.which_authority"), anchor=False)
        if pick_area() is not None:
            st.rerun()  # the pickers of the header come first
        st.page_link(HERE / "data" / "data_page.py", label=message("screen.not_in_the_list"))


def remember() -> None:
    """Let this machine's browser keep the authority; the button that copies the address."""
    given: dict[str, Any] = {"area": in_view().get(AREA, ""), "copy": message("screen.copy_link")}
    given["connection"] = dict(words("screen.connection"))
    _machine(data=handed(given), key="machine", on_again_change=lambda: None)
