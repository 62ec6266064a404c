"""Questions about the data itself: which years and areas are held, what may be asked, what the letters mean, who the neighbours are."""

from __future__ import annotations

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.asked import Neighbours
from cin_narrative.questions.query import Intent, Query
from cin_narrative.questions.sayings import note, series_held, year_text
from cin_narrative.questions.setting import Setting
from cin_narrative.writing.render import Ledger, listed
from cin_narrative.writing.sentences import sentence, tally


def about_the_data(query: Query, setting: Setting) -> str | None:
    """The answer to a question about the data; None for any other."""
    first, last = setting.span
    if query.intent is Intent.YEARS_HELD:
        return _years_held(query, setting)
    if query.intent is Intent.AREAS_HELD:
        held = {area for _, area in setting.store.holdings if not area.startswith("E")}
        return note("areas_held", number=tally(len(held)))
    if query.intent is Intent.HELP:
        return note("help", first_year=year_text(first), last_year=year_text(last))
    if query.intent is Intent.SYMBOLS:
        return note("symbols")
    if query.intent is Intent.RATES:
        return note("rates")
    if query.intent is Intent.NEIGHBOURS:
        area = setting.area(query.places[0], last)
        model, found = setting.areas.neighbours(area, last)
        return sentence(Neighbours(area, model, tuple(found)), Ledger())
    if query.intent is Intent.SOURCE and not query.topics:
        local = [Text(release.id) for release in setting.store.releases.values() if release.is_local]
        return note("source_and_returns", names=listed(local)) if local else note("source_of_all")
    if query.intent is Intent.TRUST and not query.topics:
        return _trust(query, setting)
    return None


def _years_held(query: Query, setting: Setting) -> str:
    first, last = setting.span
    lines = []
    for topic in query.topics:
        held = setting.years_held(topic.indicator, [ENGLAND])
        if held:
            lines.append(
                note("series", title=setting.catalogue[topic.indicator].title, first_year=year_text(held[0]), last_year=year_text(held[-1]))
            )
    shown = note("years_held", first_year=year_text(first), last_year=year_text(last), series=series_held(setting))
    return " ".join([*lines, shown])


def _trust(query: Query, setting: Setting) -> str:
    area = setting.area(query.places[0], query.years[-1])
    found = [
        str(n.text)
        for n in setting.catalogue.notes.values()
        if not n.always
        and ("*" not in n.areas or (n.years and "*" in n.indicators))
        and any(n.applies(i.id, area.code, query.years) for i in setting.catalogue)
    ]
    return " ".join(found) or note("no_caveat")
