"""The view of the report: the annual summary of an area, its trend beside the comparators, and what
the figures come from.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cin_narrative import api
from cin_narrative.api import holdings
from cin_narrative.claims.message import Lead
from cin_narrative.export.layout import page_of
from cin_narrative.export.page import ANNEX_HEADING, TO_BE_WRITTEN, Page, Section, clean, legend
from cin_narrative.messages import message
from cin_narrative.report.annex.closing import closing_headings
from cin_narrative.report.main_outline import Kind, Part
from cin_narrative.report.summary import ONLY_FIGURES, Summary
from cin_narrative.screen import opened
from cin_narrative.screen.ask import model_help
from cin_narrative.screen.citing import cited, cited_table
from cin_narrative.screen.claim_picture import show_claim_chart
from cin_narrative.screen.data.held import show_releases
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.kept import kept
from cin_narrative.screen.local_return import choose_audience, show_quality
from cin_narrative.screen.parts import (
    button,
    choose_sources,
    download,
    exports,
    file_stem,
    last_mistake,
    mistakes_in_one_line,
    plain,
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
    show_releases(store)
    model_help.wait_for_jobs()


def _sections(page: opened.SummaryPage, shared: opened.SummaryPage, store: Store) -> None:
    """The main part in the outline's order, then the annex, folded; without a main part, one
    section as it stands. The charts' places are filled last.

    The charts are those of ``shared``, the page as it may be published: each can be taken away.
    """
    summary = page.summary
    laid_out = {section.heading: section for section in kept(page_of, summary).sections}
    trends, places = None, dict[str, DeltaGenerator]()
    for part in summary.parts:
        _part(summary, part, laid_out, store)
        if part.part is Kind.STAGES:
            trends = st.container()
    main, annex = _paragraphs(summary, in_annex=False), _paragraphs(summary, in_annex=True)
    for heading, paragraphs in main.items():
        if heading not in {part.heading for part in summary.parts}:
            places[heading] = _section(summary, heading, paragraphs, store)
    if annex:
        with st.expander(ANNEX_HEADING):
            places |= _annex(summary, annex, store)
    with trends or st.container():
        _chart(shared, store)
    for heading, charts in shared.placed().items():
        with places.get(heading) or st.container():
            for one in charts:
                show_claim_chart(one, store, f"chart-{file_stem(str(one.name))}")


def _paragraphs(summary: Summary, in_annex: bool) -> dict[str, list[Paragraph]]:
    """The paragraphs of one of the page's two parts, by heading."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in summary.paragraphs:
        if paragraph.annex is in_annex:
            found.setdefault(paragraph.heading, []).append(paragraph)
    return found


def _part(summary: Summary, part: Part, laid_out: dict[str, Section], store: Store) -> None:
    """One part of the main part: its paragraphs, its tables; what people write; the sources."""
    paragraphs = _paragraphs(summary, in_annex=False).get(part.heading, [])
    section = laid_out.get(clean(part.heading))
    if part.part is Kind.SLOTS:
        _slots(summary)
    elif paragraphs:
        _section(summary, part.heading, paragraphs, store)
    elif section is not None:
        st.header(plain(part.heading), anchor=False)
    if section is not None and part.part is Kind.SOURCES:
        st.markdown("\n".join(f"- {plain(said.text)}" for said in section.bullets))
    for number, shown in enumerate(section.tables if section is not None else ()):
        cited_table(summary, shown, store, f"table-{part.part}-{number}")
        for line in legend(shown.symbols):
            st.caption(plain(line))


def _annex(
    summary: Summary, annex: dict[str, list[Paragraph]], store: Store
) -> dict[str, DeltaGenerator]:
    """What is said figure by figure, then the tables, then what is not shown, and notes; where the
    charts of each section go.
    """
    places = {
        heading: _section(summary, heading, paragraphs, store)
        for heading, paragraphs in annex.items()
        if heading not in closing_headings()
    }
    for section in kept(page_of, summary).annex:
        for number, shown in enumerate(section.tables):
            st.header(plain(section.heading), anchor=False)
            cited_table(summary, shown, store, f"annex-{file_stem(section.heading)}-{number}")
            for line in legend(shown.symbols):
                st.caption(plain(line))
    for heading in closing_headings():
        if heading in annex:
            _section(summary, heading, annex[heading], store)
    return places


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


def _section(
    summary: Summary, heading: str, paragraphs: list[Paragraph], store: Store
) -> DeltaGenerator:
    """A section; where its charts go."""
    st.header(plain(heading), anchor=False)
    page, shown = model_help.shown_section(f"section-{heading}", summary, paragraphs)
    cited(page, shown, store, key=f"section-{heading}")
    model_help.show_section_help(f"section-{heading}", summary, paragraphs)
    if any(isinstance(one, Lead) for part in paragraphs for one in part.claims) and summary.reasons:
        with st.expander(message("screen.why_these")):
            st.markdown("\n".join(f"- {plain(reason)}" for reason in summary.reasons))
    return st.container()


@st.fragment
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


if __name__ == "__main__":
    show()
