"""What is held, and whose box this is: a store, the catalogue, the areas and a home in, years and
areas out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cin_narrative.catalogue.areas import ENGLAND, Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.catalogue.periods import FIRST_YEAR
from cin_narrative.questions.queries import Place, Topic
from cin_narrative.store.store import Store

RECENT = 1  # years before the last in which an indicator must be held to be of authorities at all


@dataclass(frozen=True, slots=True)
class Held:
    """The fixed surroundings of one question. ``home`` is the authority that "we" means."""

    store: Store
    catalogue: Catalogue
    areas: Areas
    home: Place | None = None

    @property
    def england(self) -> Place:
        """England as a place."""
        return Place((ENGLAND,))

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last year of the store."""
        return self.store.span

    def area(self, place: Place, year: int | None = None) -> Area:
        """The area that the place is in ``year``: the nearest one where none of its codes was."""
        candidates = [self.areas.get(code, year) for code in place.codes]
        alive = (area for area in candidates if year is not None and area.exists_in(year))
        return next(alive, max(candidates, key=lambda area: area.first_year))

    def place(self, area: Area) -> Place:
        """The place that an area's name means: its code, with those of others of that name."""
        return Place(tuple(self.areas.named(area.name)) or (area.code,))

    def inside(self, area: Area, year: int) -> set[str]:
        """The codes of an area and of all areas in it: of England, its regions and authorities."""
        if area.is_authority:
            return {area.code}
        widest = area.code == ENGLAND
        found = {one.code for one in self.areas.authorities(year, None if widest else area.code)}
        regions = self.areas.regions(year)
        found |= {one.code for one in regions if widest or one.region == area.code}
        return {area.code, *found}

    def is_alive(self, place: Place, year: int) -> bool:
        """Whether any area of the place existed in ``year``; before the areas' history begins,
        none is known to be new."""
        return year < FIRST_YEAR or any(
            self.areas.get(code, year).exists_in(year) for code in place.codes
        )

    def sources(self, topic: Topic) -> Iterator[str]:
        """The indicators whose observations a topic is shown from, in whatever year."""
        indicator = self.catalogue[topic.indicator]
        counts = self.catalogue.counts_of(indicator)
        yield counts.id
        yield from (one.sum_of for one in indicator.measures.values() if one.sum_of)
        apart = counts.categories[topic.category].told_apart if topic.category else ()
        yield from (line.partition(".")[0] for line in apart)

    def years(self, topic: Topic, codes: Iterable[str]) -> list[int]:
        """The years in which anything of the topic is held for any of these areas, rising."""
        holdings, wanted, held = self.store.holdings, list(codes), set[int]()
        for source in self.sources(topic):
            for code in wanted:
                held |= holdings.get((source, code), frozenset())
        return sorted(held)

    def series(self, topic: Topic, codes: Iterable[str]) -> list[int]:
        """The years of the newest release: older series are not comparable with it; of a category,
        those in which it could be recorded."""
        held = self.years(topic, codes)
        newest = [span for span in self.store.release_years.values() if span[1] == self.span[1]]
        first = max(newest[-1][0] if newest else self.span[0], self._first_recorded(topic))
        return [year for year in held if year >= first] or held

    def _first_recorded(self, topic: Topic) -> int:
        """The first year that a category could be recorded in; nought where always."""
        categories = self.catalogue.counts_of(self.catalogue[topic.indicator]).categories
        return categories[topic.category].first_year if topic.category in categories else 0

    def common(self, topics: Iterable[Topic], places: Iterable[Place]) -> list[int]:
        """The years held of every topic for every place."""
        known = list(places)
        each = [set(self.years(topic, place.codes)) for topic in topics for place in known]
        return sorted(set[int].intersection(*each)) if each else []

    def run(self, topics: Iterable[Topic], places: Iterable[Place]) -> tuple[int, ...]:
        """The years of the newest release that are held of every topic for every place."""
        known = list(places)
        each = [set(self.series(topic, place.codes)) for topic in topics for place in known]
        return tuple(sorted(set[int].intersection(*each))) if each else ()

    def is_local(self, topic: Topic) -> bool:
        """Whether it is held for local authorities in the last year or the one before."""
        newest, held = self.span[1], self.store.holdings
        codes = [c for c in self.store.areas_by_year.get(newest, ()) if not c.startswith("E")]
        return any(
            max(held.get((source, code), {0}), default=0) >= newest - RECENT
            for source in self.sources(topic)
            for code in codes
        )

    def is_for_england_alone(self, topic: Topic, year: int) -> bool:
        """Whether DfE prints it, for ``year``, in files of England's figures alone, whichever of
        its files were loaded."""
        return any(self.catalogue[one].is_for_england_alone(year) for one in self.sources(topic))

    def total_of(self, indicator_id: str) -> str | None:
        """The indicator that a breakdown is of, as people ask for it: held for authorities."""
        whole = self.catalogue[indicator_id].breakdown_of
        seen = {indicator_id}
        while whole in self.catalogue and whole not in seen:
            if self.is_local(Topic(whole)):
                return whole
            seen.add(whole)
            whole = self.catalogue[whole].breakdown_of or self._wider(whole)
        return None

    def _wider(self, indicator_id: str) -> str:
        """Of what a total's own percentages are taken: children of known ethnicity, of all."""
        of = (one.of for one in self.catalogue[indicator_id].measures.values() if one.of)
        return next(of, "")


def home_place(areas: Areas, home: str | None) -> Place | None:
    """The place that a home's name or code means; an unknown home is none."""
    if not home or not home.strip():
        return None
    codes = tuple(areas.named(home)) or ((home.strip(),) if home.strip() in areas else ())
    return Place(codes) if codes else None
