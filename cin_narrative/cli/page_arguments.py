"""Arguments of the commands that make a page -> its frame and its format, and where it goes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection
from pathlib import Path

from cin_narrative import api
from cin_narrative.api.summary_files import write_file
from cin_narrative.claims.claims import Method
from cin_narrative.cli.output import show, show_printable
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_neighbours
from cin_narrative.errors import OutputRefused, either
from cin_narrative.export.page import Frame
from cin_narrative.messages import message


def add_comparison(arguments: Arguments, neighbours: bool) -> None:
    """``--average`` and ``--method``, with ``--neighbours`` between them where asked for."""
    arguments.add("--average", choices=("mean", "median"), default="mean")
    if neighbours:
        add_neighbours(arguments)
    arguments.add("--method", choices=tuple(Method), default=Method.BANDS, type=Method)


def add_frame(arguments: Arguments) -> None:
    """``--no-annex``, ``--chapter``, ``--template`` and ``--for``: how much of a page, in what."""
    arguments.add("--no-annex", dest="annex", action="store_false")
    arguments.add("--chapter", action="store_true")
    arguments.add("--template", metavar="FILE", type=Path)
    arguments.add("--for", dest="prepared_for", default="", metavar="WHOM")


def frame_of(options: Namespace, format_name: str) -> Frame:
    """The frame that was asked for; raises ``TemplateRefused``, and ``OutputRefused`` where a
    template is given for what is no Word document.
    """
    template = None
    if options.template is not None:
        if format_name != "docx":
            raise OutputRefused(message("cli.template_is_for_word", format=format_name))
        from cin_narrative.export.word.template import template_bytes

        template = template_bytes(options.template)
    prepared_for = " ".join(options.prepared_for.split())
    return Frame(options.chapter, template, prepared_for, options.annex)


def format_of(options: Namespace) -> str:
    """What was asked for, else what the name of the file says, else Markdown;
    raises ``OutputRefused`` where the name says what is not written, and where what is no text
    would go to the screen.
    """
    name = options.format or named_format(Path(options.output or ""), api.format_names())
    if not options.output and api.is_binary(name):
        raise OutputRefused(message("cli.needs_a_file", format=name))
    return str(name)


def named_format(output: Path, known: Collection[str]) -> str:
    """The format that the name of a file ends in, Markdown where it ends in none; raises
    ``OutputRefused`` where that is none of ``known``.
    """
    suffix = output.suffix.removeprefix(".").lower()
    if suffix and suffix not in known:
        names = either([f".{one}" for one in known])
        raise OutputRefused(message("cli.no_such_format", file=output.name, known=names))
    return suffix or "md"


def give(data: bytes, output: str | Path | None) -> None:
    """Write a page to its file and say so; without a file, print it."""
    if not output:
        show([data.decode("utf-8").removesuffix("\n")])
        return
    write_file(Path(output), data)
    show_printable([message("cli.written", file=output)])
