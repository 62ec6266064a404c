"""Paragraphs, tables and pictures of the package -> the same on the page: each mark and figure
opens its receipt, each paragraph has a button that copies it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from cin_narrative import api
from cin_narrative.claims.claims import Claim
from cin_narrative.export.clipboard import Clip, copied_paragraph, copied_section
from cin_narrative.export.page import Table
from cin_narrative.screen.kept import kept
from cin_narrative.screen.parts import WITH_SOURCES
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import MARK, Commentary, Paragraph
from cin_narrative.writing.receipts import Receipt, receipts

HERE = Path(__file__).parent
_cited = st.components.v2.component(
    "cin_narrative_cited",
    html='<div class="cin-cited"></div>',
    css=(HERE / "cited.css").read_text(encoding="utf-8"),
    js=(HERE / "cited.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


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
    sources = bool(st.session_state.get(WITH_SOURCES, True))
    _cited(data=kept(_of_text, commentary, store, *paragraphs, more=(sources, folded)), key=key)


def paragraph_data(
    commentary: Commentary, paragraphs: Sequence[Paragraph], store: Store
) -> dict[str, Any]:
    """What the page's script takes of paragraphs, for a view that shows them in its own way."""
    sources = bool(st.session_state.get(WITH_SOURCES, True))
    return kept(_of_text, commentary, store, *paragraphs, more=(sources, False))


def _of_text(commentary: Commentary, store: Store, *given: Any) -> dict[str, Any]:
    """What the page's script takes of paragraphs; the last two say whether copies bring their
    sources, and whether claims alone are shown.
    """
    paragraphs: Sequence[Paragraph] = given[:-2]
    sources, folded = given[-2:]
    claims = [claim for paragraph in paragraphs for claim in paragraph.claims]
    marks = [mark for paragraph in paragraphs for mark in paragraph.marks]
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
    return data


def cited_tiles(
    commentary: Commentary, tiles: Sequence[tuple[str, int | None]], store: Store, key: str
) -> None:
    """Show pictures (SVG) side by side, each a button that opens the receipts of its mark."""
    marks = tuple(mark for _, mark in tiles if mark is not None)
    _cited(
        data={
            "paragraphs": [],
            "receipts": kept(_receipts_of, commentary, store, more=marks),
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
    held = [piece for row in rows for cell in row for piece in cell]
    marks = [piece["mark"] for piece in held if isinstance(piece, dict) and "mark" in piece]
    shown = {"caption": caption, "columns": list(columns), "rows": rows, "notes": []}
    shown["kind"] = kind
    found = kept(_receipts_of, commentary, store, more=tuple(marks))
    _cited(data={"paragraphs": [], "receipts": found, "table": shown}, key=key)


def cited_table(commentary: Commentary, shown: Table, store: Store, key: str) -> None:
    """Show a table whose marks open their receipts."""
    rows = [[pieces(cell) for cell in row] for row in shown.rows]
    marks = [piece for row in rows for cell in row for piece in cell if isinstance(piece, int)]
    _cited(
        data={
            "paragraphs": [],
            "receipts": kept(_receipts_of, commentary, store, more=tuple(marks)),
            "table": {
                "caption": shown.caption,
                "columns": list(shown.columns),
                "rows": rows,
                "notes": list(shown.notes),
            },
        },
        key=key,
    )


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


def pieces(text: str) -> list[str | int]:
    """``text`` cut at its marks: ``had 2,342 [1] children`` -> ``had 2,342``, 1, `` children``."""
    found: list[str | int] = []
    for index, part in enumerate(MARK.split(text)):
        found += [int(part)] if index % 2 else [part]
    return [part for part in found if part != ""]
