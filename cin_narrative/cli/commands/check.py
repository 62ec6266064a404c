"""``check``: every fault in every file of definitions, words and sentences."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from cin_narrative import api
from cin_narrative.catalogue.faults import Fault
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.errors import DefinitionFault
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """None of its own."""
    add_store(arguments)


def run(options: Namespace) -> int:
    """Print all faults and how many they are, or say that there is none."""
    faults = api.check()
    if not faults:
        show([message("check.none", indicators=len(list(api.catalogue())))])
        return 0
    lines = [*map(str, faults), _closing(faults)]
    print("\n".join(lines), file=sys.stderr)
    return DefinitionFault.exit_code


def _closing(faults: Sequence[Fault]) -> str:
    files = len({fault.file for fault in faults})
    if len(faults) == 1:
        return message("check.one")
    if files == 1:
        return message("check.in_one_file", faults=len(faults))
    return message("check.several", faults=len(faults), files=files)
