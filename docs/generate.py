"""The catalogue, the command line, the API and the imports in, the reference pages and the pictures
of ``docs`` out.

``python docs/generate.py`` writes them; a test (tests/test_docs.py) holds the files to them.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_origin

from drawings import house, way_of_a_question
from reading_page import readings
from types_page import signature_of, types

from cin_narrative import api, errors
from cin_narrative.cli.parser import Parser, program
from cin_narrative.mcp.tools import Tool

DOCS = Path(__file__).parent
MADE = "<!-- made by docs/generate.py -->"


ABOUT_THE_LIBRARY = """`from cin_narrative import api` has every verb below, and the
[types](types.md) that they take and give.

* A *store* is what `api.open_store()` gives. Close it, or use it in a `with` block.
* A *year* is a whole number: 2024 is the year ending 31 March 2024.
* An *area* is a name as people write it, a code, or an `api.Area`. A *release* is `latest`,
  `first-published` or the id of one that is held.
* A count is a number of cases, a rate is per 10,000 children, a percentage is of 100. An average
  is in the unit of its indicator, as working days.
* What goes wrong is a `cin_narrative.errors.CinNarrativeError` with one clear line. Its kinds are
  the [exit codes](exit-codes.md)."""


ABOUT_REPLIES = """A reply is JSON: the `structuredContent` of the protocol, and the same as text.
One that failed is marked (`isError`) and is one clear line: an argument that is not known, a name
that is none, a year that is not held.
Each has `how_to_use`, too, which says that no figure may be changed. The number of a mark in a
text, as [1], is the `mark` of its figure. A reading has a [page of its own](reading.md)."""


USAGE = 2  # of argparse
USAGE_FAULT = """The words of the command are none that it takes: an unknown command or option, or
one that is missing. The usage is printed above the error.""".replace("\n", " ")


def pages() -> dict[str, str]:
    """Every file that is made, by its path below ``docs``."""
    return {
        "reference/command-line.md": command_line(),
        "reference/library.md": library(),
        "reference/types.md": types(MADE),
        "reference/reading.md": readings(MADE),
        "reference/indicators.md": indicators(),
        "reference/exit-codes.md": exit_codes(),
        "reference/mcp.md": mcp_tools(),
        "pictures/house.svg": house(),
        "pictures/question.svg": way_of_a_question(),
    }


def command_line() -> str:
    """Each command's own help, at 80 columns."""
    parts = ["# The command line", MADE, *(_help(name, one) for name, one in _commands(program()))]
    return "\n\n".join(parts) + "\n"


def _commands(parser: Parser, before: str = "") -> Iterator[tuple[str, Parser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                _filled(one)
                yield f"{before}{name}", one
                yield from _commands(one, f"{before}{name} ")


def _filled(parser: Parser) -> None:
    fill, parser.fill = parser.fill, None
    if fill is not None:
        fill(parser)


def _help(name: str, parser: Parser) -> str:
    parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=88)
    return f"## `cin-narrative {name}`\n\n```\n{parser.format_help().strip()}\n```"


def library() -> str:
    """Every public verb with its signature and what its docstring says."""
    names = dir(api)
    rooms: dict[str, list[str]] = {}
    for name in names:
        if _is_verb(getattr(api, name)):
            room = api.WHERE[name].rpartition(".")[2].replace("_", " ").capitalize()
            rooms.setdefault(room, []).append(name)
    parts = ["# The library", MADE, ABOUT_THE_LIBRARY]
    for room in sorted(rooms):
        parts += [f"## {room}", *(_verb(name, getattr(api, name)) for name in rooms[room])]
    steps = [name for name, verb in _own(api.drafts) if inspect.isfunction(verb)]
    parts += ["## Drafts", *(_verb(f"drafts.{name}", getattr(api.drafts, name)) for name in steps)]
    told = {name: _value(getattr(api, name)) for name in names}
    values = [f"`api.{name}` is `{value}`." for name, value in told.items() if value]
    parts += ["## Values", *values]
    return "\n\n".join(parts) + "\n"


def _is_verb(one: object) -> bool:
    """A function, and one that keeps what it gave."""
    return inspect.isfunction(inspect.unwrap(one)) if callable(one) else False


def _value(one: object) -> str:
    """A text as it is written, or what a function that is handed over is given."""
    if isinstance(one, str):
        return f'"{one}"'
    return str(one).replace("collections.abc.", "") if get_origin(one) is Callable else ""


def _own(module: ModuleType) -> list[tuple[str, Any]]:
    """What a module defines for others, in its order."""
    found = [(name, one) for name, one in vars(module).items() if not name.startswith("_")]
    return [(name, one) for name, one in found if getattr(one, "__module__", "") == module.__name__]


def _verb(name: str, verb: Callable[..., Any]) -> str:
    signature = f"{name.rpartition('.')[2]}{signature_of(verb)}"
    return f"### `api.{name}`\n\n```python\n{signature}\n```\n\n{inspect.getdoc(verb)}"


def indicators() -> str:
    """Every indicator by group, with what it counts and by what."""
    catalogue, parts, group = api.catalogue(), ["# The indicators", MADE], ""
    for one in catalogue:
        if one.group != group:
            group = one.group
            parts.append(f"## {group.replace('_', ' ').capitalize()}")
        measures = ", ".join(measure.value for measure in one.measures)
        categories = [str(each.label) for each in catalogue.counts_of(one).categories.values()]
        kinds = f" Categories: {'; '.join(categories)}." if categories else ""
        parts.append(f"### {one.title}\n\n`{one.id}`: {measures}\n\n{one.definition}{kinds}")
    return "\n\n".join(parts) + "\n"


def exit_codes() -> str:
    """What a command ends with."""
    found = {
        one.exit_code: one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.CinNarrativeError)
    }
    told = {0: ("", "It worked."), USAGE: ("", USAGE_FAULT)}
    for code, one in found.items():
        told[code] = (f"`{one.__name__}`", " ".join((inspect.getdoc(one) or "").split()))
    lines = ["# Exit codes", "", MADE, "", "| Code | Error | When |", "|---|---|---|"]
    lines += [f"| {code} | {name} | {when} |" for code, (name, when) in sorted(told.items())]
    return "\n".join(lines) + "\n"


def mcp_tools() -> str:
    """What an assistant may ask for by the Model Context Protocol."""
    lines = ["# Tools of the MCP server", "", MADE, ""]
    lines += ["| Tool | Given | What it does | Gives |", "|---|---|---|---|"]
    for one in Tool.every:
        schema = one.schema()
        given = ", ".join(
            f"`{name}`" + ("" if name in schema.get("required", ()) else " (may be left out)")
            for name in schema["properties"]
        )
        lines.append(f"| `{one.name}` | {given} | {one.description} | {one.gives} |")
    lines += ["", ABOUT_REPLIES]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every page that is made."""
    made = pages()
    for name, text in made.items():
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(text, encoding="utf-8")
    print("\n".join(made), file=sys.stderr)


if __name__ == "__main__":
    main()
