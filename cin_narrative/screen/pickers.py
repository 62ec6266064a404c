"""Pickers of what is in view: only what is held; the header has area and year, a closed drawer the
rest. What is chosen stands in the page's address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from cin_narrative import api
from cin_narrative.api import holdings
from cin_narrative.catalogue.areas import Area
from cin_narrative.claims.claims import Method
from cin_narrative.disclosure.door import LATEST
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.report.outline import load_outline
from cin_narrative.report.summary import Form
from cin_narrative.screen import opened
from cin_narrative.screen.address import (
    AREA,
    BY_DEFAULT,
    METHOD,
    MODEL,
    NEWEST,
    RELEASE,
    SHOW,
    SINCE,
    WHOLE_PAGE,
    YEAR,
    YEAR_BEFORE,
    in_view,
)
from cin_narrative.screen.opened import WHOLE, Extent
from cin_narrative.screen.parts import plain
from cin_narrative.store.store import Store
from cin_narrative.writing.methods import METHOD_NAMES, method_note

T = TypeVar("T")
FORMS = {WHOLE_PAGE: Form.LONG, "One-page brief": Form.BRIEF}
CARRIED = "carried_over"  # what was asked for and is not held, in a line


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see."""

    area: Area
    year: int
    release: str
    extent: Extent = WHOLE


def pick(
    name: str,
    label: str,
    options: Sequence[T],
    otherwise: T | None,
    shown: Callable[[T], str] = str,
    *,
    hidden: bool = False,
    about: str | None = None,
) -> T | None:
    """One picker, set to what is in view; ``otherwise`` where that is not among ``options``, which
    is said in a line.
    """
    wanted = in_view().get(name)
    value = next((one for one in options if str(one) == wanted), otherwise)
    if wanted is not None and str(value) != wanted and options:
        st.session_state[CARRIED] = message(
            "screen.shown_instead", label=label, wanted=wanted, shown=shown(options[0])
        )
    if value is not None and st.session_state.get(name) not in options:
        st.session_state[name] = value
    chosen = st.selectbox(
        label,
        options,
        index=None if value is None else 0,
        format_func=shown,
        key=name,
        help=about,
        placeholder=message("screen.type_a_name") if options else message("screen.none_held"),
        label_visibility="collapsed" if hidden else "visible",
    )
    if chosen is not None:
        in_view()[name] = str(chosen)
    return chosen


def pick_area(hidden: bool = True) -> Area | None:
    """The picker of the area: a box to type a part of its name into."""
    labels = opened.labels()
    label = pick(AREA, "Area", list(labels), None, hidden=hidden)
    return labels[label] if label else None


def pick_year(area: Area) -> None:
    """The picker of the year, of those that the release in view holds for ``area``."""
    years = opened.years(area, in_view().get(RELEASE, LATEST))
    pick(YEAR, "Year to 31 March", years, years[0] if years else None, hidden=True)


def say_what_is_carried() -> None:
    """That what was asked for is not held, and what is shown instead; once."""
    if said := st.session_state.pop(CARRIED, ""):
        st.info(plain(said))


def choose(store: Store, shows: bool = False) -> Choice:
    """What is in view, with the drawer that holds its finer choices, closed; ``shows``: and how
    much of the page. Raises ``NotHeld`` where nothing of it is held.
    """
    held = opened.labels()
    if not held:
        raise NotHeld(message("screen.store_is_empty"))
    area = held[in_view()[AREA]]
    with st.expander(plain(_state(store)), key="drawer"):
        release, extent = _choose_finer(store, area, shows)
    year = in_view().get(YEAR)
    if year is None:
        raise NotHeld(message("screen.release_holds_none", area=area.in_name))
    return Choice(area, int(year), release, extent)


def in_view_choice() -> Choice | None:
    """What is in view, as another view or the address chose it; what that view would pass over is
    as by default. None where there is no area, or no year of it.
    """
    kept = {**BY_DEFAULT, **in_view()}
    area, year = opened.labels().get(kept.get(AREA, "")), kept.get(YEAR)
    if area is None or year is None:
        return None
    earlier = map(str, opened.years(area, kept.get(RELEASE, LATEST)))
    since = int(kept[SINCE]) if kept[SINCE] in earlier and int(kept[SINCE]) < int(year) else None
    named = (one for one, name in METHOD_NAMES.items() if name == kept[METHOD])
    method = next(named, Method.BANDS)
    return Choice(area, int(year), kept.get(RELEASE, LATEST), Extent(since=since, method=method))


def _state(store: Store) -> str:
    """The drawer's line: what is set in it."""
    kept = {**BY_DEFAULT, **in_view()}
    release = holdings.release_choices(store).get(kept.get(RELEASE, LATEST), "")
    gaps = {"release": release, "method": kept[METHOD].lower(), "model": kept[MODEL].lower()}
    return message("screen.drawer", **gaps, since=kept[SINCE].lower())


def _choose_finer(store: Store, area: Area, shows: bool) -> tuple[str, Extent]:
    first, second, third, fourth = st.columns(4)
    choices = holdings.release_choices(store)
    with first:
        release = pick(RELEASE, "Release", list(choices), LATEST, choices.__getitem__) or LATEST
    year = int(in_view().get(YEAR, 0))
    earlier = [str(one) for one in opened.years(area, release) if one < year - 1]
    with second:
        method = _choose_method()
    with third:
        models = [NEWEST, *map(str, api.areas().neighbour_models)]
        model = pick(MODEL, message("screen.neighbour_model"), models, NEWEST)
    with fourth:
        since = pick(SINCE, "Changes since", [YEAR_BEFORE, *earlier], YEAR_BEFORE)
    form, section = _choose_show() if shows else (Form.LONG, None)
    changes = None if since in (YEAR_BEFORE, None) else int(str(since))
    neighbours = None if model in (NEWEST, None) else int(str(model))
    return release, Extent(form, section, changes, method, neighbours=neighbours)


def _choose_method() -> Method:
    about = " ".join(plain(method_note(one)) for one in METHOD_NAMES)
    label, names = message("screen.compared_by"), list(METHOD_NAMES.values())
    chosen = pick(METHOD, label, names, names[0], about=about)
    return next(one for one, name in METHOD_NAMES.items() if name == chosen)


def _choose_show() -> tuple[Form, str | None]:
    """How much to show: the page, its brief, or one section by its heading."""
    headings = [one.heading for one in load_outline(api.catalogue()).sections]
    shown = str(pick(SHOW, "Show", [*FORMS, *headings], WHOLE_PAGE))
    return (FORMS[shown], None) if shown in FORMS else (Form.LONG, shown)


def home() -> str | None:
    """The authority that "we" and "our" mean in a question: the one in view; None for a region or
    England.
    """
    label = in_view().get(AREA, "")
    area = opened.labels().get(label)
    return label if area is not None and area.is_authority else None
