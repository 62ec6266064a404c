"""The address of the page -> one of its four views, within the frame that all of them share."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import streamlit as st

from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message
from cin_narrative.screen import opened

HERE = Path(__file__).parent


def show() -> None:
    """The page, as ``streamlit_app.py`` starts it."""
    st.set_page_config(
        page_title="CIN Narrative",
        layout="centered",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.html(HERE / "page.css")
    view = st.navigation(
        [
            st.Page(HERE / "summary_page.py", title="Summary", url_path="summary", default=True),
            st.Page(HERE / "ask" / "ask_page.py", title="Ask", url_path="ask"),
            st.Page(HERE / "drafts" / "draft_page.py", title="Drafts", url_path="drafts"),
            st.Page(HERE / "indicators_page.py", title="Indicators", url_path="indicators"),
        ],
        position="top",
    )
    _show_banner()
    view.run()


def _show_banner() -> None:
    """Says which figures these are, while they are the starter figures; a view says what is wrong
    with a store that cannot be read.
    """
    with suppress(CinNarrativeError):
        if opened.is_starter():
            st.info(message("screen.starter_figures"))
