"""What a new release changed in a draft: figure by figure, old and new, and the sentence that would
now be written.

Three kinds, never mixed: a new year (another cell), a revision (the same cell, another release), a
correction of definition (what the indicator counts, or how the same release is read, is not what it
was).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.drafts.cited_figure import GROUP, Cited, area_of, renewed
from cin_narrative.drafts.draft import Draft, meaning_digest
from cin_narrative.drafts.offered_sentences import Offer, offers
from cin_narrative.drafts.parts import DraftParagraph
from cin_narrative.drafts.register import Register
from cin_narrative.errors import NotHeld
from cin_narrative.messages import message
from cin_narrative.report.summary import summarise
from cin_narrative.store.store import Store


class Reason(StrEnum):
    """Why a figure is not what it was."""

    NEW_YEAR = "new year"
    REVISION = "revision"
    CORRECTION = "correction of definition"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of a draft, as it was and as it is now (None: no longer held), with the parts that
    say it.

    ``signed``: whether one of these parts is signed as it stands.
    """

    reason: Reason
    was: Cited
    now: Figure | None
    parts: tuple[str, ...]
    signed: bool
    why: str

    @property
    def shown(self) -> str:
        """What the store has now."""
        return self.now.shown if self.now else "no figure"


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed, and the sentences offered: ``offers`` for the draft's year, ``next_year``
    for the newest year held.
    """

    figures: tuple[FigureChange, ...] = ()
    offers: tuple[Offer, ...] = ()
    next_year: tuple[Offer, ...] = ()

    def of(self, reason: Reason) -> list[FigureChange]:
        """The changes of one kind."""
        return [change for change in self.figures if change.reason is reason]


def find_changes(draft: Draft, desk: Desk) -> Changes:
    """What has changed since the draft was made, by the releases that ``desk`` prefers. ``desk``
    must be a fresh one.
    """
    register = Register(desk)
    register.prefetch(list(draft.figures.values()))
    said = _said(draft)
    _show(draft, said, register)
    figures = [
        change
        for mark, parts in said.items()
        if (change := _change(draft, draft.figures[mark], parts, register))
    ]
    year = newest_year_of(desk.store, draft.area)
    if year > draft.newest_year:
        figures += [
            change
            for mark, parts in said.items()
            if (change := _new_year(draft, draft.figures[mark], parts, register, year))
        ]
    changed = {change.was.mark for change in figures if change.reason is not Reason.NEW_YEAR}
    made = _offers(draft, desk, draft.year, changed) if changed else ()
    moved = {change.was.mark for change in figures if change.reason is Reason.NEW_YEAR}
    return Changes(tuple(figures), made, _offers(draft, desk, year, moved) if moved else ())


def _show(draft: Draft, marks: Iterable[int], register: Register) -> None:
    """Tell the disclosure door what the draft's reader has seen: with it, a newer release must not
    give a hidden count away.
    """
    for mark in marks:
        register.look(draft.figures[mark])


def newest_year_of(store: Store, code: str) -> int:
    """The newest year that the store holds for an area, or for every member of a group; 0 where it
    holds none.
    """
    wanted = set(code.removeprefix(GROUP).split("+"))
    return max((year for year, codes in store.areas_by_year.items() if wanted <= codes), default=0)


def _said(draft: Draft) -> dict[int, tuple[str, ...]]:
    """The marks of the draft as it stands -> the paragraphs that cite them."""
    found: dict[int, tuple[str, ...]] = {}
    for paragraph in draft.paragraphs:
        for mark in paragraph.marks:
            if mark in draft.figures:
                found[mark] = (*found.get(mark, ()), paragraph.id)
    return dict(sorted(found.items()))


def _change(
    draft: Draft, cited: Cited, parts: tuple[str, ...], register: Register
) -> FigureChange | None:
    now = register.look(cited, newest=True)
    redefined = _is_redefined(draft, cited, register)
    same = now is not None and now.shown == cited.shown
    if same and not redefined:
        return None
    signed = any(draft.signed(part) for part in parts)
    if redefined:
        known = "drafts.redefined_same" if same else "drafts.redefined_other"
        return FigureChange(
            Reason.CORRECTION,
            cited,
            now,
            parts,
            signed,
            message(known),
        )
    if now is not None and now.release == cited.release and not cited.since:
        return FigureChange(
            Reason.CORRECTION,
            cited,
            now,
            parts,
            signed,
            message("drafts.read_otherwise", release=now.release),
        )
    why = (
        f"{cited.release} gave {cited.shown}; {now.release} gives {now.shown}."
        if now
        else message("drafts.held_no_more")
    )
    return FigureChange(Reason.REVISION, cited, now, parts, signed, why)


def _is_redefined(draft: Draft, cited: Cited, register: Register) -> bool:
    catalogue = register.desk.catalogue
    before = draft.definitions.get(cited.indicator)
    return (
        before is not None
        and cited.indicator in catalogue
        and before != meaning_digest(catalogue[cited.indicator])
    )


def _new_year(
    draft: Draft, cited: Cited, parts: tuple[str, ...], register: Register, year: int
) -> FigureChange | None:
    if not cited.is_level or cited.area != draft.area or cited.year != draft.year:
        return None
    now = register.look(replace(cited, year=year), newest=True)
    signed = any(draft.signed(part) for part in parts)
    return (
        FigureChange(
            Reason.NEW_YEAR,
            cited,
            now,
            parts,
            signed,
            message("drafts.held_now", year=year),
        )
        if now
        else None
    )


def _offers(draft: Draft, desk: Desk, year: int, marks: set[int]) -> tuple[Offer, ...]:
    """The sentences that rest on ``marks``, as the page of ``year`` would have them now."""
    fresh = Desk(
        desk.store,
        desk.catalogue,
        desk.areas,
        desk.figures.door.choice,
        draft.average,
        desk.model,
        method=draft.method,
    )
    area = area_of(desk.areas, draft.area, draft.place, year)
    since = draft.since + year - draft.year if draft.since else None
    _show(draft, _said(draft), Register(fresh))
    try:
        summary = summarise(fresh, area, year, since) if area else None
    except NotHeld:
        return ()
    return offers(draft, summary, marks, Register(fresh)) if summary else ()


def accept(draft: Draft, changes: Changes, desk: Desk) -> Draft:
    """The draft with the offers for its own year taken: sentences, figures and definitions. What
    was signed must be signed again.
    """
    by_part: dict[str, list[Offer]] = {}
    for offer in changes.offers:
        by_part.setdefault(offer.part, []).append(offer)
    figures = _same_in_newer(draft, Register(desk))
    for offer in changes.offers:
        figures |= {cited.mark: cited for cited in offer.figures}
    paragraphs = tuple(
        _accepted(paragraph, by_part.get(paragraph.id, ())) for paragraph in draft.paragraphs
    )
    names = {cited.indicator for cited in figures.values()}
    definitions = {
        name: meaning_digest(desk.catalogue[name])
        for name in sorted(names)
        if name in desk.catalogue
    }
    return replace(
        draft, paragraphs=paragraphs, figures=_used(paragraphs, figures), definitions=definitions
    )


def _same_in_newer(draft: Draft, register: Register) -> dict[int, Cited]:
    """The figures of the draft; those that a newer release gives the same are cited from it."""
    looked = {
        mark: (cited, register.look(cited, newest=True)) for mark, cited in draft.figures.items()
    }
    return {
        mark: renewed(cited, now) if now and now.shown == cited.shown else cited
        for mark, (cited, now) in looked.items()
    }


def _accepted(paragraph: DraftParagraph, made: list[Offer] | tuple[Offer, ...]) -> DraftParagraph:
    said, edited = list(paragraph.said), paragraph.edited
    for offer in made:
        said[offer.place] = offer.said
        if edited is not None and offer.edited_was in edited:
            edited = edited.replace(offer.edited_was, offer.edited_now, 1)
    changed = replace(paragraph, said=tuple(said), edited=edited)
    return replace(changed, edited=None) if edited == changed.generated else changed


def _used(paragraphs: tuple[DraftParagraph, ...], figures: Mapping[int, Cited]) -> dict[int, Cited]:
    needed = set(_marks_needed(paragraphs))
    return {mark: cited for mark, cited in sorted(figures.items()) if mark in needed}


def _marks_needed(paragraphs: tuple[DraftParagraph, ...]) -> Iterator[int]:
    for paragraph in paragraphs:
        yield from paragraph.marks
        yield from paragraph.marks_generated
        yield from (mark for one in paragraph.said for pair in one.pairs for mark in pair)
