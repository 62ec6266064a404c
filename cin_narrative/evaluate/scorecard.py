"""A file of questions and a language model -> the scorecard of both readers: each alone and
together, how often they agree, and what each adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.evaluate.card import MISSED, RIGHT, WRONG, Card, Result
from cin_narrative.evaluate.evaluate import evaluate, put
from cin_narrative.evaluate.judgement import judge_answer
from cin_narrative.evaluate.question_files import Gold, read_questions
from cin_narrative.messages import message, words
from cin_narrative.models.second_reader import SecondReader
from cin_narrative.questions.answer import Answer
from cin_narrative.reading.contract import Reading
from cin_narrative.store.store import Store

NONE = "none"  # no second reading: not sent, failed, or does not hold


@dataclass(slots=True)
class Both:
    """The card of our reader, of the model's, and of both together; how often they agreed."""

    ours: Card
    theirs: Card = field(default_factory=Card)
    together: Card = field(default_factory=Card)
    agreement: Counter[str] = field(default_factory=Counter)
    asked: int = 0

    @property
    def added(self) -> list[Result]:
        """What is right together and is not with our reader alone."""
        return self._now(RIGHT)

    @property
    def wrong_added(self) -> list[Result]:
        """What is wrong together and is not with our reader alone: nothing may be."""
        return self._now(WRONG)

    @property
    def asked_back(self) -> list[Result]:
        """What is right with our reader alone, and a choice or worse together."""
        pairs = zip(self.ours.results, self.together.results, strict=True)
        return [two for one, two in pairs if one.verdict == RIGHT and two.verdict != RIGHT]

    def _now(self, verdict: str) -> list[Result]:
        pairs = zip(self.ours.results, self.together.results, strict=True)
        return [two for one, two in pairs if two.verdict == verdict and one.verdict != verdict]

    def lines(self) -> Iterator[str]:
        """The three cards, the agreement, and what each reader adds."""
        for name, card in (("ours", self.ours), ("theirs", self.theirs), ("both", self.together)):
            yield words("evaluate.readers")[name]
            yield from card.lines()
            yield ""
        told = [
            f"{text} {self.agreement[name]}" for name, text in words("evaluate.agreement").items()
        ]
        yield message("evaluate.asked", asked=self.asked) + " " + ", ".join(told)
        alone = self._only(self.ours, self.theirs), self._only(self.theirs, self.ours)
        yield message("evaluate.adds", ours=alone[0], theirs=alone[1])
        counts = {"added": len(self.added), "back": len(self.asked_back)}
        yield message("evaluate.together", **counts, wrong=len(self.wrong_added))
        for result in self.wrong_added:
            yield message("evaluate.wrong_added", line=result.line)

    def _only(self, one: Card, other: Card) -> int:
        """How many are right by one reader and not by the other."""
        pairs = zip(one.results, other.results, strict=True)
        return sum(a.verdict == RIGHT and b.verdict != RIGHT for a, b in pairs)


def evaluate_with_model(
    path: Path,
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    reader: Callable[[], SecondReader],
) -> Both:
    """Put every question of the file to our reader, to the model's, and to both; ``reader`` makes
    the model's reader for one question.
    """
    both = Both(evaluate(path, store, catalogue, areas))
    for gold, before in zip(read_questions(path), both.ours.results, strict=True):
        second = reader()
        said = put(gold, gold["question"], store, catalogue, areas, second)
        both.asked += bool(second.exchanges)
        both.agreement[said.agreement or NONE] += 1
        seconds = sum(one.reply.seconds for one in second.exchanges)
        both.together.results.append(_result(before, gold, said, seconds, areas))
        alone = said.reading if said.agreement == "second" else said.readings_compared
        both.theirs.results.append(_alone(before, gold, alone, (store, catalogue, areas)))
    return both


def _alone(
    before: Result, gold: Gold, reading: Reading | None, known: tuple[Store, Catalogue, Areas]
) -> Result:
    """The result of the model's reading by itself; one that does not hold is missed."""
    if reading is None or not reading.asks:
        return replace(before, outcome=NONE, verdict=MISSED, faults=(), milliseconds=0.0)
    said = put(gold, gold["question"], *known, reading=reading)
    return _result(before, gold, said, 0.0, known[2])


def _result(before: Result, gold: Gold, said: Answer, seconds: float, areas: Areas) -> Result:
    verdict, faults = judge_answer(gold, said, said.record(gold["id"], gold["question"]), areas)
    taken = before.milliseconds + seconds * 1000
    outcome, found = said.outcome, tuple(faults)
    return replace(before, outcome=outcome, verdict=verdict, faults=found, milliseconds=taken)
