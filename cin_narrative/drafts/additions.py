"""An answer added to a draft: its paragraphs under the draft's own marks, with what each sentence
rests on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.drafts.cited_figure import Cited, cite
from cin_narrative.drafts.draft import Draft, definitions_of, paragraphs_of
from cin_narrative.drafts.parts import DraftParagraph, Said
from cin_narrative.report.summary import Summary
from cin_narrative.writing.commentary import Commentary

ANSWERS_HEADING = "Answers to questions"
MARK = re.compile(r"\[(\d+)\]")


def with_answer(draft: Draft, answer: Commentary, catalogue: Catalogue) -> Draft:
    """``draft`` with the paragraphs of ``answer`` that rest on figures, at its end; those it
    already has are not added again.
    """
    claims = [claim for paragraph in answer.paragraphs for claim in paragraph.claims]
    own = {cited.cell: mark for mark, cited in draft.figures.items()}
    added: dict[int, Cited] = {}

    def renumbered(mark: int) -> int:
        found = cite(mark, answer.figures[mark - 1], claims)
        known = own.setdefault(found.cell, max([0, *draft.figures, *added]) + 1)
        if known not in draft.figures:
            added[known] = replace(found, mark=known)
        return known

    def translated(said: Said) -> Said:
        text = MARK.sub(lambda match: f"[{renumbered(int(match[1]))}]", said.text)
        return replace(
            said,
            text=text,
            pairs=tuple((renumbered(value), renumbered(other)) for value, other in said.pairs),
        )

    paragraphs = list(draft.paragraphs)
    for made in paragraphs_of(Summary(answer.title, answer.paragraphs, answer.ledger)):
        said = tuple(translated(one) for one in made.said) if made.marks else ()
        one = DraftParagraph(_free_id(paragraphs), ANSWERS_HEADING, said)
        if said and one.generated not in {other.generated for other in paragraphs}:
            paragraphs.append(one)
    figures = {**draft.figures, **added}
    definitions = {**definitions_of(added.values(), catalogue), **draft.definitions}
    return replace(draft, paragraphs=tuple(paragraphs), figures=figures, definitions=definitions)


def _free_id(paragraphs: list[DraftParagraph]) -> str:
    """``a01`` for the first answer, ``a02`` for the next."""
    taken = {paragraph.id for paragraph in paragraphs}
    return next(
        name for number in range(1, len(taken) + 2) if (name := f"a{number:02}") not in taken
    )
