"""Charts as pictures, offline. The one home of vl_convert; altair is imported when one is drawn.

A picture has a title that says what happened, a subtitle (measure, period), a text alternative, a source, and a note for
each gap; SVG for a page on the screen, PNG for a document.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any

import vl_convert

from cin_narrative.claims.claims import Caveat, Claim
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.page import Table, clean
from cin_narrative.report.trends import TrendBeside
from cin_narrative.writing.citations import citations
from cin_narrative.writing.commentary import MARK
from cin_narrative.writing.render import Ledger
from cin_narrative.writing.sentences import sentence

WIDTH, HEIGHT = 640, 240  # of the whole picture and of the field that is drawn in, in pixels of the screen
PNG_SCALE = 2  # 1,280 dots across 16 cm of paper: 200 to the inch
ARIA = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')  # the text alternative of the whole picture stands for these
ROOT = re.compile(r"<svg [^>]*?(viewBox=\"[^\"]*\")[^>]*>")
NO_DATA = "none held"


class Picture(ABC):
    """One chart, ready for a document. Each kind says what it holds; all are drawn alike."""

    title: str
    subtitle: str
    alternative: str
    notes: list[str]
    table: Table

    @property
    @abstractmethod
    def figures(self) -> list[Figure]:
        """Every figure drawn."""

    @abstractmethod
    def chart(self) -> Any:
        """The altair chart, with its size."""

    @property
    def source(self) -> str:
        """The tables and releases drawn."""
        return clean(f"Source: {'; '.join(citations(self.figures))}.")

    @cached_property
    def _drawn(self) -> str:
        spec = self.chart().to_dict(validate=False)
        spec["autosize"] = {"type": "fit-x", "contains": "padding"}
        return vl_convert.vega_to_svg(vl_convert.vegalite_to_vega(spec))  # in two steps: a third faster than in one

    def svg(self) -> str:
        """The picture as an SVG element that scales with the page; hidden from screen readers, which read the alternative."""
        root = r'<svg xmlns="http://www.w3.org/2000/svg" \1 aria-hidden="true" focusable="false">'
        return ROOT.sub(root, ARIA.sub("", self._drawn), count=1)

    def png(self) -> bytes:
        """The picture as PNG."""
        return vl_convert.svg_to_png(self._drawn, scale=PNG_SCALE)


class TrendPicture(Picture):
    """The lines of a trend and its comparators."""

    def __init__(self, trend: TrendBeside) -> None:
        self.trend = trend
        from cin_narrative.export.charts import drawing as charts

        self.title, self.subtitle = clean(charts.title(trend)), clean(charts.subtitle(trend))
        names = ", ".join(str(line.name) for line in trend.series)
        self.alternative = clean(f"Line chart of {names}. {trend.commentary()[1].plain}")
        # Why a year of the area has no point, or is not joined to the one before.
        said: list[Claim] = [*trend.gaps, *map(Caveat, trend.breaks)]
        self.notes = [clean(MARK.sub("", sentence(claim, Ledger()))) for claim in said]
        rows = [(str(year), *(figure.shown if (figure := line.at(year)) else NO_DATA for line in trend.series)) for year in trend.years]
        columns = ("Year", *(clean(str(line.name)) for line in trend.series))
        self.table = Table(f"{self.title}: the figures drawn", columns, tuple(rows))

    @property
    def figures(self) -> list[Figure]:
        """Every figure of every line."""
        return self.trend.figures

    def chart(self) -> Any:
        """The lines, in the field that every trend has."""
        from cin_narrative.export.charts import drawing as charts

        return charts.trend_chart(self.trend).properties(width=WIDTH, height=HEIGHT)


class ClaimPicture(Picture):
    """The bars or dots of one claim."""

    def __init__(self, made: ClaimChart) -> None:
        self.made = made
        self.title, self.subtitle = clean(made.title), clean(made.subtitle)
        self.alternative = clean(made.alternative)
        self.notes = [clean(note) for note in made.notes]
        rows = tuple(tuple(map(clean, row)) for row in made.cells)
        self.table = Table(f"{self.title}: the figures drawn", tuple(map(clean, made.columns)), rows)

    @property
    def figures(self) -> list[Figure]:
        """Every figure drawn or printed beside a mark."""
        return self.made.figures

    def chart(self) -> Any:
        """The rows, as high as they need."""
        from cin_narrative.export.charts import drawing as charts

        return charts.claim_chart(self.made).properties(width=WIDTH)


def picture_of(drawn: TrendBeside | ClaimChart) -> Picture:
    """The picture of a trend or of a chart of one claim."""
    return TrendPicture(drawn) if isinstance(drawn, TrendBeside) else ClaimPicture(drawn)
