"""The public verbs of editing and signing: what the commands ``draft ...`` and the screen call.

 Each takes a store that is open and the path of a draft file; each that changes the file is alone
while it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cin_narrative.api.reference import areas, catalogue
from cin_narrative.api.summaries import annual_summary
from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Method
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, resolve_release
from cin_narrative.drafts import changes as changed
from cin_narrative.drafts import files as draft_files
from cin_narrative.drafts import signature as signing
from cin_narrative.drafts.checks.findings import Checked
from cin_narrative.drafts.checks.marks import relink
from cin_narrative.drafts.checks.paragraph import check_draft, check_part
from cin_narrative.drafts.cited import Cited
from cin_narrative.drafts.draft import Draft, new_draft
from cin_narrative.drafts.page import as_summary
from cin_narrative.drafts.register import Register
from cin_narrative.errors import UnknownName
from cin_narrative.export.drawn import drawn_charts
from cin_narrative.export.layout import page_of
from cin_narrative.export.page import BARE, Frame, Page, framed
from cin_narrative.report.summary import Summary
from cin_narrative.store.store import Store

read_draft = draft_files.read_draft


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as saved, with the check of the part that was edited."""

    draft: Draft
    checked: Checked


def make_draft(
    store: Store,
    path: Path,
    area: str | Area,
    year: int | None = None,
    release: str = LATEST,
    average: Measure = Measure.MEAN,
    since: int | None = None,
    method: Method = Method.BANDS,
) -> Draft:
    """A new draft of the annual summary in ``path``; raises as ``annual_summary`` does, and
    ``DraftRefused`` where the file is there.
    """
    summary = annual_summary(store, area, year, release, average, since=since, method=method)
    newest = changed.newest_year_of(store, summary.area.code) if summary.area else 0
    draft = new_draft(summary, catalogue(), newest, since or 0, average, method)
    draft_files.create_draft(path, draft)
    return draft


def check(store: Store, draft: Draft) -> dict[str, Checked]:
    """The findings of every paragraph and slot, by its id."""
    return check_draft(draft, _register(store, draft))


def check_text(store: Store, draft: Draft, part: str, text: str) -> Checked:
    """The findings of a text that is about to be saved in ``part``."""
    return check_part(draft.part(part), draft.figures, _register(store, draft), text)


def save(store: Store, path: Path, part: str, text: str, started_from: str | None = None) -> Saved:
    """Save an edit, with its marks put right, and check it. ``started_from`` is the part's
    ``stamp`` when the edit began.

    Raises ``DraftConflict`` with both texts where someone else was first; ``DraftRefused`` for a
    text that is too long.
    """

    def put_right(draft: Draft, part_id: str, cleaned: str) -> tuple[str, dict[int, Cited]]:
        return relink(cleaned, check_text(store, draft, part_id, cleaned), draft.figures)

    draft = draft_files.save_text(path, part, text, started_from, put_right)
    return Saved(draft, check_part(draft.part(part), draft.figures, _register(store, draft)))


def sign(
    store: Store, path: Path, name: str, time: str, parts: Sequence[str] = (), reason: str = ""
) -> Draft:
    """Sign parts of a draft (none named: all); raises ``DraftDisagrees`` while a check disagrees
    and no ``reason`` is given.
    """
    return draft_files.change_draft(
        path, lambda draft: signing.sign(draft, parts, name, time, _register(store, draft), reason)
    )


def find_changes(store: Store, draft: Draft, release: str = LATEST) -> changed.Changes:
    """What has changed since the draft was made, by ``release`` (default: the newest that holds
    each figure).
    """
    return changed.find_changes(draft, _desk(store, draft, release))


def accept_changes(store: Store, path: Path, release: str = LATEST) -> Draft:
    """Take every sentence offered for the draft's own year; what was signed must then be signed
    again.
    """

    def change(draft: Draft) -> Draft:
        return changed.accept(
            draft, find_changes(store, draft, release), _desk(store, draft, release)
        )

    return draft_files.change_draft(path, change)


def page(store: Store, draft: Draft) -> Summary:
    """The draft as a summary with its texts as they stand: for the screen and every export."""
    return as_summary(draft, _desk(store, draft, _choice(store, draft)))


def page_for_export(
    store: Store, draft: Draft, draws: bool = True, frame: Frame = BARE, annex: bool = True
) -> Page:
    """The draft laid out for ``export``, with its charts where ``draws``, in ``frame``; without
    ``annex`` its main part alone.
    """
    desk = _desk(store, draft, _choice(store, draft))
    summary = as_summary(draft, desk)
    page = page_of(summary, drawn_charts(summary, desk) if draws else ())
    return framed(page, frame, annex)


def _register(store: Store, draft: Draft) -> Register:
    return Register(_desk(store, draft, _choice(store, draft)))


def _desk(store: Store, draft: Draft, release: str) -> Desk:
    return Desk(store, catalogue(), areas(), release, draft.average, method=draft.method)


def _choice(store: Store, draft: Draft) -> str:
    """The draft's own choice of release; the newest where a reload of the store has taken that
    release away.
    """
    try:
        return resolve_release(store, draft.release)
    except UnknownName:
        return LATEST
