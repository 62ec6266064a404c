"""A page as Markdown and as plain text: text first, sources last, no picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cin_narrative.export.page import (
    ANNEX_HEADING,
    ATTRIBUTION,
    TO_BE_WRITTEN,
    Page,
    Said,
    Section,
    Table,
    legend,
)
from cin_narrative.writing.escaping import for_markdown

INSIDE_A_WORD = re.compile(
    r"(?<=\w)\\_(?=\w)"
)  # an underscore that no reader of Markdown takes for emphasis


def markdown(page: Page) -> str:
    """The page as Markdown: title, sections, and the numbered sources of its marks. A chapter's
    headings begin one level lower:
    its title stands under that of the document.
    """
    top = "##" if page.frame.chapter else "#"
    found = [f"{top} {_inert(page.title)}"]
    for section in page.main:
        found += ["", f"{top}# {_inert(section.heading)}", *_markdown_section(section)]
    if page.annex:
        found += ["", f"{top}# {ANNEX_HEADING}" if page.frame.chapter else f"{top} {ANNEX_HEADING}"]
    under = f"{top}##" if page.frame.chapter else f"{top}#"
    for section in page.annex:
        found += ["", f"{under} {_inert(section.heading)}", *_markdown_section(section)]
    found += ["", f"{top}# {page.marks_heading}", ""]
    found += [f"- [{mark}] {_inert(page.source(mark))}" for mark in page.marks]
    return "\n".join([*found, "", ATTRIBUTION, ""])


def _markdown_section(section: Section) -> Iterator[str]:
    if section.bullets:
        yield ""
        yield from (f"- {_markdown_said(said)}" for said in section.bullets)
    for said in section.paragraphs:
        yield from ("", _markdown_said(said))
    if section.prompt:
        yield from ("", f"*{TO_BE_WRITTEN}{_inert(section.prompt)}*")
    for table in section.tables:
        yield from ("", *_markdown_table(table))


def _markdown_said(said: Said) -> str:
    return f"**{_inert(said.bold)}**{_inert(said.rest)}" if said.lead else _inert(said.text)


def _markdown_table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row(["---", *["---:"] * (len(table.columns) - 1)])
    yield from (_row([_inert(cell) for cell in row]) for row in table.rows)
    for line in (*table.notes, *legend(table.symbols)):
        yield from ("", _inert(line))


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _inert(text: str) -> str:
    return INSIDE_A_WORD.sub("_", for_markdown(text))


def plain_text(page: Page) -> str:
    """The page as plain text: headings underlined, one paragraph on a line, each row of a table as
    a sentence.
    """
    found = [page.title, "=" * len(page.title)]
    for section in page.main:
        found += ["", section.heading, "-" * len(section.heading), *_plain_section(section)]
    if page.annex:
        found += ["", ANNEX_HEADING, "=" * len(ANNEX_HEADING)]
    for section in page.annex:
        found += ["", section.heading, "-" * len(section.heading), *_plain_section(section)]
    found += ["", page.marks_heading, "-" * len(page.marks_heading), ""]
    found += [f"[{mark}] {page.source(mark)}" for mark in page.marks]
    return "\n".join([*found, "", ATTRIBUTION, ""])


def _plain_section(section: Section) -> Iterator[str]:
    for text in (
        *(f"* {bullet.text}" for bullet in section.bullets),
        *(said.text for said in section.paragraphs),
    ):
        yield from ("", text)
    if section.prompt:
        yield from ("", f"[{TO_BE_WRITTEN}{section.prompt}]")
    for table in section.tables:
        yield ""
        yield from (f"{row[0]}: {'; '.join(_named(table, row))}" for row in table.rows)
        yield from (*table.notes, *legend(table.symbols))


def _named(table: Table, row: tuple[str, ...]) -> list[str]:
    """Each cell after the first with the name of its column."""
    return [f"{name} {cell}" for name, cell in zip(table.columns[1:], row[1:], strict=True)]
