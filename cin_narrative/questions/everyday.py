"""Everyday wordings: which indicators the words of a question could stand for, by the lists in the indicators' own files.

A list is the second of two keys: whatever a model says, a measure is read into a question only where every word of it is accounted for,
by a saying of that measure's list, a place, a year, the children, the service, or a little word that limits nothing
(prompts/question/routing.toml). A word that says which children, where or when is on no list.

How a saying is written says how it must stand, so that what is done to children is not read where children do it:

* ``probe``: the thing itself; counted as such, and never where the children are counted, unless the indicator counts children;
* ``to look into``: it is done to the children: "were looked into", "did social services look into", "the number of kids looked into";
* ``being prop up``: it is being done to them on a day, so that a past year ("were helped in 2020") is not read as one day;
* ``had a strategy talk``: the children had it; ``they bounce back``: the children did it. ``keep/kept`` gives irregular forms.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.questions.grammar import Mention, Part, counts_children
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.tokens import normalise, tokens_of

KNOWN = frozenset({Kind.INDICATOR, Kind.CATEGORY, Kind.TOPIC, Kind.PLAN, Kind.CASE, Kind.MODIFIER, Kind.ABOVE, Kind.BELOW})
CHILD, SERVICE, BODY, PLACE, YEAR, CUE, SAYING = "child", "service", "body", "place", "year", "cue", "saying"
DOERS = (SERVICE, BODY, PLACE)
DONE, UNDER_WAY, HAD, DID = WAYS = ("to", "being", "had", "they")  # the first word of a saying that is not the thing itself
BY, FOR, BY_OTHERS = "by", "for", "referrals"  # the group of indicators that count what others than the service do


@dataclass(frozen=True, slots=True)
class Saying:
    """One everyday wording: the way that it stands, and the forms that each of its words may have."""

    way: str
    forms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, or a name of several; ``role`` is what it is whatever the measure, empty where it is a word."""

    text: str
    role: str
    at: int  # the place of its mention


@cache
def words_allowed() -> dict[str, Any]:
    """The reviewed words of routing.toml."""
    return tomllib.loads((PROMPTS / "question" / "routing.toml").read_text(encoding="utf-8"))


def could_stand_for(part: Part, catalogue: Catalogue) -> dict[str, frozenset[int]]:
    """Indicator -> the mentions that its list covers whole, for each whose list accounts for all that is not accounted for otherwise."""
    words = _words(part)
    if not any(word.role == CHILD for word in words) or _owned().search(part.text):
        return {}
    if any(mention.number is not None for mention in part.mentions):
        return {}
    found = {}
    for name, (sayings, beside) in _lists(catalogue).items():
        indicator = catalogue[name]
        covered = _covered(words, indicator, sayings, beside, counts_children(part))
        if covered and _is_accounted(words, covered, indicator, part):
            found[name] = frozenset({words[at].at for at in covered} - {word.at for at, word in enumerate(words) if at not in covered})
    return found


@lru_cache(maxsize=8)
def _lists(catalogue: Catalogue) -> dict[str, tuple[tuple[Saying, ...], tuple[Saying, ...]]]:
    listed = (one for one in catalogue if one.everyday)
    return {one.id: (tuple(map(_saying, one.everyday)), tuple(map(_beside, one.everyday_beside))) for one in listed}


def _saying(text: str) -> Saying:
    first, *rest = bare_words(text)
    if first not in WAYS:
        return Saying("", tuple(map(numbered, (first, *rest))))
    verb = () if first == HAD else (frozenset[str]().union(*map(inflected, rest[0].split("/"))),)
    return Saying(first, (*verb, *map(numbered, rest[len(verb) :])))


def _beside(text: str) -> Saying:
    first, *rest = bare_words(text)
    if first in WAYS:
        return _saying(text)
    return Saying("", (frozenset[str]().union(*map(inflected, first.split("/"))), *map(numbered, rest)))


def bare_words(text: str) -> list[str]:
    """The words of a saying without articles; "keep/kept" stays one."""
    return [word for piece in normalise(text).split() for word in _tokens(piece) if word not in words_allowed()["articles"]]


def _tokens(piece: str) -> list[str]:
    return [piece] if "/" in piece else [token.text for token in tokens_of(piece)]


def numbered(word: str) -> frozenset[str]:
    """The word as one and as many."""
    many = word[:-1] + "ies" if word.endswith("y") else word + "es" if word.endswith(("s", "x", "ch", "sh")) else word + "s"
    return frozenset({word, many, word + "s"})


def inflected(word: str) -> frozenset[str]:
    """The regular forms of a verb; those that are no word of English do no harm."""
    stem = word[:-1] if word.endswith("e") else word[:-1] + "i" if word.endswith("y") else word
    lasting = word if word.endswith("ee") else word.removesuffix("e")
    return numbered(word) | {stem + "ed", lasting + "ing", word + word[-1] + "ed", word + word[-1] + "ing"}


@cache
def _names() -> dict[tuple[str, ...], str]:
    table = words_allowed()
    return {tuple(token.text for token in tokens_of(name)): role for role in (CHILD, SERVICE, BODY) for name in table["names"][role]}


@cache
def _owned() -> re.Pattern[str]:
    """Something of the children's own ("children's alarms"); "children's services" is the service."""
    return re.compile(r"\b(?:child|kid|youngster)(?:ren)?(?:'s|s')(?! (?:services|social)\b)")


