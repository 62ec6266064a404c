"""Signing a draft on the page: a name, what is signed, and the time by this machine's clock."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from cin_narrative.api import drafting
from cin_narrative.errors import DraftRefused
from cin_narrative.messages import message
from cin_narrative.screen.drafts.drafts_open import OpenDraft
from cin_narrative.screen.parts import MISTAKE
from cin_narrative.store.store import Store

WHOLE = "The whole page"
NAME, WHAT, REASON = "sign_name", "sign_what", "sign_reason"


def show_signing(found: OpenDraft, store: Store) -> None:
    """The form that signs the draft, or one section of it."""
    st.header("Sign", anchor=False)
    with st.form("sign"):
        st.text_input("Your name", key=NAME, max_chars=200)
        st.selectbox("What you sign", [WHOLE, *_signable(found)], key=WHAT)
        st.text_input(message("screen.reason_to_sign"), key=REASON, max_chars=1000)
        st.form_submit_button("Sign", on_click=_sign, args=(found, store))


def _signable(found: OpenDraft) -> dict[str, list[str]]:
    """The parts that hold text, by heading."""
    parts: dict[str, list[str]] = {}
    for part in found.draft.parts:
        if part.text:
            parts.setdefault(part.heading, []).append(part.id)
    return parts


def _sign(found: OpenDraft, store: Store) -> None:
    """Sign what the reader was shown; a text that has changed in the meantime is not signed."""
    try:
        if drafting.read_draft(found.path) != found.draft:
            raise DraftRefused(message("screen.changed_meanwhile"))
        parts = _signable(found).get(st.session_state[WHAT], [])
        when = datetime.now().astimezone().isoformat(timespec="minutes")
        drafting.sign(
            store, found.path, st.session_state[NAME], when, parts, st.session_state[REASON]
        )
    except DraftRefused as error:
        st.session_state[MISTAKE] = str(error)
