"""A tool's name and a call's arguments in, a reply that JSON can hold out.

Every tool reads and none writes. None takes a path, a store or an audience: the store is the one
that the server was started with, and the view is the publishable one. An argument that a tool does
not have is refused by name. The texts stand in ``prompts/messages/mcp.toml``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Annotated, Any, ClassVar

import msgspec

from cin_narrative import api
from cin_narrative.catalogue.area import Area
from cin_narrative.disclosure.door import LATEST
from cin_narrative.errors import UnknownName
from cin_narrative.messages import message, words
from cin_narrative.reading.contract import Reading, Turn, without_nulls
from cin_narrative.reading.kinds import NOTHING, kinds
from cin_narrative.report.summary import Form
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import figure_record

MOST_FIGURES = 500  # in one reply, so that it stays well under a megabyte
Count = Annotated[int, msgspec.Meta(ge=1, le=MOST_FIGURES)]
# Further into a list, every figure before it would have to be made first: it is to be narrowed.
Offset = Annotated[int, msgspec.Meta(ge=0, le=20_000)]
Reply = dict[str, Any]
MARK = re.compile(r"\[(\d+)\]")


class _Arguments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a tool can be given."""


class Question(_Arguments, frozen=True, kw_only=True):
    """``read``: a question and the turns before it, oldest first."""

    question: str
    history: tuple[Turn, ...] = ()


class Asked(Question, frozen=True, kw_only=True):
    """``ask``: the same, with whose "we" it is and which release is meant."""

    home: str | None = None
    release: str = LATEST


class Read(Asked, frozen=True, kw_only=True):
    """``answer``: the same, as the client has read it."""

    reading: Reading


class Wanted(_Arguments, frozen=True, kw_only=True):
    """``figures``: which, and which part of a long list."""

    indicator: str | None = None
    area: str | None = None
    year: int | None = None
    release: str = LATEST
    offset: Offset = 0
    limit: Count = 100


class PageOf(_Arguments, frozen=True, kw_only=True):
    """``summary``: whose page, of which year, and how much of it."""

    area: str
    year: int | None = None
    release: str = LATEST
    brief: bool = False
    annex: bool = False


class Named(_Arguments, frozen=True, kw_only=True):
    """``indicators``: one definition, or the list."""

    id: str | None = None


class Placed(_Arguments, frozen=True, kw_only=True):
    """``areas``: one area by any of its names, or those of a level."""

    name: str | None = None
    level: str | None = None


def read(_: Store, given: Question) -> Reply:
    """What the question says, before anything is looked up."""
    return {"reading": api.read(given.question, given.history).to_dict()}


def ask(store: Store, given: Asked) -> Reply:
    """The answer to a question as our reader reads it."""
    return api.ask(store, given.question, *_told(store, given)).record(None, given.question)


def answer(store: Store, given: Read) -> Reply:
    """The answer to a question as the client reads it: verified and looked up like any other."""
    found = api.answer(store, given.question, given.reading, *_told(store, given))
    return found.record(None, given.question)


def _told(store: Store, given: Asked) -> tuple[str | None, tuple[Turn, ...], str]:
    """Whose "we" it is, the turns before, the release; ``UnknownName`` where "we" is nobody."""
    if given.home:
        api.find_area(store, given.home)
    return given.home, given.history, given.release


def figures(store: Store, given: Wanted) -> Reply:
    """Figures with their receipts, ``limit`` of them from ``offset`` on."""
    every = api.figures(store, given.indicator, given.area, given.year, given.release)
    found = list(islice(every, given.offset, given.offset + given.limit + 1))
    shown = found[: given.limit]
    following = given.offset + given.limit if len(found) > given.limit else None
    records = [figure_record(mark, one) for mark, one in enumerate(shown, given.offset + 1)]
    return {"figures": records, "next_offset": following}


def summary(store: Store, given: PageOf) -> Reply:
    """The yearly page, with the figures that stand on it."""
    form = Form.BRIEF if given.brief else Form.LONG
    page = api.summary(
        store, given.area, given.year, given.release, form=form, annex=given.annex
    ).record()
    written = json.dumps([page["paragraphs"], page["tables"]])
    shown = set(map(int, MARK.findall(written)))
    return page | {"figures": [one for one in page["figures"] if one["mark"] in shown]}


def indicators(_: Store, given: Named) -> Reply:
    """The catalogue, or one definition with its categories and notes."""
    catalogue = api.catalogue()
    if given.id is None:
        return {"indicators": [{"id": one.id, "title": str(one.title)} for one in catalogue]}
    one = catalogue[given.id]
    return {
        "id": one.id,
        "title": str(one.title),
        "definition": str(one.definition),
        "measures": [measure.value for measure in one.measures],
        "polarity": one.polarity.value,
        "synonyms": [str(words) for words in one.synonyms],
        "categories": {
            name: str(category.label)
            for name, category in catalogue.counts_of(one).categories.items()
        },
        "notes": [str(catalogue.notes[note].text) for note in one.notes],
    }


def areas(store: Store, given: Placed) -> Reply:
    """The areas that the newest year held has, with the codes and names that figures go by."""
    places, year = api.areas(), max(store.areas_by_year, default=None)
    held = store.areas_by_year[year] if year is not None else ()
    found = [places.get(code, year) for code in sorted(held) if code in places]
    levels = sorted({one.level for one in found})
    if given.level is not None and given.level not in levels:
        raise UnknownName("level", given.level, levels)
    if given.name is not None:
        found = [api.find_area(store, given.name)]
    return {"areas": [_area(one) for one in found if given.level in (None, one.level)]}


def _area(area: Area) -> Reply:
    names = {"name": area.name, "level": area.level, "region": area.region}
    years = {"first_year": area.first_year, "last_year": area.last_year}
    return {"code": area.code, "ons_code": area.ons_code, **names, **years}


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: what it is given and what it does. ``description`` is what an assistant reads."""

    name: str
    arguments: type[_Arguments]
    reply: Callable[[Store, Any], Reply]

    every: ClassVar[tuple[Tool, ...]]

    @property
    def description(self) -> str:
        """What it is for, and when to use it."""
        return words("mcp.tools")[self.name]

    @property
    def gives(self) -> str:
        """What its reply holds, field by field."""
        return words("mcp.gives")[self.name]

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the arguments, with what a reading may be where one is given."""
        (root,), definitions = msgspec.json.schema_components([self.arguments])
        name = root["$ref"].rpartition("/")[2]
        schema = {**definitions.pop(name), "$defs": definitions}
        if "Ask" in definitions:
            definitions["Ask"]["properties"]["ask"]["enum"] = [*kinds(), NOTHING]
        return schema

    def call(self, store: Store, arguments: dict[str, Any]) -> Reply:
        """The reply, with the line that no figure may be changed; raises ``CinNarrativeError`` for
        what is not held or not known, ``msgspec.ValidationError`` for arguments that it cannot
        take.
        """
        given = msgspec.convert(without_nulls(arguments), self.arguments)
        return {**self.reply(store, given), "how_to_use": message("mcp.how_to_use")}


Tool.every = (
    Tool("read", Question, read),
    Tool("ask", Asked, ask),
    Tool("answer", Read, answer),
    Tool("figures", Wanted, figures),
    Tool("summary", PageOf, summary),
    Tool("indicators", Named, indicators),
    Tool("areas", Placed, areas),
)


@cache
def tools() -> dict[str, Tool]:
    """Every tool by name."""
    return {one.name: one for one in Tool.every}
