"""Files that somebody handed over (names and bytes) -> one folder of them for the loaders, which is
in memory alone.

Nothing of it is ever on a disk, and nothing outlives the object: an authority's return has rows
about children.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

FOLDER = "upload"  # how messages name the place of what was handed over
FILE = 0o100600  # what ``stat`` says of one


class UploadedFile(type(Path())):  # type: ignore[misc]  # a path of this system
    """A file in memory, which the loaders ask what they ask of a path."""

    content: bytes

    def open(self, *_: Any, **__: Any) -> BytesIO:
        """Its bytes, to be read."""
        return BytesIO(self.content)

    def exists(self, **_: Any) -> bool:
        """It is there."""
        return True

    def is_file(self, **_: Any) -> bool:
        """It is a file."""
        return True

    def is_dir(self, **_: Any) -> bool:
        """It is no folder."""
        return False

    def resolve(self, strict: bool = False) -> Path:
        """Itself: there is no other way to it."""
        return Path(str(self))

    def stat(self, **_: Any) -> os.stat_result:
        """Its size; nothing else of it is known."""
        return os.stat_result((FILE, 0, 0, 1, 0, 0, len(self.content), 0, 0, 0))


class Uploads(type(Path())):  # type: ignore[misc]
    """The folder of the files that were handed over together."""

    files: tuple[UploadedFile, ...]

    def exists(self, **_: Any) -> bool:
        """It is there."""
        return True

    def is_dir(self, **_: Any) -> bool:
        """It is a folder."""
        return True

    def is_file(self, **_: Any) -> bool:
        """It is no file."""
        return False

    def rglob(self, pattern: Any = "*", **_: Any) -> Iterator[Path]:
        """Every file in it."""
        return iter(self.files)


def uploads(files: Iterable[tuple[str, bytes]]) -> Uploads:
    """The folder of ``files``, (name, bytes) each; of two that have one name the later gets another
    place in it.
    """
    made: dict[str, UploadedFile] = {}
    for given, content in files:
        name = PurePosixPath(given.replace("\\", "/")).name or FOLDER
        place = name if name not in made else f"{len(made)}/{name}"
        made[place] = UploadedFile(FOLDER, place)
        made[place].content = content
    folder = Uploads(FOLDER)
    folder.files = tuple(made.values())
    return folder
