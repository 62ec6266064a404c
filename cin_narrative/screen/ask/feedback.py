"""What readers say of answers, kept in a file of this machine: it becomes new test questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.errors import OutputRefused
from cin_narrative.messages import message
from cin_narrative.screen.parts import button
from cin_narrative.settings import feedback_file
from cin_narrative.store.kept_files import add_record

VERDICTS = {"right": "Right", "wrong": "Wrong", "missing": "Something is missing"}


def show_verdicts(
    question: str, outcome: str, number: int, history: Sequence[str] = (), home: str | None = None
) -> None:
    """The buttons that say of one answer whether it is right; one verdict for each answer of a
    session.

     ``history`` and ``home`` are kept with it, so that the line can become a test question
    (``evaluate --feedback``).
    """
    said = f"verdict-{number}-{question}"
    if verdict := st.session_state.get(said):
        st.caption(message("screen.verdict_given", verdict=VERDICTS[verdict].lower()))
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"right-or-{number}"):
        st.caption(message("screen.is_it_right"), width="content")
        for verdict, label in VERDICTS.items():
            asked = {
                "question": question,
                "outcome": outcome,
                "verdict": verdict,
                "history": list(history),
                "area": home,
            }
            button(label, f"{verdict}-{number}", _keep, asked, said, quiet=True)


def show_download() -> None:
    """The file of what readers said, where there is one, for those who may see it."""
    path = feedback_file()
    if path.is_file() and who().may(Action.RECORDS):
        st.download_button(
            message("screen.download_verdicts"),
            path.read_bytes,
            "feedback.jsonl",
            "application/jsonl",
            on_click="ignore",
            key="download-feedback",
        )


def _keep(asked: dict[str, object], said: str) -> None:
    """Add one line to the file; raises ``OutputRefused`` where it cannot be written."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    record = {**asked, "time": now}
    path = feedback_file()
    try:
        add_record(path, record)
    except OSError as error:
        raise OutputRefused(
            message("screen.verdict_not_kept", file=path.name, why=error.strerror)
        ) from error
    st.session_state[said] = asked["verdict"]
