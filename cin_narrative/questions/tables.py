"""Long lists as tables: the areas of a list or a ranking with their figures, ready to be shown. No figure that the answer does not cite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cin_narrative.claims.asked import Listing
from cin_narrative.claims.claims import League
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.phrases import subject

LONG = 8  # areas from which a list is better read as a table


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list with a heading: one row for each area, in the order of the answer."""

    heading: str
    rows: tuple[dict[str, str], ...]


def long_lists(paragraph: Paragraph) -> Iterator[ListTable]:
    """The lists of a paragraph that are long enough for a table."""
    for claim in paragraph.claims:
        if isinstance(claim, (Listing, League)) and len(claim.figures) >= LONG:
            yield _table(claim.figures)


def _table(figures: tuple[Figure, ...]) -> ListTable:
    first = figures[0]
    what = str(subject(first)).removeprefix("the ")
    heading = f"{what[:1].upper()}{what[1:]}, {first.indicator.period(first.year).noun}"
    return ListTable(heading, tuple({"Area": figure.area.name, "Figure": figure.shown} for figure in figures))
