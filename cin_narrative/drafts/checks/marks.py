"""Marks kept true: an edited number that agrees with another cell than its mark cites gets the mark
of that cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cin_narrative.drafts.checks.findings import Checked
from cin_narrative.drafts.cited_figure import Cited


def relink(
    text: str, checked: Checked, figures: Mapping[int, Cited]
) -> tuple[str, dict[int, Cited]]:
    """The text with its marks put right, and the figures with those newly cited. Numbers that do
    not agree are left alone.
    """
    known, marks = dict(figures), {cited.cell: mark for mark, cited in figures.items()}
    for link in sorted(checked.links, key=lambda link: -link.end):
        mark = marks.get(link.cited.cell)
        if mark is None:
            mark = max(known, default=0) + 1
            marks[link.cited.cell], known[mark] = mark, replace(link.cited, mark=mark)
        text = _marked(text, link.end, mark)
    return text, known


def _marked(text: str, end: int, mark: int) -> str:
    """The mark put after the number (and its %) that ends at ``end``, in place of the one that
    stands there.
    """
    rest = text[end:]
    unit = "%" if rest.startswith("%") else ""
    rest = rest[len(unit) :]
    if rest.lstrip().startswith("["):
        digits, _, after = rest.lstrip()[1:].partition("]")
        rest = after if digits.isdigit() else rest
    return f"{text[:end]}{unit} [{mark}]{rest}"
