"""The table of the field's terms in (``terms.toml``), the lexicon with each of them out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from cin_narrative.catalogue import catalogue

if TYPE_CHECKING:
    from cin_narrative.reading.words.lexicon import Lexicon

TERMS = Path(catalogue.__file__).with_name("terms.toml")
SERVICE = re.compile(r"s(ocial|ervices?)\b")


def enter_terms(lexicon: Lexicon) -> None:
    """Enter every term, verb and modifier of the field; "@service" stands for each name of those
    who count."""
    table = tomllib.loads(TERMS.read_text("utf-8"))
    shared = {"verbs": lexicon.verbs, "modifiers": lexicon.modifiers}
    services = [one for one in table["places"]["service"] if SERVICE.search(one)]
    for name, section in table.items():
        for terms, phrases in section.items():
            for phrase in phrases:
                if name in shared:
                    for term in terms.split():
                        shared[name].add(phrase, term)
                    continue
                for said in services if "@service" in phrase else ("",):
                    lexicon.terms.add(phrase.replace("@service", said), terms)
    lexicon.things = frozenset(term for terms in table["things"] for term in terms.split())
    lexicon.qualities = frozenset(term for terms in table["qualities"] for term in terms.split())
