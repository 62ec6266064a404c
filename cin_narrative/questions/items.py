"""The items of a list within a question: (a), (ii), 3) each begin a question of their own, or stand for nothing."""

from __future__ import annotations

import re

ITEM = "\x04"  # stands between the items of a list on one line; never in a normalised text
ENUMERATOR = re.compile(
    r"(?:\(\s*(?:[a-h]|[ivx]{1,4}|\d)\s*\)|(?<=[\s\n])(?:[a-h]|[ivx]{1,4}|\d)\)(?=\s)|^\s*(?:\d|[a-h])[.)]\s)", re.MULTILINE
)
INLINE = re.compile(
    r"(?:\(\s*(?:[a-h]|[ivx]{1,4}|\d)\s*\)|(?<![\w(])(?:[a-h]|[ivx]{1,4}|\d)\)(?=\s)|(?:^|(?<=[\s:;,]))\d\.(?=\s+[a-z%]))"
)
ASKS = re.compile(  # an item that is a question of its own, and no mere word or year
    r"(?:how|what|whats|which|who|where|when|number|numbers|count|rate|total|of (?:these|those|them|which|whom)|any|whether"
    r"|per|percent\w*|proportion|share|same|did|do|is|are|was|were|and (?:how|what|the)"
    r"|the (?:same|number|rate|percentage|proportion|%|share|total|average|median|change|trend))\b"
    r"|%|(?:\S+\s+){2,}\S+"
)
NAMES = re.compile(
    r"\b(?:plans?|(?:re-?)?referrals?|assessments?|enquir\w+|conferences?|s ?47s?|icpcs?|cin|cpps?|children|nfas?|episodes?|factors?"
    r"|closures?|cases|neighbours)\b"
)


def items_of_lists(text: str) -> str:
    """``text`` with ``ITEM`` for each (a), (ii), 1) that begins a question of its own; other marks say nothing and go."""
    lines = [_items(line) for line in text.split("\n")]
    return "\n".join(lines)


def _items(line: str) -> str:
    marks = list(INLINE.finditer(line))
    if len(marks) < 2:
        return without_enumerators(line)
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    pieces = [line[mark.end() : end].strip(" ,;:.-") for mark, end in zip(marks, ends, strict=True)]
    pieces = [re.sub(r"[\s,;]+(?:and|or)$|^(?:and|or) ", "", piece) for piece in pieces]
    if not any(ASKS.match(piece) for piece in pieces) or not all(ASKS.match(piece) or NAMES.search(piece) for piece in pieces):
        return without_enumerators(line)
    lead = line[: marks[0].start()].strip(" ,;:-")
    return f"{lead} {ITEM.join(pieces)}".strip()


def without_enumerators(text: str) -> str:
    """``text`` without (a), (ii), 1): marks of parts that say nothing themselves."""
    if re.match(r"\s*1[.)] ", text):  # "1. plans in 2019 2. repeat plans": a list on one line
        text = re.sub(r"(?<=\S)\s+[2-9][.)]\s+(?=[a-z])", "\n", text)
    text = re.sub(r"(?<=[\w?.,;:])\s+(?:[a-h]|[ivx]{1,4}|\d)\)(?=\s)", " and ", text)
    text = ENUMERATOR.sub(" ", re.sub(rf"(?<=[,;:])\s*{ENUMERATOR.pattern}", " and ", text))
    return re.sub(r"(?:\band )?\band +(?=and\b)|(?<= ) +", "", text)
