"""An edited paragraph, checked against the store: each changed number, unit, period, area, category
and direction word.

"Agrees" is said only where the cell that a number claims to be (binding.py) holds that number, and
no word of the sentence was changed that the check cannot read. A number is never looked for by its
value.
"""

from __future__ import annotations

from collections.abc import Mapping

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.drafts.checks.alignment import align
from cin_narrative.drafts.checks.binding import mentions
from cin_narrative.drafts.checks.findings import Checked, Finding, in_order
from cin_narrative.drafts.checks.outcome import Page
from cin_narrative.drafts.checks.sentence import check_sentence
from cin_narrative.drafts.checks.typed_sentence import check_typed
from cin_narrative.drafts.cited_figure import Cited
from cin_narrative.drafts.draft import Draft
from cin_narrative.drafts.local_figures import without_local
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot
from cin_narrative.drafts.register import Register
from cin_narrative.writing.terms import read_terms, sentences_of


def check_draft(draft: Draft, register: Register) -> dict[str, Checked]:
    """Every paragraph and slot by id; what nobody edited has no finding unless the store no longer
    holds its figures.
    """
    register.prefetch(list(draft.figures.values()))
    return {part.id: check_part(part, draft.figures, register) for part in draft.parts}


def check_part(
    part: DraftParagraph | DraftSlot,
    figures: Mapping[int, Cited],
    register: Register,
    text: str | None = None,
) -> Checked:
    """A paragraph or slot as it stands, or as ``text`` that is about to be saved. A slot is all
    typed by a person (``typed_sentence.py``).
    """
    if isinstance(part, DraftParagraph):
        return check_paragraph(part, figures, register, text)
    terms = read_terms(without_local(part.text if text is None else text), register.desk.areas)
    return Checked(
        in_order(
            finding
            for sentence in sentences_of(terms)
            for finding in check_typed(sentence, register)
        )
    )


def check_paragraph(
    paragraph: DraftParagraph,
    figures: Mapping[int, Cited],
    register: Register,
    text: str | None = None,
) -> Checked:
    """One paragraph as it stands, or as ``text`` that is about to be saved. Figures nobody touched
    are looked up, too.
    """
    areas, catalogue = register.desk.areas, register.desk.catalogue
    known = {mark: cited for mark, cited in figures.items() if cited.indicator in catalogue}
    categories = _categories(
        [known[mark] for mark in paragraph.marks_generated if mark in known], catalogue
    )
    generated = sentences_of(read_terms(paragraph.generated, areas, categories))
    as_it_stands = without_local(paragraph.text if text is None else text)
    edited = sentences_of(read_terms(as_it_stands, areas, categories))
    forms = [mention for sentence in generated for mention in mentions(sentence)]
    pairs = {pair for one in paragraph.said for pair in one.pairs}
    page = Page(register, known, forms, generated, pairs)
    findings: list[Finding] = []
    before = None
    for aligned in align(edited, generated):
        if aligned.is_new and not mentions(aligned.terms):
            findings += check_typed(aligned.terms, register)
        else:
            findings += check_sentence(page, aligned, before)
        before = aligned
    return Checked(in_order(findings), tuple(dict.fromkeys(page.linked)), tuple(page.links))


def _categories(cited: list[Cited], catalogue: Catalogue) -> dict[str, str]:
    """The labels of the breakdowns that the paragraph speaks of: lower-case label ->
    ``indicator/category``.
    """
    found: dict[str, str] = {}
    for name in dict.fromkeys(one.indicator for one in cited if one.category):
        for category in catalogue.counts_of(catalogue[name]).categories.values():
            found.setdefault(str(category.label).lower(), f"{name}/{category.id}")
    return found
