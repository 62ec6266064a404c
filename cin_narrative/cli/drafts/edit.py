"""``draft edit FILE PART``: another text -> the draft, saved and checked."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.cli.drafts.finding_lines import finding_lines
from cin_narrative.cli.output import show_printable
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.errors import InputMissing
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """The part, its new text, and the version that the edit started from."""
    add_store(arguments)
    arguments.add("file", metavar="FILE", type=Path)
    arguments.add("part", metavar="PART")
    arguments.add("--text", metavar="TEXT")
    arguments.add("--from", dest="source", metavar="FILE", type=Path)
    arguments.add("--version", metavar="V")


def run(options: Namespace) -> int:
    """Save the text, and print it as it stands now with what its check found."""
    text = _text(options)
    with api.open_store(options.store) as store:
        saved = drafts.save(store, options.file, options.part, text, options.version)
    part = saved.draft.part(options.part)
    heading = f"{part.id} saved, version {part.stamp}"
    show_printable([heading, part.text, *finding_lines(part.id, saved.checked)])
    return 0


def _text(options: Namespace) -> str:
    if options.text is not None:
        return str(options.text)
    if options.source is None:
        return sys.stdin.read()
    try:
        return str(options.source.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError as error:
        fault = message("cli.text_unreadable", file=options.source, why=error.strerror)
        raise InputMissing(fault) from error
