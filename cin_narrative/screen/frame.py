"""The address of the page -> one of its views, within the frame that all of them share."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cin_narrative import api
from cin_narrative.errors import StoreFault
from cin_narrative.messages import message
from cin_narrative.screen import address, opened, preparation
from cin_narrative.screen.data.address_fault import show_ways_on
from cin_narrative.screen.data.store_fault import show_fault
from cin_narrative.screen.data.upload import keep_in_memory
from cin_narrative.screen.garbage import pass_over_what_is_kept
from cin_narrative.screen.header import ask_for_area, show_header
from cin_narrative.screen.parts import mistakes_in_one_line
from cin_narrative.screen.people.gate import let_in
from cin_narrative.screen.pickers import say_what_is_carried

HERE = Path(__file__).parent
MENU = {  # address -> title, file
    "overview": ("Overview", "overview/overview_page.py"),
    "report": ("Report", "report/report_page.py"),
    "ask": ("Ask", "ask/ask_page.py"),
    "drafts": ("Drafts", "drafts/draft_page.py"),
    "data": ("Data", "data/data_page.py"),
}
OF_AN_AREA = ("overview", "report")  # these show nothing without one


def show() -> None:
    """The page, as ``streamlit_app.py`` starts it."""
    pass_over_what_is_kept()
    keep_in_memory()
    st.set_page_config(
        page_title="CIN Narrative",
        layout="wide",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.html(HERE / "page.css")
    let_in()
    menu = [
        st.Page(HERE / file, title=title, url_path=path) for path, (title, file) in MENU.items()
    ]
    beside = [
        st.Page(HERE / "start_page.py", title="CIN Narrative", default=True),
        st.Page(HERE / "indicators/indicators_page.py", title="Indicators", url_path="indicators"),
    ]
    view = st.navigation([*beside, *menu], position="hidden")
    _open_store()
    st.session_state[address.VIEW_BEFORE] = st.session_state.get(address.VIEW)
    st.session_state[address.VIEW] = view.url_path
    if view.url_path:
        with mistakes_in_one_line():
            _show_frame(view, menu)
    view.run()


def _open_store() -> None:
    """Open it, with a word of what takes a moment where it is made first; where it cannot be
    opened, what it is and what can be done.
    """
    word = st.empty()
    if api.is_to_be_made():
        word.markdown(message("screen.making_starter"))
        preparation.wait()
    try:
        opened.store()
    except StoreFault as fault:
        word.empty()
        show_fault(fault)
        st.stop()
    word.empty()


def _show_frame(view: st.Page, menu: list[st.Page]) -> None:
    """The header and what it has to say; the first visit's question in place of a view that needs
    an area. Goes no further where the address leads nowhere.
    """
    fault = address.follow(opened.store(), opened.labels())
    if view.url_path in OF_AN_AREA and address.AREA not in address.in_view() and fault is None:
        ask_for_area()
        st.stop()
    show_header(menu, asks=view.url_path != "ask")
    if fault is not None:
        show_ways_on(fault, view, next(one for one in menu if one.url_path == "data"))
    address.write()
    say_what_is_carried()
    if opened.is_starter():
        with st.container(key="banner", horizontal=True, vertical_alignment="center"):
            st.markdown(message("screen.starter_figures"))
            if view.url_path != "data":
                st.page_link(HERE / MENU["data"][1], label=message("screen.load_files"))
