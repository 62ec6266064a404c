"""What DfE publishes, files of any layout and release -> observations in the store.

Every release is kept. A column, row or file that is not recognised is named in the report and
left, never guessed at.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.decisions import deciding
from cin_narrative.errors import InputRefused, NothingRecognised
from cin_narrative.load.checks.check import checking
from cin_narrative.load.checks.whole_tables import check_columns, check_tables
from cin_narrative.load.files import InputFile, PassedOver, find_files
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.recognition import read_table
from cin_narrative.load.published.same_release import in_agreement, settle_releases
from cin_narrative.load.published.sheets import store_tables
from cin_narrative.load.published.table import Table
from cin_narrative.load.report import LoadReport, Progress
from cin_narrative.load.starter import PRIORITY
from cin_narrative.messages import message
from cin_narrative.store.building_file import place_to_build
from cin_narrative.store.write import StoreBuilder

LEFT_SHOWN = 8  # at most so many of the files that were left, where nothing was recognised


def load_published(
    paths: list[Path],
    store: Path,
    catalogue: Catalogue,
    areas: Areas,
    progress: Progress | None = None,
    replace: bool = False,
    dry_run: bool = False,
) -> LoadReport:
    """Load every recognised file below ``paths`` into the store at ``store``, all or nothing.

    What the store has of a release stays where the files do not hold it, unless ``replace``; with
    ``dry_run`` the report says what would be done, and nothing is stored. Starter figures go, since
    they never stand beside a loaded release. Raises an ``InputRefused`` (or ``StoreFault``) with
    one line for every file that cannot be loaded.
    """
    files, passed = find_files(paths)
    report, addresses = LoadReport(left=passed, dry_run=dry_run), Addresses(catalogue)
    tables = _recognise(files, areas, addresses, report, progress)
    _refuse_nothing(tables, report)
    with place_to_build(store, dry_run) as at, StoreBuilder(at, replace, not dry_run) as builder:
        builder.drop_stand_ins(PRIORITY)
        # else what is held beyond a file goes, though the file itself is held, or is not all known
        if not replace and builder.has_repeats:
            tables = [table for table in tables if not _already_held(table, builder, report)]
        if tables or builder.is_older:
            builder.add_breaches(check_tables(tables, areas))
            columns = partial(check_columns, addresses=addresses, catalogue=catalogue)
            store_tables(tables, addresses, builder, report, progress, columns)
            decided = builder.publish(deciding(catalogue), checking(catalogue, areas))
            report.given_away, report.breaches = list(decided.given_away), builder.breaches
            report.known = builder.known
            report.tell_differences(builder.differences, replace)
    return report


def _recognise(
    files: list[InputFile],
    areas: Areas,
    addresses: Addresses,
    report: LoadReport,
    progress: Progress | None,
) -> list[Table]:
    """The tables in ``files``; raises the refusals of all that cannot be read, together."""
    tables, refused = [], list[InputRefused]()
    for number, file in enumerate(files):
        if progress:
            progress(number, 2 * len(files), f"reading {file.name}")
        try:
            table = read_table(file, areas, addresses)
        except InputRefused as error:
            refused.append(error)
            continue
        if isinstance(table, PassedOver):
            report.left.append(table)
        else:
            tables.append(table)
    _refuse(refused)
    settle_releases(tables)
    return list(in_agreement(tables, report))


def _refuse(refused: list[InputRefused]) -> None:
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise type(refused[0])("\n".join(str(error) for error in refused))


def _refuse_nothing(tables: list[Table], report: LoadReport) -> None:
    """Raise ``NothingRecognised`` with what was seen, where no file is DfE's."""
    if not tables:
        left = "\n".join(f"left {one.name}: {one.reason}" for one in report.left[:LEFT_SHOWN])
        raise NothingRecognised(message("load.nothing_recognised", left=left))


def _already_held(table: Table, builder: StoreBuilder, report: LoadReport) -> bool:
    held = builder.holds(table.file.sha256, table.release.id)
    if held:
        report.unchanged.append(table.file.place)
    return held
