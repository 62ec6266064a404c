"""Draft files: one TOML file per draft, the same bytes for the same draft, one sentence on a line,
so that versions compare well.

A file is changed by reading it, changing the draft and writing it again (`store.kept_files`), by
one writer at a time; a writer who started from an older text of a paragraph is refused with both
texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Method
from cin_narrative.drafts.cited_figure import Cited, read_cited
from cin_narrative.drafts.draft import Draft, SignedFigure, SignOff
from cin_narrative.drafts.file_text import FORMAT, draft_text
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot, Said, digest
from cin_narrative.drafts.versions import Change, keep, move, remove
from cin_narrative.errors import DiskFull, DraftConflict, DraftRefused, InputMissing
from cin_narrative.messages import message
from cin_narrative.store.kept_files import only_writer, write_whole
from cin_narrative.writing.escaping import clean

KEPT = 8  # drafts that were read last, by their text
PutRight = Callable[
    [Draft, str, str], tuple[str, Mapping[int, Cited]]
]  # draft, part, text -> text and figures


def read_draft(path: Path) -> Draft:
    """The draft in ``path``; raises ``InputMissing`` or ``DraftRefused`` with the place of the
    fault.
    """
    try:
        text = path.read_text(encoding="utf-8")
        table = _table(text)
    except FileNotFoundError as error:
        raise InputMissing(message("drafts.not_there", file=path)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DraftRefused(message("drafts.unreadable", file=path.name, error=error)) from error
    if table.get("format") != FORMAT:
        raise DraftRefused(_of_another_version(path, table))
    try:
        return _draft_of(text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DraftRefused(
            message("drafts.not_whole", file=path.name, kind=type(error).__name__, error=error)
        ) from error


@lru_cache(maxsize=KEPT)
def _table(text: str) -> Mapping[str, Any]:
    """A draft's file as TOML reads it: the same text is read by every step of a change to it."""
    return tomllib.loads(text)


def _of_another_version(path: Path, table: Mapping[str, Any]) -> str:
    """What a draft of another format is, and how to go on with it: it stays as it is."""
    page = " ".join(str(table.get(name, name.upper())) for name in ("area", "year"))
    return message(
        "drafts.another_version",
        file=path.name,
        found=table.get("format"),
        needed=FORMAT,
        page=page,
    )


@lru_cache(maxsize=KEPT)
def _draft_of(text: str) -> Draft:
    table = _table(text)
    figures = [read_cited(record) for record in table.get("figures", ())]
    draft = Draft(
        str(table["title"]),
        str(table["area"]),
        str(table["place"]),
        int(table["year"]),
        str(table["release"]),
        int(table["newest_year"]),
        int(table["since"]),
        Measure(table["average"]),
        tuple(_paragraph(entry) for entry in table.get("paragraphs", ())),
        {cited.mark: cited for cited in figures},
        {str(name): str(value) for name, value in table.get("definitions", {}).items()},
        tuple(_slot(e) for e in table.get("slots", ())),
        tuple(_sign_off(entry) for entry in table.get("sign_offs", ())),
        Method(table.get("method", Method.BANDS)),
        str(table.get("owner", "")),
        tuple(map(str, table.get("shared", ()))),
    )
    parts = [part.id for part in draft.parts]
    if len(set(parts)) < len(parts):
        raise ValueError(message("drafts.same_id"))
    return draft


def _paragraph(entry: Mapping[str, Any]) -> DraftParagraph:
    said = tuple(
        Said(
            str(e["claim"]), str(e["text"]), tuple((int(a), int(b)) for a, b in e.get("pairs", ()))
        )
        for e in entry["said"]
    )
    edited = clean(str(entry["edited"])) if "edited" in entry else None
    annex, bold = bool(entry.get("annex")), bool(entry.get("bold"))
    return DraftParagraph(str(entry["id"]), str(entry["heading"]), said, edited, annex, bold)


def _slot(entry: Mapping[str, Any]) -> DraftSlot:
    name, heading, prompt = (str(entry[key]) for key in ("id", "heading", "prompt"))
    return DraftSlot(name, heading, prompt, clean(str(entry["text"])), bool(entry.get("removed")))


def _sign_off(entry: Mapping[str, Any]) -> SignOff:
    figures = tuple(
        SignedFigure(int(e["mark"]), str(e["shown"]), str(e["release"]))
        for e in entry.get("figures", ())
    )
    acknowledged = tuple(str(line) for line in entry.get("acknowledged", ()))
    return SignOff(
        str(entry["part"]),
        str(entry["name"]),
        str(entry["time"]),
        str(entry["stamp"]),
        str(entry["text"]),
        figures,
        acknowledged,
        str(entry.get("reason", "")),
        str(entry.get("signed_in", "")),
    )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the draft for one change."""
    try:
        with only_writer(path):
            yield
    except TimeoutError as error:
        raise DraftRefused(message("drafts.busy", file=path.name)) from error
    except OSError as error:
        raise DraftRefused(message("drafts.unwritable", file=path, why=error.strerror)) from error


def _write(path: Path, draft: Draft) -> None:
    write_whole(path, draft_text(draft).encode("utf-8"))


def create_draft(path: Path, draft: Draft) -> None:
    """Write a new draft; raises ``DraftRefused`` where the file is there already."""
    with _locked(path):
        if path.exists():
            raise DraftRefused(message("drafts.there_already", file=path))
        _write(path, draft)


def _keep(path: Path, done: Change) -> None:
    try:
        keep(path, done)
    except DiskFull as error:
        raise DiskFull(message("store.no_room", file=path)) from error


def change_draft(path: Path, change: Callable[[Draft], Draft], done: Change | None = None) -> Draft:
    """Read, change and write a draft, alone; gives it as written. What it was before ``done`` is
    kept beside it.
    """
    with _locked(path):
        before = read_draft(path)
        changed = change(before)
        if changed != before:
            if done is not None:
                _keep(path, done)
            _write(path, changed)
        return changed


def move_draft(path: Path, to: Path) -> None:
    """Give a draft and its versions another name; raises ``DraftRefused`` where a draft has it."""
    with _locked(path), _locked(to):
        if to.exists():
            raise DraftRefused(message("drafts.name_taken", file=to.name))
        move(path, to)


def remove_draft(path: Path) -> None:
    """Delete a draft and its versions."""
    with _locked(path):
        remove(path)


def save_text(
    path: Path,
    part_id: str,
    text: str,
    started_from: str | None = None,
    put_right: PutRight | None = None,
    done: Change | None = None,
) -> Draft:
    """Save one paragraph or slot. ``started_from``: the version stamp that the edit began with;
    None: of the unedited text.

    ``put_right`` may set the marks of the text right, and add the figures they cite. Raises
    ``DraftConflict`` with both texts where someone else has changed it since, and ``DraftRefused``
    for a text that is too long.
    """
    cleaned = clean(text)

    def change(draft: Draft) -> Draft:
        part = draft.part(part_id)
        expected = started_from or digest(
            part.generated if isinstance(part, DraftParagraph) else ""
        )
        if part.stamp != expected and part.text != cleaned:
            raise DraftConflict(part_id, part.text, cleaned, part.stamp)
        kept, figures = (
            put_right(draft, part_id, cleaned) if put_right else (cleaned, draft.figures)
        )
        return draft.with_text(part_id, kept, figures)

    return change_draft(path, change, done)


def drafts_in(folder: Path) -> Iterable[Path]:
    """The draft files of a folder, by name."""
    return sorted(folder.glob("*.draft.toml"))
