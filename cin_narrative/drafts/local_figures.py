"""A text with figures that somebody vouches for -> the text for a check, and as a reader sees it.

In a draft such a figure is followed by whose it is, ``2,999 [local: our case system, May]``: it has
no mark, is held against no cell, and says so wherever the text goes.
"""

from __future__ import annotations

import re

from cin_narrative.messages import message

NUMBER = r"[-−–]?\d[\d,]*(?:\.\d+)?"
UNIT = r"%|\s?per ?cent\b|\s?percentage points?\b"
LONGEST_WHOSE = 120  # characters
WHOSE = rf"\[local: ?([^\[\]\s][^\[\]\n]{{0,{LONGEST_WHOSE}}})\]"
LOCAL = re.compile(rf"(?P<number>{NUMBER}(?:{UNIT})?)\s?{WHOSE}", re.IGNORECASE)
TAG = re.compile(rf"\s?{WHOSE}", re.IGNORECASE)


def without_local(text: str) -> str:
    """``text`` with blanks for every local figure, so that nothing else moves: for a check."""
    return LOCAL.sub(lambda match: " " * len(match[0]), text)


def with_whose(text: str) -> str:
    """``text`` as it is read: ``2,999 (local figure: our case system, May)``."""
    return TAG.sub(
        lambda match: f" ({message('drafts.local_figure', whose=match[1].strip())})", text
    )


def local_figures(text: str) -> list[str]:
    """The local figures of a text, each as a reader sees it."""
    return [with_whose(match[0]) for match in LOCAL.finditer(text)]
