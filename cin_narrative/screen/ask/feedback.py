"""What readers say of answers, kept in a file of this machine: it becomes new test questions."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import streamlit as st

from cin_narrative.errors import OutputRefused
from cin_narrative.screen.parts import button

FILE_VARIABLE = "CIN_NARRATIVE_FEEDBACK"
VERDICTS = {"right": "Right", "wrong": "Wrong", "missing": "Something is missing"}


def feedback_file() -> Path:
    """The environment's CIN_NARRATIVE_FEEDBACK, else ``feedback.jsonl`` in the working directory."""
    return Path(os.environ.get(FILE_VARIABLE) or "feedback.jsonl")


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
        st.caption(f"You said of this answer: {VERDICTS[verdict].lower()}. Thank you.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Is this answer right?")
        for verdict, label in VERDICTS.items():
            asked = {
                "question": question,
                "outcome": outcome,
                "verdict": verdict,
                "history": list(history),
                "area": home,
            }
            button(label, f"{verdict}-{number}", _keep, asked, said)


def show_download() -> None:
    """The file of what readers said, where there is one."""
    path = feedback_file()
    if path.is_file():
        st.download_button(
            "Download what was said of answers (JSON lines)",
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
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    except OSError as error:
        raise OutputRefused(
            f"{path.name} cannot be written ({error.strerror}), so this was not kept."
        ) from error
    st.session_state[said] = asked["verdict"]
