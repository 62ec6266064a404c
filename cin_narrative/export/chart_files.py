"""Pictures -> the files of a folder of charts: each picture in each kind, and a list of them with
their words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from cin_narrative.export.pictures import Picture

LIST = "charts.json"
KINDS: dict[str, Callable[[Picture], bytes]] = {"png": Picture.png_file, "svg": Picture.svg_file}


def chart_files(pictures: Iterable[Picture], kinds: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each file's name and bytes, the list last. A file stands alone: its title, measure, notes and
    source are drawn in it.
    """
    listed = []
    for place, picture in enumerate(pictures, start=1):
        stem = f"{place:02d}-{'-'.join(re.findall('[a-z0-9]+', picture.title.lower()))}"
        names = {kind: f"{stem}.{kind}" for kind in kinds}
        yield from ((name, KINDS[kind](picture)) for kind, name in names.items())
        listed.append(_entry(list(names.values()), picture))
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    yield LIST, text.encode("utf-8")


def _entry(files: list[str], picture: Picture) -> dict[str, Any]:
    return {
        "files": files,
        "title": picture.title,
        "subtitle": picture.subtitle,
        "alternative": picture.alternative,
        "notes": picture.notes,
        "source": picture.source,
    }
