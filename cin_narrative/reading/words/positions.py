"""The words of a span in, the stretches of tokens at which it stands in a text out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.tokens import fold

Part = tuple[int, int]


def outermost(parts: Iterable[Part]) -> list[Part]:
    """The stretches in order, those that lie in another left out."""
    kept: list[Part] = []
    for start, end in sorted(parts, key=lambda part: (part[0], -part[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def where(words: str, spans: Spans) -> list[Part]:
    """Where the parts of a span stand, at every place that they do, as stretches of tokens."""
    text, found, tokens = _folded(spans.text), [], spans.tokens
    for part in (part.strip() for part in fold(words).split("...")):
        at = text.find(part) if part else -1
        while at >= 0:
            begin = bisect_right(tokens, at, key=lambda one: one.end)
            stop = bisect_left(tokens, at + len(part), key=lambda one: one.start)
            found += [(begin, stop)] if begin < stop else []
            at = text.find(part, at + 1)
    return found


_folded = lru_cache(maxsize=4)(fold)
