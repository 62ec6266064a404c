"""Phrases in, the longest ones that stand at a place of a text out: a trie over stems.

A phrase that begins with "to" stands for its verb in all its forms ("to start").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cin_narrative.reading.words.tokens import Token, fold, inflected, pieces_of, stem, tokens_of

Value = TypeVar("Value")


@dataclass(slots=True)
class _Node(Generic[Value]):
    next: dict[str, _Node[Value]] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)


class Phrases(Generic[Value]):
    """Phrases with what they may mean. Stems are compared; marks inside a phrase must stand too."""

    def __init__(self, *, names: bool = False) -> None:
        self.names = names  # letter for letter: "Derbys" is not Derby
        self._root: _Node[Value] = _Node()
        self.words: dict[str, int] = {}

    def add(self, phrase: str, value: Value) -> None:
        """Enter a phrase; the same value is kept once."""
        for words in [_named(phrase)] if self.names else written(phrase):
            node = self._root
            for word in words:
                node = node.next.setdefault(word, _Node())
                if word.isalpha():
                    self.words[word] = self.words.get(word, 0) + 1
            if words and value not in node.values:
                node.values.append(value)

    def at(self, tokens: Sequence[Token], start: int) -> list[tuple[int, list[Value]]]:
        """Every phrase that begins at that token: where it ends and its values, longest first."""
        node, found = self._root, []
        for end in range(start, len(tokens)):
            following = node.next.get(tokens[end].text if self.names else tokens[end].stem)
            if following is None:
                break
            node = following
            if node.values:
                found.append((end + 1, node.values))
        return found[::-1]

    def longest(self, tokens: Sequence[Token]) -> list[tuple[int, int, list[Value]]]:
        """The longest phrases from left to right, none across another."""
        found, start = [], 0
        while start < len(tokens):
            here = self.at(tokens, start)
            if here:
                found.append((start, here[0][0], here[0][1]))
            start = here[0][0] if here else start + 1
        return found


def _named(name: str) -> tuple[str, ...]:
    return tuple(piece for piece, *_ in pieces_of(fold(name)))


def written(phrase: str) -> Iterable[tuple[str, ...]]:
    """The stems of a phrase; of "to start on" those of each form of the verb."""
    words = _named(phrase)
    stems = tuple(map(stem, words))
    if len(stems) > 1 and stems[0] == "to":
        return [(tokens_of(form)[0].stem, *stems[2:]) for form in inflected(words[1])]
    return [stems]
