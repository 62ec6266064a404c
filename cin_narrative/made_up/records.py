"""The records that the generator invents: children that do not exist, and their cases."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Plan:
    """A child protection plan; days are ordinal numbers."""

    start: int
    end: int | None
    initial: str = "NEG"
    latest: str = "NEG"
    previous: int = 0
    reviews: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Assessment:
    """An assessment with its factors."""

    start: int
    end: int
    factors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Child:
    """A child that does not exist."""

    identity: str = ""
    born: int | None = None
    expected: int | None = None
    sex: str = "F"
    ethnicity: str = "WBRI"
    disabilities: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Episode:
    """One CINdetails module. ``enquiries`` are (start, conference or None). ``waits``: it is open,
    and awaits its assessment. ``takes``: the working days of its assessment, where settled before.
    """

    child: Child
    referral: int
    closure: int | None = None
    reason: str | None = None
    source: str = "1A"
    need: str | None = "N1"
    nfa: bool = False
    waits: bool = False
    takes: int | None = None
    assessments: list[Assessment] = field(default_factory=list)
    need_plans: list[tuple[int, int | None]] = field(default_factory=list)
    enquiries: list[tuple[int, int | None]] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
