"""The members of a field: who is ranked or listed in, their figures and what they are called
out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Indicator, Measure, Text
from cin_narrative.claims.comparison import firm
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import note
from cin_narrative.questions.queries import Field, Place, Topic
from cin_narrative.questions.resolution.places_asked import INNER_LONDON
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.writing.phrases import among, lower_first
from cin_narrative.writing.render import listed


@dataclass(frozen=True, slots=True)
class Members:
    """The figures of a field's members, None where one has none; what the members are called;
    ``within`` the area that they are the authorities of, where they are just those; ``whole`` that
    area, or who they are, where they are few of their own choosing."""

    figures: tuple[Figure | None, ...]
    name: Text
    within: Area | None = None
    whole: tuple[Area, ...] = ()

    @property
    def numbers(self) -> list[Figure]:
        """The figures with a number."""
        return numbers(self.figures)

    @property
    def missing(self) -> int:
        """How many have no number."""
        return len(self.figures) - len(self.numbers)

    def ordered(self, lowest: bool = False) -> list[Figure]:
        """The figures with a number, from one end; by name where they tie."""
        sign = 1 if lowest else -1
        return sorted(self.numbers, key=lambda f: (sign * (f.value or 0), f.area.name))


def members(field: Field, topic: Topic, measure: Measure, year: int, speaker: Speaker) -> Members:
    """Who is in the field in ``year``, each with its figure, without those to be left out."""
    held, desk, within = speaker.held, speaker.desk, None
    if field.kind == "authorities":
        within = held.area(field.place or held.england, year)
        figures = desk.peers((topic.indicator, measure, topic.category), year, within)
        areas, name = _authorities(within, year, held), among(within)
    else:
        areas, name = _named(field, year, speaker)
        desk.prefetch(areas, [year], [topic.indicator])
        figures = [firm(speaker.of(topic, measure, area, year)) for area in areas]
    left_out = {code for place in field.without for code in _codes_in(place, year, held)}
    kept = (f for f, area in zip(figures, areas, strict=True) if area.code not in left_out)
    name = _besides(name, field, year, speaker)
    whole = (within,) if within is not None else tuple(areas)
    return Members(tuple(kept), name, None if left_out else within, whole)


def spoken_of(found: Members, indicator: Indicator, years: Sequence[int], speaker: Speaker) -> Area:
    """The area whose members they are, else England; what is to be read with the figures of the
    members is then said."""
    for area in found.whole:
        speaker.said.about(indicator, area, years)
    return found.within or speaker.held.area(speaker.held.england, years[-1])


def _besides(name: Text, field: Field, year: int, speaker: Speaker) -> Text:
    """The name of a group, with what is left out of it."""
    gone = [speaker.held.area(place, year).in_name for place in field.without]
    return Text(f"{name} (not counting {listed(gone)})") if gone else name


def _codes_in(place: Place, year: int, held: Held) -> set[str]:
    """The codes of a place, and of the authorities in a wider one."""
    inside = held.areas.authorities(year, place.codes[0]) if place.is_wide else []
    return {*place.codes, *(one.code for one in inside)}


def _authorities(within: Area, year: int, held: Held) -> list[Area]:
    return held.areas.authorities(year, None if within.code == ENGLAND else within.code)


def _named(field: Field, year: int, speaker: Speaker) -> tuple[list[Area], Text]:
    held = speaker.held
    if field.kind == "regions":
        found = held.areas.regions(year)
        return [one for one in found if not one.code.startswith(INNER_LONDON)], Text("regions")
    if field.kind == "named":
        name = "area named" if len(field.places) == 1 else "areas named"
        return [held.area(place, year) for place in field.places], Text(name)
    area = held.area(field.place or held.england, year)
    model, neighbours = held.areas.neighbours(area, year, speaker.desk.model)
    return neighbours, _name("neighbours_of", area, model)


def _name(of: str, area: Area, model: int) -> Text:
    """What a group of areas is called within a sentence."""
    return Text(lower_first(note(of, names=area.in_name, title=Text(str(model)))))


def with_own(
    field: Field, figure: Figure, speaker: Speaker
) -> tuple[Area, Sequence[Figure | None] | None]:
    """Where a figure's place is looked for: the area, and the figures ranked with it where they
    are not just those of the area's authorities."""
    held, areas = speaker.held, speaker.held.areas
    if field.kind == "authorities" and not field.without:
        return held.area(field.place or held.england, figure.year), None
    if field.kind == "neighbours":
        model, _ = areas.neighbours(figure.area, figure.year, speaker.desk.model)
        group = speaker.desk.neighbour_group(figure.area, model)
        name = _name("group_of", figure.area, model)
        return replace(group, in_name=name), [figure, *_others(field, figure, speaker)]
    whole = areas.get(ENGLAND, figure.year)
    england = replace(whole, in_name=_besides(whole.in_name, field, figure.year, speaker))
    return england, [figure, *_others(field, figure, speaker)]


def _others(field: Field, figure: Figure, speaker: Speaker) -> list[Figure | None]:
    category = figure.category.id if figure.category else ""
    near = (
        field
        if field.place or field.kind != "neighbours"
        else replace(field, place=Place((figure.area.code,)))
    )
    topic = Topic(figure.indicator.id, category)
    found = members(near, topic, figure.basis, figure.year, speaker).figures
    return [one for one in found if one is None or one.area.code != figure.area.code]
