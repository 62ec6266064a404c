"""``indicators [ID]``: the catalogue, or one definition."""

from __future__ import annotations

from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.definitions import definition_lines, indicator_lines
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store


def add_arguments(arguments: Arguments) -> None:
    """The indicator, or none."""
    add_store(arguments)
    arguments.add("id", nargs="?", metavar="ID")


def run(options: Namespace) -> int:
    """List them, or print the one."""
    catalogue = api.catalogue()
    show(
        definition_lines(catalogue[options.id], catalogue)
        if options.id
        else indicator_lines(catalogue)
    )
    return 0
