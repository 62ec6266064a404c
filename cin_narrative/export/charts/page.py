"""Which charts of claims a page draws, and where: the claims of a page -> at most three charts."""

from __future__ import annotations

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.claims.claims import Breakdown, Claim, Comparison, Level, Share
from cin_narrative.claims.desk import NEIGHBOURS, REGION, Desk
from cin_narrative.export.charts.breakdown import breakdown_chart
from cin_narrative.export.charts.choice import load_charts
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.flow import flow_chart
from cin_narrative.export.charts.neighbours import neighbours_chart
from cin_narrative.writing.commentary import Commentary


def claim_charts(commentary: Commentary, desk: Desk) -> list[ClaimChart]:
    """At most three, of claims that the commentary says, through the desk that made it."""
    said = [claim for paragraph in commentary.paragraphs for claim in paragraph.claims]
    charts = load_charts()
    first_step = charts.flow.steps[0].indicator
    compared = next((claim for claim in said if _is_rate(claim, charts.neighbours.indicator)), None)
    ranked = next(
        (
            claim
            for claim in said
            if isinstance(claim, Breakdown) and claim.indicator.id == charts.breakdown.indicator
        ),
        None,
    )
    first = next(
        (
            claim.figure
            for claim in said
            if isinstance(claim, Level) and claim.figure.indicator.id == first_step
        ),
        None,
    )
    found: list[ClaimChart | None] = []
    if isinstance(compared, Comparison):
        whole = desk.comparison(compared.figure, (NEIGHBOURS, REGION, ENGLAND))
        found.append(neighbours_chart(desk, whole) if whole else None)
    if ranked is not None:
        found.append(breakdown_chart(desk, ranked))
    if first is not None:
        found.append(flow_chart(desk, first.area, first.year))
    return [chart for chart in found if chart is not None]


def spoken_of(claim: Claim) -> Indicator | None:
    """What a claim of a section speaks of, so that its chart can stand there."""
    if isinstance(claim, Breakdown):
        return claim.indicator
    return claim.figure.indicator if isinstance(claim, Level | Share | Comparison) else None


def _is_rate(claim: Claim, indicator: str) -> bool:
    return (
        isinstance(claim, Comparison)
        and claim.figure.indicator.id == indicator
        and claim.figure.basis is Measure.RATE
    )
