"""The commands ``evaluate`` and ``model``, and what ``ask --model`` adds: each a verb of
assistance.py or of the scorecard.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cin_narrative import api
from cin_narrative.api import assistance
from cin_narrative.disclosure.door import PUBLISHABLE
from cin_narrative.errors import CinNarrativeError, ModelSettingsFault

if TYPE_CHECKING:
    from cin_narrative.models.exchange_log import ExchangeLog
    from cin_narrative.questions.answer import Answer
    from cin_narrative.store.store import Store

Print = Callable[[Iterable[str]], None]
OFF = "No model is set: nothing is sent anywhere."
NO_LOG = "No log is kept."


def add_model_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], show: Print
) -> None:
    """Add ``evaluate`` and ``model``; ``show`` prints lines on standard output."""
    text = "score the answers to a file of questions with gold figures"
    evaluate = commands.add_parser(
        "evaluate",
        help=text,
        description=f"{text.capitalize()}; with --model, with and without the model.",
    )
    evaluate.add_argument(
        "file", metavar="FILE", type=Path, help="TOML, or one JSON object on a line"
    )
    evaluate.add_argument(
        "--feedback",
        action="store_true",
        help="FILE is what readers said (feedback.jsonl): print it as questions",
    )
    evaluate.add_argument(
        "--model",
        action="store_true",
        help="score with and without the language model that is set up",
    )
    evaluate.add_argument(
        "--store",
        metavar="PATH",
        help="the store (default: CIN_NARRATIVE_STORE, else data/indicators.duckdb)",
    )
    evaluate.set_defaults(run=lambda options: _evaluate(options, show))
    text = "show the language model's settings without its key, and read, export or clear its log"
    model = commands.add_parser("model", help=text, description=f"{text.capitalize()}.")
    choice = model.add_mutually_exclusive_group()
    choice.add_argument(
        "--log", action="store_true", help="print the log, one JSON object on a line"
    )
    choice.add_argument("--export", metavar="FILE", type=Path, help="write the log to this file")
    choice.add_argument("--clear", action="store_true", help="remove the log")
    model.set_defaults(run=lambda options: _model(options, show))


def asker_of(
    with_model: bool, phrases: bool, audience: str = PUBLISHABLE, neighbours: int | None = None
) -> Callable[..., Answer]:
    """What answers a question on the command line: ``api.ask`` with these choices, or the same with
    the language model that is set up.


    Raises ``ModelSettingsFault`` where there is none.
    """
    if not with_model:
        if phrases:
            raise CinNarrativeError(
                "--phrase needs --model: it is the language model that phrases."
            )
        return partial(api.ask, audience=audience, neighbours=neighbours)
    model = assistance.required_model()

    def ask(
        store: Store, question: str, home: str | None, history: Sequence[str], release: str
    ) -> Answer:
        found = api.ask(store, question, home, history, release, model, audience, neighbours)
        return assistance.phrase_answer(found, model) if phrases else found

    return ask


def _evaluate(options: argparse.Namespace, show: Print) -> int:
    from cin_narrative.evaluate.evaluate import evaluate
    from cin_narrative.evaluate.feedback import questions_from
    from cin_narrative.evaluate.scorecard import evaluate_with_model

    with api.open_store(options.store) as store:
        if options.feedback:
            show(questions_from(options.file, store, api.catalogue(), api.areas()))
            return 0
        if not options.model:
            show(evaluate(options.file, store, api.catalogue(), api.areas()).lines())
            return 0
        both = evaluate_with_model(
            options.file, store, api.catalogue(), api.areas(), assistance.required_model()
        )
        show(both.lines())
    return 1 if both.wrong_added else 0


def _model(options: argparse.Namespace, show: Print) -> int:
    settings = assistance.model_settings()
    log = assistance.kept_log()
    if not (options.log or options.export or options.clear):
        show(
            [f"{name}: {value}" for name, value in settings.shown().items()] if settings else [OFF]
        )
        return 0
    if log is None:
        raise ModelSettingsFault(NO_LOG)
    show(_log_lines(options, log))
    return 0


def _log_lines(options: argparse.Namespace, log: ExchangeLog) -> Iterator[str]:
    if options.export:
        yield f"{log.export(options.export)} exchanges written to {options.export}."
    elif options.clear:
        log.clear()
        yield "The log is cleared."
    else:
        yield from (json.dumps(entry, ensure_ascii=False) for entry in log.read())
