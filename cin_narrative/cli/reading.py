"""The command ``read``: a question in, its reading as one line of JSON out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cin_narrative.api.reading import read, turns
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.evaluate.question_files import text_of
from cin_narrative.reading.contract import to_json


def add_read_command(commands: Any) -> None:
    """Enter ``read`` among the commands."""
    parser = commands.add_parser("read", help="print what a question says, before any look-up")
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument(
        "--history", type=Path, metavar="FILE", help="earlier questions, one a line, oldest first"
    )
    parser.add_argument(
        "--area",
        metavar="HOME",
        help='the authority that "we" means: its name is checked; no reading holds it',
    )
    parser.set_defaults(run=_read)


def _read(options: argparse.Namespace) -> int:
    if options.area:
        load_areas().find(options.area)
    lines = text_of(options.history, "a file of questions").splitlines() if options.history else []
    print(to_json(read(options.question, turns(lines))))
    return 0
