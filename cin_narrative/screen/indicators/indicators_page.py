"""What is typed -> the view of what every indicator means, found by any name people use for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import streamlit as st

from cin_narrative import api
from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.messages import message, words
from cin_narrative.screen.indicators.indicator_search import facts, search
from cin_narrative.screen.parts import mistakes_in_one_line, plain


def show() -> None:
    """The indicators page."""
    st.title("Indicators", anchor=False)
    st.markdown(message("screen.what_figures_count"))
    with mistakes_in_one_line():
        catalogue = api.catalogue()
        wanted = st.text_input(
            "Find an indicator",
            key="find",
            bind="query-params",
            live=True,
            type="search",
            placeholder=message("screen.example_search"),
        )
        found = search(catalogue, wanted or "")
    st.markdown(f"**{plain(_how_many(found, catalogue))}**")
    for group, members in groupby(found, key=lambda indicator: indicator.group):
        st.header(plain(words("catalogue.groups").get(group, group)), anchor=False)
        for indicator in members:
            with st.expander(plain(str(indicator.title)), key=f"indicator-{indicator.id}"):
                st.markdown("\n\n".join(_lines(indicator, catalogue)))


def _how_many(found: list[Indicator], catalogue: Catalogue) -> str:
    if not found:
        return message("screen.no_indicator")
    return f"{len(found)} of {len(catalogue.indicators)} indicators"


def _lines(indicator: Indicator, catalogue: Catalogue) -> Iterator[str]:
    """The definition in Markdown; everything that comes from the definitions is text."""
    yield plain(indicator.definition)
    if indicator.why:
        yield plain(indicator.why)
    for term, text in facts(indicator, catalogue):
        yield f"**{term}:** {plain(text)}"
    categories = catalogue.counts_of(indicator).categories.values()
    if categories:
        yield "**Categories:**\n" + "\n".join(
            f"- {plain(category.label)}" for category in categories
        )
    if indicator.notes:
        yield "**Notes:**\n" + "\n".join(
            f"- {plain(catalogue.notes[note].text)}" for note in indicator.notes
        )


if __name__ == "__main__":
    show()
