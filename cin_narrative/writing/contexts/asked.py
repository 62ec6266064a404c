"""The words of the claims that only questions ask for; importing this registers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import asked
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import words
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.phrases import PER, answered, lower_first, subject, tally
from cin_narrative.writing.render import Place, listed


def unit_of(figure: Figure) -> Text | None:
    """What a bare number is in: the rate's denominator, the unit of an average; nothing for counts
    and percentages.
    """
    if figure.basis is Measure.RATE:
        return PER
    if figure.basis is Measure.AVERAGE:
        return figure.indicator.measures[Measure.AVERAGE].unit_many
    return None


# What a figure of several years is of them.
MADE = {Measure.MEAN: "the plain average", Measure.MEDIAN: "the middle"}


@context.register
def _(claim: asked.YearByYear, place: Place) -> Mapping[str, Any]:
    first = claim.figures[0]
    period = first.indicator.period
    items = [Text(f"{place(figure)} {period(figure.year)}") for figure in claim.figures]
    return {
        "subject": subject(first),
        "area": first.area,
        "items": listed(items),
        "unit": unit_of(first),
        "areas_differ": claim.areas_differ,
    }


@context.register
def _(claim: asked.Hidden, place: Place) -> Mapping[str, Any]:
    figure, last = claim.figure, claim.last
    return {
        "what": subject(figure),
        "area": figure.area,
        "period": figure.indicator.period(figure.year),
        "said": place(figure, words("writing.hidden")[claim.symbol.value]),
        "last": place(last) if last else None,
        "last_period": last.indicator.period(last.year) if last else None,
    }


def _apart(one: Figure, other: Figure) -> Text:
    """The period of the first of two counts, where the other is of another: a day beside a year."""
    period = one.indicator.period(one.year)
    return Text("" if period == other.indicator.period(other.year) else f" {period}")


@context.register
def _(claim: asked.Ratio, place: Place) -> Mapping[str, Any]:
    upper, lower = claim.numerator, claim.denominator
    return {
        "area": upper.area,
        "apart": _apart(upper, lower),
        "period": lower.indicator.period(lower.year),
        "upper": place(upper),
        "lower": place(lower),
        "upper_many": upper.indicator.many,
        "lower_many": lower.indicator.many,
        "ratio": place(claim.ratio),
    }


@context.register
def _(claim: asked.Net, place: Place) -> Mapping[str, Any]:
    value = claim.net.value or 0
    return {
        "area": claim.starts.area,
        "apart": _apart(claim.starts, claim.ends),
        "period": claim.ends.indicator.period(claim.ends.year),
        "starts": place(claim.starts),
        "ends": place(claim.ends),
        "starts_many": claim.starts.indicator.many,
        "ends_many": claim.ends.indicator.many,
        "net": place(claim.net),
        "side": "more" if value > 0 else "fewer",
        "same": value == 0,
    }


@context.register
def _(claim: asked.Rest, place: Place) -> Mapping[str, Any]:
    return {
        "area": claim.whole.area,
        "period": claim.whole.indicator.period(claim.whole.year),
        "rest": place(claim.rest),
        "share": place(claim.share),
        "whole": place(claim.whole),
        "whole_many": claim.whole.indicator.many,
        "part": place(claim.part),
        "part_many": claim.part.indicator.many,
    }


@context.register
def _(claim: asked.MeanOfYears, place: Place) -> Mapping[str, Any]:
    first, last = claim.figures[0], claim.figures[-1]
    period = first.indicator.period
    return {
        "subject": subject(first),
        "area": last.area,
        "mean": place(claim.mean),
        "word": claim.mean.measure.value,
        "made": MADE.get(claim.mean.measure, MADE[Measure.MEAN]),
        "unit": unit_of(first),
        "number": tally(len(claim.figures)),
        "asked": tally(claim.asked) if claim.asked > len(claim.figures) else None,
        "first_period": Text(period(first.year).noun),
        "last_period": Text(period(last.year).noun),
        "percentages": first.basis is Measure.PERCENTAGE,
        "items": listed(
            [Text(f"{place(figure)} {period(figure.year)}") for figure in claim.figures]
        ),
    }


@context.register
def _(claim: asked.Together, place: Place) -> Mapping[str, Any]:
    figures, like = claim.figures, claim.figures[0]
    one_year = len({figure.year for figure in figures}) == 1
    banded = len({figure.category.id for figure in figures if figure.category}) > 1
    whole = (claim.share.whole if claim.share else None) or like.indicator
    labels = [figure.category.label for figure in figures if figure.category]
    return {
        "total": place(claim.total),
        "share": place(claim.share) if claim.share and banded else None,
        "many": whole.many,
        "banded": banded,
        "area": like.area,
        "bands": listed(labels) if banded else None,
        "groups": Text("bands" if like.indicator.ordered else "groups"),
        "areas": listed(list(dict.fromkeys(figure.area.in_name for figure in figures))),
        "period": like.indicator.period(like.year) if one_year else None,
        "number": tally(len({figure.year for figure in figures})),
        "category": like.category.label if like.category and not banded else None,
        "last_period": Text(like.indicator.period(figures[-1].year).noun),
    }


@context.register
def _(claim: asked.Confirmed, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    return {
        "agrees": claim.agrees,
        "answer": answered(claim.agrees),
        "figure": place(figure),
        "what": Text(lower_first(str(subject(figure)))),
        "summed": bool(figure.indicator.dimension) and figure.category is None,
        "area": figure.area,
        "period": figure.indicator.period(figure.year),
    }


@context.register
def _(claim: asked.ChangeConfirmed, place: Place) -> Mapping[str, Any]:
    value = claim.change.value or 0
    points = claim.change.basis is Measure.PERCENTAGE and not claim.change.relative
    return {
        "agrees": claim.agrees,
        "answer": answered(claim.agrees and value != 0),
        "sized": claim.sized,
        "size": place(claim.change),
        "same": value == 0,
        "points": " percentage points" if points else "",
        "rose_or_fell": "rose" if value > 0 else "fell",
        "what": subject(claim.later),
        "area": claim.later.area,
    }


@context.register
def _(claim: asked.YearsBeyond, place: Place) -> Mapping[str, Any]:
    like, figures = claim.like, claim.figures
    period = like.indicator.period
    return {
        "area": like.area,
        "what": subject(like),
        "side": "above" if claim.above else "below",
        "counted": tally(claim.counted),
        "unit": unit_of(like),
        "items": listed([Text(f"{period(f.year)} ({place(f)})") for f in figures])
        if figures
        else None,
        "number": tally(len(figures)),
        "answer": answered(bool(figures)),
    }


@context.register
def _(claim: asked.Peak, place: Place) -> Mapping[str, Any]:
    ends = [("highest", claim.highest), ("lowest", claim.lowest)]
    (one, first), (other, second) = ends[::-1] if claim.lowest_first else ends
    period = first.indicator.period
    return {
        "area": first.area,
        "what": subject(first),
        "one": one,
        "first": place(first),
        "first_period": period(first.year),
        "other": other,
        "second": place(second),
        "second_period": period(second.year),
        "unit": unit_of(first),
    }


@context.register
def _(claim: asked.Beyond, place: Place) -> Mapping[str, Any]:
    return {
        "figure": place(claim.figure),
        "side": "above" if claim.above else "below",
        "holds": claim.holds,
        "answer": answered(claim.holds),
    }
