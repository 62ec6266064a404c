"""The chart of a comparison: a dot for the area, for each neighbour with a figure, and for what
they are compared with.
"""

from __future__ import annotations

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.claims import Against, Comparison
from cin_narrative.claims.desk import NEIGHBOURS, Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart, Form, Mark, brief, measured, missing
from cin_narrative.messages import message
from cin_narrative.writing.phrases import THAN, comparator_name


def neighbours_chart(desk: Desk, claim: Comparison) -> ClaimChart | None:
    """The dots of ``claim``, highest first; None where the area has no neighbours with a figure, or
    rests on too few cases.
    """
    figure = claim.figure
    if not figure.area.is_authority or figure.value is None or desk.rests_on_few(figure):
        return None
    model, neighbours, found = desk.neighbour_figures(figure)
    if not found:
        return None
    marks = [
        Mark("area", str(figure.area.short_name), figure),
        *(Mark("neighbour", str(one.area.short_name), one) for one in found),
        *(Mark(_kind(one), _name(one), one.figure) for one in claim.against),
    ]
    held = {one.area.code for one in found}
    gaps = [
        missing(str(area.short_name), desk.beside(figure, area))
        for area in neighbours
        if area.code not in held
    ]
    ordered = sorted(
        marks, key=lambda mark: -(mark.figure.value or 0)
    )  # a stable sort: equal figures stay in the order above
    name = Text(f"{measured(figure).split(',')[0]}, beside its neighbours")
    remark = message("export.circles", area=figure.area.short_name, model=model)
    return ClaimChart(
        Form.DOTS,
        name,
        _title(claim),
        measured(figure),
        (claim,),
        tuple(ordered),
        tuple(gaps),
        ("Area", _column(figure)),
        (remark,),
    )


def _column(figure: Figure) -> str:
    return figure.basis.value.capitalize()


def _kind(against: Against) -> str:
    if against.name == NEIGHBOURS:
        return NEIGHBOURS
    return "england" if against.figure.area.code == ENGLAND else "region"


def _name(against: Against) -> str:
    words = comparator_name(against)
    return (
        words.removeprefix("the ").capitalize()
        if against.name == NEIGHBOURS
        else str(against.figure.area.short_name)
    )


def _title(claim: Comparison) -> str:
    """How the area stands to its neighbours' mean, else to the last comparator there is."""
    area, measure = claim.figure.area.short_name, claim.figure.basis.value
    otherwise = f"{measure} beside statistical neighbours"
    against = next(
        (one for one in claim.against if one.name == NEIGHBOURS),
        claim.against[-1] if claim.against else None,
    )
    if against is None:
        return brief([f"{area}: {otherwise}"], otherwise)
    than = THAN[against.judgement.direction]
    other = (
        f"neighbours' {against.figure.measure.value}"
        if against.name == NEIGHBOURS
        else str(against.figure.area.in_name)
    )
    its = f"its {other}" if against.name == NEIGHBOURS else other
    return brief(
        [f"{area}: {measure} {than}{its}", f"{area}: {than}{other}", f"{measure} {than}{other}"],
        otherwise,
    )
