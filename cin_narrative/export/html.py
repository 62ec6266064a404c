"""A page as one HTML file that asks nobody for anything: its style and its pictures are inside, and
no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from cin_narrative.export.front import cover_lines
from cin_narrative.export.html_style import POLICY, STYLE
from cin_narrative.export.notes import main_release, sentence_note
from cin_narrative.export.page import (
    ANNEX_HEADING,
    ATTRIBUTION,
    SOURCES_LINE,
    TO_BE_WRITTEN,
    Page,
    Said,
    Section,
    Table,
    clean,
    legend,
)
from cin_narrative.export.pictures import Picture, picture_of
from cin_narrative.messages import message, words

# before every id of a chapter, so that none is another's in the page that it is put into
CHAPTER = "cin-"


def html(page: Page) -> str:
    """The page as a whole HTML document; as a chapter, as a fragment of one."""
    return _Writer(page).chapter() if page.frame.chapter else _Writer(page).document()


class _Writer:
    """Writes one page, and remembers where each mark was cited, for the way back."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cited: dict[int, int] = {}
        self.release = main_release(page)
        self.id = CHAPTER if page.frame.chapter else ""
        self.level = 3 if page.frame.chapter else 2

    def document(self) -> str:
        """Head, skip link, contents, sections, sources."""
        title = escape(self.page.title)
        head = "\n".join(
            [
                '<meta charset="utf-8">',
                f"<title>{title}</title>",
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
                f"<style>{STYLE}</style>",
            ]
        )
        top = f"<h1>{title}</h1>\n{self._cover()}{self._contents()}"
        return "\n".join(
            [
                f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n{head}\n</head>\n<body>',
                f'<a class="skip" href="#main">{message("export.skip")}</a>',
                f"<header>\n{top}</header>",
                f'<main id="main" tabindex="-1">\n{self._body()}</main>',
                f"<footer><p>{ATTRIBUTION}</p></footer>\n</body>\n</html>\n",
            ]
        )

    def chapter(self) -> str:
        """A fragment without a style, a script, a menu or a heading of the first level: those are
        the document's it stands in.
        """
        title = f'<h2 id="{self.id}title">{escape(self.page.title)}</h2>'
        body = f"{title}\n{self._body()}<p>{ATTRIBUTION}</p>"
        return f'<article lang="en-GB" aria-labelledby="{self.id}title">\n{body}\n</article>\n'

    def _body(self) -> str:
        """The main part with its sources, then the second part with its own: folded where it is no
        chapter.

        Sources are written last: each leads back to every place that cites it.
        """
        main, annex = self.page.main, self.page.annex
        told = [
            line
            for number, section in enumerate(main, 1)
            for line in self._section(section, number, self.level)
        ]
        first, under = len(main) + 1, self.level + 1
        more = [
            line
            for number, section in enumerate(annex, first)
            for line in self._section(section, number, under)
        ]
        cited = self.page.marks_of(main)
        body = "\n".join([*told, self._sources(cited, "sources", self.level)])
        if not annex:
            return body
        rest = [mark for mark in self.page.marks_of(annex) if mark not in cited]
        return body + self._annex("\n".join([*more, self._sources(rest, "annex-sources", under)]))

    def _annex(self, body: str) -> str:
        heading = self._heading(ANNEX_HEADING, "annex-heading", self.level)
        if self.page.frame.chapter:
            return (
                f'<section aria-labelledby="{self.id}annex-heading">\n{heading}\n{body}</section>\n'
            )
        return f'<details class="annex" id="annex"><summary>{heading}</summary>\n{body}</details>\n'

    def _heading(self, text: str, name: str, level: int) -> str:
        return f'<h{level} id="{self.id}{name}">{escape(text)}</h{level}>'

    def _cover(self) -> str:
        labels = words("export.cover")
        lines = "".join(
            f"<div><dt>{labels[name]}</dt><dd>{escape(text)}</dd></div>"
            for name, text in cover_lines(self.page)
        )
        return f'<dl class="cover">{lines}</dl>\n' if lines else ""

    def _contents(self) -> str:
        items = "".join(
            f'<li><a href="#section-{number}">{escape(section.heading)}</a></li>'
            for number, section in enumerate(self.page.main, 1)
        )
        annex = f'<li><a href="#annex">{ANNEX_HEADING}</a></li>' if self.page.annex else ""
        last = f'<li><a href="#sources">{self.page.marks_heading}</a></li>'
        return f'<nav aria-label="Contents">\n<ul>\n{items}{last}{annex}\n</ul>\n</nav>\n'

    def _section(self, section: Section, number: int, level: int) -> Iterator[str]:
        name = f"section-{number}"
        heading = self._heading(section.heading, name, level)
        yield f'<section aria-labelledby="{self.id}{name}">\n{heading}'
        if section.bullets:
            yield f"<ul>{''.join(f'<li>{self._said(said)}</li>' for said in section.bullets)}</ul>"
        yield from (f"<p>{self._said(said)}</p>" for said in section.paragraphs)
        if section.prompt:
            yield f'<p class="slot">{TO_BE_WRITTEN}{escape(section.prompt)}</p>'
        for table in section.tables:
            yield self._table(table)
            yield from (
                f'<p class="note">{escape(line)}</p>'
                for line in (*table.notes, *legend(table.symbols))
            )
        for count, drawn in enumerate(section.drawn, 1):
            yield from self._picture(picture_of(drawn), f"{self.id}figure-{number}-{count}")
        yield "</section>"

    def _said(self, said: Said) -> str:
        return (
            f"<strong>{self._cite(said.bold)}</strong>{self._cite(said.rest)}"
            if said.lead
            else self._cite(said.text)
        )

    def _cite(self, text: str) -> str:
        return "".join(
            self._mark(piece) if isinstance(piece, int) else escape(piece)
            for piece in self.page.pieces(text)
        )

    def _mark(self, mark: int) -> str:
        count = self.cited[mark] = self.cited.get(mark, 0) + 1
        name = f'id="{self._place(mark, count)}" href="#{self.id}source-{mark}"'
        return (
            f'<sup>&nbsp;<a {name} role="doc-noteref" aria-label="Source {mark}">[{mark}]</a></sup>'
        )

    def _place(self, mark: int, count: int) -> str:
        return f"{self.id}mark-{mark}" if count == 1 else f"{self.id}mark-{mark}-{count}"

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        rows = "".join(map(self._row, table.rows))
        caption = f"<caption>{escape(table.caption)}</caption>"
        return (
            f'<div class="scroll"><table>{caption}\n<thead><tr>{head}</tr></thead>\n'
            f"<tbody>\n{rows}</tbody></table></div>"
        )

    def _row(self, row: Sequence[str]) -> str:
        cells = "".join(f"<td>{self._cite(cell)}</td>" for cell in row[1:])
        return f'<tr><th scope="row">{self._cite(row[0])}</th>{cells}</tr>\n'

    def _picture(self, picture: Picture, name: str) -> Iterator[str]:
        yield f'<figure aria-labelledby="{name}">'
        title = f"{escape(picture.title)}<span>{escape(picture.subtitle)}</span>"
        yield f'<figcaption id="{name}">{title}</figcaption>'
        yield f'<div role="img" aria-label="{escape(picture.alternative)}">{picture.svg()}</div>'
        yield from (
            f'<p class="note">{escape(line)}</p>' for line in [*picture.notes, picture.source]
        )
        table = picture.table
        yield f"<details><summary>{message('export.table_behind')}</summary>{self._table(table)}"
        yield from (f'<p class="note">{escape(line)}</p>' for line in legend(table.symbols))
        yield "</details></figure>"

    def _sources(self, marks: Sequence[int], name: str, level: int) -> str:
        items = "\n".join(
            (
                f'<li id="{self.id}source-{mark}" '
                f'value="{mark}">{escape(self._source(mark))}{self._way_back(mark)}</li>'
            )
            for mark in marks
        )
        heading = self._heading(self.page.marks_heading, name, level)
        return (
            f'<section aria-labelledby="{self.id}{name}" role="doc-endnotes">\n'
            f"{heading}\n<p>{SOURCES_LINE}</p>\n"
            f'<ol class="sources">\n{items}\n</ol>\n</section>\n'
        )

    def _source(self, mark: int) -> str:
        """One note of all figures that a mark opens."""
        return clean(sentence_note(self.page.figures[mark], self.release))

    def _way_back(self, mark: int) -> str:
        """Links back to where a mark stands; a chapter, whose page has its own ways, has none."""
        if self.page.frame.chapter:
            return ""
        places = [(self._place(mark, count), count) for count in range(1, self.cited[mark] + 1)]
        links = (_back(place, mark, count if len(places) > 1 else 0) for place, count in places)
        return f'<span class="back">{"".join(links)}</span>'


def _back(place: str, mark: int, count: int) -> str:
    """A link back to where a mark stands: which of its places, where there are several."""
    where = message("export.back", mark=mark)
    label = message("export.back_to_place", where=where, count=count) if count else where
    name = f"back {count}" if count else "back"
    return f' <a href="#{place}" role="doc-backlink" aria-label="{label}">{name}</a>'
