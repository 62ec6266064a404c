"""``draft show FILE [PART]``: a draft as it stands, with the version of each part."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from cin_narrative.api import drafts
from cin_narrative.cli.output import show_printable
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_store
from cin_narrative.drafts.draft import Draft
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """The draft, and one part of it or all."""
    add_store(arguments)
    arguments.add("file", metavar="FILE", type=Path)
    arguments.add("part", nargs="?", metavar="PART")


def run(options: Namespace) -> int:
    """Print it, or the text of the one part."""
    draft = drafts.read_draft(options.file)
    show_printable([draft.part(options.part).text] if options.part else _lines(draft))
    return 0


def _lines(draft: Draft) -> Iterator[str]:
    yield draft.title
    for heading, parts in groupby(draft.parts, key=lambda part: part.heading):
        yield from ("", heading, "-" * len(heading)) if heading else ()
        for part in parts:
            yield from ("", f"{part.id}, version {part.stamp}{_standing(draft, part)}")
            yield part.text or f"(to be written: {_prompt(part)})"


def _standing(draft: Draft, part: DraftParagraph | DraftSlot) -> str:
    """Whether it was edited, and whether it is signed."""
    edited = ", edited" if isinstance(part, DraftParagraph) and part.edited is not None else ""
    if signed := draft.signed(part.id):
        return f"{edited}, signed by {signed.name}, {signed.time}"
    before = any(one.part == part.id for one in draft.sign_offs)
    return edited + (message("cli.changed_since_signed") if before else "")


def _prompt(part: DraftParagraph | DraftSlot) -> str:
    return part.prompt if isinstance(part, DraftSlot) else message("cli.empty_paragraph")
