"""The public verbs of editing and signing: what the commands ``draft ...`` and the screen call.

Each takes the path of a draft file, most an open store; each that changes the file is alone while
it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cin_narrative.access.audit import Value, noted
from cin_narrative.access.door import require
from cin_narrative.access.roles import Action, Person
from cin_narrative.api.reference import areas, catalogue
from cin_narrative.api.summaries import summary
from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Method
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, resolve_release
from cin_narrative.drafts import changes as changed
from cin_narrative.drafts import files as draft_files
from cin_narrative.drafts import signature as signing
from cin_narrative.drafts.additions import with_answer
from cin_narrative.drafts.checks.findings import Checked
from cin_narrative.drafts.checks.marks import relink
from cin_narrative.drafts.checks.paragraph import check_draft, check_part
from cin_narrative.drafts.cited_figure import Cited
from cin_narrative.drafts.draft import Draft, new_draft
from cin_narrative.drafts.page import as_summary
from cin_narrative.drafts.register import Register
from cin_narrative.drafts.versions import Change, Version
from cin_narrative.drafts.versions import versions as kept_versions
from cin_narrative.errors import NotAllowed, UnknownName
from cin_narrative.messages import message
from cin_narrative.report.summary import Summary
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary


def read_draft(path: Path) -> Draft:
    """The draft in ``path``; raises ``InputMissing``, ``DraftRefused``, and ``NotAllowed`` where it
    is somebody else's and not shared.
    """
    return _opened(draft_files.read_draft(path), require(Action.DRAFT))


def _opened(draft: Draft, person: Person) -> Draft:
    if person.verified and not draft.is_open_to(person.id):
        raise NotAllowed(message("drafts.not_shared", owner=draft.owner))
    return draft


def _change(
    path: Path, what: str, change: Callable[[Draft], Draft], action: Action = Action.DRAFT
) -> Draft:
    """The draft at ``path``, changed by whoever asks, where they may; it is kept as it was."""
    person = require(action)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    done = Change(what, person.name or person.id, now)
    return draft_files.change_draft(path, lambda draft: change(_opened(draft, person)), done)


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
    """A new draft of the annual summary in ``path``; raises as ``summary`` does, and
    ``DraftRefused`` where the file is there.
    """
    owner = require(Action.DRAFT)
    made = summary(store, area, year, release, average, since=since, method=method)
    newest = changed.newest_year_of(store, made.area.code) if made.area else 0
    draft = new_draft(made, catalogue(), newest, since or 0, average, method)
    draft = replace(draft, owner=owner.id if owner.verified else "")
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

    person = require(Action.DRAFT)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    held = _opened(draft_files.read_draft(path), person).part(part)
    done = Change(message("drafts.edited", part=held.heading), person.name or person.id, now)
    draft = draft_files.save_text(path, part, text, started_from, put_right, done)
    return Saved(draft, check_part(draft.part(part), draft.figures, _register(store, draft)))


def sign(
    store: Store, path: Path, name: str, time: str, parts: Sequence[str] = (), reason: str = ""
) -> Draft:
    """Sign parts of a draft (none named: all); raises ``DraftDisagrees`` while a check disagrees
    and no ``reason`` is given, ``DraftRefused`` where all are signed and a section is empty.

    Whoever is signed in signs with the name of the sign-in, whatever ``name`` is given.
    """
    person = require(Action.SIGN)
    name, signed_in = (person.name, person.id) if person.verified else (name, "")

    def change(draft: Draft) -> Draft:
        return signing.sign(draft, parts, name, time, _register(store, draft), reason, signed_in)

    about: dict[str, Value] = {"draft": path.name, "parts": list(parts), "name": name}
    with noted(store.path, "signature", about):
        return _change(path, message("drafts.signed"), change, Action.SIGN)


def says(store: Store, draft: Draft) -> dict[int, str]:
    """What the store says now of each figure of a draft, by its mark; those it holds no more are
    not there.
    """
    register = _register(store, draft)
    register.prefetch(list(draft.figures.values()))
    found = {mark: register.look(cited) for mark, cited in draft.figures.items()}
    return {mark: figure.shown for mark, figure in found.items() if figure is not None}


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

    return _change(path, message("drafts.took_changes"), change)


def remove_sections(path: Path, slots: Sequence[str], removed: bool = True) -> Draft:
    """The draft without these empty sections, or with them back."""
    what = message("drafts.removed" if removed else "drafts.put_back")
    return _change(path, what, lambda draft: draft.with_slots_removed(slots, removed))


def add_answer(path: Path, answer: Commentary) -> Draft:
    """Add the paragraphs of an answer to the draft at ``path``, under the draft's own marks."""
    what = message("drafts.added_answer")
    return _change(path, what, lambda draft: with_answer(draft, answer, catalogue()))


def share(path: Path, people: Sequence[str]) -> Draft:
    """Share a draft with these people, ``EVERYBODY`` among them for whoever may write drafts; its
    owner alone may.
    """
    person = require(Action.DRAFT)

    def change(draft: Draft) -> Draft:
        _refuse_others(draft, person)
        return replace(draft, shared=tuple(dict.fromkeys(filter(None, map(_address, people)))))

    return _change(path, message("drafts.shared"), change)


def _address(given: str) -> str:
    return "".join(given.split()).lower()


def _refuse_others(draft: Draft, person: Person) -> None:
    if person.verified and draft.owner not in ("", person.id):
        raise NotAllowed(message("drafts.owner_alone", owner=draft.owner))


def rename(path: Path, to: Path) -> None:
    """Give a draft another name; raises ``DraftRefused`` where a draft has it."""
    _refuse_others(read_draft(path), require(Action.DRAFT))
    draft_files.move_draft(path, to)


def delete(store: Store, path: Path) -> None:
    """Delete a draft and its versions; its owner alone may, and a line of the audit says so."""
    _refuse_others(read_draft(path), require(Action.DRAFT))
    with noted(store.path, "deletion of a draft", {"draft": path.name}):
        draft_files.remove_draft(path)


def versions(path: Path) -> list[Version]:
    """What a draft was before each change, the newest first."""
    read_draft(path)
    return kept_versions(path)


def version(path: Path, number: int) -> Version:
    """One version of a draft; raises ``UnknownName`` where it is no longer kept."""
    found = {one.number: one for one in versions(path)}
    if number not in found:
        raise UnknownName("version", str(number), map(str, found))
    return found[number]


def put_back(path: Path, number: int) -> Draft:
    """Make the draft what it was before a change; the way it is now is kept as a version, too."""
    was = version(path, number)
    before = draft_files.read_draft(was.path)

    def change(draft: Draft) -> Draft:
        return replace(before, owner=draft.owner, shared=draft.shared)

    return _change(path, message("drafts.went_back", time=was.change.time), change)


def page(store: Store, draft: Draft, checked: Mapping[str, Checked] | None = None) -> Summary:
    """The draft as a summary with its texts as they stand: for the screen and ``export``.
    ``checked``: its ``check``, where it is there already.
    """
    return as_summary(draft, _desk(store, draft, _choice(store, draft)), checked)


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
