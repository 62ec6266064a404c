"""Templates into text, with the guard and the ledger of citations. The one home of jinja2.

No template writes a number. What a template prints goes through ``guarded``: a figure (which the
ledger cites and marks), reviewed text of the definitions, an area, a period, or words without
digits. Anything else raises ``GuardBreach``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.periods import Period
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.disclosure.figures import Figure
from cin_narrative.errors import GuardBreach
from cin_narrative.messages import message

SENTENCES = PROMPTS / "commentary" / "sentences"
DIGIT = re.compile(r"\d")
ON_ISLES = re.compile(r"\b([Ii])n (?=the Isles? of )")  # English is on an island, and in a county
NEXT_SENTENCE = re.compile(r"[.!?] [a-z]")
JOINED = re.compile(r",| and ")


class Ledger:
    """The figures cited on one page, numbered in the order they are first printed.

    A mark opens one figure, or several that one sentence or one row of a table cites together.
    """

    def __init__(self) -> None:
        self.entries: list[tuple[Figure, ...]] = []  # the figures of each mark, from mark 1 on
        self._marks: dict[tuple[object, ...], int] = {}
        # by identity, which is a figure's while it is held here
        self._seen: dict[int, int] = {}
        self._held: list[Figure] = []

    @property
    def figures(self) -> list[Figure]:
        """Every figure under every mark, by mark: one that several marks open stands under each."""
        return [figure for entry in self.entries for figure in entry]

    def at(self, mark: int) -> tuple[Figure, ...]:
        """The figures that ``mark`` opens."""
        return self.entries[mark - 1]

    def marked(self) -> Iterator[tuple[int, Figure]]:
        """Every mark with each of its figures, in the order of ``figures``."""
        return (
            (mark, figure) for mark, entry in enumerate(self.entries, start=1) for figure in entry
        )

    def cite(self, figure: Figure) -> int:
        """The mark of ``figure`` alone: the one it has, or the next."""
        if seen := self._seen.get(id(figure)):
            return seen
        mark = self._seen[id(figure)] = self._enter(figure.key, (figure,))
        self._held.append(figure)
        return mark

    def cite_together(self, figures: Iterable[Figure]) -> int:
        """The mark of these figures together (at least one): the one they have, or the next."""
        each = {figure.key: figure for figure in figures}
        if len(each) == 1:
            return self.cite(next(iter(each.values())))
        return self._enter(tuple(each), tuple(each.values()))

    def _enter(self, key: tuple[object, ...], figures: tuple[Figure, ...]) -> int:
        mark = self._marks.setdefault(key, len(self.entries) + 1)
        if mark > len(self.entries):
            self.entries.append(figures)
        return mark

    def mark(self, figure: Figure) -> int | None:
        """The mark of ``figure`` alone, None where it has none."""
        return self._marks.get(figure.key)

    def complete(self) -> None:
        """Give a mark to every figure that a cited figure was worked out from."""
        for entry in self.entries:  # grows while it is walked: inputs of inputs are reached too
            for figure in entry:
                for source in figure.derived_from:
                    self.cite(source)


class Slot:
    """A figure's place in a sentence: prints as shown, with its mark, and is entered in the ledger
    on printing.

    ``text`` replaces the figure where words say it: "joint highest" for a rank of one.
    """

    __slots__ = ("figure", "ledger", "text")

    def __init__(self, figure: Figure, ledger: Ledger, text: str | None = None) -> None:
        self.figure = figure
        self.ledger = ledger
        self.text = text

    def __str__(self) -> str:
        return f"{self.words}{self.bound} [{self.ledger.cite(self.figure)}]"

    @property
    def words(self) -> str:
        """What is printed of the figure."""
        return self.text or self.figure.shown

    @property
    def bound(self) -> str:
        """What is said beside a figure that is a lower bound."""
        return f" ({self.figure.citation.replace(':', ',')})" if self.figure.is_lower_bound else ""


Place = Callable[..., Slot]
OPEN, CLOSE = "\ue000", "\ue001"  # no text of ours holds these
KINDS: dict[type, str] = {Slot: "F", Area: "A", Period: "P"}


def guarded(value: Any) -> str:
    """What jinja2 prints for ``value``; the finalize hook of every template."""
    if type(value) is str and not DIGIT.search(value):  # as of most of what is printed
        return value
    if isinstance(value, (Slot, Text, Area, Period)):
        return str(value)
    if isinstance(value, jinja2.Undefined):
        raise GuardBreach(message("writing.unknown_name", name=value._undefined_name))
    if isinstance(value, str) and not DIGIT.search(value):
        return value
    raise GuardBreach(message("writing.no_figure", value=value))


def _fenced(value: Any) -> str:
    """What ``guarded`` lets through, between fences that say what it is: a figure, an area, a
    period or other words.
    """
    kind = next((letter for kind, letter in KINDS.items() if isinstance(value, kind)), "T")
    text = guarded(value)
    return f"{OPEN}{kind}{text}{CLOSE}" if text else ""


@cache
def _environment(folder: Path, fences: bool = False) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        finalize=_fenced if fences else guarded,
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a template does not change while the program runs
    )
    made.globals.clear()  # a template knows what its claim gives it
    return made


@cache
def _template(name: str, folder: Path) -> jinja2.Template:
    """A template, compiled once: jinja2 looks through its own cache, and locks it, at every
    call.
    """
    return _environment(folder).get_template(f"{name}.j2")


def render(template: str, context: Mapping[str, Any], folder: Path = SENTENCES) -> str:
    """One sentence (or none): the template's text with its blanks made single. Raises
    ``GuardBreach``.
    """
    found = _template(template, folder)
    try:
        text = "".join(found.root_render_func(found.new_context(dict(context), True)))
    except jinja2.TemplateError as error:
        said = message("writing.template_unusable", name=template, why=error)
        raise GuardBreach(said) from error
    text = " ".join(text.split())
    if "the Isle" in text:
        text = ON_ISLES.sub(lambda match: "On " if match[1] == "I" else "on ", text)
    return capitalised(text)


def capitalised(text: str) -> str:
    """``text`` with a capital at the start of each of its sentences."""
    if text[:1].islower() and text[0].isascii():
        text = text[0].upper() + text[1:]
    if ". " in text or "! " in text or "? " in text:  # as in few claims: most are one sentence
        return NEXT_SENTENCE.sub(lambda match: match[0].upper(), text)
    return text


def render_fenced(template: str, context: Mapping[str, Any]) -> str:
    """The sentence as ``render`` gives it but for its capitals, with fences around everything that
    the template did not type itself.
    """
    return " ".join(
        _environment(SENTENCES, True).get_template(f"{template}.j2").render(context).split()
    )


def listed(items: Iterable[str]) -> Text:
    """``A, B and C``; with semicolons where an item holds "and" or a comma. Items are already
    guarded text.
    """
    parts = [str(item) for item in items]
    if len(parts) < 2:
        return Text("".join(parts))
    if len(parts) > 2 and any(map(JOINED.search, parts)):
        return Text("; ".join(parts[:-1]) + "; and " + parts[-1])
    return Text(", ".join(parts[:-1]) + " and " + parts[-1])
