"""What is held: years, areas and measures, of the topics and places where some are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import note, releases_listed, year_text
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Place, Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker
from cin_narrative.writing.phrases import tally


@dataclass(frozen=True, slots=True)
class CoverageQuery(Query):
    """The years held of each topic, and of the whole store."""

    intent: ClassVar[str] = "years_held"


def query_of(asked: Resolved, held: Held) -> CoverageQuery:
    """The query of an ask."""
    return CoverageQuery(asked.topics, places=asked.places)


def say(query: CoverageQuery, speaker: Speaker) -> None:
    """The years of each topic and place, else of everything, and how many areas there are."""
    held, said = speaker.held, speaker.said
    for topic in query.topics:
        for place in query.places or (held.england,):
            years = held.years(topic, place.codes)
            if years:
                title, area = held.catalogue[topic.indicator].title, held.area(place, years[-1])
                said.texts.append(
                    note(
                        "series",
                        title=title,
                        area=area,
                        first_year=year_text(years[0]),
                        last_year=year_text(years[-1]),
                    )
                )
    for place in query.places if not query.topics else ():
        years = sorted(_years_of(place, held))
        if years:
            area, ends = held.area(place, years[-1]), (year_text(years[0]), year_text(years[-1]))
            said.texts.append(note("area_held", area=area, first_year=ends[0], last_year=ends[1]))
    first, last = held.span
    areas = {code for _, code in held.store.holdings if not code.startswith("E")}
    series = releases_listed(held.store)
    said.texts.append(
        note("years_held", first_year=year_text(first), last_year=year_text(last), series=series)
    )
    if not query.topics:
        said.texts.append(note("areas_held", number=tally(len(areas))))


def _years_of(place: Place, held: Held) -> set[int]:
    """The years in which anything is held for a place."""
    holdings = held.store.holdings.items()
    return {year for (_, code), years in holdings if code in place.codes for year in years}


OPERATOR = Operator("coverage", ("coverage",), query_of, say, counts=False)
