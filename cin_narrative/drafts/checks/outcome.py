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
from cin_narrative.drafts.cited_figure import Cited, described
from cin_narrative.drafts.register import Register
from cin_narrative.messages import message
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
    catalogue, mark = desk.catalogue, mention.mark
    if cited is None:
        return Outcome(mention, Verdict.NOT_KNOWN, message("drafts.no_such_mark", mark=mark))
    if rebound(cited, mention, desk.areas, catalogue) is None:
        known = {"figure": cited.shown, "mark": mark, "what": described(cited, catalogue)}
        said = message("drafts.is_marked_figure", **known)
        return Outcome(mention, Verdict.DISAGREES, said, cited.shown)
    now = page.now[mention.slot or mark]
    figure, typed = page.register.look(now), aligned.terms[mention.index]
    if figure is None:
        said = message("drafts.not_in_store", place=now.place, year=now.year)
        return Outcome(mention, Verdict.NOT_KNOWN, said)
    if figure.value is None:
        verdict = Verdict.DISAGREES if figure.symbol is Symbol.SUPPRESSED else Verdict.NOT_KNOWN
        said = message("drafts.not_published", figure=figure.shown)
        return Outcome(mention, verdict, said, figure.shown)
    if typed.value != canonical(figure):
        said = _right(cited, now, figure, catalogue)
        return Outcome(mention, Verdict.DISAGREES, said, with_unit(figure))
    doubt = _doubt(mention, before, cited, now)
    if doubt:
        return Outcome(
            mention, Verdict.NOT_KNOWN, message(doubt, **_named(mention, now, catalogue))
        )
    place = aligned.kept.get(mention.index)
    same_text = place is not None and aligned.run[place].text == typed.text
    if same_text and not mention.changed and now.cell == cited.cell:
        return Outcome(mention, None)
    said = message("drafts.is_figure", what=described(now, catalogue))
    return Outcome(mention, Verdict.AGREES, said, with_unit(figure))


def _doubt(mention: Mention, before: Aligned | None, cited: Cited, now: Cited) -> str:
    """Why a right number is still to be read: the name of a message, empty where it is not."""
    if not mention.stands:
        return "drafts.stood_elsewhere"
    if now.measure is not cited.measure:
        return "drafts.of_another_measure"
    lacks = mention.lost and not _carried(mention, before, cited)
    return "drafts.no_longer_named" if lacks else ""


def _named(mention: Mention, now: Cited, catalogue: Catalogue) -> dict[str, str]:
    """What a message of doubt may name."""
    lost = " or ".join(sort.value for sort in mention.lost)
    return {"what": described(now, catalogue), "lost": lost}


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
        was = message(
            "drafts.is_shown_figure", figure=cited.shown, what=described(cited, catalogue)
        )
        what, right = described(now, catalogue), with_unit(figure)
        return f"{was} {message('drafts.of_other_it_is', what=what, figure=right)}"
    if figure.shown != cited.shown:
        known = {"figure": with_unit(figure), "what": described(now, catalogue)}
        return message("drafts.store_now_gives", **known, before=cited.shown)
    return message("drafts.right", what=described(now, catalogue), figure=with_unit(figure))
