"""The run of a figure beside its comparators: what a trend chart, its text alternative and its
table are made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.areas import ENGLAND, NEIGHBOURS_NEEDED, Area
from cin_narrative.catalogue.catalogue import Measure, Note, Text
from cin_narrative.claims.claims import Caveat, Claim, Comparison, Gap, Trend
from cin_narrative.claims.desk import NEIGHBOURS, REGION, Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.phrases import lower_first, subject


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: the area's own or a comparator's; ``figures`` by year, those without a
    number included.
    """

    kind: str  # area | neighbours | region | england
    name: Text
    figures: tuple[Figure, ...]

    def at(self, year: int) -> Figure | None:
        """The figure of ``year``, None where none is held."""
        return next((figure for figure in self.figures if figure.year == year), None)


@dataclass(frozen=True, slots=True)
class TrendBeside:
    """A trend with its comparators over the same years.

    ``latest`` says how the last year stands to the comparators; ``gaps`` are the area's years
    without a number; ``breaks`` are the notes on breaks in the series, across which no direction is
    claimed: the change is that since the last.
    """

    name: Text
    trend: Trend
    years: tuple[int, ...]
    series: tuple[Series, ...]
    gaps: tuple[Gap, ...]
    latest: tuple[Claim, ...]
    breaks: tuple[Note, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the chart shows, as claims: its text alternative. Across a break no change and no
        extreme of all years.
        """
        change = (self.trend.change,) if self.trend.change else ()
        extremes = () if self.breaks else (self.trend,)
        return (*change, *extremes, *self.latest, *self.gaps, *map(Caveat, self.breaks))

    def stretch(self, year: int) -> int:
        """How many breaks lie before ``year``: the years of one stretch may be joined by a line."""
        return stretch_of(self.breaks, year)

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the chart, line by line."""
        return [figure for line in self.series for figure in line.figures]

    def commentary(self) -> tuple[Commentary, Paragraph]:
        """The text alternative as a paragraph with marks, and the page of one that holds its
        citations.
        """
        page = Commentary(str(self.name))
        page.say(str(self.name), self.claims)
        return page, page.paragraphs[0]


def trends_of(
    desk: Desk, comparisons: Sequence[Comparison], until: int | None = None
) -> list[TrendBeside]:
    """The trend of every figure that is compared, in that order, each once; those with fewer than
    two numbers are left out.

    ``until`` is the last year drawn (default: the newest held).
    """
    if not comparisons:
        return []
    area = comparisons[0].figure.area
    years = [year for year in _years_of(desk, area) if until is None or year <= until]
    if not years:
        return []
    region = desk.areas.region_of(area)
    around = [
        area,
        *desk.areas.neighbours(area, years[-1], desk.model)[1],
        desk.areas.get(ENGLAND),
        *([region] if region else []),
    ]
    desk.prefetch(around, years, [comparison.figure.indicator.id for comparison in comparisons])
    made: dict[str, TrendBeside] = {}
    for comparison in comparisons:
        found = _trend_beside(desk, comparison, years)
        if found is not None:
            made.setdefault(str(found.name), found)
    return list(made.values())


def drawable(desk: Desk, comparisons: Sequence[Comparison]) -> dict[str, Comparison]:
    """What ``trends_of`` would draw, by name, without the comparators: to choose from."""
    if not comparisons:
        return {}
    area = comparisons[0].figure.area
    years = _years_of(desk, area)
    desk.prefetch([area], years, [comparison.figure.indicator.id for comparison in comparisons])
    found: dict[str, Comparison] = {}
    for one in comparisons:
        if _own_trend(desk, one.figure, years) is not None:
            found.setdefault(str(_name(one.figure)), one)
    return found


def _years_of(desk: Desk, area: Area) -> list[int]:
    """The years that are held of an area, or of all members of a group."""
    needed = set(area.members or (area.code,))
    return sorted(
        year
        for year, codes in desk.store.areas_by_year.items()
        if needed <= set(codes) and desk.areas.existed(area, year)
    )


def _own_trend(desk: Desk, figure: Figure, years: Sequence[int]) -> Trend | None:
    """The run of a figure; None where it has fewer than two numbers."""
    category = figure.category.id if figure.category else ""
    trend = desk.trend(figure.indicator.id, figure.area, years, figure.basis, category)
    return None if isinstance(trend, Gap) or trend.change is None else trend


def _trend_beside(desk: Desk, comparison: Comparison, years: Sequence[int]) -> TrendBeside | None:
    figure = comparison.figure
    trend = _own_trend(desk, figure, years)
    if trend is None:
        return None
    # not drawn: what is drawn is compared
    bounded = {one.year for one in trend.figures if one.is_lower_bound}
    own = {one.year: one for one in trend.figures if one.year not in bounded}
    numbers = [one.year for one in own.values() if one.value is not None]
    span = tuple(range(numbers[0], numbers[-1] + 1))
    missing = [year for year in span if year not in own or own[year].value is None]
    gaps = tuple(_gap(figure, year, own.get(year), year in bounded) for year in missing)
    breaks = breaks_in(desk, figure, span)
    joined = [
        one
        for one in own.values()
        if one.value is not None and stretch_of(breaks, one.year) == stretch_of(breaks, span[-1])
    ]
    change = desk.change_between(joined[-1], joined[0]) if len(joined) > 1 else None
    shown = Trend(
        tuple(own[year] for year in span if year in own), change, trend.highest, trend.lowest
    )
    lines = [
        Series("area", figure.area.short_name, shown.figures),
        *_comparators(desk, figure, own, span),
    ]
    return TrendBeside(
        _name(figure), shown, span, tuple(lines), gaps, _latest(desk, own[span[-1]]), breaks
    )


def _gap(like: Figure, year: int, held: Figure | None, bounded: bool) -> Gap:
    """Why a year of the trend has no number."""
    symbol = held.symbol if held is not None else None
    what = (like.indicator, like.basis, like.area, year, symbol)
    return Gap(*what, category=like.category, bounded=bounded)


def stretch_of(breaks: Sequence[Note], year: int) -> int:
    """How many breaks lie before ``year``: only the years of one stretch may be joined by a
    line.
    """
    return sum(note.break_between[1] <= year for note in breaks)


def breaks_in(desk: Desk, figure: Figure, span: Sequence[int]) -> tuple[Note, ...]:
    """The notes on breaks between these years, of the area or of a member of the group."""
    codes = figure.area.members or (figure.area.code,)
    found = [
        note
        for code in codes
        for note in desk.catalogue.notes_on(figure.indicator, code, tuple(span))
        if note.break_between
    ]
    return tuple(dict.fromkeys(found))


def _latest(desk: Desk, figure: Figure) -> tuple[Claim, ...]:
    """The last year's figure, and how it stands to the comparators."""
    category = figure.category.id if figure.category else ""
    level = desk.level(
        figure.indicator.id, figure.area, figure.year, figure.basis, category, beside=False
    )
    comparison = desk.comparison(figure, (NEIGHBOURS, REGION, ENGLAND))
    return (level, comparison) if comparison else (level,)


def _comparators(
    desk: Desk, figure: Figure, own: dict[int, Figure], span: Sequence[int]
) -> Iterator[Series]:
    """The comparators' lines: each year from the release that the area's own figure is from."""
    if figure.area.is_authority:
        found = [
            mean
            for year in span
            if (mean := _neighbours(desk, figure, own.get(year), year)) is not None
        ]
        if found:
            yield Series("neighbours", _neighbours_name(desk, figure), tuple(found))
    region = desk.areas.region_of(figure.area) if figure.area.is_authority else None
    for kind, area in (("region", region), ("england", desk.areas.get(ENGLAND))):
        if area is not None and area.code != figure.area.code:
            held = [
                one
                for year in span
                if (one := _same(desk, figure, own.get(year), area, year)) is not None
            ]
            if held:
                yield Series(kind, area.short_name, tuple(held))


def _same(desk: Desk, figure: Figure, own: Figure | None, area: Area, year: int) -> Figure | None:
    category = figure.category.id if figure.category else ""
    release = desk.release_beside(own) if own is not None else None
    return desk.figures.level(
        figure.indicator.id, figure.basis, desk.areas.at(area, year), year, category, release
    )


def _neighbours(desk: Desk, figure: Figure, own: Figure | None, year: int) -> Figure | None:
    model, neighbours = desk.areas.neighbours(figure.area, year, desk.model)
    found = [_same(desk, figure, own, area, year) for area in neighbours]
    numbers = [one for one in found if one is not None and one.value is not None]
    if len(numbers) < NEIGHBOURS_NEEDED:
        return None
    make = desk.figures.mean if desk.average is Measure.MEAN else desk.figures.median
    return make(desk.neighbour_group(figure.area, model), numbers)


def _neighbours_name(desk: Desk, figure: Figure) -> Text:
    model, neighbours = desk.areas.neighbours(figure.area, figure.year, desk.model)
    average = desk.average.value.capitalize()
    return Text(
        message("report.of_neighbours", average=average, count=len(neighbours), model=model)
    )


def _name(figure: Figure) -> Text:
    """What the chart shows, for a list to choose from: ``Rate of children in need at 31 March``."""
    words = subject(figure).removeprefix("the ")
    if figure.basis is Measure.RATE:
        words = f"rate of {lower_first(figure.indicator.title)}"
    return Text(words[:1].upper() + words[1:])
