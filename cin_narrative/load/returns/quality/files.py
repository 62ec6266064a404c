"""Census files as they are -> everything that is wrong with each, and the records behind it.

Nothing is stored, and nothing is written: rows about children are in memory alone, and gone when
the file has been looked at.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import InputRefused, NothingRecognised
from cin_narrative.load.returns.batch import read_file
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.census_file.files import (
    AS_THEY_ARE,
    ReadAs,
    ReturnFile,
    find_returns,
)
from cin_narrative.load.returns.engine import DuckDBEngine, Engine
from cin_narrative.load.returns.event_views import tell_returns
from cin_narrative.load.returns.gaps import gap_findings, gaps_of, too_many_unreadable
from cin_narrative.load.returns.header import ReturnKey, is_authority
from cin_narrative.load.returns.quality.children import Behind, children_behind
from cin_narrative.load.returns.quality.findings import (
    find_all,
    make_all_views,
    make_views,
    worst_first,
)
from cin_narrative.load.returns.quality.header_facts import header_findings, key_to_look_by
from cin_narrative.load.returns.quality.report import QualityReport
from cin_narrative.load.returns.quality.unusual import previous_missing, reading_findings
from cin_narrative.messages import message
from cin_narrative.store.observations import Finding


@dataclass(frozen=True, slots=True)
class Looked:
    """One file looked at: what is wrong with it, and the records behind, where asked for."""

    report: QualityReport
    behind: tuple[Behind, ...] = ()


def look_at(
    paths: Sequence[Path],
    catalogue: Catalogue,
    areas: Areas,
    with_children: bool = False,
    how: ReadAs = AS_THEY_ARE,
) -> list[Looked]:
    """What is wrong with each census return below ``paths``, worst damage first.

    Records that block figures are findings like others. Raises ``InputRefused`` with a line for
    every file that cannot be read at all.
    """
    files, _ = find_returns(list(paths), how)
    if not files:
        raise NothingRecognised(message("load.no_census_return"))
    found, refused = list[_Read](), list[InputRefused]()
    for file in files:
        try:
            with _without_collector():
                found.append(_look(file, catalogue, areas, with_children))
        except InputRefused as error:
            refused.append(error)
    if refused:
        raise type(refused[0])("\n".join(map(str, refused)))
    return list(_reports(found, catalogue, areas))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Python's collector of circles at rest: rows hold none, and to look through a hundred thousand
    of them again and again is a fifth of the reading.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read: its key, how many children it has, and what the rules found."""

    key: ReturnKey
    children: int
    findings: tuple[Finding, ...]
    behind: tuple[Behind, ...]


def _look(file: ReturnFile, catalogue: Catalogue, areas: Areas, with_children: bool) -> _Read:
    engine = DuckDBEngine(threads=1)  # one return is too little to share: a second one only waits
    try:
        reading = read_file(file, CensusRows(engine, 1, Numbers()), lambda count: None)
        key = key_to_look_by(reading.header, file.name, areas)
        findings = tuple(_findings(engine, key, reading, catalogue, areas))
        behind = tuple(_behind(engine, key, reading)) if with_children else ()
    finally:
        engine.close()
    return _Read(key, reading.rows["Child"], findings, behind)


def _behind(engine: Engine, key: ReturnKey, reading: Reading) -> list[Behind]:
    make_all_views(engine)
    return children_behind(engine, key, reading.unread)


def _findings(
    engine: Engine, key: ReturnKey, reading: Reading, catalogue: Catalogue, areas: Areas
) -> Iterator[Finding]:
    """Everything that one file shows by itself."""
    tell_returns(engine, [key])
    make_views(engine)
    yield from header_findings(key, reading.header, areas, catalogue)
    yield from find_all(engine, [key], catalogue)[key.return_id]
    blocking = too_many_unreadable(reading)
    for one in gap_findings(key, gaps_of(key, reading, None, {}, catalogue), catalogue):
        yield one._replace(handling="blocked") if one.rule in blocking else one
    yield from reading_findings(key, reading, catalogue)


def _reports(found: Sequence[_Read], catalogue: Catalogue, areas: Areas) -> Iterator[Looked]:
    """A report on each file; one whose year before was not given says so."""
    titles = {indicator.id: str(indicator.title) for indicator in catalogue}
    given = {one.key.place for one in found}
    for one in found:
        key, findings = one.key, list(one.findings)
        if key.place_before not in given:
            findings.append(previous_missing(key, catalogue))
        heading = message(
            "load.return_checked",
            place=_place(key, areas),
            period=key.period,
            file=key.file,
            children=one.children,
        )
        in_order = tuple(worst_first(findings))
        yield Looked(QualityReport(heading, key.year, key.file, in_order, titles, True), one.behind)


def _place(key: ReturnKey, areas: Areas) -> str:
    if is_authority(key.area, areas):
        return str(areas.get(key.area, key.year).in_name)
    return message("load.authority_not_known", code=key.area)
