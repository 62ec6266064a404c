"""The view of drafts: a page that people edit, check, sign and take with them."""

from __future__ import annotations

import streamlit as st

from cin_narrative.api import drafting
from cin_narrative.drafts.parts import DraftSlot
from cin_narrative.export.page import TO_BE_WRITTEN, Page
from cin_narrative.messages import message
from cin_narrative.report.annex.closing import closing_headings
from cin_narrative.report.summary import SIGNED_HEADING
from cin_narrative.screen import opened
from cin_narrative.screen.citing import cited
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.drafts.draft_changes import show_changes
from cin_narrative.screen.drafts.draft_editor import (
    Part,
    begin,
    editing,
    show_editor,
    show_findings,
)
from cin_narrative.screen.drafts.draft_signing import show_signing
from cin_narrative.screen.drafts.drafts_open import DRAFT, OPEN, OpenDraft
from cin_narrative.screen.parts import (
    button,
    choose_sources,
    exports,
    last_mistake,
    mistakes_in_one_line,
    plain,
)
from cin_narrative.store.store import Store

NONE_YET = message("screen.no_draft")


def show() -> None:
    """The page of drafts."""
    heading = st.empty()
    heading.title("Drafts", anchor=False)
    with mistakes_in_one_line():
        store = opened.store()
        names = drafts_open.names()
        if not names:
            st.markdown(NONE_YET)
            return
        last = st.session_state.get(OPEN)
        name = st.selectbox(
            "Draft",
            names,
            index=names.index(last) if last in names else 0,
            key=DRAFT,
            bind="query-params",
        )
        st.session_state[OPEN] = name
        found = drafts_open.opened_draft(name)
        heading.title(plain(found.draft.title), anchor=False)
        st.caption(plain(message("screen.kept_in", file=found.path.name)))
        last_mistake()
        choose_sources()
        for section, parts in _sections(found):
            _show_section(found, section, parts, store)
        show_signing(found, store)
        show_changes(found, store)
        _downloads(found, store)


def _sections(found: OpenDraft) -> list[tuple[str, list[Part]]]:
    """The parts by heading: the main part, what people write, then the annex, its notes last."""
    main, annex = dict[str, list[Part]](), dict[str, list[Part]]()
    for part in found.draft.paragraphs:
        (annex if part.annex else main).setdefault(part.heading, []).append(part)
    closing = [(heading, annex.pop(heading)) for heading in closing_headings() if heading in annex]
    slots: list[tuple[str, list[Part]]] = [(slot.heading, [slot]) for slot in found.draft.slots]
    return [*main.items(), *slots, *annex.items(), *closing]


def _show_section(found: OpenDraft, heading: str, parts: list[Part], store: Store) -> None:
    """The texts of one section with their receipts; beneath them how each stands, and the button
    that edits it.
    """
    st.header(plain(heading), anchor=False)
    if texts := [one for one in found.page.paragraphs if one.heading == heading]:
        cited(found.page, texts, store, key=f"draft-{heading}")
    now = editing()
    held = {part.id for part in found.draft.parts}
    edited = (
        now.part if now is not None and now.draft == found.path.name and now.part in held else None
    )
    for part in parts:
        if isinstance(part, DraftSlot) and not part.text:
            st.markdown(f"*{plain(TO_BE_WRITTEN + part.prompt)}*")
        if part.id == edited:
            show_editor(found, part, _named(parts, part), store)
    for part in parts:
        _show_standing(found, part, _named(parts, part))
    if edited is not None:
        return  # one text at a time: another would take the unsaved one away
    with st.container(horizontal=True):
        for part in parts:
            button(f"Edit {_named(parts, part)}", f"edit-{part.id}", begin, found, part)


def _named(parts: list[Part], part: Part) -> str:
    """What a part is called on the page: its heading, or its place among those of its section."""
    return f"paragraph {parts.index(part) + 1}" if len(parts) > 1 else part.heading


def _show_standing(found: OpenDraft, part: Part, name: str) -> None:
    """Whether a part was edited and signed, and what its check found."""
    signed = found.draft.signed(part.id)
    before = any(one.part == part.id for one in found.draft.sign_offs)
    edited = not isinstance(part, DraftSlot) and part.edited is not None
    said = ["edited"] if edited else []
    said += (
        [f"signed by {signed.name}, {signed.time}"]
        if signed
        else [message("screen.changed_since_signed")]
        if before
        else []
    )
    if said:
        st.caption(plain(f"{name[:1].upper()}{name[1:]}: {'; '.join(said)}."))
    show_findings(found.checked[part.id], part.id, edited=False)


def _downloads(found: OpenDraft, store: Store) -> None:
    def laid_out(draws: bool) -> Page:
        return drafting.page_for_export(store, found.draft, draws)

    st.header(message("screen.take_it_with_you"), anchor=False)
    exports(laid_out, found.path.name.removesuffix(drafts_open.SUFFIX), key="draft-export")
    for one in found.page.paragraphs:
        if one.heading == SIGNED_HEADING:
            st.caption(plain(one.text))


if __name__ == "__main__":
    show()
