"""Paragraphs, tables and pictures of the package -> the same on the page: each mark and figure
opens its receipt, each paragraph has a button that copies it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from cin_narrative import api
from cin_narrative.claims.claims import Claim
from cin_narrative.export.clipboard import Clip, copied_paragraph, copied_section
from cin_narrative.export.page import Table
from cin_narrative.report.page_table import PageTable, WordedRow
from cin_narrative.screen.parts import SHOW_SOURCES, WITH_SOURCES, handed
from cin_narrative.screen.render_cache import kept
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import MARK, Commentary, Paragraph
from cin_narrative.writing.marks import Span, Worded
from cin_narrative.writing.receipts import Receipt, receipts

HERE = Path(__file__).parent
_cited = st.components.v2.component(
    "cin_narrative_cited",
    html='<div class="cin-cited"></div>',
    css=(HERE / "cited.css").read_text(encoding="utf-8"),
    js=(HERE / "cited.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How paragraphs are shown. ``folded``: of each its claim alone, until it is opened;
    ``apart``: each is copied by itself; else, where it stands alone, by the bar beneath it;
    ``headline``: a figure shown large above them; ``turn``: what they answer, which is brought into
    view when it is new; ``bar``: only the button that copies them all, with ``link``, the address
    of them, to be copied too.
    """

    folded: bool = False
    apart: bool = False
    headline: tuple[str, int, int] | None = None  # as shown, its mark, which of the mark's figures
    turn: str = ""
    bar: bool = False
    link: str = ""


PLAIN, APART = Look(), Look(apart=True)


def cited(
    commentary: Commentary,
    paragraphs: Sequence[Paragraph],
    store: Store,
    key: str,
    look: Look = PLAIN,
) -> None:
    """Show ``paragraphs``: each figure opens its receipt, and where they are several each has a
    button that copies it.

    What is internal has no such buttons: what is copied may be published.
    """
    sources = bool(st.session_state.get(WITH_SOURCES, True))
    data = kept(_of_text, commentary, store, *paragraphs, more=(sources, look))
    _show({**data, "turn": look.turn, "link": look.link}, key)


def _show(data: dict[str, Any], key: str) -> None:
    """The component, with numbered marks where the reader asked for them."""
    sources = bool(st.session_state.get(SHOW_SOURCES))
    _cited(data=handed({**data, "sources": sources}), key=key)


def paragraph_data(
    commentary: Commentary, paragraphs: Sequence[Paragraph], store: Store
) -> dict[str, Any]:
    """What the page's script takes of paragraphs, for a view that shows them in its own way."""
    sources = bool(st.session_state.get(WITH_SOURCES, True))
    return kept(_of_text, commentary, store, *paragraphs, more=(sources, PLAIN))


def _of_text(commentary: Commentary, store: Store, *given: Any) -> dict[str, Any]:
    """What the page's script takes of paragraphs; the last two say whether copies bring their
    sources, and how they look.
    """
    paragraphs: Sequence[Paragraph] = given[:-2]
    sources, look = given[-2:]
    if look.bar:
        return _bar(commentary, paragraphs, sources)
    claims = [claim for paragraph in paragraphs for claim in paragraph.claims]
    marks = [mark for paragraph in paragraphs for mark in paragraph.marks]
    shown = [_paragraph(commentary, part) for part in paragraphs]
    for one, part in zip(shown, paragraphs, strict=True):
        if look.folded:
            one["summary"] = MARK.sub("", part.text[: part.lead] or part.text)
        if not commentary.internal:
            one["copy"] = _clip(copied_paragraph(commentary, part, sources), sources)
    data: dict[str, Any] = {"paragraphs": shown, "apart": look.apart}
    if look.headline is not None:
        data["headline"] = dict(zip(("text", "mark", "part"), look.headline, strict=True))
        marks.append(look.headline[1])
    return data | {"receipts": _receipts(commentary, claims, marks, store)}


def _paragraph(commentary: Commentary, part: Paragraph) -> dict[str, Any]:
    """The pieces of a paragraph, those printed bold apart."""
    spans = sorted(part.spans, key=lambda one: one.start)
    places = [
        (one.start, one.end, _piece(commentary, one, part.text[one.start : one.end]))
        for one in spans
    ]
    bold = [one for one in places if one[1] <= part.lead]
    rest = [(start - part.lead, end - part.lead, one) for start, end, one in places[len(bold) :]]
    return {
        "bold": pieces(part.text[: part.lead], bold),
        "pieces": pieces(part.text[part.lead :], rest),
    }


def _piece(commentary: Commentary, one: Span, text: str) -> dict[str, Any]:
    """A figure that opens its own receipt."""
    return {"text": text, "mark": one.mark, "part": place_of(commentary, one)}


