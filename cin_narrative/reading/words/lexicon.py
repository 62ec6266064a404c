"""The catalogue and the areas in, every phrase that a text may hold out, each with its owner.

A measure is known by terms: each synonym of an indicator is read once as a set of terms
(``terms.toml``), and a text that holds all of them, in any order and any of their words, names it.
Built once, when first needed. A phrase that two indicators own stops the build and names both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import Catalogue, Indicator, load_catalogue
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message
from cin_narrative.reading.kinds import cues
from cin_narrative.reading.quantities.ages import ages
from cin_narrative.reading.quantities.dates import MONTHS
from cin_narrative.reading.quantities.durations import Lasting, durations, edges
from cin_narrative.reading.words.closed_classes import BARE_HEADS, FUNCTION, words_of
from cin_narrative.reading.words.field_terms import enter_terms
from cin_narrative.reading.words.phrases import Phrases
from cin_narrative.reading.words.possessors import told_of
from cin_narrative.reading.words.spelling import Shapes
from cin_narrative.reading.words.tokens import Token, fold, root, tokens_of

METRICS = words_of("words_lexicon.metrics")  # how, not what
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


@dataclass(slots=True, eq=False)
class Lexicon:
    """Every phrase with its owner, and the catalogue that they come from."""

    catalogue: Catalogue
    areas: Areas
    terms: Phrases[str] = field(default_factory=Phrases)
    parts: Phrases[Part] = field(default_factory=Phrases)
    places: Phrases[str] = field(default_factory=lambda: Phrases(names=True))
    cues: Phrases[Cue] = field(default_factory=Phrases)
    things: frozenset[str] = frozenset()
    qualities: frozenset[str] = frozenset()
    verbs: Phrases[str] = field(default_factory=Phrases)  # of a thing, or of any ("*")
    modifiers: Phrases[str] = field(default_factory=Phrases)  # what says again what a thing is
    names: dict[str, list[Named]] = field(default_factory=dict)  # by one of its terms
    bands: dict[tuple[str, str], Lasting] = field(default_factory=dict)
    vocabulary: dict[str, int] = field(default_factory=dict)
    shapes: Shapes = field(default_factory=lambda: Shapes(()))
    _terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _about: dict[str, frozenset[str]] = field(default_factory=dict)
    _beside: dict[str, list[str]] = field(default_factory=dict)
    _said_of: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    def terms_of(self, phrase: str) -> tuple[str, ...]:
        """The terms of a phrase in order; a content word that is no term stands for itself."""
        if phrase not in self._terms:
            self._terms[phrase] = tuple(self.terms_in(tokens_of(fold(phrase))))
        return self._terms[phrase]

    def key_of(self, phrase: str) -> Terms:
        """The terms of a phrase together; who counts a thing is no part of its name."""
        terms = frozenset(self.terms_of(phrase))
        return terms - {"service"} if terms & self.things else terms

    def terms_about(self, indicator: str) -> frozenset[str]:
        """Every term that some name of an indicator, or of its total, has."""
        total = self.catalogue[indicator].breakdown_of
        return self._about.get(indicator, frozenset()) | self._about.get(total, frozenset())

    def names_with(self, term: str) -> list[Named]:
        """Every name that has a term."""
        return [one for found in self.names.values() for one in found if term in one.terms]

    def beside(self, indicator: str) -> list[str]:
        """The indicators of the same name but for "children"."""
        if indicator not in self._beside:
            names = [one for found in self.names.values() for one in found]
            mine = [one.terms for one in names if one.indicator == indicator]
            same = [one for one in names if any(one.terms ^ own == {"child"} for own in mine)]
            self._beside[indicator] = [one.indicator for one in same]
        return self._beside[indicator]

    def said_of(self, indicator: str, categories: tuple[str, ...]) -> frozenset[str]:
        """The roots of the words that an indicator is defined by as a whole: its title and names,
        how its share is put, its dimension, and the labels and names of some of its categories.
        Said again, they narrow nothing. What its definition explains may be said of a part only."""
        key = (indicator, *categories)
        if key not in self._said_of:
            one = self.catalogue[indicator]
            parts = [part for name, part in one.categories.items() if name in categories]
            phrases = [
                str(one.title),
                str(one.one),
                str(one.many),
                str(one.dimension),
                *one.synonyms,
            ]
            phrases += [
                str(text) for how in one.measures.values() for text in (how.name, how.share)
            ]
            phrases += [str(text) for part in parts for text in (part.label, *part.synonyms)]
            words = {root(word) for phrase in phrases for word in self._words_of(phrase)}
            self._said_of[key] = frozenset(words - MONTHS.keys())
        return self._said_of[key]

    def _words_of(self, phrase: str) -> Iterator[str]:
        """The words of a phrase without who counts ("children's social care")."""
        tokens = tokens_of(fold(phrase))
        who = [one for one in self.terms.longest(tokens) if "service" in one[2]]
        taken = {i for start, end, _ in who for i in range(start, end)}
        yield from (token.text for at, token in enumerate(tokens) if at not in taken)

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
    enter_terms(lexicon)
    faults = list(_add_indicators(lexicon))
    _add_places(lexicon)
    _add_cues(lexicon)
    if faults:
        raise CinNarrativeError("\n".join(map(str, faults)))
    for table in (
        lexicon.terms,
        lexicon.parts,
        lexicon.places,
        lexicon.cues,
        lexicon.verbs,
        lexicon.modifiers,
    ):
        for word, count in table.words.items():
            lexicon.vocabulary[word] = lexicon.vocabulary.get(word, 0) + count
    lexicon.shapes = Shapes(lexicon.vocabulary)
    return lexicon


@dataclass(frozen=True, slots=True)
class Collision:
    """A phrase that names two indicators, as its words are the same terms."""

    phrase: str
    owner: str
    other: str

    def __str__(self) -> str:
        return message("reading.collision", phrase=self.phrase, owner=self.owner, other=self.other)


def collisions(catalogue: Catalogue, areas: Areas) -> list[Collision]:
    """Every synonym that another indicator's synonym says already in other words."""
    lexicon = Lexicon(catalogue, areas)
    enter_terms(lexicon)
    return list(_add_indicators(lexicon))


