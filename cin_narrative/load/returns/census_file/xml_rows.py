"""The elements of a census file -> rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cin_narrative.load.returns.census_file.census_rows import CensusRows
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.census_file.groups import GROUPS
from cin_narrative.load.returns.census_file.shapes import LocalNames, Shape, Shapes

# Stands for all that an element says: two that say the same have the same (a hash of 64 bits).
Content = int
Fields = tuple[str | None, ...]
Mark = dict[str, int]


class ElementReader:
    """Turns elements into rows. A record that stands twice, alike in everything, is read once."""

    def __init__(self, rows: CensusRows) -> None:
        self.rows, self._return_id, self._numbers = rows, rows.return_id, rows.numbers
        self.header = Header()
        self.names = LocalNames()
        self.notes: Counter[tuple[str, str]] = Counter()
        self.nameless = 0
        self._shapes = {name: Shapes(group, self.notes) for name, group in GROUPS.items()}
        self._append = {name: rows.rows(name).append for name in TABLES}
        self._children: dict[str, Content] = {}
        self._nobody = (None,) * len(GROUPS["ChildIdentifiers"].fields)

    def report(self) -> Counter[tuple[str, str]]:
        """Everything unusual about the file's elements."""
        for shapes in self._shapes.values():
            shapes.report()
        return self.notes

    def read_header(self, element: Any) -> None:
        """The header's texts by element name, the first where one stands twice."""
        for item in element.iter():
            text = (item.text or "").strip()
            if text and isinstance(item.tag, str):
                self.header.take(self.names[item.tag], text[:100])

    def read_child(self, element: Any) -> None:
        """One child: a row of Child, and rows of everything below."""
        self._numbers.child_row += 1
        identity, content, mark = self._read_child(element)
        if mark is not None and self._children[identity] == content:
            self._forget("Child", mark)
        elif identity:
            self._children[identity] = content
        self.rows.end_of_child()

    def _forget(self, name: str, mark: Mark) -> None:
        """Take back a record that says the same as one before it: it counts once."""
        self.rows.forget_since(mark)
        self.notes["identical", name] += 1

    def _read_child(self, element: Any) -> tuple[str, Content, Mark | None]:
        """The identifier of a child, what its element says, and where its rows begin if there was
        a child of this identifier before.
        """
        row = self._numbers.child_row
        shape, children = _shape(self._shapes["Child"], element)
        identity: Fields = self._nobody
        ethnicity: Fields = (None,)
        episodes, characteristics = [], []
        for position, name in shape.nested:
            if name == "CINdetails":
                episodes.append(children[position])
            elif name == "ChildIdentifiers":
                _, _, identity = _fields(self._shapes[name], children[position])
            else:
                characteristics.append(children[position])
        child = identity[0] or ""
        start = self.rows.mark() if child in self._children else None
        codes = list[str]()
        for one in characteristics:
            ethnicity, more = self._read_characteristics(one, row)
            codes += more
        self.nameless += not child.strip()
        self._append["Child"]((self._return_id, row, *identity, *ethnicity))
        found = list[Content]()
        for episode in episodes:
            mark = self.rows.mark() if found else None
            self._add(found, "CINdetails", self._read_episode(episode, row, identity[0]), mark)
        return child, hash((identity, ethnicity, *codes, *found)), start

    def _add(self, found: list[Content], name: str, content: Content, mark: Mark | None) -> None:
        """Keep what a record says, or take the record back where one before it says the same."""
        if mark is not None and content in found:
            self._forget(name, mark)
        else:
            found.append(content)

    def _read_characteristics(self, element: Any, row: int) -> tuple[Fields, list[str]]:
        shape, children, ethnicity = _fields(self._shapes["ChildCharacteristics"], element)
        codes = list[str]()
        for position, name in shape.nested:
            codes += _texts(self._shapes[name], children[position])
        append = self._append["Disabilities"]
        for code in codes:
            append((self._return_id, row, code))
        return ethnicity, codes

    def _read_episode(self, element: Any, row: int, child: str | None) -> Content:
        self._numbers.episode += 1
        episode = self._numbers.episode
        shape, children, fields = _fields(self._shapes["CINdetails"], element)
        self._append["CINdetails"]((self._return_id, row, child, episode, *fields))
        found = list[Content]()
        for position, name in shape.nested:
            if name == "PreProceedingsandFGDM":
                continue  # collected from 2026-27, provisional, and no indicator uses it
            mark = self.rows.mark() if shape.several and found else None
            self._add(found, name, self._read_part(name, children[position], episode), mark)
        return hash((fields, *found))

    def _read_part(self, name: str, element: Any, episode: int) -> Content:
        """One group of an episode: an assessment, an enquiry, a plan."""
        shape, children, fields = _fields(self._shapes[name], element)
        self._numbers.part += 1
        key = (self._return_id, episode, self._numbers.part)
        self._append[name]((*key, *fields))
        listed = list[str]()
        for place, group in shape.nested:
            append = self._append["Reviews" if group == "Reviews" else "AssessmentFactors"]
            texts = _texts(self._shapes[group], children[place])
            for text in texts:
                append((*key, text))
            if group == "Reviews":
                for _ in range(max(len(children[place]), 1) - len(texts)):
                    append((*key, None))  # a review without its date
            listed += texts
        return hash((name, fields, *listed))


def _shape(shapes: Shapes, element: Any) -> tuple[Shape, list[Any]]:
    """The shape of a group, and its children."""
    children = element[:]
    shape = shapes[tuple([child.tag for child in children])]
    shape.seen += 1
    return shape, children


def _fields(shapes: Shapes, element: Any) -> tuple[Shape, list[Any], Fields]:
    """The shape of a group, its children, and the texts of its fields; what is empty is counted."""
    children = element[:]
    shape = shapes[tuple([child.tag for child in children])]
    shape.seen += 1
    texts = [child.text for child in children]
    texts.append(None)
    found = shape.pick(texts)
    shape.empty += found.count(None) - shape.missing
    return shape, children, found


def _texts(shapes: Shapes, element: Any) -> list[str]:
    """The texts of a group that is a list: factors, reviews, disabilities."""
    shape, children = _shape(shapes, element)
    found = [
        text
        for position, _ in shape.nested
        if (text := children[position].text) and not text.isspace()
    ]
    shape.empty += len(shape.nested) - len(found) if children else 1
    return found
