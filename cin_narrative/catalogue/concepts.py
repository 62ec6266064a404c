"""What people ask for that is not held: the words of a span in, the concept out, with why what is
held is not the same, who publishes it and what comes nearest."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.catalogue import DEFINITIONS, Catalogue, Text
from cin_narrative.errors import DefinitionFault, did_you_mean, either

WORD = re.compile(r"[a-z0-9&.'-]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is not held. ``nearest`` are ids of indicators, ``place`` the code of the
    area whose figures come nearest, where it is a place that is not held."""

    id: str
    title: Text
    words: tuple[str, ...]
    why: Text
    published: Text
    nearest: tuple[str, ...]
    place: str = ""


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
        )
        for one in tomllib.loads(text)["concepts"]
    )


@cache
def _phrases() -> tuple[tuple[str, Concept], ...]:
    """Every phrase with its concept, the longest first."""
    found = [(phrase, concept) for concept in load_concepts() for phrase in concept.words]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@cache
def concept_of(words: str) -> Concept | None:
    """The concept that the longest known phrase in the words of a span names; None for none."""
    plain = words.lower().replace("’", "'")
    said = f" {' '.join(WORD.findall(plain))} "
    return next((concept for phrase, concept in _phrases() if f" {phrase} " in said), None)


def concept_faults(catalogue: Catalogue, folder: Path = DEFINITIONS) -> list[str]:
    """Every fault of the table at once: a phrase with two owners, an indicator that is not there."""
    owners: dict[str, str] = {}
    faults: list[str] = []
    try:
        concepts = load_concepts(folder)
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DefinitionFault([f"concepts.toml: cannot be read: {error}"]) from error
    for concept in concepts:
        where = f"concepts.toml, {concept.id}"
        for phrase in concept.words:
            if owners.setdefault(phrase, concept.id) != concept.id:
                faults.append(f'{where}: "{phrase}" belongs to {owners[phrase]}, too')
        for name in concept.nearest:
            if name not in catalogue:
                near = did_you_mean(name, catalogue.indicators)
                guess = f"; did you mean {either(near)}?" if near else ""
                faults.append(f'{where}: nearest "{name}" does not exist{guess}')
    return faults
