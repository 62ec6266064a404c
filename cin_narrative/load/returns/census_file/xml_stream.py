"""The bytes of a census file -> its elements, guarded: nothing outside the file is fetched.

A DOCTYPE is refused before its entities could be used, and the parser's own limits on depth and
length stay on. Messages name the file and the line, never a value from the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from lxml import etree

from cin_narrative.errors import InputDamaged, InputEmpty, ReturnRefused
from cin_narrative.load.returns.census_file.shapes import LocalNames
from cin_narrative.messages import message

LARGEST_RETURN = 2_000_000_000  # bytes of XML; the largest authority's return is under 100 million
PROLOG = 65_536


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


def elements(stream: GuardedStream) -> Any:
    """Every Child and Header of the file, each when it ends: an iterator of (event, element)."""
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
