"""Specimen claims: the kinds of claim -> claims of each kind that differ in one thing at a time.

They are made from the types of a kind's fields, so that a new kind has its specimens at once. Where
one field at a time does not take a template through all its branches, two, then three are varied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from itertools import combinations, product
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Catalogue, Category, Indicator, Measure, Note, Text
from cin_narrative.check.specimens.figures import (
    AREAS,
    YEAR,
    Indicators,
    derived,
    figure,
    measured,
)
from cin_narrative.claims.claims import Change, Claim, Direction, Judgement, Part
from cin_narrative.store.figure import Figure
from cin_narrative.store.observations import Symbol

Kind = type[Any]
Choice = tuple[tuple[str, int], ...]  # which value of which field is not the first
KINDS: tuple[Kind, ...] = get_args(Claim)
BOTH = (False, True)
# What a field may hold that its type does not say: words as the desk and the questions give them.
WORDS: Mapping[tuple[str, str], tuple[Any, ...]] = {
    ("History", "extreme"): (None, Direction.HIGHER, Direction.LOWER),
    ("Against", "name"): ("neighbours", "area"),
    ("Listing", "beyond"): ("", "above", "below", "at or above", "at or below", "top quarter"),
    ("Listing", "order"): ("", "highest first"),
    ("Multiple", "word"): ("doubled", "trebled", "halved"),
    ("Pace", "unit"): ("day", "week", "month"),
    ("Verdict", "sense"): ("higher", "better"),
    ("Decomposed", "span"): (0, 3),
}
NUMBERS: Mapping[str, tuple[int, ...]] = {
    "year": (YEAR,), "since": (YEAR - 1,), "model": (2021,), "members": (10, 9),
    "quarter": (1, 2, 4),
    "steps": (3, 1, 0), "plan": (0, 1, 2), "span": (1, 3), "held": (12, 8), "run": (0, 3, 4),
}  # fmt: skip
MEMBERS: Mapping[tuple[str, str], Any] = {("Movers", "changes"): Change}


def is_closed(kind: Kind, name: str, pool: Sequence[Any]) -> bool:
    """Whether a field holds one of a few names, each of which is to be told from the others."""
    return (kind.__name__, name) in WORDS or all(isinstance(o, Enum | bool | None) for o in pool)


@dataclass(frozen=True)
class Specimens:
    """Makes the specimens over one catalogue."""

    catalogue: Catalogue

    @cached_property
    def indicators(self) -> Indicators:
        """The indicators that they speak of."""
        return Indicators(self.catalogue)

    def varied(self, kind: Kind, at_once: int, most: int = 99) -> Iterator[tuple[Choice, Any]]:
        """Claims of ``kind`` in which ``at_once`` fields differ from the first: (fields, claim);
        of a field that is no closed list of names, the first ``most`` values.
        """
        pools = self.pools(kind)
        few = {
            name: len(pool) if is_closed(kind, name, pool) else most for name, pool in pools.items()
        }
        first = {name: pool[0] for name, pool in pools.items()}
        for names in combinations(pools, at_once):
            for places in product(*(range(1, len(pools[name][: few[name]])) for name in names)):
                choice = tuple(zip(names, places, strict=True))
                given = {name: pools[name][place] for name, place in choice}
                yield choice, kind(**first | given)

    def pools(self, kind: Kind) -> Mapping[str, Sequence[Any]]:
        """What each field of a kind may hold, the usual value first."""
        if kind not in self._pools_made:
            self._pools_made[kind] = self._pools(kind)
        return self._pools_made[kind]

    @cached_property
    def _pools_made(self) -> dict[Kind, Mapping[str, Sequence[Any]]]:
        return {}

    def _pools(self, kind: Kind) -> dict[str, Sequence[Any]]:
        hints = get_type_hints(kind)
        return {
            field.name: self._pool(kind, field, hints[field.name])
            for field in fields(kind)
            if field.init
        }

    def _pool(self, kind: Kind, field: Field[Any], hint: Any) -> Sequence[Any]:
        found = list(self._values(kind, field.name, hint))
        if field.default is not MISSING and field.default in found:
            found.remove(field.default)
            found.insert(0, field.default)
        return found

    def _values(self, kind: Kind, name: str, hint: Any) -> Iterator[Any]:
        place, inner = (kind.__name__, name), get_args(hint)
        if place in WORDS:
            yield from WORDS[place]
        elif NoneType in inner:
            yield from self._of_optional(kind, name, [one for one in inner if one is not NoneType])
        elif get_origin(hint) is tuple:
            of = MEMBERS.get(place, inner[0])
            yield from self._tuples(list(self._values(kind, name, of)), of)
        elif hint is int:
            yield from NUMBERS.get(name, (3, 0, 1, 12))
        else:
            yield from self._of_type(hint)

    def _of_optional(self, kind: Kind, name: str, inner: list[Any]) -> Iterator[Any]:
        yield None
        for one in inner:
            yield from self._values(kind, name, one)

    def _tuples(self, members: list[Any], of: Any) -> Iterator[tuple[Any, ...]]:
        yield tuple(members[:2])
        yield ()
        if of is Figure:
            yield from self._runs
        yield from ((one,) for one in members)
        yield tuple(members[:3])
        yield tuple(members)

    def _of_type(self, hint: Any) -> Iterator[Any]:
        if hint in self._made:
            yield from self._made[hint]
        elif isinstance(hint, type) and issubclass(hint, Enum):
            yield from hint
        elif is_dataclass(hint):
            yield from self._of_kind(cast(Kind, hint))
        else:
            yield hint()

    def _of_kind(self, kind: Kind) -> Iterator[Any]:
        """A part of a claim with fields of its own: the first, then each that differs in one."""
        for at_once in (0, 1):
            yield from (one for _, one in self.varied(kind, at_once))

    @cached_property
    def _made(self) -> Mapping[Any, Sequence[Any]]:
        figures = list(self._figures())
        return {
            Figure: figures,
            Judgement: list(self._judgements(figures[0])),
            Part: [Part(*one) for one in self._parts()],
            Indicator: self.indicators.chosen,
            Category: list(self._categories())[:2],
            Area: AREAS,
            Note: self.indicators.notes,
            Text: (Text("specimen words"),),
            Decimal: (Decimal(1),),
            bool: BOTH,
            str: ("", "specimen"),
            Symbol: tuple(Symbol),
            Measure: tuple(Measure)[:4],
        }

    def _categories(self) -> Iterator[Category]:
        for indicator in self.indicators.chosen:
            yield from indicator.categories.values()

    def _figures(self) -> Iterator[Figure]:
        """Of each measure, of a category, elsewhere, of another year, nought, and a change."""
        whole = [
            figure(self.catalogue, indicator, measure, str(40 + number))
            for number, (indicator, measure) in enumerate(measured(self.indicators))
        ]
        first = next(one for one in whole if one.basis is Measure.RATE)
        yield from (whole[0], first)
        yield from (self._in_category(measure) for measure in (Measure.COUNT, Measure.PERCENTAGE))
        yield self._in_category(Measure.COUNT, worded=False)
        yield self._in_category(Measure.AVERAGE)
        yield from (one for one in whole[1:] if one is not first)
        yield from self._like(whole[0])

    def _in_category(
        self, measure: Measure, index: int = 0, year: int = YEAR, worded: bool = True
    ) -> Figure:
        """A figure of a category whose percentage has words of its own; not ``worded``: none."""
        having = [one for one in self.indicators.with_measure(measure) if one.categories]
        having.sort(key=lambda one: (Measure.PERCENTAGE in one.measures) is not worded)
        chosen = having[0]
        category = list(chosen.categories.values())[index]
        return figure(self.catalogue, chosen, measure, "37", category=category, year=year)

    def _parts(self) -> Iterator[tuple[Figure | None, Figure | None]]:
        for index in (0, 1):
            count = self._in_category(Measure.COUNT, index)
            share = self._in_category(Measure.PERCENTAGE, index)
            yield from ((count, share), (count, None), (None, share))

    @cached_property
    def _runs(self) -> Sequence[tuple[Figure, ...]]:
        """Figures that belong together: of two years, of two categories, of one in two years,
        alike, alone, the first two alike.
        """
        one = next(self._figures())
        before = figure(self.catalogue, one.indicator, one.measure, "45", year=YEAR - 1)
        first, second = (self._in_category(Measure.COUNT, index) for index in (0, 1))
        earlier = self._in_category(Measure.COUNT, year=YEAR - 1)
        rate = next(one for one in self._figures() if one.basis is Measure.RATE)
        tied = (rate, rate, one)
        return (before, one), (first, second), (earlier, first), (rate, rate), (one,), tied

    def _like(self, one: Figure) -> Iterator[Figure]:
        make = figure
        for value in ("1", "0", "2"):
            yield make(self.catalogue, one.indicator, one.measure, value)
        for place in AREAS[1:]:
            yield make(self.catalogue, one.indicator, one.measure, "44", place)
        yield make(self.catalogue, one.indicator, one.measure, "45", year=YEAR - 1)
        for value in ("7", "-7", "0"):
            yield derived(one, Measure.CHANGE, value)
        yield derived(one, Measure.CHANGE, "7", relative=True)

    def _judgements(self, one: Figure) -> Iterator[Judgement]:
        other = figure(self.catalogue, one.indicator, one.measure, "30", AREAS[1])
        for direction, gap in GAPS.items():
            yield Judgement(direction, one, other, Decimal(gap), Decimal(2))


GAPS = {
    Direction.HIGHER: 10, Direction.LOWER: -10, Direction.SIMILAR: 1, Direction.SAME: 0,
}  # fmt: skip
