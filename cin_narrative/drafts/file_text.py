"""A draft -> the text of its file: one sentence on a line, so that versions compare well."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cin_narrative.drafts.draft import Draft, SignOff
from cin_narrative.drafts.parts import DraftParagraph, DraftSlot, Said
from cin_narrative.messages import message

FORMAT = 1


HEADER = "".join(f"# {line}\n" for line in message("drafts.header").splitlines())


HEAD = ("title", "area", "place", "year", "release", "newest_year", "since", "average", "method")


SENTENCE_END = re.compile(r"(?<=[.!?]) (?=\S)")


def draft_text(draft: Draft) -> str:
    """The file of a draft: header, slots, paragraphs, sign-offs, figures, in that order."""
    lines = [HEADER, f"format = {FORMAT}"]
    lines += [f"{name} = {_value(getattr(draft, name))}" for name in HEAD]
    lines += (
        [f"owner = {_value(draft.owner)}", f"shared = {_value(list(draft.shared))}"]
        if draft.owner
        else []
    )
    for slot in draft.slots:
        lines += ["", "[[slots]]", *_slot_lines(slot)]
    for paragraph in draft.paragraphs:
        lines += ["", "[[paragraphs]]", *_paragraph_lines(paragraph)]
    for one in draft.sign_offs:
        lines += ["", "[[sign_offs]]", *_sign_off_lines(one)]
    lines += [
        "",
        "[definitions]",
        *(f"{name} = {_value(value)}" for name, value in sorted(draft.definitions.items())),
    ]
    for _, cited in sorted(draft.figures.items()):
        lines += [
            "",
            "[[figures]]",
            *(f"{name} = {_value(value)}" for name, value in cited.record().items()),
        ]
    return "\n".join(lines) + "\n"


def _slot_lines(slot: DraftSlot) -> Iterator[str]:
    yield f"id = {_value(slot.id)}"
    yield f"heading = {_value(slot.heading)}"
    yield f"prompt = {_value(slot.prompt)}"
    yield f"text = {_prose(slot.text)}"
    yield from ["removed = true"] if slot.removed else []


def _paragraph_lines(paragraph: DraftParagraph) -> Iterator[str]:
    yield f"id = {_value(paragraph.id)}"
    yield f"heading = {_value(paragraph.heading)}"
    yield from ["annex = true"] if paragraph.annex else []
    yield from ["bold = true"] if paragraph.bold else []
    yield from [f"edited = {_prose(paragraph.edited)}"] if paragraph.edited is not None else []
    yield "said = ["
    yield from (f"  {_inline(_said_record(one))}," for one in paragraph.said)
    yield "]"


def _said_record(said: Said) -> dict[str, Any]:
    pairs = {"pairs": [list(pair) for pair in said.pairs]} if said.pairs else {}
    return {"claim": said.claim, "text": said.text, **pairs}


def _sign_off_lines(one: SignOff) -> Iterator[str]:
    for name in ("part", "name", "time", "stamp", "reason"):
        yield f"{name} = {_value(getattr(one, name))}"
    yield from [f"signed_in = {_value(one.signed_in)}"] if one.signed_in else ()
    yield f"text = {_prose(one.text)}"
    yield f"acknowledged = {_value(list(one.acknowledged))}"
    yield from (
        "figures = [",
        *(
            f"  {_inline({'mark': f.mark, 'shown': f.shown, 'release': f.release})},"
            for f in one.figures
        ),
        "]",
    )


def _inline(record: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{name} = {_value(value)}" for name, value in record.items()) + " }"


def _value(value: Any) -> str:
    """A value in TOML: its strings are JSON's, but for the one character that JSON lets stand and
    TOML does not.
    """
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return (
        str(value)
        if isinstance(value, int)
        else json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    )


def _prose(text: str | None) -> str:
    """A text with one sentence on a line. A backslash at the end of a line makes TOML join the
    lines again.
    """
    escaped = _value(text or "")[1:-1]
    if not escaped:
        return '""'
    return '"""\\\n  ' + SENTENCE_END.sub(r" \\\n  ", escaped) + '"""'
