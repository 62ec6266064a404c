"""``draft new AREA [YEAR] -o FILE``: an annual summary -> a draft that people edit."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.cli.output import show_printable
from cin_narrative.cli.page_arguments import add_comparison
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_release, add_store
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """Whose summary, how areas are compared, and the file to make."""
    add_store(arguments)
    arguments.add("area", metavar="AREA")
    arguments.add("year", nargs="?", type=int, metavar="YEAR")
    add_release(arguments)
    arguments.add("--since", type=int, metavar="Y")
    add_comparison(arguments, neighbours=False)
    arguments.add("-o", "--output", metavar="FILE", type=Path, required=True)


def run(options: Namespace) -> int:
    """Make the draft and say what is in it."""
    with api.open_store(options.store) as store:
        draft = drafts.make_draft(
            store,
            options.output,
            options.area,
            options.year,
            options.release,
            Measure(options.average),
            options.since,
            options.method,
        )
    held = {"paragraphs": len(draft.paragraphs), "figures": len(draft.figures)}
    show_printable([message("cli.draft_made", title=draft.title, file=options.output, **held)])
    return 0
