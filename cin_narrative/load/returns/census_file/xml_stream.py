"""The bytes of a census file -> its elements, guarded: nothing outside the file is fetched.

A DOCTYPE is refused before its entities could be used, and the parser's own limits on depth and
length stay on. Messages name the file and the line, never a value from the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree

from cin_narrative.errors import InputDamaged, InputEmpty, ReturnRefused
from cin_narrative.load.returns.census_file.shapes import LocalNames
from cin_narrative.messages import message

LARGEST_RETURN = 2_000_000_000  # bytes of XML; the largest authority's return is under 100 million
PROLOG = 65_536
# Bytes of a file that is parsed at once: a fifth of the time less than one element after another,
# for a tree of some ten times the bytes.
AT_ONCE = 8_000_000
TAGS = ("{*}Child", "{*}Header")
PARSER: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class GuardedStream:
    """A stream that counts and fingerprints what goes through it, and refuses a DOCTYPE or too much
    of anything.
    """

    def __init__(self, stream: BinaryIO, name: str, progress: Callable[[int], None] | None) -> None:
        self._stream, self._name, self._progress = stream, name, progress
        self._count = 0
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, ``size`` or more; raises ``InputEmpty`` or ``ReturnRefused``."""
        data = self._stream.read(max(size, PROLOG) if size > 0 else size)
        if self._count == 0:
            self._check_start(data)
        self._count += len(data)
        self.digest.update(data)
        if self._count > LARGEST_RETURN:
            too_large = message("load.xml_too_large", file=self._name, bytes=LARGEST_RETURN)
            raise ReturnRefused(too_large)
        if self._progress:
            self._progress(len(data))
        return data

    def _check_start(self, data: bytes) -> None:
        if not data.strip() and len(data) < PROLOG:
            raise InputEmpty(message("load.xml_empty", file=self._name))
        if b"<!DOCTYPE" in data:
            raise refused_doctype(self._name)


def refused_doctype(name: str) -> ReturnRefused:
    """Why a file with a document type declaration is not read."""
    return ReturnRefused(message("load.xml_doctype", file=name))


class Elements:
    """Every Child and Header of a file, in turn: of a small one (``is_whole``) once all of it is
    parsed, of any other each when it ends. ``root`` is there when all of them have been.
    """

    def __init__(self, stream: GuardedStream) -> None:
        self._pieces = _first_pieces(stream)
        self._stream = stream
        self.is_whole = not self._pieces[-1]
        self.root: Any = None

    def __iter__(self) -> Iterator[Any]:
        if self.is_whole:
            tree = etree.parse(BytesIO(b"".join(self._pieces)), etree.XMLParser(**PARSER))
            self.root = tree.getroot()
            yield from list(self.root.iter(*TAGS))
            return
        self._pieces.reverse()
        context = elements(self)
        for _, element in context:
            yield element
        self.root = context.root

    def read(self, size: int = -1) -> bytes:
        """The next bytes, for the parser."""
        return self._pieces.pop() if self._pieces else self._stream.read(size)


def _first_pieces(stream: GuardedStream) -> list[bytes]:
    """The first bytes of a file; where they are all of it, the last piece is empty."""
    pieces, left = [stream.read(PROLOG)], AT_ONCE
    while pieces[-1] and left > 0:
        pieces.append(stream.read(PROLOG))
        left -= len(pieces[-1])
    return pieces


def elements(stream: Any) -> Any:
    """Every Child and Header of the file, each when it ends: an iterator of (event, element)."""
    return etree.iterparse(stream, events=("end",), tag=TAGS, **PARSER)


@contextmanager
def plain_refusal(name: str) -> Iterator[None]:
    """The parser's complaint as one line that names the place and quotes nothing: its own message
    can hold what the file says.
    """
    try:
        yield
    except etree.XMLSyntaxError as error:
        too_much = getattr(error, "code", 0) == etree.ErrorTypes.ERR_RESOURCE_LIMIT
        what = message("load.xml_nested_deeper") if too_much else message("load.xml_not_whole")
        refused = message("load.xml_refused", file=name, what=what, line=error.lineno or 0)
        raise InputDamaged(refused) from None


def check_root(root: Any, name: str) -> None:
    """Raise ``InputEmpty`` or ``ReturnRefused`` where ``root`` is not that of a census return."""
    if root is None:
        raise InputEmpty(message("load.xml_no_element", file=name))
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused_doctype(name)
    if LocalNames()[root.tag] != "Message":
        raise ReturnRefused(message("load.xml_not_a_return", file=name))
