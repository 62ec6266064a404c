"""How a question was read, slot by slot: each a button that opens what it may be changed to, and
says whether it was typed, carried over or assumed; one click asks the question so changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative.messages import message
from cin_narrative.screen.parts import plain

if TYPE_CHECKING:
    from cin_narrative.questions.interpretation import Chip
    from cin_narrative.questions.resolution.resolved import Option

CLICKED = "slots_clicked"  # of the question on its way: how each of its slots came about


def show_chips(
    chips: Sequence[Chip], how: Mapping[str, str], number: int, pending: str, otherwise: str
) -> None:
    """A button for each slot; ``how`` slots of a changed question came about before it was changed;
    ``pending`` is where a question to ask is put. ``otherwise``: the reading in words, where it has
    no slots.
    """
    if not chips and not otherwise:
        return
    key = f"read-as-{number}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=key):
        st.markdown(f"**{message('screen.read_as')}**", width="content")
        if not chips:
            st.markdown(plain(otherwise), width="content")
        came = {chip.slot: how.get(chip.slot, chip.how) for chip in chips}
        for chip in chips:
            _slot(chip, came, f"chips-{number}-{chip.slot}", pending)


def _slot(chip: Chip, came: Mapping[str, str], key: str, pending: str) -> None:
    """A button; of a slot that cannot be changed its words."""
    how = f" · {came[chip.slot]}" if came[chip.slot] else ""
    label = f"{chip.label}: {plain(chip.value)}{how}"
    if not chip.alternatives:
        if came[chip.slot]:
            st.markdown(label, width="content")
        return
    questions = {option.label: option for option in chip.alternatives}
    st.menu_button(
        label,
        list(questions),
        key=key,
        format_func=plain,
        on_click=_changed,
        args=(key, questions, {**came, chip.slot: message("screen.chosen")}, pending),
    )


def _changed(
    key: str, questions: Mapping[str, Option], came: Mapping[str, str], pending: str
) -> None:
    chosen = st.session_state.get(key)
    if isinstance(chosen, str) and chosen in questions:
        st.session_state[pending] = questions[chosen]
        st.session_state[CLICKED] = dict(came)
