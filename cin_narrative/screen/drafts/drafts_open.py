"""The drafts that the page can open: the files of one folder, and the one that is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from cin_narrative import api
from cin_narrative.access.door import who
from cin_narrative.access.roles import Action, Person
from cin_narrative.api import drafts
from cin_narrative.drafts.checks.findings import Checked
from cin_narrative.drafts.draft import Draft
from cin_narrative.drafts.files import drafts_in
from cin_narrative.drafts.files import read_draft as read_file
from cin_narrative.errors import CinNarrativeError, OutputRefused
from cin_narrative.export.page import Page
from cin_narrative.messages import message
from cin_narrative.report.summary import Summary
from cin_narrative.screen import opened
from cin_narrative.screen.parts import button
from cin_narrative.screen.pickers import Choice
from cin_narrative.settings import DRAFTS_VARIABLE, drafts_folder
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, Paragraph

SUFFIX = ".draft.toml"
DRAFT, OPEN = "draft", "open_draft"  # the picker, and what stays open from view to view


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as its file has it now: as a page, laid out with tables and charts, and checked."""

    path: Path
    draft: Draft
    page: Summary
    laid_out: Page
    checked: Mapping[str, Checked]
    says: Mapping[int, str]

    def shown(self, part_id: str) -> Paragraph | None:
        """A part as it stands on the page; None where it has no text."""
        with_text = [part.id for part in self.draft.parts if part.text]
        known = dict(zip(with_text, self.page.paragraphs, strict=False))
        return known.get(part_id)


def names() -> list[str]:
    """The drafts of the folder that whoever is there may open, by name."""
    person = who()
    if not person.may(Action.DRAFT):
        return []
    return [_name(path) for path in drafts_in(drafts_folder()) if _may_open(path, person)]


def _name(path: Path) -> str:
    return path.name.removesuffix(SUFFIX)


def _may_open(path: Path, person: Person) -> bool:
    """Whether a draft is theirs or shared with them; what is no draft is told when it is opened."""
    if not person.verified:
        return True
    try:
        found = path.stat()
    except OSError:  # somebody has just deleted or renamed it
        return False
    draft = _read(str(path), (found.st_ino, found.st_mtime_ns, found.st_size))
    return draft is None or draft.is_open_to(person.id)


@st.cache_resource(max_entries=500, show_spinner=False)
def _read(path: str, version: tuple[int, ...]) -> Draft | None:
    with suppress(CinNarrativeError):
        return read_file(Path(path))
    return None


def path_of(name: str) -> Path:
    """The file of a draft; ``name`` is one of ``names``."""
    return drafts_folder() / f"{name}{SUFFIX}"


def open_name() -> str | None:
    """The draft that the reader has open, where it is still there."""
    name = st.session_state.get(OPEN)
    return name if name in names() else None


def offer_start(store: Store, choice: Choice, label: str) -> None:
    """The button that makes a draft of the whole page and opens it."""
    button(label, "start-draft", start, store, choice)


def start(store: Store, choice: Choice) -> None:
    """Make a draft of what is in view and open it; its name is free, also among those of others."""
    area, year = choice.area, choice.year
    try:
        drafts_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused(
            message("screen.no_draft_folder", why=error.strerror, variable=DRAFTS_VARIABLE)
        ) from error
    stem = "-".join(re.findall(r"[a-z0-9]+", str(area.short_name).lower())) + f"-{year}"
    taken = set(map(_name, drafts_in(drafts_folder())))
    name = next(
        one
        for number in range(1, len(taken) + 2)
        if (one := stem if number == 1 else f"{stem}-{number}") not in taken
    )
    since, method = choice.extent.since, choice.extent.method
    drafts.make_draft(store, path_of(name), area, year, choice.release, since=since, method=method)
    st.session_state[OPEN] = name
    st.session_state.pop(DRAFT, None)


def add_answer(name: str, answer: Commentary) -> None:
    """Add the paragraphs of an answer to a draft."""
    drafts.add_answer(path_of(name), answer)


def opened_draft(name: str) -> OpenDraft:
    """The draft called ``name``; raises ``DraftRefused`` where its file is none."""
    path = path_of(name)
    try:
        found = path.stat()
    except OSError as error:
        raise OutputRefused(message("screen.draft_gone", draft=name)) from error
    version = (found.st_ino, found.st_mtime_ns, found.st_size)
    if name not in names():
        raise OutputRefused(message("screen.draft_gone", draft=name))
    return _opened_draft(opened.stamp(), str(path), version)


@st.cache_resource(max_entries=20, show_spinner=False)
def _opened_draft(key: opened.Stamp, path: str, version: tuple[int, ...]) -> OpenDraft:
    store = opened.store()
    draft = drafts.read_draft(Path(path))
    checked = drafts.check(store, draft)
    page, says = drafts.page(store, draft, checked), drafts.says(store, draft)
    laid_out = api.page(page)
    return OpenDraft(Path(path), draft, page, laid_out, checked, says)
