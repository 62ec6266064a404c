"""The store that the page reads, opened once and again when another has been put in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import streamlit as st

from cin_narrative import api
from cin_narrative.access.audience import admit
from cin_narrative.api import holdings
from cin_narrative.catalogue.areas import Area
from cin_narrative.claims.claims import Comparison, Method
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import PUBLISHABLE
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.page import claim_charts, spoken_of
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.overview import Overview, overview
from cin_narrative.report.summary import Form, Summary, summarise
from cin_narrative.report.trends import TrendBeside, drawable, trends_of
from cin_narrative.store.store import Store

HERE = Path(__file__).parent  # where the files of the views are
Stamp = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a summary is shown: its form, or one section by its heading; since when changes
    are told; how areas are compared; the year of the neighbour model (None: the newest).
    """

    form: Form = Form.LONG
    section: str | None = None
    since: int | None = None
    method: Method = Method.BANDS
    audience: str = PUBLISHABLE
    neighbours: int | None = None


WHOLE = Extent()
Place = tuple[bool, str]  # whether in the annex, and the heading of the section
NOWHERE: Place = (False, "")


@dataclass(slots=True)
class SummaryPage:
    """A summary and, made through the same disclosure door after it, the trends of what it
    compares.
    """

    summary: Summary
    desk: Desk
    only_figures_changed: bool = False
    compared: dict[str, Comparison] | None = None
    trends: dict[str, TrendBeside] = field(default_factory=dict)
    drawn: list[ClaimChart] | None = None

    def trend_names(self) -> list[str]:
        """What a trend can be shown of, in the order in which the summary compares it."""
        if self.compared is None:
            claims = [claim for paragraph in self.summary.paragraphs for claim in paragraph.claims]
            made = [claim for claim in claims if isinstance(claim, Comparison)]
            self.compared = drawable(self.desk, made)
        return list(self.compared)

    def trend(self, name: str) -> TrendBeside:
        """One of ``trend_names`` beside its comparators, worked out when first asked for."""
        if name not in self.trends and self.compared is not None:
            (self.trends[name],) = trends_of(self.desk, [self.compared[name]])
        return self.trends[name]

    def placed(self) -> dict[Place, list[ClaimChart]]:
        """The charts of claims by where they stand: one in a section of the main part that tells
        the figure, else in the first that speaks of it; all are made at once.
        """
        if self.drawn is None:
            self.drawn = claim_charts(self.summary, self.desk)
        found: dict[Place, list[ClaimChart]] = {}
        for one in self.drawn:
            told = (
                (False, part.heading)
                for part in self.summary.parts
                if part.part is not Kind.STAGES and (False, part.heading) not in found
                if one.first.indicator.id in {name for name, *_ in part.named}
            )
            said = (
                (part.annex, part.heading)
                for part in self.summary.paragraphs
                if one.first.indicator in map(spoken_of, part.claims)
            )
            found.setdefault(next(chain(told, said), NOWHERE), []).append(one)
        return found


def store() -> Store:
    """The store, opened read-only; another file in its place is seen on the next run. Raises
    ``StoreFault``.
    """
    return _opened(stamp())


def stamp() -> Stamp:
    """What tells one store file from the next: its path, number, time and size. Builds the default
    store where there is none; raises ``StoreMissing`` where one that is named is not there.
    """
    path = api.place_to_read()
    found = path.stat()
    return str(path), found.st_ino, found.st_mtime_ns, found.st_size


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(key: Stamp) -> Store:
    """One open store for all readers. One that has been replaced lives on for those who are still
    reading it.
    """
    return api.open_store()


def is_starter() -> bool:
    """Whether the figures are the starter figures and no others. Raises ``StoreFault``."""
    return _is_starter(stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _is_starter(key: Stamp) -> bool:
    return api.holds_starter_alone(_opened(key))


def labels() -> dict[str, Area]:
    """Label -> area, of all that is held."""
    return _labels(stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _labels(key: Stamp) -> dict[str, Area]:
    return holdings.areas_held(_opened(key))


def years(area: Area, release: str) -> list[int]:
    """The years that ``release`` holds for ``area``, newest first."""
    return _years(stamp(), area.code, area.first_year, release)


@st.cache_resource(max_entries=1000, show_spinner=False)
def _years(key: Stamp, code: str, first: int, release: str) -> list[int]:
    area = api.areas().get(code, first)
    return holdings.years_in(_opened(key), area, release)


def summary_page(area: Area, year: int, release: str, extent: Extent = WHOLE) -> SummaryPage:
    """The summary of ``area`` for ``year``, kept for the next reader. Raises ``NotHeld``, and
    ``NotAllowed`` for the internal view.
    """
    admit(extent.audience, store().path, "page", area, year)
    return _summary_page(stamp(), area.code, year, release, extent)


@st.cache_resource(max_entries=100, show_spinner=False)
def _summary_page(key: Stamp, code: str, year: int, release: str, extent: Extent) -> SummaryPage:
    desk = Desk(
        _opened(key),
        api.catalogue(),
        api.areas(extent.neighbours),
        release,
        method=extent.method,
        audience=extent.audience,
    )
    summary = summarise(
        desk, api.areas().get(code, year), year, extent.since, extent.form, extent.section
    )
    return SummaryPage(summary, desk, summary.only_figures_changed)


@dataclass(slots=True)
class OverviewPage:
    """An overview, and the desk that it was made at."""

    overview: Overview
    desk: Desk


def overview_page(area: Area, year: int, release: str, extent: Extent) -> OverviewPage:
    """The overview of ``area`` for ``year``, kept for the next reader. Raises ``NotHeld``."""
    return _overview_page(stamp(), area.code, year, release, extent)


@st.cache_resource(max_entries=200, show_spinner=False)
def _overview_page(key: Stamp, code: str, year: int, release: str, extent: Extent) -> OverviewPage:
    areas = api.areas(extent.neighbours)
    desk = Desk(_opened(key), api.catalogue(), areas, release, method=extent.method)
    return OverviewPage(overview(desk, areas.get(code, year), year, extent.since), desk)


def example_questions(home: str | None) -> list[str]:
    """Questions that the loaded figures answer, about ``home`` or the authority that most is held
    for.
    """
    return _example_questions(stamp(), home)


@st.cache_resource(max_entries=200, show_spinner=False)
def _example_questions(key: Stamp, home: str | None) -> list[str]:
    from cin_narrative.questions.examples import examples

    held = _opened(key)
    area = holdings.areas_held(held)[home] if home else holdings.area_to_start_with(held)
    if area is None:
        return []
    return examples(held, api.catalogue(), api.areas(), area, api.latest_year(held, area))
