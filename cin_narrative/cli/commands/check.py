"""``check``: every fault in every definition and template."""

from __future__ import annotations

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
    """Raise with all faults, or say that there is none."""
    faults = api.check()
    if faults:
        raise DefinitionFault(faults)
    show([message("cli.no_fault", count=len(list(api.catalogue())))])
    return 0
