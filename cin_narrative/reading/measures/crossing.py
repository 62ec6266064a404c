"""Measures and the categories that narrow them to nothing of theirs in, those of two breakdowns at
once out, where the catalogue has them crossed."""

from __future__ import annotations

from collections.abc import Iterable

from cin_narrative.reading.measures.attachment import base_of
from cin_narrative.reading.measures.names import FoundMeasure, Measured
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import LengthSpan, Stretch

AGED = "aged_"


def cross(result: Measured, lexicon: Lexicon, lengths: Iterable[LengthSpan] = ()) -> None:
    """Two breakdowns at once, where the catalogue has them crossed: "girls aged 5 to 9"."""
    for measure in result.measures:
        for part in list(result.crossed):
            around = (one for one in lengths if one.start <= part.start and part.end <= one.end)
            said: list[Stretch] = [part, *around]
            taken = {i for one in said for i in range(one.start, one.end)}
            if crossed_with(measure, {own.category for own in part.parts}, taken, lexicon):
                result.crossed.remove(part)


def crossed_with(measure: FoundMeasure, keys: set[str], taken: set[int], lexicon: Lexicon) -> bool:
    """Whether the one category of a measure is held crossed with one of some others; it then is
    that of both."""
    if len(measure.categories) != 1:
        return False
    indicator = lexicon.catalogue[measure.indicator]
    wanted = {pair for key in keys for pair in _pairs(measure.categories[0], key)}
    for total in base_of(indicator, lexicon) - {""}:
        for one in lexicon.catalogue.breakdowns_of(total):
            held = sorted(key for key in one.categories if _bare(key) in wanted)
            if held:
                measure.indicator, measure.categories, measure.others = one.id, held[:1], []
                measure.taken |= taken
                return True
    return False


def _pairs(one: str, other: str) -> set[str]:
    one, other = _bare(one), _bare(other)
    return {f"{a}{mark}{b}" for a, b in ((one, other), (other, one)) for mark in "._"}


def _bare(key: str) -> str:
    """A category without what only some breakdowns say of an age: "aged_1_to_4"."""
    return key.replace(AGED, "")
