"""The contexts of findings: headlines, and how a figure stands in its own history."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import claims
from cin_narrative.claims.claims import Direction, load_bands
from cin_narrative.writing.contexts import context
from cin_narrative.writing.phrases import comparator_name, compared, subject, tally, years_earlier
from cin_narrative.writing.render import Place


@context.register
def _(claim: claims.Headline, place: Place) -> Mapping[str, Any]:
    figure, change = claim.figure, claim.told_change
    return {
        "area": figure.area, "subject": subject(figure), "figure": place(figure), "period": figure.indicator.period(figure.year),
        "earlier": place(change.earlier) if change else None, "from_before": _from_before(change) if change else None,
        "same": change is not None and change.judgement.direction is Direction.SAME,
        "years_earlier": years_earlier(figure.year - change.earlier.year) if change else None,
        "items": compared(claim.told_against, place),
    }  # fmt: skip


def _from_before(change: claims.Change) -> str:
    if change.judgement.direction is Direction.SAME:
        return "the same as"
    if change.judgement.direction is Direction.SIMILAR:
        return "little changed from"
    return "up from" if change.judgement.gap > 0 else "down from"


@context.register
def _(claim: claims.History, place: Place) -> Mapping[str, Any]:
    last, bands = claim.figures[-1], load_bands()
    points = last.basis is Measure.PERCENTAGE
    period = last.indicator.period
    return {
        "steps": tally(claim.steps) if claim.steps > 1 else None, "steady": claim.steps > 1 and not claim.rises and not claim.falls,
        "rises": tally(claim.rises) if claim.rises else "none", "falls": tally(claim.falls) if claim.falls else "none",
        "band": Text(f"{_rule(bands.percentage_points)} percentage point" if points else f"{_rule(bands.relative_percent)}%"),
        "subject": subject(last), "area": last.area, "period": Text(period(last.year).noun), "figure": place(last) if claim.extreme else None,
        "extreme": {Direction.HIGHER: "highest", Direction.LOWER: "lowest"}.get(claim.extreme) if claim.extreme else None,
        "since": place(claim.extreme_since) if claim.extreme and claim.extreme_since else None,
        "since_period": Text(period(claim.extreme_since.year).noun) if claim.extreme_since else None,
    }  # fmt: skip


def _rule(band: Decimal) -> str:
    """A threshold is a rule, not a figure: ``2``, not ``2.0``."""
    return f"{band.normalize():f}"


@context.register
def _(claim: claims.Question, place: Place) -> Mapping[str, Any]:
    figure, change, against = claim.finding.figure, claim.finding.told_change, claim.against
    judgement = against.judgement if against else change.judgement if change else None
    higher = judgement is not None and judgement.gap > 0
    return {
        "about": "comparator" if against else "change", "subject": subject(figure), "area": figure.area,
        "name": comparator_name(against) if against else None, "neighbours": bool(against and against.name == "neighbours"),
        "higher_or_lower": "higher" if higher else "lower", "rise_or_fall": "rise" if higher else "fall",
        "period": Text(figure.indicator.period(figure.year).noun),
        "earlier_period": Text(figure.indicator.period(change.earlier.year).noun) if change else None,
    }  # fmt: skip
