"""Which charts of one claim a page draws: the primary needs, and the rate of children in need beside the neighbours'."""

from __future__ import annotations

from cin_narrative.commentary.charts_breakdown import breakdown_chart
from cin_narrative.commentary.charts_claimed import ClaimChart
from cin_narrative.commentary.charts_neighbours import neighbours_chart
from cin_narrative.commentary.claims import Breakdown, Claim, Comparison
from cin_narrative.commentary.commentary import Commentary
from cin_narrative.commentary.desk import NEIGHBOURS, REGION, Desk
from cin_narrative.definitions.areas import ENGLAND
from cin_narrative.definitions.catalogue import Measure

NEEDS, CHILDREN = "children_in_need_by_primary_need", "children_in_need_at_31_march"


def claim_charts(commentary: Commentary, desk: Desk) -> list[ClaimChart]:
    """At most two, of claims that the commentary says, through the desk that made it."""
    said = [claim for paragraph in commentary.paragraphs for claim in paragraph.claims]
    compared = next((claim for claim in said if _is_rate(claim)), None)
    ranked = next((claim for claim in said if isinstance(claim, Breakdown) and claim.indicator.id == NEEDS), None)
    found: list[ClaimChart | None] = []
    if isinstance(compared, Comparison):
        whole = desk.comparison(compared.figure, (NEIGHBOURS, REGION, ENGLAND))
        found.append(neighbours_chart(desk, whole) if whole else None)
    if ranked is not None:
        found.append(breakdown_chart(desk, ranked))
    return [chart for chart in found if chart is not None]


def _is_rate(claim: Claim) -> bool:
    return isinstance(claim, Comparison) and claim.figure.indicator.id == CHILDREN and claim.figure.basis is Measure.RATE
