"""Arguments that several commands take, in one form."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from cin_narrative.cli.parser import Arguments
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE


def add_store(arguments: Arguments) -> None:
    """``--store``."""
    arguments.add("--store", metavar="PATH")


def add_release(arguments: Arguments) -> None:
    """``--release``."""
    arguments.add("--release", default="latest", metavar="R")


def add_neighbours(arguments: Arguments) -> None:
    """``--neighbours``."""
    arguments.add("--neighbours", type=int, metavar="MODEL")


def add_internal(arguments: Arguments) -> None:
    """``--internal``, which makes the audience internal."""
    arguments.add(
        "--internal",
        dest="audience",
        action="store_const",
        const=INTERNAL,
        default=PUBLISHABLE,
    )


def add_submission(arguments: Arguments) -> None:
    """``--submission``, which takes another submission than the newest."""
    arguments.add("--submission", type=int, metavar="NUMBER")


def add_reading(arguments: Arguments) -> None:
    """``--names`` and ``--as``: how the files of returns are read."""
    arguments.add("--names", type=Path, metavar="FILE.csv")
    arguments.add("--as", dest="taken_as", default="", metavar="AUTHORITY")


def reading_of(options: Namespace) -> dict[str, Any]:
    """The same, as the verbs take them."""
    return {"names": options.names, "taken_as": options.taken_as}
