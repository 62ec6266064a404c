"""What is copied: a paragraph or a section, as rich text and as plain text, with its sources or
without citations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cin_narrative.claims.message import MainClaim
from cin_narrative.claims.message_words import standing_alone
from cin_narrative.export.page import SOURCES_HEADING, Page, clean, lines
from cin_narrative.writing.commentary import Commentary, Paragraph


@dataclass(frozen=True, slots=True)
class Clip:
    """One copy: ``html`` is a fragment for the rich flavour of the clipboard, ``text`` for the
    plain one.
    """

    html: str
    text: str


def copied_paragraph(commentary: Commentary, paragraph: Paragraph, citations: bool = True) -> Clip:
    """One paragraph; with ``citations`` as numbers, followed by the source of each.

    Of the page's main part it is the same claims told so that they stand alone: area, period and
    unit are in it. Over words of somebody's own stands the title of the page.
    """
    page, text = _alone(commentary, paragraph)
    heading = "" if paragraph.as_claimed else clean(commentary.title)
    return _copied(page, heading, lines(text), citations)


def copied_section(commentary: Commentary, heading: str, citations: bool = True) -> Clip:
    """Every paragraph under one heading, with that heading; empty where there is no such
    section.
    """
    own = Commentary(commentary.title)
    texts = []
    for paragraph in commentary.paragraphs:
        if paragraph.heading == heading:
            texts += lines(_told_alone(own, paragraph) or paragraph.text)
    page = _figures_of(own if own.paragraphs else commentary)
    return _copied(page, clean(heading) if texts else "", texts, citations)


def _alone(commentary: Commentary, paragraph: Paragraph) -> tuple[Page, str]:
    """The text of a paragraph as it is copied, and the page of its marks: its own where it is told
    anew.
    """
    own = Commentary(commentary.title)
    text = _told_alone(own, paragraph)
    return (_figures_of(own), text) if text else (_figures_of(commentary), paragraph.text)


def _told_alone(own: Commentary, paragraph: Paragraph) -> str:
    """A paragraph of the main part told to stand alone, under marks of its own; empty for any
    other, and for words that are not those of its claims.
    """
    claims = [standing_alone(claim) for claim in paragraph.claims if isinstance(claim, MainClaim)]
    if not paragraph.as_claimed or paragraph.annex or not claims:
        return ""
    if len(claims) < len(paragraph.claims):
        return ""
    own.say(paragraph.heading, claims, shared=True)
    return own.paragraphs[-1].text


def _figures_of(commentary: Commentary) -> Page:
    commentary.ledger.complete()
    return Page(commentary.title, (), dict(enumerate(commentary.ledger.entries, start=1)))


def _copied(page: Page, heading: str, texts: Sequence[str], citations: bool) -> Clip:
    marks = (
        list(
            dict.fromkeys(
                piece for text in texts for piece in page.pieces(text) if isinstance(piece, int)
            )
        )
        if citations
        else []
    )
    sources = [f"[{mark}] {page.source(mark)}" for mark in marks]
    rich = [f"<h3>{escape(heading)}</h3>"] if heading else []
    rich += [f"<p>{_rich(page, text, citations)}</p>" for text in texts]
    plain = [*([heading] if heading else []), *(_plain(page, text, citations) for text in texts)]
    if sources:
        rich += [f"<p>{SOURCES_HEADING}</p>", f"<p>{'<br>'.join(map(escape, sources))}</p>"]
        plain.append("\n".join([SOURCES_HEADING, *sources]))
    return Clip("".join(rich), "\n\n".join(plain))


def _rich(page: Page, text: str, citations: bool) -> str:
    marked = (
        f"<sup>[{piece}]</sup>" if citations else ""
        for piece in page.pieces(text)
        if isinstance(piece, int)
    )
    return "".join(
        next(marked) if isinstance(piece, int) else escape(piece) for piece in page.pieces(text)
    )


def _plain(page: Page, text: str, citations: bool) -> str:
    return "".join(
        piece if isinstance(piece, str) else f" [{piece}]" if citations else ""
        for piece in page.pieces(text)
    )
