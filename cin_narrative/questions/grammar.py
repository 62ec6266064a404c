"""A question into parts, and each part into mentions: what every word of it may mean, and which words mean nothing here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from cin_narrative.questions.framing import unframed
from cin_narrative.questions.items import ITEM, items_of_lists
from cin_narrative.questions.lasting import with_limits
from cin_narrative.questions.lexicon import Entry, Kind, Lexicon, near
from cin_narrative.questions.tokens import Token, normalise, stem, tokens_of
from cin_narrative.questions.years import NUMBERS, Period, find_periods

MOST_PIECES = 24  # sentences read of one message
MOST_GUESSES = 5  # unknown words looked up for a misspelling, in one part: with more it is no misspelt question
FRACTIONS = {"quarter": 25, "fifth": 20, "tenth": 10, "half": 50, "third": 33.3}  # per cent
STRETCHES = Path(__file__).with_name("stretches.toml")


@cache
def _stretch(name: str) -> re.Pattern[str]:
    return re.compile(tomllib.loads(STRETCHES.read_text(encoding="utf-8"))[name])


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question with all it may mean; or a number; or a period."""

    words: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    number: Decimal | None = None
    percent: bool = False
    period: Period | None = None
    broken: bool = False  # a sentence break, or a comma, stands before it

    def value(self, kind: Kind) -> str | None:
        """What it means as this kind; None where it is not of that kind."""
        return next((entry.value for entry in self.entries if entry.kind is kind), None)

    def values(self, kind: Kind) -> list[str]:
        """All that it may mean as this kind."""
        return [entry.value for entry in self.entries if entry.kind is kind]

    @property
    def says_nothing(self) -> bool:
        """Whether it is a word that no figure depends on."""
        return bool(self.entries) and all(entry.kind is Kind.STOP for entry in self.entries)


@dataclass(slots=True)
class Part:
    """One part of a question, read."""

    text: str
    mentions: list[Mention] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    asks_why: bool = False
    of_england: bool = False
    continues: bool = False  # it goes on in the sentence of the part before

    def having(self, kind: Kind) -> Iterator[tuple[int, Mention]]:
        """The mentions of this kind with their places."""
        return ((i, mention) for i, mention in enumerate(self.mentions) if mention.value(kind) is not None)

    def cues(self) -> set[str]:
        """The cues of the part."""
        return {value for mention in self.mentions for value in mention.values(Kind.CUE)}

    def modifiers(self) -> set[str]:
        """The modifiers of the part."""
        return {value for m in self.mentions if m.value(Kind.INDICATOR) is None for value in m.values(Kind.MODIFIER)}

    def joined(self, first: int, second: int) -> bool:
        """Whether two mentions are joined by "and", "or", "versus" rather than one limiting the other."""
        between = self.mentions[first + 1 : second]
        if any(mention.broken for mention in self.mentions[first + 1 : second + 1]):
            return True
        return any(
            m.words[-1] in ("and", "or", "plus", "versus", "vs", "v", "while", "also", "both", "against", "than", "but") for m in between
        )


def _bare_age(match: re.Match[str]) -> str:
    """ "children under 5": an age, which no band published stands for, unless it does."""
    return match[0] if _stretch("known_ages").search(match[0]) else _stretch("age_limit").sub("agefilter", match[0])


def counts_children(part: Part) -> bool:
    """Whether children are what is counted ("how many children started a plan"), not plans or referrals."""
    return bool(_stretch("counts_children").search(part.text))


