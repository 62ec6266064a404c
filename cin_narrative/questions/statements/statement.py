"""What one query gave: claims, tables and notes in, what was covered and who was named out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.claims.claims import Change, Claim, Direction, Gap
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.render import Ledger


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows: a title, the heading of each column, and rows of words and figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Figure | None, ...], ...]

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure in the table, row by row."""
        return (cell for row in self.rows for cell in row if isinstance(cell, Figure))

    def record(self, ledger: Ledger) -> dict[str, Any]:
        """The table for JSON: each cell its text, with a mark where it is a figure."""
        rows = [[_cell(cell, ledger) for cell in row] for row in self.rows]
        return {"title": self.title, "columns": list(self.columns), "rows": rows}


def _cell(cell: str | Figure | None, ledger: Ledger) -> dict[str, Any]:
    if isinstance(cell, Figure):
        return {"text": cell.shown, "mark": ledger.cite(cell)}
    return {"text": cell or ""}


@dataclass(slots=True)
class Said:
    """The claims of one query, the areas and years they are about, and what is added in words.

    ``members`` are the areas that a list or a ranking named, in order: "of these"; ``when`` the
    year that was asked for, as that of the highest: "how many were there"; ``asks_back``:
    what was asked cannot be so, and the notes ask what is meant; ``verdicts``: claims
    that a yes or no is said before.
    """

    claims: list[Claim] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    members: list[Area] = field(default_factory=list)
    when: list[int] = field(default_factory=list)
    asks_back: bool = False
    verdicts: list[tuple[Claim, bool]] = field(default_factory=list)

    def answer(self, claim: Claim, holds: bool) -> None:
        """Say a claim with the yes or no that it is the reason for."""
        claim = _with_its_way(claim) if isinstance(claim, Change) else claim
        self.claims.append(claim)
        self.verdicts.append((claim, holds))

    def verdict(self, claim: Claim) -> bool | None:
        """The yes or no before a claim; None where it has none."""
        return next((holds for one, holds in self.verdicts if one is claim), None)

    def about(self, indicator: Indicator, area: Area, years: Iterable[int]) -> None:
        """Remember what was spoken of, for its caveats."""
        if indicator not in self.indicators:
            self.indicators.append(indicator)
        if all(area.code != known.code for known in self.areas):
            self.areas.append(area)
        self.years |= set(years)

    @property
    def figures(self) -> list[Figure]:
        """Every figure that the claims and the tables give."""
        told = [figure for claim in self.claims for figure in figures_in(claim)]
        return [*told, *(figure for table in self.tables for figure in table.figures)]

    @property
    def gaps(self) -> list[Gap]:
        """The figures that cannot be given."""
        return [claim for claim in self.claims if isinstance(claim, Gap)]


def figures_in(value: Any) -> Iterator[Figure]:
    """Every figure that a claim holds, in its fields and in theirs."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from figures_in(one)
    elif is_dataclass(value) and not isinstance(value, (Indicator, Area, type)):
        for one in fields(value):
            yield from figures_in(getattr(value, one.name))


def _with_its_way(change: Change) -> Change:
    """A change behind a yes or no says which way it went, however small: "yes, it was little
    changed" is neither."""
    if change.judgement.direction is not Direction.SIMILAR:
        return change
    way = Direction.HIGHER if change.judgement.gap > 0 else Direction.LOWER
    return replace(change, judgement=replace(change.judgement, direction=way))
