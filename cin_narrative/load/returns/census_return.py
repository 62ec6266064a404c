"""Authorities' own census returns -> observations in the store, as one more release.

Returns are taken in batches, all of one authority together, so that memory does not grow with
their number; only counts reach the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.decisions import deciding
from cin_narrative.errors import NothingRecognised
from cin_narrative.load.report import Progress
from cin_narrative.load.returns.batch import compute_batch
from cin_narrative.load.returns.census_file.files import (
    AS_THEY_ARE,
    ReadAs,
    find_returns,
    modules_among,
)
from cin_narrative.load.returns.engine import DuckDBEngine, Engine
from cin_narrative.load.returns.incoming import Peeked, changed, newest, peek_all
from cin_narrative.load.returns.quality.children import (
    Behind,
    in_order,
    refuse_unwritable,
    table_text,
    write_children,
)
from cin_narrative.load.returns.return_report import ReturnReport
from cin_narrative.load.returns.submissions.storing import store_batch
from cin_narrative.messages import message
from cin_narrative.store.building_file import place_to_build
from cin_narrative.store.write import StoreBuilder

# of XML read before its counts are made and its rows forgotten: to count a batch takes a third of a
# second beyond what its children take
BATCH_BYTES = 120_000_000


def load_return(
    paths: Sequence[Path],
    store: Path,
    catalogue: Catalogue,
    areas: Areas,
    progress: Progress | None = None,
    children_to: Path | None = None,
    make_engine: Callable[[], Engine] = DuckDBEngine,
    dry_run: bool = False,
    label: str = "",
    how: ReadAs = AS_THEY_ARE,
) -> ReturnReport:
    """Load every census return below ``paths`` into the store at ``store``, all or nothing.

    ``progress`` is given (bytes done, bytes in all, what). ``children_to`` names a CSV for the
    identifiers behind each finding: without it none is written. ``make_engine`` makes where a batch
    is computed; with ``dry_run`` nothing is stored. ``label`` is what new submissions are called.
    Give the year before too: else re-referrals and reviews are not complete.
    Raises ``InputRefused`` or ``StoreFault``, with a line for every return that cannot be taken.
    """
    refuse_unwritable(children_to)
    report = ReturnReport(dry_run=dry_run)
    given = _given(paths, how, areas, report)
    children = list[Behind]()
    with place_to_build(store, dry_run) as place, StoreBuilder(place, keeps=not dry_run) as builder:
        groups = changed(given, builder, report, label)
        meter = _Meter(progress, sum(one.file.size for group in groups for one in group))
        for batch in _batches(groups):
            asked = children_to is not None
            results = compute_batch(
                batch, make_engine(), catalogue, areas, meter.advance, builder.held_counts, asked
            )
            meter.advance(0, "computing")
            report.taken += store_batch(results, builder, catalogue, areas, label)
            children += results.children
        if report.taken:
            builder.publish(deciding(catalogue))
    if children_to is not None:
        write_children(children_to, table_text(in_order(children)))
    return report


def _given(paths: Sequence[Path], how: ReadAs, areas: Areas, report: ReturnReport) -> list[Peeked]:
    """The returns below ``paths``; those that a newer one replaces are reported."""
    files, _ = find_returns(list(paths), how)
    if not files:
        raise NothingRecognised(message("load.no_census_return"))
    return newest(peek_all(files, areas), report)


def split_paths(paths: Iterable[Path], how: ReadAs = AS_THEY_ARE) -> tuple[list[Path], list[Path]]:
    """``paths`` that hold census returns, and those that hold anything else: a folder of both
    stands in both. The modules of one return may be given file by file.
    """
    given = list(paths)
    modules = modules_among(given, how)
    census, others = list(modules), []
    for path in (one for one in given if one not in modules):
        returns, rest = find_returns([path], how)
        census += [path] if returns else []
        others += rest
    return census, others


class _Meter:
    """Adds up the bytes that are done, and tells ``progress`` of them."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def advance(self, count: int, what: str) -> None:
        self._done += count
        if self._progress:
            self._progress(min(self._done, self._total), self._total, what)


def _batches(groups: list[list[Peeked]]) -> Iterator[list[Peeked]]:
    """Groups put together until they are ``BATCH_BYTES`` large; a group is never divided."""
    batch: list[Peeked] = []
    for group in groups:
        if batch and sum(one.file.size for one in batch + group) > BATCH_BYTES:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch
