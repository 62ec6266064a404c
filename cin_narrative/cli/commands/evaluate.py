"""``evaluate FILE``: a file of questions with gold figures -> the scorecard of the question box."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import assistance
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store


def add_arguments(arguments: Arguments) -> None:
    """The file, and what it is."""
    arguments.add("file", metavar="FILE", type=Path)
    arguments.add("--feedback", action="store_true")
    arguments.add("--model", action="store_true")
    add_store(arguments)


def run(options: Namespace) -> int:
    """Print the scorecard (of both readers with a model), or what users said as questions; 1 if a
    model adds a wrong answer.
    """
    with api.open_store(options.store) as store:
        if options.feedback:
            show(api.questions_of_feedback(store, options.file))
        elif not options.model:
            show(api.evaluate(store, options.file).lines())
        else:
            both = api.evaluate_readers(store, options.file, assistance.required_model())
            show(both.lines())
            return 1 if both.wrong_added else 0
    return 0
