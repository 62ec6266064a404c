"""The elements of a census file -> rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from cin_narrative.load.returns.census_file.census_rows import CensusRows
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.census_file.groups import GROUPS
from cin_narrative.load.returns.census_file.shapes import (
    ChildShape,
    EpisodeShape,
    Fields,
    GroupShape,
    ListShape,
    LocalNames,
    Notes,
    PartShape,
    Texts,
    shape_of,
)

# Stands for all that an element says: two that say the same have the same (a hash of 64 bits).
Content = int
Mark = dict[str, int]
NOT_SAID: Fields = (None,)


class ElementReader:
    """Turns elements into rows. A record that stands twice, alike in everything, is read once."""

    def __init__(self, rows: CensusRows) -> None:
        self.rows, self._return_id, self._numbers = rows, rows.return_id, rows.numbers
        self.header = Header()
        self.names = LocalNames()
        self.notes: Notes = Counter()
        self.nameless = 0
        self._unusual = Counter[ChildShape]()
        self._append = {name: rows.rows(name).append for name in TABLES}
        self._children: dict[str, Content] = {}
        self._nobody: Fields = (None,) * len(GROUPS["ChildIdentifiers"].fields)

    def report(self) -> Notes:
        """Everything unusual about the file's elements."""
        for shape, seen in self._unusual.items():
            for note, count in shape.notes.items():
                self.notes[note] += count * seen
        self._unusual.clear()
        return self.notes

    def read_header(self, element: Any) -> None:
        """The header's texts by element name, the first where one stands twice."""
        for item in element.iter():
            text = (item.text or "").strip()
            if text and isinstance(item.tag, str):
                self.header.take(self.names[item.tag], text[:100])

    def read_child(self, element: Any) -> None:
        """One child: a row of Child, and rows of everything below."""
        shape, texts = self._looked_at(element)
        self._numbers.child_row += 1
        row, (identity, ethnicity) = self._numbers.child_row, self._described(shape, texts)
        child, found = identity[0] or "", list[Content]()
        start = self.rows.mark() if child in self._children else None
        self.nameless += not child.strip()
        self._append["Child"]((self._return_id, row, *identity, *ethnicity))
        codes = self._read_lists(shape.disabilities, texts, (self._return_id, row))
        for episode in shape.episodes:
            mark = self.rows.mark() if found else None
            content = self._read_episode(episode, texts, row, identity[0])
            if mark is None or self._is_new(content, found, "CINdetails", mark):
                found.append(content)
        content = hash((identity, ethnicity, *codes, *found))
        if start is not None and self._children[child] == content:
            self._forget("Child", start)
        elif child:
            self._children[child] = content
        self.rows.end_of_child()

    def _looked_at(self, element: Any) -> tuple[ChildShape, Texts]:
        """The shape of a child, and all texts in it."""
        elements = list(element.iter())
        tags, counts = tuple([one.tag for one in elements]), tuple(map(len, elements))
        shape = shape_of(tags, counts)
        if shape.notes:
            self._unusual[shape] += 1
        texts = [one.text for one in elements]
        texts.append(None)
        return shape, texts

    def _described(self, shape: ChildShape, texts: Texts) -> tuple[Fields, Fields]:
        """The identity and the ethnicity of a child."""
        identity, ethnicity = self._nobody, NOT_SAID
        for group in shape.identity:
            identity = self._fields(group, texts)
        for group in shape.ethnicity:
            ethnicity = self._fields(group, texts)
        return identity, ethnicity

    def _fields(self, shape: GroupShape, texts: Texts) -> Fields:
        """The texts of the fields of a group; what is empty is counted."""
        found = shape.pick(texts)
        empty = found.count(None) - shape.missing
        if empty:
            self.notes["empty", shape.group] += empty
        return found

    def _forget(self, name: str, mark: Mark) -> None:
        """Take back a record that says the same as one before it: it counts once."""
        self.rows.forget_since(mark)
        self.notes["identical", name] += 1

    def _is_new(self, content: Content, found: list[Content], name: str, mark: Mark) -> bool:
        """Whether no record before it says the same; one that is not new is taken back."""
        if content not in found:
            return True
        self._forget(name, mark)
        return False

    def _read_episode(
        self, shape: EpisodeShape, texts: Texts, row: int, child: str | None
    ) -> Content:
        self._numbers.episode += 1
        episode, fields = self._numbers.episode, self._fields(shape.fields, texts)
        self._append["CINdetails"]((self._return_id, row, child, episode, *fields))
        found = list[Content]()
        for part in shape.parts:
            mark = self.rows.mark() if shape.several and found else None
            content = self._read_part(part, texts, episode)
            if mark is None or self._is_new(content, found, part.fields.group, mark):
                found.append(content)
        return hash((fields, *found))

    def _read_part(self, shape: PartShape, texts: Texts, episode: int) -> Content:
        """One group of an episode: an assessment, an enquiry, a plan."""
        name, fields = shape.fields.group, self._fields(shape.fields, texts)
        self._numbers.part += 1
        key = (self._return_id, episode, self._numbers.part)
        self._append[name]((*key, *fields))
        listed = self._read_lists(shape.lists, texts, key) if shape.lists else ()
        return hash((name, fields, *listed))

    def _read_lists(
        self, lists: Iterable[ListShape], texts: Texts, key: tuple[int, ...]
    ) -> list[str]:
        """The texts of lists, each of them a row; what is blank is counted."""
        every = list[str]()
        for one in lists:
            append = self._append[one.table]
            found = [text for place in one.places if (text := texts[place]) and not text.isspace()]
            for text in found:
                append((*key, text))
            if len(found) < len(one.places):
                self.notes["empty", one.group] += len(one.places) - len(found)
            if len(found) < one.rows:  # reviews without their dates
                self.rows.rows(one.table).extend([(*key, None)] * (one.rows - len(found)))
            every += found
        return every
