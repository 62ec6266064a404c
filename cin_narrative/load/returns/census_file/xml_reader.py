"""A census file (XML) -> rows of its tables, one child at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.contents import Header, Reading
from cin_narrative.load.returns.census_file.xml_rows import ElementReader
from cin_narrative.load.returns.census_file.xml_stream import (
    Elements,
    GuardedStream,
    check_root,
    elements,
    plain_refusal,
)

# children without an identifier after which reading stops: this is no census return
NAMELESS_CHILDREN = 1_000


def read_xml(
    stream: BinaryIO, name: str, rows: CensusRows, progress: Callable[[int], None] | None = None
) -> Reading:
    """Read the return in ``stream`` into ``rows``; ``name`` is used in messages, ``progress`` is
    given bytes read.

    Raises ``InputEmpty``, ``InputDamaged`` or ``ReturnRefused``, with one line.
    """
    guarded = GuardedStream(stream, name, progress)
    reader = ElementReader(rows)
    with plain_refusal(name):
        _read_elements(Elements(guarded), name, reader)
    rows.flush()
    notes = reader.report()
    notes.update(rows.blank)
    rows.counts["Reviews"] -= notes["empty", "Reviews"]  # a review without its date is none
    digest = guarded.digest.hexdigest()
    found = (rows.counts, notes, rows.unreadable, rows.day_first)
    return Reading(reader.header, digest, *found, unread=rows.unread)


def read_header(stream: BinaryIO, name: str) -> tuple[Header, str]:
    """The header of the return in ``stream`` and the fingerprint of the whole, without keeping any
    child.

    Raises ``InputEmpty``, ``InputDamaged`` or ``ReturnRefused``; what is wrong after the header
    shows on reading.
    """
    guarded = GuardedStream(stream, name, None)
    reader = ElementReader(CensusRows(_NoTables(), 0, Numbers()))
    with plain_refusal(name):
        context = elements(guarded)
        for _, element in context:
            check_root(element.getroottree().getroot(), name)
            if reader.names[element.tag] == "Header":
                reader.read_header(element)
                break
            _forget(element)
    while guarded.read(1_000_000):
        pass
    return reader.header, guarded.digest.hexdigest()


class _NoTables:
    """Where the rows of a header go: there are none."""

    def insert(self, table: str, batch: Any) -> None:
        """Reading a header makes no rows."""


def _forget(element: Any) -> None:
    """Let go of an element that was read, and of its elder siblings, so that memory stays flat."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _read_elements(context: Elements, name: str, reader: ElementReader) -> None:
    """Read every Child below Children and the Header below the root; others are noted."""
    checked, holder = False, None
    for element in context:
        if not checked:
            check_root(element.getroottree().getroot(), name)
            checked = True
        parent = element.getparent()
        if reader.names[element.tag] == "Header":
            if parent is not None and parent.getparent() is None:
                reader.read_header(element)
        elif parent is not None and (parent is holder or reader.names[parent.tag] == "Children"):
            holder = parent
            reader.read_child(element)
            if not context.is_whole:
                _forget(element)
            if reader.nameless >= NAMELESS_CHILDREN:
                return
        elif parent is not None:
            reader.notes["unknown", f"{reader.names[parent.tag][:40]}/Child"] += 1
    check_root(context.root, name)
