"""Direction words of an edited sentence: each must say how the printed figures that it stands
before really compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cin_narrative.claims.claims import Direction, Judgement, judge
from cin_narrative.drafts.checks.alignment import Aligned
from cin_narrative.drafts.checks.binding import Mention
from cin_narrative.drafts.checks.findings import Finding, Verdict
from cin_narrative.drafts.cited_figure import Cited
from cin_narrative.drafts.register import Register
from cin_narrative.messages import message
from cin_narrative.writing.phrases import reason
from cin_narrative.writing.terms import Sort, Term

WORD_OF = {
    Direction.HIGHER: "up",
    Direction.LOWER: "down",
    Direction.SIMILAR: "similar",
    Direction.SAME: "same",
}
RIGHT_WORD = {
    Direction.HIGHER: "higher, rose",
    Direction.LOWER: "lower, fell",
    Direction.SIMILAR: "similar, little changed",
    Direction.SAME: "the same",
}


@dataclass(frozen=True, slots=True)
class Directions:
    """The comparisons of one paragraph. ``now``: mark -> the cell that its number is taken to be in
    the edited text.
    """

    register: Register
    figures: Mapping[int, Cited]
    now: Mapping[int, Cited]
    pairs: set[tuple[int, int]]
    generated: Sequence[list[Term]]

    def findings(self, aligned: Aligned, bound: Sequence[Mention]) -> Iterator[Finding]:
        """A finding for every direction word that is changed, or that stands before other figures
        than it did.
        """
        judged: dict[int, list[Judgement]] = {}
        for mention in bound:
            place = governing(aligned.terms, mention.index)
            for judgement in (
                self._judgements(mention.slot or mention.mark, aligned) if place is not None else ()
            ):
                judged.setdefault(place if place is not None else -1, []).append(judgement)
        for index, term in enumerate(aligned.terms):
            if term.sort is Sort.DIRECTION:
                yield from self._finding(aligned, index, term, judged.get(index, []))

    def _judgements(self, mark: int, aligned: Aligned) -> Iterator[Judgement]:
        """How the values compared with the figure of this mark stand to it now; only where the
        page's own word showed as much.
        """
        for value, other in self.pairs:
            if other != mark:
                continue
            judgement = self._judge(self.now.get(value), self.now.get(other), value, other)
            before = self._judge(self.figures.get(value), self.figures.get(other), value, other)
            if judgement and before and (aligned.is_new or self._was_said(other, before)):
                yield judgement

    def _judge(
        self, one: Cited | None, two: Cited | None, value: int, other: int
    ) -> Judgement | None:
        one, two = one or self.figures.get(value), two or self.figures.get(other)
        if one is None or two is None:
            return None
        left, right = self.register.look(one), self.register.look(two)
        if (
            left is None
            or right is None
            or left.value is None
            or right.value is None
            or left.basis is not right.basis
        ):
            return None
        return judge(left, right, self.register.desk.method)

    def _was_said(self, mark: int, judgement: Judgement) -> bool:
        """Whether the generated text had the word of this judgement before this figure."""
        for sentence in self.generated:
            for index, term in enumerate(sentence):
                if term.sort is Sort.MARK and int(term.value) == mark:
                    place = governing(sentence, index)
                    if place is not None and sentence[place].value == WORD_OF[judgement.direction]:
                        return True
        return False

    def _finding(
        self, aligned: Aligned, index: int, term: Term, judged: Sequence[Judgement]
    ) -> Iterator[Finding]:
        wrong = next((one for one in judged if WORD_OF[one.direction] != term.value), None)
        was = aligned.was(index)
        place = (term.sort, term.text, term.start, term.end)
        if wrong is not None:
            yield Finding(Verdict.DISAGREES, *place, reason(wrong), RIGHT_WORD[wrong.direction])
        elif index in aligned.kept:
            if was is not None and was.text.lower() != term.text.lower():
                yield Finding(
                    Verdict.AGREES, *place, message("drafts.says_the_same", words=f'"{was.text}"')
                )
        elif judged:
            yield Finding(Verdict.AGREES, *place, reason(judged[0]))
        elif was is not None and was.value != term.value:
            yield Finding(
                Verdict.DISAGREES,
                *place,
                message("drafts.page_has", words=f'"{was.text}"'),
                was.text,
            )
        else:
            yield Finding(Verdict.NOT_KNOWN, *place, message("drafts.no_comparison"))


def governing(terms: Sequence[Term], index: int) -> int | None:
    """The place of the nearest direction word before a figure."""
    return next(
        (place for place in range(index - 1, -1, -1) if terms[place].sort is Sort.DIRECTION), None
    )
