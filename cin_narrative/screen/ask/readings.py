"""An answer that a language model read, too: our reading and the model's, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative import api
from cin_narrative.messages import message
from cin_narrative.screen.ask.conversation import Turn
from cin_narrative.screen.parts import plain
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer


def show_both(turn: Turn, read: Answer, store: Store) -> None:
    """Our reading and the model's; nothing where no model read the question."""
    if not read.agreement or read.readings_compared is None:
        return
    if read.agreement == "agree":
        st.caption(message("screen.read_alike"))
        return
    ours = api.read_as(store, turn.answer, turn.home) or message("screen.not_read")
    theirs = read if read.agreement == "second" else _theirs(turn, read, store)
    told = api.read_as(store, theirs, turn.home) or message("screen.not_read")
    st.caption(plain(message("screen.both_readings", ours=ours, theirs=told)))


def _theirs(turn: Turn, read: Answer, store: Store) -> Answer:
    """What the model's reading comes to."""
    earlier = [one.earlier for one in turn.before]
    given = (turn.home, earlier, turn.release)
    reading = read.readings_compared
    if reading is None:
        return read
    return api.answer(store, turn.question, reading, *given, audience=turn.audience)
