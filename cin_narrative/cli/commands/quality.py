"""``quality AREA [YEAR]``: what is wrong with an authority's own return, worst damage first."""

from __future__ import annotations

from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.disclosure.door import INTERNAL


def add_arguments(arguments: Arguments) -> None:
    """Whose return, of which year."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("year", nargs="?", type=int, metavar="YEAR")


def run(options: Namespace) -> int:
    """Print the findings, with their numbers: they are internal."""
    with api.open_store(options.store) as store:
        show(api.quality(store, options.area, options.year, INTERNAL).lines())
    return 0
