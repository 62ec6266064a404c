"""The view of the report: the annual summary of an area, section by section, with its charts beside
them, a list of them that stays, and what the figures come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from cin_narrative.api import holdings
from cin_narrative.claims.message import Lead
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.page import TO_BE_WRITTEN
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Kind, Part
from cin_narrative.report.page_table import PageTable
from cin_narrative.report.summary import ONLY_FIGURES, Summary
from cin_narrative.screen import opened
from cin_narrative.screen.ask import model_help
from cin_narrative.screen.chart_picture import show_chart
from cin_narrative.screen.citing import APART, cited
from cin_narrative.screen.data.holdings import show_releases
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.local_return import choose_audience, show_quality
from cin_narrative.screen.parts import (
    choose_sources,
    file_stem,
    last_mistake,
    mistakes_in_one_line,
    plain,
)
from cin_narrative.screen.pickers import Choice, choose
from cin_narrative.screen.report.annex import show_annex
from cin_narrative.screen.report.contents import show_contents
from cin_narrative.screen.report.export_menu import show_exports
from cin_narrative.screen.report.section import section, show_bar, show_tables
from cin_narrative.screen.trend_chart import show_trend
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Paragraph

DRAFTS_VIEW = opened.HERE / "drafts" / "draft_page.py"
CHART_HEADING = message("screen.year_by_year")
Charts = Mapping[opened.Place, Sequence[ClaimChart]]


def show() -> None:
    """The summary page."""
    heading = st.empty()
    heading.title("Children in need", anchor=False)
    with mistakes_in_one_line():
        store = opened.store()
        choice = choose(store, shows=True)
        audience = choose_audience(store, choice.area, choice.year)
        shared = opened.summary_page(choice.area, choice.year, choice.release, choice.extent)
        page = opened.summary_page(
            choice.area, choice.year, choice.release, replace(choice.extent, audience=audience)
        )
    heading.title(plain(page.summary.title), anchor=False)
    st.caption(plain(_loaded_line(page.summary, store)))
    show_exports(shared.summary, choice, store)
    show_quality(store, choice.area, choice.year, audience)
    choose_sources()
    if page.only_figures_changed:
        st.info(ONLY_FIGURES)
    listed, body = st.columns([1, 4], gap="medium")
    with body:
        shown = _show_sections(page, shared, store)
        _start_draft(choice, store, shown)
        with section(message("screen.data_loaded"), shown):
            st.markdown(plain(_all_loaded(page.summary, store)))
            show_releases(store)
    with listed:
        show_contents(shown)
    model_help.wait_for_jobs()


def _show_sections(page: opened.SummaryPage, shared: opened.SummaryPage, store: Store) -> list[str]:
    """The main part in the outline's order, then the annex, folded; without a main part, one
    section as it stands. Their headings.

    The charts are those of ``shared``, the page as it may be published: each can be taken away.
    """
    summary, shown = page.summary, list[str]()
    charts = shared.placed()
    paragraphs = summary_paragraphs(summary, in_annex=False)
    for part in summary.parts:
        _show_part(summary, part, paragraphs, charts, store, shown)
        if part.part is Kind.STAGES:
            _show_trends(shared, charts, store, shown)
    named = {part.heading for part in summary.parts}
    for heading, own in paragraphs.items():
        if heading not in named:
            _show_text(summary, heading, own, charts, store, shown)
    if not any(part.part is Kind.STAGES for part in summary.parts):
        _show_trends(shared, charts, store, shown)
    show_annex(summary, charts, store, shown)
    return shown


def summary_paragraphs(summary: Summary, in_annex: bool) -> dict[str, list[Paragraph]]:
    """The paragraphs of one of the page's two parts, by heading."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in summary.paragraphs:
        if paragraph.annex is in_annex:
            found.setdefault(paragraph.heading, []).append(paragraph)
    return found


