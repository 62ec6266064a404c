"""Pickers of area, year and release: only what is held, and each in the page's address, so that a link leads back."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cin_narrative import api, holdings
from cin_narrative.definitions.areas import Area
from cin_narrative.errors import NotHeld
from cin_narrative.screen.parts import mistakes_in_one_line
from cin_narrative.store.disclosure import resolve_release
from cin_narrative.store.store import Store

AREA, YEAR, RELEASE, HOME, LAST_AREA = "area", "year", "release", "home", "last_area"
NO_HOME = "None"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see."""

    area: Area
    year: int
    release: str


def choose(store: Store) -> Choice:
    """Show the pickers; the address may name an area, a year and a release as people write them."""
    labels = holdings.areas_held(store, api.areas())
    releases = holdings.release_choices(store)
    start = holdings.area_to_start_with(store, api.areas())
    if start is None:
        raise NotHeld("The store holds no figures: load DfE's files with `cin-narrative load`.")
    with mistakes_in_one_line():
        _follow_link(store, labels, releases)
    with st.container(key="pickers"):
        wide, narrow, middle = st.columns([5, 3, 6])
        with wide:
            label = st.selectbox("Area", list(labels), index=list(labels.values()).index(start), key=AREA, bind="query-params")
        area = labels[label]
        st.session_state[LAST_AREA] = label
        years = holdings.years_held(store, api.areas(), area)
        with narrow:
            year = st.selectbox("Year to 31 March", years, key=YEAR, bind="query-params")
        with middle:
            release = st.selectbox("Release", list(releases), format_func=releases.__getitem__, key=RELEASE, bind="query-params")
    return Choice(area, year, release)


def _follow_link(store: Store, labels: dict[str, Area], releases: dict[str, str]) -> None:
    """Once a session, read the address as a person may have written it; raises with "did you mean" where it leads nowhere."""
    if st.session_state.get("link_followed"):
        return
    st.session_state["link_followed"] = True
    wanted, area = st.query_params.to_dict(), None
    if wanted.get(AREA) and wanted[AREA] not in labels:
        found = api.areas().find(wanted[AREA])
        label = next((label for label, held in labels.items() if held.code == found.code), None)
        if label is None:
            raise NotHeld(f"The store holds no figures for {found.in_name}: load DfE's files with `cin-narrative load`.")
        st.session_state[AREA] = label
    if wanted.get(RELEASE) and wanted[RELEASE] not in releases.values():
        st.session_state[RELEASE] = resolve_release(store, wanted[RELEASE])
    area = labels.get(st.session_state.get(AREA) or wanted.get(AREA, ""))
    if wanted.get(YEAR) and area is not None:
        _check_year(store, area, wanted[YEAR])


def _check_year(store: Store, area: Area, given: str) -> None:
    held = holdings.years_held(store, api.areas(), area)
    if given not in map(str, held):
        raise NotHeld(f'The store holds no figures for {area.in_name} for the year "{given}". It holds {held[-1]} to {held[0]} for it.')


def choose_home(store: Store) -> str | None:
    """The authority that "we" and "our" mean in a question; None where none is chosen."""
    labels = [label for label, area in holdings.areas_held(store, api.areas()).items() if area.is_authority]
    last = st.session_state.get(LAST_AREA)
    index = labels.index(last) + 1 if last in labels else 0
    label = st.selectbox("Your authority", [NO_HOME, *labels], index=index, key=HOME, bind="query-params",
                         help='What "we", "our" and "the council" mean in a question.')  # fmt: skip
    return None if label == NO_HOME else label


