"""The text of a part -> its words, and its figures as tokens that are changed one by one."""

from __future__ import annotations

import re
from collections.abc import Callable

from cin_narrative.drafts.local_figures import NUMBER, UNIT, WHOSE

TOKEN = re.compile(
    rf"(?:(?P<text>{NUMBER}(?:{UNIT})?)\s?)?(?:\[(?P<mark>\d+)\]|{WHOSE})", re.IGNORECASE
)
Token = dict[str, str]


def tokens(text: str, says: Callable[[int], str]) -> list[str | Token]:
    """``text`` cut at its figures; put together again, with each token's ``raw``, it is the same.

    A token has its ``text``, its ``mark`` (as a text; none of a local figure), what the ``store``
    says of that mark (``says``; empty where nothing), and ``whose`` it is where it is local.
    """
    found: list[str | Token] = []
    at = 0
    for match in TOKEN.finditer(text):
        found += [text[at : match.start()], _token(match, says)]
        at = match.end()
    return [one for one in [*found, text[at:]] if one]


def _token(match: re.Match[str], says: Callable[[int], str]) -> Token:
    mark, whose = match["mark"] or "", match[match.re.groups] or ""
    store = says(int(mark)) if mark else ""
    return {
        "raw": match[0],
        "text": match["text"] or "",
        "mark": mark,
        "store": store,
        "whose": whose,
    }
