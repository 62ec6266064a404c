"""One sentence of an edited paragraph: what each of its changed terms is, beside the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.drafts.checks.alignment import Aligned
from cin_narrative.drafts.checks.binding import FACETS, Mention, bind, follow, own_mark, rebound
from cin_narrative.drafts.checks.directions import Directions
from cin_narrative.drafts.checks.findings import Finding, Link, Verdict
from cin_narrative.drafts.checks.outcome import Outcome, Page, outcome_of
from cin_narrative.drafts.cited_figure import cite
from cin_narrative.messages import message
from cin_narrative.writing.terms import Sort, Term

WORST = (Verdict.DISAGREES, Verdict.NOT_KNOWN, Verdict.AGREES)
TIES = {"of", "by", "from", "to", "than", "out"}


def check_sentence(page: Page, aligned: Aligned, before: Aligned | None) -> Iterator[Finding]:
    """The findings of one sentence; ``before`` is the sentence before it."""
    bound = bind(aligned, page.forms, page.figures, page.register.desk.catalogue)
    _move(page, bound)
    outcomes = [outcome_of(page, aligned, mention, before) for mention in bound]
    page.linked += [outcome.mention.mark for outcome in outcomes if outcome.verdict is None]
    page.links += _links(page, aligned, outcomes)
    words = list(_words(aligned, {sort for mention in bound for sort in mention.lost}))
    found = [
        *_of_numbers(aligned, outcomes),
        *_of_terms(page, aligned, outcomes),
        *_of_place(page, aligned, before),
    ]
    found += Directions(page.register, page.figures, page.now, page.pairs, page.generated).findings(
        aligned, bound
    )
    for finding in found:
        unsure = finding.verdict is Verdict.AGREES and (words or aligned.is_new)
        yield (
            replace(
                finding,
                verdict=Verdict.NOT_KNOWN,
                message=f"{finding.message} {message('drafts.other_words')}",
            )
            if unsure
            else finding
        )
    yield from words


def _move(page: Page, bound: Sequence[Mention]) -> None:
    """Enter the cells that the sentence's numbers now claim to be."""
    desk = page.register.desk
    for mention in bound:
        cited = page.figures.get(mention.mark)
        if cited is not None:
            page.now[mention.slot or mention.mark] = (
                rebound(cited, mention, desk.areas, desk.catalogue) or cited
            )
    ends = [
        (page.figures[slot], page.now[slot])
        for slot in (m.slot or m.mark for m in bound)
        if slot in page.now
    ]
    for mention in bound:
        slot = mention.slot or mention.mark
        if slot in page.now:
            page.now[slot] = follow(page.now[slot], ends)


def _links(page: Page, aligned: Aligned, outcomes: Sequence[Outcome]) -> Iterator[Link]:
    """The right numbers that have no mark, or the mark of another cell."""
    for mention in (
        outcome.mention for outcome in outcomes if outcome.verdict in (None, Verdict.AGREES)
    ):
        now = page.now[mention.slot or mention.mark]
        figure = page.register.look(now)
        moved = now.cell != page.figures[mention.mark].cell
        if figure is not None and (moved or not own_mark(aligned.terms, mention.index)):
            yield Link(
                aligned.terms[mention.index].end, cite(mention.mark, figure) if moved else now
            )


