"""``evaluate FILE``: a file of questions with gold figures -> the scorecard of the question box."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import assistance
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.evaluate.evaluate import evaluate
from cin_narrative.evaluate.feedback import questions_from
from cin_narrative.evaluate.scorecard import evaluate_with_model


def add_arguments(arguments: Arguments) -> None:
    """The file, and what it is."""
    arguments.add("file", metavar="FILE", type=Path)
    arguments.add("--feedback", action="store_true")
    arguments.add("--model", action="store_true")
    add_store(arguments)


def run(options: Namespace) -> int:
    """Print the scorecard, with and without a model, or what readers said as questions; 1 where a
    model adds a wrong answer.
    """
    catalogue, areas = api.catalogue(), api.areas()
    with api.open_store(options.store) as store:
        if options.feedback:
            show(questions_from(options.file, store, catalogue, areas))
            return 0
        if not options.model:
            show(evaluate(options.file, store, catalogue, areas).lines())
            return 0
        model = assistance.required_model()
        both = evaluate_with_model(options.file, store, catalogue, areas, model)
        show(both.lines())
    return 1 if both.wrong_added else 0
