"""The elements of a census file -> rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cin_narrative.load.returns.census_file.census_rows import CensusRows
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.census_file.groups import GROUPS
from cin_narrative.load.returns.census_file.shapes import LocalNames, Shape, Shapes


class ElementReader:
    """Turns elements into rows."""

    def __init__(self, rows: CensusRows) -> None:
        self.rows = rows
        self.header = Header()
        self.names = LocalNames()
        self.notes: Counter[tuple[str, str]] = Counter()
        self.nameless = 0
        self._shapes = {name: Shapes(group, self.notes) for name, group in GROUPS.items()}
        self._append = {name: rows.rows(name).append for name in TABLES}
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
                self.header.fields.setdefault(self.names[item.tag], text[:100])

    def _fields(self, group: str, element: Any) -> tuple[Shape, list[Any], tuple[str | None, ...]]:
        """The shape of a group, its children, and the texts of its fields."""
        children = element[:]
        shape = self._shapes[group][tuple([child.tag for child in children])]
        shape.seen += 1
        texts = [child.text for child in children]
        texts.append(None)
        return shape, children, shape.fields(texts)

    def _texts(self, group: str, element: Any) -> list[str]:
        """The texts of a group that is a list: factors, reviews, disabilities."""
        children = element[:]
        shape = self._shapes[group][tuple([child.tag for child in children])]
        shape.seen += 1
        found = [
            text
            for position, _ in shape.nested
            if (text := children[position].text) and not text.isspace()
        ]
        shape.empty += len(shape.nested) - len(found) if children else 1
        return found

    def read_child(self, element: Any) -> None:
        """One child: a row of Child, and rows of everything below."""
        numbers = self.rows.numbers
        numbers.child_row += 1
        row, return_id = numbers.child_row, self.rows.return_id
        children = element[:]
        shape = self._shapes["Child"][tuple([child.tag for child in children])]
        shape.seen += 1
        identity: tuple[str | None, ...] = self._nobody
        ethnicity: tuple[str | None, ...] = (None,)
        episodes = []
        for position, name in shape.nested:
            if name == "CINdetails":
                episodes.append(children[position])
            elif name == "ChildIdentifiers":
                _, _, identity = self._fields(name, children[position])
            else:
                ethnicity = self._read_characteristics(children[position], row)
        self.nameless += not (identity[0] or "").strip()
        self._append["Child"]((return_id, row, *identity, *ethnicity))
        for episode in episodes:
            self._read_episode(episode, row, identity[0])
        self.rows.end_of_child()

    def _read_characteristics(self, element: Any, row: int) -> tuple[str | None, ...]:
        shape, children, ethnicity = self._fields("ChildCharacteristics", element)
        for position, name in shape.nested:
            for text in self._texts(name, children[position]):
                self._append["Disabilities"]((self.rows.return_id, row, text))
        return ethnicity

    def _read_episode(self, element: Any, row: int, child: str | None) -> None:
        numbers, return_id = self.rows.numbers, self.rows.return_id
        numbers.episode += 1
        episode = numbers.episode
        shape, children, fields = self._fields("CINdetails", element)
        self._append["CINdetails"]((return_id, row, child, episode, *fields))
        for position, name in shape.nested:
            if name == "PreProceedingsandFGDM":
                continue  # collected from 2026-27, provisional, and no indicator uses it
            inner, parts, fields = self._fields(name, children[position])
            numbers.part += 1
            self._append[name]((return_id, episode, numbers.part, *fields))
            for place, group in inner.nested:
                append = self._append["Reviews" if group == "Reviews" else "AssessmentFactors"]
                for text in self._texts(group, parts[place]):
                    append((return_id, episode, numbers.part, text))
