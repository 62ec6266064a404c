"""One number over several years or places: the mean of a run of years, the sum of counts, a share of a wider area, how many times."""

from __future__ import annotations

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind as PeriodKind
from cin_narrative.questions.asking import Asking
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent, Query
from cin_narrative.questions.setting import Decline

AVERAGED = {"average", "mean", "avg", "averaged", "averages", "on average", "each year on average"}


def mean_of_years(asking: Asking) -> Query | None:
    """ "the average from 2019 to 2022": the plain mean of the yearly figures; of all years held where only "a year" is said."""
    base, cues, mentions = asking.base, asking.cues, asking.part.mentions
    averaged = [i for i, mention in enumerate(mentions) if " ".join(mention.words) in AVERAGED]
    of_place = [i for i in averaged if i and mentions[i - 1].value(Kind.AREA) is not None]  # "the North West average": its own figure
    if not averaged or of_place or set(base.comparators) - {ENGLAND} or not base.places or cues & {"rank", "all_authorities", "change"}:
        return None
    every = "per_year" in asking.part.modifiers() and not asking.when.own
    if not (asking.when.own and asking.when.series) and not every:
        return None
    wider = [asking.setting.england] if ENGLAND in base.comparators and asking.setting.england not in base.places else []
    years = base.years if asking.when.own else tuple(asking.setting.series(base.topics[0].indicator, base.places[0].codes))
    return asking.query(intent=Intent.MEAN, quoted=(), places=(*base.places, *wider), comparators=(), years=years)


def total_of(asking: Asking) -> list[Query] | Decline:
    """ "Leeds and Bradford combined": each count and their sum; rates, shares and years of a stock are not added up."""
    base, indicator = asking.base, asking.indicator
    counted = base.measure in (None, Measure.COUNT) and Measure.COUNT in indicator.measures
    over_years = len(base.years) > 1
    several = len(base.places) > 1 or over_years
    apart = not any(place.codes[0].startswith("E") for place in base.places) or len(base.places) == 1
    if not (counted and several and apart and base.places) or (over_years and indicator.kind is PeriodKind.STOCK) or len(base.topics) > 1:
        return Decline("not_held", "no_total", (), indicator.id)
    return [asking.query(intent=Intent.VALUE, measure=Measure.COUNT, total=True, comparators=())]


def times_of(asking: Asking) -> list[Query] | Decline:
    """ "how many times higher than England": two places side by side, and what the one is of the other."""
    base = asking.base
    wider = [asking.setting.england] if ENGLAND in base.comparators and asking.setting.england not in base.places else []
    places = (*base.places, *wider)
    if len(places) != 2 or len(base.years) != 1 or len(base.topics) != 1 or set(base.comparators) - {ENGLAND}:
        return Decline("not_held", "topic_times", (), asking.indicator.id)
    return [asking.query(intent=Intent.COMPARE, places=places, comparators=(), quoted=(), times=True)]


def share_of_wider(asking: Asking) -> Query | None:
    """ "what proportion of England's plans are in Birmingham": one place's count out of a wider one's."""
    base, england = asking.base, asking.setting.england
    if base.measure is not Measure.PERCENTAGE or Measure.PERCENTAGE in asking.indicator.measures or len(base.topics) != 1:
        return None
    wider = [place for place in base.places if place.codes[0].startswith("E")]
    wider = wider or ([england] if ENGLAND in base.comparators else [])
    inner = tuple(place for place in base.places if place not in wider)
    if not inner and len(wider) == 2 and england in wider:  # a region of England
        inner, wider = tuple(place for place in wider if place != england), [england]
    over_time = asking.cues & {"change", "double", "trend", "compare"}
    if len(wider) != 1 or not inner or over_time or Measure.COUNT not in asking.indicator.measures:
        return None
    return asking.query(intent=Intent.SHARE, places=(*inner, wider[0]), comparators=(), measure=None, quoted=())
