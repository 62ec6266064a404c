"""What reading one return gives: what the file says of itself, and what was unusual in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cin_narrative.store.observations import MADE_UP as RECORDS

MADE_UP = f"cin-narrative {RECORDS}"  # the generator writes this as SoftwareCode (made_up/)


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
