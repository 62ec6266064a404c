"""Charts as pictures, offline. The one home of vl_convert.

A picture has a title that says what happened, a subtitle (measure, period), a text alternative, a
source, and a note for each gap; SVG for a page on the screen, PNG for a document.
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from html import escape

import vl_convert

from cin_narrative.claims.claims import Caveat, Claim
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.drawing import claim_chart
from cin_narrative.export.charts.line_drawing import panel_chart, trend_chart
from cin_narrative.export.charts.look import Spec
from cin_narrative.export.charts.panels import Panels, lines, panel_name
from cin_narrative.export.charts.trend_words import line_label, subtitle, title
from cin_narrative.export.notes import published_in
from cin_narrative.export.page import Table, clean
from cin_narrative.messages import message
from cin_narrative.report.trends import Series, TrendBeside
from cin_narrative.writing.commentary import MARK
from cin_narrative.writing.render import Ledger
from cin_narrative.writing.sentences import sentence

WIDTH = 640  # of the whole picture, in pixels of the screen
KEPT = 32  # pictures, of some tens of kilobytes: those of the pages that somebody has before them
PNG_SCALE = 2  # 1,280 dots across 16 cm of paper: 200 to the inch
ARIA = re.compile(
    r' (?:aria-[a-z]+|role)="[^"]*"'
)  # the text alternative of the whole picture stands for these
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
    def chart(self, heading: str = "", under: str = "") -> Spec:
        """The chart as Vega-Lite, with its size; ``heading`` and ``under`` are written in it where
        it has to stand alone.
        """

    @property
    def source(self) -> str:
        """Where the figures drawn are published."""
        return clean(message("export.chart_source", where=published_in(self.figures)))

    @cached_property
    def _drawn(self) -> str:
        return _drawn(self.chart())

    @cached_property
    def _alone(self) -> str:
        """With its title, what it measures, what is not drawn, and its source in it."""
        return _drawn(self.chart(self.title, "\n".join([self.subtitle, *self.notes, self.source])))

    def svg(self) -> str:
        """The picture as an SVG element that scales with the page; hidden from screen readers,
        which read the alternative.
        """
        root = r'<svg xmlns="http://www.w3.org/2000/svg" \1 aria-hidden="true" focusable="false">'
        return ROOT.sub(root, ARIA.sub("", self._drawn), count=1)

    def png(self) -> bytes:
        """The picture as PNG."""
        return png_of(self._drawn)

    def svg_file(self) -> bytes:
        """The picture as an SVG file that stands alone: its title and text alternative are in it,
        for every reader.
        """
        told = f"<title>{escape(self.title)}</title><desc>{escape(self.alternative)}</desc>"
        drawn = ROOT.sub(
            lambda root: f'{root[0][:-1]} role="img">{told}', ARIA.sub("", self._alone), count=1
        )
        return f"{drawn}\n".encode()

    def png_file(self) -> bytes:
        """The picture as a PNG file that stands alone."""
        return png_of(self._alone)


def _drawn(spec: Spec) -> str:
    if "concat" not in spec:  # whose parts have their own sizes
        spec = spec | {"autosize": {"type": "fit-x", "contains": "padding"}}
    return svg_of(json.dumps(spec))


@lru_cache(maxsize=KEPT)
def svg_of(spec: str) -> str:
    """A chart, written as JSON, as SVG: drawn once for all formats of a page."""
    # in two steps: a third faster than in one
    return vl_convert.vega_to_svg(vl_convert.vegalite_to_vega(spec))


@lru_cache(maxsize=KEPT)
def png_of(svg: str) -> bytes:
    """The same as PNG."""
    return vl_convert.svg_to_png(svg, scale=PNG_SCALE)


def forget_pictures() -> None:
    """Draw every picture anew from here on."""
    svg_of.cache_clear()
    png_of.cache_clear()


class TrendPicture(Picture):
    """The lines of a trend and its comparators."""

    def __init__(self, trend: TrendBeside) -> None:
        self.trend = trend
        self.title, self.subtitle = clean(title(trend)), clean(subtitle(trend))
        names = ", ".join(str(line.name) for line in trend.series)
        self.alternative = clean(f"Line chart of {names}. {trend.commentary()[1].plain}")
        # Why a year of the area has no point, or is not joined to the one before.
        said: list[Claim] = [*trend.gaps, *map(Caveat, trend.breaks)]
        self.notes = [clean(MARK.sub("", sentence(claim, Ledger()))) for claim in said]
        rows = [
            (
                str(year),
                *(figure.shown if (figure := line.at(year)) else NO_DATA for line in trend.series),
            )
            for year in trend.years
        ]
        columns = ("Year", *(clean(str(line.name)) for line in trend.series))
        self.table = Table(f"{self.title}: the figures drawn", columns, tuple(rows))

    @property
    def figures(self) -> list[Figure]:
        """Every figure of every line."""
        return self.trend.figures

    def chart(self, heading: str = "", under: str = "") -> Spec:
        """The lines, in the field that every trend has."""
        return trend_chart(self.trend, heading, under) | {"width": WIDTH}


class ClaimPicture(Picture):
    """The bars or dots of one claim."""

    def __init__(self, made: ClaimChart) -> None:
        self.made = made
        self.title, self.subtitle = clean(made.title), clean(made.subtitle)
        self.alternative = clean(made.alternative)
        self.notes = [clean(note) for note in made.notes]
        rows = tuple(tuple(map(clean, row)) for row in made.cells)
        self.table = Table(
            f"{self.title}: the figures drawn", tuple(map(clean, made.columns)), rows
        )

    @property
    def figures(self) -> list[Figure]:
        """Every figure drawn or printed beside a mark."""
        return self.made.figures

    def chart(self, heading: str = "", under: str = "") -> Spec:
        """The rows, as high as they need."""
        return claim_chart(self.made, heading, under) | {"width": WIDTH}


class PanelsPicture(Picture):
    """The small panels of the stages of a case."""

    def __init__(self, made: Panels) -> None:
        self.made = made
        self.title, self.subtitle = clean(made.title), clean(made.subtitle)
        self.alternative = clean(made.alternative)
        self.notes = [clean(note) for note in made.remarks]
        named = [(panel_name(trend), line) for trend in made.trends for line in lines(trend)]
        rows = [(f"{name}, {line_label(line)}", *_cells(line, made.years)) for name, line in named]
        columns = ("Line", *map(str, made.years))
        self.table = Table(f"{self.title}: the figures drawn", columns, tuple(rows))

    @property
    def figures(self) -> list[Figure]:
        """Every figure of every line."""
        return self.made.figures

    def chart(self, heading: str = "", under: str = "") -> Spec:
        """The panels, each of the same size."""
        return panel_chart(self.made, heading, under)


def _cells(line: Series, years: Iterable[int]) -> Iterator[str]:
    return (figure.shown if (figure := line.at(year)) else NO_DATA for year in years)


def picture_of(drawn: TrendBeside | ClaimChart | Panels) -> Picture:
    """The picture of a trend, of panels of trends, or of a chart of one claim."""
    if isinstance(drawn, Panels):
        return PanelsPicture(drawn)
    return TrendPicture(drawn) if isinstance(drawn, TrendBeside) else ClaimPicture(drawn)
