"""The words of the claims about how a figure moved or stands; importing this registers them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Polarity, Text
from cin_narrative.claims import asked_series
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts.asked import unit_of
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.phrases import answered, subject, tally
from cin_narrative.writing.render import Place, listed


def _when(figure: Figure) -> Any:
    return figure.indicator.period(figure.year)


@context.register
def _(claim: asked_series.Run, place: Place) -> Mapping[str, Any]:
    before, last, steps = claim.before, claim.last, claim.steps
    return {
        "what": subject(last),
        "area": last.area,
        "years": tally(steps),
        "steps": steps > 0,
        "one": steps == 1,
        "word": "risen" if claim.rising else "fallen",
        "answer": None if claim.holds is None else answered(claim.holds),
        "before": place(before) if steps else None,
        "before_period": _when(before),
        "last": place(last),
        "last_period": _when(last),
        "unit": unit_of(last),
    }


@context.register
def _(claim: asked_series.Record, place: Place) -> Mapping[str, Any]:
    holds = claim.figure.value == claim.extreme.value
    return {
        "what": subject(claim.figure),
        "area": claim.figure.area,
        "unit": unit_of(claim.figure),
        "holds": holds,
        "answer": answered(holds),
        "end": "lowest" if claim.lowest else "highest",
        "counted": tally(claim.counted),
        "figure": place(claim.figure),
        "period": _when(claim.figure),
        "extreme": None if holds else place(claim.extreme),
        "extreme_period": _when(claim.extreme),
    }


@context.register
def _(claim: asked_series.TurningPoint, place: Place) -> Mapping[str, Any]:
    return {
        "what": subject(claim.last),
        "area": claim.last.area,
        "unit": unit_of(claim.last),
        "word": "risen" if claim.rising else "fallen",
        "turn": place(claim.turn),
        "turn_period": _when(claim.turn),
        "last": place(claim.last),
        "last_period": _when(claim.last),
        "years": tally(claim.steps),
        "one": claim.steps == 1,
        "before": "fallen" if claim.rising else "risen",
    }


@context.register
def _(claim: asked_series.Multiple, place: Place) -> Mapping[str, Any]:
    return {
        "what": subject(claim.later),
        "area": claim.later.area,
        "unit": unit_of(claim.later),
        "answer": answered(claim.holds),
        "holds": claim.holds,
        "word": claim.word,
        "times": place(claim.times),
        "later": place(claim.later),
        "later_period": _when(claim.later),
        "earlier": place(claim.earlier),
        "earlier_period": _when(claim.earlier),
    }


@context.register
def _(claim: asked_series.GapMoved, place: Place) -> Mapping[str, Any]:
    first, last = claim.first, claim.last
    before, after = (abs(one.difference.value or Decimal(0)) for one in (first, last))
    points = first.figure.basis is Measure.PERCENTAGE
    return {
        "what": subject(last.figure),
        "area": last.figure.area,
        "other": last.other_name,
        "answer": None if claim.holds is None else answered(claim.holds),
        "word": "narrowed" if after < before else "widened" if after > before else "stayed",
        "points": " percentage points" if points else "",
        "unit": unit_of(last.figure),
        "first": place(first.difference),
        "last": place(last.difference),
        "first_period": _when(first.figure),
        "last_period": _when(last.figure),
        "first_side": _side(first),
        "last_side": _side(last),
    }


def _side(gap: Any) -> str:
    value = gap.difference.value or 0
    return "above" if value > 0 else "below" if value < 0 else "apart"


@context.register
def _(claim: asked_series.Verdict, place: Place) -> Mapping[str, Any]:
    gap = (claim.figure.value or 0) - (claim.other.value or 0)
    apart = claim.apart if gap else None
    return {
        "answer": answered(claim.holds),
        "what": subject(claim.figure),
        "area": claim.figure.area,
        "period": _when(claim.figure),
        "other": _that_of(claim),
        "side": "higher than" if gap > 0 else "lower than" if gap < 0 else "the same as",
        "figure": place(claim.figure),
        "other_figure": place(claim.other),
        "unit": unit_of(claim.figure),
        "good": _good(claim) or None,
        "gap": place(apart.difference) if apart else None,
        "points": " percentage points" if claim.figure.basis is Measure.PERCENTAGE else "",
        "relative": place(apart.relative) if apart and apart.relative else None,
    }


def _that_of(claim: asked_series.Verdict) -> Text:
    """ "that of England", "the mean of its 10 statistical neighbours (2025 model)": a mean is a
    figure itself.
    """
    if claim.apart is not None and claim.apart.model:
        return Text(f"{claim.other_name} ({claim.apart.model} model)")
    is_mean = claim.other.measure in (Measure.MEAN, Measure.MEDIAN)
    return claim.other_name if is_mean else Text(f"that of {claim.other_name}")


def _good(claim: asked_series.Verdict) -> str:
    if claim.sense not in ("better", "worse"):
        return ""
    polarity = claim.figure.indicator.polarity
    return {Polarity.HIGH_IS_GOOD: "high", Polarity.LOW_IS_GOOD: "low"}.get(polarity, "neither")


@context.register
def _(claim: asked_series.MeanOfAreas, place: Place) -> Mapping[str, Any]:
    first = claim.figures[0]
    listing = [Text(f"{one.area.in_name} ({place(one)})") for one in claim.figures[:12]]
    return {
        "mean": place(claim.mean),
        "word": claim.mean.measure.value,
        "what": subject(first),
        "among": claim.among,
        "counted": tally(len(claim.figures)),
        "period": _when(first),
        "unit": unit_of(first),
        "items": listed(listing) if len(claim.figures) <= 12 else None,
    }


@context.register
def _(claim: asked_series.YearsWhen, place: Place) -> Mapping[str, Any]:
    held, others = claim.figures, claim.others
    every, but = bool(held) and not others, bool(held) and 0 < len(others) < len(held)
    items = [Text(f"{_when(one)} ({place(one)})") for one in (others if but else held)]
    last = held[-1] if held and claim.is_last else None
    ends = (held[0], held[-1]) if every and last is None else None
    return {
        "area": claim.like.area,
        "what": subject(claim.like),
        "side": f"{'at or ' * claim.inclusive}{'above' if claim.above else 'below'}",
        "than": claim.than,
        "own": place(claim.own) if claim.own else None,
        "own_period": _when(claim.own) if claim.own else None,
        "counted": tally(len(held) + len(others)),
        "number": tally(len(held)),
        "never": not held,
        "but": but,
        "items": listed(items) if held and not every and last is None else None,
        "last": place(last) if last else None,
        "last_period": _when(last) if last else None,
        "first": place(ends[0]) if ends else None,
        "first_period": _when(ends[0]) if ends else None,
        "end": place(ends[1]) if ends else None,
        "end_period": _when(ends[1]) if ends else None,
        "unit": unit_of(claim.like),
    }


@context.register
def _(claim: asked_series.Pace, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    return {
        "area": figure.area,
        "figure": place(figure),
        "many": figure.indicator.many,
        "category": figure.category.label if figure.category else None,
        "period": _when(figure),
        "pace": place(claim.pace),
        "unit": claim.unit,
        "days": tally(claim.days) if claim.days else None,
    }
