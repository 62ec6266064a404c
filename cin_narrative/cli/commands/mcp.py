"""``mcp``: the store to any assistant that speaks the Model Context Protocol, until it hangs up."""

from __future__ import annotations

from argparse import Namespace
from importlib.util import find_spec

from cin_narrative import api
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """The store; nothing else can be chosen, by us or by who asks."""
    add_store(arguments)


def run(options: Namespace) -> int:
    """Serve, on standard input and output."""
    if find_spec("mcp") is None:
        raise CinNarrativeError(message("mcp.not_installed"))
    from cin_narrative.mcp.server import serve

    with api.open_store(options.store) as store:
        serve(store)
    return 0
