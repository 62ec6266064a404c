"""The view of the report: the annual summary of an area, its trend beside the comparators, and what
the figures come from.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cin_narrative import api
from cin_narrative.api import holdings
from cin_narrative.claims.claims import Comparison
from cin_narrative.export.page import CLOSING, TO_BE_WRITTEN, Page, Table, legend
from cin_narrative.messages import message
from cin_narrative.report.summary import HEADLINES_HEADING, ONLY_FIGURES, QUESTIONS_HEADING, Summary
from cin_narrative.screen import opened
from cin_narrative.screen.ask import model_help
from cin_narrative.screen.claim_picture import show_claim_chart
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.local_return import choose_audience, show_quality
from cin_narrative.screen.parts import (
    button,
    choose_sources,
    cited,
    cited_table,
    download,
    exports,
    file_stem,
    last_mistake,
    mistakes_in_one_line,
    plain,
    table,
)
from cin_narrative.screen.pickers import Choice, choose
from cin_narrative.screen.trend_chart import show_trend
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Paragraph

DRAFTS_VIEW = Path(__file__).parent / "drafts" / "draft_page.py"
CHART_HEADING = "Trend beside comparators"


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
    show_quality(store, choice.area, choice.year, audience)
    choose_sources()
    if page.only_figures_changed:
        st.info(ONLY_FIGURES)
    _sections(page, shared, store)
    _downloads(shared.summary, choice, store)
    _start_draft(choice, store)
    st.header("Data loaded", anchor=False)
    _data_loaded(store)
    model_help.wait_for_jobs()


def _sections(page: opened.SummaryPage, shared: opened.SummaryPage, store: Store) -> None:
    """The sections in the order of every export; the charts' places, the trends' after the first
    section that compares, are filled last.

    The charts are those of ``shared``, the page as it may be published: each can be taken away.
    """
    summary = page.summary
    sections = {
        heading: list(paragraphs)
        for heading, paragraphs in groupby(summary.paragraphs, key=lambda part: part.heading)
    }
    last = (*CLOSING, QUESTIONS_HEADING)
    closing = {heading: sections.pop(heading) for heading in last if heading in sections}
    trends, places = _opening(summary, sections, store)
    _comparison(summary, store)
    _closing(summary, closing, store)
    if trends is not None:
        with trends:
            _chart(shared, store)
    for heading, charts in shared.placed().items():
        with places.get(heading) or st.container():
            for one in charts:
                show_claim_chart(one, store, f"chart-{file_stem(str(one.name))}")


def _opening(
    summary: Summary, sections: dict[str, list[Paragraph]], store: Store
) -> tuple[DeltaGenerator | None, dict[str, DeltaGenerator]]:
    """The sections before the table; where the trends go, and the charts of each section."""
    trends, places = None, dict[str, DeltaGenerator]()
    for heading, paragraphs in sections.items():
        _section(summary, heading, paragraphs, store)
        places[heading] = st.container()
        claims = (claim for part in paragraphs for claim in part.claims)
        if trends is None and any(isinstance(claim, Comparison) for claim in claims):
            trends = st.container()
    return trends, places


def _comparison(summary: Summary, store: Store) -> None:
    """The table of the area beside others, where the page has one."""
    if summary.table is None:
        return
    st.header(summary.table.heading, anchor=False)
    rows = tuple(tuple(row) for row in summary.table.cells(summary.ledger))
    columns = ("Figure", *summary.table.columns)
    shown = Table(f"{summary.title}, beside other areas", columns, rows)
    cited_table(summary, shown, store, "comparison")
    for line in legend(shown.symbols):
        st.caption(plain(line))


def _closing(summary: Summary, closing: dict[str, list[Paragraph]], store: Store) -> None:
    """The sections after the table; what only people can write stands before the questions."""
    for heading, paragraphs in closing.items():
        if heading == QUESTIONS_HEADING:
            _slots(summary)
        _section(summary, heading, paragraphs, store)
    if QUESTIONS_HEADING not in closing:
        _slots(summary)


def _slots(summary: Summary) -> None:
    """The parts that only people can write, as the prompts that stand there until they do."""
    for slot in summary.slots:
        st.header(plain(slot.heading), anchor=False)
        st.markdown(f"*{plain(TO_BE_WRITTEN + slot.prompt)}*")


def _downloads(summary: Summary, choice: Choice, store: Store) -> None:
    """The page in every format, written when it is asked for, and its figures."""
    extent = choice.extent

    def laid_out(draws: bool) -> Page:
        return api.annual_page(
            store,
            choice.area,
            choice.year,
            choice.release,
            since=extent.since,
            form=extent.form,
            section=extent.section,
            method=extent.method,
            draws=draws,
            neighbours=extent.neighbours,
        )

    st.header(message("screen.take_it_with_you"), anchor=False)
    exports(laid_out, summary.title, key="summary")
    download(
        message("screen.download_summary"),
        summary.figures,
        summary.title,
        key="download-summary",
    )


def _start_draft(choice: Choice, store: Store) -> None:
    """A button that makes a draft of the whole page shown; the way to the draft that is open."""
    st.header("Edit and sign", anchor=False)
    button(
        message("screen.start_draft"),
        "start-draft",
        drafts_open.start,
        store,
        choice.area,
        choice.year,
        choice.release,
        choice.extent.since,
        choice.extent.method,
    )
    last_mistake()
    if name := drafts_open.open_name():
        st.page_link(DRAFTS_VIEW, label=plain(f"Open the draft {name}"))


def _section(summary: Summary, heading: str, paragraphs: list[Paragraph], store: Store) -> None:
    st.header(plain(heading), anchor=False)
    page, shown = model_help.shown_section(f"section-{heading}", summary, paragraphs)
    cited(page, shown, store, key=f"section-{heading}")
    model_help.show_section_help(f"section-{heading}", summary, paragraphs)
    if heading == HEADLINES_HEADING:
        with st.expander("Why these headlines"):
            st.markdown("\n".join(f"- {plain(reason)}" for reason in summary.reasons))


def _chart(page: opened.SummaryPage, store: Store) -> None:
    """One chart at a time, of any figure that the summary compares; its text, its table and its
    download.
    """
    trends = {str(one.name): one for one in page.charts()}
    if not trends:
        return
    st.header(CHART_HEADING, anchor=False)
    show_trend(
        trends[st.selectbox("Figure to show", list(trends), key="chart", bind="query-params")],
        store,
        "chart",
    )


def _loaded_line(summary: Summary, store: Store) -> str:
    """The releases that the figures of this page are from, and when each was loaded."""
    cited = {figure.release for figure in summary.figures}
    found = [
        f"{held.label}, loaded {held.loaded}"
        for held in holdings.releases_held(store)
        if held.id in cited
    ]
    return f"From {'; '.join(found)}." if found else ""


def _data_loaded(store: Store) -> None:
    rows = [
        {"Release": held.label, "Files": ", ".join(held.files), "Loaded": held.loaded}
        for held in holdings.releases_held(store)
    ]
    table(rows, message("screen.releases_held"))


if __name__ == "__main__":
    show()
