"""Charts as pictures, offline. The one home of vl_convert.

A picture has a title that says what happened, a subtitle (measure, period), a text alternative, a source, and a note for
each gap; SVG for a page on the screen, PNG for a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import vl_convert

from cin_narrative.commentary import charts
from cin_narrative.commentary.claims import Direction
from cin_narrative.commentary.commentary import MARK
from cin_narrative.commentary.export_page import Table, clean
from cin_narrative.commentary.sentences import lower_first, sentence
from cin_narrative.commentary.trends import TrendBeside
from cin_narrative.commentary.words import Ledger

WIDTH, HEIGHT = 640, 240  # of the whole picture and of the field that is drawn in, in pixels of the screen
PNG_SCALE = 2  # 1,280 dots across 16 cm of paper: 200 to the inch
VERBS = {Direction.HIGHER: "rose", Direction.LOWER: "fell", Direction.SIMILAR: "changed little", Direction.SAME: "was the same"}
ARIA = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')  # the text alternative of the whole picture stands for these
ROOT = re.compile(r"<svg [^>]*?(viewBox=\"[^\"]*\")[^>]*>")
NO_DATA = "none held"


@dataclass(frozen=True)
class Picture:
    """One chart, ready for a document."""

    trend: TrendBeside

    @property
    def title(self) -> str:
        """What the chart says, in one line without figures."""
        change = self.trend.trend.change
        verb = VERBS[change.judgement.direction] if change else VERBS[Direction.SIMILAR]
        first, last = self.trend.years[0], self.trend.years[-1]
        return clean(f"{self.trend.series[0].name}: {lower_first(self.trend.name)} {verb}, {first} to {last}")

    @property
    def subtitle(self) -> str:
        """What is measured, and when."""
        return clean(f"{charts.unit(self.trend)}, {charts.period(self.trend)}")

    @property
    def alternative(self) -> str:
        """What the picture shows, for those who do not see it."""
        names = ", ".join(str(line.name) for line in self.trend.series)
        return clean(f"Line chart of {names}. {self.trend.commentary()[1].plain}")

    @property
    def source(self) -> str:
        """The files and releases drawn."""
        read = {f"{source}, release {figure.release}" for figure in self.trend.figures for source in figure.source.split("; ")}
        return clean(f"Source: {'; '.join(sorted(read))}.")

    @property
    def notes(self) -> list[str]:
        """Why a year of the area has no point."""
        return [clean(MARK.sub("", sentence(gap, Ledger()))) for gap in self.trend.gaps]

    @property
    def table(self) -> Table:
        """The figures drawn, a row for each year."""
        series = self.trend.series
        rows = [(str(year), *(figure.shown if (figure := line.at(year)) else NO_DATA for line in series)) for year in self.trend.years]
        return Table(f"{self.title}: the figures drawn", ("Year", *(clean(str(line.name)) for line in series)), tuple(rows))

    @cached_property
    def _drawn(self) -> str:
        spec = charts.trend_chart(self.trend).properties(width=WIDTH, height=HEIGHT).to_dict(validate=False)
        spec["autosize"] = {"type": "fit-x", "contains": "padding"}
        return vl_convert.vega_to_svg(vl_convert.vegalite_to_vega(spec))  # in two steps: a third faster than in one

    def svg(self) -> str:
        """The picture as an SVG element that scales with the page; hidden from screen readers, which read the alternative."""
        root = r'<svg xmlns="http://www.w3.org/2000/svg" \1 aria-hidden="true" focusable="false">'
        return ROOT.sub(root, ARIA.sub("", self._drawn), count=1)

    def png(self) -> bytes:
        """The picture as PNG."""
        return vl_convert.svg_to_png(self._drawn, scale=PNG_SCALE)
