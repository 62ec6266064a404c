"""The tables of words in ``prompts``: keys that nothing reads, keys that are missing, wrong types,
gaps that nothing fills, and words that mean two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import record_faults
from cin_narrative.check.house import House, prompts
from cin_narrative.check.prompt_shapes import SHAPES
from cin_narrative.messages import gaps_of, message

ELSEWHERE = ("commentary/summary.toml", "commentary/charts.toml")
GAPS: Mapping[tuple[str, ...], frozenset[str]] = {  # what is filled in below these keys
    ("question/chips.toml", "period", "span"): frozenset({"first", "last"}),
    ("question/chips.toml", "period", "run"): frozenset({"first", "last"}),
    ("question/chips.toml", "of_measure"): frozenset({"what"}),
    ("question/chips.toml", "term"): frozenset({"what"}),
    ("question/chips.toml", "questions"): frozenset({"what", "areas", "years", "comparators"}),
    ("question/chips.toml", "asks"): frozenset({"what"}),
    ("question/chips.toml", "ends"): frozenset({"n", "names", "number"}),
    ("question/chips.toml", "fields"): frozenset({"where"}),
    ("question/examples.toml", "questions"): frozenset({"area", "year"}),
    ("question/brief.toml", "table", "title"): frozenset({"area"}),
    ("question/brief.toml", "table", "england"): frozenset({"year"}),
}

NEEDED: Mapping[tuple[str | int, ...], frozenset[str]] = {  # else a text asks for something else
    ("question/chips.toml", "period", "run"): frozenset({"first", "last"}),
    ("question/chips.toml", "of_measure"): frozenset({"what"}),
    ("question/chips.toml", "term"): frozenset({"what"}),
    ("question/chips.toml", "questions"): frozenset({"what", "areas", "years"}),
}


def faults(house: House) -> Iterator[Fault]:
    """The faults of every TOML below ``prompts`` but the messages, which are held to the code."""
    folder = prompts()
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        if name in SHAPES:
            yield from _table(house, name)
        elif not name.startswith("messages/") and name not in ELSEWHERE:
            yield house.document(path).fault_at(0, message("check.file_not_read"))
    for name in SHAPES:
        if not prompts(name).is_file():
            yield Fault(f"prompts/{name}", 0, message("check.file_missing"))


def _table(house: House, name: str) -> Iterator[Fault]:
    document, table = house.document(prompts(name)), house.table(prompts(name))
    if table is None:
        return
    for keys, text in (*record_faults(table, SHAPES[name]), *_gap_faults(name, table)):
        yield document.fault(keys, text)
    for keys, text in _double_words(table) if name in ("commentary/terms.toml",) else ():
        yield document.fault(keys, text)


def _gap_faults(name: str, table: Any, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """The gaps of a text that nothing fills, and texts whose braces do not close."""
    if isinstance(table, dict | list):
        pairs: Iterable[tuple[str | int, Any]] = (
            table.items() if isinstance(table, dict) else enumerate(table)
        )
        for key, one in pairs:
            yield from _gap_faults(name, one, (*path, key))
    elif isinstance(table, str) and name.startswith("question/") and "{" in table:
        filled = next((GAPS[key] for key in GAPS if key == (name, *path)[: len(key)]), frozenset())
        yield from ((path, text) for text in gap_faults(table, filled))
        for gap in sorted(NEEDED.get((name, *path[:1]), frozenset())):
            if f"{{{gap}}}" not in table:
                yield path, message("check.gap_needed", gap=gap)


def gap_faults(text: str, filled: Iterable[str]) -> Iterator[str]:
    """The gaps of ``text`` that are not among those that are ``filled``."""
    try:
        gaps = gaps_of(text)
    except ValueError as error:
        yield message("check.gap_open", why=error)
        return
    for gap in sorted(gaps - set(filled)):
        yield message("check.gap_unfilled", gap=gap)


def _double_words(table: Any) -> Iterator[tuple[Keys, str]]:
    """The words of terms.toml that stand in two lists: a word means one thing."""
    owner: dict[str, Keys] = {}
    for section, lists in table.items():
        for name, words in lists.items() if isinstance(lists, dict) else ():
            for index, word in enumerate(words if isinstance(words, list) else ()):
                keys, there = (section, name, index), owner.setdefault(str(word), (section, name))
                if there != (section, name) and name != "ordinary":
                    other = ".".join(map(str, there))
                    yield keys, message("check.word_twice", word=word, other=other)
