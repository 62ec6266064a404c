"""A paragraph as the page is given it, in pieces -> its text with marks; a component -> what it is given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def words(piece: Any) -> str:
    """A piece as it stands in a copy: a mark, a figure that is a button, or text."""
    return f" [{piece}]" if isinstance(piece, int) else piece["text"] if isinstance(piece, dict) else piece


def text_of(pieces: Sequence[Any]) -> str:
    """All of them."""
    return "".join(map(words, pieces))


def data_of(element: Any) -> dict[str, Any]:
    """What a component of the page is given."""
    (given,) = json.loads(element.proto.json)
    return dict(given)
