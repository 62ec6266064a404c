"""Files as they were downloaded -> the store, with a report of what was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cin_narrative.access.arguments import listed
from cin_narrative.access.audit import Value, noted
from cin_narrative.access.door import require
from cin_narrative.access.roles import Action
from cin_narrative.api.returns import read_as
from cin_narrative.api.stores import place_to_load, store_path
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import CinNarrativeError, InputMissing
from cin_narrative.messages import message
from cin_narrative.store.building_file import refuse_unusable

if TYPE_CHECKING:
    from cin_narrative.load.report import LoadReport
    from cin_narrative.load.returns.census_file.files import ReadAs
    from cin_narrative.load.returns.engine import Engine
    from cin_narrative.load.returns.return_report import ReturnReport

Progress = Callable[[int, int, str], None]


def load(
    paths: str | Path | Sequence[str | Path],
    store: str | Path | None = None,
    progress: Progress | None = None,
    make_engine: Callable[[], Engine] | None = None,
    children_to: Path | None = None,
    *,
    replace: bool = False,
    dry_run: bool = False,
    label: str = "",
    names: Path | None = None,
    taken_as: str = "",
) -> list[LoadReport | ReturnReport]:
    """Load files, folders or ZIPs into the store: DfE's files, then the census returns among them;
    each all or nothing.

    Raises ``InputRefused`` with one clear line. Give a return and that of the year before together:
    only then are its re-referrals and reviews complete. Nothing about a child outlives the call.
    ``make_engine`` makes where returns are computed (default: DuckDB in memory). ``children_to``
    names a new CSV for the identifiers behind each finding; without it none is written anywhere. A
    ``store`` that is absent is made; the default one from the starter data where returns alone are
    loaded. What the store has of a release and DfE's files do not hold stays, unless ``replace``.
    ``label`` is what a submission is called, ``names`` a mapping file of other field names,
    ``taken_as`` the authority of a sample. With ``dry_run`` nothing is stored or written.
    """
    require(Action.LOAD)
    _refuse_empty(paths := listed(paths))
    given, how = list(map(_path, paths)), read_as(names, taken_as)
    taken = (given, store, progress, make_engine, children_to, replace, (dry_run, label, how))
    if dry_run:
        return _load(*taken)
    about: dict[str, Value] = {"list_of_records": children_to is not None}
    where = store_path(store)
    refuse_unusable(where)  # its own line says more than that beside it no audit can be kept
    with noted(where, "load", about):
        reports = _load(*taken)
        about["loaded"] = sorted(
            {_named(one) for report in reports for one in report.files()} - {""}
        )
    return reports


def _named(record: Mapping[str, Any]) -> str:
    """What the audit calls one file that was loaded: never by its name, which people give."""
    if record["outcome"] != "taken":
        return ""
    return " ".join(str(record[key]) for key in ("area_code", "year", "release") if key in record)


def _load(
    given: list[Path],
    store: str | Path | None,
    progress: Progress | None,
    make_engine: Callable[[], Engine] | None,
    children_to: Path | None,
    replace: bool,
    chosen: tuple[bool, str, ReadAs],
) -> list[LoadReport | ReturnReport]:
    from cin_narrative.load.returns.census_return import split_paths

    dry_run, (returns, others) = chosen[0], split_paths(given, chosen[2])
    published = others or ([] if returns else given)
    where = store_path(store) if published or dry_run else place_to_load(store)
    reports: list[LoadReport | ReturnReport] = []
    if published:
        reports.append(_published(published, where, progress, replace, dry_run))
    if returns:
        to = None if dry_run else children_to
        try:
            reports.append(_returns(returns, where, progress, to, make_engine, chosen))
        except CinNarrativeError as error:
            if reports and not dry_run:
                error.args = (message("api.files_first", error=error),)
            raise
    return reports


def load_uploads(
    files: Iterable[tuple[str, bytes]],
    store: str | Path | None = None,
    progress: Progress | None = None,
    *,
    dry_run: bool = False,
    label: str = "",
) -> list[LoadReport | ReturnReport]:
    """Load files that somebody handed over, (name, bytes) each, as ``load`` loads a folder of them.
    They are read where they are, in memory; nothing of them is written to a disk.
    """
    from cin_narrative.load.uploads import uploads

    return load([uploads(files)], store, progress, dry_run=dry_run, label=label)


def _path(given: str | Path) -> Path:
    return given if isinstance(given, Path) else Path(given)


def _refuse_empty(paths: Sequence[str | Path]) -> None:
    """A script's unset variable is an empty path, which would be read as the folder one is in."""
    if any(not str(path).strip() for path in paths):
        raise InputMissing(message("api.empty_path"))


def _published(
    paths: list[Path], where: Path, progress: Progress | None, replace: bool, dry_run: bool
) -> LoadReport:
    from cin_narrative.load.published.release import load_published

    return load_published(paths, where, load_catalogue(), load_areas(), progress, replace, dry_run)


def _returns(
    paths: list[Path],
    where: Path,
    progress: Progress | None,
    children_to: Path | None,
    make_engine: Callable[[], Engine] | None,
    chosen: tuple[bool, str, ReadAs],
) -> ReturnReport:
    from cin_narrative.load.returns.census_return import load_return
    from cin_narrative.load.returns.engine import DuckDBEngine

    engine = make_engine or DuckDBEngine
    known = load_catalogue(), load_areas()
    dry_run, label, how = chosen
    given = (paths, where, *known, progress, children_to, engine)
    return load_return(*given, dry_run=dry_run, label=label, how=how)
