"""The contexts of the main part's claims: what stands out, and what is told of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import message
from cin_narrative.claims.message_words import Course, Emphasis, Turn
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.contexts.message_parts import (
    HUNDRED,
    MORE,
    PLANS,
    STANDS,
    ago,
    beside,
    beyond,
    of_figure,
    plan_of,
    rise_of,
)
from cin_narrative.writing.phrases import tally
from cin_narrative.writing.render import Place, listed

# What a sentence calls a figure that was named before it.
NOUNS = {
    Measure.COUNT: "number",
    Measure.RATE: "rate",
    Measure.PERCENTAGE: "share",
    Measure.AVERAGE: "time",
    Measure.RATIO: "number",
}


def _more(figure: Figure, turn: Turn, plan: str) -> str:
    of = (
        "number"
        if figure.basis in (Measure.RATE, Measure.COUNT) and plan == "b"
        else figure.basis.value
    )
    of = "rate" if of == "percentage" and plan != "a" else of
    return MORE.get(of, MORE["rate"])[turn is Turn.DOWN]


@context.register
def _(claim: message.Lead, place: Place) -> Mapping[str, Any]:
    up = claim.turn is Turn.UP
    return {
        "shape": claim.shape.value,
        "topic": claim.topic.value,
        "turn": claim.turn.value,
        "strong": claim.emphasis is Emphasis.ALMOST_ALL,
        "short": claim.short,
        "each": claim.per,
        "quarter": claim.quarter,
        "more_or_less": "more" if up else "less",
        "away": "High and rising" if up else "Low and falling",
        "more_or_fewer": "more" if up else "fewer",
        "larger_or_smaller": "larger" if up else "smaller",
        "longer_or_shorter": "longer" if up else "shorter",
        "rise_or_fall": rise_of(claim.turn.value),
    }


@context.register
def _(claim: message.OneIn, place: Place) -> Mapping[str, Any]:
    return {**of_figure(claim.figure, claim.alone), "figure": place(claim.figure)}


@context.register
def _(claim: message.HowMany, place: Place) -> Mapping[str, Any]:
    one = claim.figure.value == 1
    return {
        **of_figure(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "were": "was" if one else "were",
        "counted": claim.figure.indicator.one if one else claim.figure.indicator.many,
        "earlier": place(claim.earlier) if claim.earlier else None,
        "same": claim.earlier is not None and claim.earlier.value == claim.figure.value,
        "went": "little changed" if claim.course is Course.LITTLE else claim.course.value,
        "beyond": beyond(f"a larger {rise_of(claim.course.value)}", claim.emphasis)
        if claim.emphasis
        else None,
    }


@context.register
def _(claim: message.Rated, place: Place) -> Mapping[str, Any]:
    return {
        **of_figure(claim.figure, alone=True),
        "figure": place(claim.figure),
        "degree": claim.degree.name.lower() if claim.degree else None,
        "higher": MORE["rate"][claim.turn is Turn.DOWN],
        **beside(claim.other, False, place),
    }


@context.register
def _(claim: message.Stands, place: Place) -> Mapping[str, Any]:
    plan, long = plan_of(claim.figure, claim.plan)
    return {
        "long": long,
        **of_figure(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "beyond": beyond(_more(claim.figure, claim.turn, plan), claim.emphasis),
        "lasting": claim.lasting,
        "plan": plan,
        **beside(claim.other, claim.near, place),
    }


@context.register
def _(claim: message.Moved, place: Place) -> Mapping[str, Any]:
    plan, long = plan_of(claim.later, claim.plan)
    return {
        "long": long,
        "beyond": beyond("less" if claim.against else "more", claim.emphasis),
        "change_beyond": beyond(
            f"a {'smaller' if claim.against else 'larger'} {rise_of(claim.turn.value)}",
            claim.emphasis,
        ),
        **of_figure(claim.later, claim.alone),
        "later": None if claim.is_told and not claim.alone else place(claim.later),
        "earlier": place(claim.earlier),
        "turn": claim.turn.value,
        "rose": "rose" if claim.turn is Turn.UP else "fell",
        "rise": rise_of(claim.turn.value),
        **ago(claim.span),
        "plan": plan,
        "is_told": claim.is_told,
        "again": claim.plan % 2 == 1,
        "larger": beyond("smaller" if claim.against else "larger", claim.emphasis),
    }


@context.register
def _(claim: message.Track, place: Place) -> Mapping[str, Any]:
    return {
        **of_figure(claim.figure),
        "figure": None if claim.is_told else place(claim.figure),
        "end": claim.end is not None,
        "extreme": _extreme(claim),
        "is_told": claim.is_told,
        "held": tally(claim.held),
        "run": tally(claim.run) if claim.run > 1 else None,
        "gone": "risen" if claim.turn is Turn.UP else "fallen",
        "again": claim.again,
    }


def _extreme(claim: message.Track) -> str:
    if claim.figure.basis is Measure.AVERAGE:
        return "shortest" if claim.end is Turn.DOWN else "longest"
    return "lowest" if claim.end is Turn.DOWN else "highest"


@context.register
def _(claim: message.Before, place: Place) -> Mapping[str, Any]:
    noun = NOUNS[claim.earlier.basis]
    return {"earlier": place(claim.earlier), "again": claim.again, "noun": noun, **ago(claim.span)}


@context.register
def _(claim: message.Turned, place: Place) -> Mapping[str, Any]:
    return {
        "figure": place(claim.figure),
        "noun": NOUNS[claim.figure.basis],
        "period": claim.figure.indicator.period(claim.figure.year),
        "higher": MORE["rate"][claim.turn is Turn.DOWN],
    }


@context.register
def _(claim: message.Stages, place: Place) -> Mapping[str, Any]:
    return {
        **of_figure(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "up_or_down": claim.turn.value,
        "beyond": beyond(MORE["number"][claim.turn is Turn.DOWN], claim.emphasis),
        "change_beyond": beyond(f"a larger {rise_of(claim.turn.value)}", claim.emphasis),
        "earlier": place(claim.earlier) if claim.earlier else None,
        **ago(claim.span),
        "plan": PLANS[claim.plan % 3],
        "hundred": HUNDRED,
        **beside(claim.other, claim.near, place),
    }


@context.register
def _(claim: message.Steady, place: Place) -> Mapping[str, Any]:
    names = [str(one.many) for one in claim.indicators]
    return {
        "names": Text(listed(names)),
        "rates": "rates" if len(names) > 1 else "rate",
        "years": tally(claim.years),
    }


@context.register
def _(claim: message.Revised, place: Place) -> Mapping[str, Any]:
    return {"names": Text("; ".join(str(one.many) for one in claim.indicators))}


@context.register
def _(claim: message.Point, place: Place) -> Mapping[str, Any]:
    return {
        **of_figure(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "count": place(claim.count) if claim.count else None,
        "stands": STANDS[claim.way],
        "plan": PLANS[claim.plan % 3],
        **beside(claim.other, claim.near, place),
    }


@context.register
def _(claim: message.Quiet, place: Place) -> Mapping[str, Any]:
    rose = {Course.UP: "rose", Course.DOWN: "fell", Course.LITTLE: None}[claim.course]
    far = None if claim.far is None else "low" if claim.far is Turn.DOWN else "high"
    return {
        "area": claim.area,
        "looked": tally(claim.looked) if claim.looked else None,
        "rose": rose,
        "far": far,
        "has_nearest": claim.has_nearest,
        "is_last": claim.is_last,
    }


@context.register
def _(claim: message.Few, place: Place) -> Mapping[str, Any]:
    return {"area": claim.area}


@context.register
def _(claim: message.Care, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    indicator = figure.indicator
    return {
        **of_figure(figure, claim.alone),
        "figure": place(figure),
        "unstated": claim.unstated,
        "label": figure.category.label if figure.category else indicator.many,
        "dimension": indicator.dimension or indicator.many,
        "dimensions": indicator.dimensions or indicator.many,
        "beyond": beyond("more", claim.emphasis),
        "plan": PLANS[claim.plan % 2],
        **beside(claim.other, False, place),
    }


@context.register
def _(claim: message.Barred, place: Place) -> Mapping[str, Any]:
    is_on_all = claim.note is not None and "*" in claim.note.indicators
    return {
        "title": None if is_on_all else claim.indicator.title,
        "note": claim.note.text if claim.note else None,
    }


@context.register
def _(claim: message.Ask, place: Place) -> Mapping[str, Any]:
    return {"question": claim.question}


@context.register
def _(claim: message.Ordinary, place: Place) -> Mapping[str, Any]:
    return {"figure": place(claim.figure), "many": claim.figure.indicator.many}
