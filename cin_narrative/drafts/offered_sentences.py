"""The updated sentence for a draft: the same claim of a fresh page, under the draft's own marks.

Where a person has reworded the sentence, their wording is offered with the new figures put in, if
the check finds nothing that disagrees; else the fresh sentence, and it is said that their wording
has to be read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cin_narrative.drafts.checks.paragraph import check_paragraph
from cin_narrative.drafts.cited_figure import Cited, cite, renewed
from cin_narrative.drafts.draft import Draft, paragraphs_of
from cin_narrative.drafts.parts import DraftParagraph, Said
from cin_narrative.drafts.register import Register
from cin_narrative.report.summary import Summary

MARK = re.compile(r"\[(\d+)\]")
Name = tuple[str, str, int]  # heading, claim, how many of them stand before it
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence offered in place of the one at ``place`` of a paragraph. ``figures`` are those it
    cites, as they are now.

    ``edited_was`` and ``edited_now`` are the stretch of the text as it stands and what would stand
    there; equal to the generated sentences where nobody edited. ``needs_reading``: a person's
    wording could not be kept.
    """

    part: str
    place: int
    was: str
    said: Said
    figures: tuple[Cited, ...]
    edited_was: str
    edited_now: str
    needs_reading: bool = False


def offers(
    draft: Draft, summary: Summary, marks: set[int], register: Register
) -> tuple[Offer, ...]:
    """The sentences of ``draft`` that cite any of ``marks``, as ``summary`` has them; those that
    read the same are left out.
    """
    fresh, own = _by_name(paragraphs_of(summary)), _by_name(draft.paragraphs)
    places = {id(said): name for name, said in own.items()}
    translate = _Marks(draft, summary)
    made = []
    for paragraph in draft.paragraphs:
        for place, said in enumerate(paragraph.said):
            name = places[id(said)]
            found = fresh.get(name)
            if not (marks & _marks(said.text) or _is_note(said, name, own, fresh)):
                continue
            offered = (
                translate.said(found)
                if found
                else _put_in(paragraph, place, draft, summary.year, register)
            )
            if offered and offered[0].text != said.text:
                offer = Offer(
                    paragraph.id,
                    place,
                    said.text,
                    offered[0],
                    offered[1],
                    said.text,
                    offered[0].text,
                )
                made.append(_worded(offer, paragraph, draft, register))
    return tuple(made)


def _put_in(
    paragraph: DraftParagraph, place: int, draft: Draft, year: int, register: Register
) -> tuple[Said, tuple[Cited, ...]] | None:
    """A sentence that the fresh page leaves out, with the new figures put in; None where its words
    no longer fit them.
    """
    said = paragraph.said[place]
    found = {
        mark: register.look(draft.figures[mark], newest=True)
        for mark in _marks(said.text)
        if mark in draft.figures
    }
    if year != draft.year or any(
        figure is None or figure.value is None for figure in found.values()
    ):
        return None
    new = {
        mark: renewed(draft.figures[mark], figure)
        for mark, figure in found.items()
        if figure is not None
    }
    text = _with_figures(said.text, draft.figures, new)
    alone = replace(paragraph, said=(said,), edited=None)
    checked = check_paragraph(alone, {**draft.figures, **new}, register, text)
    return None if checked.disagreements else (replace(said, text=text), tuple(new.values()))


def _marks(text: str) -> set[int]:
    return {int(mark) for mark in MARK.findall(text)}


def _is_note(said: Said, name: Name, own: Mapping[Name, Said], fresh: Mapping[Name, Said]) -> bool:
    """Whether this is a note without figures (the sources, what is not shown) that the fresh page
    has as many of in its place.
    """
    alike = [sum(other[:2] == name[:2] for other in page) for page in (own, fresh)]
    return not _marks(said.text) and alike[0] == alike[1]


def _by_name(paragraphs: tuple[DraftParagraph, ...]) -> dict[Name, Said]:
    found: dict[Name, Said] = {}
    seen: dict[tuple[str, str], int] = {}
    for paragraph in paragraphs:
        for said in paragraph.said:
            name = (paragraph.heading, said.claim)
            seen[name] = seen.get(name, -1) + 1
            found[(*name, seen[name])] = said
    return found


class _Marks:
    """Turns the marks of a fresh page into the draft's: the same cell keeps its mark, any other
    gets a new one.
    """

    def __init__(self, draft: Draft, summary: Summary) -> None:
        self._figures = [entry[0] for entry in summary.ledger.entries]
        self._claims = [claim for paragraph in summary.paragraphs for claim in paragraph.claims]
        self._known = {cited.cell: mark for mark, cited in draft.figures.items()}
        self._last = max(draft.figures, default=0)
        self._made: dict[int, Cited] = {}

    def said(self, fresh: Said) -> tuple[Said, tuple[Cited, ...]]:
        """The sentence under the draft's marks, and the figures it cites."""
        used = _marks(fresh.text) | {mark for pair in fresh.pairs for mark in pair}
        cited = {mark: self._cited(mark) for mark in sorted(used)}
        text = MARK.sub(lambda match: f"[{cited[int(match[1])].mark}]", fresh.text)
        pairs = tuple((cited[value].mark, cited[other].mark) for value, other in fresh.pairs)
        return Said(fresh.claim, text, pairs), tuple(cited.values())

    def _cited(self, mark: int) -> Cited:
        if mark not in self._made:
            found = cite(mark, self._figures[mark - 1], self._claims)
            if found.cell not in self._known:
                self._last += 1
                self._known[found.cell] = self._last
            self._made[mark] = replace(found, mark=self._known[found.cell])
        return self._made[mark]


def _worded(offer: Offer, paragraph: DraftParagraph, draft: Draft, register: Register) -> Offer:
    """The offer in the person's own words, where they changed the sentence."""
    if paragraph.edited is None or offer.was in paragraph.edited:
        return offer
    marks = _marks(offer.was)
    theirs = [
        sentence for sentence in SENTENCES.split(paragraph.edited) if marks & _marks(sentence)
    ]
    if not theirs:
        return replace(offer, edited_was="", edited_now="", needs_reading=True)
    was = max(theirs, key=lambda sentence: len(marks & _marks(sentence)))
    now = _with_figures(was, draft.figures, {cited.mark: cited for cited in offer.figures})
    figures = {**draft.figures, **{cited.mark: cited for cited in offer.figures}}
    said = tuple(
        offer.said if place == offer.place else one for place, one in enumerate(paragraph.said)
    )
    checked = check_paragraph(
        replace(paragraph, said=said), figures, register, paragraph.edited.replace(was, now, 1)
    )
    start = paragraph.edited.index(was)
    wrong = [
        finding for finding in checked.disagreements if start <= finding.start < start + len(now)
    ]
    return replace(
        offer,
        edited_was=was,
        edited_now=offer.said.text if wrong else now,
        needs_reading=bool(wrong),
    )


def _with_figures(text: str, old: Mapping[int, Cited], new: Mapping[int, Cited]) -> str:
    """The text with every marked number that was the old figure made the new one."""
    for mark, cited in new.items():
        if mark in old:
            text = text.replace(f"{old[mark].shown} [{mark}]", f"{cited.shown} [{mark}]")
    return text
