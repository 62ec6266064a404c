"""The words of the claims that only questions ask for; importing this registers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import asked
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts import context
from cin_narrative.writing.phrases import PER, answered, lower_first, subject, tally
from cin_narrative.writing.render import Place, listed

MOST_LISTED = 16  # areas of a list that are named in a sentence
QUARTERS = ("highest", "second highest", "second lowest", "lowest")


def unit_of(figure: Figure) -> Text | None:
    """What a bare number is in: the rate's denominator, the unit of an average; nothing for counts
    and percentages.
    """
    if figure.basis is Measure.RATE:
        return PER
    if figure.basis is Measure.AVERAGE:
        return figure.indicator.measures[Measure.AVERAGE].unit_many
    return None


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
    words = {
        "c": "is not published, to protect confidentiality",
        "u": "is not published, as DfE does not consider it reliable",
        "z": "does not apply",
        "low": "rounds to nought but is not nought",
        "x": "is not available",
        "unknown": "is not known, because records of the return cannot be read",
        "absent": "is not in the return",
    }
    return {
        "what": subject(figure),
        "area": figure.area,
        "period": figure.indicator.period(figure.year),
        "said": place(figure, words[claim.symbol.value]),
        "last": place(last) if last else None,
        "last_period": last.indicator.period(last.year) if last else None,
    }


@context.register
def _(claim: asked.Difference, place: Place) -> Mapping[str, Any]:
    figure, gap = claim.figure, claim.difference.value or 0
    return {
        "area": figure.area,
        "subject": subject(figure),
        "period": figure.indicator.period(figure.year),
        "figure": place(figure),
        "other": place(claim.other),
        "other_name": claim.other_name,
        "unit": unit_of(figure),
        "side": "above" if gap > 0 else "below",
        "same": gap == 0,
        "difference": place(claim.difference) if gap else None,
        "points": " percentage points" if figure.basis is Measure.PERCENTAGE else "",
        "relative": place(claim.relative) if claim.relative and gap else None,
        "model": Text(f", {claim.model} model") if claim.model else None,
    }


@context.register
def _(claim: asked.Gaps, place: Place) -> Mapping[str, Any]:
    first = claim.gaps[0].figure
    points = " percentage points" if first.basis is Measure.PERCENTAGE else ""

    def one(gap: asked.Difference) -> Text:
        apart = gap.difference.value or 0
        period = first.indicator.period(gap.figure.year)
        side = (
            f"{place(gap.difference)}{points} {'above' if apart > 0 else 'below'}"
            if apart
            else "the same"
        )
        return Text(f"{side} {period} ({place(gap.figure)} against {place(gap.other)})")

    return {
        "area": first.area,
        "subject": subject(first),
        "other_name": claim.gaps[0].other_name,
        "unit": unit_of(first),
        "items": listed([one(gap) for gap in claim.gaps]),
    }


def _order(claim: asked.Listing) -> str | None:
    """How figures in order are told, by what is printed: a tie is called one."""
    values = [figure.shown for figure in claim.figures] if claim.order else []
    if len(values) < 2 or values[0] != values[1]:
        return claim.order or None
    return "equal in each" if len(set(values)) == 1 else f"{claim.order}, with a tie"


@context.register
def _(claim: asked.Listing, place: Place) -> Mapping[str, Any]:
    like, tabled = (
        claim.like,
        len(claim.figures) > MOST_LISTED,
    )  # what is left out of the words stands in a table
    ends: list[Figure] = (
        sorted(claim.figures, key=lambda figure: figure.value or 0) if tabled else []
    )
    said = () if tabled else claim.figures
    return {
        "subject": subject(like),
        "period": like.indicator.period(like.year),
        "among": claim.among,
        "beyond": claim.beyond,
        "order": _order(claim),
        "level": claim.level,
        "tabled": tabled,
        "highest": place(ends[-1]) if tabled else None,
        "highest_area": ends[-1].area if tabled else None,
        "lowest": place(ends[0]) if tabled else None,
        "lowest_area": ends[0].area if tabled else None,
        "items": listed([Text(f"{figure.area.in_name} ({place(figure)})") for figure in said])
        if said
        else None,
        "number": tally(len(claim.figures)),
        "one": len(claim.figures) == 1,
        "counted": tally(claim.counted),
        "unit": unit_of(like),
        "missing": tally(claim.missing) if claim.missing else None,
        "have": "has" if claim.missing == 1 else "have",
    }


@context.register
def _(claim: asked.Movers, place: Place) -> Mapping[str, Any]:
    def moved(change: Any) -> Text:
        relative = f", {place(change.relative)}" if change.relative else ""
        return Text(
            f"{change.later.area.in_name} ({place(change.difference)}{relative}: from {place(change.earlier)} to {place(change.later)})"
        )

    like = claim.like
    return {
        "largest": listed([moved(change) for change in claim.changes]) if claim.changes else None,
        "number": tally(len(claim.changes)),
        "among": claim.among,
        "counted": tally(claim.counted),
        "subject": subject(like) if like else None,
        "word": "fall" if claim.falling else "rise",
        "later_period": like.indicator.period(like.year) if like else None,
        "one": len(claim.changes) == 1,
        "earlier_period": like.indicator.period(claim.since) if like else None,
        "unit": unit_of(like) if like else None,
    }


@context.register
def _(claim: asked.Ratio, place: Place) -> Mapping[str, Any]:
    upper, lower = claim.numerator, claim.denominator
    return {
        "area": upper.area,
        "period": upper.indicator.period(upper.year),
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
        "period": claim.starts.indicator.period(claim.starts.year),
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
        "areas": listed(list(dict.fromkeys(figure.area.in_name for figure in figures))),
        "period": like.indicator.period(like.year) if one_year else None,
        "number": tally(len({figure.year for figure in figures})),
        "category": like.category.label if like.category and not banded else None,
        "last_period": Text(like.indicator.period(figures[-1].year).noun),
    }


@context.register
def _(claim: asked.Neighbours, place: Place) -> Mapping[str, Any]:
    names = [area.in_name for area in claim.neighbours]
    return {
        "area": claim.area,
        "model": Text(str(claim.model)),
        "names": listed(names) if names else None,
        "number": tally(len(names)),
    }


@context.register
def _(claim: asked.Confirmed, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    return {
        "agrees": claim.agrees,
        "answer": answered(claim.agrees),
        "figure": place(figure),
        "what": Text(lower_first(str(subject(figure)))),
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
def _(claim: asked.ShareOfWider, place: Place) -> Mapping[str, Any]:
    part, whole = claim.part, claim.whole
    return {
        "area": part.area,
        "part": place(part),
        "whole": place(whole),
        "wider": whole.area,
        "share": place(claim.share),
        "many": part.indicator.many,
        "period": part.indicator.period(part.year),
        "rounded": whole.area.level in ("region", "england"),
        "category": part.category.label if part.category else None,
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
def _(claim: asked.Times, place: Place) -> Mapping[str, Any]:
    larger = claim.larger
    return {
        "what": subject(larger),
        "times": place(claim.times),
        "area": larger.area,
        "other": claim.smaller.area,
        "period": larger.indicator.period(larger.year),
        "larger": place(larger),
        "smaller": place(claim.smaller),
        "unit": unit_of(larger),
    }


@context.register
def _(claim: asked.Beyond, place: Place) -> Mapping[str, Any]:
    return {
        "figure": place(claim.figure),
        "side": "above" if claim.above else "below",
        "holds": claim.holds,
        "answer": answered(claim.holds),
    }


@context.register
def _(claim: asked.Quarter, place: Place) -> Mapping[str, Any]:
    return {"quarter": place(claim.rank, QUARTERS[claim.quarter - 1] + " quarter")}
