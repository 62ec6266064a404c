"""Reading the definitions: a folder of TOML files -> indicators, notes and every fault of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.indicator import (
    DEFINED_MEASURES,
    Category,
    Definition,
    Events,
    Indicator,
    Measure,
    Text,
)
from cin_narrative.catalogue.notes import Note
from cin_narrative.catalogue.records import (
    AxisRecord,
    CategoryRecord,
    IndicatorRecord,
    MeasureRecord,
    NoteRecord,
    NotesFile,
)
from cin_narrative.catalogue.toml_files.records import TomlFile

DEFINITIONS = Path(__file__).parent


@dataclass(slots=True)
class Definitions:
    """What a folder defines: each file with its record, and the faults of reading them.

    ``left_out``: the indicators whose file is at fault. What refers to one is not at fault itself.
    """

    files: dict[str, tuple[TomlFile, IndicatorRecord]] = field(default_factory=dict)
    notes_file: tuple[TomlFile, NotesFile] | None = None
    faults: list[Fault] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)

    @property
    def there(self) -> set[str]:
        """Every indicator that has a file."""
        return {*self.files, *self.left_out}

    @property
    def notes(self) -> tuple[NoteRecord, ...]:
        """The notes, in the order of their file."""
        return self.notes_file[1].notes if self.notes_file else ()


def read_definitions(folder: Path) -> Definitions:
    """Every ``indicators/*.toml`` and ``notes.toml`` of ``folder``, as far as they can be read."""
    read = Definitions()
    for path in sorted((folder / "indicators").glob("*.toml")):
        file = TomlFile(path)
        record, faults = file.read(IndicatorRecord)
        read.faults += faults
        if record is None:
            read.left_out.add(path.stem)
        elif record.id != path.stem:  # what refers to it by either name is not at fault itself
            read.faults.append(file.fault(("id",), "id_is_name", id=record.id, name=path.stem))
            read.left_out |= {path.stem, record.id}
        else:
            read.files[path.stem] = file, record
    notes = TomlFile(folder / "notes.toml")
    found, faults = notes.read(NotesFile)
    read.faults += faults
    read.notes_file = (notes, found) if found else None
    return read


def indicator_of(record: IndicatorRecord) -> Indicator:
    """An indicator from the record of its file."""
    return Indicator(
        id=record.id,
        title=record.title,
        group=record.group,
        kind=record.kind,
        one=record.one,
        many=record.many,
        counted=record.counted,
        polarity=record.polarity,
        headline=Measure(record.headline),
        definition=_one_line(record.definition),
        rule=record.rule,
        synonyms=tuple(synonym.lower() for synonym in record.synonyms),
        measures={Measure(name): _measure(name, one) for name, one in record.measures.items()},
        why=_one_line(record.why),
        notes=record.notes,
        next_review=record.next_review.isoformat(),
        breakdown_of=record.breakdown_of,
        dimension=record.dimension,
        dimensions=record.dimensions,
        short=record.short or record.many,
        short_one=record.short_one or record.one,
        is_named=record.named,
        ordered=record.scale == "ordered",
        additive=record.additive,
        categories={one.id: one for one in _categories(record)},
        count_from=record.count_from,
        brought_by=record.brought_by,
        together=record.together,
        is_main_count=record.main_count,
        is_population=record.population,
        needs_previous_return=record.needs_previous_return,
        no_family=record.no_family,
        rests_on=record.rests_on,
    )


def note_of(record: NoteRecord) -> Note:
    """A note from its record."""
    return Note(
        record.id,
        _one_line(record.text),
        record.indicators,
        record.areas,
        record.years,
        record.break_between,
        record.always,
        record.bars,
    )


def _one_line(text: str) -> Text:
    return Text(" ".join(text.split()))


def _measure(name: str, record: MeasureRecord) -> Definition:
    events = Events(record.view, record.where, record.distinct, record.column, record.by)
    return Definition(
        Measure(name),
        record.columns,
        record.of,
        record.share,
        record.sum_of,
        record.categories,
        record.unit_one,
        record.unit_many,
        events if record.view else None,
        record.name,
    )


def _categories(record: IndicatorRecord) -> Iterator[Category]:
    yield from map(_category, record.categories)
    for row in record.rows:
        for column in record.columns:
            yield _cell(record.address, row, column)


def _category(record: CategoryRecord) -> Category:
    return Category(
        record.id,
        record.label,
        record.code,
        tuple(synonym.lower() for synonym in record.synonyms),
        record.share,
        _addresses(record),
        record.first_year,
        values_of(record),
        unknown=record.unknown,
        catch_all=record.catch_all,
        told_apart=record.told_apart,
        longest=record.longest,
        short=record.short or record.label,
    )


def _addresses(record: CategoryRecord) -> Mapping[Measure, tuple[str, ...]]:
    return {
        measure: columns
        for measure in DEFINED_MEASURES
        if (columns := getattr(record, measure.value)) is not None
    }


def _cell(address: str, row: AxisRecord, column: AxisRecord) -> Category:
    """A category of a cross-table: a row and a column."""
    return Category(
        f"{row.id}.{column.id}",
        Text(f"{row.label}, {column.label}"),
        columns={
            Measure.COUNT: tuple(
                address.replace("{row}", r).replace("{column}", c)
                for r in row.match
                for c in column.match
            )
        },
        values=values_of(row),
        by_values=values_of(column),
    )


def values_of(record: CategoryRecord | AxisRecord) -> tuple[str, ...]:
    """The values of the event view that make a category: its own id where none is named."""
    if record.value is None:
        return (record.id,)
    return (record.value,) if isinstance(record.value, str) else record.value
