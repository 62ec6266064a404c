"""The catalogue and the areas in, every phrase that a text may hold out, each with its owner.

A measure is known by terms: each synonym of an indicator is read once as a set of terms
(``terms.toml``), and a text that holds all of them, in any order and any of their words, names it.
Built once, when first needed. A phrase that two indicators own stops the build and names both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import Catalogue, Indicator, load_catalogue
from cin_narrative.errors import CinNarrativeError
from cin_narrative.reading.durations import Lasting, durations, edges
from cin_narrative.reading.words.closed_classes import BARE_HEADS, FUNCTION, words_of
from cin_narrative.reading.words.phrases import Phrases
from cin_narrative.reading.words.spelling import Shapes
from cin_narrative.reading.words.tokens import Token, fold, tokens_of

OPERATORS = Path(__file__).parents[1] / "operators.toml"
METRICS = words_of("rate rates percentage proportion share %")  # how, not what
Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """One way to name an indicator: the terms that all must stand, the first noun among them."""

    terms: Terms
    indicator: str
    head: str


@dataclass(frozen=True, slots=True)
class Cue:
    """What an operator's word says: its kind ("rank", "superlative"), and its value ("highest")."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One category of one breakdown."""

    indicator: str
    category: str


@dataclass(slots=True)
class Lexicon:
    """Every phrase with its owner, and the catalogue that they come from."""

    catalogue: Catalogue
    areas: Areas
    terms: Phrases[str] = field(default_factory=Phrases)
    parts: Phrases[Part] = field(default_factory=Phrases)
    places: Phrases[str] = field(default_factory=lambda: Phrases(names=True))
    cues: Phrases[Cue] = field(default_factory=Phrases)
    things: frozenset[str] = frozenset()
    verbs: Phrases[str] = field(default_factory=Phrases)  # of a thing, or of any ("*")
    names: dict[str, list[Named]] = field(default_factory=dict)  # by one of its terms
    bands: dict[tuple[str, str], Lasting] = field(default_factory=dict)
    vocabulary: dict[str, int] = field(default_factory=dict)
    shapes: Shapes = field(default_factory=lambda: Shapes(()))
    _about: dict[str, frozenset[str]] = field(default_factory=dict)

    def terms_of(self, phrase: str) -> tuple[str, ...]:
        """The terms of a phrase in order; a content word that is no term stands for itself."""
        return tuple(self.terms_in(tokens_of(fold(phrase))))

    def terms_about(self, indicator: str) -> frozenset[str]:
        """Every term that some name of an indicator, or of its total, has."""
        total = self.catalogue[indicator].breakdown_of
        return self._about.get(indicator, frozenset()) | self._about.get(total, frozenset())

    def beside(self, indicator: str) -> list[str]:
        """The indicators of the same name but for "children"."""
        names = [one for found in self.names.values() for one in found]
        mine = [one.terms for one in names if one.indicator == indicator]
        return [one.indicator for one in names if any(one.terms ^ own == {"child"} for own in mine)]

    def terms_in(self, tokens: list[Token]) -> Iterator[str]:
        """The terms of some tokens, durations among them."""
        lasting = {found.start: found for found in durations(tokens)}
        taken = {start: (end, values) for start, end, values in self.terms.longest(tokens)}
        at = 0
        while at < len(tokens):
            if at in lasting and lasting[at].end >= taken.get(at, (at, ()))[0]:
                yield lasting[at].meaning.term
                at = lasting[at].end
            elif at in taken:
                at, values = taken[at]
                yield from values[0].split() if values[0] else ()
            else:
                text = tokens[at].text
                if tokens[at].kind != "mark" and text not in FUNCTION | BARE_HEADS | METRICS:
                    yield f"={tokens[at].stem}"
                at += 1


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the catalogue and areas as they are."""
    return build_lexicon(load_catalogue(), load_areas())


def build_lexicon(catalogue: Catalogue, areas: Areas) -> Lexicon:
    """The lexicon of a catalogue and areas; CinNarrativeError names each phrase with two owners."""
    lexicon = Lexicon(catalogue, areas)
    _add_terms(lexicon)
    faults = list(_add_indicators(lexicon))
    _add_places(lexicon)
    _add_cues(lexicon)
    if faults:
        raise CinNarrativeError("\n".join(faults))
    for table in (lexicon.terms, lexicon.parts, lexicon.places, lexicon.cues, lexicon.verbs):
        for word, count in table.words.items():
            lexicon.vocabulary[word] = lexicon.vocabulary.get(word, 0) + count
    lexicon.shapes = Shapes(lexicon.vocabulary)
    return lexicon


def _add_terms(lexicon: Lexicon) -> None:
    from cin_narrative.catalogue import catalogue

    table = tomllib.loads(Path(catalogue.__file__).with_name("terms.toml").read_text("utf-8"))
    for name, section in table.items():
        for terms, phrases in section.items():
            for phrase in phrases:
                (lexicon.verbs if name == "verbs" else lexicon.terms).add(phrase, terms)
    lexicon.things = frozenset(term for terms in table["things"] for term in terms.split())


def _add_indicators(lexicon: Lexicon) -> Iterator[str]:
    """Enter every name; a synonym with two owners is a fault, a title or noun gives way to it."""
    owners: dict[Terms, str] = {}
    for indicator in lexicon.catalogue:
        for phrase in indicator.synonyms:
            key = _enter(lexicon, indicator, phrase, owners)
            if key and owners[key] != indicator.id:
                yield f'"{phrase}" belongs to both {owners[key]} and {indicator.id}'
    for indicator in lexicon.catalogue:
        nouns = () if indicator.breakdown_of else (str(indicator.many), str(indicator.one))
        for phrase in (str(indicator.title), *nouns):
            _enter(lexicon, indicator, phrase, owners)
        _add_parts(lexicon, indicator)


def _enter(lexicon: Lexicon, indicator: Indicator, phrase: str, owners: dict[Terms, str]) -> Terms:
    """Enter a name under its rarest term, unless another owns it; its terms."""
    terms = lexicon.terms_of(phrase)
    thing = any(term in lexicon.things for term in terms)
    key = frozenset(terms) - ({"service"} if thing else set())
    if not key or owners.setdefault(key, indicator.id) != indicator.id:
        return key
    head = next((term for term in terms if term in lexicon.things), "")
    rarest = min(key, key=lambda term: (term[0] != "=", term in ("child", "plan"), term))
    named = Named(key, indicator.id, head)
    lexicon._about[indicator.id] = lexicon._about.get(indicator.id, frozenset()) | key
    if named not in lexicon.names.setdefault(rarest, []):
        lexicon.names[rarest].append(named)
    return key


def _add_parts(lexicon: Lexicon, indicator: Indicator) -> None:
    if indicator.is_cross_table:
        return
    categories = lexicon.catalogue.counts_of(indicator).categories.values()
    for category in categories:
        part = Part(indicator.id, category.id)
        for phrase in (str(category.label), *category.synonyms):
            lexicon.parts.add(phrase, part)
        if indicator.ordered:
            lasting = edges(str(category.label))
            if lasting:
                lexicon.bands[indicator.id, category.id] = lasting


def _add_places(lexicon: Lexicon) -> None:
    for name, codes in lexicon.areas.vocabulary.items():
        for written in _as_written(name):
            lexicon.places.add(written, " ".join(sorted(codes)))


def _as_written(name: str) -> Iterable[str]:
    """A bare three-digit code is a number in a question ("over 800"), "LA 800" is a place."""
    if name.isdigit():
        return [f"{word} {name}" for word in ("la", "lea", "code", "authority")]
    if " and " in name:
        return [name, name.replace(" and ", " and the ")]
    return [name] if len(name) > 1 else []


def _add_cues(lexicon: Lexicon) -> None:
    table = tomllib.loads(OPERATORS.read_text(encoding="utf-8"))
    for kind, section in table.items():
        for value, phrases in section.items():
            for phrase in phrases:
                lexicon.cues.add(phrase, Cue(kind, value))
