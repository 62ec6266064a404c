"""``figures``: every figure that matches, with its receipt."""

from __future__ import annotations

from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_internal, add_release, add_store
from cin_narrative.export.figure_table import figure_lines


def add_arguments(arguments: Arguments) -> None:
    """Which figures, and in what form."""
    add_store(arguments)
    arguments.add("--indicator", metavar="ID")
    arguments.add("--area", metavar="AREA")
    arguments.add("--year", type=int, metavar="Y")
    add_release(arguments)
    arguments.add("--format", choices=("csv", "json"), default="csv")
    add_internal(arguments)


def run(options: Namespace) -> int:
    """List them."""
    with api.open_store(options.store) as store:
        found = api.figures(
            store, options.indicator, options.area, options.year, options.release, options.audience
        )
        show(figure_lines(found, options.format))
    return 0
