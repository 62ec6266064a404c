"""``ask QUESTION``: a question, or a file of them -> answers with cited figures."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.cli.output import show
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.questions import answer_lines, batch_lines, reading_in
from cin_narrative.cli.reader_choice import answerer_of, asker_of
from cin_narrative.cli.shared_arguments import (
    add_internal,
    add_neighbours,
    add_release,
    add_store,
)
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """The question or the file, whose authority is ours, and whether a model may help."""
    add_store(arguments)
    arguments.add("question", nargs="?", metavar="QUESTION")
    arguments.add("--batch", metavar="FILE.jsonl")
    arguments.add("--reading", metavar="FILE", type=Path)
    arguments.add("--area", metavar="HOME")
    add_release(arguments)
    arguments.add("--format", choices=("text", "json"), default="text")
    add_neighbours(arguments)
    add_internal(arguments)
    arguments.add("--model", action="store_true")
    arguments.add("--phrase", action="store_true")


def run(options: Namespace) -> int:
    """Answer, on the screen."""
    if (options.question is None) == (options.batch is None):
        raise CinNarrativeError(message("cli.question_or_batch"))
    asker = asker_of(options.model, options.phrase, options.audience, options.neighbours)
    if options.reading is not None:
        if options.batch or options.model:
            raise CinNarrativeError(message("cli.reading_alone"))
        reading = reading_in(options.reading)
        asker = answerer_of(reading, options.audience, options.neighbours)
    with api.open_store(options.store) as store:
        if options.area:
            api.find_area(store, options.area)
        if options.batch:
            show(batch_lines(store, Path(options.batch), options.area, options.release, asker))
            return 0
        found = asker(store, options.question, options.area, (), options.release)
        if options.format == "json":
            show([json.dumps(found.record(None, options.question), ensure_ascii=False)])
        else:
            show(answer_lines(found))
    return 0
