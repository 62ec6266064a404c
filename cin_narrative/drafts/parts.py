"""The parts of a draft: a paragraph as generated, sentence by sentence, and as edited; a part that
only people write.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cin_narrative.writing.commentary import MARK

DIGEST_LENGTH = 12


def digest(text: str) -> str:
    """A short fingerprint of a text: the version stamp of a paragraph."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGEST_LENGTH]


def _marks(text: str) -> list[int]:
    return list(dict.fromkeys(int(mark) for mark in MARK.findall(f" {text}")))


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim said: its text with marks, and each comparison in it as (mark of the value,
    mark of the other).

    ``claim`` names the claim without its year and values, so that the same claim of another release
    or year can be found.
    """

    claim: str
    text: str
    pairs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """One paragraph: what was generated, and what a person made of it (None: nothing yet).

    ``annex``: it stands in the page's second part; ``bold``: its first sentence is printed bold.
    """

    id: str
    heading: str
    said: tuple[Said, ...]
    edited: str | None = None
    annex: bool = False
    bold: bool = False

    @property
    def generated(self) -> str:
        """The text as generated, with marks."""
        return " ".join(one.text for one in self.said)

    @property
    def text(self) -> str:
        """The text as it stands, with marks."""
        return self.generated if self.edited is None else self.edited

    @property
    def stamp(self) -> str:
        """The version of the text as it stands; an edit must name the version that it
        started from.
        """
        return digest(self.text)

    @property
    def marks(self) -> list[int]:
        """The marks in the text as it stands, each once."""
        return _marks(self.text)

    @property
    def marks_generated(self) -> list[int]:
        """The marks in the generated text, each once."""
        return _marks(self.generated)


@dataclass(frozen=True, slots=True)
class DraftSlot:
    """A part that only people write, with the prompt that stands there until they do.

    ``removed``: somebody decided that the page goes without it.
    """

    id: str
    heading: str
    prompt: str
    text: str = ""
    removed: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it still waits for its text."""
        return not (self.text or self.removed)

    @property
    def stamp(self) -> str:
        """The version of the text as it stands."""
        return digest(self.text)
