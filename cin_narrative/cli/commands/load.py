"""``load PATH...``: files -> the store, and a report of what was taken."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.progress import progress_bar
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.errors import InputRefused

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
    arguments.add("--format", choices=("text", "json"), default="text")


def run(options: Namespace) -> int:
    """Load them and print the report, of files and of returns as one."""
    chosen = {"replace": options.replace, "dry_run": options.dry_run}
    try:
        with progress_bar() as bar:
            reports = api.load(
                options.paths, options.store, bar, children_to=options.children, **chosen
            )
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


def _record(reports: Sequence[LoadReport | ReturnReport]) -> dict[str, Any]:
    """The reports as one JSON object: every file, and every finding on them."""
    return {
        "files": [one for report in reports for one in report.files()],
        "findings": [one for report in reports for one in report.findings()],
        "stored": not any(report.dry_run for report in reports),
    }
