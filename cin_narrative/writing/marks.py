"""Sentences with figures in their places -> the text with marks, and which characters are which
figure.

A mark is set after every figure, as where each is checked or copied by itself (the annex, answers,
drafts), or once a sentence, after its last figure, where it opens them all (the main part of the
yearly page, rows of tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.claims.claims import Claim
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.render import SENTENCE_START, Ledger, Slot, render
from cin_narrative.writing.sentences import context

OPEN, INSIDE, AFTER, CLOSE = "\ue002", "\ue003", "\ue004", "\ue005"  # no text of ours holds these
FENCED = re.compile(f"{OPEN}(\\d+){INSIDE}([^{AFTER}]*){AFTER}([^{CLOSE}]*){CLOSE}")
SENTENCE_END = re.compile(rf"(?<=[.!?]) +(?=[A-Z{OPEN}])")


@dataclass(frozen=True, slots=True)
class Span:
    """The characters ``start`` to ``end`` of a text print ``figure``, which ``mark`` opens."""

    start: int
    end: int
    figure: Figure
    mark: int


@dataclass(frozen=True, slots=True)
class Worded:
    """A text with its marks, and the places of its figures."""

    text: str
    spans: tuple[Span, ...] = ()

    def joined(self, other: Worded) -> Worded:
        """This text and ``other``, with a blank between."""
        if not (self.text and other.text):
            return self if self.text else other
        shift = len(self.text) + 1
        moved = (
            Span(one.start + shift, one.end + shift, one.figure, one.mark) for one in other.spans
        )
        return Worded(f"{self.text} {other.text}", (*self.spans, *moved))


class Printed:
    """The figures that one text prints: hands out their places, and words the text with marks."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._slots: list[Slot] = []

    def place(self, figure: Figure, text: str | None = None) -> Slot:
        """A place for ``figure``, to be printed by a template."""
        return _Fenced(figure, self.ledger, text, self._slots)

    def cell(self, pieces: Sequence[Figure | str], mark: int) -> Worded:
        """Figures and the words between them as a cell of a row whose mark stands beside its name."""
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

    def worded(self, fenced: str, shared: bool) -> Worded:
        """``fenced`` with a mark for every figure, or (``shared``) one for every sentence."""
        found = Worded("")
        for sentence in SENTENCE_END.split(fenced):
            found = found.joined(self._sentence(sentence, shared))
        return Worded(SENTENCE_START.sub(lambda match: match[0].upper(), found.text), found.spans)

    def _sentence(self, fenced: str, shared: bool) -> Worded:
        places = list(FENCED.finditer(fenced))
        slots = [self._slots[int(match[1])] for match in places]
        marks = self._marks([slot.figure for slot in slots], shared)
        text, spans, end = "", list[Span](), 0
        for match, slot, (mark, is_said) in zip(places, slots, marks, strict=True):
            text += fenced[end : match.start()]
            spans.append(Span(len(text), len(text) + len(match[2]), slot.figure, mark))
            text += f"{match[2]}{match[3]}" + (f" [{mark}]" if is_said else "")
            end = match.end()
        return Worded(text + fenced[end:], tuple(spans))

    def _marks(self, figures: Sequence[Figure], shared: bool) -> Iterator[tuple[int, bool]]:
        """The mark of each figure of a sentence, and whether it is written there."""
        if not shared:
            yield from ((self.ledger.cite(figure), True) for figure in figures)
        elif figures:
            mark = self.ledger.cite_together(figures)
            yield from ((mark, False) for _ in figures[1:])
            yield mark, True


class _Fenced(Slot):
    """A slot that prints between fences which of the figures printed it is; its mark is set later."""

    def __init__(self, figure: Figure, ledger: Ledger, text: str | None, slots: list[Slot]) -> None:
        super().__init__(figure, ledger, text)
        self._slots = slots

    def __str__(self) -> str:
        self._slots.append(self)
        return f"{OPEN}{len(self._slots) - 1}{INSIDE}{self.words}{AFTER}{self.bound}{CLOSE}"


def worded(claim: Claim, ledger: Ledger, shared: bool = False) -> Worded:
    """The claim in words, with its figures entered in ``ledger``. Raises ``GuardBreach``."""
    printed = Printed(ledger)
    return printed.worded(render(claim.kind, context(claim, printed.place)), shared)
