"""What stands around a question and asks for nothing: who writes and why, thanks and a name at the end; and odd spellings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("framing.toml")
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(tomllib.loads(TABLE.read_text(encoding="utf-8"))[name])


@cache
def _spellings() -> list[tuple[re.Pattern[str], str]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["spellings"]
    return [(re.compile(pattern), written) for pattern, written in table.items()]


def without_own_child(text: str) -> str:
    """``text`` (normalised) without a first sentence that tells of the writer's own child, where nothing after it is about that child."""
    return _pattern("own_child").sub("", text, count=1)


def unframed(text: str, known: Container[str]) -> str:
    """``text`` (normalised) without its signature; of an introduction only the words that are ``known`` stay.

    An introduction is what the writer says of themselves before the request begins: a filter in it would be a known word, so none is lost.
    """
    text = without_own_child(text)
    for pattern, written in _spellings():
        text = pattern.sub(written, text)
    signed = _pattern("signature").search(text)
    if signed and signed.start() > 0:
        text = text[: signed.start()].rstrip(" -,;")
    introduced = _pattern("introduction").match(text)
    if introduced is None or _pattern("limiting").search(introduced[0]) or not _pattern("purpose").search(introduced[0]):
        return text
    kept = WORD.sub(lambda match: match[0] if match[0] in known else " ", introduced[0])
    return f"{kept} {text[introduced.end() :]}"
