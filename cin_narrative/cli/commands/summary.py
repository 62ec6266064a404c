"""``summary AREA [YEAR]``: an annual summary, its charts, or every authority's, on the screen or in
files.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from cin_narrative import api
from cin_narrative.api import summary_files as files
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.cli.output import show
from cin_narrative.cli.page_arguments import add_comparison, add_frame, format_of, frame_of, give
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.progress import progress_bar
from cin_narrative.cli.shared_arguments import (
    add_internal,
    add_release,
    add_store,
    add_submission,
)
from cin_narrative.errors import CinNarrativeError, OutputRefused
from cin_narrative.export.chart_files import LIST
from cin_narrative.messages import message
from cin_narrative.report.summary import ONLY_FIGURES, Form


def add_arguments(arguments: Arguments) -> None:
    """Whose page, how much of it, how areas are compared, and where it goes."""
    add_store(arguments)
    arguments.add("area", nargs="?", metavar="AREA")
    arguments.add("year", nargs="?", type=int, metavar="YEAR")
    arguments.add("--all", action="store_true")
    arguments.add("--year", dest="year_named", type=int, metavar="Y")
    add_release(arguments)
    arguments.add("--since", type=int, metavar="Y")
    arguments.add("--brief", action="store_true")
    arguments.add("--section", metavar="HEADING")
    add_comparison(arguments, neighbours=True)
    arguments.add("--format", choices=api.format_names())
    add_internal(arguments)
    add_submission(arguments)
    add_frame(arguments)
    arguments.add("--charts", action="store_true")
    arguments.add("-o", "--output", metavar="FILE")


def run(options: Namespace) -> int:
    """Write one page, or all of them."""
    year = options.year_named if options.year is None else options.year
    if options.all:
        return _write_all(options, year)
    if not options.area:
        raise CinNarrativeError(message("cli.name_an_area"))
    if options.charts:
        return _write_charts(options, year)
    name = format_of(options)
    which = (options.area, options.submission, options.audience, year)
    with (
        api.open_store(options.store) as store,
        api.using_submission(store, *which) as (seen, year_of_it),
    ):
        made = api.summary(seen, options.area, year_of_it, options.release, **_choices(options))
        data = api.export(made, name, frame_of(options, name))
        is_told_again = made.only_figures_changed
    give(data, options.output)
    if is_told_again:
        print(f"cin-narrative: {ONLY_FIGURES}", file=sys.stderr)
    return 0


def _write_charts(options: Namespace, year: int | None) -> int:
    if not options.output:
        raise OutputRefused(message("cli.charts_need_a_folder"))
    which = (options.area, options.submission, options.audience, year)
    with (
        api.open_store(options.store) as store,
        api.using_submission(store, *which) as (seen, year_of_it),
    ):
        choices = _choices(options) | {"form": Form.LONG, "section": None}
        made = api.summary(seen, options.area, year_of_it, options.release, **choices)
        count = api.write_charts(made, Path(options.output))
    show([message("cli.charts_written", count=count, list=LIST, folder=options.output)])
    return 0


def _choices(options: Namespace) -> dict[str, Any]:
    return {
        "average": Measure(options.average),
        "since": options.since,
        "form": Form.BRIEF if options.brief else Form.LONG,
        "section": options.section,
        "method": options.method,
        "audience": options.audience,
        "neighbours": options.neighbours,
        "annex": options.annex,
    }


def _write_all(options: Namespace, year: int | None) -> int:
    whose = options.area or options.submission is not None
    if whose or year is None or not options.output or options.charts:
        raise CinNarrativeError(message("cli.all_needs"))
    folder, name = Path(options.output), options.format or "md"
    with progress_bar() as bar:
        asked = (options.store, folder, year, name, options.release, bar)
        frame, choices = frame_of(options, name), _choices(options)
        manifest = api.write_every_authority(*asked, frame, **choices)
    _show_manifest(manifest, options.output)
    return 0


def _show_manifest(manifest: dict[str, Any], folder: str) -> None:
    made, skipped = manifest["files"], manifest["skipped"]
    counts = {"made": len(made), "skipped": len(skipped)}
    show([message("cli.all_written", manifest=files.MANIFEST, folder=folder, **counts)])
    show(f"{entry['area']}: {entry['reason']}" for entry in skipped)
    show(f"{entry['area']}: {ONLY_FIGURES}" for entry in made if entry["only_figures_changed"])
