"""The catalogue, the command line, the API and the imports in, the reference pages and the pictures
of ``docs`` out.

``python docs/generate.py`` writes them; a test (tests/test_docs.py) holds the files to them.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin
from xml.sax.saxutils import escape

import msgspec

from cin_narrative import api, errors
from cin_narrative.cli.parser import Parser, program
from cin_narrative.mcp.tools import Tool
from cin_narrative.reading import contract
from cin_narrative.reading.kinds import kinds

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "cin_narrative"
MADE = "<!-- made by docs/generate.py -->"
INK, GREY, PAPER = "#12436D", "#6b7480", "#eef3f8"


ABOUT_THE_LIBRARY = """`from cin_narrative import api` has every verb below, and the
[types](types.md) that they take and give.

* A *store* is what `api.open_store()` gives. Close it, or use it in a `with` block.
* A *year* is a whole number: 2024 is the year ending 31 March 2024.
* An *area* is a name as people write it, a code, or an `api.Area`. A *release* is `latest`,
  `first-published` or the id of one that is held.
* A count is a number of cases, a rate is per 10,000 children, a percentage is of 100.
* What goes wrong is a `cin_narrative.errors.CinNarrativeError` with one clear line. Its kinds are
  the [exit codes](exit-codes.md)."""


ABOUT_READINGS = """A reading says what a question says, before anything is looked up. It is JSON:
`api.read(question).to_dict()`, `cin-narrative read` and the MCP tool `read` write one.
`api.answer`, `cin-narrative ask --reading` and the tool `answer` take one.

* A *span* is words of the question, letter for letter. Ids are those of the
  [indicators](indicators.md) and their categories.
* A field that is null or empty may be left out. One that is not known is passed over.
* It holds no figure and no code of an area.

