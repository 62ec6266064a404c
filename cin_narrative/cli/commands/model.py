"""``model``: the settings of the language model without its key, and its log."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cin_narrative.api import assistance
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.errors import ModelSettingsFault
from cin_narrative.messages import message

if TYPE_CHECKING:
    from cin_narrative.questions.exchange_log import ExchangeLog


def add_arguments(arguments: Arguments) -> None:
    """What is done with the log: one thing, or nothing."""
    choice = arguments.choose_one()
    choice.add("--log", action="store_true")
    choice.add("--export", metavar="FILE", type=Path)
    choice.add("--clear", action="store_true")


def run(options: Namespace) -> int:
    """Print the settings, or do with the log what was asked."""
    settings, log = assistance.model_settings(), assistance.kept_log()
    if not (options.log or options.export or options.clear):
        shown = settings.shown().items() if settings else ()
        show([f"{name}: {value}" for name, value in shown] or [message("cli.no_model")])
        return 0
    if log is None:
        raise ModelSettingsFault(message("cli.no_log"))
    show(_log_lines(options, log))
    return 0


def _log_lines(options: Namespace, log: ExchangeLog) -> Iterator[str]:
    if options.export:
        yield f"{log.export(options.export)} exchanges written to {options.export}."
    elif options.clear:
        log.clear()
        yield message("cli.log_cleared")
    else:
        yield from (json.dumps(entry, ensure_ascii=False) for entry in log.read())
