"""Drafts: a page that people edit and sign, kept in one plain text file (``files.py``).

A draft holds each paragraph as generated, sentence by sentence, with what each sentence rests on;
as edited, where it was; the figures with their cells and releases; the parts that only people
write; and the sign-offs. It holds no claim and no store: a draft outlives both, and ``page.py`` and
``changes.py`` look its figures up again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from cin_narrative.catalogue.catalogue import Catalogue, Indicator, Measure
from cin_narrative.claims.claims import Claim, Judgement, Method
from cin_narrative.claims.message import MainClaim, Ordinary
from cin_narrative.disclosure.figures import Figure
from cin_narrative.drafts.cited_figure import Cited, cite
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot, Said, digest
from cin_narrative.errors import UnknownName
from cin_narrative.messages import message
from cin_narrative.report.summary import Summary
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.render import Ledger
from cin_narrative.writing.sentences import sentence

EVERYBODY = "*"  # with whom a draft is shared, where it is with whoever may write drafts


@dataclass(frozen=True, slots=True)
class SignedFigure:
    """A figure as it was when it was signed."""

    mark: int
    shown: str
    release: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signed which text, when, on which figures, and the disagreements signed with their
    reason.

    ``signed_in`` is what a sign-in knows the signer by; empty where nothing verified the name.
    ``part`` is the id of a paragraph or slot. A later edit does not remove it: its ``stamp`` no
    longer is the text's.
    """

    part: str
    name: str
    time: str
    stamp: str
    text: str
    figures: tuple[SignedFigure, ...] = ()
    acknowledged: tuple[str, ...] = ()
    reason: str = ""
    signed_in: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft. ``area`` is the area's code and ``place`` its name; ``since`` the year that
    changes are taken from (0: the year before).

    ``newest_year`` is the newest year held when it was made; ``definitions`` are fingerprints of
    what its figures mean. ``owner`` is what a sign-in knows its maker by (empty: made without one,
    everybody's); ``shared`` are those it is shared with.
    """

    title: str
    area: str
    place: str
    year: int
    release: str
    newest_year: int
    since: int
    average: Measure
    paragraphs: tuple[DraftParagraph, ...]
    figures: Mapping[int, Cited] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    slots: tuple[DraftSlot, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    method: Method = Method.BANDS
    owner: str = ""
    shared: tuple[str, ...] = ()

    @property
    def empty(self) -> list[DraftSlot]:
        """The sections that still wait for their text."""
        return [slot for slot in self.slots if slot.is_empty]

    def is_open_to(self, person: str) -> bool:
        """Whether somebody may open it, by what a sign-in knows them by."""
        return (
            not self.owner
            or person == self.owner
            or not {person, EVERYBODY}.isdisjoint(self.shared)
        )

    @property
    def parts(self) -> list[DraftParagraph | DraftSlot]:
        """Every paragraph and slot."""
        return [*self.paragraphs, *self.slots]

    def part(self, part_id: str) -> DraftParagraph | DraftSlot:
        """The paragraph or slot called ``part_id``; ``UnknownName`` offers the nearest."""
        parts = {part.id: part for part in self.parts}
        if part_id not in parts:
            raise UnknownName(message("drafts.part"), part_id, parts)
        return parts[part_id]

    def with_text(
        self, part_id: str, text: str, figures: Mapping[int, Cited] | None = None
    ) -> Draft:
        """The draft with another text in one part, and its ``figures``; the generated text again
        means: not edited.
        """
        paragraphs = tuple(
            replace(p, edited=None if text == p.generated else text) if p.id == part_id else p
            for p in self.paragraphs
        )
        slots = tuple(
            replace(s, text=text, removed=False) if s.id == part_id else s for s in self.slots
        )
        return replace(
            self,
            paragraphs=paragraphs,
            slots=slots,
            figures=self.figures if figures is None else figures,
        )

    def with_slots_removed(self, ids: Iterable[str], removed: bool = True) -> Draft:
        """The draft without the empty sections of these names; or with them back."""
        wanted = set(ids)
        slots = (
            replace(s, removed=removed) if s.id in wanted and not s.text else s for s in self.slots
        )
        return replace(self, slots=tuple(slots))

    def signed(self, part_id: str) -> SignOff | None:
        """The newest sign-off of the text as it stands; None where it was never signed, or edited
        since.
        """
        stamp = self.part(part_id).stamp
        return next(
            (one for one in reversed(self.sign_offs) if one.part == part_id and one.stamp == stamp),
            None,
        )


def new_draft(
    summary: Summary,
    catalogue: Catalogue,
    newest_year: int,
    since: int = 0,
    average: Measure = Measure.MEAN,
    method: Method = Method.BANDS,
) -> Draft:
    """A draft of a summary, nothing edited yet. ``newest_year``: the newest year that the store
    holds for the area.

    ``since``, ``average`` and ``method`` say how the summary was made, so that it can be made
    again.
    """
    claims = [claim for paragraph in summary.paragraphs for claim in paragraph.claims]
    paragraphs = paragraphs_of(summary)
    cited = sorted({mark for paragraph in paragraphs for mark in _needed(paragraph)})
    figures = {mark: cite(mark, summary.ledger.at(mark)[0], claims) for mark in cited}
    slots = tuple(
        DraftSlot(slot_id(slot.heading), slot.heading, slot.prompt) for slot in summary.slots
    )
    code, place = (summary.area.code, str(summary.area.in_name)) if summary.area else ("", "")
    return Draft(
        summary.title,
        code,
        place,
        summary.year,
        summary.release,
        newest_year,
        since,
        average,
        paragraphs,
        figures,
        definitions_of(figures.values(), catalogue),
        slots,
        method=method,
    )


def paragraphs_of(summary: Summary) -> tuple[DraftParagraph, ...]:
    """The paragraphs of a page as a draft holds them, under the page's marks."""
    return tuple(
        _paragraph(f"p{number:02}", paragraph, summary.ledger)
        for number, paragraph in enumerate(summary.paragraphs, 1)
    )


def definitions_of(figures: Iterable[Cited], catalogue: Catalogue) -> dict[str, str]:
    """The fingerprint of the definition of every indicator cited, by id."""
    return {
        name: meaning_digest(catalogue[name])
        for name in sorted({cited.indicator for cited in figures})
        if name in catalogue
    }


def meaning_digest(indicator: Indicator) -> str:
    """The fingerprint of what an indicator counts and out of what; names, synonyms and notes are no
    part of it.
    """
    measures = [
        f"{measure} of {one.of} sum of {one.sum_of} {' '.join(one.categories)}"
        for measure, one in indicator.measures.items()
    ]
    return digest("\n".join([indicator.kind, indicator.counted, indicator.definition, *measures]))


def slot_id(heading: str) -> str:
    """``Local context`` -> ``local-context``."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _paragraph(part_id: str, paragraph: Paragraph, ledger: Ledger) -> DraftParagraph:
    """The paragraph with a mark for every figure: a person may move any one of them, which a mark
    of a whole sentence could not
    follow. What ordinary authorities move by is no cell, and stays on the page.
    """
    claims = [claim for claim in paragraph.claims if not isinstance(claim, Ordinary)]
    said = [
        Said(claim_name(claim), text, _pairs(claim, ledger))
        for claim in claims
        if (text := sentence(claim, ledger))
    ]
    in_main_part = any(isinstance(claim, MainClaim) for claim in paragraph.claims)
    if (
        not in_main_part and " ".join(one.text for one in said) != paragraph.text
    ):  # a page that joins its sentences in another way
        said = [Said("", paragraph.text, tuple(pair for one in said for pair in one.pairs))]
    return DraftParagraph(
        part_id, paragraph.heading, tuple(said), annex=paragraph.annex, bold=paragraph.lead > 0
    )


def _needed(paragraph: DraftParagraph) -> set[int]:
    return set(paragraph.marks) | {
        mark for one in paragraph.said for pair in one.pairs for mark in pair
    }


def _pairs(claim: Claim, ledger: Ledger) -> tuple[tuple[int, int], ...]:
    """The comparisons that a claim makes, where both figures are cited on the page."""
    found = [(ledger.mark(one.value), ledger.mark(one.other)) for one in _within(claim, Judgement)]
    return tuple(dict.fromkeys((value, other) for value, other in found if value and other))


def _within(thing: Any, wanted: type) -> Iterator[Any]:
    """Every ``wanted`` inside a claim; figures are not looked into."""
    if isinstance(thing, wanted):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _within(item, wanted)
    elif is_dataclass(thing) and not isinstance(thing, Figure | Indicator):
        for one in fields(thing):
            yield from _within(getattr(thing, one.name), wanted)


def claim_name(claim: Claim) -> str:
    """Kind, indicator, measure and category of a claim: the same in every year and release."""
    words = [claim.kind]
    figure = next(_within(claim, Figure), None)
    indicator = getattr(claim, "indicator", None)
    if isinstance(indicator, Indicator):
        words.append(indicator.id)
    elif figure is not None:
        words += [
            figure.indicator.id,
            figure.basis.value,
            figure.category.id if figure.category else "",
        ]
    note = getattr(claim, "note", None)
    return " ".join(filter(None, [*words, note.id if note else ""]))
