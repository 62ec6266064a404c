"""``check``: every fault in every file of definitions, words and sentences."""

from __future__ import annotations

import sys
from argparse import Namespace

from cin_narrative import api
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
    files = len({fault.file for fault in faults})
    several = message("check.several", faults=len(faults), files=files)
    lines = [*map(str, faults), several if len(faults) > 1 else message("check.one")]
    print("\n".join(lines), file=sys.stderr)
    return DefinitionFault.exit_code
