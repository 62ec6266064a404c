"""``draft export FILE -o FILE``: a draft as it stands -> a file in any format."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.cli.page_arguments import add_frame, frame_of, give, named_format
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.export.formats import formats


def add_arguments(arguments: Arguments) -> None:
    """The draft, the file to write and its format."""
    add_store(arguments)
    arguments.add("file", metavar="FILE", type=Path)
    arguments.add("-o", "--output", metavar="FILE", type=Path, required=True)
    arguments.add("--format", choices=tuple(formats()))
    add_frame(arguments)


def run(options: Namespace) -> int:
    """Write it and say so."""
    name = options.format or named_format(options.output, formats())
    frame = frame_of(options, name)
    with api.open_store(options.store) as store:
        draft = drafts.read_draft(options.file)
        data = api.export(drafts.page(store, draft), name, frame)
    give(data, options.output)
    return 0
