"""A test that is told -> the finding: its figures, its ways of saying, what it may not claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.catalogue.catalogue import Measure, Polarity
from cin_narrative.findings.area_evidence import WINDOW, LookedAt
from cin_narrative.findings.candidate import Candidate, way
from cin_narrative.findings.finding import Cell, Finding, Forbidden, Reason, Way
from cin_narrative.findings.ways_of_saying import (
    Past,
    beside_neighbours,
    degree_among,
    history,
    is_persistent,
    place_of,
    record_of,
    run_of,
    turning_year,
)

SPANS = {"gap": 3}  # years of the change beside a level


def finding_of(
    found: Candidate,
    looked: LookedAt,
    kind: str = "",
    years: Sequence[int] = (),
    reason: Reason | None = None,
    in_full: bool = False,
) -> Finding | None:
    """The finding of a test, with the cells of its ``years`` (those it needs, the latest first),
    and ``in_full`` with its ways of saying; None where its figure has no number.
    """
    years = years or years_of(found, looked.year)
    cells = tuple(cell for year in years for cell in looked.cells(found.series, year))
    figure = looked.figure(found.series, looked.year)
    if figure is None or not cells:
        return None
    family = looked.families.of(found.series.family)
    made = Finding(
        kind or found.kind,
        family.id,
        family.tier,
        figure,
        cells,
        found.direction,
        found.degree,
        found.lag or SPANS.get(found.kind, 0),
        found.evidence,
        found.beside,
        moving_away=found.moving_away,
        may_not_claim=forbidden(figure, cells),
        reason=reason,
    )
    return in_words(made, found, looked) if in_full else made


def years_of(found: Candidate, year: int) -> list[int]:
    """The years that a finding has figures of, the latest first."""
    if found.kind == "trend":
        return list(range(year, year - WINDOW, -1))
    span = found.lag or SPANS.get(found.kind, 0)
    return [year, year - span] if span else [year]


def in_words(made: Finding, found: Candidate, looked: LookedAt) -> Finding:
    """The finding with its ways of saying."""
    past = history(looked, found.series)
    level = looked.test(found.series, 0)
    from_lowest = level is not None and level.z < 0
    return replace(
        made,
        degree=degree_among(looked, found.series, found.lag, made.degree),
        neighbours=beside_neighbours(looked, found.series),
        place=place_of(looked, found.series, made.subject, from_lowest),
        place_from_lowest=from_lowest,
        run=_run(past, found),
        record=record_of(past),
        turned_from=_turned_from(made, found, looked),
        persistent=is_persistent(looked, found.series),
    )


def _turned_from(made: Finding, found: Candidate, looked: LookedAt) -> Cell | None:
    """The figure that a change has come back from."""
    up = made.direction is Way.HIGHER
    year = turning_year(looked, found.series, found.lag, up) if found.lag else None
    if year is None:
        return None
    looked.read_figures([found.series], [year])
    return looked.figure(found.series, year)


def _run(past: Past, found: Candidate) -> int:
    """For how many years it has gone the way of the finding: after a rise over three years the last
    two may have been falls.
    """
    last = float(past[0][1] - past[1][1]) if len(past) > 1 else 0.0
    return 0 if found.lag and way(last) is not found.direction else run_of(past)


def forbidden(figure: Cell, cells: Sequence[Cell]) -> frozenset[Forbidden]:
    """What the figures do not allow: without polarity nothing is better or worse."""
    found = {Forbidden.CAUSE, Forbidden.AS_IN_MOST}
    if figure.indicator.polarity is Polarity.NONE or _is_ratio(figure):
        found.add(Forbidden.IMPROVED)
    if any(cell.basis is Measure.COUNT for cell in cells):
        found.add(Forbidden.COUNT_BETWEEN_AREAS)
    return frozenset(found)


def _is_ratio(figure: Cell) -> bool:
    """Whether it is a ratio of two indicators, which no polarity is of."""
    own = figure.indicator.measures.get(Measure.PERCENTAGE)
    return figure.whole is not None and (own is None or own.of != figure.whole.id)
