"""A draft as a page again: the texts as they stand, their figures looked up, ready for any format
of export.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cin_narrative.claims.desk import Desk
from cin_narrative.drafts.checks.confirmed import unconfirmed
from cin_narrative.drafts.checks.findings import Checked, Finding, Verdict
from cin_narrative.drafts.checks.paragraph import check_draft
from cin_narrative.drafts.cited_figure import area_of
from cin_narrative.drafts.draft import Draft, claim_name
from cin_narrative.drafts.local_figures import local_figures, with_whose
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot
from cin_narrative.drafts.register import Register
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.report.summary import DIFFERS_HEADING, SIGNED_HEADING, Summary, summarise
from cin_narrative.writing.commentary import Paragraph
from cin_narrative.writing.marks import SENTENCE_END, Span
from cin_narrative.writing.render import Ledger
from cin_narrative.writing.terms import Sort

Name = tuple[str, tuple[str, ...]]
DIGITS = re.compile(r"[\d,.]*\d")
MARK = re.compile(r" ?\[(\d+)\]")


def as_summary(draft: Draft, desk: Desk, checked: Mapping[str, Checked] | None = None) -> Summary:
    """The summary with the texts of ``draft``, its slots, what differs from the store, and who
    signed; the marks are numbered anew, in the order of the text.

    A mark stands in the text only where the store holds its figure and ``checked`` (default: made
    here) confirmed the sentence that it is in: what "disagrees" or is "not known here" has no
    source, and is listed. The table and the charts are those of the draft's release, as the store
    has them now.
    """
    summary = _fresh(draft, desk)
    fresh = _fresh_by_name(summary)
    register, ledger = Register(desk), Ledger()
    register.prefetch(list(draft.figures.values()))
    found = check_draft(draft, register) if checked is None else checked
    texts = [
        _paragraph(
            replace(one, edited=_sourced(one, draft, found[one.id], register, ledger)),
            fresh,
            ledger,
        )
        for one in draft.paragraphs
    ]
    authored = [
        Paragraph(slot.heading, with_whose(MARK.sub(_typed, slot.text)))
        for slot in draft.slots
        if slot.text
    ]
    summary.title, summary.ledger, summary.main_marks = draft.title, ledger, 0
    gone = {slot.heading for slot in draft.slots if slot.removed}
    summary.slots = tuple(slot for slot in summary.slots if slot.heading not in gone)
    summary.paragraphs = [
        *(one for one, part in zip(texts, draft.paragraphs, strict=True) if part.text),
        *authored,
        *_differing(draft, found, desk),
        *_signed(draft),
    ]
    return summary


def _sourced(
    one: DraftParagraph, draft: Draft, checked: Checked, register: Register, ledger: Ledger
) -> str:
    """The text of a paragraph as it is read, with the marks that are confirmed, as ``ledger``
    numbers them.
    """
    loose = _loose(checked, draft)
    doubted = unconfirmed(one.text, checked, register.desk.areas)

    def renumbered(match: re.Match[str]) -> str:
        cited = draft.figures.get(int(match[1]))
        if cited is None:
            return _typed(match)
        if int(match[1]) in loose or match.end() - len(f"[{match[1]}]") in doubted:
            return ""
        figure = register.look(cited)
        return f" [{ledger.cite(figure)}]" if figure else ""

    return with_whose(MARK.sub(renumbered, one.text))


def _fresh_by_name(summary: Summary) -> dict[Name, list[Paragraph]]:
    """The paragraphs as the store has them now, by heading and what their claims are of."""
    found: dict[Name, list[Paragraph]] = {}
    for one in summary.paragraphs:
        found.setdefault((one.heading, tuple(map(claim_name, one.claims))), []).append(one)
    return found


def _typed(match: re.Match[str]) -> str:
    """A number in brackets that somebody typed, so that nobody takes it for a mark."""
    return f"{match[0][: -len(match[1]) - 2]}({match[1]})"


def _loose(checked: Checked, draft: Draft) -> set[int]:
    """The marks beside numbers that are not their figures."""
    numbers = [
        one for one in checked.findings if one.about is Sort.NUMBER and one.mark in draft.figures
    ]
    return {
        one.mark
        for one in numbers
        if one.verdict is Verdict.DISAGREES
        or one.text not in DIGITS.findall(draft.figures[one.mark].shown)
    }


def _differing(draft: Draft, checked: Mapping[str, Checked], desk: Desk) -> list[Paragraph]:
    """What the texts say that the store does not, what cost a mark, and the figures that are
    somebody's own: one line each.
    """
    lines = [
        f'{part.heading}: "{one.text}". {MARK.sub("", one.message)}'
        for part in draft.parts
        for one in (*checked[part.id].disagreements, *_doubts(part, checked[part.id], desk))
    ]
    lines += [
        f"{part.heading}: {said}." for part in draft.parts for said in local_figures(part.text)
    ]
    return [Paragraph(DIFFERS_HEADING, line) for line in dict.fromkeys(lines)]


def _doubts(part: DraftParagraph | DraftSlot, checked: Checked, desk: Desk) -> Iterator[Finding]:
    """What is not known of the sentences that lost a mark by it."""
    for found in unconfirmed(part.text, checked, desk.areas).values():
        yield from (one for one in found if one.verdict is Verdict.NOT_KNOWN)


def _fresh(draft: Draft, desk: Desk) -> Summary:
    area = area_of(desk.areas, draft.area, draft.place, draft.year)
    try:
        if area is not None:
            return summarise(desk, area, draft.year, draft.since or None)
    except NotHeld:
        pass  # the words and their marks are still a page; a table of nothing is not
    return Summary(draft.title, area=area, year=draft.year, release=draft.release, desk=desk)


def _paragraph(
    one: DraftParagraph, fresh: Mapping[Name, list[Paragraph]], ledger: Ledger
) -> Paragraph:
    names = tuple(said.claim for said in one.said)
    lead = len(SENTENCE_END.split(one.text, maxsplit=1)[0]) if one.bold else 0
    like = fresh.get((one.heading, names)) or [Paragraph(one.heading, "")]
    same = next((its for its in like if its.plain == MARK.sub("", one.text)), None)
    claims, spans = (same or like[0]).claims, tuple(_places(one.text, ledger))
    return Paragraph(one.heading, one.text, claims, one.annex, lead, spans, same is not None)


def _places(text: str, ledger: Ledger) -> Iterator[Span]:
    """The figures of a text: each is what stands right before its mark."""
    for match in MARK.finditer(text):
        for figure in ledger.at(int(match[1])):
            start = match.start() - len(figure.shown)
            before = text[start - 1] if start > 0 else " "
            if text[: match.start()].endswith(figure.shown) and before not in "0123456789.,":
                yield Span(start, match.start(), figure, int(match[1]))


def _signed(draft: Draft) -> list[Paragraph]:
    """Who signed what, of the texts as they stand: one line for each name and time."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for part in draft.parts:
        one = draft.signed(part.id)
        if one is not None:
            found.setdefault((one.name, one.time, one.reason, one.signed_in), []).append(part.id)
    every = len(draft.paragraphs) + sum(bool(slot.text) for slot in draft.slots)
    lines = []
    for (name, time, reason, signed_in), parts in found.items():
        by = (
            message("drafts.verified", person=signed_in)
            if signed_in
            else message("drafts.not_verified")
        )
        what = "all parts" if len(parts) == every else f"{len(parts)} of {every} parts"
        why = f"; reason given: {reason}" if reason else ""
        lines.append(Paragraph(SIGNED_HEADING, f"Signed by {name} ({by}), {time}: {what}{why}."))
    return lines
