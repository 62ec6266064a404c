"""What a chart of one claim holds: its title, its marks, what is missing from them, and its words.
No drawing, no file.

Rules of writing/style/page_check.py: 6 (titles of 10 words or fewer, over measure, unit, area,
period and source) and 30 (text alternative, nothing by colour alone, symbols explained).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims.claims import Claim
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.phrases import PER, subject
from cin_narrative.writing.receipts import MEANING
from cin_narrative.writing.render import listed

MOST_WORDS = 10
NOT_HELD, NONE_HELD = message("export.no_figure"), "none held"


class Form(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar or dot: whose it is, and what is printed beside it. ``kind``: part, area, neighbour,
    neighbours, region, england.
    """

    kind: str
    name: str
    figure: Figure
    beside: Figure | None = None

    @property
    def label(self) -> str:
        """The figure as shown, with the share beside a count."""
        return f"{self.figure.shown} ({self.beside.shown})" if self.beside else self.figure.shown


@dataclass(frozen=True, slots=True)
class Missing:
    """A bar or dot that is not drawn: ``shown`` stands in the table, ``why`` in the note."""

    name: str
    shown: str
    why: str


@dataclass(frozen=True, slots=True)
class ClaimChart:
    """A chart of ``claims``.

    ``measured`` is the measure with its unit; ``columns`` head the table: the name, the figure,
    what is beside it; ``remarks`` are the notes that the chart always needs. ``places`` is whose
    figures they are, where that is not one area; through ``line`` a line is drawn across all rows.
    """

    form: Form
    name: Text
    title: str
    measured: str
    claims: tuple[Claim, ...]
    marks: tuple[Mark, ...]
    missing: tuple[Missing, ...]
    columns: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    places: str = ""
    line: Figure | None = None

    @property
    def first(self) -> Figure:
        """The figure of the area that the chart is of."""
        return next(
            (mark.figure for mark in self.marks if mark.kind == "area"), self.marks[0].figure
        )

    @property
    def subtitle(self) -> str:
        """Measure, unit, area and period."""
        return (
            f"{self.measured}, {self.places or self.first.area.short_name}, "
            f"{self.first.indicator.period(self.first.year)}"
        )

    @property
    def figures(self) -> list[Figure]:
        """Every figure drawn or printed beside a mark."""
        return [
            figure
            for mark in self.marks
            for figure in (mark.figure, mark.beside)
            if figure is not None
        ]

    @property
    def alternative(self) -> str:
        """The text alternative: the kind of chart, what it draws, and the sentence of its claim."""
        kind = "Bar chart" if self.form is Form.BARS else "Dot plot"
        return f"{kind} of {listed(mark.name for mark in self.marks)}. {self.commentary()[1].plain}"

    @property
    def notes(self) -> list[str]:
        """What is not drawn and why, then the notes that the chart always needs."""
        reasons = dict.fromkeys(one.why for one in self.missing)
        gaps = [
            f"Not drawn: {listed(one.name for one in self.missing if one.why == why)} ({why})."
            for why in reasons
        ]
        return [*gaps, *self.remarks]

    @property
    def cells(self) -> Iterator[tuple[str, ...]]:
        """The rows of the table behind the chart, under ``columns``: those drawn, then those
        missing.
        """
        for mark in self.marks:
            yield (
                mark.name,
                mark.figure.shown,
                *(
                    [mark.beside.shown if mark.beside else NONE_HELD]
                    if len(self.columns) > 2
                    else []
                ),
            )
        for gap in self.missing:
            yield (gap.name, *[gap.shown] * (len(self.columns) - 1))

    def commentary(self) -> tuple[Commentary, Paragraph]:
        """The text alternative as a paragraph with marks, and the page of one that holds its
        citations.
        """
        page = Commentary(str(self.name))
        page.say(str(self.name), self.claims)
        return page, page.paragraphs[0]


def missing(name: str, figure: Figure | None) -> Missing:
    """Why ``name`` has no mark."""
    if figure is None or figure.symbol is None:
        return Missing(name, NONE_HELD, NOT_HELD)
    return Missing(name, figure.shown, MEANING[figure.symbol])


def brief(candidates: Iterable[str], otherwise: str) -> str:
    """The first title of 10 words or fewer (rule 6), with a capital letter; ``otherwise`` where
    none is, cut to as many words.
    """
    found = next(
        (text for text in candidates if len(text.split()) <= MOST_WORDS),
        " ".join(otherwise.split()[:MOST_WORDS]),
    )
    return found[:1].upper() + found[1:]


def measured(figure: Figure) -> str:
    """The measure with its unit: ``Rate of children in need, per 10,000 children aged under 18
    years``.
    """
    words = subject(figure).removeprefix("the ")
    words = words[:1].upper() + words[1:]
    return f"{words}, {PER}" if figure.basis is Measure.RATE else words
