"""``make-up AREA YEAR``: published totals -> two census returns that no child is in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """Whose totals, of which year, and where the returns go."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("year", type=int, metavar="YEAR")
    arguments.add("-o", "--output", type=Path, required=True, metavar="FOLDER")
    arguments.add("--seed", type=int, default=1, metavar="N")


def run(options: Namespace) -> int:
    """Write the returns and say where they are."""
    with api.open_store(options.store) as store:
        paths = api.make_up(store, options.area, options.year, options.output, options.seed)
    show(message("cli.made_up", path=path) for path in paths)
    return 0
