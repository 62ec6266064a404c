"""The view of drafts: a page that people edit, check, sign and take with them."""

from __future__ import annotations

import streamlit as st

from cin_narrative import api
from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.api import drafts
from cin_narrative.drafts.parts import DraftSlot
from cin_narrative.export.page import Page
from cin_narrative.messages import message
from cin_narrative.report.annex.closing import closing_headings
from cin_narrative.report.summary import SIGNED_HEADING
from cin_narrative.screen import opened
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.drafts.draft_changes import show_changes
from cin_narrative.screen.drafts.draft_editor import Part, named, show_findings, show_texts
from cin_narrative.screen.drafts.draft_history import show_history
from cin_narrative.screen.drafts.draft_signing import show_status
from cin_narrative.screen.drafts.drafts_open import DRAFT, OPEN, OpenDraft
from cin_narrative.screen.parts import (
    button,
    choose_sources,
    exports,
    mistakes_in_one_line,
    plain,
)
from cin_narrative.store.store import Store

NONE_YET = message("screen.no_draft")


def show() -> None:
    """The page of drafts."""
    heading = st.empty()
    heading.title("Drafts", anchor=False)
    if not who().may(Action.DRAFT):
        st.info(message("screen.drafts_by_editors"))
        return
    with mistakes_in_one_line():
        store = opened.store()
        name = _choose()
        if name is None:
            return
        found = drafts_open.opened_draft(name)
        heading.title(plain(found.draft.title), anchor=False)
        only = show_status(found, store)
        st.caption(plain(_whose(found)))
        choose_sources()
        for section, parts in _sections(found):
            if not only or any(_is_open(found, part) for part in parts):
                _show_section(found, section, parts, store)
        _show_removed(found)
        _downloads(found, store)
        show_changes(found, store)
        show_history(found, store)


def _choose() -> str | None:
    """The draft to show: the one that the address names, else the one that was open, else the only
    one. A name that leads nowhere is said, and no other draft is opened.
    """
    names = drafts_open.names()
    asked, last = st.query_params.get(DRAFT), st.session_state.get(OPEN)
    missing = asked is not None and asked not in names and DRAFT not in st.session_state
    if missing:
        st.error(plain(message("screen.no_such_draft", draft=asked)))
    if not names:
        st.markdown(NONE_YET)
        return None
    wanted = None if missing else asked if asked in names else last
    if wanted is None and len(names) == 1 and not missing:
        wanted = names[0]
    if st.session_state.get(DRAFT) not in names:
        st.session_state[DRAFT] = wanted if wanted in names else None
    name = st.selectbox(
        "Draft", names, index=None, key=DRAFT, placeholder=message("screen.choose_draft")
    )
    if name is not None:
        st.session_state[OPEN] = name
        st.query_params[DRAFT] = name
    return name


def _whose(found: OpenDraft) -> str:
    """Whose the draft is, and where it is kept."""
    kept = message("screen.kept_in", file=found.path.name)
    owner = found.draft.owner
    return f"{message('screen.owned_by', owner=owner)} {kept}" if owner else kept


def _sections(found: OpenDraft) -> list[tuple[str, list[Part]]]:
    """The parts by heading: the main part, what people write, then the annex, its notes last."""
    main, annex = dict[str, list[Part]](), dict[str, list[Part]]()
    for part in found.draft.paragraphs:
        (annex if part.annex else main).setdefault(part.heading, []).append(part)
    closing = [(heading, annex.pop(heading)) for heading in closing_headings() if heading in annex]
    written = [slot for slot in found.draft.slots if not slot.removed]
    slots: list[tuple[str, list[Part]]] = [(slot.heading, [slot]) for slot in written]
    return [*main.items(), *slots, *annex.items(), *closing]


def _is_open(found: OpenDraft, part: Part) -> bool:
    """Whether a part needs somebody's work: it disagrees, or waits for its text."""
    waits = isinstance(part, DraftSlot) and part.is_empty
    return waits or bool(found.checked[part.id].disagreements)


def _show_section(found: OpenDraft, heading: str, parts: list[Part], store: Store) -> None:
    """The texts of one section; beneath them how each stands."""
    st.header(plain(heading), anchor=False)
    show_texts(found, heading, parts, store)
    for part in parts:
        _show_standing(found, part, named(parts, part))
    slot = parts[0]
    if isinstance(slot, DraftSlot) and slot.is_empty:
        label = message("screen.remove_section", section=slot.heading)
        button(label, f"remove-{slot.id}", drafts.remove_sections, found.path, [slot.id])


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


def _show_removed(found: OpenDraft) -> None:
    """The sections that the page goes without, and the way to have them back."""
    for slot in found.draft.slots:
        if slot.removed:
            label = message("screen.put_section_back", section=slot.heading)
            given = (found.path, [slot.id], False)
            button(label, f"back-{slot.id}", drafts.remove_sections, *given)


def _downloads(found: OpenDraft, store: Store) -> None:
    def laid_out(draws: bool) -> Page:
        return api.page(drafts.page(store, found.draft), draws)

    st.header(message("screen.take_it_with_you"), anchor=False)
    exports(laid_out, found.path.name.removesuffix(drafts_open.SUFFIX), key="draft-export")
    for one in found.page.paragraphs:
        if one.heading == SIGNED_HEADING:
            st.caption(plain(one.text))


if __name__ == "__main__":
    show()
