"""Parts that every view uses: text that stays text, paragraphs with receipts and copy buttons,
errors in one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from cin_narrative import api
from cin_narrative.claims.claims import Claim
from cin_narrative.disclosure.figures import Figure
from cin_narrative.errors import CinNarrativeError
from cin_narrative.export.clipboard import Clip, copied_paragraph, copied_section
from cin_narrative.export.figure_table import figure_lines
from cin_narrative.export.formats import Format, export, formats
from cin_narrative.export.page import Page, Table
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import MARK, Commentary, Paragraph
from cin_narrative.writing.receipts import Receipt, receipts

HERE = Path(__file__).parent
MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~$:@&^=])")
LINK = re.compile(
    r"https?:|www|@", re.IGNORECASE
)  # an unseen joiner after these keeps addresses from becoming links
WITH_SOURCES, MISTAKE = "copy_with_sources", "last_mistake"
PENDING, LONGEST_TYPED = "pending_question", 10_000  # a question on its way to its view
LINE_START = re.compile(r"(?m)^(\s*)(-|\d+[.)])")

_cited = st.components.v2.component(
    "cin_narrative_cited",
    html='<div class="cin-cited"></div>',
    css=(HERE / "cited.css").read_text(encoding="utf-8"),
    js=(HERE / "cited.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def plain(text: str) -> str:
    """``text`` with every character escaped that Markdown would read as markup: data is shown,
    never rendered.
    """
    escaped = MARKUP.sub(r"\\\1", LINK.sub("\\g<0>\u2060", text))
    return LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped)


def cited(
    commentary: Commentary,
    paragraphs: Sequence[Paragraph],
    store: Store,
    key: str,
    folded: bool = False,
) -> None:
    """Show ``paragraphs``: each mark opens its receipt, each paragraph has a button that copies it,
    and so has a whole section. ``folded``: of each its claim alone, until it is opened.

    What is internal has no such buttons: what is copied may be published.
    """
    claims = [claim for paragraph in paragraphs for claim in paragraph.claims]
    marks = [mark for paragraph in paragraphs for mark in paragraph.marks]
    sources = bool(st.session_state.get(WITH_SOURCES, True))
    shown: list[dict[str, Any]] = [
        {"bold": pieces(part.text[: part.lead]), "pieces": pieces(part.text[part.lead :])}
        for part in paragraphs
    ]
    for one, part in zip(shown, paragraphs, strict=True):
        if folded:
            one["summary"] = MARK.sub("", part.text[: part.lead] or part.text)
        if not commentary.internal:
            one["copy"] = _clip(copied_paragraph(commentary, part, sources), sources)
    data: dict[str, Any] = {
        "paragraphs": shown,
        "receipts": _receipts(commentary, claims, marks, store),
    }
    heading = paragraphs[0].heading if len(paragraphs) > 1 and not folded else ""
    if heading and not commentary.internal:
        data["section"] = {
            **_clip(copied_section(commentary, heading, sources), sources),
            "heading": heading,
        }
    _cited(data=data, key=key)


def cited_tiles(
    commentary: Commentary, tiles: Sequence[tuple[str, int | None]], store: Store, key: str
) -> None:
    """Show pictures (SVG) side by side, each a button that opens the receipts of its mark."""
    marks = [mark for _, mark in tiles if mark is not None]
    _cited(
        data={
            "paragraphs": [],
            "receipts": _receipts(commentary, [], marks, store),
            "tiles": [{"svg": svg, "mark": mark} for svg, mark in tiles],
        },
        key=key,
    )


def drawn(svg: str, key: str) -> None:
    """Show one picture (SVG), which has its own words."""
    _cited(data={"paragraphs": [], "receipts": {}, "tiles": [{"svg": svg}]}, key=key)


def cited_rows(
    commentary: Commentary,
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Sequence[Any]]],
    store: Store,
    key: str,
    kind: str = "cin-glance",
) -> None:
    """Show a table whose cells are pieces: texts, figures that open their receipt (``{"mark": ...,
    "text": ...}``), and pictures (``{"svg": ...}``). ``kind``: how it looks.
    """
    pieces = [piece for row in rows for cell in row for piece in cell]
    marks = [piece["mark"] for piece in pieces if isinstance(piece, dict) and "mark" in piece]
    shown = {"caption": caption, "columns": list(columns), "rows": rows, "notes": []}
    shown["kind"] = kind
    receipts = _receipts(commentary, [], marks, store)
    _cited(data={"paragraphs": [], "receipts": receipts, "table": shown}, key=key)


def cited_table(commentary: Commentary, shown: Table, store: Store, key: str) -> None:
    """Show a table whose marks open their receipts."""
    rows = [[pieces(cell) for cell in row] for row in shown.rows]
    marks = [piece for row in rows for cell in row for piece in cell if isinstance(piece, int)]
    _cited(
        data={
            "paragraphs": [],
            "receipts": _receipts(commentary, [], marks, store),
            "table": {
                "caption": shown.caption,
                "columns": list(shown.columns),
                "rows": rows,
                "notes": list(shown.notes),
            },
        },
        key=key,
    )


def _receipts(
    commentary: Commentary, claims: Sequence[Claim], marks: Sequence[int], store: Store
) -> dict[str, dict[str, Any]]:
    found = receipts(commentary, claims, marks, store, api.catalogue())
    return {str(one.mark): _receipt(one) for one in found}


def _receipt(one: Receipt) -> dict[str, Any]:
    """A receipt as the page's script takes it; of a mark of several figures, one of each."""
    return {
        "mark": one.mark,
        "title": one.title,
        "lines": one.lines,
        "why": one.why,
        "inputs": one.inputs,
        "parts": [_receipt(part) for part in one.parts],
    }


