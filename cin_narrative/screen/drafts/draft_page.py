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
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.summary import SIGNED_HEADING
from cin_narrative.report.trends import TrendBeside
from cin_narrative.screen import opened
from cin_narrative.screen.chart_picture import show_chart
from cin_narrative.screen.citing import cited_table
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.drafts.draft_changes import show_changes
from cin_narrative.screen.drafts.draft_editor import Part, named, show_findings, show_texts
from cin_narrative.screen.drafts.draft_history import show_history
from cin_narrative.screen.drafts.draft_sections import DraftSection, sections_of
from cin_narrative.screen.drafts.draft_signing import show_status
from cin_narrative.screen.drafts.drafts_open import DRAFT, OPEN, OpenDraft
from cin_narrative.screen.parts import (
    button,
    choose_sources,
    exports,
    file_stem,
    last_mistake,
    mistakes_in_one_line,
    plain,
)
from cin_narrative.screen.pickers import in_view_choice
from cin_narrative.screen.report.annex import FOLD
from cin_narrative.screen.report.contents import show_contents
from cin_narrative.screen.report.section import section, show_bar, show_tables
from cin_narrative.store.store import Store

NONE_YET, PICKER_WIDTH = message("screen.no_draft"), 360


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
            _offer_start(store)
            return
        found = drafts_open.opened_draft(name)
        heading.title(plain(found.draft.title), anchor=False)
        only = show_status(found, store)
        st.caption(plain(_whose(found)))
        choose_sources()
        _show_sections(found, store, only)


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
        "Draft",
        names,
        index=None,
        key=DRAFT,
        placeholder=message("screen.choose_draft"),
        width=PICKER_WIDTH,
    )
    if name is not None:
        st.session_state[OPEN] = name
        st.query_params[DRAFT] = name
    return name


def _offer_start(store: Store) -> None:
    """The way to a draft of what is in view; where no area is, that it is to be chosen first."""
    choice = in_view_choice()
    if choice is None:
        st.markdown(message("screen.choose_area_first"))
        return
    given = {"area": choice.area.short_name, "first": choice.year - 1, "last": choice.year}
    drafts_open.offer_start(store, choice, message("screen.start_draft_of", **given))
    last_mistake()


def _whose(found: OpenDraft) -> str:
    """Whose the draft is, and where it is kept."""
    kept = message("screen.kept_in", file=found.path.name)
    owner = found.draft.owner
    return f"{message('screen.owned_by', owner=owner)} {kept}" if owner else kept


def _show_sections(found: OpenDraft, store: Store, only: bool) -> None:
    """The sections of the page beside the list of them, those of the annex folded; ``only`` those
    that need somebody's work.
    """
    wanted = [one for one in sections_of(found) if not only or one.needs_work(found)]
    annex, shown = [one for one in wanted if one.annex], list[str]()
    listed, body = st.columns([1, 4], gap="medium")
    with body:
        for one in wanted:
            if not one.annex:
                with section(one.heading, shown):
                    _show_section(found, one, store)
        _show_removed(found)
        if annex:
            with section(message("screen.more_figures"), shown):
                _show_annex(found, annex, store)
        with section(message("screen.take_it_with_you"), shown):
            _downloads(found, store)
        with section(message("screen.what_changed"), shown):
            show_changes(found, store)
        with section(message("screen.versions"), shown):
            show_history(found, store)
    with listed:
        show_contents(shown)


@st.fragment
def _show_annex(found: OpenDraft, annex: list[DraftSection], store: Store) -> None:
    """The second part, which is made when it is opened, or open where it needs work."""
    needs_work = any(one.needs_work(found) for one in annex)
    label = message("screen.every_sentence")
    fold = st.expander(label, key=FOLD, on_change="rerun", expanded=needs_work)
    if fold.open:
        with fold:
            for one in annex:
                st.subheader(plain(one.heading), anchor=False)
                _show_section(found, one, store)


def _show_section(found: OpenDraft, one: DraftSection, store: Store) -> None:
    """The texts of one section and how each stands; its tables and charts."""
    key = f"{'annex-' if one.annex else ''}{file_stem(one.heading)}"
    if one.parts:
        show_texts(found, key, list(one.parts), store)
    for part in one.parts:
        _show_standing(found, part, named(list(one.parts), part))
    if one.laid_out.kind is Kind.SOURCES:
        st.markdown("\n".join(f"- {plain(said.text)}" for said in one.laid_out.bullets))
    figures = show_tables(found.page, one.tables, store, f"draft-{key}")
    for number, shown in enumerate(one.laid_out.tables if one.annex else ()):
        cited_table(found.page, shown, store, f"draft-table-{key}-{number}")
    show_bar(found.page, (), figures, store, f"draft-{key}")
    for drawn in one.laid_out.drawn:
        if not isinstance(drawn, TrendBeside):
            show_chart(drawn, store, f"draft-chart-{file_stem(str(drawn.name))}")
    slot = one.parts[0] if one.parts else None
    if isinstance(slot, DraftSlot) and slot.is_empty:
        label = message("screen.remove_section", section=slot.heading)
        given = (found.path, [slot.id])
        button(label, f"remove-{slot.id}", drafts.remove_sections, *given, quiet=True)


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
            button(label, f"back-{slot.id}", drafts.remove_sections, *given, quiet=True)


def _downloads(found: OpenDraft, store: Store) -> None:
    def laid_out(draws: bool) -> Page:
        return api.page(drafts.page(store, found.draft), draws)

    exports(laid_out, found.path.name.removesuffix(drafts_open.SUFFIX), key="draft-export")
    for one in found.page.paragraphs:
        if one.heading == SIGNED_HEADING:
            st.caption(plain(one.text))


if __name__ == "__main__":
    show()
