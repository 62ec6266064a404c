"""Queries about the members of a group -> claims: leagues, lists, thresholds, and who moved most."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.rounding import written
from cin_narrative.claims.asked import Difference, Gaps, Listing, Movers
from cin_narrative.claims.claims import League, Level, Share
from cin_narrative.claims.comparison import firm
from cin_narrative.claims.desk import NEIGHBOURS, REGION
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.query import Place, Query, Topic
from cin_narrative.questions.speaking import Said, Speaker, latest
from cin_narrative.writing.sentences import among

LONGEST_LEAGUE = 160
MOST_LISTS, MOST_BEYOND = 2, 6  # years: lists of every member, and of those beyond a level


class GroupSpeaker(Speaker):
    """Makes the claims of questions about every authority of England, a region or a group of neighbours."""

    def group(self, figure: Figure, within: str) -> tuple[Area, list[Figure | None] | None]:
        """The area whose authorities are ranked, and the figures ranked where they are not simply all of those."""
        if within == NEIGHBOURS:
            model, neighbours, _ = self.desk.neighbour_figures(figure)
            category = figure.category.id if figure.category else ""
            peers = [self.desk.figures.level(figure.indicator.id, figure.basis, area, figure.year, category) for area in neighbours]
            name = Text(f"the group of {figure.area.in_name} and its statistical neighbours ({model} model)")
            return replace(self.desk.neighbour_group(figure.area, model), in_name=name), [figure, *peers]
        if within == REGION:
            return self.setting.areas.region_of(figure.area) or self.setting.areas.get(ENGLAND), None
        return self.setting.areas.get(within or ENGLAND, figure.year), None

    def members(self, topic: Topic, measure: Measure, query: Query, year: int) -> tuple[list[Figure | None], Text, Area | None]:
        """The figures of a group's members, what the members are called, and the area they are in."""
        if query.every_region:
            areas = [area for area in self.setting.areas.regions(year) if not area.code.startswith("E13")]
            self.desk.prefetch(areas, [year], [topic.indicator])
            return (
                [self.desk.figures.level(topic.indicator, measure, area, year, topic.category) for area in areas],
                Text("regions of England"),
                None,
            )
        if query.places and not query.within:  # those that the asker named
            named = [self.setting.area(place, year) for place in query.places]
            self.desk.prefetch(named, [year], [topic.indicator])
            figures = [self.desk.figures.level(topic.indicator, measure, one, year, topic.category) for one in named]
            return figures, Text("authorities named"), None
        if query.within == NEIGHBOURS and query.places:
            area = self.setting.area(query.places[0], year)
            model, found = self.setting.areas.neighbours(area, year)
            self.desk.prefetch(found, [year], [topic.indicator])
            figures = [firm(self.desk.figures.level(topic.indicator, measure, one, year, topic.category)) for one in found]
            return figures, Text(f"statistical neighbours of {area.in_name} ({model} model)"), None
        within = self.setting.areas.get(query.within or ENGLAND, year)
        return self.desk.peers((topic.indicator, measure, topic.category), year, within), among(within), within

    def league(self, query: Query, said: Said) -> None:
        """The areas at one end of a ranking: of values, or of changes."""
        if query.by_change:
            self._league_of_changes(query, said)
            return
        topic, year = query.topics[0], query.years[-1]
        indicator = self.setting.catalogue[topic.indicator]
        measure = self.measure_of(indicator, query.measure, said) if query.measure else indicator.headline
        peers, name, within = self.members(topic, measure, query, year)
        said.about(indicator, within or self.setting.areas.get(ENGLAND, year), [year])
        numbers = [figure for figure in peers if figure is not None and figure.value is not None]
        if not numbers:
            said.claims.append(self.desk.gap(indicator, measure, within or self.setting.areas.get(ENGLAND), year, None, topic.category))
            return
        sign = 1 if query.lowest_first else -1
        ordered = sorted(numbers, key=lambda f: (sign * (f.value or 0), f.area.name))
        n = min(query.n or 1, LONGEST_LEAGUE)
        last = ordered[min(n, len(ordered)) - 1].value
        top = tuple(f for i, f in enumerate(ordered) if i < n or f.value == last)
        if within is not None:
            said.claims.append(League(top, within, len(numbers), len(peers) - len(numbers), query.lowest_first))
            if n == 1:
                said.claims += filter(None, [self.desk.rank(top[0], within, query.lowest_first, peers)])
            if query.spread:
                self.difference(ordered[-1], ordered[0], ordered[0].area.in_name, said)
        else:
            shown = tuple(ordered) if n == 1 else top
            order = "lowest first" if query.lowest_first else "highest first"
            said.claims.append(Listing(top[0], shown, name, len(numbers), len(peers) - len(numbers), order=order))

    def difference(self, figure: Figure, other: Figure, name: Text, said: Said) -> None:
        """How far one area's figure is from another's."""
        gap = self.desk.figures.change(figure, other)
        if gap is None or figure.area.code == other.area.code:
            return
        if figure.is_lower_bound or other.is_lower_bound:
            said.claims += [Level(one) if one.basis is not Measure.PERCENTAGE else Share(one) for one in (figure, other)]
            return
        relative = None if figure.basis is Measure.PERCENTAGE else self.desk.figures.relative_change(figure, other)
        said.claims.append(Difference(figure, other, name, gap, relative))

    def is_wider(self, place: Place) -> int:
        """Authorities before regions before England: the smaller is held against the wider."""
        area = self.setting.area(place, None)
        return 0 if area.is_authority else 2 if area.code == ENGLAND else 1

    def gaps(self, topic: Topic, measure: Measure, query: Query, said: Said) -> bool:
        """One place beside one other over a run of years, in one list; whether there was anything to say so."""
        wider = [self.setting.england] if query.comparators == (ENGLAND,) else []
        places = sorted([*query.places, *wider], key=self.is_wider)
        if len(places) != 2 or (query.comparators and not wider):
            return False
        gaps: list[Difference] = []
        for year in query.years:
            area, pair = self.setting.area(places[0], year), [self.figure(topic, measure, place, year) for place in places]
            said.about(self.setting.catalogue[topic.indicator], area, [year])
            one, other = pair
            apart = self.desk.figures.change(one, other) if one is not None and other is not None else None
            if one is None or other is None or apart is None or one.is_lower_bound or other.is_lower_bound:
                missing = [place for place, f in zip(places, pair, strict=True) if f is None or f.value is None or f.is_lower_bound]
                areas = [self.setting.area(place, year) for place in missing]
                said.claims += [self.without_number(self.desk.level(topic.indicator, a, year, measure, topic.category)) for a in areas]
            else:
                gaps.append(Difference(one, other, other.area.in_name, apart))
        said.claims[:0] = [Gaps(tuple(gaps))] if gaps else []
        return bool(gaps)

    def _league_of_changes(self, query: Query, said: Said) -> None:
        """The authorities that rose or fell most between two years, of those with a figure in both."""
        topic, indicator = query.topics[0], self.setting.catalogue[query.topics[0].indicator]
        measure = self.measure_of(indicator, query.measure, said) if query.measure else indicator.headline
        earlier = {f.area.code: f for f in self.members(topic, measure, query, query.years[0])[0] if f is not None and f.value is not None}
        peers, name, within = self.members(topic, measure, query, query.years[-1])
        said.about(indicator, within or self.setting.areas.get(ENGLAND), [query.years[0], query.years[-1]])
        pairs = [(f, earlier[f.area.code]) for f in peers if f is not None and f.value is not None and f.area.code in earlier]
        changes = [self.desk.change_between(later, before) for later, before in pairs]
        sign = -1 if query.lowest_first else 1
        kept = [c for c in changes if sign * (c.difference.value or 0) > 0]
        if query.threshold is not None:
            limit = query.threshold
            kept = [c for c in kept if abs((c.relative or c.difference).value or Decimal(0)) > limit]
        kept.sort(key=lambda c: (-sign * (c.difference.value or 0), c.later.area.name))
        most = LONGEST_LEAGUE if query.threshold is not None else query.n
        said.claims.append(
            Movers(tuple(kept[:most]), pairs[0][0] if pairs else None, name, len(changes), query.years[0], query.lowest_first)
        )

    def listing(self, query: Query, said: Said) -> None:
        """Every member of a group with its figure, or those beyond a level, or in one quarter."""
        for topic in query.topics:
            for year in latest(query.years, MOST_LISTS if query.beyond is None and query.threshold is None else MOST_BEYOND, said):
                self._list(topic, query, year, said)

    def _list(self, topic: Topic, query: Query, year: int, said: Said) -> None:
        indicator = self.setting.catalogue[topic.indicator]
        plain = query.threshold is None and not query.quartile and query.beyond is None  # how many each has, unless a rate is asked for
        measure = self.measure_of(indicator, query.measure, said) if query.measure or plain else indicator.headline
        peers, name, within = self.members(topic, measure, query, year)
        said.about(indicator, within or self.setting.areas.get(ENGLAND, year), [year])
        numbers = sorted((f for f in peers if f is not None and f.value is not None), key=lambda f: f.area.name)
        if not numbers:
            said.claims.append(self.desk.gap(indicator, measure, within or self.setting.areas.get(ENGLAND), year, None, topic.category))
            return
        kept, beyond = numbers, ""
        if query.beyond is not None:
            area = self.setting.area(query.beyond, year)
            against = self.figure(topic, measure, query.beyond, year)
            if against is None or against.value is None or against.is_lower_bound or (measure is Measure.COUNT and not area.is_authority):
                said.claims.append(self.without_number(self.desk.level(topic.indicator, area, year, measure, topic.category)))
                return
            said.claims.append(self.desk.level(topic.indicator, against.area, year, measure, topic.category))
            query = replace(query, threshold=against.value)
        if query.threshold is not None:
            limit = query.threshold
            sign = 1 if query.above else -1
            kept = [f for f in numbers if sign * ((f.value or 0) - limit) > 0 or (query.inclusive and f.value == limit)]
            beyond = ("at or " if query.inclusive else "") + ("above" if query.above else "below")
        elif query.quartile:
            count = max(1, len(numbers) // 4)
            kept = sorted(numbers, key=lambda f: ((f.value or 0) if query.lowest_first else -(f.value or 0), f.area.name))[:count]
            beyond = "bottom quarter" if query.lowest_first else "top quarter"
        level = _level(query.threshold, measure) if query.threshold is not None else None
        said.claims.append(Listing(numbers[0], tuple(kept), name, len(numbers), len(peers) - len(numbers), beyond, level))


def _level(number: Decimal, measure: Measure) -> Text:
    """The level that the asker named, written as the figures beside it are: the one number of theirs that is repeated."""
    plain = written(number, 0 if number == number.to_integral_value() else 1)
    return Text(plain + ("%" if measure is Measure.PERCENTAGE else ""))
