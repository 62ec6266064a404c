"""The types of the library in, the page that tells what each holds out.

What a field holds is told where every type of ours that it names can be named through ``api``, too:
the others are for the page and the commands.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import Any

from cin_narrative import api
from cin_narrative.catalogue.indicator import Text
from cin_narrative.reading import contract

ABOUT_TYPES = """What the [verbs](library.md) take and give. A name with brackets is something to
call; the others are read. What a program would keep has `to_dict()` or `record()`, of plain values,
as JSON has them. What is not listed is not for other programs. The parts of a reading have a
[page of their own](reading.md)."""


def types(made: str) -> str:
    """Every type that the public verbs take or give, with what it holds."""
    found = [(name, getattr(api, name)) for name in dir(api)]
    told = [_type(name, one) for name, one in found if inspect.isclass(one)]
    return "\n\n".join(["# The types of the library", made, ABOUT_TYPES, *told]) + "\n"


def signature_of(verb: Callable[..., Any]) -> str:
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
        base = next(base for base in one.__mro__ if name in _annotated(base))
        wanted = _written(base.__annotations__[name])
        if _is_public(wanted, base):
            yield name, f"`{wanted}`".replace("|", "\\|")
    for name, held in inspect.getmembers(one, lambda held: not isinstance(held, type)):
        if name.startswith("_") or name in told or not getattr(held, "__doc__", None):
            continue
        about = " ".join((inspect.getdoc(held) or "").split("\n\n")[0].split())
        if isinstance(held, property | cached_property):
            yield name, about
        elif inspect.isfunction(held) and _is_public(signature_of(held), held):
            told_as = re.sub(r"^\(self(, )?", "(", signature_of(held))
            yield f"{name}{told_as}".replace("|", "\\|"), about


def _is_public(told: str, of: Any) -> bool:
    """Whether every type of ours that ``told``, which stands beside ``of``, names is in ``api``."""
    if not of.__module__.startswith("cin_narrative"):
        return False
    ours = _ours(import_module(of.__module__))
    named = [ours[name] for name in re.findall(r"(?<![.\w])[A-Z]\w+", told) if name in ours]
    return all(one in (Text, getattr(api, getattr(one, "__name__", ""), None)) for one in named)


@cache
def _ours(module: ModuleType) -> dict[str, object]:
    """What the names of a module's annotations mean that the package itself defines."""
    found: dict[str, object] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("cin_narrative"):
            home = import_module(str(node.module))
            found |= {one.name: getattr(home, one.name, None) for one in node.names}
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = getattr(module, node.targets[0].id, None)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = getattr(module, node.name, None)
    return found


def _written(wanted: Any) -> str:
    """An annotation as it is written."""
    return getattr(wanted, "__forward_arg__", "") or str(wanted)


def _annotated(base: type) -> list[str]:
    """The public fields that a class of ours says it has."""
    ours = base.__module__.startswith("cin_narrative")
    return [name for name in vars(base).get("__annotations__", {}) if ours and name[:1] != "_"]
