"""A page as one HTML file that asks nobody for anything: its style and its pictures are inside, and no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cin_narrative.export.page import (
    ANNEX_HEADING,
    ATTRIBUTION,
    SOURCES_LINE,
    TO_BE_WRITTEN,
    Page,
    Said,
    Section,
    Table,
    legend,
)
from cin_narrative.export.pictures import Picture, picture_of

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
body { margin: 0; background: #fff; color: #0b0c0c; font: 1.125rem/1.5 Arial, Helvetica, sans-serif; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 2rem 0 1rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.25rem 0 .75rem; }
a { color: #1a4f8a; text-underline-offset: .12em; }
a:focus { outline: 3px solid #0b0c0c; outline-offset: 2px; background: #ffdd00; color: #0b0c0c; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; }
nav ul { columns: 2 16rem; padding-left: 1.2rem; }
li { margin-bottom: .4rem; }
sup { line-height: 0; font-size: .7em; }
sup a { text-decoration: none; padding: 0 .05em; }
sup a:hover { text-decoration: underline; }
figure { margin: 1.5rem 0; }
figcaption, caption { font-weight: bold; text-align: left; padding-bottom: .4rem; }
figcaption span { display: block; font-weight: normal; font-size: 1rem; }
svg { display: block; width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
th, td { border-bottom: 1px solid #8a8f94; padding: .4rem .5rem; text-align: right; vertical-align: top; }
td { font-variant-numeric: tabular-nums; }
th:first-child { text-align: left; font-weight: normal; }
thead th, thead th:first-child { font-weight: bold; background: #e8edf2; }
.annex > summary h2 { display: inline; }
.note, .sources, footer { font-size: 1rem; }
.sources li, .note { overflow-wrap: anywhere; }
.slot { font-style: italic; border-left: 4px solid #8a8f94; padding-left: 1rem; }
:target { background: #fff3c4; }
@media print {
  .skip, nav, figure details { display: none; }
  body { font-size: 11pt; }
  h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
}
"""


def html(page: Page) -> str:
    """The page as a whole HTML document."""
    return _Writer(page).document()


class _Writer:
    """Writes one page, and remembers where each mark was cited, for the way back."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cited: dict[int, int] = {}

    def document(self) -> str:
        """Head, skip link, contents, sections, sources."""
        title = escape(self.page.title)
        body = "\n".join(self._parts())
        return (
            f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<style>{STYLE}</style>\n</head>\n<body>\n'
            f'<a class="skip" href="#main">Skip to the text</a>\n<header>\n<h1>{title}</h1>\n{self._contents()}</header>\n'
            f'<main id="main" tabindex="-1">\n{body}\n{self._sources()}</main>\n<footer><p>{ATTRIBUTION}</p></footer>\n</body>\n</html>\n'
        )

    def _parts(self) -> Iterator[str]:
        """The main part, then the annex, folded."""
        main = len(self.page.main)
        for number, section in enumerate(self.page.main, 1):
            yield from self._section(section, number)
        if self.page.annex:
            yield f'<details class="annex" id="annex"><summary><h2>{ANNEX_HEADING}</h2></summary>'
            for number, section in enumerate(self.page.annex, main + 1):
                yield from self._section(section, number)
            yield "</details>"

    def _contents(self) -> str:
        items = "".join(
            f'<li><a href="#section-{number}">{escape(section.heading)}</a></li>' for number, section in enumerate(self.page.main, 1)
        )
        annex = f'<li><a href="#annex">{ANNEX_HEADING}</a></li>' if self.page.annex else ""
        last = f'<li><a href="#sources">{self.page.marks_heading}</a></li>'
        return f'<nav aria-label="Contents">\n<ul>\n{items}{annex}{last}\n</ul>\n</nav>\n'

    def _section(self, section: Section, number: int) -> Iterator[str]:
        yield f'<section aria-labelledby="section-{number}">\n<h2 id="section-{number}">{escape(section.heading)}</h2>'
        if section.bullets:
            yield f"<ul>{''.join(f'<li>{self._said(said)}</li>' for said in section.bullets)}</ul>"
        yield from (f"<p>{self._said(said)}</p>" for said in section.paragraphs)
        if section.prompt:
            yield f'<p class="slot">{TO_BE_WRITTEN}{escape(section.prompt)}</p>'
        for table in section.tables:
            yield self._table(table)
            yield from (f'<p class="note">{escape(line)}</p>' for line in (*table.notes, *legend(table.symbols)))
        for count, drawn in enumerate(section.drawn, 1):
            yield from self._picture(picture_of(drawn), f"figure-{number}-{count}")
        yield "</section>"

    def _said(self, said: Said) -> str:
        return f"<strong>{self._cite(said.bold)}</strong>{self._cite(said.rest)}" if said.lead else self._cite(said.text)

    def _cite(self, text: str) -> str:
        return "".join(self._mark(piece) if isinstance(piece, int) else escape(piece) for piece in self.page.pieces(text))

    def _mark(self, mark: int) -> str:
        count = self.cited[mark] = self.cited.get(mark, 0) + 1
        link = f'<a id="{_place(mark, count)}" href="#source-{mark}" role="doc-noteref" aria-label="Source {mark}">[{mark}]</a>'
        return f"<sup>&nbsp;{link}</sup>"

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        rows = "".join(
            f'<tr><th scope="row">{self._cite(row[0])}</th>{"".join(f"<td>{self._cite(cell)}</td>" for cell in row[1:])}</tr>\n'
            for row in table.rows
        )
        caption = f"<caption>{escape(table.caption)}</caption>"
        return f'<div class="scroll"><table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>'

    def _picture(self, picture: Picture, name: str) -> Iterator[str]:
        yield f'<figure aria-labelledby="{name}">'
        yield f'<figcaption id="{name}">{escape(picture.title)}<span>{escape(picture.subtitle)}</span></figcaption>'
        yield f'<div role="img" aria-label="{escape(picture.alternative)}">{picture.svg()}</div>'
        yield from (f'<p class="note">{escape(line)}</p>' for line in [*picture.notes, picture.source])
        table = picture.table
        yield f"<details><summary>Table behind this chart</summary>{self._table(table)}"
        yield from (f'<p class="note">{escape(line)}</p>' for line in legend(table.symbols))
        yield "</details></figure>"

    def _sources(self) -> str:
        items = "\n".join(
            f'<li id="source-{mark}" value="{mark}">{escape(self.page.source(mark))} {self._way_back(mark)}</li>'
            for mark in self.page.marks
        )
        return (f'<section aria-labelledby="sources" role="doc-endnotes">\n<h2 id="sources">{self.page.marks_heading}</h2>\n<p>{SOURCES_LINE}</p>\n'
                f'<ol class="sources">\n{items}\n</ol>\n</section>\n')  # fmt: skip

    def _way_back(self, mark: int) -> str:
        places = [(_place(mark, count), count) for count in range(1, self.cited[mark] + 1)]
        many = len(places) > 1
        return " ".join(
            f'<a href="#{place}" role="doc-backlink" aria-label="Back to source {mark} in the text{f", place {count}" if many else ""}">'
            f"back{f' {count}' if many else ''}</a>" for place, count in places
        )  # fmt: skip


def _place(mark: int, count: int) -> str:
    return f"mark-{mark}" if count == 1 else f"mark-{mark}-{count}"
