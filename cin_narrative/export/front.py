"""A page -> what stands at the front of a document: area, year, for whom, when published,
status.
"""

from __future__ import annotations

from cin_narrative.export.notes import main_release
from cin_narrative.export.page import Page
from cin_narrative.messages import message
from cin_narrative.report.summary import SIGNED_HEADING
from cin_narrative.writing.citations import citations, published


def cover_lines(page: Page) -> list[tuple[str, str]]:
    """The lines of a cover: (a name of ``[cover]`` in ``export.toml``, its text)."""
    summary = page.summary
    if summary is None or summary.area is None:
        return []
    lines = [
        ("area", str(summary.area.name)),
        ("period", message("export.period", year=summary.year)),
        ("audience", page.frame.audience or message("export.audience")),
        ("released", released(page)),
        ("status", status(page)),
    ]
    return [(name, text) for name, text in lines if text]


def released(page: Page) -> str:
    """The release that the page's figures are from, with the day of its publication where that is
    known.
    """
    release = main_release(page)
    return message("export.release", release=release) + day_of_publication(release)


def day_of_publication(release: str) -> str:
    """``, published 31 October 2024``; nothing where the day is not known."""
    day = published().get(release)
    return message("export.published_on", day=day) if day else ""


def status(page: Page) -> str:
    """Who signed the page, or that nobody has."""
    signed = (one for one in page.sections if one.heading == SIGNED_HEADING)
    lines = [said.text for section in signed for said in section.paragraphs]
    kind = message("export.internal") if page.summary and page.summary.internal else ""
    return " ".join(
        part for part in (*lines, "" if lines else message("export.unsigned"), kind) if part
    )


def subject(page: Page) -> str:
    """What a document is about, for its properties."""
    year = page.summary.year if page.summary else 0
    return message("export.subject", year=year) if year else message("export.subject_alone")


def sources(page: Page) -> list[str]:
    """Where the figures of a page without a list of sources are published."""
    return citations(one for entry in page.figures.values() for one in entry)