def _of_numbers(aligned: Aligned, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """A finding for every number that is not as it was, and whose change does not show in the terms
    beside it.
    """
    for outcome in outcomes:
        mention = outcome.mention
        beside = [
            mention.beside[sort][0]
            for sort in FACETS
            if sort in mention.beside and sort in mention.changed
        ]
        shown_elsewhere = mention.index in aligned.kept and any(
            index not in aligned.kept for index in beside
        )
        if outcome.verdict is not None and not shown_elsewhere:
            yield _finding(
                aligned.terms[mention.index],
                outcome.verdict,
                outcome.message,
                outcome.right,
                mention.mark,
            )


def _of_terms(page: Page, aligned: Aligned, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    bound = {outcome.mention.index for outcome in outcomes}
    for index, term in enumerate(aligned.terms):
        if index in bound or term.sort in (Sort.WORD, Sort.DIRECTION):
            continue
        if index in aligned.kept:
            if aligned.run[
                aligned.kept[index]
            ].text.lower() != term.text.lower() and term.sort not in (Sort.MARK, Sort.PERIOD):
                yield _finding(
                    term,
                    Verdict.AGREES,
                    message("drafts.says_the_same", words=_was(aligned, index)),
                )
        elif term.sort is Sort.MARK:
            near = bound & {index - 1, index - 2}
            if not any(own_mark(aligned.terms, i) == int(term.value) for i in near):
                yield _finding(term, Verdict.NOT_KNOWN, message("drafts.no_figure_marked"))
        elif term.sort in FACETS and (
            attached := [o for o in outcomes if _hangs_on(o, term.sort, index, page)]
        ):
            worst = min(
                attached, key=lambda outcome: WORST.index(outcome.verdict or Verdict.AGREES)
            )
            said = worst.message or message("drafts.fits", mark=worst.mention.mark)
            yield _finding(
                term, worst.verdict or Verdict.AGREES, said, worst.right, worst.mention.mark
            )
        else:
            yield _structure(
                aligned, index, term, any(outcome.mention.changed for outcome in outcomes)
            )


def _hangs_on(outcome: Outcome, sort: Sort, index: int, page: Page) -> bool:
    """Whether the term at ``index`` says of this number what it is."""
    cited = page.figures.get(outcome.mention.mark)
    if sort is Sort.PERIOD and cited is not None and cited.measure is Measure.CHANGE:
        return False
    mention = outcome.mention
    return (
        sort in mention.beside and mention.beside[sort][0] == index and sort not in mention.unread
    )


def _structure(aligned: Aligned, index: int, term: Term, moved: bool) -> Finding:
    """A changed term that no figure hangs on: right is what the page had in its place."""
    was = aligned.was(index)
    if was is None or moved:
        return _finding(term, Verdict.NOT_KNOWN, message("drafts.no_figure_says"))
    if (
        term.sort is Sort.PERIOD
        and was.sort is Sort.PERIOD
        and term.value == was.value.split(" ")[0]
    ):
        return _finding(term, Verdict.AGREES, message("drafts.says_the_same", words=was.text))
    return _finding(
        term, Verdict.DISAGREES, message("drafts.page_has", words=f'"{was.text}"'), was.text
    )


def _of_place(page: Page, aligned: Aligned, before: Aligned | None) -> Iterator[Finding]:
    """A sentence that speaks of a figure in the one before it must still follow it; and what it
    speaks of must not have moved.
    """
    if aligned.is_new:
        return
    marks = {int(term.value) for term in aligned.terms if term.sort is Sort.MARK}
    spoken_of = {value for value, other in page.pairs if other in marks} - marks
    follows = before is not None and not before.is_new and before.last == aligned.first - 1
    moved = any(
        mark in page.now and page.now[mark].cell != page.figures[mark].cell for mark in spoken_of
    )
    named = any(term.sort is Sort.AREA for term in aligned.terms[:2])
    if spoken_of and aligned.first > 0 and not named and (moved or not follows):
        yield _finding(
            aligned.terms[0],
            Verdict.NOT_KNOWN,
            message("drafts.spoke_of_another"),
        )


def _words(aligned: Aligned, lost: set[Sort]) -> Iterator[Finding]:
    """The words that came in or went out, in one finding: they are not checked. What is ``lost``
    beside a figure is said there.
    """
    new = [
        term
        for index, term in enumerate(aligned.terms)
        if term.sort is Sort.WORD and index not in aligned.kept
    ]
    gone = [
        term
        for stretch in aligned.left_out
        if not _is_clause(stretch)
        for term in stretch
        if term.sort not in {Sort.MARK, *lost}
    ]
    if new or gone:
        where = new[0] if new else aligned.terms[0]
        text = " ".join(term.text for term in new)
        said = " ".join(
            filter(
                None,
                [
                    message("drafts.words_unchecked", words=text) if new else "",
                    f'Left out: "{" ".join(term.text for term in gone)}".' if gone else "",
                ],
            )
        )
        last = new[-1] if new else where
        yield Finding(Verdict.NOT_KNOWN, Sort.WORD, text or where.text, where.start, last.end, said)


def _is_clause(stretch: Sequence[Term]) -> bool:
    """Whether what went was a figure with no more than what ties it in: "the mean of its neighbours
    (418.3 [3], 2025 model)".

    A line of a breakdown is more (the list says how many it has), and so is "27.4% [4] of", which
    limits what comes after it.
    """
    has_figure = any(
        term.sort is Sort.NUMBER and own_mark(stretch, index) for index, term in enumerate(stretch)
    )
    more = any(
        term.sort is Sort.CATEGORY or (term.sort is Sort.WORD and not _is_tie(term))
        for term in stretch
    )
    return has_figure and not more and stretch[-1].value not in TIES


def _is_tie(term: Term) -> bool:
    return term.value in TIES or term.value.endswith(" model")


def _was(aligned: Aligned, index: int) -> str:
    was = aligned.was(index)
    return f'"{was.text}"' if was else "nothing"


def _finding(term: Term, verdict: Verdict, said: str, right: str = "", mark: int = 0) -> Finding:
    return Finding(verdict, term.sort, term.text, term.start, term.end, said, right, mark)
