"""What somebody did -> a line of the audit, beside the store: when, who, what; never a child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cin_narrative.access.door import who
from cin_narrative.access.roles import Person
from cin_narrative.errors import CinNarrativeError, DiskFull, OutputRefused
from cin_narrative.messages import message
from cin_narrative.store.kept_files import add_record

AUDIT_NAME = "audit.jsonl"
_seen: set[tuple[object, ...]] = set()  # views that have their line of today
DONE = "done"
Value = str | int | bool | list[str]


def audit_file(store: Path) -> Path:
    """The audit of the store at ``store``: beside it."""
    return store.with_name(f"{store.stem}.{AUDIT_NAME}")


def note(store: Path, what: str, **about: Value) -> None:
    """Add a line; raises ``OutputRefused`` where it cannot be kept."""
    _add(audit_file(store), who(), what, DONE, about)


@contextmanager
def noted(store: Path, what: str, about: dict[str, Value]) -> Iterator[None]:
    """A line before something is done and one after it, which says how it ended: nothing is done
    where the first cannot be kept. What is put into ``about`` meanwhile stands in the second.
    """
    file, person = audit_file(store), who()
    _add(file, person, what, "begun", about)
    try:
        yield
    except BaseException as error:
        told = "refused" if isinstance(error, CinNarrativeError) else "failed"
        _add(file, person, what, f"{told}: {type(error).__name__}", about)
        raise
    _add(file, person, what, DONE, about)


def note_once_a_day(store: Path, what: str, **about: Value) -> None:
    """As ``note``, for what is looked at over and over: one line a day for a person and thing."""
    seen = (datetime.now(UTC).date(), str(store), who().id, what, *map(str, about.values()))
    if seen not in _seen:
        note(store, what, **about)
        _seen.add(seen)


def _add(file: Path, person: Person, what: str, outcome: str, about: Mapping[str, Value]) -> None:
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": person.id,
        "verified": person.verified,
        "what": what,
        **about,
        "outcome": outcome,
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        add_record(file, record)
    except DiskFull:
        raise
    except OSError as error:
        why = error.strerror or error
        raise OutputRefused(message("access.no_audit", file=file.name, why=why)) from error
