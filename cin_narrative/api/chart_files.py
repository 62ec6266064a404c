"""An area and a year -> a file for every chart of its page, and a list of them with their words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from cin_narrative.api.summaries import annual_charts
from cin_narrative.api.summary_files import make_folder, write_file
from cin_narrative.catalogue.areas import Area
from cin_narrative.errors import UnknownName
from cin_narrative.export.pictures import Picture
from cin_narrative.store.store import Store

LIST = "charts.json"
KINDS: dict[str, Callable[[Picture], bytes]] = {"png": Picture.png_file, "svg": Picture.svg_file}


def write_charts(
    store: Store,
    area: str | Area,
    year: int | None,
    folder: Path,
    kinds: Sequence[str] = tuple(KINDS),
    **choices: Any,
) -> list[dict[str, Any]]:
    """Write every chart of a page into ``folder``, in each of ``kinds`` (png, svg), with a list
    that gives each its title, text alternative and source; the list is also returned.

    A file stands alone: its title, measure, notes and source are drawn in it. ``choices`` and
    errors are those of ``annual_summary``; raises ``UnknownName`` for another kind, and
    ``OutputRefused`` where the folder cannot be written to.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownName("format", kind, KINDS)
    make_folder(folder)
    listed = []
    for stem, picture in _named(annual_charts(store, area, year, **choices)):
        files = {kind: f"{stem}.{kind}" for kind in kinds}
        for kind, name in files.items():
            write_file(folder / name, KINDS[kind](picture))
        listed.append(_entry(list(files.values()), picture))
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    write_file(folder / LIST, text.encode("utf-8"))
    return listed


def _named(pictures: Iterable[Picture]) -> list[tuple[str, Picture]]:
    """Each picture with the name of its files: its place on the page, and its title."""
    return [
        (f"{place:02d}-{'-'.join(re.findall('[a-z0-9]+', one.title.lower()))}", one)
        for place, one in enumerate(pictures, start=1)
    ]


def _entry(files: list[str], picture: Picture) -> dict[str, Any]:
    return {
        "files": files,
        "title": picture.title,
        "subtitle": picture.subtitle,
        "alternative": picture.alternative,
        "notes": picture.notes,
        "source": picture.source,
    }
