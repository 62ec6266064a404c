"""Signing a draft: a name and a time under a text and its figures. The time is given, never read
from a clock here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cin_narrative.drafts.checks.paragraph import check_part
from cin_narrative.drafts.draft import Draft, SignedFigure, SignOff
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot
from cin_narrative.drafts.register import Register
from cin_narrative.errors import DraftDisagrees, DraftRefused
from cin_narrative.messages import message
from cin_narrative.writing.escaping import clean

LONGEST_NAME = 200


def sign(
    draft: Draft,
    parts: Sequence[str],
    name: str,
    time: str,
    register: Register,
    reason: str = "",
    signed_in: str = "",
) -> Draft:
    """The draft with ``parts`` (none given: every paragraph, and every slot with text) signed by
    ``name`` at ``time``.

    ``signed_in``: what a sign-in knows the signer by; empty where the name is not verified. Raises
    ``DraftDisagrees`` while a check disagrees with the store, unless a ``reason`` is given: then
    what disagreed is kept with the sign-off, beside the reason. ``DraftRefused`` without a name or
    a time, and for a whole page while a section is empty that nobody removed.
    """
    name, time, reason = (" ".join(clean(text).split()) for text in (name, time, reason))
    if not name or not time or len(name) > LONGEST_NAME:
        raise DraftRefused(message("drafts.name_and_time"))
    if not parts and draft.empty:
        empty = "; ".join(slot.heading for slot in draft.empty)
        raise DraftRefused(message("drafts.empty_sections", sections=empty))
    chosen = [draft.part(part_id) for part_id in dict.fromkeys(parts)] or _all_parts(draft)
    signed = [
        replace(_sign_off(draft, part, name, time, register, reason), signed_in=signed_in)
        for part in chosen
    ]
    refused = [line for one in signed for line in one.acknowledged]
    if refused and not reason:
        raise DraftDisagrees(message("drafts.not_signed"), refused)
    return replace(draft, sign_offs=(*draft.sign_offs, *signed))


def _all_parts(draft: Draft) -> list[DraftParagraph | DraftSlot]:
    return [*draft.paragraphs, *(slot for slot in draft.slots if slot.text)]


def _sign_off(
    draft: Draft,
    part: DraftParagraph | DraftSlot,
    name: str,
    time: str,
    register: Register,
    reason: str,
) -> SignOff:
    checked = check_part(part, draft.figures, register)
    lines = tuple(f"{part.id}: {finding}" for finding in checked.disagreements)
    figures = _signed_figures(draft, part.marks if isinstance(part, DraftParagraph) else ())
    return SignOff(
        part.id, name, time, part.stamp, part.text, figures, lines, reason if lines else ""
    )


def _signed_figures(draft: Draft, marks: Iterable[int]) -> tuple[SignedFigure, ...]:
    cited = [draft.figures[mark] for mark in marks if mark in draft.figures]
    return tuple(
        SignedFigure(one.mark, one.shown, _releases(one.release, one.since_release))
        for one in cited
    )


def _releases(release: str, earlier: str) -> str:
    return " and ".join(dict.fromkeys(filter(None, (release, earlier))))
