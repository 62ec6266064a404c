"""One section of a draft on the page: its texts, which a click edits where they stand; beneath them
what their check found, and what to do where someone else was first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any

import streamlit as st

from cin_narrative.api import drafts
from cin_narrative.drafts.checks.findings import Checked, Verdict
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot
from cin_narrative.drafts.tokens import tokens
from cin_narrative.errors import CinNarrativeError, DraftConflict
from cin_narrative.export.page import TO_BE_WRITTEN
from cin_narrative.messages import message, words
from cin_narrative.screen.citing import paragraph_data
from cin_narrative.screen.drafts.drafts_open import OpenDraft
from cin_narrative.screen.parts import SHOW_SOURCES, button, handed, plain
from cin_narrative.store.store import Store

EDITING, AGAIN = "editing", "draft_again"  # the second: the whole view is to be drawn anew
VISIT = "visit"  # tells the script when a new session knows nothing of what is being typed
WORDS: Mapping[Verdict, str] = {
    Verdict.AGREES: "Agrees",
    Verdict.DISAGREES: "Disagrees",
    Verdict.NOT_KNOWN: "Not known here",
}
SIGNS: Mapping[Verdict, str] = {Verdict.AGREES: "✓", Verdict.DISAGREES: "✗", Verdict.NOT_KNOWN: "?"}
Part = DraftParagraph | DraftSlot
HERE = Path(__file__).parent
CITED = HERE.parent / "cited"  # whose script has what the two share before its last function
_section = st.components.v2.component(
    "cin_narrative_draft",
    html='<div class="cin-cited cin-draft"></div>',
    css=CITED.with_suffix(".css").read_text(encoding="utf-8")
    + (HERE / "draft_text.css").read_text(encoding="utf-8"),
    js=CITED.with_suffix(".js").read_text(encoding="utf-8").partition("export default")[0]
    + (HERE / "draft_text.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(slots=True)
class Editing:
    """The part that the reader is editing, of which draft, from which version; its text so far, the
    fault or the conflict that a save met.
    """

    draft: str
    part: str
    started_from: str
    text: str
    problem: str = ""
    conflict: DraftConflict | None = None


def editing() -> Editing | None:
    """What is being edited."""
    found: Editing | None = st.session_state.get(EDITING)
    return found


def leave() -> None:
    """Close the editor; what was not saved is gone."""
    st.session_state.pop(EDITING, None)
    st.session_state[AGAIN] = True


@st.fragment
def show_texts(found: OpenDraft, heading: str, parts: list[Part], store: Store) -> None:
    """The texts of a section, with their receipts, their copy buttons and the way to edit them."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
    now = _editing_of(found, parts)
    key = f"draft-{heading}"
    _section(
        data=handed(_data(found, parts, now, store)),
        key=key,
        on_edit_change=partial(_begin, found, key),
        on_type_change=partial(_typed, key),
        on_save_change=partial(_save_typed, found, key, store),
        on_cancel_change=leave,
    )
    if now is None:
        return
    part = found.draft.part(now.part)
    checked = drafts.check_text(store, found.draft, part.id, now.text)
    show_findings(checked, f"{part.id}-live", edited=now.text != part.text)
    if now.conflict is not None:
        _show_conflict(found, part, now.conflict, store)


def _editing_of(found: OpenDraft, parts: list[Part]) -> Editing | None:
    """What is being edited, where it is one of these parts."""
    now = editing()
    here = now is not None and now.draft == found.path.name
    return now if here and now is not None and now.part in {one.id for one in parts} else None


