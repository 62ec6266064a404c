"""Text that a person typed or pasted, made inert: words stay words, whatever they would do
elsewhere.

``clean`` is applied once, when a text is kept; ``for_markdown`` where it is printed as Markdown. A
table that holds such text must hold it as text: a leading ``=`` is left as typed here, because it
is part of what the person wrote.
"""

from __future__ import annotations

import re
import unicodedata

from cin_narrative.errors import DraftRefused
from cin_narrative.messages import message

LONGEST = 30_000  # characters of one part: some ten pages; past that it is not a paragraph
BLOCKS = [
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (
        ("<!--", "-->"),
        (r"<!\[", r"\]>"),
        (r"<\?", r"\?>"),
        *((rf"<{name}(?![\w-])", rf"</{name}\s*>") for name in ("script", "style", "xml", "head")),
    )
]
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:._-]*(?:\s[^<>]*)?/?>")
ACTIVE = re.compile(r"([\\`*_#|~$]|\[(?!\d+\])|(?<!\d)\])")
KEPT_CONTROLS = "\n"


def clean(text: str) -> str:
    """``text`` without markup, control characters and invisible characters; line ends are ``\\n``,
    blanks at its ends go.

    ``<`` that opens no tag ("<18") stays. Raises ``DraftRefused`` for a text too long to be a
    paragraph.
    """
    if len(text) > LONGEST:
        raise DraftRefused(
            message("writing.text_too_long", length=f"{len(text):,}", longest=f"{LONGEST:,}")
        )
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\t", " ")
        .replace("\x0b", "\n")
        .replace("\xa0", " ")
    )
    text = _visible(text)
    for opening, closing in BLOCKS:
        text = _without_blocks(text, opening, closing)
    text = TAG.sub("", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_blocks(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Without what stands between the two; an opening that is never closed stays. One pass: a long
    text takes no time.
    """
    kept, at = [], 0
    while (start := opening.search(text, at)) and (end := closing.search(text, start.end())):
        kept.append(text[at : start.start()])
        at = end.end()
    return "".join([*kept, text[at:]])


def _visible(text: str) -> str:
    """Without control, format, surrogate and private characters (Unicode categories C*): they print
    nothing, or something else.
    """
    return "".join(
        letter
        for letter in text
        if letter in KEPT_CONTROLS or not unicodedata.category(letter).startswith("C")
    )


def for_markdown(text: str) -> str:
    """``text`` so that Markdown prints it as it stands: no link, image, heading, table or HTML;
    marks such as [1] stay.
    """
    escaped = ACTIVE.sub(
        r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    return re.sub(r"(?m)^(\s*)([-+=]|\d+(?=\.\s))", r"\1\\\2", escaped)
