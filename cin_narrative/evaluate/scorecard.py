"""A file of questions and a language model -> the scorecard with and without it.

It says what the model turned right, and every wrong one that it added.

A reading that the model offers is no answer; it is scored as if the asker had said yes to it,
which is the worst that can come of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.evaluate.card import REFUSED_RIGHTLY, RIGHT, WRONG, Card, Result
from cin_narrative.evaluate.evaluate import evaluate, put
from cin_narrative.evaluate.judgement import judge_answer
from cin_narrative.evaluate.question_files import Gold, read_questions
from cin_narrative.messages import message
from cin_narrative.models.model import Assistance, LanguageModel
from cin_narrative.questions.answer import Answer
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
        yield message("evaluate.with_the_model")
        yield from self.with_model.lines()
        yield ""
        yield message(
            "evaluate.changes",
            asked=self.asked,
            offered=self.offered,
            turned_right=len(self.turned_right),
            wrong_added=len(self.wrong_added),
            spoilt=len(self.spoilt),
        )
        for result in self.wrong_added:
            yield f"wrong added: {result.id}: {result.question[:120]}"


def evaluate_with_model(
    path: Path, store: Store, catalogue: Catalogue, areas: Areas, model: LanguageModel
) -> Both:
    """Put every question of the file without the model and with it."""
    without, card, asked, offered = evaluate(path, store, catalogue, areas), Card(), 0, 0
    for gold, before in zip(read_questions(path), without.results, strict=True):
        found = put(gold, gold["question"], store, catalogue, areas)
        done = found.assistance if isinstance(found.assistance, Assistance) else None
        asked += bool(done and done.exchanges)
        if done is None or not done.routed:
            card.results.append(before)
            continue
        offered += 1
        said = put(gold, found.options[0].question, store, catalogue, areas)
        seconds = done.exchanges[0].reply.seconds
        card.results.append(_with_reading(before, gold, said, seconds, areas))
    return Both(without, card, asked, offered)


def _with_reading(before: Result, gold: Gold, said: Answer, seconds: float, areas: Areas) -> Result:
    """The result of a question whose asker said yes to the reading that the model offered."""
    verdict, faults = judge_answer(gold, said, said.record(gold["id"], gold["question"]), areas)
    taken = before.milliseconds + seconds * 1000
    outcome, found = said.outcome, tuple(faults)
    return replace(before, outcome=outcome, verdict=verdict, faults=found, milliseconds=taken)
