"""``draft changes FILE``: what a newer release has changed, and the sentences it would now have."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from cin_narrative import api
from cin_narrative.api import drafts
from cin_narrative.cli.drafts.finding_lines import counted
from cin_narrative.cli.output import show_printable
from cin_narrative.cli.parser import Arguments
from cin_narrative.cli.shared_arguments import add_release, add_store
from cin_narrative.drafts.changes import Changes, FigureChange, Reason
from cin_narrative.drafts.cited_figure import described
from cin_narrative.drafts.offered_sentences import Offer
from cin_narrative.messages import message


def add_arguments(arguments: Arguments) -> None:
    """The draft, the release, and whether what is offered is taken."""
    add_store(arguments)
    arguments.add("file", metavar="FILE", type=Path)
    add_release(arguments)
    arguments.add("--accept", action="store_true")


def run(options: Namespace) -> int:
    """List the changes; with ``--accept`` take the sentences offered."""
    draft = drafts.read_draft(options.file)
    with api.open_store(options.store) as store:
        changes = drafts.find_changes(store, draft, options.release)
        if options.accept:
            drafts.accept_changes(store, options.file, options.release)
    taken = counted(len(changes.offers), "sentence")
    last = [message("cli.sentences_taken", sentences=taken)] if options.accept else []
    show_printable([*_change_lines(changes), *last])
    return 0


def _change_lines(changes: Changes) -> Iterator[str]:
    if not changes.figures:
        yield message("cli.nothing_changed")
    for reason in Reason:
        found = changes.of(reason)
        if found:
            yield f"{reason.value.capitalize()}: {counted(len(found), 'figure')}"
        yield from map(_change_line, found)
    yield from _offer_lines("Sentences offered:", changes.offers)
    yield from _offer_lines(message("cli.newest_year"), changes.next_year)


def _change_line(change: FigureChange) -> str:
    parts = ", ".join(change.parts) + (", signed" if change.signed else "")
    what = f"[{change.was.mark}] {described(change.was, api.catalogue())}"
    return f"  {what}: {change.was.shown} -> {change.shown}. {change.why} ({parts})"


def _offer_lines(heading: str, offers: Iterable[Offer]) -> Iterator[str]:
    for number, offer in enumerate(offers):
        yield from [heading] if number == 0 else []
        yield f"  {offer.part}" + (message("cli.read_again") if offer.needs_reading else "")
        yield f"    was: {offer.edited_was or offer.was}"
        yield f"    now: {offer.edited_now or offer.said.text}"
