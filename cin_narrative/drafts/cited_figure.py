"""A figure as a draft keeps it: which cell of which release it is, so that it can be looked up
again in any store.

A change, a mean and a rank keep what they are worked out from, and are worked out again. No value
is ever matched by its digits: a cell is named by indicator, measure, area, year, category and
release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, Catalogue, Measure
from cin_narrative.claims.claims import Claim, Rank
from cin_narrative.disclosure.figures import Figure

GROUP = "group/"
READERS: dict[str, Callable[[Any], Any]] = {
    "mark": int,
    "year": int,
    "since": int,
    "relative": bool,
    "lowest_first": bool,
    "measure": Measure,
    "basis": Measure,
    "members": lambda codes: tuple(map(str, codes)),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """One cited figure. ``area`` is an area's code; ``place`` its name as written; ``shown`` what
    was printed.

    ``since`` is the earlier year of a change, ``members`` the areas of a mean or median, ``within``
    the area ranked in, ``per`` the indicator below the line of a ratio of two stages.
    """

    mark: int
    shown: str
    indicator: str
    measure: Measure
    basis: Measure
    area: str
    place: str
    year: int
    release: str
    source: str = ""
    category: str = ""
    since: int = 0
    since_release: str = ""
    relative: bool = False
    members: tuple[str, ...] = ()
    within: str = ""
    lowest_first: bool = False
    per: str = ""

    @property
    def cell(self) -> tuple[object, ...]:
        """What the figure is, whatever its value and release: the same cell in any draft and any
        store.
        """
        return (
            self.indicator,
            self.measure,
            self.basis,
            self.area,
            self.year,
            self.category,
            self.since,
            self.relative,
            self.within,
            self.per,
        )

    @property
    def is_level(self) -> bool:
        """Whether it is a published figure (or one worked out from the counts beneath it), not a
        change, mean or rank.
        """
        return self.measure in DEFINED_MEASURES

    def record(self) -> dict[str, Any]:
        """The fields that say something, in their order: one line of a draft file."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default and not (one.name == "basis" and self.is_level):
                found[one.name] = (
                    str(value)
                    if isinstance(value, Measure)
                    else list(value)
                    if isinstance(value, tuple)
                    else value
                )
        return found


def read_cited(record: dict[str, Any]) -> Cited:
    """A line of a draft file read back; raises ``ValueError``, ``TypeError`` or ``KeyError`` where
    it is not one.
    """
    known = {one.name for one in fields(Cited)}
    if unknown := set(record) - known:
        raise ValueError(f"unknown key {min(unknown)}")
    measure = Measure(record["measure"])
    given: dict[str, Any] = {name: READERS.get(name, str)(value) for name, value in record.items()}
    return Cited(**{**given, "basis": Measure(record.get("basis", measure))})


def cite(mark: int, figure: Figure, claims: Iterable[Claim] = ()) -> Cited:
    """The figure as a draft keeps it; ``claims`` say what a rank was taken within."""
    base = Cited(
        mark,
        figure.shown,
        figure.indicator.id,
        figure.measure,
        figure.basis,
        figure.area.code,
        str(figure.area.in_name),
        figure.year,
        figure.release,
        figure.source,
        figure.category.id if figure.category else "",
        per=figure.whole.id if figure.basis is Measure.RATIO and figure.whole else "",
    )
    if figure.measure in (Measure.RATIO, Measure.ONE_IN):
        return replace(base, release=figure.derived_from[0].release)
    if figure.measure is Measure.CHANGE:
        later, earlier = figure.derived_from
        return replace(
            base,
            since=earlier.year,
            since_release=earlier.release,
            release=later.release,
            relative=figure.relative,
        )
    if figure.measure in (Measure.MEAN, Measure.MEDIAN):
        return _of_members(base, figure)
    if figure.measure is Measure.RANK:
        ranks = (claim for claim in claims if isinstance(claim, Rank))
        ranked = next((claim for claim in ranks if claim.rank.key == figure.key), None)
        within = ranked.within.code if ranked else ""
        return replace(base, within=within, lowest_first=bool(ranked and ranked.lowest_first))
    return base


def _of_members(base: Cited, figure: Figure) -> Cited:
    """A mean or median, with the areas that it is of."""
    members = tuple(source.area.code for source in figure.derived_from)
    held = figure.derived_from[0] if figure.derived_from else figure
    of_ratio = base.per and held.derived_from
    release = held.derived_from[0].release if of_ratio else held.release
    return replace(base, members=members, release=release)


def renewed(cited: Cited, figure: Figure) -> Cited:
    """The same cell with the value and release of ``figure``, which was looked up for it."""
    return replace(cite(cited.mark, figure), within=cited.within, lowest_first=cited.lowest_first)


def described(cited: Cited, catalogue: Catalogue) -> str:
    """What a cell is: ``Children in need at 31 March (rate), Derby, 31 March 2016``."""
    if cited.indicator not in catalogue:
        return f"{cited.indicator}, {cited.place}, {cited.year}"
    indicator = catalogue[cited.indicator]
    category = catalogue.counts_of(indicator).categories.get(cited.category)
    what = f"{indicator.title}: {category.label}" if category else str(indicator.title)
    between = {Measure.CHANGE: " in ", Measure.RANK: " by "}.get(cited.measure, " ")
    kind = (
        cited.basis.value
        if cited.measure is cited.basis
        else f"{cited.measure.value}{between}{cited.basis.value}"
    )
    since = f", since {cited.since}" if cited.since else ""
    return f"{what} ({kind}), {cited.place}, {indicator.period(cited.year).noun}{since}"


def area_of(areas: Areas, code: str, place: str, year: int) -> Area | None:
    """The area with this code in ``year``, or the group that a user named (``group/831+856``); None
    where there is none.
    """
    if code.startswith(GROUP):
        members = code.removeprefix(GROUP).split("+")
        return (
            areas.group(place, members, year)
            if all(member in areas for member in members)
            else None
        )
    return areas.get(code, year) if code in areas else None
