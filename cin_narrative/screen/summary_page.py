"""The first view: the annual summary of an area, its trend beside the comparators, and what the figures come from."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from cin_narrative import holdings
from cin_narrative.commentary.claims import Comparison
from cin_narrative.commentary.commentary import Paragraph
from cin_narrative.commentary.receipts import MEANING
from cin_narrative.commentary.summary import HEADLINES_HEADING, Summary
from cin_narrative.commentary.trends import TrendBeside
from cin_narrative.screen import opened
from cin_narrative.screen.parts import cited, download, mistakes_in_one_line, plain, table
from cin_narrative.screen.pickers import choose
from cin_narrative.store.figures import Figure
from cin_narrative.store.store import Store

CHART_HEADING = "Trend beside comparators"


def show() -> None:
    """The summary page."""
    heading = st.empty()
    heading.title("Children in need", anchor=False)
    with mistakes_in_one_line():
        store = opened.store()
        choice = choose(store)
        page = opened.summary_page(choice.area, choice.year, choice.release)
    heading.title(plain(page.summary.title), anchor=False)
    st.caption(plain(_loaded_line(store)))
    _sections(page, store)
    st.header("Data loaded", anchor=False)
    _data_loaded(store)


def _sections(page: opened.SummaryPage, store: Store) -> None:
    """The sections in order; the chart's place, after the first section that compares, is filled last."""
    sections = [(heading, list(paragraphs)) for heading, paragraphs in groupby(page.summary.paragraphs, key=lambda part: part.heading)]
    place = None
    for number, (heading, paragraphs) in enumerate(sections):
        _section(page.summary, heading, paragraphs, store, number)
        if place is None and any(isinstance(claim, Comparison) for part in paragraphs for claim in part.claims):
            place = st.container()
    download("Download the figures of this summary (CSV)", page.summary.figures, page.summary.title, key="download-summary")
    if place is not None:
        with place:
            _chart(page, store)


def _section(summary: Summary, heading: str, paragraphs: list[Paragraph], store: Store, number: int) -> None:
    st.header(plain(heading), anchor=False)
    cited(summary, paragraphs, store, key=f"section-{number}")
    if heading == HEADLINES_HEADING:
        with st.expander("Why these headlines"):
            st.markdown("\n".join(f"- {plain(reason)}" for reason in summary.reasons))


def _chart(page: opened.SummaryPage, store: Store) -> None:
    """One chart at a time, of any figure that the summary compares; its text, its table and its download."""
    trends = {str(one.name): one for one in page.charts()}
    if not trends:
        return
    st.header(CHART_HEADING, anchor=False)
    shown = trends[st.selectbox("Figure to show", list(trends), key="chart", bind="query-params")]
    from cin_narrative.commentary import charts  # altair takes a third of a second: after the text is on the screen

    commentary, paragraph = shown.commentary()
    st.markdown(f"**{plain(charts.title(shown))}**")
    st.caption(plain(f"{charts.unit(shown)}. {charts.period(shown)}."))
    st.altair_chart(charts.trend_chart(shown), theme=None, alt=paragraph.plain, width="stretch")
    st.caption(plain(charts.source(shown, store.releases)))
    cited(commentary, [paragraph], store, key="chart-text")
    with st.expander("Table behind the chart"):
        _chart_table(shown)
    download("Download this table (CSV)", shown.figures, shown.name, key="download-chart")


def _chart_table(shown: TrendBeside) -> None:
    rows = [{"Year": year} | {line.name: _shown(line.at(year)) for line in shown.series} for year in shown.years]
    table(rows, f"{shown.name}, by year")
    for symbol in dict.fromkeys(figure.symbol for figure in shown.figures if figure.symbol):
        st.caption(plain(f"[{symbol.value}] {MEANING[symbol]}"))


def _shown(figure: Figure | None) -> str:
    return figure.shown if figure else ""


def _loaded_line(store: Store) -> str:
    held = holdings.releases_held(store)
    return f"From {held[0].label}, loaded {held[0].loaded}." if held else ""


def _data_loaded(store: Store) -> None:
    rows = [{"Release": held.label, "Files": ", ".join(held.files), "Loaded": held.loaded} for held in holdings.releases_held(store)]
    table(rows, "The releases in the store, their files, and when they were loaded")


if __name__ == "__main__":
    show()
