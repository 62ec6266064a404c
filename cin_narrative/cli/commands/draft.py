"""``draft new|show|edit|check|sign|changes|export``: a page that people edit and sign."""

from __future__ import annotations

from cin_narrative.cli.parser import Arguments, add_draft_commands


def add_arguments(arguments: Arguments) -> None:
    """The commands of a draft."""
    add_draft_commands(arguments.parser)
