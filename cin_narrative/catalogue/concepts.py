"""What people ask for that is not held: the words of a span in, the concept out, with why what is
held is not the same, who publishes it and what comes nearest."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.catalogue import DEFINITIONS, Text

WORD = re.compile(r"[a-z0-9&.'-]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is not held.

    ``nearest`` are ids of indicators; ``abroad``: it is a country, and ``place`` the code of the
    area whose figures come nearest to it; ``instead``: it is what is asked for even where something
    of ours is counted beside it ("spending on each child in need").
    """

    id: str
    title: Text
    words: tuple[str, ...]
    why: Text
    published: Text
    nearest: tuple[str, ...]
    place: str = ""
    abroad: bool = False
    instead: bool = False


@cache
def load_concepts(folder: Path = DEFINITIONS) -> tuple[Concept, ...]:
    """Every concept of ``concepts.toml``, in its order."""
    text = (folder / "concepts.toml").read_text(encoding="utf-8")
    return tuple(
        Concept(
            one["id"],
            Text(one["title"]),
            tuple(one["words"]),
            Text(one["why"]),
            Text(one["published"]),
            tuple(one["nearest"]),
            one.get("place", ""),
            one.get("abroad", False),
            one.get("instead", False),
        )
        for one in tomllib.loads(text)["concepts"]
    )


@cache
def _phrases() -> tuple[tuple[str, Concept], ...]:
    """Every phrase with its concept, the longest first."""
    found = [(phrase, concept) for concept in load_concepts() for phrase in concept.words]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@cache
def concept_named(words: str) -> Concept | None:
    """The concept that the words of a span are, "children" aside; None where they say more."""
    said = _without_children(words)
    return next((c for phrase, c in _phrases() if said and _without_children(phrase) == said), None)


def _without_children(words: str) -> tuple[str, ...]:
    return tuple(word for word in WORD.findall(words.lower()) if word not in ("children", "child"))


@cache
def concept_of(words: str) -> Concept | None:
    """The concept that the longest known phrase in the words of a span names; None for none."""
    plain = words.lower().replace("’", "'")
    said = f" {' '.join(WORD.findall(plain))} "
    return next((concept for phrase, concept in _phrases() if f" {phrase} " in said), None)