def _add_indicators(lexicon: Lexicon) -> Iterator[Collision]:
    """Enter every name. Terms that several indicators have belong to the one with most synonyms of
    them, and the others' synonyms are faults; a title or noun gives way to any synonym."""
    said = [
        (lexicon.key_of(phrase), phrase, one.id)
        for one in lexicon.catalogue
        for phrase in one.synonyms
    ]
    owners: dict[Terms, str] = {}
    for key, names in _by_key(said).items():
        owners[key] = max(sorted(set(names)), key=names.count)
    for key, phrase, name in said:
        if key and owners[key] != name:
            yield Collision(phrase, owners[key], name)
        _enter(lexicon, name, phrase, owners)
    for indicator in lexicon.catalogue:
        nouns = () if indicator.breakdown_of else (str(indicator.many), str(indicator.one))
        for phrase in (str(indicator.title), *nouns):
            _enter(lexicon, indicator.id, phrase, owners)
        _add_parts(lexicon, indicator)


def _by_key(said: Iterable[tuple[Terms, str, str]]) -> dict[Terms, list[str]]:
    found: dict[Terms, list[str]] = {}
    for key, _, name in said:
        found.setdefault(key, []).append(name)
    return found


def _enter(lexicon: Lexicon, name: str, phrase: str, owners: dict[Terms, str]) -> None:
    """Enter a name of an indicator under its rarest term, unless another indicator owns it."""
    key = lexicon.key_of(phrase)
    if not key or owners.setdefault(key, name) != name:
        return
    head = next((term for term in lexicon.terms_of(phrase) if term in lexicon.things), "")
    rarest = min(key, key=lambda term: (term[0] != "=", term in ("child", "plan"), term))
    named = Named(key, name, head)
    lexicon._about[name] = lexicon._about.get(name, frozenset()) | key
    if named not in lexicon.names.setdefault(rarest, []):
        lexicon.names[rarest].append(named)


def _add_parts(lexicon: Lexicon, indicator: Indicator) -> None:
    if indicator.is_cross_table:
        return
    categories = lexicon.catalogue.counts_of(indicator).categories.values()
    for phrase, ids in lexicon.catalogue.counts_of(indicator).together.items():
        for name in ids:
            lexicon.parts.add(phrase, Part(indicator.id, name))
    for category in categories:
        part = Part(indicator.id, category.id)
        for phrase in (str(category.label), *category.synonyms):
            lexicon.parts.add(phrase, part)
            lexicon.parts.add(" ".join(w for w in phrase.split() if w not in ("a", "the")), part)
            for said, name, own in told_of(phrase, category):
                lexicon.parts.add(said, Part(name, own))
        if indicator.ordered:
            lasting = edges(str(category.label)) or _of_age(str(category.label))
            if lasting:
                lexicon.bands[indicator.id, category.id] = lasting


def _of_age(label: str) -> Lasting | None:
    """The ages that the label of a published band means: "aged 16 years and over"."""
    return next((one.meaning for one in ages(tokens_of(fold(label))) if one.start == 0), None)


def _add_places(lexicon: Lexicon) -> None:
    for name, codes in {**lexicon.areas.vocabulary, **lexicon.areas.districts}.items():
        for written in _as_written(name):
            lexicon.places.add(written, " ".join(sorted(codes)))
        for area in {lexicon.areas.get(code) for code in codes}:
            for full in {area.name, str(area.short_name)}:
                if "," in full:  # "Bournemouth, Christchurch and Poole"
                    lexicon.places.add(full, area.code)


def _as_written(name: str) -> Iterable[str]:
    """A bare three-digit code is a number in a question ("over 800"), "LA 800" is a place."""
    if name.isdigit():
        return [f"{word} {name}" for word in ("la", "lea", "code", "authority")]
    if name.startswith("london of "):  # the word that is left out may be said
        return [name.replace("of ", "borough of ", 1)]
    if name.startswith("of "):  # the "of" of a title: "share of Bexley's referrals" has another
        return []
    if " and " in name:
        return [name, name.replace(" and ", " and the ")]
    return [name] if len(name) > 1 else []


def _add_cues(lexicon: Lexicon) -> None:
    for phrase, kind, value in cues():
        lexicon.cues.add(phrase, Cue(kind, value))