def _words(part: Part) -> list[Word]:
    """The question as words: names of children and of the service made one, articles left out."""
    flat: list[Word] = []
    for at, mention in enumerate(part.mentions):
        role = _role(mention)
        flat += [Word(mention.words[0], role, at)] if role in (PLACE, YEAR) else [Word(word, role, at) for word in mention.words]
    words: list[Word] = []
    while flat:
        name = next((n for n in range(min(4, len(flat)), 0, -1) if tuple(word.text for word in flat[:n]) in _names()), 0)
        if name and not any(word.role in (PLACE, YEAR) for word in flat[:name]):
            words.append(Word(flat[0].text, _names()[tuple(word.text for word in flat[:name])], flat[0].at))
        elif flat[0].role in (PLACE, YEAR) or flat[0].text not in words_allowed()["articles"]:
            words.append(flat[0])
        flat = flat[name or 1 :]
    return words


def _role(mention: Mention) -> str:
    if mention.period is not None:
        return YEAR
    return next((role for kind, role in ((Kind.AREA, PLACE), (Kind.CUE, CUE), (Kind.MEASURE, CUE)) if mention.value(kind) is not None), "")


def _covered(words: Sequence[Word], indicator: Indicator, sayings: Sequence[Saying], beside: Sequence[Saying], counted: bool) -> set[int]:
    """The places of the words that the list covers: a saying as it must stand and, beside one, the words that may stand there."""
    of_children = indicator.title.startswith("Children")  # a plan open on a day counts as plans do, but is one child's
    by_service = indicator.group != BY_OTHERS
    texts = frozenset(text for word in words if word.role not in (PLACE, YEAR) for text in (word.text, word.role))
    could = [saying for saying in sayings if (saying.way or of_children or not counted) and _may_stand(texts, saying)]
    covered = {at for saying in could for at in _standing(words, saying, by_service)}
    return covered | {at for one in beside for at in _standing(words, one, by_service)} if covered else covered


def _may_stand(texts: frozenset[str], saying: Saying) -> bool:
    """Whether each word of the saying is anywhere in the question: nearly none is, and only those are looked for in order."""
    return not any(form.isdisjoint(texts) for form in saying.forms)


def _standing(words: Sequence[Word], saying: Saying, by_service: bool) -> set[int]:
    """The places of the words of a saying, with those before it that belong to it, wherever it stands as it must."""
    found: set[int] = set()
    for at in _matches(words, saying.forms):
        led = _led(words, at, saying, by_service)
        if led is not None:
            found |= set(range(at - led, at + len(saying.forms)))
    return found


def _matches(words: Sequence[Word], forms: Sequence[frozenset[str]]) -> Iterator[int]:
    for at in range(len(words) - len(forms) + 1):
        stretch = words[at : at + len(forms)]
        if all(_fits(word, form) for word, form in zip(stretch, forms, strict=True)):
            yield at


def _fits(word: Word, form: frozenset[str]) -> bool:
    return word.role not in (PLACE, YEAR) and (word.text in form or (word.role in (CHILD, SERVICE) and word.role in form))


def _led(words: Sequence[Word], at: int, saying: Saying, by_service: bool) -> int | None:
    """How many words before a match belong to it; None where it may not stand there."""
    table = words_allowed()
    before = words[at - 1] if at else Word("", "", -1)
    if not saying.way:
        return 0
    if saying.way == HAD:
        return 1 if before.text in table["having"] else None
    if saying.way == DID:
        gap = 1 if before.text in (*table["having"], *table["being"], *table["who"]) else 0
        return gap if at > gap and words[at - gap - 1].role == CHILD else None
    under_way, acts = saying.way == UNDER_WAY, words[at].text.endswith("ing")
    if before.text in (table["under_way"] if under_way else table["being"]) and not acts:
        return 1
    if under_way and not acts:
        return None
    return 0 if _is_limited(words, at - 1) or (by_service and _has_doer(words)) else None


def _is_limited(words: Sequence[Word], at: int) -> bool:
    """Whether the word there is children who are not the ones that act: "the number of kids", "for kids"."""
    return at > 0 and words[at].role == CHILD and words[at - 1].text in words_allowed()["of_children"]


def _has_doer(words: Sequence[Word]) -> bool:
    """Whether the service or the place is who does it: "did social services", "is Derby", "the number of kids Derby"."""
    table = words_allowed()
    doing = {*table["doing"], *table["being"], *table["having"]}
    agents = [at for at, word in enumerate(words) if at and (word.role in DOERS or word.text in table["home"])]
    return any(words[at - 1].text in doing or _is_limited(words, at - 1) for at in agents)


def _is_accounted(words: Sequence[Word], covered: set[int], indicator: Indicator, part: Part) -> bool:
    """Whether every word that the list does not cover is a place, a year, the children, the service, or a little word in its place."""
    table: Mapping[str, Any] = words_allowed()
    seen = False
    for at, word in enumerate(words):
        if at in covered:
            seen = True
            continue
        if any(entry.kind in KNOWN for entry in part.mentions[word.at].entries):
            return False
        if word.role == CHILD and seen and words[at - 1].text not in table["of_children"]:
            return False  # "how many inquiries did children make"
        if word.role or word.text in table["free"]:
            continue
        after = SAYING if at + 1 in covered else words[at + 1].role if at + 1 < len(words) else ""
        if after not in table["before"].get(word.text, ()):
            return False
        if indicator.group == BY_OTHERS and (word.text == BY or (word.text == FOR and after == CHILD)):
            return False  # "flagged by social services", "warnings for children"
    return True
