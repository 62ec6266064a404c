"""Questions to offer a reader who does not know what can be asked: only those that the loaded
figures answer."""

from __future__ import annotations

import tomllib
from functools import cache

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.questions.answer import answer
from cin_narrative.store.store import Store

EXAMPLES = PROMPTS / "question" / "examples.toml"
ANSWERED = "answered"


@cache
def _patterns() -> tuple[str, ...]:
    return tuple(tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["questions"])


def examples(store: Store, catalogue: Catalogue, areas: Areas, area: Area, year: int) -> list[str]:
    """The example questions about ``area`` and ``year`` that are answered from ``store``, in the
    file's order."""
    asked = [pattern.format(area=area.in_name, year=year) for pattern in _patterns()]
    return [
        question
        for question in asked
        if answer(question, store, catalogue, areas).outcome == ANSWERED
    ]
