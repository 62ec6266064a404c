"""What a newer release changed in a draft: figures old and new by kind, and the sentences offered."""

from __future__ import annotations

import streamlit as st

from cin_narrative import api
from cin_narrative.api import drafting
from cin_narrative.drafts.changes import Changes, Reason
from cin_narrative.drafts.cited import described
from cin_narrative.drafts.offers import Offer
from cin_narrative.screen.drafts.drafts_open import OpenDraft
from cin_narrative.screen.parts import button, plain, table
from cin_narrative.store.store import Store

LOOKED = "looked_for_changes"


def show_changes(found: OpenDraft, store: Store) -> None:
    """A button that looks for changes; then what it found."""
    st.header("What a new release changed", anchor=False)
    button(
        "Look for changes",
        "look-for-changes",
        st.session_state.__setitem__,
        LOOKED,
        found.path.name,
    )
    if st.session_state.get(LOOKED) == found.path.name:
        _show(drafting.find_changes(store, found.draft), found, store)


def _show(changes: Changes, found: OpenDraft, store: Store) -> None:
    if not changes.figures:
        st.markdown("No figure of this draft has changed.")
    for reason in Reason:
        if rows := [
            {
                "Figure": described(one.was, api.catalogue()),
                "Was": one.was.shown,
                "Now": one.shown,
                "Why": one.why,
                "Signed": "yes" if one.signed else "no",
            }
            for one in changes.of(reason)
        ]:
            st.subheader(reason.value.capitalize(), anchor=False)
            table(rows, f"Figures of this draft that have changed: {reason.value}")
    if changes.offers:
        st.subheader("Sentences offered", anchor=False)
        for offer in changes.offers:
            _show_offer(offer)
        button(
            "Take every sentence offered",
            "accept-changes",
            drafting.accept_changes,
            store,
            found.path,
        )
    if changes.next_year:
        st.subheader("Sentences of the newest year", anchor=False)
        st.caption("For a page of the newest year, start a draft from its summary.")
        for offer in changes.next_year:
            _show_offer(offer)


def _show_offer(offer: Offer) -> None:
    note = " Your wording of it must be read again." if offer.needs_reading else ""
    st.markdown(
        f"**Was:** {plain(offer.edited_was or offer.was)}\n\n**Now:** {plain(offer.edited_now or offer.said.text)}{note}"
    )
