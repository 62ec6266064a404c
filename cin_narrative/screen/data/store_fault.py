"""A store that cannot be read -> what it is, and two ways on: another store, or starter data."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cin_narrative import api
from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.errors import StoreFault
from cin_narrative.messages import message
from cin_narrative.screen.parts import button, plain, show_mistake

ANOTHER, TYPED = "another_store", "typed_store"


def show_fault(error: StoreFault) -> None:
    """The fault in one line, and for whoever may load, the two ways on."""
    st.title(message("screen.store_unreadable"), anchor=False)
    show_mistake(str(error))
    person = who()
    if not person.may(Action.LOAD):
        return
    found = [str(path) for path in api.stores_beside()]
    if found:
        st.selectbox(message("screen.stores_found"), found, key=ANOTHER, format_func=_name)
    if not person.verified:  # at this machine itself, where any file is theirs
        st.text_input(message("screen.store_typed"), key=TYPED)
    with st.container(horizontal=True):
        if found or not person.verified:
            button(message("screen.choose_store"), "choose-store", _choose)
        button(message("screen.start_with_starter"), "start-with-starter", api.use_starter)
    st.caption(plain(message("screen.until_restart")))


def _name(path: str) -> str:
    return Path(path).name


def _choose() -> None:
    typed = str(st.session_state.get(TYPED) or "").strip()
    api.use_store(typed or st.session_state.get(ANOTHER) or "")
