"""Loading authorities' own census returns: files -> tables in memory -> observations in the store,
as one more release.

 Rows about children live in an in-memory engine until the counts are made, and are then forgotten;
only counts reach the store. Returns are taken in batches, all of one authority together, so that
memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.errors import InputRefused, NothingRecognised, OutputRefused
from cin_narrative.load.returns import quality
from cin_narrative.load.returns.compute import Computed, compute, prepare
from cin_narrative.load.returns.csv_reader import read_csv, read_csv_header
from cin_narrative.load.returns.engine import DuckDBEngine, Engine
from cin_narrative.load.returns.files import ReturnFile, find_returns
from cin_narrative.load.returns.header import ReturnKey, key_of
from cin_narrative.load.returns.tables import CensusRows, Numbers
from cin_narrative.load.returns.xml_reader import Reading, read_header, read_xml
from cin_narrative.store.observations import LOCAL_RETURN_ORDER, Finding, Release
from cin_narrative.store.store import Store
from cin_narrative.store.write import StoreBuilder

Progress = Callable[[int, int, str], None]
BATCH_BYTES = 60_000_000  # of XML read before its counts are made and its rows forgotten
SHOWN_FINDINGS = 12


@dataclass(frozen=True, slots=True)
class Peeked:
    """A return of which only the header has been read."""

    file: ReturnFile
    key: ReturnKey
    sha256: str


@dataclass(slots=True)
class TakenReturn:
    """One return that was computed and stored: how many figures, and what is wrong with it, worst
    damage first.
    """

    key: ReturnKey
    place: str
    figures: int
    children: int
    findings: list[Finding]
    replaced: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ReturnReport:
    """What a load of returns did. ``unchanged`` are held already; ``superseded`` gave way to a
    newer one for the same year.
    """

    taken: list[TakenReturn] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many figures were stored."""
        return sum(one.figures for one in self.taken)

    def lines(self) -> list[str]:
        """The report as the command line prints it."""
        out: list[str] = []
        for one in self.taken:
            out.append(
                f"taken     {one.key.file}: {one.place}, year ending 31 March {one.key.year}, {one.children:,} children, "
                f'{one.figures:,} figures, release "{one.key.release}"'
            )
            out += [
                f"          replaces {release}{_dated(release, one.key)}"
                for release in one.replaced
            ]
            out += [
                f"          {finding.handling}: {finding.said(exact=True)}"
                for finding in one.findings[:SHOWN_FINDINGS]
            ]
            if len(one.findings) > SHOWN_FINDINGS:
                out.append(
                    f"          and {len(one.findings) - SHOWN_FINDINGS} more: see `cin-narrative quality`"
                )
        out += [f"left      {line}" for line in self.superseded]
        out += [f"unchanged {name}: already loaded" for name in self.unchanged]
        return out


def _dated(release: str, key: ReturnKey) -> str:
    """A warning where the release that was replaced was made later than the one that took its
    place.
    """
    made_on = release.rpartition(", ")[2]
    later = made_on > key.made_on and "undated" not in (made_on, key.made_on)
    return (
        f", which is dated later ({made_on}): load that return again if this was not meant"
        if later
        else ""
    )


def load_return(
    paths: Sequence[Path],
    store: Path,
    catalogue: Catalogue,
    areas: Areas,
    progress: Progress | None = None,
    children_to: Path | None = None,
    make_engine: Callable[[], Engine] = DuckDBEngine,
) -> ReturnReport:
    """Load every census return below ``paths`` into the store at ``store`` (made if absent), all or
    nothing.

     ``progress`` is given (bytes done, bytes in all, what). ``children_to`` names a CSV that
    receives the identifiers behind each finding: without it no identifier is written anywhere.
    ``make_engine`` makes where each batch of returns is computed. Give the return of the year
    before in the same call: only then are re-referrals and reviews complete. Raises
    ``InputRefused`` (or ``StoreFault``) with a line for every return that cannot be taken; nothing
    is loaded then.
    """
    if children_to is not None and (children_to.exists() or not children_to.parent.is_dir()):
        raise OutputRefused(
            f"{children_to} cannot be written: name a new file in a folder that is there. Nothing was loaded."
        )
    files, _ = find_returns(list(paths))
    if not files:
        raise NothingRecognised(
            "No census return among what was given: name the XML (or ZIP) of the children in need census, or the "
            "folder of its tables as CSV with DfE's field names."
        )
    report = ReturnReport()
    peeked = _newest(_peek_all(files, areas), report)
    groups = _changed(peeked, store, report)
    meter = _Meter(progress, sum(one.file.size for group in groups for one in group))
    children: list[tuple[str, str, str]] = []
    with StoreBuilder(store) as builder:
        for batch in _batches(groups):
            _load_batch(
                batch,
                builder,
                make_engine(),
                catalogue,
                areas,
                report,
                meter,
                children if children_to else None,
            )
        if report.taken:
            builder.publish()
    if children_to:
        _write_children(children_to, children)
    return report


