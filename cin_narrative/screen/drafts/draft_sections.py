"""A draft that is open -> the sections of its view: the order, tables and charts of its exports,
each with the texts that stand in it, the empty ones among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cin_narrative.drafts.parts import DraftSlot
from cin_narrative.export.page import Section, clean
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.page_table import PageTable
from cin_narrative.screen.drafts.draft_editor import Part
from cin_narrative.screen.drafts.drafts_open import OpenDraft

Name = tuple[bool, str]  # whether in the annex, and the heading


@dataclass(frozen=True, slots=True)
class DraftSection:
    """The texts of one section, and how it is laid out; ``tables`` of the main part, whose figures
    open their receipts.
    """

    heading: str
    parts: Sequence[Part]
    laid_out: Section
    tables: Sequence[PageTable] = ()

    @property
    def annex(self) -> bool:
        """Whether it stands in the page's second part."""
        return self.laid_out.annex

    def needs_work(self, found: OpenDraft) -> bool:
        """Whether a text disagrees, or waits for somebody to write it."""
        return any(
            (isinstance(part, DraftSlot) and part.is_empty) or found.checked[part.id].disagreements
            for part in self.parts
        )


def sections_of(found: OpenDraft) -> list[DraftSection]:
    """All that has a text, a table or a chart, in the order in which it is exported; a section
    whose text somebody deleted stays where it was.
    """
    laid_out = {(one.annex, one.heading): one for one in found.laid_out.sections}
    texts = _texts(found)
    names = list(laid_out)
    place = 0
    for name in texts:
        if name not in laid_out:
            names.insert(place, name)
        place = names.index(name) + 1
    return [
        DraftSection(
            heading,
            texts.get((annex, heading), []),
            laid_out.get((annex, heading), Section(heading, annex=annex)),
            [one for one in found.page.tables if not annex and clean(one.heading) == heading],
        )
        for annex, heading in names
        if (annex, heading) in texts or _shows_more(laid_out[annex, heading])
    ]


def _shows_more(one: Section) -> bool:
    return bool(one.tables or one.drawn) or one.kind is Kind.SOURCES


def _texts(found: OpenDraft) -> dict[Name, list[Part]]:
    """The texts by section: the main part, what people write, then the annex."""
    texts: dict[Name, list[Part]] = {}
    main: list[Part] = [one for one in found.draft.paragraphs if not one.annex]
    slots = [one for one in found.draft.slots if not one.removed]
    annex = [one for one in found.draft.paragraphs if one.annex]
    for part in [*main, *slots, *annex]:
        in_annex = not isinstance(part, DraftSlot) and part.annex
        texts.setdefault((in_annex, clean(part.heading)), []).append(part)
    return texts
