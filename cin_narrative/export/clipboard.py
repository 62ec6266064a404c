"""What is copied: a paragraph or a section, as rich text and as plain text, with its sources or without citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cin_narrative.export.page import SOURCES_HEADING, Page, clean, lines
from cin_narrative.writing.commentary import Commentary, Paragraph


@dataclass(frozen=True, slots=True)
class Clip:
    """One copy: ``html`` is a fragment for the rich flavour of the clipboard, ``text`` for the plain one."""

    html: str
    text: str


def copied_paragraph(commentary: Commentary, paragraph: Paragraph, citations: bool = True) -> Clip:
    """One paragraph; with ``citations`` as numbers, followed by the source of each."""
    return _copied(_figures_of(commentary), "", lines(paragraph.text), citations)


def copied_section(commentary: Commentary, heading: str, citations: bool = True) -> Clip:
    """Every paragraph under one heading, with that heading; empty where there is no such section."""
    texts = [text for paragraph in commentary.paragraphs if paragraph.heading == heading for text in lines(paragraph.text)]
    return _copied(_figures_of(commentary), clean(heading) if texts else "", texts, citations)


def _figures_of(commentary: Commentary) -> Page:
    commentary.ledger.complete()
    return Page(commentary.title, (), dict(enumerate(commentary.ledger.entries, start=1)))


def _copied(page: Page, heading: str, texts: Sequence[str], citations: bool) -> Clip:
    marks = list(dict.fromkeys(piece for text in texts for piece in page.pieces(text) if isinstance(piece, int))) if citations else []
    sources = [f"[{mark}] {page.source(mark)}" for mark in marks]
    rich = [f"<h3>{escape(heading)}</h3>"] if heading else []
    rich += [f"<p>{_rich(page, text, citations)}</p>" for text in texts]
    plain = [*([heading] if heading else []), *(_plain(page, text, citations) for text in texts)]
    if sources:
        rich += [f"<p>{SOURCES_HEADING}</p>", f"<p>{'<br>'.join(map(escape, sources))}</p>"]
        plain.append("\n".join([SOURCES_HEADING, *sources]))
    return Clip("".join(rich), "\n\n".join(plain))


def _rich(page: Page, text: str, citations: bool) -> str:
    marked = (f"<sup>[{piece}]</sup>" if citations else "" for piece in page.pieces(text) if isinstance(piece, int))
    return "".join(next(marked) if isinstance(piece, int) else escape(piece) for piece in page.pieces(text))


def _plain(page: Page, text: str, citations: bool) -> str:
    return "".join(piece if isinstance(piece, str) else f" [{piece}]" if citations else "" for piece in page.pieces(text))
