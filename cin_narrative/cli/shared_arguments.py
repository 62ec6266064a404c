"""Arguments that several commands take, in one form."""

from __future__ import annotations

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
