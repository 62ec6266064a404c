"""What a question is asked of: the store, the definitions, the places, and whose authority is "ours"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cin_narrative.catalogue.areas import ENGLAND, Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.questions.lexicon import Lexicon, build_lexicon
from cin_narrative.questions.query import Place, Query
from cin_narrative.store.store import Store


@dataclass(frozen=True, slots=True)
class Setting:
    """The fixed surroundings of one question."""

    store: Store
    catalogue: Catalogue
    areas: Areas
    lexicon: Lexicon
    home: Place | None

    def area(self, place: Place, year: int | None) -> Area:
        """The area that the place is in ``year``: the nearest one where none of its codes existed."""
        candidates = [self.areas.get(code, year) for code in place.codes]
        if year is not None:
            for area in candidates:
                if area.exists_in(year):
                    return area
        return max(candidates, key=lambda area: area.first_year)

    def is_gone(self, place: Place) -> bool:
        """Whether none of the place's areas exists in the last year held."""
        return not any(self.areas.get(code, self.span[1]).exists_in(self.span[1]) for code in place.codes)

    def sources(self, indicator: Indicator) -> Iterable[str]:
        """The indicators whose observations this one is shown from."""
        yield self.catalogue.counts_of(indicator).id
        for definition in indicator.measures.values():
            if definition.sum_of:
                yield definition.sum_of

    def years_held(self, indicator_id: str, codes: Iterable[str]) -> list[int]:
        """The years in which anything of the indicator is held for any of these areas, in order."""
        held: set[int] = set()
        for source in self.sources(self.catalogue[indicator_id]):
            for code in codes:
                held |= self.store.holdings.get((source, code), frozenset())
        return sorted(held)

    def held_at_referral(self, total: str, dimension: str) -> str | None:
        """The breakdown at the time of referral, which only an authority's own return has; None where the store holds none."""
        held = {indicator for indicator, _ in self.store.holdings}
        found = (i.id for i in self.catalogue if i.breakdown_of == total and i.dimension == f"{dimension} at referral" and i.id in held)
        return next(found, None)

    def series(self, indicator_id: str, codes: Iterable[str]) -> list[int]:
        """The years of a trend where none are named: those of the newest release, as older series are not comparable with it."""
        held = self.years_held(indicator_id, codes)
        newest = [years for name, years in self.store.release_years.items() if years[1] == self.span[1]]
        first = newest[-1][0] if newest else self.span[0]
        return [year for year in held if year >= first] or held

    def is_local(self, indicator: Indicator) -> bool:
        """Whether the last year or the one before is held for any local authority."""
        codes = (code for code in self.store.areas_by_year.get(self.span[1], ()) if not code.startswith("E"))
        held = dict.fromkeys(self.sources(indicator), self.store.holdings)
        return any(max(held[s].get((s, code), {0})) >= self.span[1] - 1 for code in codes for s in held)

    @property
    def span(self) -> tuple[int, int]:
        """The first and last year of the store."""
        return self.store.span

    @property
    def england(self) -> Place:
        """England as a place."""
        return Place((ENGLAND,))


def make_setting(store: Store, catalogue: Catalogue, areas: Areas, home: str | None) -> Setting:
    """The setting; an unknown home is none."""
    place = None
    if home and home.strip():
        codes = tuple(areas.named(home)) or ((home.strip(),) if home.strip() in areas else ())
        place = Place(codes) if codes else None
    return Setting(store, catalogue, areas, build_lexicon(catalogue, areas), place)


@dataclass(frozen=True, slots=True)
class Option:
    """One way on: what it would give, and the question that gives it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Decline:
    """Why there is no answer to a part: which saying (prompts/question), about what, and what is near."""

    outcome: str  # choice_needed | not_held | refused
    saying: str
    words: tuple[str, ...] = ()
    indicator: str = ""
    place: Place | None = None
    year: int | None = None
    options: tuple[Option, ...] = ()
    offer: Query | None = None
    leaves: Query | None = None  # what the next question may lean on
