"""``draft check FILE [PART]``: every edited text held against the store."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.cli.drafts.finding_lines import counted, finding_lines
from cin_narrative.cli.output import show_printable
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.errors import DraftDisagrees
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """The draft, and one part of it or all."""
    add_store(arguments)
    arguments.add("file", metavar="FILE", type=Path)
    arguments.add("part", nargs="?", metavar="PART")


def run(options: Namespace) -> int:
    """Print what was found; raises ``DraftDisagrees`` where a text says another figure."""
    draft = drafts.read_draft(options.file)
    with api.open_store(options.store) as store:
        found = drafts.check(store, draft)
    if options.part:
        found = {options.part: found[draft.part(options.part).id]}
    wrong = sum(len(list(checked.disagreements)) for checked in found.values())
    lines = [line for part, checked in found.items() for line in finding_lines(part, checked)]
    if wrong:
        verb = "place disagrees" if wrong == 1 else "places disagree"
        raise DraftDisagrees(message("cli.disagreements", count=wrong, verb=verb), lines)
    show_printable([*lines, message("cli.no_disagreement", parts=counted(len(found), "part"))])
    return 0
