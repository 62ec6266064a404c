"""Figure: an observation as shown, with its receipt. The only thing that may be printed as a
number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import DECIMALS, Category, Indicator, Measure, Text
from cin_narrative.catalogue.indicator import COUNT, PERCENTAGE, RATE
from cin_narrative.catalogue.rounding import exact, half_up, written
from cin_narrative.store.observations import LOWER_BOUND, Symbol

Over = tuple[Decimal | None, Decimal | None]
RECORD = (  # the names and order of a figure's record are a contract with other programs
    "indicator",
    "measure",
    "area_code",
    "area",
    "year",
    "category",
    "value",
    "shown",
    "symbol",
    "release",
    "source",
    "numerator",
    "denominator",
)


class Figure(msgspec.Struct, frozen=True, eq=False, gc=False):  # nothing in it leads back to it
    """One number as shown, or the symbol that says why there is none, with its receipt.

    It is a mapping of its record, too: ``dict(figure)`` and ``pandas.DataFrame(figures)`` have what
    ``to_dict()`` has: indicator, measure, area_code, area, year, category, value, shown, symbol,
    release, source, numerator, denominator. It can be pickled, and stand in a set. One that a verb
    gives holds nothing of the store.

    ``basis`` is the measure beneath a change, rank, mean or median (else the measure itself).
    ``value`` is rounded as shown; a change is signed. ``approximate`` marks values worked out by us
    from counts that DfE rounds to 10. ``of`` is how many a rank or average is taken of; ``whole``
    is what the indicator's percentages are of. ``left_out`` says which
    records of an authority's own return are not in the figure, and why; with how many where the
    audience may know. ``doubts`` say what in the files loaded it does not fit with.
    """

    indicator: Indicator
    measure: Measure
    basis: Measure
    area: Area
    year: int
    category: Category | None
    value: Decimal | None
    shown: str
    symbol: Symbol | None
    release: str
    source: str
    row: int | None = None
    column: str = ""
    citation: str = ""
    over: Over | Callable[[], Over] = (None, None)
    derived_from: tuple[Figure, ...] = ()
    relative: bool = False
    approximate: bool = False
    of: int = 0
    whole: Indicator | None = None
    left_out: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    _kept_key: tuple[object, ...] | None = None  # never given: see ``key``

    def __eq__(self, other: object) -> bool:
        """Whether the other is the same figure, worked out from the same."""
        if not isinstance(other, Figure):
            return NotImplemented
        return self is other or self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self.key)  # two that are equal have the same

    def _compared(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in COMPARED)

    def __repr__(self) -> str:
        """In one line: what, where, when and how much."""
        what = f"{self.label}, {self.area.name}, {self.year}, {self.measure.value}"
        return f"<Figure {what}: {self.shown}>"

    def __reduce__(self) -> tuple[Any, ...]:
        values = {name: getattr(self, name) for name in COMPARED}
        return _figure, ({**values, "over": (self.numerator, self.denominator)},)

    def changed(self, **fields: Any) -> Figure:
        """The same figure with other values of some fields."""
        return msgspec.structs.replace(self, _kept_key=None, **fields)

    def to_dict(self) -> dict[str, Any]:
        """The record, of plain values: names as in JSON, without a mark."""
        return dict(zip(RECORD, self._record(), strict=True))

    def _record(self) -> tuple[object, ...]:
        return (
            self.indicator.id,
            self.measure.value,
            self.area.ons_code,
            self.area.name,
            self.year,
            self.category.id if self.category else None,
            plain(self.value),
            self.shown,
            self.symbol.value if self.symbol else None,
            self.release,
            self.source,
            plain(self.numerator),
            plain(self.denominator),
        )

    def keys(self) -> tuple[str, ...]:
        """The names of the record's fields."""
        return RECORD

    def __getitem__(self, name: str) -> Any:
        return self.to_dict()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(RECORD)

    def __len__(self) -> int:
        return len(RECORD)

    def __bool__(self) -> bool:
        return True  # asked of every figure that may be missing: sooner told than by its length

    @property
    def is_lower_bound(self) -> bool:
        """Whether the true number may be higher: nothing may be compared with it."""
        return self.citation.startswith(LOWER_BOUND)

    @property
    def is_number(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None

    @property
    def is_firm(self) -> bool:
        """Whether there is a number, which is no lower bound: others may be compared with it."""
        return self.value is not None and not self.citation.startswith(LOWER_BOUND)

    @property
    def numerator(self) -> Decimal | None:
        """The count above the line of a rate or percentage; None where it is not shown, and for
        other measures.
        """
        return self._line()[0]

    @property
    def denominator(self) -> Decimal | None:
        """What stands below the line; None where it is not shown, and for other measures."""
        return self._line()[1]

    def _line(self) -> Over:
        """What stands above and below the line, looked up once."""
        over = self.over
        if callable(over):
            over = over()
            msgspec.structs.force_setattr(self, "over", over)
        return over

    def settled(self) -> Figure:
        """Itself, once it holds all of its receipt, and what it was worked out from does, too: it
        then needs the store no more.
        """
        settle((self,))
        return self

    @property
    def key(self) -> tuple[object, ...]:
        """What makes this figure this one: for citing the same figure under one mark."""
        if self._kept_key is None:  # a page asks for it some ten times
            msgspec.structs.force_setattr(self, "_kept_key", self._made_key())
        return self._kept_key or ()

    def _made_key(self) -> tuple[object, ...]:
        return (
            self.indicator.id,
            self.measure._value_,  # plain: as of ``FigureCache``
            self.basis._value_,
            self.area.code,
            self.year,
            self.category.id if self.category else None,
            self.release,
            self.relative,
            self.of,
            self.shown,
            tuple(f.key for f in self.derived_from)
            if self.measure is not COUNT and self.measure is not RATE
            else (),
        )

    @property
    def label(self) -> Text:
        """What the figure counts: the indicator's title, with the category."""
        return (
            Text(f"{self.indicator.title}: {self.category.label}")
            if self.category
            else self.indicator.title
        )


Mapping.register(Figure)
COMPARED = tuple(name for name in Figure.__struct_fields__ if name not in ("over", "_kept_key"))


def settle(figures: Iterable[Figure]) -> None:
    """Have these hold all of their receipts, and what they were worked out from, each once."""
    seen, left = set[int](), list(figures)  # by identity: all of them are held while this runs
    while left:
        one = left.pop()
        if callable(one.over):
            one._line()
        if one.derived_from and id(one) not in seen:
            seen.add(id(one))
            left += one.derived_from


def _figure(values: Mapping[str, Any]) -> Figure:
    """A figure as it was pickled."""
    return Figure(**values)


def show(value: Decimal, measure: Measure) -> str:
    """``value`` written for its measure: ``2,342``, ``397.9``, ``13.2%``, ``34``."""
    return written(value, DECIMALS[measure]) + ("%" if measure is PERCENTAGE else "")


@lru_cache(maxsize=100_000)
def printed(value: float, measure: Measure) -> tuple[Decimal, str]:
    """A stored value rounded as it is shown, and written."""
    rounded = half_up(value, DECIMALS[measure])
    return rounded, show(rounded, measure)


def ordinal(place: int) -> str:
    """first to ninth in words, then 10th (Office for National Statistics, style guide)."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    if place <= len(words):
        return words[place - 1]
    suffix = (
        "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    )
    return f"{place}{suffix}"


def plain(value: Decimal | None) -> int | float | None:
    """For JSON: a whole number as int, any other as the float that prints the same."""
    if value is None:
        return None
    return (
        int(value)
        if value == value.to_integral_value() and exact(value).as_tuple().exponent == 0
        else float(value)
    )
