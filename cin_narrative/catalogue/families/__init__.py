"""``families.toml`` -> the families of findings: which indicators tell of the same part of a case,
in the order of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.catalogue import DEFINITIONS, Catalogue, Indicator, Measure, Text
from cin_narrative.catalogue.records import FAMILIES, FamiliesFile, FamilyRecord
from cin_narrative.catalogue.toml_files.records import read_sound


class Scale(StrEnum):
    """How a series is tested: by what its values are made of."""

    RATE = "rate"  # a count of a population
    SHARE = "share"  # a part of a whole
    RATIO = "ratio"  # a count beside another, neither a part of the other
    AVERAGE = "average"  # a value with no count behind it


SCALES = {
    Measure.RATE: Scale.RATE,
    Measure.PERCENTAGE: Scale.SHARE,
    Measure.AVERAGE: Scale.AVERAGE,
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two linked stages of a case: so many of ``above`` for every hundred of ``below`` (ids of
    indicators). ``is_share``: the one is a part of the other, and tested as such.
    """

    above: str
    below: str
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """What to ask of a message, by which way it points. ``of``: the indicators, or stages
    ("above/below"), that it is asked of; none: all of its family that no other names.
    """

    of: tuple[str, ...]
    higher: Text
    lower: Text
    rose: Text
    fell: Text


@dataclass(frozen=True, slots=True)
class Family:
    """Indicators that tell of one part of a case: at most one message is told of them.

    ``place`` is where the family stands along the case; ``tier`` 1 is the chain of a case, 2 time
    and what comes back, 3 mix, source and reasons. An indicator with categories is meant line by
    line. ``questions`` are what to ask where it is told.
    """

    id: str
    name: Text
    tier: int
    place: int
    indicators: tuple[str, ...]
    ratios: tuple[Ratio, ...]
    questions: tuple[Questions, ...]

    def questions_on(self, indicator: str, below: str = "") -> Questions:
        """What to ask of an indicator, or of so many of it for each of the stage ``below``."""
        name = f"{indicator}/{below}" if below else indicator
        named = (one for one in self.questions if name in one.of)
        return next(named, None) or next(one for one in self.questions if not one.of)


@dataclass(frozen=True, slots=True)
class Series:
    """What is tested year by year: one measure of an indicator or of one of its lines, or a ratio
    of it to the stage ``below`` (an indicator; empty for all others).

    ``above`` are the counts above the line, added up, as (indicator, category); ``whole`` the
    indicator below it, the population for a rate; of an average, ``above`` is where it is printed.
    ``place`` is where it stands among all series.
    ``cells`` are what has to be read of it, above the line and then below: (indicator, measure,
    category). ``is_recorded`` is false of "not stated", ``is_catch_all`` true of "other".
    ``rests_on`` are the indicators whose notes bear on it: all but the population. ``key`` is what
    tells it from others: (indicator, measure, category, below).
    """

    family: str
    indicator: str
    measure: Measure
    category: str
    below: str
    scale: Scale
    above: tuple[tuple[str, str], ...]
    whole: str
    place: int = 0
    is_recorded: bool = True
    is_catch_all: bool = False
    rests_on: frozenset[str] = field(init=False, compare=False)
    key: tuple[str, str, str, str] = field(init=False, compare=False, repr=False)
    cells: tuple[tuple[str, str, str], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        counts = {self.indicator, self.below, *(one for one, _ in self.above)}
        below = {self.whole} if self.scale in (Scale.SHARE, Scale.RATIO) else set()
        object.__setattr__(self, "rests_on", frozenset((counts | below) - {""}))
        key = (self.indicator, self.measure.value, self.category, self.below)
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "cells", tuple(self._cells()))

    def __hash__(self) -> int:
        return hash(self.key)

    def _cells(self) -> Iterator[tuple[str, str, str]]:
        if self.scale is Scale.AVERAGE:
            yield self.indicator, Measure.AVERAGE.value, self.category
            return
        for name, category in (*self.above, (self.whole, "")):
            yield name, Measure.COUNT.value, category


@dataclass(frozen=True, slots=True)
class Families:
    """Every family in the order of the case, and the ``head`` indicator, which is always told;
    ``tiles`` and ``glance`` are what the overview draws and lists.
    """

    head: str
    families: tuple[Family, ...]
    tiles: tuple[str, ...] = ()
    glance: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.head, self.tiles))  # asked for by every page: not of all that it holds

    def of(self, family_id: str) -> Family:
        """The family called so."""
        return next(one for one in self.families if one.id == family_id)


@cache
def load_families(folder: Path = DEFINITIONS) -> Families:
    """The families of ``folder``; raises ``DefinitionFault`` where its file is at fault."""
    read = read_sound(folder / FAMILIES, FamiliesFile)
    made = (family_of(place, one) for place, one in enumerate(read.families))
    return Families(read.head, tuple(made), read.tiles, read.glance)


def family_of(place: int, record: FamilyRecord) -> Family:
    """A family from its record."""
    return Family(
        record.id,
        record.name,
        record.tier,
        place,
        record.indicators,
        (*(Ratio(*one) for one in record.ratios), *(Ratio(*one, True) for one in record.shares)),
        tuple(Questions(q.of, q.higher, q.lower, q.rose, q.fell) for q in record.questions),
    )


@cache
def series_of(catalogue: Catalogue, families: Families) -> tuple[Series, ...]:
    """Every series of the families, in their order; the lines of a breakdown one by one."""
    found = (
        one
        for family in families.families
        for one in (*_of_indicators(family, catalogue), *_of_ratios(family))
    )
    return tuple(replace(one, place=place) for place, one in enumerate(found))


@cache
def told_of(catalogue: Catalogue, families: Families) -> frozenset[str]:
    """The indicators that the series of the families rest on."""
    return frozenset(name for one in series_of(catalogue, families) for name in one.rests_on)


def _of_indicators(family: Family, catalogue: Catalogue) -> Iterator[Series]:
    for indicator in map(catalogue.__getitem__, family.indicators):
        lines = catalogue.counts_of(indicator).categories
        for category in lines or ("",):
            yield _of_line(family, indicator, category, catalogue)


def _of_line(family: Family, indicator: Indicator, category: str, catalogue: Catalogue) -> Series:
    measure, counts = indicator.headline, catalogue.counts_of(indicator)
    count = indicator.measures.get(Measure.COUNT)
    summed = count.categories if count and count.sum_of else ()
    above = tuple((count.sum_of, one) for one in summed) if count else ()
    line = counts.categories.get(category)
    return Series(
        family.id,
        indicator.id,
        measure,
        category,
        "",
        SCALES[measure],
        above or ((counts.id, category),),
        catalogue.population if measure is Measure.RATE else indicator.measures[measure].of,
        is_recorded=line is None or not line.unknown,
        is_catch_all=line is not None and line.catch_all,
    )


def _of_ratios(family: Family) -> Iterator[Series]:
    for one in family.ratios:
        scale = Scale.SHARE if one.is_share else Scale.RATIO
        above = ((one.above, ""),)
        measure = Measure.PERCENTAGE
        yield Series(family.id, one.above, measure, "", one.below, scale, above, one.below)
