"""A value of a claim, or a sentence -> which way it points, by ``Direction`` and by the words of
direction in ``prompts/commentary/terms.toml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from cin_narrative.check.house import House, prompts
from cin_narrative.claims.direction import Direction
from cin_narrative.writing.phrases import tally

WORD = re.compile(r"[a-z]+")  # "went up" points as "up" does
# "more than" a threshold, "three more", "added up" and the like say of no figure which way it goes
NO_TEXT = re.compile(
    r"\{%.*?%\}|\{#.*?#\}|\b(?:more|less|fewer) than\b|(?<=\}\} )more\b|\bat least\b|\badded up\b"
    r"|\blower bound\b|\bno\b(?![:,])",
    re.DOTALL | re.IGNORECASE,
)
WORD_OR_GAP = re.compile(r"\{\{ *(?P<name>\w+)[^}]*\}\}|(?P<word>[A-Za-z]+)")
NUMBER = re.compile(r"\d[\d,.]*")
MARK = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}%s\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
MARKED_OR_WORD = re.compile(MARK % r"(?P<name>\w+)" + r"|(?P<word>[A-Za-z]+)|(?P<stop>\.(?= ))")
UP, DOWN = "up", "down"
YES, NO = "yes", "no"
OTHER_WAY = {UP: DOWN, DOWN: UP, YES: NO, NO: YES}
NOT = frozenset({"not", "none", "never"})
AFFIRMED = ("agrees", "holds")  # the fields of a claim that say whether it is so
# the end of a scale points as the way to it does; what is similar or the same points nowhere
ENDS = {"highest": UP, "lowest": DOWN}
WAYS = {"up": UP, "down": DOWN} | ENDS
COUNTS = frozenset(map(tally, range(100)))  # a number of years, of areas
OF_DIRECTION = {Direction.HIGHER: UP, Direction.LOWER: DOWN}


class DirectionWords:
    """The words of direction, each with the way that it points, or the end that it names."""

    def __init__(self, house: House) -> None:
        table = house.table(prompts("commentary", "terms.toml")) or {}
        directions = table.get("directions")
        self._way = {YES: YES, NO: NO} | dict(_ways(directions, WAYS))
        self._end = dict(_ways(directions, ENDS))
        self._read: dict[str, list[str]] = {}  # many pairs share a sentence
        self._pointing: dict[str, str] = {}
        self._seen: dict[int, tuple[Any, str]] = {}  # by identity, a value's while it is held here

    def of_field(self, name: str, value: Any) -> str:
        """The way of a direction, of words that say one, of a claim's part that holds one alone, or
        of what a claim affirms; empty where it points nowhere, or two ways.
        """
        if name in AFFIRMED:
            return YES if value else NO
        if id(value) not in self._seen:
            ways = set(self._of_value(value))
            self._seen[id(value)] = value, ways.pop() if len(ways) == 1 else ""
        return self._seen[id(value)][1]

    def against(self, text: str, other: str, way: str) -> list[str]:
        """The words of ``text``, and not of ``other``, that point against ``way``; of an answer its
        first word, whatever the other's is, and a "not" that stands where it holds alone.
        """
        if way in (YES, NO):
            said = WORD.findall(text.lower())
            denied = NOT & set(said) - set(WORD.findall(other.lower())) if way == YES else NOT - NOT
            return [one for one in said[:1] if one == OTHER_WAY[way]] + sorted(denied)
        wrong = [word for word in self._said(text) if self._way[word] == OTHER_WAY[way]]
        return list(Counter(wrong) - Counter(self._said(other))) if wrong else []

    def one_sided(self, text: str, other: str, way: str) -> bool:
        """Whether ``other``, which says the other way than ``way``, has a word for it, and ``text``
        none for its own.
        """
        mine, its = (Counter(self._said(one)) for one in (text, other))
        said = any(self._way[word] == way for word in mine - its)
        turned = any(self._way[word] == OTHER_WAY[way] for word in its - mine)
        return way in (UP, DOWN) and turned and not said

    def denies(self, text: str, other: str) -> bool:
        """Whether ``text`` takes back what ``other`` says: by a "not" or a word that points the
        other way that ``other`` has not, or by a figure more.
        """
        more = set(WORD.findall(text.lower())) - set(WORD.findall(other.lower()))
        ways = [self._way[one] for one in self._said(other)]
        turned = any(OTHER_WAY[self._way[one]] in ways for one in more if one in self._way)
        return turned or bool(more & NOT) or len(NUMBER.findall(text)) > len(NUMBER.findall(other))

    def marked(self, given: Mapping[str, Any]) -> dict[str, str]:
        """What fills the gaps that are named for an end (``highest_area``), and those of a bare
        count that are named for a way (``rises``): it says nothing itself. To be found again.
        """
        return {
            name: MARK % name
            for name, value in given.items()
            if value and (self._ends(name) or (self._is_count(value) and self._named_for(name)))
        }

    def unnamed(self, text: str) -> Iterator[str]:
        """The names of the gaps marked in ``text`` where no word before them, back to the
        beginning of the sentence, names the end or says the way that they are named for.
        """
        said = set[str]()
        for match in MARKED_OR_WORD.finditer(NO_TEXT.sub(_blank, text)):
            if match["stop"]:
                said = set()
            elif match["word"]:
                said |= {match["word"].lower()}
            elif not self._named_for(match["name"]) & self._meant(said):
                yield match["name"]

    def _ends(self, name: str) -> set[str]:
        return {self._end[one] for one in name.split("_") if one in self._end}

    def _named_for(self, name: str) -> set[tuple[bool, str]]:
        """The ends, or else the one way, that a gap is named for."""
        meant = self._meant(name.split("_"))
        return {one for one in meant if one[0]} or (meant if len(meant) == 1 else set())

    def _meant(self, words: Iterable[str]) -> set[tuple[bool, str]]:
        """(whether it is an end, way) of each word that points: an end is a way, too."""
        ways = {(False, self._way[one]) for one in words if self._way.get(one) in (UP, DOWN)}
        return ways | {(True, self._end[one]) for one in words if one in self._end}

    def _is_count(self, value: Any) -> bool:
        return isinstance(value, str) and value in COUNTS

    def ways(self, given: Mapping[str, Any]) -> dict[str, str]:
        """The words among what a template is given that point one way, by name: and that way."""
        found = {
            name: self._one_way(value) for name, value in given.items() if isinstance(value, str)
        }
        return {name: way for name, way in found.items() if way}

    def _one_way(self, text: str) -> str:
        """The way that the words of ``text`` point, up or down; empty where they point both or
        none.
        """
        if text not in self._pointing:
            ways = {self._way[word] for word in self._said(text)} & {UP, DOWN}
            self._pointing[text] = ways.pop() if len(ways) == 1 else ""
        return self._pointing[text]

    def beside_names(self, template: str) -> Iterator[tuple[int, str]]:
        """(line, name) of each gap whose name points one way where the last words before it that
        point at all, back to a gap, point the other way alone: "lowest {{ highest_period }}".
        """
        said, closed = set[str](), False
        for match in WORD_OR_GAP.finditer(NO_TEXT.sub(_blank, template)):
            parts = (match["name"] or match["word"].lower()).split("_")
            ways = {self._way[one] for one in parts if one in self._way}
            if match["word"] and ways:
                said, closed = ways if closed else said | ways, False
            elif match["name"] and len(ways) == 1:
                closed = True
                if said and not said & ways:
                    yield template.count("\n", 0, match.start()) + 1, match["name"]

    def typed(self, template: str) -> Iterator[tuple[int, str]]:
        """(line, word) of each word that points, or answers, where no gap after it in its line is
        named for the same end: nothing says that it is so, whatever the figures are.
        """
        for number, line in enumerate(NO_TEXT.sub(_blank, template).splitlines(), 1):
            waiting: list[str] = []
            for match in WORD_OR_GAP.finditer(line):
                ways = {self._way.get(one) for one in (match["name"] or "").split("_")}
                waiting = [word for word in waiting if self._way[word] not in ways]
                if match["word"] and match["word"].lower() in self._way:
                    waiting.append(match["word"].lower())
            yield from ((number, word) for word in waiting)

    def _of_value(self, value: Any) -> Iterator[str]:
        if isinstance(value, Direction):
            yield from filter(None, [OF_DIRECTION.get(value)])
        elif isinstance(value, str):
            yield from {self._way[word] for word in self._said(value)}
        elif isinstance(value, tuple):
            for one in value:
                yield from self._of_value(one)
        elif is_dataclass(value):
            held = (getattr(value, field.name) for field in fields(value))
            for one in held:
                if isinstance(one, Direction) or is_dataclass(one):
                    yield from self._of_value(one)

    def _said(self, text: str) -> list[str]:
        if text not in self._read:
            self._read[text] = [one for one in WORD.findall(text.lower()) if one in self._way]
        return self._read[text]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _ways(table: Any, ways: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, words in table.items() if isinstance(table, Mapping) else ():
        for word in words if isinstance(words, list) else ():
            if name in ways:
                yield str(word).lower(), ways[name]
