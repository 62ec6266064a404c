"""An edited text beside the generated one: which sentence came from which, and what became of each
term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from cin_narrative.writing.terms import Sort, Term

LONGEST_RUN = 3  # generated sentences that one edited sentence may have been made from
LIKE_ENOUGH = 0.35  # below this likeness a sentence is new


@dataclass(slots=True)
class Aligned:
    """One edited sentence with the generated sentences it came from (``first`` to ``last``; none:
    it is new).

    ``kept``: edited term -> generated term that says the same; ``instead_of``: edited term ->
    generated term in whose place it stands; ``left_out``: stretches of generated terms that are
    gone. Terms are given by their place in the sentence or run.
    """

    terms: list[Term]
    run: list[Term] = field(default_factory=list)
    first: int = -1
    last: int = -1
    kept: dict[int, int] = field(default_factory=dict)
    instead_of: dict[int, int] = field(default_factory=dict)
    left_out: list[list[Term]] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether it came from no generated sentence."""
        return self.first < 0

    def was(self, index: int) -> Term | None:
        """The generated term that the edited term at ``index`` is, or stands for."""
        found = self.kept.get(index, self.instead_of.get(index))
        return None if found is None else self.run[found]


def align(edited: Sequence[list[Term]], generated: Sequence[list[Term]]) -> list[Aligned]:
    """Each edited sentence beside the generated sentences that it is most like."""
    return [_align(sentence, generated) for sentence in edited]


def _align(terms: list[Term], generated: Sequence[list[Term]]) -> Aligned:
    keys = [term.key for term in terms]
    for index, sentence in enumerate(generated):
        if keys == [term.key for term in sentence]:
            return Aligned(
                terms, sentence, index, index, {place: place for place in range(len(terms))}
            )
    best, found = LIKE_ENOUGH, None
    for first, last in _runs(len(generated)):
        run = [term for sentence in generated[first : last + 1] for term in sentence]
        matcher = SequenceMatcher(None, keys, [term.key for term in run], autojunk=False)
        if matcher.real_quick_ratio() <= best or matcher.quick_ratio() <= best:
            continue
        if (ratio := matcher.ratio()) > best:
            best, found = ratio, (first, last, run, matcher)
        if best == 1:
            break
    if found is None:
        return Aligned(terms)
    first, last, run, matcher = found
    aligned = Aligned(terms, run, first, last)
    for kind, start, end, run_start, run_end in matcher.get_opcodes():
        if kind == "equal":
            aligned.kept.update(zip(range(start, end), range(run_start, run_end), strict=True))
        else:
            _replaced(aligned, range(start, end), range(run_start, run_end))
    _moved(aligned)
    return aligned


def _moved(aligned: Aligned) -> None:
    """An area or period that only stands elsewhere in the sentence is kept: what it is said of is
    seen from its new neighbours.
    """
    taken = {*aligned.kept.values(), *aligned.instead_of.values()}
    for index, term in enumerate(aligned.terms):
        if (
            term.sort in (Sort.AREA, Sort.PERIOD)
            and index not in aligned.kept
            and index not in aligned.instead_of
        ):
            place = next(
                (i for i, was in enumerate(aligned.run) if was.key == term.key and i not in taken),
                None,
            )
            if place is not None:
                taken.add(place)
                aligned.kept[index] = place
                aligned.left_out = [
                    [was for was in stretch if was is not aligned.run[place]]
                    for stretch in aligned.left_out
                ]


def _runs(count: int) -> Iterator[tuple[int, int]]:
    for length in range(1, LONGEST_RUN + 1):
        for first in range(count - length + 1):
            yield first, first + length - 1


def _replaced(aligned: Aligned, new: range, old: range) -> None:
    """Pair the terms of a changed stretch: by sort and in order, where both sides have as many of
    the sort.
    """
    paired = set[int]()
    for sort in Sort:
        ours = [index for index in new if aligned.terms[index].sort is sort]
        theirs = [index for index in old if aligned.run[index].sort is sort]
        if sort is not Sort.WORD and len(ours) == len(theirs):
            aligned.instead_of.update(zip(ours, theirs, strict=True))
            paired.update(theirs)
    gone = [index for index in old if index not in paired]
    if gone:
        aligned.left_out.append([aligned.run[index] for index in gone])
