"""``reconcile AREA YEAR``: an authority's own return beside DfE's figures."""

from __future__ import annotations

from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_internal, add_store


def add_arguments(arguments: Arguments) -> None:
    """Whose return, of which year, for whom."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("year", type=int, metavar="YEAR")
    add_internal(arguments)


def run(options: Namespace) -> int:
    """Print both, with the likely reasons for each difference."""
    with api.open_store(options.store) as store:
        show([api.reconcile(store, options.area, options.year, options.audience).text()])
    return 0
