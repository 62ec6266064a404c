"""``load PATH...``: files -> the store, and a report of what was taken."""

from __future__ import annotations

import json
import signal
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.progress import progress_bar
from cin_narrative.cli.shared_arguments import add_reading, add_store, reading_of
from cin_narrative.errors import InputRefused, LoadInterrupted
from cin_narrative.messages import message
from cin_narrative.settings import store_place

if TYPE_CHECKING:
    from cin_narrative.load.report import LoadReport
    from cin_narrative.load.returns.return_report import ReturnReport


def add_arguments(arguments: Arguments) -> None:
    """The files, and where the identifiers behind findings go."""
    add_store(arguments)
    arguments.add("paths", nargs="+", metavar="PATH")
    arguments.add("--children", type=Path, metavar="FILE.csv")
    arguments.add("--replace", action="store_true")
    arguments.add("--dry-run", action="store_true")
    arguments.add("--label", default="", metavar="WORDS")
    add_reading(arguments)
    arguments.add("--format", choices=("text", "json"), default="text")


def run(options: Namespace) -> int:
    """Load them and print the report, of files and of returns as one."""
    try:
        reports = _loaded(options)
    except InputRefused as error:
        if options.format == "json":
            _show({"files": [], "findings": error.findings(), "stored": False})
        raise
    if options.format == "json":
        _show(_record(reports))
    else:
        show(line for report in reports for line in report.lines())
    return 0


def _show(record: dict[str, Any]) -> None:
    show([json.dumps(record, ensure_ascii=False, indent=1)])


def _loaded(options: Namespace) -> Sequence[LoadReport | ReturnReport]:
    """Load them; a program that is told to end ends as one whose user stops it, and says what it
    leaves.
    """
    chosen = {name: getattr(options, name) for name in ("replace", "dry_run", "label")}
    chosen |= reading_of(options)
    place = store_place(options.store).path
    before, usual = _version(place), signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with progress_bar() as bar:
            return api.load(
                options.paths, options.store, bar, children_to=options.children, **chosen
            )
    except KeyboardInterrupt:
        name = "cli.load_stopped" if _version(place) == before else "cli.load_stopped_late"
        raise LoadInterrupted(message(name, file=place)) from None
    finally:
        signal.signal(signal.SIGTERM, usual)


def _version(store: Path) -> tuple[int, ...]:
    """What tells one version of the file at ``store`` from the next; () where there is none."""
    try:
        found = store.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _record(reports: Sequence[LoadReport | ReturnReport]) -> dict[str, Any]:
    """The reports as one JSON object: every file, and every finding on them."""
    return {
        "files": [one for report in reports for one in report.files()],
        "findings": [one for report in reports for one in report.findings()],
        "stored": not any(report.dry_run for report in reports),
    }
