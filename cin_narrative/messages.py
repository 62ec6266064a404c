"""What the program says beside its figures, found by name in ``prompts/messages/<room>.toml``.

A text is reviewed English with named gaps: ``{file} cannot be read ({why}): ...``. The names are
flat: ``message("load.no_such_file", file=path)`` is the text ``no_such_file`` of ``load.toml``.
``cin-narrative check`` names what is asked for and missing, what nothing asks for, and every gap
that is filled on one side alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import PurePath
from string import Formatter
from typing import Any

from cin_narrative.resources import resource

FOLDER = "messages"
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
UNSHOWN = "\N{REPLACEMENT CHARACTER}"


@cache
def texts(room: str) -> Mapping[str, Any]:
    """The texts of one room by name; a table of words stands under one name."""
    where = resource("prompts", FOLDER, f"{room}.toml")
    return tomllib.loads(where.read_text(encoding="utf-8"))


def message(name: str, /, **gaps: object) -> str:
    """The text called ``room.name``, its gaps filled; ``KeyError`` for a missing text or gap."""
    room, _, own = name.partition(".")
    text: str = texts(room)[own]
    return text.format(**{gap: _shown(value) for gap, value in gaps.items()}) if gaps else text


def one_line(text: str) -> str:
    """The text with a mark for what a terminal would obey or could not write, line ends among it:
    the name of a file can hold any of that.
    """
    return CONTROL.sub(UNSHOWN, " ".join(text.splitlines()))


def _shown(value: object) -> object:
    return one_line(str(value)) if isinstance(value, PurePath) else value


def words(name: str, /) -> Mapping[str, str]:
    """The table called ``room.name``: key -> reviewed words."""
    room, _, own = name.partition(".")
    table: Mapping[str, str] = texts(room)[own]
    return table


def gaps_of(text: str) -> frozenset[str]:
    """The names of the gaps of a text."""
    return frozenset(field for _, field, _, _ in Formatter().parse(text) if field)
