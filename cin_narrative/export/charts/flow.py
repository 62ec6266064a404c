"""The chart of a flow: the counts of one area and year in the order of the process -> a chart of
bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.claims.claims import Gap, Level
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.choice import load_charts
from cin_narrative.export.charts.contents import ClaimChart, Form, Mark, Missing, brief, missing
from cin_narrative.messages import message
from cin_narrative.writing.phrases import lower_first


def flow_chart(desk: Desk, area: Area, year: int) -> ClaimChart | None:
    """One bar for each step, in the order of the process; None where fewer than two have a
    number.
    """
    flow = load_charts().flow
    claims, marks, gaps = list[Level | Gap](), list[Mark](), list[Missing]()
    for step in flow.nouns:
        indicator = desk.catalogue[step]
        said = desk.level(step, area, year, Measure.COUNT, beside=False)
        if isinstance(said, Level):
            claims.append(said)
            marks.append(Mark("part", _label(indicator), said.figure))
        elif isinstance(said, Gap):
            claims.append(said)
            gaps.append(missing(_label(indicator), desk.figure(step, area, year, Measure.COUNT)))
    if len(marks) < 2:
        return None
    title = _title([mark.figure for mark in marks])
    return ClaimChart(
        Form.BARS,
        flow.name,
        title,
        flow.measured,
        tuple(claims),
        tuple(marks),
        tuple(gaps),
        ("Step", "Number"),
        (flow.note,),
    )


def _label(indicator: Indicator) -> str:
    return str(indicator.title).removesuffix(" in the year")


def _title(figures: Sequence[Figure]) -> str:
    """Which count is larger than the next, where each is; never that one led to another."""
    steps = [load_charts().flow.nouns[figure.indicator.id] for figure in figures]
    names = [step.noun for step in steps]
    falls = all((one.value or 0) > (other.value or 0) for one, other in pairwise(figures))
    pairs = " and ".join(f"{one} outnumbered {other}" for one, other in pairwise(names))
    others = ", ".join(map(lower_first, names[:-1]))
    neutral = message("export.of_one_year", names=others, last=names[-1])
    return brief([f"{pairs}{steps[-1].after}"] if falls else [], neutral)
