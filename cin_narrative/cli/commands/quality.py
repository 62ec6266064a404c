"""``quality AREA [YEAR]``, ``quality FILE...``: what is wrong with an authority's own return, worst
damage first.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import (
    add_internal,
    add_reading,
    add_store,
    add_submission,
    reading_of,
)
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message

if TYPE_CHECKING:
    from cin_narrative.load.returns.quality.report import QualityReport

FILES = (".xml", ".csv", ".zip", ".xlsx", ".xlsm")  # what ends so is a file, there or not


def add_arguments(arguments: Arguments) -> None:
    """Whose return, of which year; or the files themselves."""
    add_store(arguments)
    arguments.add("what", nargs="+", metavar="AREA [YEAR] | FILE")
    arguments.add("--children", type=Path, metavar="FILE.csv|.xlsx")
    arguments.add("--overwrite", action="store_true")
    add_internal(arguments)
    add_submission(arguments)
    add_reading(arguments)
    arguments.add("--format", choices=("text", "json"), default="text")


def run(options: Namespace) -> int:
    """Print the findings: those of files with their numbers, those of the store as asked for."""
    reports = _of_files(options) if is_file(options.what[0]) else [_of_area(options)]
    if options.format == "json":
        records = [report.record() for report in reports]
        show([json.dumps({"returns": records}, ensure_ascii=False, indent=1)])
    else:
        show(_joined(report.lines() for report in reports))
        if options.children is not None:
            show(["", message("cli.children_listed", file=options.children)])
    return 0


def is_file(given: str) -> bool:
    """Whether an argument means a file: one that is there, or a name that ends as one."""
    return given.lower().endswith(FILES) or Path(given).exists()


def _of_files(options: Namespace) -> Sequence[QualityReport]:
    files = [Path(name) for name in options.what]
    chosen = {"children_to": options.children, "overwrite": options.overwrite}
    return api.quality(files, **chosen, **reading_of(options))


def _of_area(options: Namespace) -> QualityReport:
    area, *rest = options.what
    if options.children is not None:
        raise CinNarrativeError(message("cli.children_of_files"))
    if len(rest) > 1 or not all(year.isdigit() for year in rest):
        raise CinNarrativeError(message("cli.area_or_files", given=" ".join(rest)))
    year = int(rest[0]) if rest else None
    with api.open_store(options.store) as store:
        asked = (area, options.submission, options.audience, year)
        with api.using_submission(store, *asked, in_year=True) as (seen, year_of_it):
            return api.quality(seen, area, year_of_it, options.audience)


def _joined(reports: Iterable[Sequence[str]]) -> Iterable[str]:
    """The lines of all reports, an empty line between two."""
    for at, lines in enumerate(reports):
        yield from ([""] if at else [])
        yield from lines
