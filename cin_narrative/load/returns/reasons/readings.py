"""``readings.toml`` -> our readings of rules that no published source settles, and the indicators
that follow from each.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.catalogue.toml_files.records import Record, read_sound

FILE = Path(__file__).parent / "readings.toml"
ALL = "*"


class RuleReading(Record, frozen=True):
    """A reading of ours.

    id: its name, which is its class of reasons
    bears_on: the columns of event views that follow from it; ``view.*`` is all of a view
    words: the reason, as a clause
    constants: the named constants of the views that it is
    beside: the count that agrees where the reading is the reason (default: what the figure is part
        of)
    """

    id: str
    bears_on: tuple[str, ...]
    words: str
    constants: tuple[str, ...] = ()
    beside: str = ""


class ReadingsFile(Record, frozen=True):
    """All of them."""

    readings: tuple[RuleReading, ...]


@cache
def rule_readings() -> tuple[RuleReading, ...]:
    """The readings, in the order of the file. Raises ``DefinitionFault``."""
    return read_sound(FILE, ReadingsFile).readings


def readings_behind(indicator: Indicator, catalogue: Catalogue) -> list[RuleReading]:
    """The readings that a count of ``indicator`` follows from."""
    own = set(_columns(indicator, catalogue))
    return [one for one in rule_readings() if not own.isdisjoint(one.bears_on)]


def _columns(indicator: Indicator, catalogue: Catalogue) -> Iterator[str]:
    for definition in indicator.measures.values():
        if definition.sum_of:
            yield from _columns(catalogue[definition.sum_of], catalogue)
        events = definition.events
        if events is not None:
            names = (ALL, events.where, events.column, events.distinct, events.by)
            yield from (f"{events.view}.{name}" for name in names if name)
