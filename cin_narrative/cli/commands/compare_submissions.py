"""``compare-submissions AREA A B``: what differs in a later submission of a return."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import (
    add_internal,
    add_reading,
    add_store,
    reading_of,
)


def add_arguments(arguments: Arguments) -> None:
    """Whose, which two, and their files where records are to be counted."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("before", type=int, metavar="A")
    arguments.add("after", type=int, metavar="B")
    arguments.add("--files", nargs=2, type=Path, metavar=("FIRST", "SECOND"), default=())
    add_reading(arguments)
    add_internal(arguments)
    arguments.add("--format", choices=("text", "json"), default="text")


def run(options: Namespace) -> int:
    """Print the figures that moved, the records, and the findings."""
    asked = (options.area, options.before, options.after, options.audience, options.files)
    with api.open_store(options.store) as store:
        found = api.compare_submissions(store, *asked, **reading_of(options))
    is_json = options.format == "json"
    show([json.dumps(found.record(), ensure_ascii=False, indent=1)] if is_json else found.lines())
    return 0
