"""``submissions AREA [NUMBER]``: every load of an authority's return, or the figures of one."""

from __future__ import annotations

import json
from argparse import Namespace

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_internal, add_store


def add_arguments(arguments: Arguments) -> None:
    """Whose submissions, or which one of them, and in what form."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("number", nargs="?", type=int, metavar="NUMBER")
    add_internal(arguments)
    arguments.add("--format", choices=("text", "json"), default="text")


def run(options: Namespace) -> int:
    """Print the list, or the figures of one beside those of a year before."""
    with api.open_store(options.store) as store:
        if options.number is None:
            listing = api.submissions(store, options.area)
            lines, record = listing.lines(), listing.record()
        else:
            asked = (options.area, options.number, options.audience)
            found = api.submission_figures(store, *asked)
            lines, record = found.lines(), found.record()
    is_json = options.format == "json"
    show([json.dumps(record, ensure_ascii=False, indent=1)] if is_json else lines)
    return 0
