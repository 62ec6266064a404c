"""A cited number of an edited sentence -> what the store says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.figures import Figure
from cin_narrative.drafts.checks.alignment import Aligned
from cin_narrative.drafts.checks.binding import Mention, rebound
from cin_narrative.drafts.checks.findings import Link, Verdict
from cin_narrative.drafts.cited import Cited, described
from cin_narrative.drafts.register import Register
from cin_narrative.store.observations import Symbol
from cin_narrative.writing.terms import Sort, Term


@dataclass(slots=True)
class Page:
    """What the sentences of one paragraph share: the figures, how the generated text had them, and
    what they are now.

    ``pairs``: (mark of a value, mark of what it is compared with). ``now``: mark -> the cell it was
    taken to be so far.
    """

    register: Register
    figures: dict[int, Cited]
    forms: Sequence[Mention]
    generated: Sequence[list[Term]]
    pairs: set[tuple[int, int]]
    now: dict[int, Cited] = field(default_factory=dict)
    linked: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cited number of the sentence, with what the store says; no verdict where it is as
    it was.
    """

    mention: Mention
    verdict: Verdict | None
    message: str = ""
    right: str = ""


def outcome_of(page: Page, aligned: Aligned, mention: Mention, before: Aligned | None) -> Outcome:
    """The number of ``mention`` against the figure that it was taken to be."""
    cited, desk = page.figures.get(mention.mark), page.register.desk
    catalogue = desk.catalogue
    if cited is None:
        return Outcome(
            mention, Verdict.NOT_KNOWN, f"This draft has no figure with the mark [{mention.mark}]."
        )
    if rebound(cited, mention, desk.areas, catalogue) is None:
        message = f"{cited.shown} [{mention.mark}] is the figure for {described(cited, catalogue)}."
        return Outcome(mention, Verdict.DISAGREES, message, cited.shown)
    now = page.now[mention.slot or mention.mark]
    figure = page.register.look(now)
    typed = aligned.terms[mention.index]
    if figure is None:
        return Outcome(
            mention,
            Verdict.NOT_KNOWN,
            f"The store holds no such figure for {now.place} and {now.year}.",
        )
    if figure.value is None:
        verdict = Verdict.DISAGREES if figure.symbol is Symbol.SUPPRESSED else Verdict.NOT_KNOWN
        return Outcome(
            mention, verdict, f"There is no published figure: {figure.shown}.", figure.shown
        )
    if typed.value != canonical(figure):
        return Outcome(
            mention, Verdict.DISAGREES, _right(cited, now, figure, catalogue), with_unit(figure)
        )
    if not mention.stands:
        message = f"It is the figure for {described(now, catalogue)}, but it did not stand here: read what the sentence now says."
        return Outcome(mention, Verdict.NOT_KNOWN, message)
    if now.measure is not cited.measure:
        return Outcome(
            mention,
            Verdict.NOT_KNOWN,
            f"It is the figure for {described(now, catalogue)}, which the page does not give here.",
        )
    if mention.lost and not _carried(mention, before, cited):
        return Outcome(
            mention,
            Verdict.NOT_KNOWN,
            f"No {' or '.join(sort.value for sort in mention.lost)} is named beside it any more.",
        )
    same_text = (
        mention.index in aligned.kept
        and aligned.run[aligned.kept[mention.index]].text == typed.text
    )
    if same_text and not mention.changed and now.cell == cited.cell:
        return Outcome(mention, None)
    return Outcome(
        mention,
        Verdict.AGREES,
        f"It is the figure for {described(now, catalogue)}.",
        with_unit(figure),
    )


def _carried(mention: Mention, before: Aligned | None, cited: Cited) -> bool:
    """Whether the sentence before names the lost area and period, and no other."""
    if before is None:
        return False
    named = {
        sort: {term.value for term in before.terms if term.sort is sort} for sort in mention.lost
    }
    true = {Sort.AREA: cited.area, Sort.PERIOD: str(cited.year)}
    return all(
        len(values) == 1 and sort in true and true[sort] in min(values).split()
        for sort, values in named.items()
    )


def canonical(figure: Figure) -> str:
    """The value as a number term has it."""
    value = abs(figure.value or Decimal(0))
    return (
        f"o{int(value)}"
        if figure.measure is Measure.RANK
        else f"{value.normalize():f}"
        if value
        else "0"
    )


def with_unit(figure: Figure) -> str:
    """The figure as it should be written, its unit with it."""
    points = (
        figure.measure is Measure.CHANGE
        and figure.basis is Measure.PERCENTAGE
        and not figure.relative
    )
    return f"{figure.shown} percentage points" if points else figure.shown


def _right(cited: Cited, now: Cited, figure: Figure, catalogue: Catalogue) -> str:
    if now != cited and now.cell != cited.cell:
        return f"{cited.shown} is the figure for {described(cited, catalogue)}. For {described(now, catalogue)}, it is {with_unit(figure)}."
    if figure.shown != cited.shown:
        return f"The store now gives {with_unit(figure)} for {described(now, catalogue)}; the draft was made with {cited.shown}."
    return f"The figure for {described(now, catalogue)} is {with_unit(figure)}."
