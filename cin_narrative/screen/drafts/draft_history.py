"""What a draft was before each change, beside what it is; its name, those it is shared with, and
its end.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import datetime

import streamlit as st

from cin_narrative.access.door import who
from cin_narrative.api import drafts
from cin_narrative.drafts.draft import EVERYBODY
from cin_narrative.drafts.files import read_draft
from cin_narrative.drafts.local_figures import with_whose
from cin_narrative.drafts.versions import Version, differences
from cin_narrative.errors import DraftRefused
from cin_narrative.messages import message
from cin_narrative.screen.drafts.drafts_open import DRAFT, OPEN, OpenDraft, path_of
from cin_narrative.screen.parts import button, plain
from cin_narrative.store.store import Store

VERSION, NEW_NAME, WITH, WITH_ALL = "draft_version", "new_name", "shared_with", "shared_with_all"
NAMES = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def show_history(found: OpenDraft, store: Store) -> None:
    """The versions, and what is done to the draft as a whole."""
    _show_versions(found)
    with st.expander(message("screen.whole_draft")):
        _show_name(found)
        if found.draft.owner and who().id == found.draft.owner:
            _show_sharing(found)
        with st.popover(message("screen.delete_draft")):
            st.markdown(message("screen.delete_sure"))
            button("Delete it", "delete-draft", _delete, found, store)


def _show_versions(found: OpenDraft) -> None:
    kept = {one.number: one for one in drafts.versions(found.path)}
    if not kept:
        st.caption(message("screen.no_versions"))
        return
    number = st.selectbox(
        message("screen.before"),
        list(kept),
        format_func=lambda one: _called(kept[one]),
        key=f"{VERSION}-{found.path.name}",
    )
    for one in differences(read_draft(kept[number].path), found.draft):
        st.markdown(f"**{plain(one.heading)}**")
        for column, (label, text) in zip(
            st.columns(2),
            (("Then", with_whose(one.was)), ("Now", with_whose(one.now))),
            strict=True,
        ):
            column.markdown(f"**{label}:** {plain(text) or '–'}")
    button(message("screen.put_back"), "put-back", drafts.put_back, found.path, number)


def _called(one: Version) -> str:
    """A version in a list: when what was done next, and by whom."""
    by = f", {one.change.who}" if one.change.who else ""
    when = one.change.time
    with suppress(ValueError):
        when = f"{datetime.fromisoformat(when).astimezone():%d %B %Y, %H:%M:%S}".lstrip("0")
    return message("screen.version", time=when, what=one.change.what, by=by)


def _show_name(found: OpenDraft) -> None:
    st.text_input(message("screen.new_name"), key=NEW_NAME)
    button("Rename", "rename-draft", _rename, found)


def _rename(found: OpenDraft) -> None:
    given = unicodedata.normalize("NFKD", str(st.session_state.get(NEW_NAME, "")).lower())
    without_accents = "".join(one for one in given if not unicodedata.combining(one))
    name = re.sub(r"[^a-z0-9]+", "-", without_accents).strip("-")
    if not NAMES.fullmatch(name):
        raise DraftRefused(message("screen.odd_name"))
    if path_of(name) != found.path:
        drafts.rename(found.path, path_of(name))
    _open(name)


def _open(name: str | None) -> None:
    """Open another draft, or none, in place of this one."""
    st.session_state.pop(DRAFT, None)
    st.query_params.pop(DRAFT, None)
    st.session_state.pop(OPEN, None)
    if name is not None:
        st.session_state[OPEN] = name


def _delete(found: OpenDraft, store: Store) -> None:
    drafts.delete(store, found.path)
    _open(None)


def _show_sharing(found: OpenDraft) -> None:
    shared = found.draft.shared
    people = "\n".join(one for one in shared if one != EVERYBODY)
    st.checkbox(message("screen.share_with_all"), value=EVERYBODY in shared, key=WITH_ALL)
    st.text_area(message("screen.share_with"), people, key=WITH, max_chars=5000)
    button("Share", "share-draft", _share, found)


def _share(found: OpenDraft) -> None:
    people = re.split(r"[\s,;]+", str(st.session_state.get(WITH, "")))
    named = [one for one in people if one and one != EVERYBODY]
    drafts.share(found.path, [*named, *([EVERYBODY] if st.session_state.get(WITH_ALL) else [])])
