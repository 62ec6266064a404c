"""One area and year, looked at through the door -> its counts, its tests and its figures.

Counts of tests are looked up one by one and made into figures only where they are told: a page
tests some six hundred things, and tells a handful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import DECIMALS, RATE_PER, Measure, Note
from cin_narrative.catalogue.families import Families, Series, series_of
from cin_narrative.catalogue.rounding import half_up, ratio
from cin_narrative.disclosure.arithmetic import share_of
from cin_narrative.disclosure.door import PeerCell
from cin_narrative.disclosure.figures import Figures
from cin_narrative.findings.finding import Cell, Evidence
from cin_narrative.store.dispersion.formulas import (
    AVERAGE,
    LAGS,
    LEAST_WHOLE,
    LIMIT,
    RATE,
    SHARE,
    Constant,
    Counts,
    Scaled,
    p_of,
    scaled_of,
)

Numbers = Mapping[PeerCell, Mapping[int, float]]
Constants = Mapping[tuple[str, str, str, str, int], Constant]
NOTHING: Mapping[int, float] = {}
WINDOW = 5  # years, the latest among them, that tests look at


def _by_place() -> defaultdict[Any, Any]:
    return defaultdict(dict)


@dataclass(slots=True)
class LookedAt:
    """One area and year of one ``release``, with what is ordinary among authorities then.

    ``model`` is of the statistical neighbours, None for the newest;
    ``series`` is every series of the families.
    """

    figures: Figures
    area: Area
    year: int
    release: str
    families: Families
    model: int | None = None
    series: tuple[Series, ...] = field(init=False)
    _numbers: Numbers = field(default_factory=dict)
    numbers_before: Numbers = field(default_factory=dict)
    _beside: dict[tuple[int, int], list[Constant | None]] = field(default_factory=dict)
    _limits: dict[tuple[int, ...], Sequence[Note]] = field(default_factory=dict)
    # by year, and by lag and year, then by the place of a series
    _counts: dict[int, dict[int, Counts | None]] = field(default_factory=_by_place)
    _tested: dict[tuple[int, int], dict[int, Evidence | None]] = field(default_factory=_by_place)
    _there: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.series = series_of(self.figures.catalogue, self.families)

    @property
    def years(self) -> range:
        """The years that tests look at, the earliest first."""
        return range(self.year - WINDOW + 1, self.year + 1)

    def read(self) -> None:
        """Read at once what the tests need, and the figures that most of what is told needs."""
        self._numbers, self.numbers_before = self.figures.door.numbers(
            self.area.code, self.release, self.release_before, self.years[0]
        )
        self.read_figures(self.series, {self.year - lag for lag in LAGS})

    def read_figures(self, series: Iterable[Series], years: Iterable[int]) -> None:
        """Read at once what the figures of these need."""
        names = (name for one in series for name in (*one.rests_on, one.whole) if name)
        self.figures.door.store.read_just(self.area.code, sorted(years), names)

    def constant(self, series: Series, lag: int, year: int) -> Constant | None:
        """What is ordinary for it among the authorities of that year."""
        if (lag, year) not in self._beside:
            self._beside[lag, year] = self._ordinary(lag, year)
        return self._beside[lag, year][series.place]

    def _ordinary(self, lag: int, year: int) -> list[Constant | None]:
        """What is ordinary for each series, in their order: the same on each page of a release."""
        kept = self.figures.door.store.kept.setdefault("ordinary", {})
        key = (lag, year, self.release, self.figures.catalogue, self.families)
        if key not in kept:
            held = self._constants(year)
            kept[key] = [held.get((*one.key, lag)) for one in self.series]
        found: list[Constant | None] = kept[key]
        return found

    @property
    def families_tested(self) -> frozenset[str]:
        """The families of which a level is tested among these authorities: the same on each page
        of a release and year.
        """
        kept = self.figures.door.store.kept.setdefault("families tested", {})
        key = (self.release, self.year, self.figures.catalogue, self.families)
        if key not in kept:
            tested = (one for one in self.series if self.constant(one, 0, self.year))
            kept[key] = frozenset(one.family for one in tested)
        found: frozenset[str] = kept[key]
        return found

    def _constants(self, year: int) -> Constants:
        """What is ordinary among the authorities of its release: beside an authority's own return
        of the newest release of DfE's that knows it.
        """
        store = self.figures.door.store
        if not store.releases[self.release].is_local:
            return store.constants(self.release, year)
        held = [name for name, one in store.releases.items() if not one.is_local]
        found = (store.constants(name, year) for name in reversed(held))
        return next(filter(None, found), {})

    def limits(self, years: tuple[int, ...]) -> Sequence[Note]:
        """The notes that limit a comparison of these years of the area, on whatever they are."""
        if years not in self._limits:
            every, area = self.figures.catalogue.limits_to_comparison, self.area.code
            self._limits[years] = [one for one in every if one.is_there_and_then(area, years)]
        return self._limits[years]

    @property
    def release_before(self) -> str:
        """The newest release of DfE before this one that holds any year of the window; a page of
        one authority, which says nothing of what is ordinary, is none. Empty where none does.
        """
        store = self.figures.door.store
        order = store.releases[self.release].order
        held = (
            name
            for name, (_, last) in reversed(store.release_years.items())
            if store.releases[name].order < order
            and last >= self.years[0]
            and store.constants(name, last)
        )
        return next(held, "")

    def is_head(self, series: Series) -> bool:
        """Whether a series is the head indicator's own, whose level and change every page tells."""
        return series.indicator == self.families.head and not series.below

    def counts(self, series: Series, year: int) -> Counts | None:
        """What its value of that year is made of, as the door shows it; None where any is hidden,
        may be too low, or is of another area.
        """
        held = self._counts[year]
        if series.place not in held:
            held[series.place] = self._look(series, year)
        return held[series.place]

    def _look(self, series: Series, year: int) -> Counts | None:
        if year not in self._there:
            self._there[year] = self.figures.areas.existed(self.area, year)
        if not self._there[year]:
            return None
        if series.scale is AVERAGE:
            value = self.number(year, series.indicator, Measure.AVERAGE, series.category)
            return None if value is None else Counts(value)
        above = self._above(series, year)
        below = None if above is None else self._below(series, year)
        return None if above is None or below is None else Counts(above, below)

    def _above(self, series: Series, year: int) -> float | None:
        found = 0.0
        for cell in series.cells[:-1]:
            part = self._numbers.get(cell, NOTHING).get(year)
            if part is None:
                return self._worked_out(series, year) if len(series.above) > 1 else None
            found += part
        return found

    def _worked_out(self, series: Series, year: int) -> float | None:
        """A sum of which a part is hidden, where the door lets it be worked out."""
        figure = self.figures.level(
            series.indicator, Measure.COUNT, self._area(year), year, release=self.release
        )
        return float(figure.value) if figure and figure.value is not None else None

    def _below(self, series: Series, year: int) -> float | None:
        found = self._numbers.get(series.cells[-1], NOTHING).get(year)
        if found is None and series.scale is RATE:  # a population is of any release
            figure = self.figures.level(series.whole, Measure.COUNT, self._area(year), year)
            found = float(figure.value) if figure and figure.value else None
        return found

    def number(self, year: int, indicator: str, measure: Measure, category: str) -> float | None:
        """One number of the area, as the door shows it."""
        return self._numbers.get((indicator, measure, category), NOTHING).get(year)

    def _area(self, year: int) -> Area:
        return self.figures.areas.at(self.area, year)

    def scaled(self, series: Series, lag: int, year: int) -> Scaled | None:
        """Its level in that year, or its change over so many years before it, as tests see it."""
        is_average = series.scale is AVERAGE
        if is_average and not all(self._has_cases(series, one) for one in (year, year - lag)):
            return None
        later = self.counts(series, year)
        earlier = self.counts(series, year - lag) if lag and later else None
        if later is None or (lag and earlier is None):
            return None
        return scaled_of(series.scale, later, earlier)

    def _has_cases(self, series: Series, year: int) -> bool:
        """Whether an average is of cases enough, as many as a share is of; other scales see to it
        by their own counts.
        """
        whole = self.figures.catalogue[series.indicator].breakdown_of
        return not whole or (self.number(year, whole, Measure.COUNT, "") or 0) >= LEAST_WHOLE

    def test(self, series: Series, lag: int, year: int | None = None) -> Evidence | None:
        """The test of a level or a change among all authorities; None where there is none."""
        held = self._tested[lag, year or self.year]
        if series.place not in held:
            held[series.place] = self._test(series, lag, year or self.year)
        return held[series.place]

    def _test(self, series: Series, lag: int, year: int) -> Evidence | None:
        constant = self.constant(series, lag, year) if self.area.is_authority else None
        scaled = self.scaled(series, lag, year) if constant else None
        if constant is None or scaled is None:
            return None
        z, from_other = constant.z(scaled), 0.0 if lag else constant.theta
        return Evidence(
            scaled.value,
            scaled.variance,
            constant.theta,
            constant.tau,
            constant.authorities,
            z,
            p_of(z),
            abs(scaled.value - from_other) > LIMIT * sqrt(scaled.variance),
        )

    def printed(self, series: Series, year: int) -> Decimal | None:
        """Its value of that year as it is printed; None where it has none."""
        counts = self.counts(series, year)
        if counts is None:
            return None
        if series.scale is AVERAGE:
            return half_up(counts.above, DECIMALS[series.measure])
        per = RATE_PER if series.scale is RATE else 100
        found = ratio(counts.above, counts.below, per)
        return None if found is None else half_up(found, DECIMALS[series.measure])

    def figure(self, series: Series, year: int) -> Cell | None:
        """Its figure of that year; None where it has no number."""
        place = (self._area(year), year)
        if not series.below:
            found = self.figures.level(
                series.indicator, series.measure, *place, series.category, self.release
            )
            return found if found is not None and found.value is not None else None
        parts = [
            self.figures.level(name, Measure.COUNT, *place, release=self.release)
            for name in (series.indicator, series.below)
        ]
        return share_of(parts[0], parts[1]) if parts[0] and parts[1] else None

    def cells(self, series: Series, year: int) -> Iterator[Cell]:
        """Its figure of that year, and the counts that it is made of where they are shown."""
        figure = self.figure(series, year)
        if figure is None:
            return
        yield figure
        if series.below:
            yield from figure.derived_from
            return
        names = [(series.indicator, series.category)]
        if series.scale is SHARE:
            names.append((series.whole, ""))
        for name, category in names:
            count = self.figures.level(
                name, Measure.COUNT, figure.area, year, category, self.release
            )
            if count is not None and count.value is not None:
                yield count
