"""A question as tokens: words, numbers and breaks; hyphens, apostrophes, commas and brackets do not matter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 6_000  # characters: more than any real request seen; past that a question is declined unread
QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "‑": "-", "−": "-", "…": ". "})
TOKEN = re.compile(
    r"\x02(?P<year>\d+)\x03|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<word>[a-z]+(?:'[a-z]+)*)|(?P<sign>[%+&<>£])|(?P<stop>[?!;:\n]|\.(?=\s|$))"
)
SHORT = {"what", "who", "where", "how", "that", "it", "let", "here", "there", "when"}  # "what's" is "what is"
FOOTNOTES = re.compile(r"\bu\.?k\.?\b|\bl\.a\.?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``kind`` is word, number, year (``text`` is its index among the periods found), sign or stop."""

    text: str
    kind: str
    after_comma: bool = False


def normalise(text: str) -> str:
    """Lower case, plain quotes and dashes, no control or invisible characters, line ends kept."""
    flat = unicodedata.normalize("NFKC", text.translate(QUOTES)).lower().translate(QUOTES)
    flat = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zs") and c != "\n" else c for c in flat)
    flat = "".join(c for c in unicodedata.normalize("NFD", flat) if unicodedata.category(c) != "Mn")
    return re.sub(r"[ \t]+", " ", flat).strip()


def tokens_of(text: str) -> list[Token]:
    """The tokens of a normalised text, in order; digits and letters are apart ("s47" is two tokens)."""
    found, end = [], 0
    for match in TOKEN.finditer(text):
        comma, end = "," in text[end : match.start()], match.end()
        kind = match.lastgroup or "word"
        piece = match[kind]
        if kind == "word":
            piece = piece if piece.removesuffix("'s") in SHORT else piece.removesuffix("'s")  # "derby's" is not "derbys"
            piece = piece.replace("'", "")
        elif kind == "sign" and piece == "&":
            kind, piece = "word", "and"
        elif kind == "number":
            piece = piece.replace(",", "")
        found.append(Token(piece, kind, comma))
    return found


def stem(word: str) -> str:
    """A word without its plural: enough for matching, on both sides alike."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
