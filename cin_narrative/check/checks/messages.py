"""The messages of ``prompts/messages`` against the code: texts that are asked for and missing, that
nothing asks for, and gaps that are filled on one side alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, prompts, unknown_name
from cin_narrative.messages import FOLDER, gaps_of, message
from cin_narrative.resources import PACKAGE

ASKING = {"message", "words"}
Texts = Mapping[str, Mapping[str, object]]


@dataclass(slots=True)
class Asked:
    """What the code asks for: calls by name, names that stand elsewhere, and patterns of names."""

    calls: list[tuple[str, str, int, frozenset[str] | None]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    patterns: list[re.Pattern[str]] = field(default_factory=list)

    def asks(self, name: str) -> bool:
        """Whether anything asks for ``room.text``."""
        return name in self.names or any(pattern.fullmatch(name) for pattern in self.patterns)


def faults(house: House) -> Iterator[Fault]:
    """The faults of every message, and of every call for one."""
    folder = prompts(FOLDER)
    paths = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    rooms = {room: house.table(path) for room, path in paths.items()}
    texts: Texts = {room: table for room, table in rooms.items() if table is not None}
    asked = _asked(house, [*paths, *_rooms_called(house)])
    for room, table in texts.items():
        document = house.document(paths[room])
        for own, text in table.items():
            for keys, said in _text_faults(own, text):
                yield document.fault(keys, said)
            if not asked.asks(f"{room}.{own}"):
                yield document.fault((own,), message("check.not_asked", name=own))
    for name, place, line, given in asked.calls:
        if (room := name.partition(".")[0]) not in rooms or rooms[room] is not None:
            yield from (Fault(place, line, text) for text in _call_faults(texts, name, given))


def _text_faults(own: str, text: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """A message is a text, or a table of texts."""
    for keys, one in (
        [((own, key), one) for key, one in text.items()]
        if isinstance(text, dict)
        else [((own,), text)]
    ):
        if not isinstance(one, str | list):
            yield keys, message("check.no_text", name=keys[-1])
        elif isinstance(one, str):
            try:
                gaps_of(one)
            except ValueError as error:
                yield keys, message("check.gap_open", why=error)


def _call_faults(texts: Texts, name: str, given: frozenset[str] | None) -> Iterator[str]:
    room, _, own = name.partition(".")
    if own not in texts.get(room, {}):
        known = [f"{one}.{text}" for one, table in texts.items() for text in table]
        yield unknown_name(message("check.a_message"), name, known)
        return
    text = texts[room][own]
    if given is None or not isinstance(text, str):
        return
    try:
        gaps = gaps_of(text)
    except ValueError:
        return
    if not given and not gaps:
        return
    for gap in sorted(gaps - given):
        yield message("check.gap_of_unfilled", name=name, gap=gap)
    for gap in sorted(given - gaps):
        yield message("check.gap_not_there", name=name, gap=gap)


def _rooms_called(house: House) -> Iterator[str]:
    """Rooms that the code asks texts of, whether they have a file or not."""
    for path in sorted(PACKAGE.iterdir()):
        if path.is_dir() or path.suffix == ".py":
            yield path.stem


def _asked(house: House, rooms: list[str]) -> Asked:
    one_of = "|".join(sorted(map(re.escape, set(rooms))))
    name = re.compile(rf"(?:{one_of})\.[a-z][a-z0-9_]*")
    asked = Asked()
    for place, parts in house.sources(PACKAGE, rf"[\"'](?:{one_of})\.[a-z{{]").items():
        for node in parts:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if name.fullmatch(node.value):
                    asked.names.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                _pattern(node, one_of, asked)
            elif isinstance(node, ast.Call):
                _call(node, place, name, asked)
    return asked


def _pattern(node: ast.JoinedStr, one_of: str, asked: Asked) -> None:
    """A name that is put together: f"cli.help_{command}"."""
    parts = [
        re.escape(str(one.value)) if isinstance(one, ast.Constant) else "[a-z0-9_]+"
        for one in node.values
    ]
    if re.match(rf"(?:{one_of})\\\.", parts[0]):
        asked.patterns.append(re.compile("".join(parts)))


def _call(node: ast.Call, place: str, name: re.Pattern[str], asked: Asked) -> None:
    called = node.func.id if isinstance(node.func, ast.Name) else ""
    if called not in ASKING or not node.args:
        return
    first = node.args[0]
    keys = {keyword.arg for keyword in node.keywords}
    given = None if None in keys or called == "words" else frozenset(filter(None, keys))
    for one in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
        if isinstance(one, ast.Constant) and name.fullmatch(str(one.value)):
            asked.calls.append((str(one.value), place, node.lineno, given))
