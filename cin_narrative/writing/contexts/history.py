"""The context of a history: how a figure stands among its own years."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import claims
from cin_narrative.claims.claims import Direction, load_bands
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.phrases import subject, tally
from cin_narrative.writing.render import Place


@context.register
def _(claim: claims.History, place: Place) -> Mapping[str, Any]:
    last, bands = claim.figures[-1], load_bands()
    points = last.basis is Measure.PERCENTAGE
    period = last.indicator.period
    return {
        "steps": tally(claim.steps) if claim.steps > 1 else None,
        "steady": claim.steps > 1 and not claim.rises and not claim.falls,
        "rises": tally(claim.rises) if claim.rises else "none",
        "falls": tally(claim.falls) if claim.falls else "none",
        "band": Text(
            f"{_rule(bands.percentage_points)} percentage point"
            if points
            else f"{_rule(bands.relative_percent)}%"
        ),
        "subject": subject(last),
        "area": last.area,
        "period": Text(period(last.year).noun),
        "figure": place(last) if claim.extreme else None,
        "extreme": {Direction.HIGHER: "highest", Direction.LOWER: "lowest"}.get(claim.extreme)
        if claim.extreme
        else None,
        "since": place(claim.extreme_since) if claim.extreme and claim.extreme_since else None,
        "since_period": Text(period(claim.extreme_since.year).noun)
        if claim.extreme_since
        else None,
    }


def _rule(band: Decimal) -> str:
    """A threshold is a rule, not a figure: ``2``, not ``2.0``."""
    return f"{band.normalize():f}"
