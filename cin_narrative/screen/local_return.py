"""What the page shows of an authority's own return beside its figures: who may see it, and what is
wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative import api
from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.api import holdings
from cin_narrative.catalogue.areas import Area
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.messages import message
from cin_narrative.screen.parts import plain
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.load.returns.quality.report import QualityReport

QUALITY = message("screen.quality")
SWITCH = message("screen.internal_switch")
SWITCH_HELP = message("screen.internal_switch_help")
IS_INTERNAL = message("screen.is_internal")


def choose_audience(
    store: Store, area: Area | None = None, year: int | None = None, key: str = "internal"
) -> str:
    """The switch to the internal view, where the store holds a return (of ``area`` and ``year``);
    publishable until it is turned on, and for whoever may not see it.

    It is no part of the page's address: a link never opens the internal view.
    """
    if not (who().may(Action.INTERNAL) and _holds(store, area, year)):
        return PUBLISHABLE
    chosen = st.toggle(SWITCH, key=key, help=SWITCH_HELP)
    if chosen:
        st.warning(IS_INTERNAL)
    return INTERNAL if chosen else PUBLISHABLE


def _holds(store: Store, area: Area | None, year: int | None) -> bool:
    return holdings.holds_return(store, area, year)


def show_quality(store: Store, area: Area, year: int, audience: str) -> None:
    """What is wrong with the return of ``area`` for ``year``, worst damage first, to be opened;
    nothing where the store holds none, or for whoever may not see it.
    """
    if not (who().may(Action.QUALITY) and _holds(store, area, year)):
        return
    report = api.quality(store, area, year, audience)
    show_findings(report, QUALITY, report.release)


def show_findings(report: QualityReport, label: str, of: str) -> None:
    """What is wrong with the return that is ``of`` a release or a heading, to be opened by its
    ``label``.
    """
    with st.expander(label):
        st.caption(plain(f"{of}. {report.about}"))
        for heading, entries in report.sections():
            st.subheader(heading, anchor=False)
            lines = [
                f"- {plain(one.words)}"
                + (f"  \n  *Damages: {plain(one.damage)}.*" if one.damages else "")
                for one in entries
            ]
            st.markdown("\n".join(lines))