def _show_part(
    summary: Summary,
    part: Part,
    paragraphs: Mapping[str, list[Paragraph]],
    charts: Charts,
    store: Store,
    shown: list[str],
) -> None:
    """One part of the main part: its paragraphs, tables and chart; what people write; sources."""
    own = paragraphs.get(part.heading, [])
    tables = [one for one in summary.tables if one.heading == part.heading and not one.annex]
    if part.part is Kind.SLOTS:
        _show_slots(summary, shown)
    elif part.part is Kind.SOURCES:
        with section(part.heading, shown):
            st.markdown("\n".join(f"- {plain(line)}" for line in summary.published_in))
    elif own or tables:
        _show_text(summary, part.heading, own, charts, store, shown, tables)


def _show_text(
    summary: Summary,
    heading: str,
    paragraphs: list[Paragraph],
    charts: Charts,
    store: Store,
    shown: list[str],
    tables: Sequence[PageTable] = (),
) -> None:
    """The words of a section, then its tables and its chart, then its bar."""
    key = file_stem(heading)
    with section(heading, shown):
        page, words = model_help.shown_section(f"section-{heading}", summary, paragraphs)
        if words:
            cited(page, words, store, f"section-{heading}", APART)
            model_help.show_section_help(f"section-{heading}", summary, paragraphs)
        _show_reasons(summary, paragraphs)
        figures = show_tables(summary, tables, store, key)
        show_bar(page, words, figures, store, key)
        for one in charts.get((False, heading), ()):
            show_chart(one, store, f"chart-{file_stem(str(one.name))}")


def _show_reasons(summary: Summary, paragraphs: Sequence[Paragraph]) -> None:
    if any(isinstance(one, Lead) for part in paragraphs for one in part.claims) and summary.reasons:
        with st.expander(message("screen.why_these")):
            st.markdown("\n".join(f"- {plain(reason)}" for reason in summary.reasons))


def _show_slots(summary: Summary, shown: list[str]) -> None:
    """The parts that only people can write, as the prompts that stand there until they do; the list
    of sections has the first.
    """
    for number, slot in enumerate(summary.slots):
        with section(slot.heading, [] if number else shown):
            st.markdown(f"*{plain(TO_BE_WRITTEN + slot.prompt)}*")


def _show_trends(page: opened.SummaryPage, charts: Charts, store: Store, shown: list[str]) -> None:
    """The trends, and the charts of what no section speaks of."""
    if page.trend_names():
        with section(CHART_HEADING, shown):
            _choose_trend(page, store)
            for one in charts.get(opened.NOWHERE, ()):
                show_chart(one, store, f"chart-{file_stem(str(one.name))}")


@st.fragment
def _choose_trend(page: opened.SummaryPage, store: Store) -> None:
    """One chart at a time, of any figure that the summary compares; its text, its table and its
    downloads.
    """
    chosen = st.selectbox("Figure to show", page.trend_names(), key="chart", bind="query-params")
    show_trend(page.trend(chosen), store, "chart")


def _start_draft(choice: Choice, store: Store, shown: list[str]) -> None:
    """A button that makes a draft of the whole page shown; the way to the draft that is open."""
    with section(message("screen.edit_and_sign"), shown):
        drafts_open.offer_start(store, choice, message("screen.start_draft"))
        last_mistake()
        if name := drafts_open.open_name():
            st.page_link(DRAFTS_VIEW, label=plain(f"Open the draft {name}"))


def _loaded_line(summary: Summary, store: Store) -> str:
    """The release that most figures of this page are from, and when it was loaded; of others how
    many: they are named beside what is loaded.
    """
    cited, found = _from(summary, store)
    if not found:
        return ""
    most = max(found, key=lambda held: cited[held.id])
    name = f"loaded_from_{min(len(found), 3)}"
    given = {"release": most.label, "others": len(found) - 1, "day": most.loaded}
    return message(f"screen.{name}", **given)


def _all_loaded(summary: Summary, store: Store) -> str:
    """Every release that figures of this page are from."""
    _, found = _from(summary, store)
    return message("screen.page_is_from", releases="; ".join(held.label for held in found))


def _from(summary: Summary, store: Store) -> tuple[Counter[str], list[holdings.ReleaseHeld]]:
    """How many figures of this page are from each release, and these releases."""
    cited = Counter(figure.release for figure in summary.figures)
    return cited, [held for held in holdings.releases_held(store) if held.id in cited]


if __name__ == "__main__":
    show()
