"""A text in, its tokens out: lower case, plain quotes and dashes, each with its place in the text.

The folded text has exactly the length of the text, so that a place in the one is a place in the
other, and every span can be quoted letter for letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cin_narrative.reading.words.closed_classes import AUXILIARIES, sections_of, words_of

LONGEST = 6_000  # characters: more than any real request seen; past that nothing is read
SAME = str.maketrans("’‘`´“”–—‑−‐…«»\u00a0\t\r", "''''\"\"-----.\"\"   ")
TOKEN = re.compile(
    r"(?P<period>[\ue000-\uf8ff]\x04*)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3} 000(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<word>b4(?![a-z\d])|[a-z]+(?:'[a-z]+)*)|(?P<mark>\n|[^\sa-z\d\x04])"
)
SHORT = words_of("words_tokens.short")  # their full stop ends no sentence
RUN_TOGETHER = {
    "whats": "what",
    "wots": "what",
    "wot": "what",
    "wat": "what",
    "yr": "year",
    "yrs": "years",
    "b4": "before",
    "ur": "your",
    "coz": "because",
    "cos": "because",
    "cuz": "because",
    "hav": "have",
    "abt": "about",
    "btw": "between",
    "btwn": "between",
    "ppl": "people",
    "mths": "months",
    "wks": "weeks",
    "tmrw": "tomorrow",
    "mtg": "meeting",
    "thx": "thanks",
    "avg": "average",
    "hows": "how",
    "wheres": "where",
    "whos": "who",
    "hw": "how",
    "im": "i",
    "ive": "i",
    "w": "with",
    "weve": "we",
    "thats": "that",
    "r": "are",
    "thru": "through",
    **{one.replace("'", ""): one for one in AUXILIARIES if one.endswith("n't")},
}
NEGATIVE = re.compile(r"[a-z]+n't$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, mark or dated period (``text`` is then its private-use letter).

    ``text`` is folded and without a possessive or contracted ending; ``stem`` is it without its
    plural; ``capital`` whether it stood with a capital in a text that has small letters too.
    """

    text: str
    stem: str
    kind: str
    start: int
    end: int
    capital: bool = False


def fold(text: str) -> str:
    """The text in small letters with plain quotes and dashes, of the same length, for matching."""
    same = text.translate(SAME)
    if same.isascii() and same.isprintable():  # nearly every text: no letter need be looked at
        return same.lower()
    return "".join(_folded(letter) for letter in same)


@lru_cache(maxsize=2048)
def _folded(letter: str) -> str:
    if letter.isascii():
        return letter.lower() if letter.isprintable() or letter == "\n" else " "
    plain = unicodedata.normalize("NFKD", letter)[0].lower()
    if "\ue000" <= letter <= "\uf8ff" or unicodedata.category(letter) in ("Cf", "Cc", "Zs"):
        return " "
    return plain if len(plain) == 1 else " "


def tokens_of(folded: str, text: str = "") -> list[Token]:
    """The tokens of a folded text, in order; a hyphen inside a word is no token.

    ``text`` is the text as written, where capitals matter. Digits and letters are apart: "s47" is
    two tokens.
    """
    small = any(letter.islower() for letter in text)
    found: list[Token] = []
    for piece, kind, start, end in pieces_of(folded):
        capital = small and kind == "word" and text[start : start + 1].isupper()
        found.append(Token(piece, stem(piece), kind, start, end, capital))
    return found


def pieces_of(folded: str) -> Iterator[tuple[str, str, int, int]]:
    """The text, kind, start and end of each token: for the many phrases of the lexicon, of which no
    more is asked.
    """
    number_ends = -1
    for match in TOKEN.finditer(folded):
        kind, start, end = match.lastgroup or "word", *match.span()
        if kind == "mark" and _joins(folded, start):
            continue
        piece = _bare(match[0], kind)
        if piece == "s" and number_ends == start:
            continue  # "under 1s"
        number_ends = end if kind == "number" else -1
        yield piece, kind, start, end


def _joins(folded: str, at: int) -> bool:
    """Whether a mark holds two parts of one word together ("re-referral", "S.47")."""
    before, after = folded[at - 1 : at] if at else "", folded[at + 1 : at + 2]
    if folded[at] == "-":
        return before.isalnum() and after.isalnum()
    if folded[at] == "." and folded[at + 1 : at + 2] == " ":
        word = re.search(r"(?<![a-z\d'])[a-z]+$", folded[max(0, at - 4) : at])
        return word is not None and word[0] in SHORT
    single = not folded[at - 2 : at - 1].isalnum() if at > 1 else True
    return folded[at] == "." and before.isalpha() and after.isalnum() and single


def _bare(piece: str, kind: str) -> str:
    if kind == "number":
        return piece.replace(",", "").replace(" ", "")
    if kind != "word" or ("'" in piece and NEGATIVE.match(piece)):
        return "and" if piece == "&" else piece
    plain = piece.partition("'")[0] or piece
    return RUN_TOGETHER.get(plain, plain)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its plural: enough for nouns, on both sides alike."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


SUFFIXES = (
    "ments",
    "ment",
    "ations",
    "ation",
    "ings",
    "ing",
    "ities",
    "ity",
    "ally",
    "ions",
    "ion",
    "al",
    "ed",
    "es",
    "ly",
    "ies",
    "s",
    "y",
    "e",
)
SHORTEST_ROOT = 4  # letters


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """A word without the ending that makes a noun, a verb or an adjective of it: "assessed",
    "assessing" and "assessment" have one root. Whoever does it ("assessor") is somebody else, and
    a "y" behind a vowel is no ending ("Casey" is no case)."""
    cut = next(
        (
            end
            for end in SUFFIXES
            if word.endswith(end)
            and len(word) - len(end) >= SHORTEST_ROOT + (end == "e")
            and not (end == "y" and word[-2] in "aeiou")
        ),
        "",
    )
    return word.removesuffix(cut)


IRREGULAR = {
    verb: sorted(words_of(f"irregular_verbs.{verb}")) for verb in sections_of("irregular_verbs")
}


SHORT_VOWEL = re.compile(r"[^aeiou]*[aeiou][bdglmnprt]")


@lru_cache(maxsize=4096)
def inflected(verb: str) -> tuple[str, ...]:
    """A verb in its forms: "start", "starts", "started", "starting"."""
    base = verb[:-1] if verb.endswith("e") else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    regular = [verb, third, base + "ed", base + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        regular = [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if SHORT_VOWEL.fullmatch(verb):  # "flag", "flagged"
        regular += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return tuple(dict.fromkeys([*regular, *IRREGULAR.get(verb, [])]))
