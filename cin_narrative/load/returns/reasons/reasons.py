"""One figure on both sides, an authority's and DfE's -> the reasons for its difference.

A reason is given only where what the store holds bears it out, and where none does that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from cin_narrative.catalogue.catalogue import DECIMALS, Indicator, Measure
from cin_narrative.load.returns.differences import Line, Reason, Sides
from cin_narrative.load.returns.reasons.readings import readings_behind
from cin_narrative.messages import message

ROUNDED_TO = 10  # DfE rounds the counts of England and regions, from which sums are worked out
Test = Callable[[Line, Sides], Iterator[Reason]]


def explained(line: Line, sides: Sides) -> Line:
    """``line`` with every reason that the store bears out, or that none was found."""
    if not line.difference:
        return line
    reasons = [reason for test in TESTS for reason in test(line, sides)]
    return replace(line, reasons=tuple(reasons or [Reason("none", message("load.no_reason"))]))


def _previous_return(line: Line, sides: Sides) -> Iterator[Reason]:
    if line.local.is_lower_bound:
        yield Reason("previous_return_missing", message("load.lower_bound_here"))


def _later_submission(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether another submission of the return has DfE's figure."""
    theirs = line.published.value if line.published else None
    for side in sides.others:
        figure = side.level(line.cell)
        if theirs is not None and figure is not None and figure.value == theirs:
            gaps = {"number": side.submission.number, "shown": figure.shown}
            yield Reason("later_submission", message("load.submission_has_it", **gaps))
            return


def _revised(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether DfE's own releases differ on the figure, and one of them has ours."""
    door, shown = sides.figures.door, dict[str, str]()
    for name in door.releases(sides.area.code, sides.year, line.indicator.id):
        if not door.store.releases[name].is_local:
            figure = sides.level(*line.cell, name)
            if figure is not None and figure.is_number:
                shown[name] = figure.shown
    same = next((name for name, value in shown.items() if value == line.local.shown), "")
    if same:
        yield Reason("revised_by_dfe", message("load.release_has_it", release=same))
    elif len(set(shown.values())) > 1:
        releases = ", ".join(f"{name}: {value}" for name, value in shown.items())
        yield Reason("revised_by_dfe", message("load.revised_by_dfe", releases=releases))


def _left_out(line: Line, sides: Sides) -> Iterator[Reason]:
    for left_out in line.local.left_out:
        said = message("load.records_left_out", words=left_out.removesuffix("."))
        yield Reason("excluded_records", said)


def _population(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether two rates are of different estimates of the population."""
    if line.measure is not Measure.RATE or line.published is None:
        return
    ours, theirs = line.local.denominator, line.published.denominator
    if ours and theirs and ours != theirs:
        said = message("load.population_revised", local=ours, published=theirs)
        yield Reason("population", said)


def _rounding(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether the difference is no more than rounding can make."""
    by, theirs = abs(line.difference or Decimal(0)), line.published
    if line.measure is Measure.COUNT:
        if theirs is not None and theirs.approximate and by <= ROUNDED_TO:
            yield Reason("rounding", message("load.rounded_counts"))
    elif by <= Decimal(1).scaleb(-DECIMALS[line.measure]) and _counts_agree(line, sides):
        yield Reason("rounding", message("load.rounded_last"))


def _not_comparable(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether a note says that nothing may be compared with the figure there and then."""
    for note in sides.figures.catalogue.notes.values():
        if note.bars and note.applies(line.indicator.id, sides.area.code, (sides.year,)):
            yield Reason("not_comparable", str(note.text).strip().removesuffix("."))


def _whole(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether what the figure is part of differs, too: then the records are others."""
    whole = _whole_line(line, sides)
    if whole is not None and whole.difference and whole.published:
        gaps = {"title": whole.name, "local": whole.local.shown, "published": whole.published.shown}
        yield Reason("other_records", message("load.whole_differs", **gaps))


def _our_reading(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether the figure follows from a reading of ours, and what it is part of agrees: the same
    records were counted, and told apart in another way.
    """
    catalogue = sides.figures.catalogue
    if _counts_agree(line, sides):
        return
    for reading in readings_behind(line.indicator, catalogue):
        beside = catalogue[reading.beside] if reading.beside else _whole_of(line.indicator, sides)
        whole = sides.line(beside, Measure.COUNT, "") if beside is not None else None
        if whole is not None and whole.difference == 0:
            yield Reason(reading.id, reading.words)


def _count(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether the count behind a rate or percentage differs, which then follows it."""
    if line.measure is Measure.COUNT or Measure.COUNT not in line.indicator.measures:
        return
    count = sides.line(line.indicator, Measure.COUNT, line.cell[2])
    if count is not None and count.difference and count.published:
        shown = {"local": count.local.shown, "published": count.published.shown}
        yield Reason("count", message("load.count_differs", **shown))


def _other_parts(line: Line, sides: Sides) -> Iterator[Reason]:
    """Whether a rate or percentage differs though its count, and all that is tested, agrees."""
    tested = (_population, _rounding)
    found = any(True for test in tested for _ in test(line, sides))
    if line.measure is not Measure.COUNT and not found and _counts_agree(line, sides):
        yield Reason("other_parts", message("load.other_parts"))


def _counts_agree(line: Line, sides: Sides) -> bool:
    """Whether both sides show one count, whatever their rates or percentages say."""
    if Measure.COUNT not in line.indicator.measures:
        return False
    counts = sides.line(line.indicator, Measure.COUNT, line.cell[2])
    return counts is not None and counts.difference == 0


def _whole_line(line: Line, sides: Sides) -> Line | None:
    """The count that the figure is part of, on both sides; None where there is none."""
    whole = _whole_of(line.indicator, sides)
    return sides.line(whole, Measure.COUNT, "") if whole is not None else None


def _whole_of(indicator: Indicator, sides: Sides) -> Indicator | None:
    catalogue = sides.figures.catalogue
    if indicator.breakdown_of:
        return catalogue[indicator.breakdown_of]
    whole = sides.figures.whole_of(indicator)
    return whole if whole is not None and whole.id != indicator.id else None


# In the order in which they are told.
TESTS: tuple[Test, ...] = (
    _previous_return,
    _later_submission,
    _revised,
    _left_out,
    _not_comparable,
    _count,
    _population,
    _rounding,
    _whole,
    _our_reading,
    _other_parts,
)
