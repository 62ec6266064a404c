"""What the files of definitions may hold: a type for each table, a field for each key."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cin_narrative.catalogue.identity_records import (
    CoverRecord,
    PercentilesRecord,
    SumRecord,
    TieRecord,
)
from cin_narrative.catalogue.indicator import Polarity, Text
from cin_narrative.catalogue.periods import Kind
from cin_narrative.catalogue.toml_files.records import Record

MeasureName = Literal["count", "rate", "percentage", "average"]
Names = tuple[str, ...]


class MeasureRecord(Record, frozen=True):
    """A measure: `[measures.count]`, `[measures.rate]`, `[measures.percentage]` or
    `[measures.average]`.

    columns: where DfE prints it; the first address that a load holds wins
    of: a percentage's denominator, an indicator
    share: the words after a percentage ("13.2% of children in need **had a disability recorded**");
      of percentiles what a case did, with `{days}` ("a quarter of assessments **took {days}**")
    name: the percentage as the subject of a sentence, where "the percentage of" would read badly
    sum_of: a breakdown that the count is the sum of some categories of
    categories: those categories
    unit_one, unit_many: the unit of an average
    view: the event view that is counted in an authority's own return (`load/returns/events`)
    where: the true/false column of the view that says which rows count (none: every row)
    distinct: the column whose different values are counted (none: rows)
    column, by: the columns whose values make the categories
    """

    columns: Names = ()
    of: str = ""
    share: Text = Text("")
    name: Text = Text("")
    sum_of: str = ""
    categories: Names = ()
    unit_one: Text = Text("")
    unit_many: Text = Text("")
    view: str = ""
    where: str = ""
    distinct: str = ""
    column: str = ""
    by: str = ""


class CategoryRecord(Record, frozen=True):
    """A line of a breakdown: `[[categories]]`.

    id, label: its name in files; its name in a sentence
    code: DfE's code
    value: the values of the event view's column that make it (none: its id)
    first_year: the first year that it could be recorded in, where later than the breakdown's
    longest: of lines that divide a length of time, the most of the percentiles' unit that it holds
    unknown: it says that nothing was recorded ("not stated"), so it is never ranked
    catch_all: it is what is left ("other"): far more of it than elsewhere is a habit of recording
    synonyms: what people call it; each belongs to one category of its breakdown
    share: the words after its percentage, where the measure's would read badly
    short: its name in the bold claim of a message, where the label has more than three words
    told_apart: the lines ("indicator.category") published in its place where it is not
    count, percentage, average, rate: where DfE prints it, by measure
    """

    id: str
    label: Text
    code: str = ""
    value: str | Names | None = None
    first_year: int = 0
    longest: int | None = None
    unknown: bool = False
    catch_all: bool = False
    synonyms: Names = ()
    share: Text = Text("")
    short: Text = Text("")
    told_apart: Names = ()
    count: Names | None = None
    percentage: Names | None = None
    average: Names | None = None
    rate: Names | None = None


class AxisRecord(Record, frozen=True):
    """A row or column of a cross-table: `[[rows]]`, `[[columns]]`.

    id, label: its name in files; its name in a sentence
    match: what DfE calls it, in the place of `{row}` or `{column}` of the address
    value: the values of the event view's column that make it (none: its id)
    """

    id: str
    label: Text
    match: Names
    value: str | Names | None = None


class IndicatorRecord(Record, frozen=True):
    """An indicator's file.

    id: the file's name; whole words, the field's standard terms
    title: as a heading
    group: where lists of indicators show it (`groups` in `prompts/messages/catalogue.toml`)
    kind: `stock` ("at 31 March 2016") or `flow` ("in the year ending 31 March 2016")
    one, many: one unit and many units inside a sentence ("Derby had 3,582 **referrals** ...")
    counted: the unit (`units` in `prompts/messages/catalogue.toml`)
    polarity: whether better and worse may be said; `none` but for what guidance sets a time for
    headline: the measure that compares areas
    definition, rule: what is counted, in plain English; the source of the rule
    synonyms: what people call it; each belongs to this indicator only
    measures: the measures it has, a table each
    next_review: the day by which a person looks at the definition again
    why: why it matters
    notes: notes that its own text rests on, by their id in `notes.toml`
    short, short_one: many and one of it in the bold claim of a message, in four words at most; of
      a breakdown in a family how a line is told there, with `{category}` ("referrals from schools")
    named: its lines are what workers name of a case ("neglect named far more than elsewhere")
    breakdown_of: the indicator that it divides
    dimension, dimensions: by what it divides, one and several ("primary need", "primary needs")
    scale: whether its categories have an order
    additive: whether the counts of its categories add up to the whole
    categories: its lines, a table each
    rows, columns: a cross-table: its rows and its columns, a table each
    address: where DfE prints a cell of a cross-table, with `{row}` and `{column}`
    together: words that mean several of its categories, each with their ids
    count_from: the breakdown whose counts it shows over another denominator
    brought_by: the prepositions that bring a category, where others do not ("from schools")
    main_count: whoever reports at all reports it: it tells what a release or a return holds
    population: rates are per 10,000 of it; one indicator is
    needs_previous_return: without the return of the year before, an own figure is a lower bound
    no_family: why it stands in no family of findings (`families.toml`), where it does not
    rests_on: the tables of a return that its own figures rest on, the one that is counted first,
      and the fields of each: what a return does not give of them, or not so that it can be read,
      makes its figures not known
    """

    id: str
    title: Text
    group: str
    kind: Kind
    one: Text
    many: Text
    counted: str
    polarity: Polarity
    headline: MeasureName
    definition: str
    rule: Text
    synonyms: Names
    measures: dict[MeasureName, MeasureRecord]
    next_review: date
    why: str = ""
    notes: Names = ()
    breakdown_of: str = ""
    dimension: Text = Text("")
    dimensions: Text = Text("")
    short: Text = Text("")
    short_one: Text = Text("")
    named: bool = False
    scale: Literal["nominal", "ordered"] = "nominal"
    additive: bool = False
    categories: tuple[CategoryRecord, ...] = ()
    rows: tuple[AxisRecord, ...] = ()
    columns: tuple[AxisRecord, ...] = ()
    address: str = ""
    together: dict[str, Names] = {}  # noqa: RUF012 - msgspec copies an empty default
    count_from: str = ""
    brought_by: Names = ()
    main_count: bool = False
    population: bool = False
    needs_previous_return: bool = False
    no_family: str = ""
    rests_on: dict[str, Names] = {}  # noqa: RUF012 (msgspec gives each record its own)


class NoteRecord(Record, frozen=True):
    """A comparability note: `[[notes]]` of `notes.toml`.

    id, text: its name in files; what a reader sees
    indicators: the indicators that it bears on; `["*"]` every one
    areas: three-digit codes of authorities, E-codes of regions and England; `["*"]` every one
    years: the years that it bears on; none: every year
    break_between: two years that no series may be joined across without the note
    always: a standing caveat of definitions, not shown beside each figure
    bars: no comparison with other areas or years rests on what it bears on
    explains: thresholds of `prompts/commentary/bands.toml` whose numbers its text says
    """

    id: str
    text: str
    indicators: Names = ("*",)
    areas: Names = ("*",)
    years: tuple[int, ...] = ()
    break_between: tuple[int, ...] = ()
    always: bool = False
    bars: bool = False
    explains: Names = ()


class NotesFile(Record, frozen=True):
    """`notes.toml`."""

    notes: tuple[NoteRecord, ...] = ()


class QuestionsRecord(Record, frozen=True):
    """What to ask where a family is told: `[[families.questions]]`.

    of: the indicators that it is asked of, or stages ("above/below"); none: all that no other names
    higher, lower: of a level beyond most, with `{category}` or `{line}` for a line of a breakdown
    rose, fell: the same of a change
    """

    higher: Text
    lower: Text
    rose: Text
    fell: Text
    of: Names = ()


class FamilyRecord(Record, frozen=True):
    """A family of findings: `[[families]]` of `families.toml`, in the order of a case.

    id, name: its name in files; its name in a sentence
    tier: 1 the chain of a case, 2 time and what comes back, 3 mix, source and reasons
    indicators: those that tell of it, by the measure that compares areas, line by line
    ratios: linked stages, neither a part of the other: so many of the first for every hundred
    shares: pairs of linked stages, the first a part of the second
    questions: what to ask where something of it stands out, a table for each kind of figure
    """

    id: str
    name: Text
    tier: Literal[1, 2, 3]
    indicators: Names
    questions: tuple[QuestionsRecord, ...]
    ratios: tuple[tuple[str, str], ...] = ()
    shares: tuple[tuple[str, str], ...] = ()


class FamiliesFile(Record, frozen=True):
    """`families.toml`.

    head: the indicator that every page begins with
    tiles, glance: the indicators of the overview's tiles; those of its table
    families: the families, in the order of a case
    """

    head: str
    tiles: Names
    glance: Names
    families: tuple[FamilyRecord, ...]


FAMILIES = "families.toml"
FILES: tuple[type[Record], ...] = (
    IndicatorRecord,
    MeasureRecord,
    CategoryRecord,
    AxisRecord,
    NoteRecord,
    SumRecord,
    TieRecord,
    CoverRecord,
    PercentilesRecord,
    QuestionsRecord,
    FamilyRecord,
    FamiliesFile,
)
