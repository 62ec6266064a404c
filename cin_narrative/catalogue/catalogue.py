"""The catalogue: every indicator and note by id -> what each means and how they hang together.

Nothing here knows a file of figures, a database or a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from cin_narrative.catalogue.checks.phrases import synonym_faults
from cin_narrative.catalogue.checks.references import reference_faults
from cin_narrative.catalogue.definitions import (
    DEFINITIONS,
    Definitions,
    indicator_of,
    note_of,
    read_definitions,
)
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.indicator import (
    ADDRESS,
    DECIMALS,
    DEFINED_MEASURES,
    RATE_PER,
    Category,
    Definition,
    Events,
    Indicator,
    Measure,
    Polarity,
    Text,
)
from cin_narrative.catalogue.notes import Note
from cin_narrative.errors import DefinitionFault, UnknownName

__all__ = [
    "ADDRESS",
    "DECIMALS",
    "DEFINED_MEASURES",
    "DEFINITIONS",
    "RATE_PER",
    "Catalogue",
    "Category",
    "Definition",
    "Events",
    "Indicator",
    "Measure",
    "Note",
    "Polarity",
    "Text",
    "load_catalogue",
    "read_what_can_be",
]


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

    @cached_property
    def main_counts(self) -> tuple[str, ...]:
        """The ids of the counts that tell what a release or a return holds."""
        return tuple(indicator.id for indicator in self if indicator.is_main_count)

    @cached_property
    def grounds(self) -> Mapping[str, frozenset[str]]:
        """The tables and fields of a return that the own figures of each indicator rest on."""
        return {one.id: one.fields.union(one.rests_on) for one in self}

    @cached_property
    def population(self) -> str:
        """The id of the population that rates are per; empty where the catalogue has none."""
        return next((indicator.id for indicator in self if indicator.is_population), "")

    @cached_property
    def limits_to_comparison(self) -> tuple[Note, ...]:
        """The notes of breaks, and those that bar a comparison."""
        return tuple(note for note in self.notes.values() if note.break_between or note.bars)

    def read_for(self, indicator_id: str) -> frozenset[str]:
        """The indicators that its figures are made of: its counts, and the totals behind them."""
        return self._read_for[self[indicator_id].id]

    @cached_property
    def _read_for(self) -> Mapping[str, frozenset[str]]:
        found = {}
        for one in self:
            behind = [name for d in one.measures.values() for name in (d.of, d.sum_of)]
            names = {one.id, self.counts_of(one).id, one.breakdown_of, self.population, *behind}
            found[one.id] = frozenset(names - {""})
        return found

    def counts_of(self, indicator: Indicator) -> Indicator:
        """The indicator whose counts this one shows: itself, or the one it has its counts from."""
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
    catalogue, faults, _ = read_what_can_be(folder)
    if faults:
        raise DefinitionFault([str(fault) for fault in faults])
    return catalogue


def read_what_can_be(
    folder: Path, read: Definitions | None = None
) -> tuple[Catalogue, list[Fault], frozenset[str]]:
    """The catalogue without the indicators at fault, every fault, and the names of the indicators
    left out; ``read`` is what the folder holds, where that has been read.

    What refers to an indicator that is left out is not at fault itself.
    """
    read = read or read_definitions(folder)
    faults = sorted({*read.faults, *reference_faults(read), *synonym_faults(read)})
    catalogue = made_of(read)
    return catalogue, faults, frozenset(read.there - set(catalogue.indicators))


def made_of(read: Definitions) -> Catalogue:
    """The catalogue of the definitions that could be read."""
    indicators = {
        stem: indicator_of(record)
        for stem, (_, record) in read.files.items()
        if not record.count_from or record.count_from in read.files
    }
    return Catalogue(indicators, {note.id: note_of(note) for note in read.notes})
