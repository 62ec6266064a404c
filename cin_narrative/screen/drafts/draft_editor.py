"""The editor of one part of a draft: its text, the check beneath it, and what to do where someone
else was first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from cin_narrative.api import drafting
from cin_narrative.drafts.checks.findings import Checked, Verdict
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot
from cin_narrative.errors import DraftConflict
from cin_narrative.messages import message
from cin_narrative.screen.drafts.drafts_open import OpenDraft
from cin_narrative.screen.parts import button, plain
from cin_narrative.store.store import Store
from cin_narrative.writing.escaping import LONGEST

EDITING = "editing"
WORDS: Mapping[Verdict, str] = {
    Verdict.AGREES: "Agrees",
    Verdict.DISAGREES: "Disagrees",
    Verdict.NOT_KNOWN: "Not known here",
}
SIGNS: Mapping[Verdict, str] = {Verdict.AGREES: "✓", Verdict.DISAGREES: "✗", Verdict.NOT_KNOWN: "?"}
Part = DraftParagraph | DraftSlot


@dataclass(slots=True)
class Editing:
    """The part that the reader is editing, of which draft, from which version, and the conflict
    that a save met.
    """

    draft: str
    part: str
    started_from: str
    conflict: DraftConflict | None = None


def editing() -> Editing | None:
    """What is being edited."""
    found: Editing | None = st.session_state.get(EDITING)
    return found


def begin(found: OpenDraft, part: Part) -> None:
    """Open the editor on a part."""
    st.session_state[EDITING] = Editing(found.path.name, part.id, part.stamp)
    st.session_state[_key(found, part)] = part.text


def leave() -> None:
    """Close the editor; what was not saved is gone."""
    st.session_state.pop(EDITING, None)


def show_editor(found: OpenDraft, part: Part, name: str, store: Store) -> None:
    """The text of a part in a box, its check, and the buttons."""
    now = editing()
    if now is None:
        return
    label = part.prompt if isinstance(part, DraftSlot) else f"Text of {name}"
    st.session_state.setdefault(
        _key(found, part), part.text
    )  # a visit to another view empties the box
    text = (
        st.text_area(
            plain(label),
            key=_key(found, part),
            height=220,
            max_chars=LONGEST,
            help=message("screen.how_to_check"),
        )
        or ""
    )
    show_findings(
        drafting.check_text(store, found.draft, part.id, text),
        f"{part.id}-live",
        edited=text != part.text,
    )
    if now.conflict is not None:
        _show_conflict(found, part, now.conflict, store)
        return
    with st.container(horizontal=True):
        button("Save", f"save-{part.id}", _save, found, part, store)
        button("Cancel", f"cancel-{part.id}", leave)


def show_findings(checked: Checked, key: str, edited: bool = True) -> None:
    """What the check of a text found: in words, with a sign, and the right figure where it
    disagrees.
    """
    if not checked.findings:
        if edited:
            st.caption(message("screen.nothing_disagrees"))
        return
    lines = []
    for finding in checked.findings:
        right = (
            f" Right: {finding.right}."
            if finding.right and finding.verdict is Verdict.DISAGREES
            else ""
        )
        said = plain(f'"{finding.text}". {finding.message}{right}')
        lines.append(f"- {SIGNS[finding.verdict]} **{WORDS[finding.verdict]}:** {said}")
    with st.container(key=f"findings-{key}"):
        st.markdown("\n".join(lines))


def _key(found: OpenDraft, part: Part) -> str:
    return f"text-{found.path.name}-{part.id}"


def _save(found: OpenDraft, part: Part, store: Store) -> None:
    now = editing()
    if now is None:
        return
    try:
        drafting.save(
            store, found.path, part.id, st.session_state[_key(found, part)], now.started_from
        )
    except DraftConflict as conflict:
        now.conflict = conflict
        return
    leave()


def _show_conflict(found: OpenDraft, part: Part, conflict: DraftConflict, store: Store) -> None:
    """Both texts side by side, and the choice between them."""
    st.error(message("screen.conflict"))
    texts = {message("screen.as_it_stands"): conflict.theirs, "Yours, not saved": conflict.yours}
    for column, (heading, text) in zip(st.columns(2), texts.items(), strict=True):
        with column:
            st.markdown(f"**{heading}**\n\n{plain(text)}")
    with st.container(horizontal=True):
        button(message("screen.keep_theirs"), f"theirs-{part.id}", leave)
        button(
            "Save mine instead", f"mine-{part.id}", _save_mine, found, part, conflict.stamp, store
        )


def _save_mine(found: OpenDraft, part: Part, stamp: str, store: Store) -> None:
    now = editing()
    if now is not None:
        now.started_from, now.conflict = stamp, None
        _save(found, part, store)
