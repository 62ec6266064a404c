"""Ways of saying a finding, never evidence: its run, its record, its place, and how it stands to
its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import pairwise
from math import sqrt

from cin_narrative.catalogue.areas import NEIGHBOURS_NEEDED
from cin_narrative.catalogue.catalogue import DECIMALS, Measure
from cin_narrative.catalogue.families import Series
from cin_narrative.catalogue.rounding import exact
from cin_narrative.disclosure.arithmetic import computed
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.finding import Cell, Degree, Evidence, Record
from cin_narrative.findings.peers import ahead_of, behind, moves_of, peers_of, values_of
from cin_narrative.store.dispersion.formulas import LIMIT, p_of
from cin_narrative.store.figure import ordinal

LEAST_YEARS = 5  # of which a figure is called the highest
PERSISTENT = 3  # years
NEARLY_ALL = 0.9  # of the other authorities
Past = list[tuple[int, Decimal]]  # years and printed values, the latest first


def history(looked: LookedAt, series: Series) -> Past:
    """The values of a series from the latest back, as far as each year has one and no break lies
    between.
    """
    return _back(looked, lambda year: looked.printed(series, year), series.rests_on)


def count_history(looked: LookedAt, count: Cell) -> Past:
    """The same of a count that a finding has among its cells."""
    category = count.category.id if count.category else ""

    def at(year: int) -> Decimal | None:
        found = looked.number(year, count.indicator.id, Measure.COUNT, category)
        return None if found is None else exact(found)

    return _back(looked, at, {count.indicator.id})


def _back(looked: LookedAt, at: Callable[[int], Decimal | None], names: Iterable[str]) -> Past:
    found: Past = []
    for year in range(looked.year, _first_year(looked, frozenset(names)) - 1, -1):
        value = at(year) if looked.figures.areas.existed(looked.area, year) else None
        if value is None:
            break
        found.append((year, value))
    return found


def _first_year(looked: LookedAt, indicators: frozenset[str]) -> int:
    """The first year of the release, or since the last break before the year looked at."""
    first, _ = looked.figures.door.store.release_years[looked.release]
    span = (first, looked.year)
    breaks = [
        note.break_between[1]
        for note in looked.limits(span)
        if note.break_between and note.is_on(indicators)
    ]
    return max([first, *breaks])


def record_of(past: Past) -> Record | None:
    """Whether the first, the latest, is the highest or the lowest of all."""
    values = [value for _, value in past]
    if len(values) < LEAST_YEARS or values[0] in values[1:]:
        return None
    for highest, end in ((True, max(values)), (False, min(values))):
        if values[0] == end:
            return Record(highest, len(values), past[-1][0])
    return None


def run_of(past: Past) -> int:
    """For how many years it has gone the way that it went last, as printed."""
    steps = [later - earlier for later, earlier in pairwise(value for _, value in past)]
    if not steps or not steps[0]:
        return 0
    other = (place for place, step in enumerate(steps) if step * steps[0] <= 0)
    return next(other, len(steps))


def turning_year(looked: LookedAt, series: Series, span: int, up: bool) -> int | None:
    """The year within the ``span`` of a change that was furthest its way, where the latest is back
    from it by more than chance; None where none is.
    """
    sign = 1 if up else -1
    now = looked.year
    back = {
        one: found.value * sign
        for one in range(1, span)
        if (found := looked.scaled(series, one, now)) and found.variance and found.beyond_chance
    }
    furthest = min(back, key=lambda one: back[one], default=0)
    return now - furthest if furthest and back[furthest] < 0 else None


def is_persistent(looked: LookedAt, series: Series) -> bool:
    """Whether its level was beyond the limit on the same side in each of three years."""
    years = range(looked.year, looked.year - PERSISTENT, -1)
    tests = [looked.test(series, 0, year) for year in years]
    zs = [one.z for one in tests if one is not None]
    return len(zs) == PERSISTENT and (min(zs) >= LIMIT or max(zs) <= -LIMIT)


def degree_among(looked: LookedAt, series: Series, lag: int, degree: Degree) -> Degree:
    """The word of degree that is also true as plainly read: "almost all authorities" are nine of
    ten. A test allows for chance, and may find what some others went beyond.
    """
    if degree is not Degree.ALMOST_ALL:
        return degree
    passed = behind(looked, series, lag)
    return Degree.MOST if passed is not None and passed < NEARLY_ALL else degree


def place_of(looked: LookedAt, series: Series, figure: Cell, from_lowest: bool) -> Cell | None:
    """The place of a figure among all authorities, 1 the highest, or the lowest; ties share the
    best place. None in a store that lacks some of them.
    """
    peers, constant = peers_of(looked, series), looked.constant(series, 0, looked.year)
    if figure.value is None or looked.area.code not in peers:
        return None
    if constant is None or len(peers) < constant.authorities:
        return None
    values, places = values_of(looked, series), DECIMALS[series.measure]
    place = 1 + ahead_of(figure.value, values, places, from_lowest)
    return computed(figure, Measure.RANK, Decimal(place), ordinal(place), (figure,), of=len(values))


def beside_neighbours(looked: LookedAt, series: Series) -> Evidence | None:
    """The test of its level against the mean of its statistical neighbours, with the spread of all
    authorities: ten figures have no test of their own.
    """
    constant, own = looked.constant(series, 0, looked.year), looked.scaled(series, 0, looked.year)
    _, areas = looked.figures.areas.neighbours(looked.area, looked.year, looked.model)
    levels, _ = moves_of(looked, series, 0)
    values = [levels[one.code] for one in areas if one.code in levels]
    if constant is None or own is None or len(values) < NEIGHBOURS_NEEDED:
        return None
    mean, spread = sum(values) / len(values), constant.tau**2 * (1 + 1 / len(values))
    z = (own.value - mean) / sqrt(own.variance + spread) if own.variance + spread else 0.0
    beyond = abs(own.value - mean) > LIMIT * sqrt(own.variance)
    tau, of = constant.tau, len(values)
    return Evidence(own.value, own.variance, mean, tau, of, z, p_of(z), beyond)
