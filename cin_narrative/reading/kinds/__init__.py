"""The kinds of ask: one record a kind in, what the reader knows of each out.

A kind is its file here and the operator of the question box that answers it; both are found by
being in their folder. Nothing else names the kinds one by one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from cin_narrative.reading.kinds.gradation import grades

FOLDER = Path(__file__).parent
SHARED = FOLDER.with_name("cues.toml")
NOTHING = "none"  # the kind of what asks for nothing of ours: no record, no evidence


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sure (of 1,000) the reader is of a kind where all of ``when`` holds; nought rules it out.

    A condition is a kind of cue with the values it may have ("each:areas,regions"), "free:" before
    it where it is no part of what is counted; "word:" and the words of which one must stand; or a
    name of ``conditions.py``. "!" before it denies it, " | " stands between alternatives.
    """

    sure: int
    when: tuple[str, ...]


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the reader knows of one kind of ask.

    ``about``: what it is, where its name does not say it, for a model; ``label``: how an answer
    names it, ``{what}`` being what is counted; ``uses``: the kinds of cue that its slots take;
    ``needs``: those of which one must stand in its words, whoever read it; ``rules``: the first
    that holds says how sure it is; ``cues``: its own words, by kind of cue and value.
    """

    about: str
    label: str
    uses: tuple[str, ...]
    needs: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    cues: Mapping[str, Mapping[str, tuple[str, ...]]] = {}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name; ``msgspec.ValidationError`` names what is wrong in a record."""
    return {
        path.stem: msgspec.toml.decode(path.read_bytes(), type=Kind)
        for path in sorted(FOLDER.glob("*.toml"))
    }


def uses(kind: str) -> tuple[str, ...]:
    """The kinds of cue that the slots of a kind of ask take."""
    known = kinds().get(kind)
    return known.uses if known else ()


def label_of(kind: str) -> str:
    """How an answer names a kind of ask, ``{what}`` being what is counted."""
    known = kinds().get(kind)
    return known.label if known else "{what}"


def cues() -> Iterator[tuple[str, str, str]]:
    """Every word of an ask with its kind of cue and value: those of one kind, and the shared."""
    shared = tomllib.loads(SHARED.read_text(encoding="utf-8"))
    yield from grades(shared.pop("graded"))
    for tables in (shared, *(kind.cues for kind in kinds().values())):
        for name, values in tables.items():
            for value, phrases in values.items():
                yield from ((phrase, name, value) for phrase in phrases)
