"""``read QUESTION``: what a question says, as one line of JSON, before anything is looked up."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api.reading import turns
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.evaluate.question_files import text_of
from cin_narrative.messages import message
from cin_narrative.reading.contract import to_json


def add_arguments(arguments: Arguments) -> None:
    """The question, what was asked before it, and whose "we" it is."""
    arguments.add("question", metavar="QUESTION")
    arguments.add("--history", type=Path, metavar="FILE")
    arguments.add("--area", metavar="HOME")


def run(options: Namespace) -> int:
    """Print the reading. The home authority is only checked: no reading holds it."""
    if options.area:
        api.areas().find(options.area)
    given = text_of(options.history, message("cli.batch_file")) if options.history else ""
    show([to_json(api.read(options.question, turns(given.splitlines())))])
    return 0
