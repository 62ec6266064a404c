"""What a load did: taken, left and why. Nothing is left silently."""

from __future__ import annotations

from dataclasses import dataclass, field

from cin_narrative.load.files import PassedOver

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
        out = [line for file in self.taken for line in _file_lines(file)]
        out += [f"unchanged {name}: already loaded" for name in self.unchanged]
        out += [f"left      {passed.name}: {passed.reason}" for passed in self.left]
        releases = ", ".join(sorted({file.release for file in self.taken}))
        if self.taken:
            out.append(
                f"{self.cells:,} figures from {_many(len(self.taken), 'file')} of {releases} are in the store."
            )
        else:
            out.append("Nothing new: the store is as it was.")
        return out


def _file_lines(file: TakenFile) -> list[str]:
    out = [f"taken     {file.name}: {file.cells:,} figures, release {file.release}"]
    if file.repeats:
        out.append(
            f"          {_many(len(file.repeats), 'column')} also printed in a file of more detail, kept once"
        )
    if file.confidence_columns:
        out.append(
            f"          {_many(file.confidence_columns, 'data confidence column')} left: not figures"
        )
    for what, names in (
        ("column not recognised, left", file.columns_left),
        ("row left", file.rows_left),
        ("cell left, neither a number nor a symbol of this release", file.unreadable),
    ):
        out += [f"          {what}: {name}" for name in names[:SHOWN]]
        if len(names) > SHOWN:
            out.append(f"          and {len(names) - SHOWN:,} more of these")
    return out


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
