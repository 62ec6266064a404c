"""A text of a draft and its check in, the marks out that it does not confirm.

A mark is a source: it stands beside its own figure, in a sentence that says of it what the figure
is. "Minus 5,789 [1]" and "68.9% [2] after 45 days" have the right number and the wrong source.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.areas import Areas
from cin_narrative.drafts.checks.findings import Checked, Finding, Verdict
from cin_narrative.drafts.local_figures import without_local
from cin_narrative.writing.terms import Sort, read_terms, sentences_of


def unconfirmed(text: str, checked: Checked, areas: Areas) -> dict[int, list[Finding]]:
    """Where each mark stands that the check of its sentence did not confirm, in characters of
    ``text``, with what was found in that sentence.
    """
    doubts = [one for one in checked.findings if one.verdict is not Verdict.AGREES]
    return dict(_of_sentences(text, doubts, areas)) if doubts else {}


def _of_sentences(
    text: str, doubts: list[Finding], areas: Areas
) -> Iterator[tuple[int, list[Finding]]]:
    for sentence in sentences_of(read_terms(without_local(text), areas)):
        start, end = sentence[0].start, sentence[-1].end
        found = [one for one in doubts if one.start < end and one.end > start]
        if found:
            yield from ((one.start, found) for one in sentence if one.sort is Sort.MARK)
