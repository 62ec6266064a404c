"""``cli.toml`` and one module for each command -> the parser of the command line.

A command's module has ``add_arguments`` and ``run``; it is imported when its command is given, so
that ``--help`` needs none of them. Its line in the list of commands and the help of its arguments
are texts of ``prompts/messages/cli.toml``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import cin_narrative
from cin_narrative.messages import message, words

Fill = Callable[["Parser"], None]
COMMANDS, DRAFTS = "cin_narrative.cli.commands", "cin_narrative.cli.drafts"


class Parser(argparse.ArgumentParser):
    """A parser that gets its arguments when it is first asked to parse. Where it ``has_commands``
    and none is given, it lists them.
    """

    fill: Fill | None = None
    has_commands = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As in argparse, of a parser that is filled first."""
        fill, self.fill = self.fill, None
        if fill is not None:
            fill(self)
        given = sys.argv[1:] if args is None else args
        if self.has_commands and not given:
            given = ["--help"]
        return super().parse_known_args(given, namespace)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one command, each with the help that ``cli.toml`` has for it: under
    ``command --name``, else under ``--name``.
    """

    parser: Parser
    command: str

    def add(self, *names: str, **settings: Any) -> None:
        """Add an argument as ``argparse.ArgumentParser.add_argument`` does."""
        self.parser.add_argument(*names, help=argument_help(self.command, names[-1]), **settings)

    def choose_one(self) -> Arguments:
        """Those added to what this returns cannot be given together."""
        group: Any = self.parser.add_mutually_exclusive_group()
        return Arguments(group, self.command)


def argument_help(command: str, name: str) -> str | None:
    """The help of an argument; None where its name says all."""
    helps = words("cli.arguments")
    return helps.get(f"{command} {name}", helps.get(name))


def program() -> Parser:
    """The parser of the whole command line."""
    parser = Parser(prog="cin-narrative", description=message("cli.program"))
    version = f"cin-narrative {cin_narrative.__version__}"
    arguments = Arguments(parser, "cin-narrative")
    arguments.add("--version", action="version", version=version)
    add_commands(parser, COMMANDS, words("cli.commands"))
    return parser


def add_draft_commands(parser: Parser) -> None:
    """Give ``draft`` its commands."""
    add_commands(parser, DRAFTS, words("cli.draft_commands"), "draft ")


def add_commands(parser: Parser, folder: str, texts: Mapping[str, str], of: str = "") -> None:
    """Add a command for each of ``texts``, whose module of its name stands in ``folder``."""
    commands = parser.add_subparsers(
        title="commands", required=True, metavar="COMMAND", parser_class=Parser
    )
    parser.has_commands, longer = True, words("cli.descriptions")
    for name, text in texts.items():
        about = longer.get(of + name, text)
        one = commands.add_parser(name, help=text, description=f"{about[0].upper()}{about[1:]}.")
        one.fill = _filled_by(f"{folder}.{name.replace('-', '_')}", of + name)


def _filled_by(module: str, command: str) -> Fill:
    def fill(parser: Parser) -> None:
        found = import_module(module)
        found.add_arguments(Arguments(parser, command))
        if hasattr(found, "run"):
            parser.set_defaults(run=found.run)

    return fill


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options given; ``options.run(options)`` runs the command."""
    return program().parse_args(arguments)
