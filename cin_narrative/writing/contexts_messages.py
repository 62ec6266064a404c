"""The contexts of the main part's claims: what stands out, and what is told of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import message
from cin_narrative.claims.direction import Direction
from cin_narrative.claims.message import Course, Emphasis, Turn
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts import context
from cin_narrative.writing.phrases import PER, share_words, subject, tally, whole_of
from cin_narrative.writing.render import Place, render

PLANS = ("a", "b", "c")  # the reviewed sentences of a kind, by their place in its template
HUNDRED = Text("100")
LONG_NAME = 9  # words of a whole and of what is said of it, beyond which a sentence is cut in two
BRIEF_PER = Text(str(PER).removesuffix(" aged under 18 years"))
# What stands before "than in most authorities", by what the sentence is of: up, down.
MORE = {
    "rate": ("higher", "lower"),
    "number": ("more", "fewer"),
    "percentage": ("a larger share", "a smaller share"),
    "average": ("longer", "shorter"),
}

STANDS = {
    Direction.HIGHER: "above",
    Direction.LOWER: "below",
    Direction.SAME: "the same as",
    Direction.SIMILAR: "about the same as",
}


def _of(figure: Figure, alone: bool = False) -> dict[str, Any]:
    """What every sentence on a figure may need: its names, its unit, its place and time where it
    stands alone.
    """
    indicator = figure.indicator
    many, who, _ = whole_of(figure)
    is_share = figure.basis is Measure.PERCENTAGE
    return {
        "topic": figure.basis.value,
        "many": indicator.many,
        "subject": subject(figure),
        "alone": alone,
        "area": figure.area,
        "period": indicator.period(figure.year),
        "per": PER if alone else BRIEF_PER,
        "whole": many,
        "who": who,
        "share": share_words(indicator, figure.category) if is_share else None,
        "unit": _unit(figure),
        "below": figure.whole.many if figure.whole else indicator.many,
    }


def _unit(figure: Figure) -> Text | None:
    return (
        figure.indicator.measures[figure.basis].unit_many
        if figure.basis is Measure.AVERAGE
        else None
    )


def _other(other: Figure | None, near: bool, place: Place) -> dict[str, Any]:
    """The one comparator: the neighbours' mean, or an area."""
    return {
        "other": place(other) if other is not None else None,
        "near": near,
        "average": other.measure.value if other is not None else None,
        "other_area": other.area.in_name if other is not None else None,
    }


def _plan(figure: Figure, plan: int) -> tuple[str, bool]:
    """Which sentence, and whether it is cut in two: a share with a long name is told in the first,
    by its whole.
    """
    name = f"{whole_of(figure)[0]} {share_words(figure.indicator, figure.category)}"
    long = figure.basis is Measure.AVERAGE or (
        figure.basis is Measure.PERCENTAGE and len(name.split()) > LONG_NAME
    )
    return ("a" if long else PLANS[plan % 3]), long


def _more(figure: Figure, turn: Turn, plan: str) -> str:
    of = (
        "number"
        if figure.basis in (Measure.RATE, Measure.COUNT) and plan == "b"
        else figure.basis.value
    )
    of = "rate" if of == "percentage" and plan != "a" else of
    return MORE.get(of, MORE["rate"])[turn is Turn.DOWN]


def _beyond(more: str, emphasis: Emphasis) -> str:
    """``more`` beside the other authorities: "more than in most authorities", "a far larger rise
    than in almost all authorities".
    """
    if emphasis is Emphasis.MOST:
        return f"{more} than in most authorities"
    far = more.replace("a ", "a far ", 1) if more.startswith("a ") else f"far {more}"
    return f"{far} than in almost all authorities"


def _ago(span: int) -> dict[str, Any]:
    years = "a year" if span == 1 else f"{tally(span)} years"
    return {"span": Text(years), "ago": Text(f"{years} before")}


def _rise(turn: str) -> str:
    return "rise" if turn == "up" else "fall"


@context.register
def _(claim: message.Lead, place: Place) -> Mapping[str, Any]:
    indicator, up = claim.indicator, claim.turn is Turn.UP
    return {
        "shape": claim.shape.value,
        "topic": claim.topic.value,
        "turn": claim.turn.value,
        "strong": claim.emphasis is Emphasis.ALMOST_ALL,
        "short": indicator.short,
        "each": claim.per,
        "dimensions": indicator.dimensions or indicator.short,
        "label": claim.label,
        "away": "High and rising" if up else "Low and falling",
        "more_or_fewer": "more" if up else "fewer",
        "larger_or_smaller": "larger" if up else "smaller",
        "longer_or_shorter": "longer" if up else "shorter",
        "rise_or_fall": _rise(claim.turn.value),
    }


