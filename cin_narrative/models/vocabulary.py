"""The catalogue and what is held of it in, the lines that tell a model what may be asked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.catalogue.concepts import load_concepts
from cin_narrative.errors import did_you_mean
from cin_narrative.reading.contract import Turn
from cin_narrative.reading.measures.finding import find_measures
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.spans import find_spans

MOST_LINES = 12  # categories named one by one; the lines of a cross-table go by its two sides
SHORTLIST = 12  # measures that a model with a small context is told of


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a model may name. ``held``: indicator -> the years held, by level, in words."""

    catalogue: Catalogue
    held: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Every measure of the catalogue, in its order."""
        return tuple(one.id for one in self.catalogue)

    def lines(self, names: Iterable[str]) -> str:
        """What each of these measures is, a line for each."""
        return "\n".join(self._line(self.catalogue[name]) for name in names)

    def near(self, question: str, history: Sequence[Turn] = ()) -> tuple[str, ...]:
        """The measures that the words may mean: those our lexicon reads, with what they divide and
        what divides them; those of the turns before; those of near names; then the main ones."""
        found = [
            *_read(question),
            *(name for turn in reversed(history) for name in _measures_of(turn)),
        ]
        wide = [other for name in found for other in self._family(name)]
        by_title = {str(one.title): one.id for one in self.catalogue}
        titles = did_you_mean(question, by_title, SHORTLIST)
        ranked = [*found, *wide, *(by_title[one] for one in titles), *self.catalogue.main_counts]
        return tuple(name for name in dict.fromkeys(ranked) if name in self.catalogue)[:SHORTLIST]

    def _family(self, name: str) -> list[str]:
        if name not in self.catalogue:
            return []
        parts = [one.id for one in self.catalogue.breakdowns_of(name)]
        return [self.catalogue[name].breakdown_of, *load_lexicon().beside(name), *parts]

    def _line(self, one: Indicator) -> str:
        what = " ".join(str(one.definition).split()).partition(". ")[0].rstrip(".")
        parts = [one.id, str(one.title), what, ", ".join(one.measures)]
        if one.breakdown_of:
            parts.append(f"of {one.breakdown_of}: {', '.join(self._categories(one))}")
        parts.append(self.held.get(one.id, "not held"))
        if wrong := _mistaken().get(one.id):
            parts.append(f"not: {'; '.join(wrong)}")
        return " | ".join(parts)

    def _categories(self, one: Indicator) -> Iterable[str]:
        known = self.catalogue.counts_of(one).categories
        if not any("." in name for name in known) or len(known) <= MOST_LINES:
            return known
        sides = [
            dict.fromkeys(side) for side in zip(*(n.split(".", 1) for n in known), strict=True)
        ]
        return [f"({' | '.join(sides[0])}).({' | '.join(sides[1])})"]


def _read(question: str) -> list[str]:
    """The measures that our lexicon reads in a text."""
    lexicon = load_lexicon()
    spans = find_spans(question, lexicon)
    found = find_measures(spans, 0, len(spans.tokens), lexicon)
    return [one.indicator for one in found.measures]


def _measures_of(turn: Turn) -> list[str]:
    asks = turn.reading.asks if turn.reading is not None else ()
    return [one.indicator for ask in asks for one in ask.measures if one.indicator]


@cache
def _mistaken() -> dict[str, list[str]]:
    """What each measure is often taken for and is not: the concepts that it is nearest to."""
    found: dict[str, list[str]] = {}
    for concept in load_concepts():
        for name in concept.nearest:
            found.setdefault(name, []).append(str(concept.title))
    return found
