"""``compare AREAS...``: areas side by side, on the screen or in a file."""

from __future__ import annotations

from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.page_arguments import format_of, give
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_internal, add_release, add_store


def add_arguments(arguments: Arguments) -> None:
    """Which areas, of which year, by which indicator, and where it goes."""
    add_store(arguments)
    arguments.add("areas", nargs="+", metavar="AREA")
    arguments.add("--authorities", action="store_true")
    arguments.add("--year", type=int, metavar="Y")
    arguments.add("--indicator", metavar="ID")
    add_release(arguments)
    arguments.add("--format", choices=api.format_names())
    add_internal(arguments)
    arguments.add("-o", "--output", metavar="FILE")


def run(options: Namespace) -> int:
    """Write the page."""
    name = format_of(options)
    with api.open_store(options.store) as store:
        found = api.compare(
            store,
            options.areas,
            options.year,
            options.indicator,
            options.release,
            authorities=options.authorities,
            audience=options.audience,
        )
        data = api.export(found, name)
    give(data, options.output)
    return 0
