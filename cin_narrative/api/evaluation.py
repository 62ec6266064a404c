"""A file of questions with gold figures -> the scorecard of the question box on them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cin_narrative.api.assistance import second_reader
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.evaluate.card import Card
    from cin_narrative.evaluate.scorecard import Both
    from cin_narrative.models.model import LanguageModel


def evaluate(store: Store, questions: str | Path) -> Card:
    """Put every question of a file (TOML or JSON lines) to the question box and hold the answer
    against the figures that the file says are right.

    The file's fields are those of ``evaluate/question_files.py``: ``id``, ``question``, and what is
    right (``cells``, ``outcome``, ``words`` ...). Raises ``InputMissing`` and ``InputDamaged``.
    """
    from cin_narrative.evaluate.evaluate import evaluate as scored

    return scored(Path(questions), store, load_catalogue(), load_areas())


def evaluate_readers(store: Store, questions: str | Path, model: LanguageModel) -> Both:
    """The same with a language model as the second reader: the scorecard of our reader, of the
    model's and of both together.
    """
    from cin_narrative.evaluate.scorecard import evaluate_with_model

    reader = partial(second_reader, store, model)
    return evaluate_with_model(Path(questions), store, load_catalogue(), load_areas(), reader)


def questions_of_feedback(store: Store, feedback: str | Path) -> list[str]:
    """What readers said of answers on the page, as the lines of a file for ``evaluate``; to be
    looked over first. Raises ``InputMissing`` and ``InputDamaged``.
    """
    from cin_narrative.evaluate.feedback import questions_from

    return list(questions_from(Path(feedback), store, load_catalogue(), load_areas()))
