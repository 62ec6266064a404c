"""TOML files -> typed records that know every key, and every fault of a file with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.lines import line_at, lines_of
from cin_narrative.errors import DefinitionFault, did_you_mean, either
from cin_narrative.messages import message
from cin_narrative.resources import PACKAGE, resource

T = TypeVar("T")
Found = Iterator[tuple[Keys, str]]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a table of a TOML file may hold: a key for each field, no other key.

    A line ``name: ...`` of its docstring says what the key of that name means (``key_table.py``).
    """


class TomlFile:
    """One file, read once: its text, what it holds, and faults said of a place in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = shown_name(path)
        self._text = ""

    @cached_property
    def _lines(self) -> Mapping[Keys, int]:
        return lines_of(self._text)

    def place(self, keys: Keys) -> str:
        """``file:line`` of what ``keys`` lead to."""
        return f"{self.name}:{line_at(self._lines, keys)}"

    def fault(self, keys: Keys, text: str, /, **gaps: object) -> Fault:
        """A fault of what ``keys`` lead to, in the words of a message of this room."""
        return Fault(self.name, line_at(self._lines, keys), message(f"catalogue.{text}", **gaps))

    def unknown(self, keys: Keys, given: str, known: Iterable[str]) -> Iterator[Fault]:
        """A fault where ``given``, which stands at ``keys``, is not one of ``known``."""
        if given not in (known := list(known)):
            yield self.fault(
                keys, "not_there", key=_said(keys), given=given, near=nearest(given, known)
            )

    def read(self, kind: type[T]) -> tuple[T | None, list[Fault]]:
        """The file as a record; None and every fault where it is not one."""
        try:
            self._text = self.path.read_text(encoding="utf-8")
            table = _table(self._text)
        except (OSError, UnicodeDecodeError) as error:
            return None, [self.fault((), "unreadable", why=error)]
        except tomllib.TOMLDecodeError as error:
            return None, [
                Fault(self.name, _line_of(error), message("catalogue.unreadable", why=error))
            ]
        try:
            return convert(table, kind), []
        except msgspec.ValidationError:
            found = [
                Fault(self.name, line_at(self._lines, keys), text)
                for keys, text in record_faults(table, kind)
            ]
            return None, found


@lru_cache(maxsize=256)
def _table(text: str) -> Mapping[str, Any]:
    """What TOML reads in ``text``, for records to be made of: several checks read each file."""
    return tomllib.loads(text)


def convert(value: Any, kind: type[T]) -> T:
    """``value`` as TOML gives it as a record; raises ``msgspec.ValidationError``."""
    return msgspec.convert(value, kind, dec_hook=_reviewed)


def read_sound(path: Path, kind: type[T]) -> T:
    """The file at ``path`` as a record; raises ``DefinitionFault`` with every fault."""
    found, faults = TomlFile(path).read(kind)
    if found is None:
        raise DefinitionFault([str(fault) for fault in faults])
    return found


def shown_name(path: Path) -> str:
    """``path`` as a reader finds it: from the top of the checkout, or of what is installed."""
    for base in (resource(), PACKAGE.parent):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name


def nearest(given: str, known: Iterable[str]) -> str:
    """A question after the nearest names, as the end of a fault; empty where none is near."""
    near = did_you_mean(given, known)
    return message("catalogue.nearest", names=either(near)) if near else ""


def _reviewed(kind: type, value: object) -> object:
    """A text of a definition as ``Text``, the one type that TOML does not have."""
    if isinstance(value, str) and issubclass(kind, str):
        return kind(value)
    raise TypeError(message("catalogue.no_text", given=value))


def record_faults(value: Any, kind: Any, keys: Keys = ()) -> Found:
    """Every place of ``value`` that is not of ``kind``: the first alone is what msgspec names."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:  # what is asked of the whole is asked when its parts are sound
        found = list(record_faults(value, inner[0], keys))
        yield from found or _wrong(value, kind, keys, _said(keys))
    elif origin in (Union, UnionType):
        yield from record_faults(value, _fitting(value, inner), keys)
    elif isinstance(kind, type) and issubclass(kind, Record) and isinstance(value, dict):
        yield from _field_faults(value, kind, keys)
    elif origin is tuple and isinstance(value, list):
        for place, item in enumerate(value):
            yield from record_faults(item, inner[0], (*keys, place))
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _wrong(key, inner[0], (*keys, key), _said(keys))
            yield from record_faults(item, inner[1], (*keys, key))
    else:
        yield from _wrong(value, kind, keys, _said(keys))


def _fitting(value: Any, kinds: Sequence[Any]) -> Any:
    """Which of the kinds that a key may hold is meant: the one that ``value`` is of, else a list
    where it is one.
    """
    meant = [kind for kind in kinds if not any(_wrong(value, kind, (), ""))]
    lists = [kind for kind in kinds if get_origin(kind) is tuple and isinstance(value, list)]
    others = [kind for kind in kinds if kind is not NoneType and get_origin(kind) is not tuple]
    return next(iter([*meant, *lists, *others]), kinds[0])


def _field_faults(table: Mapping[str, Any], kind: type[Record], keys: Keys) -> Found:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in table:
        if key not in fields:
            near = nearest(key, fields)
            yield (*keys, key), message("catalogue.unknown_key", key=key, near=near)
    for name, field in fields.items():
        if name in table:
            yield from record_faults(table[name], field.type, (*keys, name))
        elif field.required:
            yield keys, message("catalogue.missing_key", key=name)


def _wrong(value: Any, kind: Any, keys: Keys, said: str) -> Found:
    try:
        convert(value, kind)
    except msgspec.ValidationError as error:
        known = choices(kind)
        if known and isinstance(value, str):
            choice = {"key": said, "given": value, "known": ", ".join(known)}
            yield keys, message("catalogue.no_choice", near=nearest(value, known), **choice)
        else:
            yield keys, message("catalogue.wrong_type", key=said, why=error)


def choices(kind: Any) -> list[str]:
    """The values that an enumeration or a ``Literal`` allows; none where it is neither."""
    members = getattr(kind, "__members__", None)
    if members is not None:
        return sorted(members.values())
    return sorted(get_args(kind)) if get_origin(kind) is Literal else []


def _said(keys: Keys) -> str:
    """The key that a reader looks for: the last one that is a name."""
    return next((str(key) for key in reversed(keys) if isinstance(key, str)), "")


def _line_of(error: tomllib.TOMLDecodeError) -> int:
    """The line that ``tomllib`` names in its message: "... (at line 3, column 5)"."""
    number = str(error).partition("(at line ")[2].partition(",")[0]
    return int(number) if number.isdigit() else 0
