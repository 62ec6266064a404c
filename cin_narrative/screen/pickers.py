"""Pickers of area, year and release: only what is held, and each in the page's address, so that a
link leads back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from cin_narrative import api
from cin_narrative.api import holdings
from cin_narrative.catalogue.areas import Area
from cin_narrative.disclosure.door import resolve_release
from cin_narrative.errors import CinNarrativeError, NotHeld
from cin_narrative.messages import message
from cin_narrative.report.outline import load_outline
from cin_narrative.report.summary import Form
from cin_narrative.screen.opened import WHOLE, Extent
from cin_narrative.screen.parts import plain
from cin_narrative.store.store import Store
from cin_narrative.writing.methods import METHOD_NAMES, method_note

AREA, YEAR, RELEASE, HOME, LAST_AREA = "area", "year", "release", "home", "last_area"
SHOW, SINCE, YEAR_BEFORE, METHOD = "show", "since", "The year before", "method"
FOLLOWED = "link_followed"
ADDRESS: Literal["query-params"] = "query-params"  # what is chosen stands in the page's address
NO_HOME = "None"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see."""

    area: Area
    year: int
    release: str
    extent: Extent = WHOLE


def choose(store: Store) -> Choice:
    """Show the pickers; the address may name an area, a year and a release as people write them.

    Where it names what is not there, says so in one line, shows the pickers, and goes no further.
    """
    labels = holdings.areas_held(store, api.areas())
    start = holdings.area_to_start_with(store, api.areas())
    if start is None:
        raise NotHeld(message("screen.store_is_empty"))
    fault = _follow_link(store, labels)
    with st.container(key="pickers"):
        first, second, third = st.columns([5, 3, 6])
        with first:
            index = list(labels.values()).index(start)
            label = st.selectbox("Area", list(labels), index=index, key=AREA, bind=ADDRESS)
        with third:
            release = _choose_release(store)
        years = holdings.years_in(store, api.catalogue(), api.areas(), labels[label], release)
        with second:
            year = _choose_year(years)
        extent = _choose_extent([one for one in years if year is not None and one < year - 1])
    if fault:
        raise fault
    if year is None:
        raise NotHeld(message("screen.release_holds_none", area=labels[label].in_name))
    st.session_state[LAST_AREA] = label
    return Choice(labels[label], year, release, extent)


def _choose_release(store: Store) -> str:
    held = holdings.release_choices(store)
    return st.selectbox(
        "Release", list(held), format_func=held.__getitem__, key=RELEASE, bind=ADDRESS
    )


def _choose_year(years: list[int]) -> int | None:
    return st.selectbox("Year to 31 March", years, key=YEAR, bind=ADDRESS, placeholder="None held")


def _choose_extent(earlier: list[int]) -> Extent:
    """How much to show, and since when; a section is chosen by its heading."""
    forms = {"Whole page": Form.LONG, "One-page brief": Form.BRIEF}
    first, second, third = st.columns([5, 3, 6])
    headings = [one.heading for one in load_outline(api.catalogue()).sections]
    with first:
        shown = st.selectbox("Show", [*forms, *headings], key=SHOW, bind=ADDRESS)
    with second:
        since = st.selectbox(
            "Changes since", [YEAR_BEFORE, *map(str, earlier)], key=SINCE, bind=ADDRESS
        )
    with third:
        method = st.selectbox(
            message("screen.compared_by"),
            list(METHOD_NAMES.values()),
            key=METHOD,
            bind=ADDRESS,
            help=" ".join(plain(method_note(one)) for one in METHOD_NAMES),
        )
    form = forms.get(shown)
    return Extent(
        form or Form.LONG,
        None if form else shown,
        None if since == YEAR_BEFORE else int(since),
        next(one for one, name in METHOD_NAMES.items() if name == method),
    )


def _follow_link(store: Store, labels: dict[str, Area]) -> CinNarrativeError | None:
    """Once a session, read the address as a person may have written it; the mistake where it leads
    nowhere.
    """
    if st.session_state.get(FOLLOWED):
        return None
    st.session_state[FOLLOWED] = True
    named: dict[str, str] = {}
    try:
        if given := st.query_params.get(AREA):
            named[AREA] = _label(given, labels)
        if given := st.query_params.get(RELEASE):
            releases = holdings.release_choices(store)
            named[RELEASE] = (
                given if given in releases.values() else releases[resolve_release(store, given)]
            )
        if given := st.query_params.get(YEAR):
            _check_year(store, labels.get(named.get(AREA, "")), given)
    except CinNarrativeError as error:
        return error
    if any(st.query_params[name] != value for name, value in named.items()):
        st.query_params.update(named)
        st.rerun()  # the pickers read the address before the script runs
    return None


def _label(given: str, labels: dict[str, Area]) -> str:
    """The label of the area that ``given`` means; raises with "did you mean", or where nothing is
    held for it.
    """
    if given in labels:
        return given
    found = api.areas().find(given)
    for label, held in labels.items():
        if held.code == found.code:
            return label
    raise NotHeld(message("screen.area_not_held", area=found.in_name))


def _check_year(store: Store, area: Area | None, given: str) -> None:
    held = (
        holdings.years_held(store, api.areas(), area)
        if area
        else sorted(store.areas_by_year, reverse=True)
    )
    if given not in map(str, held):
        of = f" for {area.in_name}" if area else ""
        raise NotHeld(
            message("screen.year_not_held", area=of, year=given, first=held[-1], last=held[0])
        )


def choose_home(store: Store) -> str | None:
    """The authority that "we" and "our" mean in a question; None where none is chosen."""
    labels = [
        label
        for label, area in holdings.areas_held(store, api.areas()).items()
        if area.is_authority
    ]
    last = st.session_state.get(LAST_AREA)
    index = labels.index(last) + 1 if last in labels else 0
    label = st.selectbox(
        "Your authority",
        [NO_HOME, *labels],
        index=index,
        key=HOME,
        bind=ADDRESS,
        help=message("screen.what_we_means"),
    )
    return None if label == NO_HOME else label
