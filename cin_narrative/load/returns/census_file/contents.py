"""What reading one return gives: what the file says of itself, and what was unusual in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cin_narrative.load.returns.census_file.values import Unread, Unreadable
from cin_narrative.store.observations import MADE_UP as RECORDS

MADE_UP = f"cin-narrative {RECORDS}"  # the generator writes this as SoftwareCode (made_up/)


@dataclass(slots=True)
class Header:
    """What the file says of itself, as text: ``fields`` by element name, the first where one stands
    twice; ``authorities`` and ``days`` are all authorities and reference dates that it names.
    """

    fields: dict[str, str] = field(default_factory=dict)
    authorities: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)

    def take(self, name: str, text: str) -> None:
        """Take up one element of the header."""
        self.fields.setdefault(name, text)
        if name == "LEA" and text not in self.authorities:
            self.authorities.append(text)
        if name == "ReferenceDate" and text not in self.days:
            self.days.append(text)

    def get(self, name: str) -> str:
        """The text of a header element, or nothing."""
        return self.fields.get(name, "")

    def take_as(self, code: str) -> None:
        """Take it for a return of the authority with this code whose records are made up."""
        self.authorities = [code]
        self.fields |= {"LEA": code, "SoftwareCode": MADE_UP}

    @property
    def made_up(self) -> bool:
        """Whether our generator made the file."""
        return self.get("SoftwareCode") == MADE_UP


@dataclass(slots=True)
class Reading:
    """What reading one return found: its header, how many rows each table has, and what was
    unusual.

    ``notes`` counts (what, where): unknown, repeated, reordered and empty elements, and records
    that stand twice. ``unreadable`` has the values, by field, that were given and cannot be read;
    ``day_first`` the fields whose dates are all written day first. ``not_given`` are the tables
    that the files do not have at all, which only separate files can show.
    """

    header: Header
    sha256: str
    rows: Counter[str]
    notes: Counter[tuple[str, str]]
    unreadable: dict[str, Unreadable]
    day_first: list[str] = field(default_factory=list)
    not_given: frozenset[str] = frozenset()
    unread: list[Unread] = field(default_factory=list, repr=False)
