"""The contexts of the main part's claims: what stands out, and what is told of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import message
from cin_narrative.claims.direction import Direction
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts import context
from cin_narrative.writing.phrases import PER, share_words, subject, tally, whole_of
from cin_narrative.writing.render import Place, render

PLANS = ("a", "b", "c")  # the reviewed sentences of a kind, by their place in its template
HUNDRED = Text("100")
BRIEF_PER = Text(str(PER).removesuffix(" aged under 18 years"))


def _topic(figure: Figure) -> str:
    """What kind of figure a sentence speaks of."""
    if figure.measure is Measure.RATIO:
        return "ratio"
    return figure.basis.value


def _of(figure: Figure, alone: bool) -> dict[str, Any]:
    """What every sentence on a figure may need: its names, its unit, its place and time where it stands alone."""
    indicator = figure.indicator
    many, who, _ = whole_of(figure)
    return {
        "topic": _topic(figure), "many": indicator.many, "one": indicator.one, "subject": subject_of(figure), "alone": alone,
        "area": figure.area, "period": indicator.period(figure.year), "per": PER if alone else BRIEF_PER,
        "whole": many, "who": who, "share": share_words(indicator, figure.category) if figure.basis is Measure.PERCENTAGE else None,
        "unit": indicator.measures[figure.basis].unit_many if figure.basis is Measure.AVERAGE else None,
        "below": figure.whole.many if figure.whole else None, "below_one": figure.whole.one if figure.whole else None,
    }  # fmt: skip


def subject_of(figure: Figure) -> Text:
    """The subject of a sentence; a ratio's is what stands above its line."""
    return figure.indicator.many if figure.measure is Measure.RATIO else subject(figure)


def _other(other: Figure | None, place: Place) -> dict[str, Any]:
    """The one comparator: the neighbours' mean, or an area."""
    near = other is not None and other.measure in (Measure.MEAN, Measure.MEDIAN)
    return {
        "other": place(other) if other is not None else None, "near": near,
        "average": other.measure.value if other is not None and near else None,
        "other_area": other.area.in_name if other is not None and not near else None,
    }  # fmt: skip


def _ago(span: int) -> dict[str, Any]:
    years = "a year" if span == 1 else f"{tally(span)} years"
    return {"span": Text(years), "ago": Text(f"{years} before")}


def _way(way: Direction) -> str:
    return {Direction.HIGHER: "up", Direction.LOWER: "down"}.get(way, "same")


@context.register
def _(claim: message.Lead, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    return {
        "shape": claim.shape.value, "topic": _topic(figure), "way": _way(claim.way), "strong": claim.strong,
        "short": figure.indicator.short, "each": figure.whole.short_one if figure.whole else None,
        "dimensions": figure.indicator.dimensions or figure.indicator.short,
        "label": figure.category.label if figure.category else figure.indicator.short,
        "unit": figure.indicator.measures[figure.basis].unit_many if figure.basis is Measure.AVERAGE else None,
    }  # fmt: skip


@context.register
def _(claim: message.Opening, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    lead = render("lead", context(claim.lead, place)).removesuffix(".") if claim.lead else ""
    return {
        "area": figure.area, "figure": place(figure), "many": figure.indicator.many if figure.value != 1 else figure.indicator.one,
        "period": figure.indicator.period(figure.year), "way": _way(claim.way) if claim.way else None,
        "lead": Text(lead[:1].lower() + lead[1:]) if lead else None,
        "article": _article(lead) if claim.lead and _topic(claim.lead.figure) != "ratio" else "",
    }  # fmt: skip


def _article(lead: str) -> Text:
    return Text("an " if lead[:1].lower() in "aeiou" else "a ")


@context.register
def _(claim: message.Standing, place: Place) -> Mapping[str, Any]:
    count = claim.count
    one = count.value == 1
    return {
        **_of(count, claim.alone), "count": place(count), "counted": count.indicator.one if one else count.indicator.many,
        "were": "was" if one else "were", "one_in": place(claim.one_in) if claim.one_in else None,
        "rate": place(claim.rate) if claim.rate else None, "per": PER if claim.alone else BRIEF_PER,
        "earlier": place(claim.earlier) if claim.earlier else None, "way": _way(claim.way),
        "moved": claim.moved.name.lower() if claim.moved else None, "level": _way(claim.level),
        "stands": claim.stands.name.lower() if claim.stands else None, **_other(claim.other, place),
    }  # fmt: skip


@context.register
def _(claim: message.Stands, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.figure, claim.alone), "figure": place(claim.figure), "way": _way(claim.way), "degree": claim.degree.name.lower(),
        "lasting": claim.lasting, "plan": PLANS[claim.plan % 3], **_other(claim.other, place),
    }  # fmt: skip


@context.register
def _(claim: message.Moved, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.later, claim.alone), "later": place(claim.later), "earlier": place(claim.earlier), "way": _way(claim.way),
        "degree": claim.degree.name.lower(), "against": claim.against, **_ago(claim.span),
        "rate": place(claim.rate) if claim.rate else None, "end": _way(claim.end) if claim.end else None,
        "held": tally(claim.held), "run": tally(claim.run) if claim.run > 1 else None, "plan": PLANS[claim.plan % 3],
    }  # fmt: skip


@context.register
def _(claim: message.Stages, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.figure, claim.alone), "figure": place(claim.figure), "way": _way(claim.way), "degree": claim.degree.name.lower(),
        "earlier": place(claim.earlier) if claim.earlier else None, **_ago(claim.span),
        "above": place(claim.above) if claim.above else None, "under": place(claim.below) if claim.below else None,
        "plan": PLANS[claim.plan % 3], "hundred": HUNDRED, **_other(claim.other, place),
    }  # fmt: skip


@context.register
def _(claim: message.Carrier, place: Place) -> Mapping[str, Any]:
    label = claim.later.category.label if claim.later.category else claim.later.indicator.many
    return {
        **_of(claim.later, claim.alone), "label": label, "later": place(claim.later), "earlier": place(claim.earlier),
        "way": _way(claim.way),
    }  # fmt: skip


@context.register
def _(claim: message.Point, place: Place) -> Mapping[str, Any]:
    return {
        **_of(claim.figure, claim.alone), "figure": place(claim.figure), "count": place(claim.count) if claim.count else None,
        "way": claim.way.value, "plan": PLANS[claim.plan % 3], **_other(claim.other, place),
    }  # fmt: skip


@context.register
def _(claim: message.Quiet, place: Place) -> Mapping[str, Any]:
    return {"area": claim.area, "looked": tally(claim.looked) if claim.looked else None}


@context.register
def _(claim: message.Care, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    return {
        **_of(figure, claim.alone), "reason": claim.reason.value, "figure": place(figure),
        "label": figure.category.label if figure.category else figure.indicator.many,
        "dimension": figure.indicator.dimension or figure.indicator.many, "dimensions": figure.indicator.dimensions or figure.indicator.many,
        "title": figure.indicator.title, "degree": claim.degree.name.lower(), "note": claim.note.text if claim.note else None,
        "plan": PLANS[claim.plan % 2], **_other(claim.other, place),
    }  # fmt: skip


@context.register
def _(claim: message.Ask, place: Place) -> Mapping[str, Any]:
    return {"question": claim.question}


@context.register
def _(claim: message.Ordinary, place: Place) -> Mapping[str, Any]:
    return {"figure": place(claim.figure), "many": claim.figure.indicator.many}