def _data(found: OpenDraft, parts: list[Part], now: Editing | None, store: Store) -> dict[str, Any]:
    """What the script takes of a section."""
    with_text = [(part, shown) for part in parts if (shown := found.shown(part.id)) is not None]
    laid_out = paragraph_data(found.page, [shown for _, shown in with_text], store)
    texts = {part.id: one for (part, _), one in zip(with_text, laid_out["paragraphs"], strict=True)}
    may = _any_editing(found) is None
    laid = [
        {"id": part.id, "may": may, "bold": [], "pieces": [], **_words_of(parts, part)}
        | texts.get(part.id, {})
        for part in parts
    ]
    data = {"parts": laid, "receipts": laid_out["receipts"], "words": dict(words("screen.editor"))}
    data["sources"] = bool(st.session_state.get(SHOW_SOURCES))
    data["visit"] = st.session_state.setdefault(VISIT, token_hex(8))
    return data | {"editing": _editing_data(found, now) if now is not None else None}


def _any_editing(found: OpenDraft) -> Editing | None:
    """What is being edited of this draft, whatever section it is in, and still there."""
    return _editing_of(found, list(found.draft.parts))


def _words_of(parts: list[Part], part: Part) -> dict[str, str]:
    name = named(parts, part)
    is_slot = isinstance(part, DraftSlot)
    waits = isinstance(part, DraftSlot) and part.is_empty
    return {
        "name": name,
        "label": part.prompt if isinstance(part, DraftSlot) else f"Text of {name}",
        "help": message("screen.how_to_write" if is_slot else "screen.how_to_check"),
        "prompt": TO_BE_WRITTEN + part.prompt if waits and isinstance(part, DraftSlot) else "",
    }


def named(parts: list[Part], part: Part) -> str:
    """What a part is called on the page: its heading, or its place among those of its section."""
    return f"paragraph {parts.index(part) + 1}" if len(parts) > 1 else part.heading


def _editing_data(found: OpenDraft, now: Editing) -> dict[str, Any]:
    cut = tokens(now.text, lambda mark: found.says.get(mark, ""))
    which = f"{now.draft} {now.part} {now.started_from}"
    return {"id": which, "part": now.part, "pieces": cut, "problem": now.problem}


def _given(key: str, event: str) -> dict[str, str]:
    """What the script told of one event."""
    told = st.session_state[key].get(event)
    return {name: str(value) for name, value in told.items()} if isinstance(told, dict) else {}


def _begin(found: OpenDraft, key: str) -> None:
    part = found.draft.part(_given(key, "edit")["part"])
    st.session_state[EDITING] = Editing(found.path.name, part.id, part.stamp, part.text)
    st.session_state[AGAIN] = True


def _typed(key: str) -> None:
    """Keep what was typed so far: a visit to another view loses none of it."""
    now, told = editing(), _given(key, "type")
    if now is not None and told.get("part") == now.part:
        now.text, now.problem = told["text"], ""


def _save_typed(found: OpenDraft, key: str, store: Store) -> None:
    now, told = editing(), _given(key, "save")
    if now is not None and told.get("part") == now.part:
        now.text = told["text"]
        _save(found, store)


def _save(found: OpenDraft, store: Store) -> None:
    now = editing()
    if now is None:
        return
    try:
        drafts.save(store, found.path, now.part, now.text, now.started_from)
    except DraftConflict as conflict:
        now.conflict = conflict
    except CinNarrativeError as error:
        now.problem = str(error)
    else:
        leave()


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


def _show_conflict(found: OpenDraft, part: Part, conflict: DraftConflict, store: Store) -> None:
    """Both texts side by side, and the choice between them."""
    st.error(message("screen.conflict"))
    texts = {message("screen.as_it_stands"): conflict.theirs, "Yours, not saved": conflict.yours}
    for column, (heading, text) in zip(st.columns(2), texts.items(), strict=True):
        with column:
            st.markdown(f"**{heading}**\n\n{plain(text)}")
    with st.container(horizontal=True):
        button(message("screen.keep_theirs"), f"theirs-{part.id}", leave)
        button("Save mine instead", f"mine-{part.id}", _save_mine, found, conflict.stamp, store)


def _save_mine(found: OpenDraft, stamp: str, store: Store) -> None:
    now = editing()
    if now is not None:
        now.started_from, now.conflict = stamp, None
        _save(found, store)
