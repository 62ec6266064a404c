"""A batch of returns -> the figures and the findings of each, as counts.

Rows about children live in the batch's engine until the counts are made, and are then forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.errors import ReturnBlocked, ReturnRefused
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.census_file.csv_reader import read_csv
from cin_narrative.load.returns.census_file.files import ReturnFile
from cin_narrative.load.returns.census_file.xml_reader import read_xml
from cin_narrative.load.returns.compute import Computed, compute
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.event_views import prepare
from cin_narrative.load.returns.gaps import (
    Gap,
    gaps_of,
    symbols_of,
    unreadable_fields,
)
from cin_narrative.load.returns.header import ReturnKey, key_of
from cin_narrative.load.returns.history import Earlier, earlier_counts
from cin_narrative.load.returns.incoming import Peeked
from cin_narrative.load.returns.quality.children import Behind, children_behind
from cin_narrative.load.returns.quality.findings import (
    find,
    make_all_views,
    make_views,
)
from cin_narrative.store.connection import no_collecting
from cin_narrative.store.merge import HeldCount
from cin_narrative.store.observations import Finding

Told = Callable[[int, str], None]  # is given bytes done since it was last called, and what is done


@dataclass(frozen=True, slots=True)
class Results:
    """What a batch gave: key and reading, gaps, the counts held to look at it beside, the rules'
    findings and the figures, by the number of the return; and, where asked for, the children
    behind the findings.
    """

    read: Mapping[int, tuple[ReturnKey, Reading]]
    gaps: Mapping[int, Sequence[Gap]]
    earlier: Mapping[int, Mapping[str, Earlier]]
    findings: Mapping[int, Sequence[Finding]]
    values: Mapping[int, Sequence[Computed]]
    children: Sequence[Behind]

    def counts_before(self, key: ReturnKey) -> dict[str, float]:
        """The counts of the authority's return of the year before; empty where it is not here."""
        for other, _ in self.read.values():
            if other.place == key.place_before:
                return counts_of(self.values.get(other.return_id, ()))
        return {}


def compute_batch(
    batch: Sequence[Peeked],
    engine: Engine,
    catalogue: Catalogue,
    areas: Areas,
    told: Told,
    held: Callable[[str], Sequence[HeldCount]],
    with_children: bool = False,
) -> Results:
    """Read the files of ``batch`` into ``engine``, count what the definitions count, and let the
    engine forget the rows. ``held`` gives what the store holds of an authority.

    Raises ``InputRefused`` where a return cannot be read, ``ReturnBlocked`` where a rule forbids
    computing.
    """
    try:
        read, refused = read_returns(batch, engine, areas, told)
        keys = [key for key, _ in read.values()]
        earlier = {key.return_id: earlier_counts(held(key.area), key) for key in keys}
        gaps = _gaps(read, earlier, catalogue)
        unknown = {number: symbols_of(found, catalogue) for number, found in gaps.items()}
        prepare(engine, keys)
        make_views(engine)
        findings = _found(engine, keys, catalogue, refused)
        values = _by_return(compute(engine, keys, catalogue, unknown))
        if with_children:
            make_all_views(engine)
        asked = list(read.values()) if with_children else []
        children = [
            one for key, found in asked for one in children_behind(engine, key, found.unread)
        ]
    finally:
        engine.close()
    return Results(read, gaps, earlier, findings, values, children)


def _by_return(values: Iterable[Computed]) -> dict[int, list[Computed]]:
    found: dict[int, list[Computed]] = defaultdict(list)
    for value in values:
        found[value.return_id].append(value)
    return found


def _gaps(
    read: Mapping[int, tuple[ReturnKey, Reading]],
    earlier: Mapping[int, Mapping[str, Earlier]],
    catalogue: Catalogue,
) -> dict[int, list[Gap]]:
    """The gaps of each return, by its number."""
    readings = {key.place: reading for key, reading in read.values()}
    return {
        number: gaps_of(
            key,
            reading,
            readings.get(key.place_before),
            {name: one.value for name, one in earlier[number].items()},
            catalogue,
        )
        for number, (key, reading) in read.items()
    }


def _found(
    engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue, refused: Sequence[str]
) -> Mapping[int, Sequence[Finding]]:
    """What the rules find. Raises ``ReturnBlocked`` or ``ReturnRefused`` with all that forbids
    computing: what was ``refused`` on reading, and what the rules say.
    """
    try:
        found = find(engine, keys, catalogue)
    except ReturnBlocked as error:
        if not refused:
            raise
        raise ReturnRefused("\n".join([*refused, str(error)])) from None
    if refused:
        raise ReturnRefused("\n".join(refused))
    return found


def read_returns(
    batch: Sequence[Peeked], engine: Engine, areas: Areas, told: Told
) -> tuple[dict[int, tuple[ReturnKey, Reading]], list[str]]:
    """Read the files of ``batch`` into ``engine``: the key and the reading of each, by number; and
    a line for every field of which too much cannot be read.
    """
    numbers, refused = Numbers(), list[str]()
    read: dict[int, tuple[ReturnKey, Reading]] = {}
    for one in batch:
        file, number = one.key.file, one.key.return_id
        rows = CensusRows(engine, number, numbers)
        reading = read_file(one.file, rows, _of_file(told, file))
        read[number] = (key_of(reading.header, file, number, areas), reading)
        refused += unreadable_fields(file, reading)
    return read, refused


def _of_file(told: Told, file: str) -> Callable[[int], None]:
    return lambda count: told(count, f"reading {file}")


@no_collecting()
def read_file(file: ReturnFile, rows: CensusRows, progress: Callable[[int], None]) -> Reading:
    """Read one return into ``rows``; ``progress`` is given bytes read. Raises ``InputRefused``."""
    if file.tables:
        reading = read_csv(list(file.tables), file.name, rows)
    else:
        with file.open() as stream:
            reading = read_xml(stream, file.name, rows, progress)
    if file.taken_as:
        reading.header.take_as(file.taken_as)
    return reading


def counts_of(values: Iterable[Computed]) -> dict[str, float]:
    """Indicator -> its count, categories left out, and what is not known."""
    return {
        one.indicator: one.value
        for one in values
        if one.measure is Measure.COUNT and not one.category and one.value is not None
    }
