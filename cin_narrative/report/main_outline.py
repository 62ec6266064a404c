"""The main part of the page as the outline has it: ``[[parts]]`` of
``prompts/commentary/summary.toml`` -> typed parts, in order.

Each part is one section. What it writes, in words, is in ``main_part.py``; which indicators, in the
file alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.toml_files.records import Record


class Kind(StrEnum):
    """What a part of the page is."""

    OPENING = "opening"  # one sentence: how many children, and what stands out first
    MESSAGES = "messages"  # level and change of children in need, then none to five findings
    STAGES = "stages"  # the table of the stages of a case, and small charts of some of them
    PEOPLE = "people"  # who the children are: a few sentences, then tables of categories
    QUALITY = "quality"  # how well it is done: one table of percentages
    QUESTIONS = "questions"  # a question for each of the first messages
    CARE = "care"  # habits of recording, and comparisons that a note bars
    SLOTS = "slots"  # what people write
    NOTES = "notes"  # the notes that matter here
    SOURCES = "sources"  # a line for each file and table


class StageRow(Record, frozen=True):
    """A row of the stages: an indicator's number, or so many of it for every hundred of ``per``."""

    indicator: str
    label: str
    per: str = ""


class PointRecord(Record, frozen=True):
    """A sentence on one percentage, of a category or of the whole."""

    indicator: str
    category: str = ""


class MixRecord(Record, frozen=True):
    """A table of the ``top`` largest categories of a breakdown; ``title`` heads their names."""

    indicator: str
    title: str
    top: int = 5


class Part(Record, frozen=True):
    """One section of the main part. ``brief``: the one-page brief has it too; ``most``: how many
    questions; ``years``: how many
    years a row of stages gives; ``charts``: indicators whose rates are drawn; ``notes``: ids of
    notes under the table.
    """

    part: Kind
    heading: str
    brief: bool = False
    years: int = 5
    most: int = 3
    rows: tuple[StageRow, ...] = ()
    shares: tuple[str, ...] = ()
    points: tuple[PointRecord, ...] = ()
    tables: tuple[MixRecord, ...] = ()
    charts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def row_names(self) -> Iterator[str]:
        """The indicators that its tables have a row of."""
        yield from (row.indicator for row in self.rows)
        yield from self.shares

    @property
    def named(self) -> Iterator[tuple[str, Measure | None, str]]:
        """Every indicator it names, with the measure that it needs (None: any) and the category."""
        for row in self.rows:
            yield row.indicator, Measure.COUNT, ""
            if row.per:
                yield row.per, Measure.COUNT, ""
        yield from ((name, Measure.PERCENTAGE, "") for name in self.shares)
        yield from ((one.indicator, Measure.PERCENTAGE, one.category) for one in self.points)
        yield from ((one.indicator, Measure.PERCENTAGE, "") for one in self.tables)
        yield from ((name, Measure.RATE, "") for name in self.charts)
