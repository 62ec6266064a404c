"""The catalogue: what every indicator means, read from one TOML file each and checked on loading.

 Nothing here knows a file of figures, a database or a sentence. ``load_catalogue()`` gives the
checked catalogue or raises one ``DefinitionFault`` that lists every fault of every file at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.periods import Kind, Period
from cin_narrative.errors import UnknownName

DEFINITIONS = Path(__file__).parent


class Text(str):
    """Reviewed text from a definition. The template guard lets its digits pass ("aged 1 to 4
    years").
    """

    __slots__ = ()


class Measure(StrEnum):
    """What a figure is. The first four are defined by indicators, the others computed from figures."""

    COUNT = "count"
    RATE = "rate"
    PERCENTAGE = "percentage"
    AVERAGE = "average"
    CHANGE = "change"
    RANK = "rank"
    MEAN = "mean"
    MEDIAN = "median"


DEFINED_MEASURES = (Measure.COUNT, Measure.RATE, Measure.PERCENTAGE, Measure.AVERAGE)
DECIMALS = {Measure.COUNT: 0, Measure.RATE: 1, Measure.PERCENTAGE: 1, Measure.AVERAGE: 0}
RATE_PER = 10_000
ADDRESS = re.compile(
    r"(?P<family>[a-z0-9]+)(?:\[(?P<label>.+)\])?\.(?P<column>.+)"
)  # where DfE prints a figure: CONTRIBUTING.md


class Polarity(StrEnum):
    """Whether "better" and "worse" may be said (../shared/domain/cin-census.md 3.10)."""

    NONE = "none"
    LOW_IS_GOOD = "low_is_good"
    HIGH_IS_GOOD = "high_is_good"


@dataclass(frozen=True, slots=True)
class Events:
    """How a measure is counted in a census return: the rows of an event view (intake/events) that a
    flag marks.

     ``where`` names a true/false column (nothing: every row), ``distinct`` the column whose
    different values are counted (nothing: rows), ``column`` and ``by`` the columns whose values
    make the categories.
    """

    view: str
    where: str = ""
    distinct: str = ""
    column: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """How one indicator has one measure: where DfE prints it, and how it follows from counts where
    DfE does not.

     ``name`` is the percentage as the subject of a sentence, where "the percentage of ... that ..."
    would read badly.
    """

    measure: Measure
    columns: tuple[str, ...] = ()
    of: str = ""
    share: Text = Text("")
    sum_of: str = ""
    categories: tuple[str, ...] = ()
    unit_one: Text = Text("")
    unit_many: Text = Text("")
    events: Events | None = None
    name: Text = Text("")


@dataclass(frozen=True, slots=True)
class Category:
    """One line of a breakdown, with the addresses of its published columns by measure.

     ``first_year`` is the first reporting year that it could be recorded in, where that is later
    than the breakdown's.

    ``values`` and ``by_values`` are the values of the event view's columns that make it (definition
    of the count). ``unknown``: it says that nothing was recorded ("not stated"), so it is no reason
    or need to be ranked among the others. ``told_apart``: the lines ("indicator.category") that are
    published in its place in the years in which it is not published itself.
    """

    id: str
    label: Text
    code: str = ""
    synonyms: tuple[str, ...] = ()
    share: Text = Text("")
    columns: Mapping[Measure, tuple[str, ...]] = field(default_factory=dict)
    first_year: int = 0
    values: tuple[str, ...] = ()
    by_values: tuple[str, ...] = ()
    unknown: bool = False
    told_apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, as its file defines it. ``dimensions`` is the plural: "the three most common
    primary needs".

     ``everyday`` are wordings too loose to be synonyms, which only a model's reading may rest on;
    ``everyday_beside`` may stand beside one. ``brought_by`` are the prepositions that bring a
    category where others do not ("referrals from schools", not "to schools").
    """

    id: str
    title: Text
    group: str
    kind: Kind
    one: Text
    many: Text
    counted: str
    polarity: Polarity
    headline: Measure
    definition: Text
    rule: Text
    synonyms: tuple[str, ...]
    measures: Mapping[Measure, Definition]
    why: Text = Text("")
    notes: tuple[str, ...] = ()
    next_review: str = ""
    breakdown_of: str = ""
    dimension: Text = Text("")
    dimensions: Text = Text("")
    ordered: bool = False
    additive: bool = False
    categories: Mapping[str, Category] = field(default_factory=dict)
    count_from: str = ""
    everyday: tuple[str, ...] = ()
    everyday_beside: tuple[str, ...] = ()
    brought_by: tuple[str, ...] = ()

    def period(self, year: int) -> Period:
        """The period that ``year`` means for this indicator."""
        return Period(year, self.kind)

    def category(self, category_id: str) -> Category:
        """The category called ``category_id``; ``UnknownName`` offers the nearest."""
        if category_id not in self.categories:
            raise UnknownName(f"category of {self.id}", category_id, self.categories)
        return self.categories[category_id]

    @property
    def is_cross_table(self) -> bool:
        """Whether the categories are pairs ("female.abuse_or_neglect")."""
        return any("." in category for category in self.categories)


@dataclass(frozen=True, slots=True)
class Note:
    """A comparability note and where it applies; ``*`` stands for everywhere, no years for every
    year.
    """

    id: str
    text: Text
    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...]
    break_between: tuple[int, ...]
    always: bool

    def applies(self, indicator: str, area: str, years: tuple[int, ...]) -> bool:
        """Whether the note bears on this indicator, area (code) and any of these years."""
        if not ({"*", indicator} & set(self.indicators) and {"*", area} & set(self.areas)):
            return False
        if self.break_between:
            return min(years) <= self.break_between[0] < self.break_between[1] <= max(years)
        return not self.years or bool(set(self.years) & set(years))

    def breaks_every_series(self, first: int, last: int) -> bool:
        """Whether nothing of any area may be joined across these two years."""
        return (
            bool(self.break_between)
            and self.indicators == self.areas == ("*",)
            and self.applies("*", "*", (first, last))
        )


class Catalogue:
    """All indicators and notes, by id, in a fixed order."""

    def __init__(self, indicators: Mapping[str, Indicator], notes: Mapping[str, Note]) -> None:
        self.indicators = dict(indicators)
        self.notes = dict(notes)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators.values())

    def __getitem__(self, indicator_id: str) -> Indicator:
        if indicator_id not in self.indicators:
            raise UnknownName("indicator", indicator_id, self.indicators)
        return self.indicators[indicator_id]

    def __contains__(self, indicator_id: object) -> bool:
        return indicator_id in self.indicators

    def counts_of(self, indicator: Indicator) -> Indicator:
        """The indicator whose counts this one shows (itself, unless ``count_from`` names another)."""
        return self[indicator.count_from] if indicator.count_from else indicator

    def breakdowns_of(self, indicator_id: str) -> list[Indicator]:
        """The breakdowns whose total is ``indicator_id``."""
        return [indicator for indicator in self if indicator.breakdown_of == indicator_id]

    def notes_on(self, indicator: Indicator, area: str, years: tuple[int, ...]) -> list[Note]:
        """The notes that bear on these figures: those of the definition that are not standing, then
        those of place.
        """
        return [
            note
            for note in self.notes.values()
            if not note.always and note.applies(indicator.id, area, years)
        ]


@cache
def load_catalogue(folder: Path = DEFINITIONS) -> Catalogue:
    """The checked catalogue of ``folder`` (``indicators/*.toml`` and ``notes.toml``).

    Raises ``DefinitionFault`` with every fault found.
    """
    from cin_narrative.catalogue.definitions import read_catalogue  # reading builds these classes

    return read_catalogue(folder)
