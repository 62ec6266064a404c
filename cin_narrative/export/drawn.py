"""A commentary and the desk that made it -> what to draw for it: panels, trends, charts of
claims.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Comparison
from cin_narrative.claims.desk import Desk
from cin_narrative.export.charts.page import claim_charts
from cin_narrative.export.charts.panels import Panels, stage_panels
from cin_narrative.export.page import Drawn
from cin_narrative.report.summary import Form, Summary
from cin_narrative.report.trends import TrendBeside, trends_of
from cin_narrative.writing.commentary import Commentary

MOST_CHARTS = 6


def charted(commentary: Commentary, desk: Desk) -> list[Comparison]:
    """What is drawn: the rates that the outline names for the main part, or without one the first
    comparison of each section.
    """
    if isinstance(commentary, Summary) and commentary.parts and commentary.area is not None:
        names = [name for part in commentary.parts for name in part.charts]
        found = (
            desk.figure(name, commentary.area, commentary.year, Measure.RATE) for name in names
        )
        drawn = [Comparison(one, ()) for one in found if one is not None and one.is_number][
            :MOST_CHARTS
        ]
        if drawn:
            return drawn
    firsts: dict[str, Comparison] = {}
    for paragraph in commentary.paragraphs:
        for claim in paragraph.claims:
            if isinstance(claim, Comparison):
                firsts.setdefault(paragraph.heading, claim)
    return list(firsts.values())[:MOST_CHARTS]


def drawn_charts(commentary: Commentary, desk: Desk) -> list[Drawn]:
    """What to draw for a commentary, through the desk that made it: trends to its year, then charts
    of its claims; for a brief, none.
    """
    if isinstance(commentary, Summary) and commentary.form is Form.BRIEF:
        return []
    comparisons = charted(commentary, desk)
    stages = (
        stage_panels(desk, comparisons)
        if isinstance(commentary, Summary) and commentary.parts
        else None
    )
    return [*([stages] if stages else _trends(desk, comparisons)), *claim_charts(commentary, desk)]


def _trends(desk: Desk, comparisons: Sequence[Comparison]) -> list[TrendBeside]:
    """The trends of what is compared, up to the year that it is of."""
    years = [comparison.figure.year for comparison in comparisons]
    return trends_of(desk, comparisons, until=max(years)) if years else []


def every_chart(commentary: Commentary, desk: Desk) -> list[Drawn]:
    """Every chart of a commentary: those of its page, then each panel at full size, with its
    region.
    """
    drawn = drawn_charts(commentary, desk)
    has_panels = any(isinstance(one, Panels) for one in drawn)
    return [*drawn, *(_trends(desk, charted(commentary, desk)) if has_panels else [])]
