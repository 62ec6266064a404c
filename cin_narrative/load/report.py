"""What a load did: taken, left and why. Nothing is left silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cin_narrative.load.files import PassedOver
from cin_narrative.messages import message

Progress = Callable[[int, int, str], None]  # is told (steps done, steps in all, what is done)
SHOWN = 8  # at most so many examples of one kind of thing in a report


@dataclass(slots=True)
class TakenFile:
    """One file that was loaded."""

    name: str
    release: str
    cells: int = 0
    repeats: list[str] = field(default_factory=list)
    columns_left: list[str] = field(default_factory=list)
    rows_left: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    confidence_columns: int = 0

    def lines(self) -> Iterator[str]:
        """What was taken of the file, and everything in it that was left."""
        yield f"taken     {self.name}: {self.cells:,} figures, release {self.release}"
        if self.repeats:
            yield message("load.repeats", columns=_many(len(self.repeats), "column"))
        if self.confidence_columns:
            columns = _many(self.confidence_columns, "data confidence column")
            yield f"          {columns} left: not figures"
        yield from _first_of(message("load.column_left"), self.columns_left)
        yield from _first_of("row left", self.rows_left)
        yield from _first_of(message("load.cell_left"), self.unreadable)


@dataclass(slots=True)
class LoadReport:
    """The whole load: ``unchanged`` names the files that the store already held, byte for byte."""

    taken: list[TakenFile] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[PassedOver] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many figures were stored."""
        return sum(file.cells for file in self.taken)

    def lines(self) -> list[str]:
        """The report as the command line prints it."""
        out = [line for file in self.taken for line in file.lines()]
        out += [f"unchanged {name}: already loaded" for name in self.unchanged]
        out += [f"left      {passed.name}: {passed.reason}" for passed in self.left]
        return [*out, self._summary()]

    def _summary(self) -> str:
        if not self.taken:
            return message("load.nothing_new")
        releases = ", ".join(sorted({file.release for file in self.taken}))
        files = _many(len(self.taken), "file")
        return message("load.figures_stored", figures=self.cells, files=files, releases=releases)


def _first_of(what: str, names: Sequence[str]) -> Iterator[str]:
    """The first of ``names``, a line each, and how many more there are."""
    yield from (f"          {what}: {name}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield message("load.more_of_these", count=len(names) - SHOWN)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
