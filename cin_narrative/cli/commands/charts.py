"""``charts AREA [YEAR] -o FOLDER``: every chart of a page as a picture, with their words."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api.summary_files import write_charts
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import (
    add_comparison,
    add_internal,
    add_release,
    add_store,
)
from cin_narrative.export.chart_files import KINDS, LIST
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """Whose charts, how areas are compared, as what, and where they go."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("year", nargs="?", type=int, metavar="YEAR")
    add_release(arguments)
    add_comparison(arguments, neighbours=True)
    arguments.add("--format", choices=tuple(KINDS))
    add_internal(arguments)
    arguments.add("-o", "--output", metavar="FOLDER", type=Path, required=True)


def run(options: Namespace) -> int:
    """Write them and say so."""
    kinds = [options.format] if options.format else list(KINDS)
    with api.open_store(options.store) as store:
        made = write_charts(
            store,
            options.area,
            options.year,
            options.output,
            kinds,
            release=options.release,
            average=Measure(options.average),
            method=options.method,
            audience=options.audience,
            neighbours=options.neighbours,
        )
    show([message("cli.charts_written", count=made, list=LIST, folder=options.output)])
    return 0
