"""An answer -> a paragraph of a draft: the one that is open, or a new one of the page in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative.drafts.additions import ANSWERS_HEADING
from cin_narrative.messages import message
from cin_narrative.screen import opened
from cin_narrative.screen.address import AREA, YEAR, in_view
from cin_narrative.screen.ask.conversation import Turn
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.parts import button, plain
from cin_narrative.screen.pickers import Choice
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer


def offer_to_add(turn: Turn, found: Answer, store: Store) -> None:
    """The button that adds the answer; once it was, which draft it is in."""
    name = drafts_open.open_name()
    if name is None and (AREA not in in_view() or YEAR not in in_view()):
        return
    added = f"added-{turn.number}-{name}"
    if name is not None and st.session_state.get(added) is found:
        said = message("screen.added_to_draft", draft=name, heading=ANSWERS_HEADING)
        st.caption(plain(said), width="content")
        return
    label = message("screen.add_to_draft", draft=name) if name else message("screen.add_to_new")
    button(label, f"add-{turn.number}", _add, found, turn, store, quiet=True)


def _add(found: Answer, turn: Turn, store: Store) -> None:
    """Add it; where no draft is open, start one of the page in view."""
    name = drafts_open.open_name()
    if name is None:
        area, year = opened.labels()[in_view()[AREA]], int(in_view()[YEAR])
        drafts_open.start(store, Choice(area, year, turn.release))
        name = drafts_open.open_name()
    if name is not None:
        drafts_open.add_answer(name, found.commentary)
        st.session_state[f"added-{turn.number}-{name}"] = found
