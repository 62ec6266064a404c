"""Which charts a page draws: ``prompts/commentary/charts.toml`` -> the indicators and their
words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import Record, TomlFile, read_sound
from cin_narrative.resources import resource

CHARTS = resource("prompts", "commentary", "charts.toml")


class Drawn(Record, frozen=True):
    """The indicator that a chart is of."""

    indicator: str


class Step(Record, frozen=True):
    """One bar of the flow: its indicator, what a title calls it, what follows where it is last."""

    indicator: str
    noun: str
    after: str = ""


class Flow(Record, frozen=True):
    """The flow: its name, what is measured, the note below it, its steps in order."""

    name: Text
    measured: str
    note: str
    steps: tuple[Step, ...]

    @property
    def nouns(self) -> dict[str, Step]:
        """The steps by indicator."""
        return {step.indicator: step for step in self.steps}


class Charts(Record, frozen=True):
    """The charts that a page may draw."""

    neighbours: Drawn
    breakdown: Drawn
    flow: Flow


@cache
def load_charts() -> Charts:
    """The choice of charts; raises ``DefinitionFault``."""
    return read_sound(CHARTS, Charts)


def chart_faults(indicators: Collection[str], path: Path = CHARTS) -> Iterator[Fault]:
    """Every fault of the file: keys, types, and what is none of ``indicators``."""
    file = TomlFile(path)
    charts, faults = file.read(Charts)
    yield from faults
    for keys, indicator in _named(charts) if charts else ():
        yield from file.unknown(keys, indicator, indicators)


def _named(charts: Charts) -> Iterator[tuple[Keys, str]]:
    """Every indicator that the file names, and where."""
    yield ("neighbours", "indicator"), charts.neighbours.indicator
    yield ("breakdown", "indicator"), charts.breakdown.indicator
    for place, step in enumerate(charts.flow.steps):
        yield ("flow", "steps", place, "indicator"), step.indicator
