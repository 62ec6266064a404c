"""One section of the report -> its heading and tables, and one quiet bar of what can be done with
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.panels import Panels
from cin_narrative.export.pictures import picture_of
from cin_narrative.messages import message
from cin_narrative.report.page_table import PageTable
from cin_narrative.report.trends import TrendBeside
from cin_narrative.screen.citing import Look, cited, cited_page_table
from cin_narrative.screen.drafts import drafts_open
from cin_narrative.screen.parts import button, download, file_stem, plain
from cin_narrative.screen.report.contents import section_key
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import Commentary, Paragraph

PNG = "image/png"


@contextmanager
def section(heading: str, shown: list[str]) -> Iterator[None]:
    """A section under its heading, which is entered among those ``shown``."""
    shown.append(heading)
    with st.container(key=section_key(heading)):
        st.header(plain(heading), anchor=False)
        yield


def show_tables(
    page: Commentary, tables: Sequence[PageTable], store: Store, key: str
) -> list[Figure]:
    """The tables of a section; the figures in them."""
    for number, one in enumerate(tables):
        cited_page_table(page, one, store, f"table-{key}-{number}")
    return [figure for one in tables for row in one.rows for figure in row.figures]


def show_bar(
    page: Commentary,
    paragraphs: Sequence[Paragraph],
    figures: Sequence[Figure],
    store: Store,
    key: str,
) -> None:
    """What can be done with a section: copy it, where it is not one paragraph; take its table,
    add it to the draft that is open; nothing of what is internal.
    """
    several = len(paragraphs) > 1 or not any(part.marks for part in paragraphs)
    if page.internal or not (paragraphs or figures):
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"bar-{key}"):
        if paragraphs and several:
            cited(page, paragraphs, store, f"copy-{key}", Look(bar=True))
        if figures:
            download(message("screen.table_csv"), figures, key, key=f"figures-{key}", quiet=True)
        _offer_to_add(page, paragraphs, key)


def _offer_to_add(page: Commentary, paragraphs: Sequence[Paragraph], key: str) -> None:
    name = drafts_open.open_name()
    if name is None or not any(part.marks for part in paragraphs):
        return
    if st.session_state.get(f"put-{key}") == (name, id(page)):
        st.caption(plain(message("screen.put_into_draft", draft=name)), width="content")
        return
    label = message("screen.add_to_draft", draft=name)
    button(label, f"put-{key}-{name}", _add, page, paragraphs, key, name, quiet=True)


def _add(page: Commentary, paragraphs: Sequence[Paragraph], key: str, name: str) -> None:
    own = Commentary(page.title, list(paragraphs), page.ledger)
    drafts_open.add_answer(name, own)
    st.session_state[f"put-{key}"] = (name, id(page))


def picture_button(drawn: TrendBeside | ClaimChart | Panels, name: str, key: str) -> None:
    """The button that takes a chart as a picture, which has its title and its source in it."""
    st.download_button(
        message("screen.chart_picture"),
        lambda: picture_of(drawn).png_file(),
        f"{file_stem(name)}.png",
        PNG,
        on_click="ignore",
        key=f"picture-{key}",
        type="tertiary",
    )
