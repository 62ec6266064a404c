"""One number over several years or places: the mean of a run of years, the sum of counts."""

from __future__ import annotations

from cin_narrative.definitions.areas import ENGLAND
from cin_narrative.definitions.catalogue import Measure
from cin_narrative.definitions.periods import Kind as PeriodKind
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
