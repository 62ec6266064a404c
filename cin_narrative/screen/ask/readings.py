"""An answer that a language model read, too: our reading and the model's, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative import api
from cin_narrative.messages import message
from cin_narrative.screen.ask.conversation import GIVEN, Turn
from cin_narrative.screen.parts import plain
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer


def show_both(turn: Turn, both: Answer | None, store: Store) -> None:
    """Our reading and the model's, of what both came to; nothing where no model read it."""
    if both is None or not both.agreement or both.readings_compared is None:
        return
    ours = api.read_as(store, turn.answer, turn.home) or message("screen.not_read")
    told = api.read_as(store, _theirs(turn, both, store), turn.home) or message("screen.not_read")
    if both.agreement == "agree" or ours == told:
        st.caption(message("screen.read_alike"))
        return
    st.caption(plain(message("screen.both_readings", ours=ours, theirs=told)))


def _theirs(turn: Turn, both: Answer, store: Store) -> Answer:
    """What the model's reading comes to; where that is the answer already, ours is beside it."""
    reading = both.readings_compared
    if reading is None or (both.agreement == "second" and both.outcome in GIVEN):
        return both
    earlier = [one.earlier for one in turn.before]
    given = (turn.home, earlier, turn.release)
    return api.answer(store, turn.question, reading, *given, audience=turn.audience)