def split_paths(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """``paths`` that hold census returns, and those that hold anything else: a folder of both
    stands in both.
    """
    census, others = [], []
    for path in paths:
        returns, rest = find_returns([path])
        census += [path] if returns else []
        others += rest
    return census, others


class _Meter:
    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0
        self.what = ""

    def advance(self, count: int) -> None:
        self._done += count
        if self._progress:
            self._progress(min(self._done, self._total), self._total, self.what)


def _peek_all(files: Sequence[ReturnFile], areas: Areas) -> list[Peeked]:
    """The key of each return. Raises the refusals of all that cannot be taken, together."""
    found, refused = [], list[InputRefused]()
    for number, file in enumerate(files, 1):
        try:
            found.append(_peek(file, number, areas))
        except InputRefused as error:
            refused.append(error)
    if refused:
        raise type(refused[0])("\n".join(str(error) for error in refused))
    return found


def _peek(file: ReturnFile, number: int, areas: Areas) -> Peeked:
    if file.tables:
        header, sha256 = read_csv_header(list(file.tables))
    else:
        with file.open() as stream:
            header, sha256 = read_header(stream, file.name)
    return Peeked(file, key_of(header, file.name, number, areas), sha256)


def _newest(found: list[Peeked], report: ReturnReport) -> list[Peeked]:
    """Of two returns for one authority and year the newer by its own time stamp, else the later one
    given.
    """
    kept: dict[tuple[str, int], Peeked] = {}
    for one in found:
        place = (one.key.area, one.key.year)
        other = kept.get(place)
        kept[place] = one
        if other is not None:
            kept[place] = newer = one if one.key.stamp >= other.key.stamp else other
            older = other if newer is one else one
            report.superseded.append(
                f"{older.key.file}: {newer.key.file} is a newer return for the same authority and year"
            )
    return list(kept.values())


def _changed(found: list[Peeked], store: Path, report: ReturnReport) -> list[list[Peeked]]:
    """The returns by authority, without authorities of which every return is held as it would be
    computed now.
    """
    by_area: dict[str, list[Peeked]] = {}
    for one in sorted(found, key=lambda one: (one.key.area, one.key.year)):
        by_area.setdefault(one.key.area, []).append(one)
    if not store.exists():
        return list(by_area.values())
    groups = []
    with Store.open(store) as held:
        known = {(source.sha256, source.release) for source in held.sources.values()}
        for group in by_area.values():
            years = {one.key.year for one in group}
            if all(
                (one.sha256, one.key.release) in known
                and not (one.key.year - 1 in years and _was_alone(held, one.key))
                for one in group
            ):
                report.unchanged += [one.key.file for one in group]
            else:
                groups.append(group)
    return groups


def _was_alone(held: Store, key: ReturnKey) -> bool:
    """Whether the figures held were computed without the return of the year before."""
    return any(
        finding.rule == "previous_return_missing"
        for finding in held.findings_on(key.area, key.year, key.release)
    )


def _batches(groups: list[list[Peeked]]) -> Iterator[list[Peeked]]:
    batch: list[Peeked] = []
    for group in groups:
        if batch and sum(one.file.size for one in batch + group) > BATCH_BYTES:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch


def read_returns(
    batch: Sequence[Peeked], engine: Engine, areas: Areas, progress: Callable[[int, str], None]
) -> dict[int, tuple[ReturnKey, Reading]]:
    """Read the files of ``batch`` into ``engine``: the key and the reading of each, by number."""
    numbers = Numbers()
    read: dict[int, tuple[ReturnKey, Reading]] = {}
    for one in batch:
        rows = CensusRows(engine, one.key.return_id, numbers)
        reading = _read(one, rows, _told(progress, f"reading {one.key.file}"))
        read[one.key.return_id] = (
            key_of(reading.header, one.key.file, one.key.return_id, areas),
            reading,
        )
    return read


def _told(progress: Callable[[int, str], None], what: str) -> Callable[[int], None]:
    return lambda count: progress(count, what)


def _read(one: Peeked, rows: CensusRows, progress: Callable[[int], None]) -> Reading:
    if one.file.tables:
        return read_csv(list(one.file.tables), one.file.name, rows)
    with one.file.open() as stream:
        return read_xml(stream, one.file.name, rows, progress)


def _load_batch(
    batch: list[Peeked],
    builder: StoreBuilder,
    engine: Engine,
    catalogue: Catalogue,
    areas: Areas,
    report: ReturnReport,
    meter: _Meter,
    children: list[tuple[str, str, str]] | None,
) -> None:
    def progress(count: int, what: str) -> None:
        meter.what = what
        meter.advance(count)

    try:
        read = read_returns(batch, engine, areas, progress)
        keys = [key for key, _ in read.values()]
        prepare(engine, keys)
        quality.make_views(engine)
        findings = quality.find(engine, keys)
        values = compute(engine, keys, catalogue)
        if children is not None:
            children += [
                (key.release, rule, child)
                for key in keys
                for rule, child in quality.children_behind(engine, key)
            ]
    finally:
        engine.close()
    meter.what = "computing"
    meter.advance(0)
    for key, reading in read.values():
        own = [value for value in values if value.return_id == key.return_id]
        before = _counts(
            values,
            next((k.return_id for k in keys if (k.area, k.year) == (key.area, key.year - 1)), None),
        )
        found = quality.worst_first(
            [
                *findings[key.return_id],
                *quality.reading_findings(key, reading),
                *quality.lower_bound_findings(key, own),
                *quality.change_findings(key, _counts(own, key.return_id), before),
            ]
        )
        place = str(areas.get(key.area, key.year).in_name)
        replaced = _store(builder, key, reading, own, found, catalogue)
        report.taken.append(
            TakenReturn(key, place, len(own), reading.rows["Child"], found, replaced)
        )


def _counts(values: Iterable[Computed], return_id: int | None) -> dict[str, float]:
    return {
        v.indicator: v.value
        for v in values
        if v.return_id == return_id and v.measure is Measure.COUNT and not v.category
    }


def _store(
    builder: StoreBuilder,
    key: ReturnKey,
    reading: Reading,
    values: list[Computed],
    findings: list[Finding],
    catalogue: Catalogue,
) -> list[str]:
    replaced = builder.replace_local(key.area, key.year)
    builder.add_findings(findings)
    rows = [
        (
            key.area,
            key.year,
            v.indicator,
            v.measure.value,
            v.category,
            float(v.value),
            None,
            None,
            _column(catalogue, v),
            v.note or None,
        )
        for v in values
    ]
    kind = (
        "made-up records, computed here like a census return"
        if key.made_up
        else "computed here from the authority's own census return"
    )
    release = Release(key.release, f"{key.release} ({kind})", float(LOCAL_RETURN_ORDER + key.year))
    builder.add_observations(key.file, reading.sha256, release, rows, 0)
    return [release for release in replaced if release != key.release]


def _column(catalogue: Catalogue, value: Computed) -> str:
    """Where the figure comes from, for its receipt: the event view and its true/false column."""
    events = catalogue[value.indicator].measures[value.measure].events
    return ".".join(filter(None, (events.view, events.where))) if events else ""


def _write_children(path: Path, children: list[tuple[str, str, str]]) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write("return,rule,LAchildID\n")
            file.writelines(
                ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"
                for row in children
            )
    except OSError as error:
        raise OutputRefused(
            f"{path} cannot be written ({error.strerror}); the returns were loaded."
        ) from error
