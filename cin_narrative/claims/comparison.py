"""Comparisons: a figure beside its neighbours, region and England, and its place among all
authorities.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from functools import lru_cache
from typing import Self

from cin_narrative.catalogue.areas import ENGLAND, NEIGHBOURS_NEEDED, Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure, Text
from cin_narrative.catalogue.indicator import PERCENTAGE, RATE
from cin_narrative.claims.claims import Against, Comparison, Method, judge, load_bands
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE, Door
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.messages import message
from cin_narrative.store.store import Store

NEIGHBOURS, REGION = "neighbours", "region"


class ComparingDesk:
    """The figures of one page, through one disclosure door and one choice of release, and what they
    are compared with.

    ``average`` says how neighbours are summed up: ``Measure.MEAN`` (as DfE's interactive tool does)
    or ``Measure.MEDIAN``; ``model`` the year of the neighbour model (default: the newest that holds
    the area). ``audience``: of an authority's own return, what may be published (the default) or
    every figure as it is; it changes nothing of what DfE publishes. ``method`` says how the words
    of comparisons between areas are found.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        areas: Areas,
        release: str = LATEST,
        average: Measure = Measure.MEAN,
        model: int | None = None,
        audience: str = PUBLISHABLE,
        method: Method = Method.BANDS,
    ) -> None:
        self.store, self.catalogue, self.areas = store, catalogue, areas
        self.figures = Figures(Door(store, catalogue, release, audience), catalogue, areas)
        self.average, self.model, self.method = average, model, method
        self._means: dict[tuple[object, ...], Figure | None] = {}
        self._near: dict[tuple[object, ...], tuple[int, list[Area], list[Figure]]] = {}

    def choosing(self, release: str) -> Self:
        """A desk at the same page, whose figures come from another release: the door knows what the
        page shows of each.
        """
        other = copy(self)
        other.figures = Figures(self.figures.door.choosing(release), self.catalogue, self.areas)
        other._means, other._near = {}, {}
        return other

    def averaging(self, average: Measure) -> Self:
        """A desk at the same page, with the neighbours' mean or median in their stead."""
        other = copy(self)
        other.average, other._means = average, {}
        return other

    def figure(
        self,
        indicator_id: str,
        area: Area,
        year: int,
        measure: Measure | None = None,
        category: str = "",
    ) -> Figure | None:
        """One figure, None where it is not held; without ``measure`` the indicator's headline
        measure.
        """
        return self.figures.level(
            indicator_id, measure or self.catalogue[indicator_id].headline, area, year, category
        )

    def prefetch(
        self, areas: Iterable[Area], years: Iterable[int], indicators: Iterable[str]
    ) -> None:
        """Read at once what the claims about these will need, with the counts and totals behind
        them.
        """
        needed = frozenset[str]().union(*map(self.catalogue.read_for, indicators))
        self.store.prefetch(
            [code for area in areas for code in (area.members or (area.code,))],
            sorted(set(years)),
            sorted(needed),
        )

    def read_own(self, area: Area, years: Iterable[int]) -> None:
        """Read at once everything held of ``area`` in these years: what is told of it is not known
        before it is looked at.
        """
        for code in area.members or (area.code,):
            self.store.read_just(code, sorted(set(years)), self.catalogue.indicators)

    def comparison(self, figure: Figure, comparators: Sequence[str | Area]) -> Comparison | None:
        """``figure`` beside its comparators (``neighbours``, ``region`` or areas); None where it
        has no number or none is left.

        Never with itself, never with a region that is this one authority, and never a lower bound,
        which may be anything above; by limits, not where the figure has none.
        """
        if figure.value is None or figure.is_lower_bound:
            return None
        against, missing = list[Against](), list[str]()
        for comparator in comparators:
            if comparator == NEIGHBOURS:
                found: Against | None = self._neighbours(figure)
                if found is None and figure.area.is_authority:
                    missing.append("its statistical neighbours")
            else:
                found = self._area(figure, comparator)
            if found is not None:
                against.append(found)
        return Comparison(figure, tuple(against), tuple(missing)) if against else None

    def rests_on_few(self, figure: Figure) -> bool:
        """Whether a rate or percentage of an authority rests on too few cases, on a hidden number
        or on a lower bound, to be compared.

        Thresholds: ``prompts/commentary/bands.toml``.
        """
        if figure.is_lower_bound:
            return True
        if not figure.area.is_authority or figure.basis not in (RATE, PERCENTAGE):
            return False
        small = load_bands()
        if figure.basis is RATE:
            above = figure.numerator
            return above is None or above < small.small_base
        below = figure.denominator
        return below is None or below < small.small_fraction

    def beside(self, figure: Figure, area: Area) -> Figure | None:
        """The same figure of another area, from the same release: rates of two vintages are not
        comparable.

        An authority's own return holds no other area: beside it stands the newest that DfE has
        published for the year.
        """
        category = figure.category.id if figure.category else ""
        return firm(
            self.figures.level(
                figure.indicator.id,
                figure.basis,
                area,
                figure.year,
                category,
                self.release_beside(figure),
            )
        )

    def release_beside(self, figure: Figure) -> str | None:
        """The release that other areas' figures beside ``figure`` are of; None, the newest, beside
        an authority's own return.
        """
        held = self.store.releases.get(figure.release)
        return None if held is not None and held.is_local else figure.release

    def _area(self, figure: Figure, comparator: str | Area) -> Against | None:
        area = comparator if isinstance(comparator, Area) else None
        if comparator == REGION:
            area = self.areas.region_of(figure.area) if figure.area.is_authority else None
        elif comparator == ENGLAND:
            area = self.areas.get(ENGLAND, figure.year)
        if area is None or area.code == figure.area.code:
            return None
        other = self.beside(figure, area)
        if other is None or other.value is None:
            return None
        judgement = judge(figure, other, self.method)
        return Against("area", other, judgement) if judgement else None

    def neighbour_figures(self, figure: Figure) -> tuple[int, list[Area], list[Figure]]:
        """The model's year, the neighbours, and the figures of those that have one like
        ``figure``.
        """
        if figure.key not in self._near:
            self._near[figure.key] = self._neighbour_figures(figure)
        return self._near[figure.key]

    def _neighbour_figures(self, figure: Figure) -> tuple[int, list[Area], list[Figure]]:
        model, neighbours = self.areas.neighbours(figure.area, figure.year, self.model)
        category = figure.category.id if figure.category else ""
        name, basis, release = figure.indicator.id, figure.basis, self.release_beside(figure)
        level, year = self.figures.level, figure.year
        found = [level(name, basis, area, year, category, release) for area in neighbours]
        return model, neighbours, [one for one in found if one is not None and one.is_firm]

    def _neighbours(self, figure: Figure) -> Against | None:
        mean = self.neighbour_mean(figure)
        judgement = judge(figure, mean, self.method) if mean else None
        if mean is None or judgement is None:
            return None
        model, neighbours = self.areas.neighbours(figure.area, figure.year, self.model)
        return Against(NEIGHBOURS, mean, judgement, model, len(neighbours))

    def neighbour_mean(self, figure: Figure) -> Figure | None:
        """The mean (or median) of the neighbours' figures like ``figure``; None with fewer than
        five of them.
        """
        if figure.key not in self._means:
            self._means[figure.key] = self._neighbour_mean(figure)
        return self._means[figure.key]

    def _neighbour_mean(self, figure: Figure) -> Figure | None:
        if not figure.area.is_authority:
            return None
        model, _, found = self.neighbour_figures(figure)
        if len(found) < NEIGHBOURS_NEEDED:
            return None
        return self.middle(self.neighbour_group(figure.area, model), found)

    def middle(self, group: Area, figures: Sequence[Figure]) -> Figure:
        """Their mean or median, whichever the page has; ``group`` names whose it is."""
        make = self.figures.mean if self.average is Measure.MEAN else self.figures.median
        return make(group, figures)

    def neighbour_group(self, area: Area, model: int) -> Area:
        """The neighbours of ``area`` as one area, to put a name to their mean."""
        return _neighbour_group(area, model)


@lru_cache(maxsize=512)
def _neighbour_group(area: Area, model: int) -> Area:
    name = Text(message("claims.neighbours", area=area.in_name, model=model))
    code = f"neighbours/{area.code}/{model}"
    return replace(
        area, code=code, ons_code=code, level="neighbours", name=name, short_name=name, in_name=name
    )


def firm(figure: Figure | None) -> Figure | None:
    """``figure``, unless it is a lower bound: nothing is said to be higher or lower than that."""
    return None if figure is not None and figure.is_lower_bound else figure
