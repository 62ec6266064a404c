"""``read QUESTION``: a question -> its reading as one line of JSON."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative.api.reading import read, turns
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.evaluate.question_files import text_of
from cin_narrative.messages import message
from cin_narrative.reading.contract import to_json


def add_arguments(arguments: Arguments) -> None:
    """The question, the turns before it, and the authority that "we" means."""
    arguments.add("question", metavar="QUESTION")
    arguments.add("--history", metavar="FILE", type=Path)
    arguments.add("--area", metavar="HOME")


def run(options: Namespace) -> int:
    """Print the reading: it holds no area of its own, so that of the home is only checked."""
    if options.area:
        load_areas().find(options.area)
    path = options.history
    lines = text_of(path, message("cli.history_file")).splitlines() if path else []
    show([to_json(read(options.question, turns(lines)))])
    return 0
