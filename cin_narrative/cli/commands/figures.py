"""``figures``: every figure that matches, with its receipt."""

from __future__ import annotations

from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import (
    add_internal,
    add_release,
    add_store,
    add_submission,
)
from cin_narrative.errors import CinNarrativeError
from cin_narrative.export.figure_table import figure_lines
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """Which figures, and in what form."""
    add_store(arguments)
    arguments.add("--indicator", metavar="ID")
    arguments.add("--area", metavar="AREA")
    arguments.add("--year", type=int, metavar="Y")
    add_release(arguments)
    arguments.add("--format", choices=("csv", "json"), default="csv")
    add_internal(arguments)
    add_submission(arguments)


def run(options: Namespace) -> int:
    """List them."""
    if options.submission is not None and not options.area:
        raise CinNarrativeError(message("cli.submission_of_whom"))
    which = (options.area or "", options.submission, options.audience, options.year)
    asked = (options.indicator, options.area, options.year, options.release, options.audience)
    with (
        api.open_store(options.store) as store,
        api.using_submission(store, *which) as (seen, _),
    ):
        show(figure_lines(api.figures(seen, *asked), options.format))
    return 0
