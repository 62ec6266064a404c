"""What a newer release changed in a draft: figures by kind, and the sentences offered."""

from __future__ import annotations

import streamlit as st

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.drafts.changes import Changes, FigureChange, Reason
from cin_narrative.drafts.cited_figure import described
from cin_narrative.drafts.offered_sentences import Offer
from cin_narrative.messages import message
from cin_narrative.screen.drafts.drafts_open import OpenDraft
from cin_narrative.screen.parts import button, plain, table
from cin_narrative.store.store import Store

LOOKED = "looked_for_changes"


def show_changes(found: OpenDraft, store: Store) -> None:
    """A button that looks for changes; then what it found."""
    button(
        "Look for changes",
        "look-for-changes",
        st.session_state.__setitem__,
        LOOKED,
        found.path.name,
    )
    if st.session_state.get(LOOKED) == found.path.name:
        _show(drafts.find_changes(store, found.draft), found, store)


def _show(changes: Changes, found: OpenDraft, store: Store) -> None:
    if not changes.figures:
        st.markdown(message("screen.nothing_changed"))
    for reason in Reason:
        if rows := [_row(one) for one in changes.of(reason)]:
            st.subheader(reason.value.capitalize(), anchor=False)
            table(rows, message("screen.figures_changed", reason=reason.value))
    _show_offers(changes, found, store)


def _row(one: FigureChange) -> dict[str, str]:
    return {
        "Figure": described(one.was, api.catalogue()),
        "Was": one.was.shown,
        "Now": one.shown,
        "Why": one.why,
        "Signed": "yes" if one.signed else "no",
    }


def _show_offers(changes: Changes, found: OpenDraft, store: Store) -> None:
    if changes.offers:
        st.subheader("Sentences offered", anchor=False)
        for offer in changes.offers:
            _show_offer(offer)
        button(
            message("screen.take_every_sentence"),
            "accept-changes",
            drafts.accept_changes,
            store,
            found.path,
        )
    if changes.next_year:
        st.subheader(message("screen.newest_year"), anchor=False)
        st.caption(message("screen.newest_year_draft"))
        for offer in changes.next_year:
            _show_offer(offer)


def _show_offer(offer: Offer) -> None:
    note = message("screen.read_again") if offer.needs_reading else ""
    was, now = plain(offer.edited_was or offer.was), plain(offer.edited_now or offer.said.text)
    st.markdown(f"**Was:** {was}\n\n**Now:** {now}{note}")
