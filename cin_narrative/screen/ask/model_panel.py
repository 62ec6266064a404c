"""The optional language model as the page shows it: what it is set to, without its key, and the log
of what it was asked.


Where no model is set nothing is shown, and nothing of it is imported.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import streamlit as st

from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.errors import ModelSettingsFault
from cin_narrative.messages import message
from cin_narrative.screen.parts import button, plain, table

if TYPE_CHECKING:
    from cin_narrative.models.exchange_log import ExchangeLog
    from cin_narrative.models.model_settings import ModelSettings

VARIABLE = "CIN_NARRATIVE_MODEL"
HEADING = "The language model"
READS, PHRASES, SHOWS_LOG = "model_reads", "model_phrases", "model_log_shown"
MOST_ENTRIES = 50
EXPLAINED = message("screen.model_explained")
COLUMNS = {
    "at": "When",
    "job": "Job",
    "question": "Question",
    "reply": "Reply",
    "refused": "Not used because",
    "seconds": "Seconds",
    "tokens": "Tokens",
}


def settings() -> ModelSettings | None:
    """The settings in force (the environment's, else the page's secrets'); None where no model is
    set or they cannot be used.
    """
    try:
        return _settings()
    except ModelSettingsFault:
        return None


def _settings() -> ModelSettings | None:
    secrets = _secrets()
    if not (os.environ.get(VARIABLE) or secrets.get(VARIABLE)):
        return None
    from cin_narrative.api import assistance

    return assistance.model_settings(secrets)


def _secrets() -> dict[str, Any]:
    """What the page's secrets say, where it has any; to look for them where there are none is an
    error in Streamlit.
    """
    return st.secrets.to_dict() if st.secrets.load_if_toml_exists() else {}


def show_settings() -> None:
    """The settings, what the reader may switch, and the log."""
    try:
        found = _settings()
    except ModelSettingsFault as fault:
        st.caption(plain(str(fault)))
        return
    if found is None:
        return
    with st.expander(HEADING, key="model-settings"):
        st.markdown(EXPLAINED)
        st.checkbox(message("screen.let_it_read"), value=True, key=READS)
        st.checkbox(message("screen.let_it_phrase"), key=PHRASES)
        table(
            [{"Setting": name, "Value": value} for name, value in found.shown().items()],
            message("screen.model_settings"),
        )
        _show_log()


def reads() -> bool:
    """Whether the user lets the model read every question, too."""
    return bool(st.session_state.get(READS, True))


def phrases() -> bool:
    """Whether the reader wants every answer put more freely without asking."""
    return bool(st.session_state.get(PHRASES, False))


def _show_log() -> None:
    from cin_narrative.api import assistance

    if not who().may(Action.RECORDS):
        return
    log = assistance.kept_log(_secrets())
    if log is None:
        st.caption(message("screen.no_log"))
        return
    st.checkbox(message("screen.show_log"), key=SHOWS_LOG)
    if not st.session_state.get(SHOWS_LOG):
        return
    entries = log.read()
    if not entries:
        st.caption(message("screen.log_is_empty"))
        return
    rows = [
        {title: "" if entry.get(name) is None else entry[name] for name, title in COLUMNS.items()}
        for entry in entries
    ]
    table(rows[: -MOST_ENTRIES - 1 : -1], message("screen.log_entries"))
    with st.container(horizontal=True):
        st.download_button(
            message("screen.download_log"),
            lambda: _exported(log),
            "model-exchanges.json",
            "application/json",
            on_click="ignore",
            key="model-log-download",
        )
        button("Clear the log", "model-log-clear", log.clear)


def _exported(log: ExchangeLog) -> bytes:
    return (json.dumps(log.read(), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
