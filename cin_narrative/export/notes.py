"""The figures that one sentence or one row cites -> the note that stands for them all.

A sentence's note says each figure with its year; a row's, whose figures stand beside it, says what
they are. Both end with the tables of DfE's that they are from, or the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.rounding import written
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.page import Page
from cin_narrative.messages import message
from cin_narrative.writing.citations import TABLE, cited_where
from cin_narrative.writing.commentary import how
from cin_narrative.writing.render import listed
from cin_narrative.writing.style.text import sentences

MANY = 6  # figures: with more, a row's note does not say each again


def cited_sentences(page: Page, text: str) -> Iterator[tuple[str, list[Figure]]]:
    """Each sentence of a text without its marks, and the figures that they open."""
    for _, sentence in sentences(text):
        yield plain(page, sentence.text), figures_of(page, sentence.text)


def plain(page: Page, text: str) -> str:
    """A text without its marks."""
    return "".join(piece for piece in page.pieces(text) if isinstance(piece, str))


def figures_of(page: Page, text: str) -> list[Figure]:
    """The figures that the marks of a text open, in their order."""
    marks = (piece for piece in page.pieces(text) if isinstance(piece, int))
    return [one for mark in marks for one in page.figures[mark]]


def sentence_note(figures: Sequence[Figure], release: str) -> str:
    """The note of a sentence; ``release`` is the page's, which goes without saying."""
    said = (
        f"{label}: {'; '.join(_valued(list(group)))}"
        for label, group in groupby(_once(figures), key=lambda one: str(one.label))
    )
    return _ended(". ".join(said), figures, release)


def row_note(figures: Sequence[Figure], release: str) -> str:
    """The note of a table's row."""
    if len(figures) <= MANY // 2:
        return sentence_note(figures, release)
    said = (
        f"{label}: {'; '.join(_kinds(list(group)))}"
        for label, group in groupby(figures, key=lambda one: str(one.label))
    )
    return _ended(". ".join(said), figures, release)


def table_note(figures: Sequence[Figure], release: str) -> str:
    """One note of a whole table, whose rows say what they are."""
    return _ended(message("export.rows_note"), figures, release) if figures else ""


def _kinds(figures: Sequence[Figure]) -> Iterator[str]:
    """``count of Derby``, ``rate of Derby, Kirklees and England``, ``mean rate of 10``."""
    for kind in dict.fromkeys(map(_kind, figures)):
        areas = [one.area for one in figures if _kind(one) == kind and not one.of]
        named = listed(dict.fromkeys(str(area.short_name) for area in areas))
        yield message("export.kind_of", kind=kind, names=named) if named else kind


def _once(figures: Iterable[Figure]) -> list[Figure]:
    return list({one.key: one for one in figures}.values())


def _kind(figure: Figure) -> str:
    """``rate``, ``mean rate of 10``: what a figure of a row is."""
    return f"change in {figure.basis}" if figure.measure is Measure.CHANGE else how(figure)


def _valued(figures: Sequence[Figure]) -> Iterator[str]:
    """``count, Derby: 1,661 (2024), 1,434 (2023)``."""
    for head, group in groupby(figures, key=_head):
        yield f"{head}: {', '.join(f'{one.shown} ({one.year}{_over(one)})' for one in group)}"


def _head(figure: Figure) -> str:
    """What kind of figure it is, and whose; a constant is of no area."""
    is_constant = figure.measure is Measure.CHANGE and not figure.derived_from
    return how(figure) if is_constant else f"{how(figure)}, {figure.area.short_name}"


def _over(figure: Figure) -> str:
    """What it was worked out from, where that is two numbers."""
    if not figure.derived_from or figure.numerator is None or figure.denominator is None:
        return ""
    return f"; {written(figure.numerator, 0)} of {written(figure.denominator, 0)}"


def _ended(said: str, figures: Sequence[Figure], release: str) -> str:
    """The tables of the page's release, and where else; then what is in doubt or left out."""
    tables, elsewhere = dict[str, None](), dict[str, None]()
    for one in figures:
        found = [match[1] for source in one.source.split("; ") if (match := TABLE.match(source))]
        if found and one.release == release:
            tables |= dict.fromkeys(found)
        else:
            elsewhere |= dict.fromkeys([cited_where(one)])
    named = listed(sorted(tables))
    told = message("export.tables" if len(tables) > 1 else "export.table", names=named)
    doubts = (text for one in figures for text in (*one.doubts, *one.left_out))
    parts = [said, *([told] if tables else []), *elsewhere, *dict.fromkeys(doubts)]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def published_in(figures: Iterable[Figure]) -> str:
    """Where figures are published, the tables of one release together, for the foot of a chart."""
    found: dict[str, set[str]] = {}
    others = dict[str, None]()
    for one in figures:
        tables = [match[1] for file in one.source.split("; ") if (match := TABLE.match(file))]
        if tables and one.release.isdecimal():
            found.setdefault(one.release, set()).update(tables)
        else:
            others |= dict.fromkeys([cited_where(one)])
    told = [*(_of_release(one, found[one]) for one in sorted(found)), *others]
    return "; ".join(where for where in told if where)


def _of_release(release: str, tables: set[str]) -> str:
    word = "export.some_tables" if len(tables) > 1 else "export.one_table"
    told = message("export.release", release=release)
    return told + message(word, names=listed(sorted(tables)))


def main_release(page: Page) -> str:
    """The release that most of a page's figures are from."""
    counted = Counter(one.release for entry in page.figures.values() for one in entry)
    return max(sorted(counted), key=lambda name: counted[name]) if counted else ""
