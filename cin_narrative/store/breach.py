"""Breach: one thing that does not hang together in what a load brought in, as the report, the
receipt and the note on a sentence give it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """How far a breach goes: worth knowing; a figure that nothing may rest on; nothing loaded."""

    NOTE = "note"
    DOUBT = "doubt"
    REFUSED = "refused"


class Breach(NamedTuple):
    """What does not hang together, and where.

    ``rule`` names the kind of check; ``row`` counts the data rows of ``file`` from 1. ``area``,
    ``year``, ``release``, ``indicator``, ``measure`` and ``category`` are the cell in doubt, as an
    observation has them: empty (0) where it is about a row, a column or a whole file. ``expected``
    and ``found`` are numbers or names as text. ``message`` is one plain sentence for a reader who
    knows neither the file nor the check.
    """

    rule: str
    severity: Severity
    file: str
    row: int | None
    column: str
    area: str
    year: int
    release: str
    indicator: str
    measure: str
    category: str
    expected: str
    found: str
    message: str

    @property
    def cell(self) -> tuple[str, int, str, str, str, str]:
        """(area, year, release, indicator, measure, category)."""
        return self[5:11]

    @property
    def place(self) -> str:
        """The area and year, as ``message`` begins where it is about one."""
        return self.message.removesuffix(self.fact).removesuffix(". ")

    @property
    def fact(self) -> str:
        """``message`` without them."""
        return self.message.partition(f", {self.year}. ")[2] or self.message

    def as_finding(self) -> dict[str, Any]:
        """The breach as an entry of ``findings`` in the load's report as JSON."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "file": self.file,
            "row": self.row,
            "column": self.column or None,
            "area_code": self.area or None,
            "year": self.year or None,
            "release": self.release or None,
            "expected": self.expected or None,
            "found": self.found or None,
            "message": self.message,
        }


def in_order(breaches: Iterable[Breach]) -> list[Breach]:
    """Each once, in an order that does not depend on when it was found: by release and place, then
    by file.
    """
    return sorted(
        dict.fromkeys(breaches),
        key=lambda one: (*one.cell, *one[:3], one.row or 0, one.message),
    )
