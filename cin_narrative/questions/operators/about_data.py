"""Questions about the data: an aspect in (source, rounding, symbols, quality), its text out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.asked import Neighbours
from cin_narrative.claims.claims import Caveat
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import about, releases_listed, year_text
from cin_narrative.questions.operators import Operator, compare
from cin_narrative.questions.operators.compare import CompareQuery
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker

WITH_FIGURES = ("source", "quality", "differs_from_mine", "revisions", "good_or_bad")
WITH_NOTES = ("quality", "boundaries", "differs_from_mine")


@dataclass(frozen=True, slots=True)
class AboutDataQuery(Query):
    """An aspect of the data, of the topics, places and years where some are named."""

    intent: ClassVar[str] = "source"
    aspect: str = "source"
    neighbours: bool = False


def query_of(asked: Resolved, held: Held) -> AboutDataQuery:
    """The query of an ask."""
    near = asked.field is not None and asked.field.kind == "neighbours"
    return AboutDataQuery(
        asked.topics, asked.measure, asked.places, asked.years, asked.aspect or "source", near
    )


def say(query: AboutDataQuery, speaker: Speaker) -> None:
    """The figures asked about, the text of the aspect, and the notes that bear on them."""
    said, held = speaker.said, speaker.held
    if query.neighbours and query.places:
        area = held.area(query.places[0], held.span[1])
        model, found = held.areas.neighbours(area, held.span[1], speaker.desk.model)
        said.claims.append(Neighbours(area, model, tuple(found)))
        return
    local = [place for place in query.places if place != held.england]
    if query.aspect == "good_or_bad" and query.topics and local:
        beside = (held.england,)
        compare.say(
            CompareQuery(query.topics, query.measure, tuple(local), query.years, beside), speaker
        )
    elif query.aspect in WITH_FIGURES:
        for place in query.places if query.topics else ():
            for year in query.years:
                area = held.area(place, year)
                for topic in query.topics:
                    said.claims += values(topic, query.measure, area, year, speaker)
    said.texts.append(_text(query, speaker))
    if query.aspect in WITH_NOTES:
        said.claims += _notes(query, speaker)


def _text(query: AboutDataQuery, speaker: Speaker) -> str:
    held = speaker.held
    indicator = held.catalogue[query.topics[0].indicator] if query.topics else None
    newest = list(held.store.releases.values())[-1:]
    return about(
        query.aspect,
        indicator=indicator,
        releases=releases_listed(held.store),
        release=Text(newest[0].label) if newest else None,
        first_year=year_text(held.span[0]),
        last_year=year_text(held.span[1]),
        whole=speaker.desk.figures.whole_of(indicator) if indicator else None,
    )


def _notes(query: AboutDataQuery, speaker: Speaker) -> Iterator[Caveat]:
    """The notes of place and time that bear on what is named; on a place, those of any measure."""
    held, names = speaker.held, [topic.indicator for topic in query.topics]
    years = query.years or held.span
    for place in query.places:
        code = held.area(place, years[-1]).code
        for note in held.catalogue.notes.values():
            wanted = names or list(held.catalogue.indicators)
            narrow = "*" not in note.areas or (note.years and bool(names))
            if not note.always and narrow and any(note.applies(n, code, years) for n in wanted):
                yield Caveat(note)


OPERATOR = Operator("about_data", ("about_data",), query_of, say, counts=False)