@context.register
def _(claim: message.Opening, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    lead = render("lead", context(claim.lead, place)).removesuffix(".") if claim.lead else ""
    counted = (
        claim.lead is not None and claim.lead.topic in _SEVERAL and claim.lead.shape in _COUNTED
    )
    article = "" if counted else "an " if lead[:1].lower() in "aeiou" else "a "
    return {
        "area": figure.area,
        "figure": place(figure),
        "many": figure.indicator.many if figure.value != 1 else figure.indicator.one,
        "period": figure.indicator.period(figure.year),
        "course": claim.course.value if claim.course else None,
        "lead": Text(lead[:1].lower() + lead[1:]) if lead else None,
        "article": Text(article),
    }


_SEVERAL = (message.Topic.RATIO, message.Topic.DAYS)
_COUNTED = (
    message.Shape.LEVEL,
    message.Shape.CHANGE,
)  # whose bold claim of a ratio begins "Few", "More"; of days "Longer times"


@context.register
def _(claim: message.OneIn, place: Place) -> Mapping[str, Any]:
    return {**_of(claim.figure, claim.alone), "figure": place(claim.figure)}


@context.register
def _(claim: message.HowMany, place: Place) -> Mapping[str, Any]:
    one = claim.figure.value == 1
    return {
        **_of(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "were": "was" if one else "were",
        "counted": claim.figure.indicator.one if one else claim.figure.indicator.many,
        "earlier": place(claim.earlier) if claim.earlier else None,
        "went": "little changed" if claim.course is Course.LITTLE else claim.course.value,
        "beyond": _beyond(f"a larger {_rise(claim.course.value)}", claim.emphasis)
        if claim.emphasis
        else None,
    }


@context.register
def _(claim: message.Rated, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.figure, alone=True),
        "figure": place(claim.figure),
        "degree": claim.degree.name.lower() if claim.degree else None,
        "higher": MORE["rate"][claim.turn is Turn.DOWN],
        **_other(claim.other, False, place),
    }


@context.register
def _(claim: message.Stands, place: Place) -> Mapping[str, Any]:
    plan, long = _plan(claim.figure, claim.plan)
    return {
        "long": long,
        **_of(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "beyond": _beyond(_more(claim.figure, claim.turn, plan), claim.emphasis),
        "lasting": claim.lasting,
        "plan": plan,
        **_other(claim.other, claim.near, place),
    }


@context.register
def _(claim: message.Moved, place: Place) -> Mapping[str, Any]:
    plan, long = _plan(claim.later, claim.plan)
    return {
        "long": long,
        "beyond": _beyond("less" if claim.against else "more", claim.emphasis),
        "change_beyond": _beyond(
            f"a {'smaller' if claim.against else 'larger'} {_rise(claim.turn.value)}",
            claim.emphasis,
        ),
        **_of(claim.later, claim.alone),
        "later": place(claim.later),
        "earlier": place(claim.earlier),
        "turn": claim.turn.value,
        "rose": "rose" if claim.turn is Turn.UP else "fell",
        **_ago(claim.span),
        "plan": plan,
    }


@context.register
def _(claim: message.Track, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.figure),
        "figure": place(claim.figure),
        "end": claim.end is not None,
        "extreme": "lowest" if claim.end is Turn.DOWN else "highest",
        "held": tally(claim.held),
        "run": tally(claim.run) if claim.run > 1 else None,
        "gone": "risen" if claim.turn is Turn.UP else "fallen",
        "again": claim.again,
    }


@context.register
def _(claim: message.Before, place: Place) -> Mapping[str, Any]:
    return {"earlier": place(claim.earlier), "again": claim.again, **_ago(claim.span)}


@context.register
def _(claim: message.Stages, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "up_or_down": claim.turn.value,
        "beyond": _beyond(MORE["number"][claim.turn is Turn.DOWN], claim.emphasis),
        "change_beyond": _beyond(f"a larger {_rise(claim.turn.value)}", claim.emphasis),
        "earlier": place(claim.earlier) if claim.earlier else None,
        **_ago(claim.span),
        "plan": PLANS[claim.plan % 3],
        "hundred": HUNDRED,
        **_other(claim.other, claim.near, place),
    }


@context.register
def _(claim: message.Counts, place: Place) -> Mapping[str, Any]:
    return {
        "above": place(claim.above),
        "above_many": claim.above.indicator.many,
        "below": place(claim.below),
        "below_many": claim.below.indicator.many,
    }


@context.register
def _(claim: message.Carrier, place: Place) -> Mapping[str, Any]:
    label = claim.later.category.label if claim.later.category else claim.later.indicator.many
    return {
        "label": label,
        "later": place(claim.later),
        "earlier": place(claim.earlier),
        "rise": _rise(claim.turn.value),
    }


@context.register
def _(claim: message.Point, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.figure, claim.alone),
        "figure": place(claim.figure),
        "count": place(claim.count) if claim.count else None,
        "stands": STANDS[claim.way],
        "plan": PLANS[claim.plan % 3],
        **_other(claim.other, claim.near, place),
    }


@context.register
def _(claim: message.Quiet, place: Place) -> Mapping[str, Any]:
    return {"area": claim.area, "looked": tally(claim.looked) if claim.looked else None}


@context.register
def _(claim: message.Care, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    indicator = figure.indicator
    return {
        **_of(figure, claim.alone),
        "figure": place(figure),
        "unstated": claim.unstated,
        "label": figure.category.label if figure.category else indicator.many,
        "dimension": indicator.dimension or indicator.many,
        "dimensions": indicator.dimensions or indicator.many,
        "beyond": _beyond("more", claim.emphasis),
        "plan": PLANS[claim.plan % 2],
        **_other(claim.other, False, place),
    }


@context.register
def _(claim: message.Barred, place: Place) -> Mapping[str, Any]:
    return {"title": claim.indicator.title, "note": claim.note.text if claim.note else None}


@context.register
def _(claim: message.Ask, place: Place) -> Mapping[str, Any]:
    return {"question": claim.question}


@context.register
def _(claim: message.Ordinary, place: Place) -> Mapping[str, Any]:
    return {"figure": place(claim.figure), "many": claim.figure.indicator.many}
