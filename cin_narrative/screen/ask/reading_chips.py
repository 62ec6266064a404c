"""How a question was read, as chips: each slot with what it may be changed to; one click asks the
question so changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative.messages import message
from cin_narrative.screen.parts import plain

if TYPE_CHECKING:
    from cin_narrative.questions.chips import Chip


def show_chips(chips: Sequence[Chip], key: str, pending: str) -> None:
    """A row of chips for each slot that can be changed, the one in force chosen; ``pending`` is
    where a question to ask is put.
    """
    changeable = [chip for chip in chips if chip.alternatives]
    if not changeable:
        return
    with st.expander(message("screen.how_read"), expanded=True):
        for chip in changeable:
            _row(chip, f"{key}-{chip.slot}", pending)


def _row(chip: Chip, key: str, pending: str) -> None:
    questions = {option.label: option.question for option in chip.alternatives}

    def changed() -> None:
        chosen = st.session_state.get(key)
        if chosen in questions:
            st.session_state[pending] = questions[chosen]

    st.pills(
        chip.label,
        [chip.value, *questions],
        default=chip.value,
        key=key,
        on_change=changed,
        format_func=plain,
    )
