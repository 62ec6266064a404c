"""A trend on the screen: the chart, its words, its table and its download."""

from __future__ import annotations

from copy import deepcopy

import streamlit as st

from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.line_drawing import trend_chart
from cin_narrative.export.charts.trend_words import source, subtitle, title
from cin_narrative.messages import message
from cin_narrative.report.trends import TrendBeside
from cin_narrative.screen.citing import Look, cited
from cin_narrative.screen.parts import download, plain, table
from cin_narrative.screen.render_cache import kept
from cin_narrative.screen.report.section import picture_button
from cin_narrative.store.store import Store
from cin_narrative.writing.receipts import MEANING


def show_trend(shown: TrendBeside, store: Store, key: str, words: bool = True) -> None:
    """One trend beside its comparators; with its ``words`` and downloads, or the chart alone."""
    commentary, paragraph = kept(TrendBeside.commentary, shown)
    with st.container(key=f"drawn-{key}"):
        st.markdown(f"**{plain(title(shown))}**")
        st.caption(plain(f"{subtitle(shown)}."))
        st.vega_lite_chart(
            spec=deepcopy(kept(trend_chart, shown)),
            theme=None,
            alt=paragraph.plain,
            width="stretch",
            key=f"{key}-picture",
        )
        st.caption(plain(source(shown, store.releases)))
    if not words:
        return
    cited(commentary, [paragraph], store, key=f"{key}-text")
    with st.expander(message("screen.table_behind_trend")):
        _table(shown)
    with st.container(horizontal=True, vertical_alignment="center", key=f"bar-{key}"):
        cited(commentary, [paragraph], store, f"copy-{key}", Look(bar=True))
        picture_button(shown, str(shown.name), key)
        label = message("screen.download_trend")
        download(label, shown.figures, shown.name, key=f"download-{key}", quiet=True)


def _table(shown: TrendBeside) -> None:
    rows = [
        {"Year": year} | {line.name: _shown(line.at(year)) for line in shown.series}
        for year in shown.years
    ]
    table(rows, f"{shown.name}, by year")
    for symbol in dict.fromkeys(figure.symbol for figure in shown.figures if figure.symbol):
        st.caption(plain(f"[{symbol.value}] {MEANING[symbol]}"))


def _shown(figure: Figure | None) -> str:
    return figure.shown if figure else ""
