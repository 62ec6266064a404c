"""The desk where claims are made: figures of one page -> typed claims. No words, no numbers of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cin_narrative.commentary.claims import (
    Against,
    Breakdown,
    Caveat,
    Change,
    Claim,
    Comparison,
    Gap,
    League,
    Level,
    Meaning,
    Part,
    Rank,
    Share,
    Trend,
    judge,
    load_bands,
)
from cin_narrative.definitions.areas import ENGLAND, NEIGHBOURS_NEEDED, Area, Areas
from cin_narrative.definitions.catalogue import Catalogue, Indicator, Measure, Text
from cin_narrative.store.disclosure import LATEST, Door
from cin_narrative.store.figures import POPULATION, Figure, Figures
from cin_narrative.store.store import Store

NEIGHBOURS, REGION = "neighbours", "region"


class Desk:
    """Everything needed to make the claims of one page: one disclosure door, one choice of release.

    ``average`` says how neighbours are summed up: ``Measure.MEAN`` (as DfE's interactive tool does) or ``Measure.MEDIAN``.
    """

    def __init__(self, store: Store, catalogue: Catalogue, areas: Areas, release: str = LATEST,
                 average: Measure = Measure.MEAN, model: int | None = None) -> None:  # fmt: skip
        self.store, self.catalogue, self.areas = store, catalogue, areas
        self.figures = Figures(Door(store, catalogue, release), catalogue, areas)
        self.average, self.model = average, model

    def figure(self, indicator_id: str, area: Area, year: int, measure: Measure | None = None, category: str = "") -> Figure | None:
        """One figure, None where it is not held; without ``measure`` the indicator's headline measure."""
        return self.figures.level(indicator_id, measure or self.catalogue[indicator_id].headline, area, year, category)

    def prefetch(self, areas: Iterable[Area], years: Iterable[int], indicators: Iterable[str]) -> None:
        """Read at once what the claims about these will need, with the counts and totals behind them."""
        needed = {POPULATION}
        for name in indicators:
            indicator = self.catalogue[name]
            needed |= {name, self.catalogue.counts_of(indicator).id, indicator.breakdown_of}
            for definition in indicator.measures.values():
                needed |= {definition.of, definition.sum_of}
        self.store.prefetch([area.code for area in areas], sorted(set(years)), sorted(needed - {""}))

    def level(self, indicator_id: str, area: Area, year: int, measure: Measure | None = None, category: str = "",
              beside: bool = True) -> Level | Share | Gap:  # fmt: skip
        """How many or how much: a count with its rate (``beside``), a percentage with its fraction, or the gap."""
        indicator = self.catalogue[indicator_id]
        measure = measure or self._first_measure(indicator)
        figure = self.figures.level(indicator_id, measure, area, year, category)
        if figure is None or figure.value is None:
            return self.gap(indicator, measure, area, year, figure, category)
        if measure is Measure.PERCENTAGE:
            return self._share(figure, category) if beside else Share(figure)
        rate = None
        if measure is Measure.COUNT and beside and not category:
            rate = self.figures.level(indicator_id, Measure.RATE, area, year)
        return Level(figure, rate if rate is not None and rate.value is not None else None)

    def _first_measure(self, indicator: Indicator) -> Measure:
        if indicator.headline is Measure.RATE and Measure.COUNT in indicator.measures:
            return Measure.COUNT
        return indicator.headline

    def _share(self, figure: Figure, category: str) -> Share:
        count = self.figures.level(figure.indicator.id, Measure.COUNT, figure.area, figure.year, category, figure.release)
        of = figure.indicator.measures[Measure.PERCENTAGE].of
        whole = self.figures.level(of, Measure.COUNT, figure.area, figure.year, release=figure.release)
        whole = whole or self.figures.level(of, Measure.COUNT, figure.area, figure.year)
        if count is None or count.value is None or whole is None or whole.value is None:
            return Share(figure)
        return Share(figure, count, whole)

    def gap(self, indicator: Indicator, measure: Measure, area: Area, year: int, figure: Figure | None, category: str = "") -> Gap:
        """Why there is no number, with the last one held before."""
        last = self._last_before(indicator, measure, area, year, category)
        line = self.catalogue.counts_of(indicator).category(category) if category else None
        return Gap(indicator, measure, area, year, figure.symbol if figure else None, last, line, self.figures.whole_of(indicator))

    def _last_before(self, indicator: Indicator, measure: Measure, area: Area, year: int, category: str) -> Figure | None:
        held = self.store.holdings.get((self.catalogue.counts_of(indicator).id, area.code), frozenset())
        for earlier in sorted((y for y in held if y < year), reverse=True)[:4]:
            found = self.figures.level(indicator.id, measure, self.areas.get(area.code, earlier), earlier, category)
            if found is not None and found.value is not None:
                return found
        return None

    def comparison(self, figure: Figure, comparators: Sequence[str | Area]) -> Comparison | None:
        """``figure`` beside its comparators (``neighbours``, ``region`` or areas); None where it has no number or none is left.

        Never with itself, and never with a region that is this one authority.
        """
        if figure.value is None:
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
        """Whether a rate or percentage of an authority rests on too few cases, or on a hidden number, to be compared.

        Thresholds: ``prompts/commentary/bands.toml``; ../shared/domain/cin-census.md 6.5 (5).
        """
        if not figure.area.is_authority or figure.basis not in (Measure.RATE, Measure.PERCENTAGE):
            return False
        small = load_bands()
        if figure.basis is Measure.RATE:
            return figure.numerator is None or figure.numerator < small.small_base
        return figure.denominator is None or figure.denominator < small.small_fraction

    def _same(self, figure: Figure, area: Area) -> Figure | None:
        """The same figure of another area, from the same release: rates of two vintages are not comparable."""
        category = figure.category.id if figure.category else ""
        return self.figures.level(figure.indicator.id, figure.basis, area, figure.year, category, figure.release)

    def _area(self, figure: Figure, comparator: str | Area) -> Against | None:
        area = comparator if isinstance(comparator, Area) else None
        if comparator == REGION:
            area = self.areas.region_of(figure.area) if figure.area.is_authority else None
        elif comparator == ENGLAND:
            area = self.areas.get(ENGLAND, figure.year)
        if area is None or area.code == figure.area.code:
            return None
        other = self._same(figure, area)
        if other is None or other.value is None:
            return None
        return Against("area", other, judge(figure, other))

    def neighbour_figures(self, figure: Figure) -> tuple[int, list[Area], list[Figure]]:
        """The model's year, the neighbours, and the figures of those that have one like ``figure``."""
        model, neighbours = self.areas.neighbours(figure.area, figure.year, self.model)
        found = [self._same(figure, area) for area in neighbours]
        return model, neighbours, [other for other in found if other is not None and other.value is not None]

    def _neighbours(self, figure: Figure) -> Against | None:
        if not figure.area.is_authority:
            return None
        model, neighbours, found = self.neighbour_figures(figure)
        if len(found) < NEIGHBOURS_NEEDED:
            return None
        group = self.neighbour_group(figure.area, model)
        make = self.figures.mean if self.average is Measure.MEAN else self.figures.median
        mean = make(group, found)
        return Against(NEIGHBOURS, mean, judge(figure, mean), model, len(neighbours))

    def neighbour_group(self, area: Area, model: int) -> Area:
        """The neighbours of ``area`` as one area, to put a name to their mean."""
        name = Text(f"statistical neighbours of {area.in_name} ({model} model)")
        code = f"neighbours/{area.code}/{model}"
        return replace(area, code=code, ons_code=code, level="neighbours", name=name, short_name=name, in_name=name)

    def change(self, indicator_id: str, area: Area, year: int, since: int | None = None, measure: Measure | None = None,
               category: str = "") -> Change | Gap:  # fmt: skip
        """From ``since`` (default: the year before) to ``year``; the gap where either has no number."""
        indicator = self.catalogue[indicator_id]
        measure = measure or self._first_measure(indicator)
        earlier_year = year - 1 if since is None else since
        later = self.figures.level(indicator_id, measure, area, year, category)
        if later is None or later.value is None:
            return self.gap(indicator, measure, area, year, later, category)
        before = self.areas.get(area.code, earlier_year)
        earlier = self.figures.level(indicator_id, measure, before, earlier_year, category, later.release)
        earlier = earlier or self.figures.level(indicator_id, measure, before, earlier_year, category)
        if earlier is None or earlier.value is None:
            return self.gap(indicator, measure, before, earlier_year, earlier, category)
        return self.change_between(later, earlier)

    def change_between(self, later: Figure, earlier: Figure) -> Change:
        """The change between two figures that both have a number."""
        difference = self.figures.change(later, earlier)
        if difference is None:
            raise ValueError("only figures with a number have a change")
        small = later.basis is Measure.COUNT and (earlier.value or 0) < load_bands().small_base
        relative = None if small or later.basis is Measure.PERCENTAGE else self.figures.relative_change(later, earlier)
        return Change(later, earlier, difference, relative, judge(later, earlier))

    def trend(self, indicator_id: str, area: Area, years: Sequence[int], measure: Measure | None = None,
              category: str = "") -> Trend | Gap:  # fmt: skip
        """The run of ``years`` (rising); the gap where none has a number."""
        indicator = self.catalogue[indicator_id]
        measure = measure or self._first_measure(indicator)
        self.prefetch([area], years, [indicator_id])
        found = [self.figures.level(indicator_id, measure, self.areas.get(area.code, y), y, category) for y in years]
        held = [figure for figure in found if figure is not None]
        numbers = [figure for figure in held if figure.value is not None]
        if not numbers:
            return self.gap(indicator, measure, area, years[-1], held[-1] if held else None, category)
        change = self.change_between(numbers[-1], numbers[0]) if len(numbers) > 1 else None
        highest = max(numbers, key=lambda figure: (figure.value or 0, figure.year))
        lowest = min(numbers, key=lambda figure: (figure.value or 0, -figure.year))
        return Trend(tuple(held), change, highest, lowest, tuple(figure for figure in held if figure.value is None))

    def peers(self, figure_of: tuple[str, Measure, str], year: int, within: Area) -> list[Figure | None]:
        """The figures of every authority of England or a region in ``year``; None for an authority with none held."""
        indicator_id, measure, category = figure_of
        region = None if within.code == ENGLAND else within.code
        authorities = self.areas.authorities(year, region)
        self.prefetch(authorities, [year], [indicator_id])
        return [self.figures.level(indicator_id, measure, area, year, category) for area in authorities]

    def rank(self, figure: Figure, within: Area, lowest_first: bool = False, peers: Sequence[Figure | None] | None = None) -> Rank | None:
        """The place of ``figure`` among the authorities ``within`` (or among ``peers``); None where it has no number."""
        category = figure.category.id if figure.category else ""
        if peers is None:
            peers = self.peers((figure.indicator.id, figure.basis, category), figure.year, within)
        numbers = [peer for peer in peers if peer is not None and peer.value is not None]
        rank = self.figures.rank(figure, numbers, lowest_first)
        if rank is None:
            return None
        tied = tuple(peer.area for peer in numbers if peer.value == figure.value and peer.area.code != figure.area.code)
        return Rank(figure, rank, within, tied, len(peers) - len(numbers), lowest_first)

    def league(self, indicator_id: str, year: int, within: Area, n: int, lowest_first: bool = False,
               measure: Measure | None = None, category: str = "") -> League | None:  # fmt: skip
        """The ``n`` authorities at one end, with all that tie for the last place; None where none has a number."""
        measure = measure or self.catalogue[indicator_id].headline
        peers = self.peers((indicator_id, measure, category), year, within)
        numbers = [peer for peer in peers if peer is not None and peer.value is not None]
        if not numbers:
            return None
        ordered = sorted(numbers, key=lambda f: ((f.value or 0) if lowest_first else -(f.value or 0), f.area.name))
        last = ordered[min(n, len(ordered)) - 1].value
        listed = [f for i, f in enumerate(ordered) if i < n or f.value == last]
        return League(tuple(listed), within, len(numbers), len(peers) - len(numbers), lowest_first)

    def breakdown(self, indicator_id: str, area: Area, year: int, top: int | None = None,
                  categories: Sequence[str] | None = None) -> Breakdown | Gap:  # fmt: skip
        """The categories with a number: the ``top`` largest where they may be ranked, else in their own order.

        A ranking needs every category that could be recorded in that year: with one not held, the largest is not known.
        """
        indicator = self.catalogue[indicator_id]
        known = self.catalogue.counts_of(indicator).categories
        parts, unshown, absent, gap = list[Part](), 0, False, None
        for identity in categories or known:
            count = self.figures.level(indicator_id, Measure.COUNT, area, year, identity)
            share = self.figures.level(indicator_id, Measure.PERCENTAGE, area, year, identity)
            share = share or self.figures.level(indicator_id, Measure.AVERAGE, area, year, identity)
            shown = [f for f in (count, share) if f is not None and f.value is not None]
            if shown:
                parts.append(Part(count if count in shown else None, share if share in shown else None))
            elif count or share:
                gap = gap or count or share
                unshown += known[identity].first_year <= year
            elif known[identity].first_year <= year:
                absent = True
        ranked = not indicator.ordered and top is not None
        if not parts or (ranked and absent):
            return self.gap(indicator, indicator.headline, area, year, gap)
        listed = _largest(parts, top) if ranked else parts
        if not listed:
            return self.gap(indicator, indicator.headline, area, year, gap)
        return Breakdown(indicator, area, year, tuple(listed), ranked, self._whole(indicator, area, year, parts[0].figure.release),
                         len(listed) == len(parts), unshown)  # fmt: skip

    def _whole(self, indicator: Indicator, area: Area, year: int, release: str) -> Figure | None:
        """What the shares of a breakdown are of, where it is shown."""
        percentage = indicator.measures.get(Measure.PERCENTAGE)
        of = percentage.of if percentage else indicator.breakdown_of
        whole = self.figures.level(of, Measure.COUNT, area, year, release=release) or self.figures.level(of, Measure.COUNT, area, year)
        return whole if whole is not None and whole.value is not None else None

    def caveats(self, indicators: Iterable[Indicator], area: Area, years: Sequence[int]) -> list[Caveat]:
        """The notes of place and time that bear on what was said, each once, in the notes' order."""
        names = list(indicators)
        spans = tuple(sorted(set(years)))
        found = [note for note in self.catalogue.notes.values() if not note.always
                 and any(note.applies(indicator.id, area.code, spans) for indicator in names)]  # fmt: skip
        return [Caveat(note) for note in found]

    def meaning(self, indicator_id: str) -> Claim:
        """The definition."""
        return Meaning(self.catalogue[indicator_id])


def _largest(parts: Sequence[Part], top: int | None) -> list[Part]:
    """The ``top`` largest parts above nought, with all that tie for the last place."""
    ordered = sorted((part for part in parts if part.figure.value), key=lambda part: -(part.figure.value or 0))
    if top is None or len(ordered) <= top:
        return ordered
    last = ordered[top - 1].figure.value
    return [part for index, part in enumerate(ordered) if index < top or part.figure.value == last]
