"""A draft that is changed -> what it was before, kept beside it; and any of them put back.

Beside ``NAME.draft.toml`` stands the folder ``NAME.versions`` with a whole draft for each change:
the file as it was, under a first line that says when it was changed, by whom, and how.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from cin_narrative.drafts.draft import Draft
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot
from cin_narrative.store.kept_files import write_whole

SUFFIX, FOLDER = ".draft.toml", ".versions"
MOST = 100  # the newest that are kept
SAID = "# changed "


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody does to a draft. ``time`` is given, never read from a clock here."""

    what: str
    who: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A draft as it was before ``change``; ``number`` counts from 1."""

    number: int
    path: Path
    change: Change


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that two versions have differently; ``was`` or ``now`` is empty where it has none."""

    part: str
    heading: str
    was: str
    now: str


def folder_of(path: Path) -> Path:
    """Where the versions of the draft at ``path`` lie."""
    return path.with_name(path.name.removesuffix(SUFFIX) + FOLDER)


def keep(path: Path, change: Change) -> None:
    """Keep the draft at ``path`` as it is, before ``change``; the oldest beyond ``MOST`` go."""
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = _numbers(folder)
    said = json.dumps([change.what, change.who, change.time], ensure_ascii=False)
    line = f"{SAID}{said}\n".encode()
    write_whole(folder / _name((found or [0])[-1] + 1), line + path.read_bytes())
    for number in found[: -MOST + 1] if len(found) >= MOST else ():
        (folder / _name(number)).unlink(missing_ok=True)


def versions(path: Path) -> list[Version]:
    """The versions of the draft at ``path``, the newest first."""
    folder = folder_of(path)
    return [_version(folder / _name(number), number) for number in reversed(_numbers(folder))]


def _numbers(folder: Path) -> list[int]:
    names = (one.name.removesuffix(SUFFIX) for one in folder.glob(f"*{SUFFIX}"))
    return sorted(int(name) for name in names if name.isdigit())


def _name(number: int) -> str:
    return f"{number:04}{SUFFIX}"


def _version(path: Path, number: int) -> Version:
    with path.open(encoding="utf-8") as file:
        first = file.readline()
    try:
        what, who, time = json.loads(first.removeprefix(SAID))
    except ValueError:
        what, who, time = "", "", ""
    return Version(number, path, Change(str(what), str(who), str(time)))


def differences(was: Draft, now: Draft) -> list[Difference]:
    """What the texts of two versions have differently, in the order of ``now``."""
    before = {part.id: part for part in was.parts}
    after = {part.id: part for part in now.parts}
    found = []
    for name in dict.fromkeys([*after, *before]):
        one, other = before.get(name), after.get(name)
        texts = _text(one), _text(other)
        if texts[0] != texts[1]:
            heading = next(part.heading for part in (other, one) if part is not None)
            found.append(Difference(name, heading, *texts))
    return found


def _text(part: DraftParagraph | DraftSlot | None) -> str:
    return "" if part is None else part.text


def move(path: Path, to: Path) -> None:
    """Move a draft and its versions."""
    path.rename(to)
    if folder_of(path).is_dir():
        folder_of(path).rename(folder_of(to))


def remove(path: Path) -> None:
    """Delete a draft and its versions."""
    path.unlink()
    shutil.rmtree(folder_of(path), ignore_errors=True)
