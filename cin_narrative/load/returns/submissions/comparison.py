"""Two submissions of one return -> the figures that moved, the records that came, went or changed,
and the findings that are settled and new.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.disclosure.figures import Figure
from cin_narrative.errors import NotHeld
from cin_narrative.load.returns.census_file.files import AS_THEY_ARE, ReadAs
from cin_narrative.load.returns.differences import written_change
from cin_narrative.load.returns.header import period_of
from cin_narrative.load.returns.submissions.consequences import MovedCell, causes
from cin_narrative.load.returns.submissions.listing import submission
from cin_narrative.load.returns.submissions.records import Changes, changes_between
from cin_narrative.load.returns.submissions.sides import Side, moved, name_of, sides
from cin_narrative.messages import message
from cin_narrative.store.observations import Finding
from cin_narrative.store.store import Store
from cin_narrative.store.submissions.record import Submission

FOLDED_SHOWN = 3  # of the figures that follow from one


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of both submissions whose number is not the same."""

    name: str
    indicator: str
    measure: Measure
    category: str
    before: Figure
    after: Figure
    by: Decimal
    follows: MovedCell | None = None  # the figure that it merely follows from

    @property
    def cell(self) -> MovedCell:
        """What it is a figure of."""
        return self.indicator, self.measure, self.category

    @property
    def is_bound(self) -> bool:
        """Whether one of the two is a lower bound, so that nothing can be said of the change."""
        return self.before.is_lower_bound or self.after.is_lower_bound

    @property
    def line(self) -> str:
        """The figure as the command line prints it; a lower bound is compared with nothing."""
        moved_by = written_change(self.measure, self.by)
        by = message("load.lower_bound_moved") if self.is_bound else moved_by
        shown = {"before": self.before.shown, "after": self.after.shown}
        gaps = {"name": self.name, "measure": self.measure.value, "change": by, **shown}
        return message("load.figure_moved", **gaps)

    def record(self) -> dict[str, Any]:
        """The figure as JSON."""
        return {
            "indicator": self.indicator,
            "measure": self.measure.value,
            "category": self.category,
            "before": self.before.shown,
            "after": self.after.shown,
            "lower_bound": self.is_bound,
            "follows_from": _named_cell(self.follows) if self.follows else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs in the later of two submissions. ``records`` are those that came, went or
    changed, by table of the census: known only where the two files were given. ``held`` are how
    many records each submission has. All of it is for the internal view.
    """

    area: Area
    before: Submission
    after: Submission
    moves: tuple[Moved, ...]
    same: int
    others: int
    settled: tuple[Finding, ...]
    new: tuple[Finding, ...]
    staying: tuple[tuple[Finding, Finding], ...]
    records: Mapping[str, Changes]
    held: Mapping[str, tuple[int, int]]

    def lines(self) -> list[str]:
        """The comparison as the command line prints it."""
        return [*self._heading(), *self._records(), *self._moves(), *self._findings()]

    def sections(self) -> list[list[str]]:
        """The same by part: what it is of, the records, the figures, the findings."""
        parts = (self._heading(), self._records(), self._moves(), self._findings())
        return [list(part) for part in parts]

    def _heading(self) -> Iterator[str]:
        yield message(
            "load.comparison_title",
            area=self.area.in_name,
            period=period_of(self.after.day),
            before=_named(self.before),
            after=_named(self.after),
        )
        yield message("load.internal_figures")

    def _records(self) -> Iterator[str]:
        for table, changes in self.records.items():
            yield changes.line(table)
        if self.records:
            return
        for table, (before, after) in self.held.items():
            if before != after:
                yield message("load.records_net", table=table, before=before, after=after)
        numbers = {"before": self.before.number, "after": self.after.number}
        yield message("load.records_need_files", area=shlex.quote(str(self.area.name)), **numbers)

    def _moves(self) -> Iterator[str]:
        following = [one for one in self.moves if one.follows]
        counts = {"moved": len(self.moves), "same": self.same, "others": self.others}
        yield message("load.figures_moved", follow=len(following), **counts)
        for one in self.moves:
            if not one.follows:
                yield one.line
                yield from _folded([other for other in following if other.follows == one.cell])

    def _findings(self) -> Iterator[str]:
        staying = [pair for pair in self.staying if pair[0].records != pair[1].records]
        counts = {"settled": len(self.settled), "new": len(self.new), "stay": len(self.staying)}
        yield message("load.findings_moved", **counts)
        for one in self.settled:
            yield message("load.finding_settled", said=one.said(exact=True))
        for one in self.new:
            yield message("load.finding_new", said=one.said(exact=True))
        for before, after in staying:
            gaps = {"said": after.said(exact=True), "before": before.records}
            yield message("load.finding_stays", **gaps)

    def record(self) -> dict[str, Any]:
        """The comparison as JSON."""
        return {
            "code": self.area.code,
            "period": period_of(self.after.day),
            "before": self.before.number,
            "after": self.after.number,
            "internal": True,
            "records": {table: one.record() for table, one in self.records.items()} or None,
            "figures": [one.record() for one in self.moves],
            "figures_same": self.same,
            "settled": [_finding(one) for one in self.settled],
            "new": [_finding(one) for one in self.new],
            "staying": [_finding(one) for _, one in self.staying],
        }


def _folded(following: Sequence[Moved]) -> Iterator[str]:
    """What follows from a figure, in one line."""
    if following:
        names = [f"{one.name} ({one.measure.value})" for one in following[:FOLDED_SHOWN]]
        more = len(following) - len(names)
        rest = [message("load.figures_follow_more", count=more)] if more else []
        told = "; ".join([*names, *rest])
        yield message("load.figures_follow", count=len(following), names=told)


def _named_cell(cell: MovedCell) -> dict[str, str]:
    indicator, measure, category = cell
    return {"indicator": indicator, "measure": measure.value, "category": category}


def _named(one: Submission) -> str:
    label = f' "{one.label}"' if one.label else ""
    return f"{one.number}{label} ({one.file})"


def _finding(one: Finding) -> dict[str, Any]:
    return {"rule": one.rule, "records": one.records, "message": one.said(exact=True)}


def compare_submissions(
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    area: Area,
    numbers: tuple[int, int],
    audience: str = PUBLISHABLE,
    files: Sequence[Path] = (),
    how: ReadAs = AS_THEY_ARE,
) -> Comparison:
    """Submission ``numbers[1]`` of ``area`` beside ``numbers[0]``.

    ``files`` are those two files, for counting the records that came, went or changed: they are
    read and forgotten. Raises ``NotHeld`` where a submission is not held, the two are for other
    twelve months, or ``audience`` is not ``INTERNAL``: a figure that moved by 1 to 5 tells of so
    many children. ``InputRefused`` where a file is not that of the submission.
    """
    before, after = (submission(store, area, number) for number in numbers)
    if before.last_day != after.last_day:
        gaps = {"before": period_of(before.day), "after": period_of(after.day)}
        raise NotHeld(message("load.other_twelve_months", **gaps))
    if audience != INTERNAL:
        name = shlex.quote(str(area.name))
        told = message(
            "load.comparison_is_internal", area=name, before=numbers[0], after=numbers[1]
        )
        raise NotHeld(told)
    changes = changes_between(files, (before, after), how) if files else {}
    with sides(store, (before, after), catalogue, areas, audience) as (earlier, later):
        return _compared(area, earlier, later, changes)


def _compared(area: Area, earlier: Side, later: Side, changes: Mapping[str, Changes]) -> Comparison:
    moves, same, others = _moves(earlier, later)
    settled, new, staying = _findings(earlier.findings(), later.findings())
    held = {
        table: (earlier.records.get(table, 0), later.records.get(table, 0))
        for table in dict.fromkeys((*earlier.records, *later.records))
        if earlier.records and later.records
    }
    of = (area, earlier.submission, later.submission)
    return Comparison(*of, moves, same, others, settled, new, staying, changes, held)


def _moves(earlier: Side, later: Side) -> tuple[tuple[Moved, ...], int, int]:
    """What moved, the largest counts first; how many figures are the same; how many one of the two
    does not show.
    """
    found, same, others = list[Moved](), 0, 0
    for cell, after in later.cells():
        before = earlier.level(cell)
        by = moved(before, after)
        if by is None or before is None:
            others += 1
        elif by:
            name = name_of(after, later.submission)
            found.append(Moved(name, cell[0].id, *cell[1:], before, after, by))
        else:
            same += 1
    behind = causes({one.cell: one.by for one in found}, later.figures.catalogue)
    told = (replace(one, follows=behind.get(one.cell)) for one in found)
    return tuple(sorted(told, key=_largest_first)), same, others


def _largest_first(one: Moved) -> tuple[bool, Decimal]:
    return one.measure is not Measure.COUNT, -abs(one.by)


def _findings(
    before: Sequence[Finding], after: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[tuple[Finding, Finding], ...]]:
    """Settled, new, and those of both."""
    was, now = ({one.rule: one for one in found} for found in (before, after))
    settled = tuple(one for one in before if one.rule not in now)
    new = tuple(one for one in after if one.rule not in was)
    return settled, new, tuple((was[one.rule], one) for one in after if one.rule in was)
