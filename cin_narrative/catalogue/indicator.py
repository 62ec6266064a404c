"""What an indicator is: its measures and categories, and how each is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cin_narrative.catalogue.periods import Kind, Period, period_of
from cin_narrative.errors import UnknownName


class Text(str):
    """Reviewed text from a definition. The template guard lets its digits pass ("aged 1 to 4
    years").
    """

    __slots__ = ()


class Measure(StrEnum):
    """What a figure is. Indicators define the first four; the others are computed from figures."""

    COUNT = "count"
    RATE = "rate"
    PERCENTAGE = "percentage"
    AVERAGE = "average"
    CHANGE = "change"
    RANK = "rank"
    MEAN = "mean"
    MEDIAN = "median"
    RATIO = "ratio"  # so many of one stage of a case for every hundred of another
    ONE_IN = "one_in"  # a rate as "one child in so many"


# where a page asks for them thousands of times: Python 3.11 takes ten times as long by their class
COUNT, RATE, PERCENTAGE, AVERAGE = DEFINED_MEASURES = (
    Measure.COUNT,
    Measure.RATE,
    Measure.PERCENTAGE,
    Measure.AVERAGE,
)
DECIMALS = {
    Measure.COUNT: 0, Measure.RATE: 1, Measure.PERCENTAGE: 1, Measure.AVERAGE: 0, Measure.RATIO: 0,
    Measure.ONE_IN: 0,
}  # fmt: skip
RATE_PER = 10_000
# DfE's files of England's figures alone, and those that first published a year, which were of
# authorities: the last was that of 2017
OF_ENGLAND_ALONE, FIRST_PUBLISHED, LAST_FIRST_PUBLISHED = re.compile(r"a\d|headline"), "sfr", 2017
ADDRESS = re.compile(
    r"(?P<family>[a-z0-9]+)(?:\[(?P<label>.+)\])?\.(?P<column>.+)"
)  # where DfE prints a figure: CONTRIBUTING.md


class Polarity(StrEnum):
    """Whether "better" and "worse" may be said (DfE, local authority interactive tool)."""

    NONE = "none"
    LOW_IS_GOOD = "low_is_good"
    HIGH_IS_GOOD = "high_is_good"


@dataclass(frozen=True, slots=True)
class Events:
    """How a measure is counted in a census return: the rows of an event view
    (load/returns/events) that a flag marks.

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
    than the breakdown's; ``longest`` the most days that it holds, where it is a length of time that
    has an end and percentiles are printed of.

    ``values`` and ``by_values`` are the values of the event view's columns that make it (definition
    of the count). ``unknown``: it says that nothing was recorded ("not stated"), so it is no reason
    or need to be ranked among the others. ``catch_all``: it is what is left ("other"), so that far
    more of it than elsewhere is a habit of recording. ``told_apart``: the lines
    ("indicator.category") that are published in its place in the years in which it is not itself.
    ``short`` is its name in the bold claim of a message.
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
    catch_all: bool = False
    told_apart: tuple[str, ...] = ()
    longest: int | None = None
    short: Text = Text("")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, as its file defines it. ``dimensions`` is the plural: "the three most common
    primary needs".

    ``brought_by`` are the prepositions that bring a category where others do not ("referrals
    from schools", not "to schools"); ``together`` words that mean several of its categories
    ("substance misuse").
    ``is_main_count``: whoever reports at all reports it, so it tells what a release holds.
    ``is_population``: rates are per 10,000 of it. ``needs_previous_return``: an authority's own
    figure is a lower bound without the return of the year before. ``no_family`` says why it stands
    in no family of findings, where it does not. ``rests_on`` are the tables of a
    return that it rests on, the one that is counted first, each with the fields read of it.
    ``short`` and ``short_one`` are many and one of it in the bold claim of a message; ``is_named``:
    a line of it is named of a case ("neglect named far more than elsewhere").
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
    brought_by: tuple[str, ...] = ()
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_main_count: bool = False
    is_population: bool = False
    needs_previous_return: bool = False
    no_family: str = ""
    rests_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    short: Text = Text("")
    short_one: Text = Text("")
    is_named: bool = False

    def short_of(self, category: Category | None) -> Text:
        """It, or one line of it, in the bold claim of a message."""
        if category is None or Measure.AVERAGE in self.measures:
            return self.short
        return Text(self.short.replace("{category}", category.short))

    def period(self, year: int) -> Period:
        """The period that ``year`` means for this indicator."""
        return period_of(year, self.kind, self.is_population)

    def category(self, category_id: str) -> Category:
        """The category called ``category_id``; ``UnknownName`` offers the nearest."""
        if category_id not in self.categories:
            raise UnknownName(f"category of {self.id}", category_id, self.categories)
        return self.categories[category_id]

    def is_for_england_alone(self, year: int) -> bool:
        """Whether DfE prints it, for ``year``, in files of England's figures alone."""
        definitions = [one.columns for one in self.measures.values()]
        lines = [columns for one in self.categories.values() for columns in one.columns.values()]
        found = [ADDRESS.fullmatch(one) for columns in [*definitions, *lines] for one in columns]
        families = {match["family"] for match in found if match}
        if year > LAST_FIRST_PUBLISHED:
            families.discard(FIRST_PUBLISHED)
        return bool(families) and all(map(OF_ENGLAND_ALONE.fullmatch, families))

    @property
    def fields(self) -> frozenset[str]:
        """The fields of a return that its own figures rest on."""
        return frozenset(name for names in self.rests_on.values() for name in names)

    @property
    def is_cross_table(self) -> bool:
        """Whether the categories are pairs ("female.abuse_or_neglect")."""
        return any("." in category for category in self.categories)
