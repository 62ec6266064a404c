"""The sentences of a main part on the counts behind a message, and on what held steady, held against DfE's files."""

from __future__ import annotations

import re
from decimal import Decimal
from math import log, sqrt
from typing import Any

from proof.main_reader import COUNTED, SPANS, Sentence
from proof.ordinary import SAMPLING, Series

STILL, NEAR = 9.4877, 0.2  # chi-squared of four degrees of freedom at 95 %; so near, the program's population (of a rounded rate) decides
ENDS = {"most": max, "highest": max, "fewest": min, "lowest": min}


def lowered(text: str) -> str:
    """With a small first letter."""
    return text[:1].lower() + text[1:]


def way_of(later: Decimal, earlier: Decimal) -> str:
    """``rose``, ``fell``, or nothing where two counts are no further apart than chance takes them."""
    moved = log(later / earlier)
    return "" if abs(moved) <= SAMPLING * sqrt(1 / later + 1 / earlier) else "rose" if moved > 0 else "fell"


class CountsBehind:
    """What ``MainPart`` says of counts; it gives the rest."""

    def __getattr__(self, name: str) -> Any:  # of MainPart
        raise AttributeError(name)

    def _counts(self, sentence: Sentence) -> None:
        above, below = self.words.counted(sentence.get("many")), self.words.counted(sentence.get("below"))
        self.number(int(sentence.get("above")), above, "count")
        self.number(int(sentence.get("below_figure")), below, "count")
        told = self._told()
        if (told.series.indicator, "") not in above or (told.series.below, "") not in below:
            self.fault("the counts are of another ratio")

    def _carrier(self, sentence: Sentence) -> None:
        """The category that is half or more of a total's change."""
        told = self._told()
        name = self.figures[int(sentence.get("later"))]["indicator"]
        category = self.nouns.labels(name).get(sentence.get("label"), "")
        later = self.number(int(sentence.get("later")), frozenset({(name, category)}), "count")
        earlier = self.number(int(sentence.get("earlier")), frozenset({(name, category)}), "count", self.year - told.span)
        total = [self.value(self.home, year, (told.series.indicator, "count", "")) for year in (self.year, self.year - told.span)]
        self.tally.words += 1
        if not all(isinstance(one, Decimal) for one in total) or (later - earlier) * 2 / (total[0] - total[1]) < 1:
            self.fault(f"not most of a change from {total[1]} to {total[0]}")
        if (later > earlier) is not (sentence.get("rise") == "rise"):
            self.fault("no such rise or fall")

    def _decomposed(self, sentence: Sentence) -> None:
        """Which of its two counts moved what was told: each number, which way it went beyond chance, which went faster."""
        told = self._told()
        span = SPANS[sentence.get("span")] if sentence.get("span") else told.span
        if not span or (told.kind == "change" and span != told.span):
            self.fault(f"a change over {told.span} years was told")
        above = self._pair(sentence, "above", (told.series.indicator, told.series.category), span)
        below = self._pair(sentence, "below", (told.series.below, ""), span)
        self._names_its_counts(sentence)
        ways, said = [way_of(*above), way_of(*below)], [sentence.get("above_way"), sentence.get("below_way", "below_went")]
        self.tally.words += 2
        if ways != said:
            self.fault(f"{above} is {ways[0] or 'little changed'}, {below} {ways[1] or 'little changed'}")
        by = [abs(log(later / earlier)) for later, earlier in (above, below)]
        faster = "" if ways[0] != ways[1] else "faster" if by[1] > by[0] else "more slowly"
        if sentence.get("speed").strip() != faster or (sentence.get("joint") == "and") is not (faster == "more slowly"):
            self.fault(f"what is below went {faster or 'another way'}")
        held = sentence.get("held", "below_held")
        for part, of in (("above", (told.series.indicator, told.series.category)), ("below", (told.series.below, ""))):
            if end := sentence.get(f"{part}_end"):
                self._end_of_counts(of, ENDS[end], COUNTED.get(held) or int(held))

    def _pair(self, sentence: Sentence, part: str, of: tuple[str, str], span: int) -> tuple[Decimal, Decimal]:
        """The later and the earlier of a count: what is printed of them is held against DfE's file."""
        values = []
        for year, blanks in ((self.year, ("later", "stayed", "moved")), (self.year - span, ("earlier",))):
            index = sentence.number(*(f"{part}_{one}" for one in blanks))
            cell = self.value(self.home_in(year), year, (of[0], "count", of[1])) if index is None else self.number(index, frozenset({of}), "count", year)
            if not isinstance(cell, Decimal) or not cell:
                raise LookupError(f"no {of} of {year}")
            values.append(cell)
        return values[0], values[1]

    def _names_its_counts(self, sentence: Sentence) -> None:
        told, above, below = self._told(), sentence.get("above"), sentence.get("below")
        if told.measure == "percentage":
            right = above in ("Their number", "The number itself")
            of_all = below.removeprefix("that of all ")
            right &= below == "the total" or (of_all != below and self._is_called(told.series.below, of_all))
        else:
            right = self._is_called(told.series.indicator, lowered(above)) and self._is_called(told.series.below, below)
        if not right:
            self.fault("the counts are of another share or ratio")

    def _is_called(self, name: str, words: str) -> bool:
        return (name, "") in self.words.counted(words)

    def _end_of_counts(self, of: tuple[str, str], end: Any, held: int) -> None:
        self.tally.words += 1
        values: list[Decimal] = []
        for year in range(self.year, self.year - held - 1, -1):
            cell = self.value(self.home_in(year), year, (of[0], "count", of[1]))
            if not isinstance(cell, Decimal):
                break
            values.append(cell)
        if len(values) < held or (len(values) > held and not self._breaks(self.year - held)):
            self.fault(f"of {held} comparable years, DfE prints {len(values)} or more")
        if len(values) > 1 and (values[0] != end(values[:held]) or values[0] in values[1:held]):
            self.fault(f"not the {end.__name__}: {[str(one) for one in values[:held]]}")

    def _steady(self, sentence: Sentence) -> None:
        """Chi-squared of five years' rates, each weighed by its variance."""
        years = range(self.year - COUNTED[sentence.get("years")] + 1, self.year + 1)
        for words in re.split(r", | and ", sentence.get("names")):
            name = next(iter(sorted(self.words.counted(words))))[0]
            self.tally.words += 1
            found = [self.ordinary.scaled(Series("rate", name), self.home_in(year).code, year, 0) for year in years]
            points = [one for one in found if one is not None]
            weights = [1 / one[1] for one in points]
            mean = sum(w * one[0] for w, one in zip(weights, points, strict=True)) / (sum(weights) or 1)
            spread = sum(w * (one[0] - mean) ** 2 for w, one in zip(weights, points, strict=True))
            if len(points) < len(years) or len(years) != 5 or spread > STILL + NEAR:
                self.fault(f"{name} moved: chi-squared {spread:.2f} of {len(points)} years")

    def _revised(self, sentence: Sentence) -> None:
        """Of each, some count of the last five years is another in the newest of the releases before the page's."""
        order = self.published.newest_first
        before = next(iter(order[order.index(self.release) + 1 :]), "")
        for words in sentence.get("names").split("; "):
            name = next(iter(sorted(self.words.counted(words))))[0]
            self.tally.words += 1
            years = range(self.year - 4, self.year + 1)
            pairs = [[self.published.value(release, self.home_in(year).code, year, name, "count") for release in (self.release, before)] for year in years]
            if not any(isinstance(then, Decimal) and isinstance(now, Decimal) and now != then for now, then in pairs):
                self.fault(f"{name} is what {before or 'no release'} has of it: {pairs}")
