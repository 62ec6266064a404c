"""The contract of a reading in, the page that tells its parts and the kinds of ask out."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import msgspec

from cin_narrative import api
from cin_narrative.reading import contract
from cin_narrative.reading.kinds import kinds

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


def readings(made: str) -> str:
    """The contract of a reading: its parts, each with its fields, and the kinds of ask."""
    example = json.dumps(api.read(EXAMPLE).to_dict(), indent=2)
    about = ABOUT_READINGS.replace("{question}", EXAMPLE)
    parts = ["# The reading of a question", made, about, f"```json\n{example}\n```"]
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
