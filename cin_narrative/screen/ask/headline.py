"""An answer -> the one figure that is its answer, to be shown large; none where there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.marks import Span

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.resolution.resolved import Resolved

WANTED = {  # what is asked -> the measure of the figure that says it
    "rank": Measure.RANK,
    "change": Measure.CHANGE,
    "ratio": Measure.RATIO,
}


def headline(found: Answer, part: Paragraph) -> Span | None:
    """The first figure of a paragraph of the answer that is of the measure, place and year asked
    about, where one thing was asked of one place and year.
    """
    if len(found.resolved) != 1 or found.outcome not in ("answered", "nearest") or found.tables:
        return None
    slots = found.resolved[0]
    return next((one for one in part.spans if _answers(one, slots)), None)


def _answers(one: Span, slots: Resolved) -> bool:
    """Whether a figure is what the slots ask for."""
    figure = one.figure
    if not figure.is_number or len(slots.places) != 1 or figure.year not in slots.years[-1:]:
        return False
    if figure.area.code not in slots.places[0].codes or slots.aggregate:
        return False
    wanted = WANTED.get(slots.ask)
    if wanted is not None:
        by = slots.measure in (None, figure.basis) and not _is_other_form(one, slots)
        return figure.measure is wanted and by
    topics = {(topic.indicator, topic.category or "") for topic in slots.topics}
    own = (figure.indicator.id, figure.category.id if figure.category else "")
    measured = slots.measure in (None, figure.measure)
    return slots.ask in ("value", "compare", "share") and own in topics and measured


def _is_other_form(one: Span, slots: Resolved) -> bool:
    """Whether a change is told in another form than the one asked for."""
    return slots.ask == "change" and one.figure.relative != (slots.form == "percent")
