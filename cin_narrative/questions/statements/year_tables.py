"""Runs of figures in, a table with a row for each year out."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.statements.statement import Table
from cin_narrative.writing.phrases import PER, subject


def by_year(runs: Sequence[Sequence[Figure]], last: tuple[str, ...] = ()) -> Table:
    """A row for each year, a column for each run; a blank where a run has no figure. ``last`` are
    the headings of the last columns, where these are not areas."""
    first = runs[0][0]
    years = sorted({figure.year for run in runs for figure in run})
    cells = [{figure.year: figure for figure in run} for run in runs]
    period = first.indicator.period
    rows = [(_capital(period(year).noun), *(run.get(year) for run in cells)) for year in years]
    names = [str(run[-1].area.short_name) for run in runs[: len(runs) - len(last)]] + list(last)
    return Table(title_of(first), ("Year", *names), tuple(rows))


def by_area(figures: Sequence[Figure]) -> Table:
    """A row for each area, in the order given."""
    first = figures[0]
    period = first.indicator.period(first.year).noun
    rows = tuple((figure.area.name, figure) for figure in figures)
    return Table(f"{title_of(first)}, {period}", ("Area", "Figure"), rows)


def title_of(figure: Figure) -> str:
    """What the figures of a table are: ``Rate of referrals (per 10,000 children ...)``."""
    unit = f" ({PER})" if figure.basis is Measure.RATE else ""
    return _capital(str(subject(figure)).removeprefix("the ")) + unit


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
