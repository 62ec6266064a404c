"""Reading a census file (XML) into tables, one child at a time. The one home of lxml.

 Nothing outside the file is ever fetched or expanded: a DOCTYPE is refused before its entities
could be used, and the parser's own limits on depth and length stay on. Messages name the file and
the line, never a value from the file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree

from cin_narrative.errors import InputDamaged, InputEmpty, ReturnRefused
from cin_narrative.load.returns.layouts import GROUPS, LocalNames, Shape, Shapes
from cin_narrative.load.returns.tables import TABLES, CensusRows, Numbers

LARGEST_RETURN = 2_000_000_000  # bytes of XML; the largest authority's return is under 100 million
NAMELESS_CHILDREN = (
    1_000  # children without an identifier after which reading stops: this is no census return
)
PROLOG = 65_536
MADE_UP = "cin-narrative made-up records"  # the generator writes this as SoftwareCode (made_up.py)


@dataclass(slots=True)
class Header:
    """What the file says of itself, as text; ``fields`` by element name."""

    fields: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The text of a header element, or nothing."""
        return self.fields.get(name, "")

    @property
    def made_up(self) -> bool:
        """Whether our generator made the file."""
        return self.get("SoftwareCode") == MADE_UP


@dataclass(slots=True)
class Reading:
    """What reading one return found: its header, how many rows each table has, and what was
    unusual.

     ``notes`` counts (what, where): unknown, repeated, reordered and empty elements. ``unreadable``
    counts values by field that could not be read and count as not given.
    """

    header: Header
    sha256: str
    rows: Counter[str]
    notes: Counter[tuple[str, str]]
    unreadable: dict[str, int]


class _Guarded:
    """A stream that counts and fingerprints what goes through it, and refuses a DOCTYPE or too much
    of anything.
    """

    def __init__(self, stream: BinaryIO, name: str, progress: Callable[[int], None] | None) -> None:
        self._stream, self._name, self._progress = stream, name, progress
        self._count = 0
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(max(size, PROLOG) if size > 0 else size)
        if self._count == 0:
            if not data.strip() and len(data) < PROLOG:
                raise InputEmpty(f"{self._name} is empty: export the return again.")
            if b"<!DOCTYPE" in data:
                raise refused_doctype(self._name)
        self._count += len(data)
        self.digest.update(data)
        if self._count > LARGEST_RETURN:
            raise ReturnRefused(
                f"{self._name} is larger than any census return can be ({LARGEST_RETURN:,} bytes of XML): "
                "nothing was loaded."
            )
        if self._progress:
            self._progress(len(data))
        return data


def refused_doctype(name: str) -> ReturnRefused:
    """Why a file with a document type declaration is not read."""
    return ReturnRefused(
        f"{name} has a document type declaration (<!DOCTYPE ...>), which no census return has and which "
        "can be used to do harm: it was not read. Export the return again."
    )


def read_xml(
    stream: BinaryIO, name: str, rows: CensusRows, progress: Callable[[int], None] | None = None
) -> Reading:
    """Read the return in ``stream`` into ``rows``; ``name`` is used in messages, ``progress`` is
    given bytes read.


    Raises ``InputEmpty``, ``InputDamaged`` or ``ReturnRefused``, with one line.
    """
    guarded = _Guarded(stream, name, progress)
    reader = _Reader(rows)
    with _plain_refusal(name):
        _read_elements(_elements(guarded), name, reader)
    rows.flush()
    notes = reader.report()
    notes.update(rows.blank)
    return Reading(reader.header, guarded.digest.hexdigest(), rows.counts, notes, rows.unreadable)


def read_header(stream: BinaryIO, name: str) -> tuple[Header, str]:
    """The header of the return in ``stream`` and the fingerprint of the whole, without keeping any
    child.

     Raises ``InputEmpty``, ``InputDamaged`` or ``ReturnRefused``; what is wrong after the header
    shows on reading.
    """
    guarded = _Guarded(stream, name, None)
    reader = _Reader(CensusRows(_NoTables(), 0, Numbers()))
    with _plain_refusal(name):
        context = _elements(guarded)
        for _, element in context:
            _check_root(element.getroottree().getroot(), name)
            if reader.names[element.tag] == "Header":
                reader.read_header(element)
                break
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    while guarded.read(1_000_000):
        pass
    return reader.header, guarded.digest.hexdigest()


class _NoTables:
    def insert(self, table: str, batch: Any) -> None:
        """Reading a header makes no rows."""


def _elements(stream: _Guarded) -> Any:
    return etree.iterparse(
        stream,
        events=("end",),
        tag=("{*}Child", "{*}Header"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


@contextmanager
def _plain_refusal(name: str) -> Iterator[None]:
    """The parser's complaint as one line that names the place and quotes nothing: its own message
    can hold what the file says.
    """
    try:
        yield
    except etree.XMLSyntaxError as error:
        too_much = getattr(error, "code", 0) == etree.ErrorTypes.ERR_RESOURCE_LIMIT
        what = (
            "is nested deeper, or holds a longer text, than any census return"
            if too_much
            else "is not whole or not well-formed XML"
        )
        damaged = InputDamaged(
            f"{name} {what} (line {error.lineno or 0}): nothing was loaded. Export the return again."
        )
        raise damaged from None


def _read_elements(context: Any, name: str, reader: _Reader) -> None:
    checked, holder = False, None
    for _, element in context:
        if not checked:
            _check_root(element.getroottree().getroot(), name)
            checked = True
        parent = element.getparent()
        if reader.names[element.tag] == "Header":
            if parent is not None and parent.getparent() is None:
                reader.read_header(element)
        elif parent is not None and (parent is holder or reader.names[parent.tag] == "Children"):
            holder = parent
            reader.read_child(element)
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
            if reader.nameless >= NAMELESS_CHILDREN:
                return
        elif parent is not None:
            reader.notes["unknown", f"{reader.names[parent.tag][:40]}/Child"] += 1
    _check_root(context.root, name)


def _check_root(root: Any, name: str) -> None:
    if root is None:
        raise InputEmpty(f"{name} holds no element: export the return again.")
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused_doctype(name)
    if LocalNames()[root.tag] != "Message":
        raise ReturnRefused(
            f'{name} is XML, but not a census return: its outermost element must be "Message".'
        )


class _Reader:
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
