"""What the sentences of several kinds of messages are made of: names, units, degrees,
comparators.
"""

from __future__ import annotations

from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims.direction import Direction
from cin_narrative.claims.message_words import Emphasis
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.writing.phrases import PER, share_words, subject, tally, whole_of
from cin_narrative.writing.render import Place

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
    Direction.SIMILAR: message("writing.about_same"),
}


def of_figure(figure: Figure, alone: bool = False) -> dict[str, Any]:
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
        **_quarter(figure),
        "below": figure.whole.many if figure.whole else indicator.many,
    }


def _unit(figure: Figure) -> Text | None:
    return (
        figure.indicator.measures[figure.basis].unit_many
        if figure.basis is Measure.AVERAGE
        else None
    )


# What part of the cases a percentile parts off, and on which side of it they lie.
QUARTERS = {
    "0.25": ("a quarter of", "or less"),
    "0.5": ("half of", "or less"),
    "0.75": ("a quarter of", "or more"),
}


def _quarter(figure: Figure) -> dict[str, Any]:
    """A percentile as how many cases were on its far side: ``a quarter of completed assessments
    took ... working days or more``. No words for any other figure.
    """
    share = figure.indicator.measures[figure.basis].share if _unit(figure) else ""
    value = next(iter(figure.category.values), "") if figure.category else ""
    part, side = QUARTERS.get(value, ("", ""))
    did, _, since = share.partition("{days}")
    return {"part": part if share else "", "side": side, "did": Text(did), "since": Text(since)}


def beside(other: Figure | None, near: bool, place: Place) -> dict[str, Any]:
    """The one comparator: the neighbours' mean, or an area."""
    return {
        "other": place(other) if other is not None else None,
        "near": near,
        "average": other.measure.value if other is not None else None,
        "other_area": other.area.in_name if other is not None else None,
    }


def plan_of(figure: Figure, plan: int) -> tuple[str, bool]:
    """Which sentence, and whether it is cut in two: a share with a long name is told in the first,
    by its whole.
    """
    name = f"{whole_of(figure)[0]} {share_words(figure.indicator, figure.category)}"
    long = figure.basis is Measure.AVERAGE or (
        figure.basis is Measure.PERCENTAGE and len(name.split()) > LONG_NAME
    )
    return ("a" if long else PLANS[plan % 3]), long


def beyond(more: str, emphasis: Emphasis) -> str:
    """``more`` beside the other authorities: "more than in most authorities", "a far larger rise
    than in almost all authorities".
    """
    if emphasis is Emphasis.MOST:
        return message("writing.than_most", more=more)
    far = more.replace("a ", "a far ", 1) if more.startswith("a ") else f"far {more}"
    return message("writing.than_almost_all", more=far)


def ago(span: int) -> dict[str, Any]:
    """How long before another year it was: ``two years before``."""
    years = "a year" if span == 1 else f"{tally(span)} years"
    return {"span": Text(years), "ago": Text(f"{years} before")}


def rise_of(turn: str) -> str:
    """``rise`` or ``fall``."""
    return "rise" if turn == "up" else "fall"
