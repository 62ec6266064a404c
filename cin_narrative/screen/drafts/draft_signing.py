"""The bar over a draft that stays in view: what disagrees, what is empty, and the form that
signs.
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.api import drafts
from cin_narrative.drafts.local_figures import local_figures
from cin_narrative.errors import CinNarrativeError, DraftRefused
from cin_narrative.messages import message
from cin_narrative.screen.drafts.drafts_open import OpenDraft
from cin_narrative.screen.parts import button, last_mistake, plain
from cin_narrative.store.store import Store

WHOLE = "The whole page"
NAME, WHAT, REASON, ONLY = "sign_name", "sign_what", "sign_reason", "only_open_parts"
OF_SIGNING = "mistake_of_signing"


def show_status(found: OpenDraft, store: Store) -> bool:
    """The bar; whether only what needs somebody's work is to be shown."""
    disagreeing = sum(len(one.disagreements) for one in found.checked.values())
    parts = [part for part in found.draft.parts if part.text]
    counts = {
        "disagreeing": disagreeing,
        "empty": len(found.draft.empty),
        "signed": sum(found.draft.signed(part.id) is not None for part in parts),
        "parts": len(parts),
    }
    bar = st.container(
        key="draft-status", horizontal=True, vertical_alignment="center", gap="small"
    )
    with bar:
        st.markdown(message("screen.draft_status", **counts), width="content")
        only = st.toggle(message("screen.only_open_parts"), key=ONLY, width="content")
        kept = drafts.versions(found.path)
        if kept:
            button("Undo", "undo", drafts.put_back, found.path, kept[0].number)
        with st.popover("Sign", key="sign-popover"):
            _show_signing(found, store)
    return only


def _show_signing(found: OpenDraft, store: Store) -> None:
    """What would be signed, what stands in its way, and the form."""
    person = who()
    if not person.may(Action.SIGN):
        st.markdown(message("screen.sign_by_signers"))
        return
    st.markdown(message("screen.what_is_signed"))
    sections = [f"- {plain(one)}: {len(parts)}" for one, parts in _signable(found).items()]
    with st.expander(message("screen.signed_parts", count=len(sections))):
        st.markdown("\n".join(sections))
    with st.container():  # always there: the form stays where it is, whatever stands above it
        disagrees = _show_differences(found)
        _show_empty(found)
    with st.form("sign", border=False):
        if person.verified:
            st.markdown(plain(message("screen.sign_as", name=person.name, person=person.id)))
        else:
            st.text_input("Your name", key=NAME, max_chars=200)
            st.caption(message("screen.not_verified"))
        st.selectbox("What you sign", [WHOLE, *_signable(found)], key=WHAT)
        if disagrees:
            st.text_input(message("screen.reason_to_sign"), key=REASON, max_chars=1000)
        last_mistake(OF_SIGNING)  # above the button: beneath it the screen may end
        st.form_submit_button("Sign", on_click=_sign, args=(found, store))


def _show_empty(found: OpenDraft) -> None:
    """The sections that nobody wrote, which a page is not signed with, and the way without them."""
    if empty := found.draft.empty:
        names = "; ".join(slot.heading for slot in empty)
        st.markdown(plain(message("screen.empty_sections", sections=names)))
        label, ids = message("screen.remove_empty"), [slot.id for slot in empty]
        button(label, "remove-empty", drafts.remove_sections, found.path, ids)


def _show_differences(found: OpenDraft) -> bool:
    """What a signer puts their name to although the store has it differently; whether it is any
    that disagrees.
    """
    parts = found.draft.parts
    lines = [
        f'{part.heading}: "{one.text}". {one.message}'
        for part in parts
        for one in found.checked[part.id].disagreements
    ]
    own = [f"{part.heading}: {one}" for part in parts for one in local_figures(part.text)]
    if lines or own:
        st.markdown(message("screen.signed_though"))
        st.markdown("\n".join(f"- {plain(line)}" for line in [*lines, *own]))
    return bool(lines)


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
        if drafts.read_draft(found.path) != found.draft:
            raise DraftRefused(message("screen.changed_meanwhile"))
        parts = _signable(found).get(st.session_state[WHAT], [])
        when = datetime.now().astimezone().isoformat(timespec="minutes")
        name, reason = (str(st.session_state.get(key, "")) for key in (NAME, REASON))
        drafts.sign(store, found.path, name, when, parts, reason)
    except CinNarrativeError as error:
        st.session_state[OF_SIGNING] = str(error)
