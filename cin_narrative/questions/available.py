"""Is it held? A query against what the store holds: the years that can be given, or which part is missing."""

from __future__ import annotations

from dataclasses import replace

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.periods import FIRST_YEAR
from cin_narrative.questions.query import ABOUT_THE_DATA, Intent, Place, Query
from cin_narrative.questions.setting import Decline, Option, Setting

WITHOUT_YEARS = (*ABOUT_THE_DATA, Intent.DEFINE, Intent.NEIGHBOURS, Intent.SOURCE, Intent.TRUST)


def within_holdings(query: Query, setting: Setting) -> tuple[Query, list[str]] | Decline:
    """The query for the years held of those it names; a decline where its area, breakdown or every year is missing."""
    if query.intent in WITHOUT_YEARS or not query.topics:
        return query, []
    places = query.places or (Place((query.within if query.within.startswith("E") else ENGLAND,)),)
    notes: list[str] = []
    found: list[set[int]] = []
    for topic in query.topics:
        for place in places:
            years = _years(query, topic.indicator, place, setting)
            if isinstance(years, Decline):
                return years
            found.append(years)
    join = set[int].union if query.intent is Intent.VALUE else set[int].intersection  # each value is given, or said to be missing
    kept = set(query.years) & join(*found)
    if query.years and len(kept) < len(query.years):
        notes.append("years_dropped")
    narrowed = replace(query, years=tuple(sorted(kept)))
    if len(kept) == 1 and len(query.years) > 1 and query.intent in (Intent.CHANGE, Intent.TREND):
        narrowed = replace(narrowed, intent=Intent.VALUE)
    return narrowed, notes


def _years(query: Query, indicator_id: str, place: Place, setting: Setting) -> set[int] | Decline:
    group = bool(query.within) and not query.places
    held = setting.years_held(indicator_id, place.codes)
    in_england = setting.years_held(indicator_id, [ENGLAND])
    year = query.years[-1] if query.years else None
    local = not place.codes[0].startswith("E") or group
    recent = [y for y in held if y > held[-1] - 3] if held else []
    wanted = set(query.years)
    if in_england and setting.catalogue[indicator_id].is_for_england_alone(year or in_england[-1]) and (
        not held
        or (wanted and local and min(wanted) > held[-1] and min(wanted) <= in_england[-1] and _is_place_alive(place, min(wanted), setting))
    ):
        return _england_only(indicator_id, place, year, setting)
    if not held:
        return Decline("not_held", "area_not_held", (), indicator_id, place, year)
    if not wanted:
        return set(recent and held)
    if wanted & set(held):
        return wanted & set(range(held[0], held[-1] + 1))
    if not _is_place_alive(place, max(wanted), setting) or not _is_place_alive(place, min(wanted), setting):
        return wanted
    saying = "future" if min(wanted) > setting.span[1] else "years"
    if saying == "years" and held[0] < min(wanted) < held[-1]:
        return wanted
    return Decline("not_held", saying, (), indicator_id, place, year, _nearest(indicator_id, place, held[-1], setting))


def _is_place_alive(place: Place, year: int, setting: Setting) -> bool:
    if year < FIRST_YEAR:  # before the areas' history begins, none of them is known to be new
        return True
    return any(setting.areas.get(code, year).exists_in(year) for code in place.codes)


def _nearest(indicator_id: str, place: Place, year: int, setting: Setting) -> tuple[Option, ...]:
    title = str(setting.catalogue[indicator_id].title)
    name = setting.area(place, year).in_name
    question = f"{title} in {name} {year}"
    return (Option(f"{title}, {name}, the year to 31 March {year}", question),)


def _england_only(indicator_id: str, place: Place, year: int | None, setting: Setting) -> Decline:
    indicator = setting.catalogue[indicator_id]
    when = f" {year}" if year is not None else ""
    options = [Option(f"{indicator.title}, England{when}", f"{indicator.title} in England{when}")]
    whole = indicator.breakdown_of.replace("_with_known_ethnicity", "_at_31_march")
    total = setting.catalogue.indicators.get(whole)
    if total is not None:
        name = setting.area(place, year).in_name
        options.append(Option(f"{total.title}, {name}{when}: the total", f"{total.title} in {name}{when}"))
    return Decline("not_held", "england_only", (), indicator_id, place, year, tuple(options))
