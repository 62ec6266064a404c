"""What the store holds: releases with their dates; an authority's own returns, with what is wrong
with each, how it stands to DfE's figures, and the way to remove it.
"""

from __future__ import annotations

import streamlit as st

from cin_narrative import api
from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.api import holdings
from cin_narrative.catalogue.areas import Area
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.screen.local_return import choose_audience, show_quality
from cin_narrative.screen.parts import button, plain, table
from cin_narrative.store.store import Store


def show_releases(store: Store) -> None:
    """Every release held, when it was loaded, and their files, folded."""
    found = holdings.releases_held(store)
    rows = [
        {"Release": held.label, "Loaded": held.loaded, "Files": len(held.files)} for held in found
    ]
    table(rows, message("screen.releases_held"))
    if not found:
        return
    with st.expander(message("screen.files_of")):
        for held in found:
            named = "\n".join(f"- {plain(name)}" for name in held.files)
            st.markdown(f"**{plain(held.label)}**\n{named}")


def show_returns(store: Store) -> None:
    """The returns held, the newest year first; nothing where there is none."""
    found = holdings.returns_held(store)
    if not found:
        return
    st.header(message("screen.own_returns"), anchor=False)
    for area, year, release in sorted(found, key=lambda one: (-one[1], one[0].name)):
        with st.container(border=True, key=f"return-{area.code}-{year}"):
            st.subheader(plain(f"{area.short_name} {year}"), anchor=False)
            st.caption(plain(f"{release.label}, loaded {release.loaded}"))
            _show_return(store, area, year)


def _show_return(store: Store, area: Area, year: int) -> None:
    audience = choose_audience(store, area, year, key=f"internal-{area.code}-{year}")
    show_quality(store, area, year, audience)
    if who().may(Action.QUALITY):
        _show_reconciliation(store, area, year, audience)
    if not who().may(Action.LOAD):
        return
    with st.popover(message("screen.remove_return")):
        st.markdown(message("screen.remove_sure", area=plain(area.in_name), year=year))
        label = message("screen.remove_it")
        button(label, f"remove-{area.code}-{year}", api.remove_return, area, year)


def _show_reconciliation(store: Store, area: Area, year: int, audience: str) -> None:
    """The return beside what DfE published for the same year, where that is held."""
    try:
        found = api.reconcile(store, area.name, year, audience)
    except NotHeld as error:
        st.caption(plain(str(error)))
        return
    with st.expander(message("screen.beside_published")):
        lines = [line.strip() for line in found.text().splitlines()]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines if line))
