"""``draft sign FILE [PART...]``: a name and a time -> parts of a draft signed."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.cli.drafts.finding_lines import counted
from cin_narrative.cli.output import show_printable
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store


def add_arguments(arguments: Arguments) -> None:
    """The parts, who signs, when, and why although a check disagrees."""
    add_store(arguments)
    arguments.add("file", metavar="FILE", type=Path)
    arguments.add("parts", nargs="*", metavar="PART")
    arguments.add("--name", required=True, metavar="NAME")
    arguments.add("--time", metavar="TIME")
    arguments.add("--reason", default="", metavar="TEXT")
    arguments.add("--remove-empty", action="store_true")


def run(options: Namespace) -> int:
    """Sign them and say how many."""
    name = options.name
    when = options.time or datetime.now().astimezone().isoformat(timespec="minutes")
    with api.open_store(options.store) as store:
        if options.remove_empty:
            empty = [slot.id for slot in drafts.read_draft(options.file).empty]
            drafts.remove_sections(options.file, empty)
        draft = drafts.sign(store, options.file, name, when, options.parts, options.reason)
    by = (" ".join(name.split()), when)
    signed = [one for one in draft.sign_offs if (one.name, one.time) == by]
    show_printable([f"{counted(len(signed), 'part')} signed by {name}, {when}"])
    return 0
