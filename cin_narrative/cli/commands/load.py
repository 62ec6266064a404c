"""``load PATH...``: files -> the store, and a report of what was taken."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.progress import progress_bar
from cin_narrative.cli.shared_arguments import add_store


def add_arguments(arguments: Arguments) -> None:
    """The files, and where the identifiers behind findings go."""
    add_store(arguments)
    arguments.add("paths", nargs="+", metavar="PATH")
    arguments.add("--children", type=Path, metavar="FILE.csv")


def run(options: Namespace) -> int:
    """Load them and print the report."""
    with progress_bar() as bar:
        reports = api.load(options.paths, options.store, bar, children_to=options.children)
    show(line for report in reports for line in report.lines())
    return 0
