"""What a load did: taken, left and why, a line for each file. Nothing is left silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cin_narrative.load.breach_lines import told_together
from cin_narrative.load.files import PassedOver
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.decisions import GivenAway
from cin_narrative.store.merge import Difference
from cin_narrative.store.observations import Symbol

WIDE = "sfr"  # the family of first-published files, as addresses call it
Progress = Callable[[int, int, str], None]  # is told (steps done, steps in all, what is done)
SHOWN = 8  # at most so many examples of one kind of thing in a line


@dataclass(slots=True)
class TakenFile:
    """One file that was loaded. ``family`` says which of DfE's files it is, ``source`` is its
    number in the store, ``difference`` what it brings to a release that was held before.
    """

    name: str
    release: str
    family: str = ""
    cells: int = 0
    repeats: list[str] = field(default_factory=list)
    columns_left: list[str] = field(default_factory=list)
    rows_left: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    confidence_columns: int = 0
    notes: list[str] = field(default_factory=list)
    source: int = 0
    difference: Difference | None = None
    replaced: bool = False  # what was held beyond it is gone

    def line(self) -> str:
        """What was taken of the file, and everything in it that was left, in one line."""
        gaps = {"file": self.name, "family": self.family, "release": self.release}
        name = "load.taken_first_published" if self.family == WIDE else "load.taken"
        taken = message(name, figures=self.cells, **gaps)
        return "; ".join([taken, *self._compared(), *self._left(), *self.notes])

    def _compared(self) -> Iterator[str]:
        """How it stands to what the store held of its release."""
        found = self.difference
        if found is None or not (found.confirmed or found.changed or found.beyond):
            return
        counts = {"added": found.added, "same": found.confirmed, "changed": found.changed}
        yield message("load.set_beside", **counts)
        if found.beyond:
            name = "load.beyond_replaced" if self.replaced else "load.beyond_kept"
            beyond = {"figures": found.beyond, "areas": found.areas, "years": found.years}
            yield message(name, **beyond)

    def _left(self) -> Iterator[str]:
        if self.repeats:
            yield message("load.repeats", columns=_many(len(self.repeats), "column"))
        if self.confidence_columns:
            columns = _many(self.confidence_columns, "data confidence column")
            yield message("load.confidence_left", columns=columns)
        yield from _named(message("load.column_left"), self.columns_left)
        yield from _named(message("load.row_left"), self.rows_left)
        yield from _named(message("load.cell_left"), self.unreadable)

    def record(self) -> dict[str, Any]:
        """The file as an entry of ``files`` in the report as JSON."""
        own: dict[str, Any] = {
            "file": self.name,
            "outcome": "taken",
            "family": self.family,
            "release": self.release,
            "figures": self.cells,
            "columns_repeated": self.repeats,
            "columns_left": self.columns_left,
            "rows_left": self.rows_left,
            "cells_left": self.unreadable,
            "notes": self.notes,
        }
        if self.difference is not None:
            own["held_before"] = {**self.difference._asdict(), "beyond_replaced": self.replaced}
        return own


@dataclass(slots=True)
class LoadReport:
    """The whole load: ``unchanged`` names the files that the store already held, byte for byte;
    ``given_away`` are the counts that DfE suppressed and that its own figures give away;
    ``breaches`` are what does not hang together in the whole store, ``known`` those that it had
    before: they are not told again. With ``dry_run`` nothing was stored.
    """

    taken: list[TakenFile] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[PassedOver] = field(default_factory=list)
    given_away: list[GivenAway] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    known: frozenset[Breach] = frozenset()
    dry_run: bool = False

    @property
    def cells(self) -> int:
        """How many figures were stored."""
        return sum(file.cells for file in self.taken)

    def tell_differences(self, by_source: Mapping[int, Difference], replaced: bool) -> None:
        """Say of each file what it brings to a release that was held before."""
        for file in self.taken:
            file.difference, file.replaced = by_source.get(file.source), replaced

    def lines(self) -> list[str]:
        """The report as the command line prints it."""
        out = ["; ".join([file.line(), *self._told(file)]) for file in self.taken]
        out += [message("load.unchanged", file=name) for name in self.unchanged]
        out += [message("load.left", file=one.name, reason=one.reason) for one in self.left]
        return [*out, *self.told, self.outcome]

    @property
    def told(self) -> list[str]:
        """What does not hang together, in words, a line for what is one fact."""
        return list(told_together(self.breaches, self.known))

    def files(self) -> list[dict[str, Any]]:
        """Every file, and what became of it, for the report as JSON."""
        return [
            *(file.record() for file in self.taken),
            *({"file": name, "outcome": "unchanged"} for name in self.unchanged),
            *({"file": one.name, "outcome": "left", "reason": one.reason} for one in self.left),
        ]

    def findings(self) -> list[dict[str, Any]]:
        """What does not hang together and what is given away, for the report as JSON."""
        breaches = [breach.as_finding() for breach in self.breaches]
        return [*breaches, *(_given_away(one) for one in self.given_away)]

    def _told(self, file: TakenFile) -> Iterator[str]:
        """How many suppressed cells a file gives away, for telling DfE."""
        place = (file.name, file.release)
        count = sum((one.file, one.release) == place for one in self.given_away)
        if count:
            yield message("load.given_away", cells=_many(count, "suppressed cell"))

    @property
    def outcome(self) -> str:
        """What came of the load, in one line."""
        if not self.taken:
            return message("load.nothing_new")
        releases = ", ".join(sorted({file.release for file in self.taken}))
        files = _many(len(self.taken), "file")
        name = "load.figures_found" if self.dry_run else "load.figures_stored"
        return message(name, figures=self.cells, files=files, releases=releases)


def _given_away(one: GivenAway) -> dict[str, Any]:
    """A suppressed cell that its release gives away: where it is, never its number."""
    told = message("load.given_away_cell")
    place = (one.file, one.row, one.column, one.area, one.year, one.release)
    cell = ("", "", "", "", Symbol.SUPPRESSED.value)
    return Breach("given_away", Severity.NOTE, *place, *cell, told).as_finding()


def _named(what: str, names: Sequence[str]) -> Iterator[str]:
    """``what``, and the first of ``names``, and how many more there are; nothing of none."""
    if names:
        rest = len(names) - SHOWN
        more = [message("load.more_of_these", count=rest)] if rest > 0 else []
        yield f"{what}: {', '.join([*names[:SHOWN], *more])}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