def read(question: str, lexicon: Lexicon) -> list[Part]:
    """The parts of a question, each read. Never raises; an empty question has no part."""
    text = items_of_lists(unframed(normalise(question), lexicon.known))
    if not _stretch("of_members").search(text):
        text = _stretch("ages_bare").sub(_bare_age, text)
    text = _stretch("the_many").sub("", text)  # "the authority" is one's own, "the authorities" are not
    text = _stretch("who_area").sub("which authorities ", text)
    text = _stretch("neighbours_above").sub(" rank among our statistical neighbours ", text)
    text = _stretch("rank_of").sub(" rank among all ", text)
    text = _stretch("year_end").sub(" at 31 march", text)
    text = re.sub(r"\b(\d+) ?(\+?) ?yrs?\b", r"\1\2 years", _stretch("examples").sub(" ", text))
    text = re.sub(r"\binner (vs|v|versus|and|or) outer london\b", r"inner london \1 outer london", text)
    text = _stretch("fractions").sub(lambda match: f"{FRACTIONS[match['part']]}%", text)
    text = _stretch("ages").sub(lambda match: match[0] if _stretch("known_ages").match(match[0].strip()) else " agefilter ", text)
    text = with_limits(_stretch("young").sub(r"\1 aged under 1", text))
    text = _stretch("spans").sub(" ", re.sub(r" {2,}", " ", text))
    pieces = [piece.strip() for piece in _stretch("part").split(text) if piece and re.search(r"\w", piece)]
    parts = []
    for piece in pieces[:MOST_PIECES]:
        for number, stretch in enumerate(one for item in piece.split(ITEM) for one in _stretch("and").split(item)):
            parts.append(_read_part(stretch, lexicon))
            parts[-1].continues = number > 0
    for part in parts:  # what is put to a minister is about England, in all its sentences
        part.of_england = part.of_england or bool(_stretch("of_england").search(text))
    return parts


def _read_part(text: str, lexicon: Lexicon) -> Part:
    part = Part(text)

    def policy(match: re.Match[str]) -> str:
        part.asks_why = part.asks_why or bool(match["why"])
        return " "

    part.of_england = bool(_stretch("of_england").search(text))
    plain, periods = find_periods(_stretch("preamble").sub(" ", _stretch("policy").sub(policy, text)))
    _tag(part, _spelled(part, tokens_of(plain), lexicon), periods, lexicon)
    return part


def _spelled(part: Part, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with abbreviations written out and misspelt words put right, before phrases are looked for."""
    found, guesses = [], 0
    for token in tokens:
        written = lexicon.abbreviations.get(token.text)
        if written is not None and token.kind == "word":
            found += [Token(word, "word", token.after_comma and not index) for index, word in enumerate(written.split())]
            continue
        guess = near(token.text, lexicon) if token.kind == "word" and guesses < MOST_GUESSES else None
        if guess:
            guesses += 1
            part.corrected.append((token.text, guess))
        found.append(Token(guess, "word", token.after_comma) if guess else token)
    return found


def _tag(part: Part, tokens: list[Token], periods: list[Period], lexicon: Lexicon) -> None:
    at, broken = 0, False
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "stop":
            at, broken = at + 1, True
            continue
        if token.kind == "year":
            part.mentions.append(Mention((token.text,), period=periods[int(token.text)], broken=broken or token.after_comma))
            at, broken = at + 1, False
            continue
        used = _phrase(part, tokens, at, lexicon, broken)
        if not used:
            used = _single(part, tokens, at, lexicon, broken)
        at, broken = at + used, False


def _phrase(part: Part, tokens: list[Token], at: int, lexicon: Lexicon, broken: bool) -> int:
    for length in range(min(lexicon.longest.get(stem(tokens[at].text), 0), len(tokens) - at), 0, -1):
        stretch = tokens[at : at + length]
        if any(token.kind in ("stop", "year") for token in stretch):
            continue
        words = tuple(token.text for token in stretch)
        entries = lexicon.at(words)
        if entries:
            part.mentions.append(Mention(words, tuple(entries), broken=broken or tokens[at].after_comma))
            return length
    return 0


def _single(part: Part, tokens: list[Token], at: int, lexicon: Lexicon, broken: bool) -> int:
    token = tokens[at]
    if token.text in NUMBERS:
        token = Token(str(NUMBERS[token.text]), "number", token.after_comma)
    if token.kind == "number":
        percent = at + 1 < len(tokens) and tokens[at + 1].text in ("%", "percent", "per", "pct")
        part.mentions.append(Mention((token.text,), number=Decimal(token.text), percent=percent, broken=broken or token.after_comma))
        return 1
    if token.kind == "word" or token.text == "£":
        part.mentions.append(Mention((token.text,), broken=broken or token.after_comma))
        part.unknown.append(token.text)
    return 1
