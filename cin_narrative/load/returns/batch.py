"""A batch of returns -> the figures and the findings of each, computed and then stored as counts.

Rows about children live in the batch's engine until the counts are made, and are then forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.census_file.csv_reader import read_csv
from cin_narrative.load.returns.census_file.xml_reader import read_xml
from cin_narrative.load.returns.compute import Computed, compute
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.event_views import prepare
from cin_narrative.load.returns.header import ReturnKey, key_of
from cin_narrative.load.returns.incoming import Peeked
from cin_narrative.load.returns.quality.children import Behind, children_behind
from cin_narrative.load.returns.quality.findings import find, make_views, worst_first
from cin_narrative.load.returns.quality.unusual import (
    change_findings,
    lower_bound_findings,
    reading_findings,
)
from cin_narrative.load.returns.return_report import TakenReturn
from cin_narrative.messages import message
from cin_narrative.store.observations import LOCAL_RETURN_ORDER, Finding, Release
from cin_narrative.store.write import StoreBuilder

Told = Callable[[int, str], None]  # is given bytes done since it was last called, and what is done


@dataclass(frozen=True, slots=True)
class Results:
    """What a batch gave: key and reading, and the rules' findings, by the number of the return; the
    figures of all; and, where asked for, the children behind the findings.
    """

    read: Mapping[int, tuple[ReturnKey, Reading]]
    findings: Mapping[int, Sequence[Finding]]
    values: Sequence[Computed]
    children: Sequence[Behind]

    def own(self, key: ReturnKey) -> list[Computed]:
        """The figures of one return."""
        return [value for value in self.values if value.return_id == key.return_id]

    def counts_before(self, key: ReturnKey) -> dict[str, float]:
        """The counts of the authority's return of the year before; empty where it is not here."""
        before = (key.area, key.year - 1)
        for other, _ in self.read.values():
            if (other.area, other.year) == before:
                return _counts(self.own(other))
        return {}


def compute_batch(
    batch: Sequence[Peeked],
    engine: Engine,
    catalogue: Catalogue,
    areas: Areas,
    told: Told,
    with_children: bool = False,
) -> Results:
    """Read the files of ``batch`` into ``engine``, count what the definitions count, and let the
    engine forget the rows.

    Raises ``InputRefused`` where a return cannot be read, ``ReturnBlocked`` where a rule forbids
    computing.
    """
    try:
        read = read_returns(batch, engine, areas, told)
        keys = [key for key, _ in read.values()]
        prepare(engine, keys)
        make_views(engine)
        findings, values = find(engine, keys), compute(engine, keys, catalogue)
        children = list(_children(engine, keys)) if with_children else []
    finally:
        engine.close()
    return Results(read, findings, values, children)


def read_returns(
    batch: Sequence[Peeked], engine: Engine, areas: Areas, told: Told
) -> dict[int, tuple[ReturnKey, Reading]]:
    """Read the files of ``batch`` into ``engine``: the key and the reading of each, by number."""
    numbers = Numbers()
    read: dict[int, tuple[ReturnKey, Reading]] = {}
    for one in batch:
        file, number = one.key.file, one.key.return_id
        reading = _read(one, CensusRows(engine, number, numbers), _of_file(told, file))
        read[number] = (key_of(reading.header, file, number, areas), reading)
    return read


def _of_file(told: Told, file: str) -> Callable[[int], None]:
    return lambda count: told(count, f"reading {file}")


def _read(one: Peeked, rows: CensusRows, progress: Callable[[int], None]) -> Reading:
    if one.file.tables:
        return read_csv(list(one.file.tables), one.file.name, rows)
    with one.file.open() as stream:
        return read_xml(stream, one.file.name, rows, progress)


def _children(engine: Engine, keys: Sequence[ReturnKey]) -> Iterator[Behind]:
    for key in keys:
        for rule, child in children_behind(engine, key):
            yield key.release, rule, child


def store_batch(
    results: Results, builder: StoreBuilder, catalogue: Catalogue, areas: Areas
) -> Iterator[TakenReturn]:
    """Stage the figures and the findings of every return of a batch, each in place of what the
    store holds of its authority and year.
    """
    for key, reading in results.read.values():
        values = results.own(key)
        findings = _findings(key, reading, values, results)
        replaced = builder.replace_local(key.area, key.year)
        builder.add_findings(findings)
        rows = [_observation(key, value, catalogue) for value in values]
        builder.add_observations(key.file, reading.sha256, _release(key), rows, 0)
        place, children = str(areas.get(key.area, key.year).in_name), reading.rows["Child"]
        others = [release for release in replaced if release != key.release]
        yield TakenReturn(key, place, len(values), children, findings, others)


def _findings(
    key: ReturnKey, reading: Reading, values: Sequence[Computed], results: Results
) -> list[Finding]:
    """Everything that is wrong with one return, worst damage first."""
    return worst_first(
        [
            *results.findings[key.return_id],
            *reading_findings(key, reading),
            *lower_bound_findings(key, values),
            *change_findings(key, _counts(values), results.counts_before(key)),
        ]
    )


def _counts(values: Iterable[Computed]) -> dict[str, float]:
    """Indicator -> its count, categories left out."""
    whole = (value for value in values if value.measure is Measure.COUNT and not value.category)
    return {value.indicator: value.value for value in whole}


def _release(key: ReturnKey) -> Release:
    kind = message("load.computed_made_up" if key.made_up else "load.computed_here")
    return Release(key.release, f"{key.release} ({kind})", float(LOCAL_RETURN_ORDER + key.year))


def _observation(key: ReturnKey, value: Computed, catalogue: Catalogue) -> tuple[Any, ...]:
    """One figure as ``StoreBuilder.add_observations`` takes it: no symbol and no row of a file."""
    cell = (key.area, key.year, value.indicator, value.measure.value, value.category)
    return (*cell, float(value.value), None, None, _column(catalogue, value), value.note or None)


def _column(catalogue: Catalogue, value: Computed) -> str:
    """Where the figure comes from, for its receipt: the event view and its true/false column."""
    events = catalogue[value.indicator].measures[value.measure].events
    return ".".join(filter(None, (events.view, events.where))) if events else ""
