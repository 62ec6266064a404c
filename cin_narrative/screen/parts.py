"""Parts that every view uses: text that stays text, paragraphs with receipts and copy buttons, errors in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from cin_narrative import api
from cin_narrative.command_output import figure_lines
from cin_narrative.commentary.commentary import MARK, Commentary, Paragraph
from cin_narrative.commentary.receipts import receipts
from cin_narrative.errors import CinNarrativeError
from cin_narrative.store.figures import Figure
from cin_narrative.store.store import Store

HERE = Path(__file__).parent
MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~$:@&^=])")
LINK = re.compile(r"https?:|www|@", re.IGNORECASE)  # an unseen joiner after these keeps addresses from becoming links
LINE_START = re.compile(r"(?m)^(\s*)(-|\d+[.)])")

_cited = st.components.v2.component(
    "cin_narrative_cited",
    html='<div class="cin-cited"></div>',
    css=(HERE / "cited.css").read_text(encoding="utf-8"),
    js=(HERE / "cited.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def plain(text: str) -> str:
    """``text`` with every character escaped that Markdown would read as markup: data is shown, never rendered."""
    escaped = MARKUP.sub(r"\\\1", LINK.sub("\\g<0>\u2060", text))
    return LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped)


def cited(commentary: Commentary, paragraphs: Sequence[Paragraph], store: Store, key: str) -> None:
    """Show ``paragraphs``: each mark opens its receipt, each paragraph has a button that copies it with its sources."""
    claims = [claim for paragraph in paragraphs for claim in paragraph.claims]
    marks = [mark for paragraph in paragraphs for mark in paragraph.marks]
    found = receipts(commentary, claims, marks, store, api.catalogue())
    data = {
        "paragraphs": [{"pieces": pieces(part.text), "copy": commentary.with_sources(part).strip()} for part in paragraphs],
        "receipts": {str(one.mark): {"mark": one.mark, "title": one.title, "lines": one.lines, "why": one.why, "inputs": one.inputs}
                     for one in found},
    }  # fmt: skip
    _cited(data=data, key=key)


def pieces(text: str) -> list[str | int]:
    """``text`` cut at its marks: ``had 2,342 [1] children`` -> ``had 2,342``, 1, `` children``."""
    found: list[str | int] = []
    for index, part in enumerate(MARK.split(text)):
        found += [int(part)] if index % 2 else [part]
    return [part for part in found if part != ""]


@contextmanager
def mistakes_in_one_line() -> Iterator[None]:
    """Show a mistake that the reader can put right as its one line, and go no further."""
    try:
        yield
    except CinNarrativeError as error:
        st.error(plain(str(error)))
        st.stop()


def table(rows: Sequence[dict[str, Any]], about: str) -> None:
    """A table of text, as a real table; ``about`` is what a screen reader says of it."""
    st.table([{plain(str(name)): plain(str(value)) for name, value in row.items()} for row in rows], hide_index=True, alt=about)


def download(label: str, figures: Sequence[Figure], name: str, key: str) -> None:
    """A button for a CSV of figures with their receipts; text that a spreadsheet would take for a formula is made plain text."""
    lines = "\r\n".join(figure_lines(figures, "csv")) + "\r\n"
    file_name = "-".join(re.findall(r"[a-z0-9]+", name.lower())) + ".csv"
    st.download_button(label, ("\ufeff" + lines).encode("utf-8"), file_name, "text/csv", on_click="ignore", key=key)
