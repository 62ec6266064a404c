"""The second part of the report, folded: every statement figure by figure, the tables, what is not
shown, and notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.layout import page_of
from cin_narrative.export.page import legend
from cin_narrative.messages import message
from cin_narrative.report.annex.closing import closing_headings
from cin_narrative.report.summary import Summary
from cin_narrative.screen.ask import model_help
from cin_narrative.screen.chart_picture import show_chart
from cin_narrative.screen.citing import APART, cited, cited_table
from cin_narrative.screen.opened import Place
from cin_narrative.screen.parts import file_stem, plain
from cin_narrative.screen.render_cache import kept
from cin_narrative.screen.report.section import section, show_bar
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Paragraph

FOLD = "more_figures"


def show_annex(
    summary: Summary,
    charts: Mapping[Place, Sequence[ClaimChart]],
    store: Store,
    shown: list[str],
) -> None:
    """Nothing where the page has no second part."""
    parts: dict[str, list[Paragraph]] = {}
    for part in summary.paragraphs:
        if part.annex:
            parts.setdefault(part.heading, []).append(part)
    if not parts:
        return
    with section(message("screen.more_figures"), shown):
        _fold(summary, charts, parts, store)


@st.fragment
def _fold(
    summary: Summary,
    charts: Mapping[Place, Sequence[ClaimChart]],
    parts: Mapping[str, list[Paragraph]],
    store: Store,
) -> None:
    """What is in the fold is made when it is opened: most readers never do."""
    fold = st.expander(message("screen.every_sentence"), key=FOLD, on_change="rerun")
    if not fold.open:
        return
    own: list[str] = []
    with fold:
        for heading, paragraphs in parts.items():
            if heading not in closing_headings():
                _show_section(summary, heading, paragraphs, store, own)
                for one in charts.get((True, heading), ()):
                    show_chart(one, store, f"chart-{file_stem(str(one.name))}")
        _show_tables(summary, store)
        for heading in closing_headings():
            if heading in parts:
                _show_section(summary, heading, parts[heading], store, own)


def _show_section(
    summary: Summary, heading: str, paragraphs: list[Paragraph], store: Store, own: list[str]
) -> None:
    st.subheader(plain(heading), anchor=False)
    key = f"section-{heading}" if heading not in own else f"section-{heading}-{len(own)}"
    own.append(heading)
    page, words = model_help.shown_section(f"section-{heading}", summary, paragraphs)
    cited(page, words, store, f"annex-{key}", APART)
    model_help.show_section_help(f"section-{heading}", summary, paragraphs)
    show_bar(page, words, (), store, f"annex-{file_stem(heading)}")


def _show_tables(summary: Summary, store: Store) -> None:
    for laid_out in kept(page_of, summary).annex:
        for number, one in enumerate(laid_out.tables):
            st.subheader(plain(laid_out.heading), anchor=False)
            cited_table(summary, one, store, f"annex-{file_stem(laid_out.heading)}-{number}")
            for line in legend(one.symbols):
                st.caption(plain(line))
