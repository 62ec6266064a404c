"""A draft as a page again: the texts as they stand, their figures looked up, ready for any format
of export.py.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cin_narrative.claims.claims import Claim
from cin_narrative.claims.desk import Desk
from cin_narrative.drafts.cited import area_of
from cin_narrative.drafts.draft import Draft, claim_name
from cin_narrative.drafts.parts import DraftParagraph
from cin_narrative.drafts.register import Register
from cin_narrative.errors import NotHeld
from cin_narrative.report.summary import SIGNED_HEADING, Summary, summarise
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.marks import SENTENCE_END
from cin_narrative.writing.render import Ledger

MARK = re.compile(r" ?\[(\d+)\]")


def as_summary(draft: Draft, desk: Desk) -> Summary:
    """The summary with the texts of ``draft``, its slots, and who signed; the marks are numbered
    anew, in the order of the text.

    A mark whose figure the store no longer holds is left out of the text: the check says so. The
    table and the charts are those of the draft's release, as the store has them now.
    """
    summary = _fresh(draft, desk)
    claims = {
        (one.heading, tuple(map(claim_name, one.claims))): one.claims for one in summary.paragraphs
    }
    register, ledger = Register(desk), Ledger()
    register.prefetch(list(draft.figures.values()))

    def renumbered(match: re.Match[str]) -> str:
        cited = draft.figures.get(int(match[1]))
        if cited is None:
            return match[0]  # no mark of the draft: a number in brackets that somebody typed
        figure = register.look(cited)
        return f" [{ledger.cite(figure)}]" if figure else ""

    texts = [
        _paragraph(replace(one, edited=MARK.sub(renumbered, one.text)), claims)
        for one in draft.paragraphs
    ]
    authored = [Paragraph(slot.heading, slot.text) for slot in draft.slots if slot.text]
    summary.title, summary.ledger, summary.main_marks = draft.title, ledger, 0
    summary.paragraphs = [*(one for one in texts if one.text), *authored, *_signed(draft)]
    return summary


def _fresh(draft: Draft, desk: Desk) -> Summary:
    area = area_of(desk.areas, draft.area, draft.place, draft.year)
    try:
        if area is not None:
            return summarise(desk, area, draft.year, draft.since or None)
    except NotHeld:
        pass  # the words and their marks are still a page; a table of nothing is not
    return Summary(draft.title, area=area, year=draft.year, release=draft.release)


def _paragraph(
    one: DraftParagraph, claims: dict[tuple[str, tuple[str, ...]], tuple[Claim, ...]]
) -> Paragraph:
    names = tuple(said.claim for said in one.said)
    lead = len(SENTENCE_END.split(one.text, maxsplit=1)[0]) if one.bold else 0
    return Paragraph(one.heading, one.text, claims.get((one.heading, names), ()), one.annex, lead)


def _signed(draft: Draft) -> list[Paragraph]:
    """Who signed what, of the texts as they stand: one line for each name and time."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for part in draft.parts:
        one = draft.signed(part.id)
        if one is not None:
            found.setdefault((one.name, one.time, one.reason), []).append(part.id)
    every = len(draft.paragraphs) + sum(bool(slot.text) for slot in draft.slots)
    lines = []
    for (name, time, reason), parts in found.items():
        what = "all parts" if len(parts) == every else f"{len(parts)} of {every} parts"
        lines.append(
            Paragraph(
                SIGNED_HEADING,
                f"Signed by {name}, {time}: {what}{f'; reason given: {reason}' if reason else ''}.",
            )
        )
    return lines
