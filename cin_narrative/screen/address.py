"""The page's address, what this session chose and what this machine remembers -> what is in view;
and back into the address, which opens the same thing anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

import streamlit as st

from cin_narrative import api
from cin_narrative.api import holdings
from cin_narrative.catalogue.areas import Area
from cin_narrative.claims.claims import Method
from cin_narrative.disclosure.door import LATEST, resolve_release
from cin_narrative.errors import CinNarrativeError, NotHeld
from cin_narrative.messages import message
from cin_narrative.store.store import Store
from cin_narrative.writing.methods import METHOD_NAMES

AREA, YEAR, RELEASE = "area", "year", "release"
SINCE, METHOD, MODEL, SHOW = "since", "method", "neighbours", "show"
ALWAYS = (AREA, YEAR, RELEASE)
NAMES = (*ALWAYS, SINCE, METHOD, MODEL, SHOW)
YEAR_BEFORE, WHOLE_PAGE, NEWEST = "The year before", "Whole page", "Newest"
BY_DEFAULT = {SINCE: YEAR_BEFORE, METHOD: METHOD_NAMES[Method.BANDS], MODEL: NEWEST}
BY_DEFAULT[SHOW] = WHOLE_PAGE
IN_VIEW, FOLLOWED = "in_view", "address_followed"
VIEW, VIEW_BEFORE = "view", "view_before"  # of this run, and of the one before it
COOKIE = "cin_narrative_area"  # holds the label of an area, set by frame.js


def in_view() -> dict[str, str]:
    """What is in view, by its name in the address, as the address writes it; what is not there
    stands as it does by default.
    """
    kept: dict[str, str] = st.session_state.setdefault(IN_VIEW, {})
    return kept


def carried() -> dict[str, str]:
    """What a view takes over from the one before, as the address of the next says it."""
    kept = in_view()
    return {name: kept[name] for name in NAMES if kept.get(name) and not _is_default(name)}


def follow(store: Store, labels: Mapping[str, Area]) -> CinNarrativeError | None:
    """Take over what the pickers were set to, then what a new address says; the mistake where that
    leads nowhere. Without either, the area that this machine remembers.
    """
    kept, given = in_view(), _given()
    kept.update({name: str(st.session_state[name]) for name in NAMES if _is_set(name)})
    fault = None
    if given != st.session_state.get(FOLLOWED):
        st.session_state[FOLLOWED] = given
        fault = _take(given, store, labels)
    kept.setdefault(RELEASE, LATEST)
    remembered = unquote(st.context.cookies.get(COOKIE, ""))
    if AREA not in kept and fault is None and remembered in labels:
        kept[AREA] = remembered
    return fault


def write() -> None:
    """Put what is in view into the address, beside what else stands there; at once: each step would
    be one on the way back.
    """
    wanted = carried()
    if wanted != _given():
        given = st.query_params
        beside = {name: given.get_all(name) for name in given if name not in NAMES}
        st.query_params.from_dict({**wanted, **beside})
    st.session_state[FOLLOWED] = wanted


def _given() -> dict[str, str]:
    return {name: st.query_params[name] for name in NAMES if st.query_params.get(name)}


def _is_default(name: str) -> bool:
    return in_view().get(name) == BY_DEFAULT.get(name)


def _is_set(name: str) -> bool:
    return st.session_state.get(name) is not None


def _take(
    given: Mapping[str, str], store: Store, labels: Mapping[str, Area]
) -> CinNarrativeError | None:
    """What an address says into what is in view, as people may have written it."""
    kept = in_view()
    try:
        for name in given:
            kept[name] = _understood(name, given, store, labels)
            st.session_state.pop(name, None)  # the picker is set to it when it is drawn
    except CinNarrativeError as error:
        return error
    return None


def _understood(
    name: str, given: Mapping[str, str], store: Store, labels: Mapping[str, Area]
) -> str:
    if name == AREA:
        return _label(given[AREA], labels)
    if name == RELEASE:
        return _release(given[RELEASE], store)
    if name == YEAR:
        _check_year(store, labels.get(in_view().get(AREA, "")), given[YEAR])
    return given[name]


def _label(given: str, labels: Mapping[str, Area]) -> str:
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


def _release(given: str, store: Store) -> str:
    """The rule or the release that ``given`` names, by its id or by what it is called."""
    choices = holdings.release_choices(store)
    called = next((name for name, label in choices.items() if label == given), given)
    return called if called in choices else resolve_release(store, called)


def _check_year(store: Store, area: Area | None, given: str) -> None:
    held = holdings.years_held(store, area) if area else sorted(store.areas_by_year, reverse=True)
    if given not in map(str, held):
        of = f" for {area.in_name}" if area else ""
        raise NotHeld(
            message("screen.year_not_held", area=of, year=given, first=held[-1], last=held[0])
        )