A program that reads for itself is held to the question: each span has to stand in it, no place and
no year of it may be missing, and no word that narrows may be passed over. What does not hold is
asked back. This is what is read of "{question}":"""
EXAMPLE = "How many referrals did Derby have in 2016, and how does that compare with England?"


ABOUT_REPLIES = """A reply is JSON: the `structuredContent` of the protocol, and the same as text.
Each has `how_to_use`, too, which says that no figure may be changed. The number of a mark in a
text, as [1], is the `mark` of its figure. A reading has a [page of its own](reading.md)."""


ABOUT_TYPES = """What the [verbs](library.md) take and give. A name with brackets is something to
call; the others are read. What a program would keep has `to_dict()` or `record()`, of plain values,
as JSON has them. What is not listed is not for other programs. The parts of a reading have a
[page of their own](reading.md)."""


def pages() -> dict[str, str]:
    """Every file that is made, by its path below ``docs``."""
    return {
        "reference/command-line.md": command_line(),
        "reference/library.md": library(),
        "reference/types.md": types(),
        "reference/reading.md": readings(),
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


def types() -> str:
    """Every type that the public verbs take or give, with what it holds."""
    found = [(name, getattr(api, name)) for name in dir(api)]
    told = [_type(name, one) for name, one in found if inspect.isclass(one)]
    return "\n\n".join(["# The types of the library", MADE, ABOUT_TYPES, *told]) + "\n"


def _value(one: object) -> str:
    """A text as it is written, or what a function that is handed over is given."""
    if isinstance(one, str):
        return f'"{one}"'
    return str(one).replace("collections.abc.", "") if get_origin(one) is Callable else ""


def readings() -> str:
    """The contract of a reading: its parts, each with its fields, and the kinds of ask."""
    example = json.dumps(api.read(EXAMPLE).to_dict(), indent=2)
    about = ABOUT_READINGS.replace("{question}", EXAMPLE)
    parts = ["# The reading of a question", MADE, about, f"```json\n{example}\n```"]
    found = _structs(contract.Turn, _structs(contract.Reading, []))
    parts += [_part(one) for one in found]
    rows = [f"| `{name}` | {one.about or 'what it is called'} |" for name, one in kinds().items()]
    parts += [
        "## The kinds of ask",
        "What may stand in `ask`.",
        "\n".join(["| Kind | What it is |", "|---|---|", *rows]),
    ]
    return "\n\n".join(parts) + "\n"


def _structs(one: type[msgspec.Struct], found: list[type]) -> list[type]:
    """A part of a reading, and those that stand in it."""
    if one not in found:
        found.append(one)
        for field in msgspec.structs.fields(one):
            for inner in _inner(field.type):
                if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                    _structs(inner, found)
    return found


def _inner(wanted: Any) -> Iterator[Any]:
    yield wanted
    for one in get_args(wanted):
        yield from _inner(one)


def _part(one: type) -> str:
    is_span = issubclass(one, contract.Span) and one is not contract.Span
    shared = set(contract.Span.__struct_fields__) if is_span else set()
    rows = [
        f"| `{field.encode_name}` | {_wanted(field.type)}{'; must be given' * field.required} |"
        for field in msgspec.structs.fields(one)
        if field.name not in shared
    ]
    about = f"{inspect.getdoc(one)}{' It is a [span](#span), too.' * is_span}"
    return "\n".join([f"## {one.__name__}", "", about, "", "| Field | Holds |", "|---|---|", *rows])


def _wanted(wanted: Any) -> str:
    """What a field of a reading holds, in words."""
    given = [one for one in get_args(wanted) if one not in (type(None), Ellipsis)]
    if get_origin(wanted) is Literal:
        return ", ".join(f"`{one}`" for one in given)
    if wanted == contract.At:
        return "two numbers, start and end"
    if get_origin(wanted) is tuple:
        return f"a list of {_wanted(given[0])}"
    if given:
        return " or ".join(map(_wanted, given))
    plain = {str: "text", int: "a number", bool: "true or false"}
    return plain.get(wanted) or f"[{wanted.__name__}](#{wanted.__name__.lower()})"


def _own(module: ModuleType) -> list[tuple[str, Any]]:
    """What a module defines for others, in its order."""
    found = [(name, one) for name, one in vars(module).items() if not name.startswith("_")]
    return [(name, one) for name, one in found if getattr(one, "__module__", "") == module.__name__]


def _verb(name: str, verb: Callable[..., Any]) -> str:
    signature = f"{name.rpartition('.')[2]}{_signature(verb)}"
    return f"### `api.{name}`\n\n```python\n{signature}\n```\n\n{inspect.getdoc(verb)}"


def _signature(verb: Callable[..., Any]) -> str:
    """As it is written, without quotes and without the modules of types."""
    told = re.sub(r"cin_narrative\.[\w.]+\.", "", str(inspect.signature(verb)))
    told = re.sub(r"<(\w+\.\w+): [^>]+>", r"\1", told)
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", told)


def _type(name: str, one: type) -> str:
    """What it is, and what may be read of it or asked of it."""
    rows = [f"| `{field}` | {about} |" for field, about in _held(one)]
    table = ["\n".join(["| Holds | Which is |", "|---|---|", *rows])] if rows else []
    about = inspect.getdoc(one) or ""
    if one.__module__ == contract.__name__:  # its fields stand where the whole reading is told
        about += f" Its fields are given by name: [as in JSON](reading.md#{one.__name__.lower()})."
    return "\n\n".join([f"### `api.{name}`", about, *table])


def _held(one: type) -> Iterator[tuple[str, str]]:
    if issubclass(one, Enum):
        yield from ((member.name, f'`"{member.value}"`') for member in one)
        return
    told = dict.fromkeys(key for base in reversed(one.__mro__) for key in _annotated(base))
    for name in told if one.__module__ != contract.__name__ else ():
        wanted = next(
            base.__annotations__[name] for base in one.__mro__ if name in _annotated(base)
        )
        yield name, f"`{wanted}`".replace("|", "\\|")
    for name, held in inspect.getmembers(one, lambda held: not isinstance(held, type)):
        if name.startswith("_") or name in told or not getattr(held, "__doc__", None):
            continue
        about = " ".join((inspect.getdoc(held) or "").split("\n\n")[0].split())
        if isinstance(held, property | cached_property):
            yield name, about
        elif inspect.isfunction(held) and held.__module__.startswith("cin_narrative"):
            told_as = re.sub(r"^\(self(, )?", "(", _signature(held))
            yield f"{name}{told_as}".replace("|", "\\|"), about


def _annotated(base: type) -> list[str]:
    """The public fields that a class of ours says it has."""
    ours = base.__module__.startswith("cin_narrative")
    return [name for name in vars(base).get("__annotations__", {}) if ours and name[:1] != "_"]


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
    """What a command ends with where it did not work."""
    found = {
        one.exit_code: one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.CinNarrativeError)
    }
    lines = ["# Exit codes", "", MADE, "", "| Code | Error | When |", "|---|---|---|"]
    for code in sorted(found):
        when = " ".join((inspect.getdoc(found[code]) or "").split())
        lines.append(f"| {code} | `{found[code].__name__}` | {when} |")
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


def house() -> str:
    """The rooms, each below those that it imports; an arrow is an import that no other implies."""
    graph = _imports()
    level = {room: _level(room, graph) for room in graph}
    rows: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for room in sorted(graph):
        rows[level[room]].append(room)
    place = {
        room: (40 + at * 150 + (max(map(len, rows)) - len(row)) * 75, 30 + number * 66)
        for number, row in enumerate(rows)
        for at, room in enumerate(row)
    }
    arrows = [
        _arrow(place[room], place[other])
        for room in sorted(graph)
        for other in sorted(graph[room])
        if not any(other in _reached(one, graph) for one in graph[room] if one != other)
    ]
    boxes = [_box(room, *place[room]) for room in sorted(place)]
    size = (60 + max(map(len, rows)) * 150, 30 + len(rows) * 66)
    title = "The rooms of cin_narrative: each imports those above it that its arrows point to"
    return _svg(size, title, [*arrows, *boxes])


def _imports() -> dict[str, set[str]]:
    """Room -> the rooms that its modules import."""
    graph: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        if room.endswith(".py"):
            continue
        found = graph.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.module if isinstance(node, ast.ImportFrom) and node.module else ""
            parts = name.split(".")
            if parts[0] == "cin_narrative" and len(parts) > 1 and (PACKAGE / parts[1]).is_dir():
                found.add(parts[1])
            elif name == "cin_narrative" and isinstance(node, ast.ImportFrom):
                found |= {one.name for one in node.names if (PACKAGE / one.name).is_dir()}
        found.discard(room)
    return graph


def _level(room: str, graph: dict[str, set[str]]) -> int:
    return 1 + max((_level(one, graph) for one in graph[room]), default=-1)


def _reached(room: str, graph: dict[str, set[str]]) -> set[str]:
    return graph[room].union(*(_reached(one, graph) for one in graph[room]))


WAY = (  # what there is at each step, and the room that makes the next of it
    ("Question", "plain English", "reading"),
    ("Reading", "what it says: no figure", "questions"),
    ("Query", "resolved: place, year, measure", "store"),
    ("Observations", "as stored, never rounded", "disclosure"),
    ("Figures", "as shown, each with a receipt", "claims"),
    ("Claims", "what a sentence says", "writing"),
    ("Answer", "words and cited figures", ""),
)


def way_of_a_question() -> str:
    """The steps from a question to its answer, with the room that does each."""
    parts = []
    for number, (noun, about, room) in enumerate(WAY):
        y = 30 + number * 78
        parts.append(_box(noun, 40, y, 220))
        parts.append(f'<text x="275" y="{y + 22}" fill="{GREY}">{escape(about)}</text>')
        if room:
            parts.append(_line((150, y + 34), (150, y + 76)))
            beside = f'x="165" y="{y + 61}" font-style="italic" fill="{INK}"'
            parts.append(f"<text {beside}>{room}</text>")
    return _svg((520, 40 + len(WAY) * 78), "The way of a question to its answer", parts)


def _box(text: str, x: float, y: float, width: int = 120) -> str:
    look = f'height="34" rx="4" fill="{PAPER}" stroke="{INK}"'
    frame = f'<rect x="{x:g}" y="{y:g}" width="{width}" {look}/>'
    middle = f'x="{x + width / 2:g}" y="{y + 22:g}" text-anchor="middle" fill="{INK}"'
    return f"{frame}<text {middle}>{escape(text)}</text>"


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """From the top of one box to the foot of another."""
    return _line((start[0] + 60, start[1]), (end[0] + 60, end[1] + 36))


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    ends = f'x1="{start[0]:g}" y1="{start[1]:g}" x2="{end[0]:g}" y2="{end[1]:g}"'
    return f'<line {ends} stroke="{GREY}" stroke-width="1" marker-end="url(#head)"/>'


def _svg(size: tuple[float, float], title: str, parts: list[str]) -> str:
    head = (
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{GREY}"/></marker></defs>'
    )
    opened = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]:g} {size[1]:g}" '
        f'font-family="Arial, sans-serif" font-size="14" role="img"><title>{escape(title)}</title>'
    )
    paper = f'<rect width="{size[0]:g}" height="{size[1]:g}" fill="#ffffff"/>'
    return "\n".join([opened, head, paper, *parts, "</svg>"]) + "\n"


def main() -> None:
    """Write every page that is made."""
    made = pages()
    for name, text in made.items():
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(text, encoding="utf-8")
    print("\n".join(made), file=sys.stderr)


if __name__ == "__main__":
    main()