def _clip(clip: Clip, sources: bool) -> dict[str, str]:
    return {
        "html": clip.html,
        "text": clip.text,
        "sources": "with its sources" if sources else "without sources",
    }


def choose_sources() -> None:
    """Whether what is copied brings its sources."""
    st.checkbox("Copy with sources", value=True, key=WITH_SOURCES)


def exports(page: Callable[[bool], Page], name: str, key: str) -> None:
    """A button for each format; ``page`` (given whether charts are drawn) is laid out and written
    when a button is pressed.
    """
    with st.container(horizontal=True):
        for form in formats().values():

            def write(form: Format = form) -> bytes:
                return export(page(form.draws), form.name)

            st.download_button(
                form.label,
                write,
                f"{file_stem(name)}.{form.name}",
                form.media_type,
                on_click="ignore",
                key=f"{key}-{form.name}",
            )


def file_stem(name: str) -> str:
    """``Children in need in Derby, 2015 to 2016`` -> ``children-in-need-in-derby-2015-to-2016``."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


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


def button(label: str, key: str, then: Callable[..., object], *given: object) -> None:
    """A button that does one thing; a mistake that comes of it is shown, in one line, on the page
    that follows.
    """

    def pressed() -> None:
        try:
            then(*given)
        except CinNarrativeError as error:
            st.session_state[MISTAKE] = str(error)

    st.button(plain(label), key=key, on_click=pressed)


def last_mistake() -> None:
    """The mistake that the last button came to, once."""
    if mistake := st.session_state.pop(MISTAKE, ""):
        first, *rest = str(mistake).splitlines()
        st.error(plain(first))
        st.markdown("\n".join(f"- {plain(line)}" for line in rest))


def table(rows: Sequence[dict[str, Any]], about: str) -> None:
    """A table of text, as a real table; ``about`` is what a screen reader says of it."""
    st.table(
        [{plain(str(name)): plain(str(value)) for name, value in row.items()} for row in rows],
        hide_index=True,
        alt=about,
    )


def download(label: str, figures: Sequence[Figure], name: str, key: str) -> None:
    """A button for a CSV of figures with their receipts; text that a spreadsheet would take for a
    formula is made plain text.
    """
    lines = "\r\n".join(figure_lines(figures, "csv")) + "\r\n"
    st.download_button(
        label,
        ("\ufeff" + lines).encode("utf-8"),
        f"{file_stem(name)}.csv",
        "text/csv",
        on_click="ignore",
        key=key,
    )
