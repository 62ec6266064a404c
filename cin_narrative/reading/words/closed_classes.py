"""The table of word classes in, each class out: closed classes of English grammar, and others.

The closed classes take no new members. What a noun, a verb, an adjective or a name does is judged
by where it stands. Source: the closed classes of any grammar of English (determiners, pronouns,
prepositions, auxiliaries, conjunctions, focusing adverbs).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("classes.toml")


@cache
def _table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return found


@cache
def words_of(name: str) -> frozenset[str]:
    """A class of words of ``classes.toml``, by its section and its key: "english.polite"."""
    section, _, key = name.partition(".")
    return frozenset(_table()[section][key].split())


def sections_of(name: str) -> tuple[str, ...]:
    """The keys of a section."""
    return tuple(_table()[name])


DETERMINERS = words_of("english.determiners")
PRONOUNS = words_of("english.pronouns")
FIRST = words_of("english.first")
SECOND = words_of("english.second")
PREPOSITIONS = words_of("english.prepositions")
RESTRICTING = words_of("english.restricting")
AUXILIARIES = words_of("english.auxiliaries")
INVERTED = words_of("english.inverted")
CONJUNCTIONS = words_of("english.conjunctions")
FOCUSING = words_of("english.focusing")
POLITE = words_of("english.polite")
INTERJECTIONS = words_of("english.interjections")
GREETING = words_of("english.greeting")
ADDRESSEES = words_of("english.addressees")
NEGATION = words_of("english.negation")
QUESTION = words_of("english.question")
FUNCTION = DETERMINERS | PRONOUNS | PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | FOCUSING | QUESTION
BARE_HEADS = words_of("english.bare_heads")
COORDINATORS = words_of("english.coordinators")
MULTIPLES = words_of("english.multiples")
