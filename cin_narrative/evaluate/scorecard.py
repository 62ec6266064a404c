"""The scorecard with and without a language model: what it turned right, and every wrong one that
it added.

 A reading that the model offers is no answer; it is scored as if the asker had said yes to it,
which is the worst that can come of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.door import LATEST
from cin_narrative.evaluate.evaluate import (
    REFUSED_RIGHTLY,
    RIGHT,
    WRONG,
    Card,
    Gold,
    Result,
    evaluate,
    judge_answer,
    read_questions,
)
from cin_narrative.models.model import LanguageModel
from cin_narrative.questions.answer import Answer, answer
from cin_narrative.store.store import Store


@dataclass(frozen=True, slots=True)
class Both:
    """The card without the model, the card with it (each offered reading said yes to), and how many
    readings were offered.
    """

    without: Card
    with_model: Card
    asked: int
    offered: int

    @property
    def turned_right(self) -> list[Result]:
        """Questions that are right only with the model."""
        return [
            after
            for before, after in self._pairs()
            if after.verdict == RIGHT and before.verdict != RIGHT
        ]

    @property
    def wrong_added(self) -> list[Result]:
        """Questions that are wrong only with the model: none may be."""
        return [
            after
            for before, after in self._pairs()
            if after.verdict == WRONG and before.verdict != WRONG
        ]

    @property
    def spoilt(self) -> list[Result]:
        """Questions that were right, or rightly refused, and are not with the model."""
        good = (RIGHT, REFUSED_RIGHTLY)
        return [
            after
            for before, after in self._pairs()
            if before.verdict in good and after.verdict not in good
        ]

    def _pairs(self) -> Iterator[tuple[Result, Result]]:
        return zip(self.without.results, self.with_model.results, strict=True)

    def lines(self) -> Iterator[str]:
        """Both cards, and the difference."""
        yield "Without the model"
        yield from self.without.lines()
        yield ""
        yield "With the model, each reading it offers taken as confirmed"
        yield from self.with_model.lines()
        yield ""
        yield (
            f"asked {self.asked}, offered a reading {self.offered}, turned right {len(self.turned_right)}, "
            f"wrong added {len(self.wrong_added)}, spoilt {len(self.spoilt)}"
        )
        yield from (
            f"wrong added: {result.id}: {result.question[:120]}" for result in self.wrong_added
        )


def evaluate_with_model(
    path: Path, store: Store, catalogue: Catalogue, areas: Areas, model: LanguageModel
) -> Both:
    """Put every question of the file without the model and with it."""
    without, card, asked, offered = evaluate(path, store, catalogue, areas), Card(), 0, 0
    for gold, before in zip(read_questions(path), without.results, strict=True):
        found = _ask(gold, gold["question"], store, catalogue, areas, model)
        done = found.assistance
        asked += bool(done and done.exchanges)
        if done is None or not done.routed:
            card.results.append(before)
            continue
        offered += 1
        said = _ask(gold, found.options[0].question, store, catalogue, areas, None)
        verdict, faults = judge_answer(gold, said, said.record(gold["id"], gold["question"]), areas)
        taken = before.milliseconds + done.exchanges[0].reply.seconds * 1000
        card.results.append(
            Result(
                before.id,
                before.shape,
                before.question,
                said.outcome,
                verdict,
                tuple(faults),
                taken,
            )
        )
    return Both(without, card, asked, offered)


def _ask(
    gold: Gold,
    question: str,
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    model: LanguageModel | None,
) -> Answer:
    return answer(
        question,
        store,
        catalogue,
        areas,
        gold.get("area") or None,
        gold.get("history", ()),
        gold.get("release", LATEST),
        model,
    )