def place_of(commentary: Commentary, one: Span) -> int:
    """Which of the figures of its mark a figure is."""
    keys = [figure.key for figure in commentary.ledger.at(one.mark)]
    return keys.index(one.figure.key)


def _bar(commentary: Commentary, paragraphs: Sequence[Paragraph], sources: bool) -> dict[str, Any]:
    """The button that copies a whole section, or an answer, which has no heading."""
    heading = paragraphs[0].heading if paragraphs else ""
    data: dict[str, Any] = {"paragraphs": [], "receipts": {}}
    if not commentary.internal and paragraphs:
        clip = _clip(_copied(commentary, paragraphs, sources), sources)
        data["section"] = {**clip, "heading": heading}
    return data


def _copied(commentary: Commentary, paragraphs: Sequence[Paragraph], sources: bool) -> Clip:
    """All of a section; of the main part where the annex has one of the same name."""
    own = Commentary(commentary.title, list(paragraphs), commentary.ledger)
    return copied_section(own, paragraphs[0].heading, sources)


def cited_tiles(
    commentary: Commentary, tiles: Sequence[tuple[str, int | None]], store: Store, key: str
) -> None:
    """Show pictures (SVG) side by side, each a button that opens the receipts of its mark."""
    marks = tuple(mark for _, mark in tiles if mark is not None)
    found = kept(_receipts_of, commentary, store, more=marks)
    shown = [{"svg": svg, "mark": mark} for svg, mark in tiles]
    _show({"paragraphs": [], "receipts": found, "tiles": shown}, key)


def drawn(svg: str, key: str) -> None:
    """Show one picture (SVG), which has its own words."""
    _show({"paragraphs": [], "receipts": {}, "tiles": [{"svg": svg}]}, key)


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
    held = [piece for row in rows for cell in row for piece in cell]
    marks = [piece["mark"] for piece in held if isinstance(piece, dict) and "mark" in piece]
    shown = {"caption": caption, "columns": list(columns), "rows": rows, "notes": []}
    shown["kind"] = kind
    found = kept(_receipts_of, commentary, store, more=tuple(marks))
    _show({"paragraphs": [], "receipts": found, "table": shown}, key)


def cited_table(commentary: Commentary, shown: Table, store: Store, key: str) -> None:
    """Show a table whose marks open their receipts."""
    rows = [[pieces(cell) for cell in row] for row in shown.rows]
    _show_table(commentary, shown.caption, shown.columns, rows, shown.notes, store, key)


def cited_page_table(commentary: Commentary, shown: PageTable, store: Store, key: str) -> None:
    """Show a table of the page's main part: its figures open their receipts."""
    titled = shown.caption.startswith(shown.heading)  # and need not be said again
    rows = [
        [pieces(row.label), *(_cell(commentary, cell) for cell in row.cells)]
        for row in kept(_worded_rows, shown, commentary)
    ]
    _show_table(commentary, shown.caption, shown.columns, rows, shown.notes, store, key, titled)


def _worded_rows(shown: PageTable, commentary: Commentary) -> list[WordedRow]:
    return shown.worded(commentary.ledger)


def _cell(commentary: Commentary, cell: Worded) -> list[Any]:
    places = [
        (one.start, one.end, _piece(commentary, one, cell.text[one.start : one.end]))
        for one in cell.spans
    ]
    return pieces(cell.text, places)


def _show_table(
    commentary: Commentary,
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Sequence[Any]]],
    notes: Sequence[str],
    store: Store,
    key: str,
    titled: bool = False,
) -> None:
    held = [piece for row in rows for cell in row for piece in cell]
    marks = {piece for piece in held if isinstance(piece, int)}
    marks |= {piece["mark"] for piece in held if isinstance(piece, dict)}
    found = kept(_receipts_of, commentary, store, more=tuple(sorted(marks)))
    table: dict[str, Any] = {"caption": caption, "columns": list(columns), "rows": rows}
    table |= {"notes": list(notes), "titled": titled}
    _show({"paragraphs": [], "receipts": found, "table": table}, key)


def _receipts_of(commentary: Commentary, store: Store, *marks: int) -> dict[str, dict[str, Any]]:
    return _receipts(commentary, [], marks, store)


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


def pieces(text: str, places: Sequence[tuple[int, int, dict[str, Any]]] = ()) -> list[Any]:
    """``text`` cut at its marks and at ``places`` (start, end, the figure there): ``had 2,342 [1]
    children`` -> ``had ``, the figure, 1, `` children``.
    """
    found: list[Any] = []
    end = 0
    for start, stop, figure in places:
        found += [*_marked(text[end:start]), figure]
        end = stop
    return [part for part in (*found, *_marked(text[end:])) if part != ""]


def _marked(text: str) -> list[str | int]:
    parts = MARK.split(text)
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]
