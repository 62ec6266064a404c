"""A table held to its shape: TOML values and the type that they must have -> every fault at once.

A shape is a ``msgspec.Struct`` whose fields are the keys that are read; ``msgspec`` itself stops at
the first fault, so the containers are walked here and only single values are given to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from cin_narrative.catalogue.toml_lines import Path
from cin_narrative.errors import did_you_mean, either
from cin_narrative.messages import message

Said = tuple[Path, str]


class Shape(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The keys of one table; a key without a default must be there."""


def shape_faults(value: Any, shape: Any, path: Path = ()) -> Iterator[Said]:
    """What in ``value`` is not of ``shape``: (the keys that lead to it, what is wrong)."""
    origin, inner = get_origin(shape), get_args(shape)
    if isinstance(shape, type) and issubclass(shape, Shape):
        yield from _table_faults(value, shape, path)
    elif origin is list and isinstance(value, list):
        for index, one in enumerate(value):
            yield from shape_faults(one, inner[0], (*path, index))
    elif origin is dict and isinstance(value, dict):
        for key, one in value.items():
            yield from shape_faults(key, inner[0], (*path, key))
            yield from shape_faults(one, inner[1], (*path, key))
    elif origin in (Union, UnionType) and isinstance(value, list | dict):
        yield from shape_faults(value, _fitting(value, inner), path)
    else:
        yield from _value_faults(value, shape, path)


def _table_faults(value: Any, shape: type[Shape], path: Path) -> Iterator[Said]:
    if not isinstance(value, dict):
        yield path, message("check.no_table", key=_last(path))
        return
    fields, types = msgspec.structs.fields(shape), _types(shape)
    names = {field.encode_name for field in fields}
    for key in value:
        if key not in names:
            yield (*path, key), unknown_key(key, names)
    for field in fields:
        if field.encode_name in value:
            key = field.encode_name
            yield from shape_faults(value[key], types[field.name], (*path, key))
        elif field.required:
            yield path, message("check.key_missing", key=field.encode_name)


def _value_faults(value: Any, shape: Any, path: Path) -> Iterator[Said]:
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        yield path, message("check.wrong_value", key=_last(path), why=error)


def _fitting(value: Any, shapes: Iterable[Any]) -> Any:
    """Of several shapes, the one for a table or a list: its faults are the ones to be named."""
    wanted = list if isinstance(value, list) else dict
    found = list(shapes)
    return next((one for one in found if (get_origin(one) or dict) is wanted), found[0])


@cache
def _types(shape: type[Shape]) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)


def unknown_key(key: str, known: Iterable[str]) -> str:
    """That nothing reads a key, with the nearest that is read."""
    near = did_you_mean(key, known)
    guess = message("check.guess", near=either(near)) if near else ""
    return message("check.key_not_read", key=key) + guess


def unknown_name(what: str, name: str, known: Iterable[str]) -> str:
    """That something named does not exist, with the nearest that does."""
    near = did_you_mean(name, known)
    guess = message("check.guess", near=either(near)) if near else ""
    return message("check.unknown_name", what=what, name=name) + guess


def _last(path: Path) -> str:
    """The last key of a path that has a name."""
    return next((str(key) for key in reversed(path) if isinstance(key, str)), "")
