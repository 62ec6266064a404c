"""The commands ``draft new|show|edit|check|sign|changes|export``: each one verb of drafting.py."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import drafting
from cin_narrative.api.summary_files import write_file
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Method
from cin_narrative.drafts.changes import Changes, Reason
from cin_narrative.drafts.checks.findings import Checked
from cin_narrative.drafts.cited import described
from cin_narrative.drafts.draft import Draft, DraftParagraph, DraftSlot
from cin_narrative.drafts.offers import Offer
from cin_narrative.errors import DraftDisagrees, InputMissing
from cin_narrative.export.formats import FORMATS, export

Print = Callable[[Iterable[str]], None]
NEW_PAGE = (
    "Sentences of the page of the newest year (make its draft with `cin-narrative draft new`):"
)


def add_draft_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], show: Print
) -> None:
    """Add ``draft`` and its commands; ``show`` prints lines on standard output."""
    parser = commands.add_parser(
        "draft", help="edit, check and sign a page", description="Edit, check and sign a page."
    )
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], Iterable[str]], text: str, path: bool = True
    ) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        one.add_argument(
            "--store",
            metavar="PATH",
            help="the store (default: CIN_NARRATIVE_STORE, else data/indicators.duckdb)",
        )
        if path:
            one.add_argument("file", metavar="FILE", type=Path, help="the draft")
        one.set_defaults(run=lambda options: _run(run, options, show))
        return one

    _add_new(command("new", _new, "make a draft of an annual summary", path=False))
    one = command("show", _show, "print a draft, with the version of each part, or one part alone")
    one.add_argument(
        "part", nargs="?", metavar="PART", help="a paragraph or slot, such as p01 or local-context"
    )
    _add_edit(command("edit", _edit, "put another text in a paragraph or slot, and check it"))
    one = command("check", _check, "check every edited text against the store")
    one.add_argument("part", nargs="?", metavar="PART")
    _add_sign(command("sign", _sign, "sign a draft, or parts of it"))
    _add_export(command("export", _export, "write a draft as it stands in any format"))
    one = command(
        "changes",
        _changes,
        "list what a newer release has changed, with the sentences it would now have",
    )
    one.add_argument(
        "--release",
        default="latest",
        metavar="R",
        help="by this release (default: the newest that holds each figure)",
    )
    one.add_argument(
        "--accept", action="store_true", help="take every sentence offered for the draft's own year"
    )


def _run(
    run: Callable[[argparse.Namespace], Iterable[str]], options: argparse.Namespace, show: Print
) -> int:
    show(map(_printable, run(options)))
    return 0


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "area", metavar="AREA", help='an area by name or code, or a group, "Name = A, B, C"'
    )
    parser.add_argument(
        "year",
        nargs="?",
        type=int,
        metavar="YEAR",
        help="the year that ends on 31 March (default: the newest)",
    )
    parser.add_argument(
        "--release",
        default="latest",
        metavar="R",
        help="latest, first-published, or a release held",
    )
    parser.add_argument(
        "--since",
        type=int,
        metavar="Y",
        help="take changes from this year instead of the year before",
    )
    parser.add_argument(
        "--average",
        choices=("mean", "median"),
        default="mean",
        help="how the neighbours are summed up",
    )
    parser.add_argument(
        "--method",
        choices=tuple(Method),
        default=Method.BANDS,
        type=Method,
        help="how areas are compared: by bands, or by 95%% confidence limits",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        required=True,
        help="the draft to make, such as derby.draft.toml",
    )


def _add_edit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "part", metavar="PART", help="a paragraph or slot, such as p01 or local-context"
    )
    parser.add_argument(
        "--text", metavar="TEXT", help="the new text (default: read from standard input)"
    )
    parser.add_argument(
        "--from", dest="source", metavar="FILE", type=Path, help="read the new text from this file"
    )
    parser.add_argument(
        "--version",
        metavar="V",
        help="the version that the edit started from, as `draft show` prints it",
    )


def _add_sign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("parts", nargs="*", metavar="PART", help="the parts to sign (default: all)")
    parser.add_argument("--name", required=True, metavar="NAME", help="who signs")
    parser.add_argument("--time", metavar="TIME", help="when (default: now)")
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why it is signed although a check disagrees"
    )


def _new(options: argparse.Namespace) -> Iterator[str]:
    with api.open_store(options.store) as store:
        draft = drafting.make_draft(
            store,
            options.output,
            options.area,
            options.year,
            options.release,
            Measure(options.average),
            options.since,
            options.method,
        )
    yield f"{draft.title}: {len(draft.paragraphs)} paragraphs, {len(draft.figures)} figures, in {options.output}"


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="the file to write"
    )
    parser.add_argument(
        "--format", choices=tuple(FORMATS), help="default: what the name of the file says, else md"
    )


def _export(options: argparse.Namespace) -> Iterator[str]:
    suffix = options.output.suffix.removeprefix(".").lower()
    name = options.format or (suffix if suffix in FORMATS else "md")
    with api.open_store(options.store) as store:
        page = drafting.page_for_export(
            store, drafting.read_draft(options.file), FORMATS[name].draws
        )
        write_file(options.output, export(page, name))
    yield f"{options.output} written."


def _show(options: argparse.Namespace) -> Iterator[str]:
    draft = drafting.read_draft(options.file)
    if options.part:
        yield draft.part(options.part).text
        return
    heading = ""
    yield draft.title
    for part in draft.parts:
        if part.heading != heading:
            heading = part.heading
            yield from ("", heading, "-" * len(heading))
        yield from (
            "",
            f"{part.id}, version {part.stamp}{_standing(draft, part)}",
            part.text or f"(to be written: {_prompt(part)})",
        )


def _standing(draft: Draft, part: DraftParagraph | DraftSlot) -> str:
    edited = ", edited" if isinstance(part, DraftParagraph) and part.edited is not None else ""
    signed = draft.signed(part.id)
    before = any(one.part == part.id for one in draft.sign_offs)
    return edited + (
        f", signed by {signed.name}, {signed.time}"
        if signed
        else ", changed since it was signed"
        if before
        else ""
    )


def _prompt(part: DraftParagraph | DraftSlot) -> str:
    return part.prompt if isinstance(part, DraftSlot) else "this paragraph is empty"


def _edit(options: argparse.Namespace) -> Iterator[str]:
    text = _text(options)
    with api.open_store(options.store) as store:
        saved = drafting.save(store, options.file, options.part, text, options.version)
    part = saved.draft.part(options.part)
    yield f"{part.id} saved, version {part.stamp}"
    yield part.text
    yield from _findings(part.id, saved.checked)


def _text(options: argparse.Namespace) -> str:
    if options.text is not None:
        return str(options.text)
    if options.source is None:
        return sys.stdin.read()
    try:
        return str(options.source.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError as error:
        raise InputMissing(
            f"{options.source} cannot be read ({error.strerror}): name a text file."
        ) from error


def _check(options: argparse.Namespace) -> Iterator[str]:
    draft = drafting.read_draft(options.file)
    with api.open_store(options.store) as store:
        found = drafting.check(store, draft)
    if options.part:
        found = {options.part: found[draft.part(options.part).id]}
    wrong = [
        f"{part}: {finding}" for part, checked in found.items() for finding in checked.disagreements
    ]
    rest = [line for part, checked in found.items() for line in _findings(part, checked)]
    if wrong:
        raise DraftDisagrees(
            f"{len(wrong)} {'place disagrees' if len(wrong) == 1 else 'places disagree'} with the store:",
            rest,
        )
    yield from rest
    yield f"Nothing disagrees with the store in {len(found)} {'part' if len(found) == 1 else 'parts'}."


def _findings(part: str, checked: Checked) -> Iterator[str]:
    for finding in checked.findings:
        right = (
            f" Right: {finding.right}." if finding.right and finding.verdict == "disagrees" else ""
        )
        yield f"{part}: {finding}{right}"


def _sign(options: argparse.Namespace) -> Iterator[str]:
    when = options.time or datetime.now().astimezone().isoformat(timespec="minutes")
    with api.open_store(options.store) as store:
        draft = drafting.sign(
            store, options.file, options.name, when, options.parts, options.reason
        )
    signed = [
        one
        for one in draft.sign_offs
        if (one.name, one.time) == (" ".join(options.name.split()), when)
    ]
    yield f"{len(signed)} {'part' if len(signed) == 1 else 'parts'} signed by {options.name}, {when}"


def _changes(options: argparse.Namespace) -> Iterator[str]:
    draft = drafting.read_draft(options.file)
    with api.open_store(options.store) as store:
        changes = drafting.find_changes(store, draft, options.release)
        if options.accept:
            drafting.accept_changes(store, options.file, options.release)
    yield from _change_lines(changes)
    if options.accept:
        count = len(changes.offers)
        yield f"{count} {'sentence' if count == 1 else 'sentences'} taken; what was signed and is changed must be signed again."


def _change_lines(changes: Changes) -> Iterator[str]:
    if not changes.figures:
        yield "No figure of this draft has changed."
    for reason in Reason:
        found = changes.of(reason)
        if found:
            yield f"{reason.value.capitalize()}: {len(found)} {'figure' if len(found) == 1 else 'figures'}"
        for change in found:
            signed = ", signed" if change.signed else ""
            yield (
                f"  [{change.was.mark}] {described(change.was, api.catalogue())}: {change.was.shown} -> {change.shown}. "
                f"{change.why} ({', '.join(change.parts)}{signed})"
            )
    yield from _offer_lines("Sentences offered:", changes.offers)
    yield from _offer_lines(NEW_PAGE, changes.next_year)


def _offer_lines(heading: str, offers: Iterable[Offer]) -> Iterator[str]:
    for number, offer in enumerate(offers):
        yield from ([heading] if number == 0 else [])
        note = " (your wording of it must be read again)" if offer.needs_reading else ""
        yield from (
            f"  {offer.part}{note}",
            f"    was: {offer.edited_was or offer.was}",
            f"    now: {offer.edited_now or offer.said.text}",
        )


def _printable(line: str) -> str:
    """Without what would move the cursor or colour a terminal."""
    return "".join(letter for letter in line if letter.isprintable() or letter == "\n")
