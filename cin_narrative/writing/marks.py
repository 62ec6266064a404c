"""Sentences with figures in their places -> the text with marks, and which characters are which
figure.

A mark is set after every figure, as where each is checked or copied by itself (the annex, answers,
drafts), or once a sentence, after its last figure, where it opens them all (the main part of the
yearly page, rows of tables).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cin_narrative.claims.claims import Claim
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts import context
from cin_narrative.writing.render import Ledger, Slot, capitalised, render

# no text of ours holds these; most of it is ASCII, as they are: searched sooner than what is not
OPEN, INSIDE, AFTER, CLOSE = "\x01", "\x02", "\x03", "\x04"
FENCED = re.compile(f"{OPEN}(\\d+){INSIDE}([^{AFTER}]*){AFTER}([^{CLOSE}]*){CLOSE}")
SENTENCE_END = re.compile(rf" (?<=[.!?] ) *(?=[A-Z{OPEN}])")  # from a blank on: soon found


class Span(NamedTuple):
    """The characters ``start`` to ``end`` of a text print ``figure``, which ``mark`` opens."""

    start: int
    end: int
    figure: Figure
    mark: int


class Worded(NamedTuple):
    """A text with its marks, and the places of its figures."""

    text: str
    spans: tuple[Span, ...] = ()

    def after(self, before: Worded) -> Worded:
        """This text behind ``before``, with a blank between."""
        shift = len(before.text) + 1
        moved = (
            Span(one.start + shift, one.end + shift, one.figure, one.mark) for one in self.spans
        )
        return Worded(f"{before.text} {self.text}", (*before.spans, *moved))


class Printed:
    """The figures that one text prints: hands out their places, and words the text with marks."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._figures: list[Figure] = []

    def place(self, figure: Figure, text: str | None = None) -> Slot:
        """A place for ``figure``, to be printed by a template."""
        return _Fenced(figure, self.ledger, text, self._figures)

    def cell(self, pieces: Sequence[Figure | str], mark: int) -> Worded:
        """Figures and the words between them as a cell of a row whose mark stands beside
        its name.
        """
        text, spans = "", list[Span]()
        for piece in pieces:
            if not isinstance(piece, Figure):
                text += piece
                continue
            slot = Slot(piece, self.ledger)
            if piece.is_number:
                spans.append(Span(len(text), len(text) + len(slot.words), piece, mark))
            text += f"{slot.words}{slot.bound}"
        return Worded(text, tuple(spans))

    def worded(self, fenced: str, shared: bool, start: int = 0) -> Worded:
        """``fenced`` with a mark for every figure, or (``shared``) one for every sentence. Its
        places are counted from ``start``, where it stands in a longer text.
        """
        if OPEN not in fenced:  # as of half of all claims
            return Worded(fenced)
        texts, spans, end = list[str](), list[Span](), start
        for sentence in SENTENCE_END.split(fenced) if shared else [fenced]:
            text = self._sentence(sentence, shared, end, spans)
            if text:
                texts.append(text)
                end += len(text) + 1
        return Worded(capitalised(" ".join(texts)), tuple(spans))

    def _sentence(self, fenced: str, shared: bool, start: int, spans: list[Span]) -> str:
        """One sentence with its marks; the places of its figures are added to ``spans``."""
        text, *pieces = FENCED.split(fenced)
        figures = [self._figures[int(place)] for place in pieces[::4]]
        rest = zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
        for figure, (mark, is_said), (words, bound, after) in zip(
            figures, self._marks(figures, shared), rest, strict=True
        ):
            at = start + len(text)
            spans.append(Span(at, at + len(words), figure, mark))
            text += f"{words}{bound} [{mark}]{after}" if is_said else f"{words}{bound}{after}"
        return text

    def _marks(self, figures: Sequence[Figure], shared: bool) -> list[tuple[int, bool]]:
        """The mark of each figure of a sentence, and whether it is written there."""
        if not shared or not figures:
            return [(self.ledger.cite(figure), True) for figure in figures]
        mark = self.ledger.cite_together(figures)
        return [*((mark, False) for _ in figures[1:]), (mark, True)]


class _Fenced(Slot):
    """A slot that prints between fences which of the figures printed it is; its mark is set
    later.
    """

    __slots__ = ("_printed",)

    def __init__(
        self, figure: Figure, ledger: Ledger, text: str | None, printed: list[Figure]
    ) -> None:
        super().__init__(figure, ledger, text)
        self._printed = printed

    def __str__(self) -> str:
        self._printed.append(self.figure)
        place = len(self._printed) - 1
        return f"{OPEN}{place}{INSIDE}{self.words}{AFTER}{self.bound}{CLOSE}"


def worded(claim: Claim, ledger: Ledger, shared: bool = False, start: int = 0) -> Worded:
    """The claim in words, with its figures entered in ``ledger``; ``start`` is where it stands in
    its paragraph. Raises ``GuardBreach``.
    """
    printed = Printed(ledger)
    return printed.worded(render(claim.kind, context(claim, printed.place)), shared, start)
