"""The outline of a summary, read from ``prompts/commentary/summary.toml`` and checked against the
catalogue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, Catalogue, Measure
from cin_narrative.catalogue.toml_files.records import convert, record_faults
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.errors import DefinitionFault, did_you_mean, either
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Part

OUTLINE = PROMPTS / "commentary" / "summary.toml"
KINDS = ("level", "share", "comparison", "change", "breakdown", "history", "meaning", "note")
ITEM_KEYS = {"say", "indicator", "measure", "category", "categories", "top", "note", "if_held"}
COMPARATORS = {"neighbours": "neighbours", "region": "region", "england": ENGLAND}
MOST_COLUMNS = 5  # of the table of neighbours
LEVELS = ("authority", "region", "england")


@dataclass(frozen=True, slots=True)
class Item:
    """One claim to make. An empty ``indicator`` means: of the figure said just before.

    ``if_held``: where it is not held, that need not be listed (another line of the outline says the
    same otherwise).
    """

    say: str
    indicator: str = ""
    measure: Measure | None = None
    category: str = ""
    categories: tuple[str, ...] = ()
    top: int | None = None
    note: str = ""
    if_held: bool = False


@dataclass(frozen=True, slots=True)
class OutlineParagraph:
    """The claims of one paragraph, for every level of area or ``only`` one."""

    items: tuple[Item, ...]
    only: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[OutlineParagraph, ...]


@dataclass(frozen=True, slots=True)
class AuthoredSlot:
    """A part that only people can write: its heading, and the prompt that stands there until they
    do.
    """

    heading: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole page: ``parts`` are its main part, ``sections`` and ``table`` its annex,
    ``comparators`` whom figures are compared
    with there, and ``slots`` what people write.
    """

    sections: tuple[Section, ...]
    comparators: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    table: tuple[tuple[str, Measure], ...] = ()
    slots: tuple[AuthoredSlot, ...] = ()

    @property
    def items(self) -> Iterator[Item]:
        """Every claim of the outline."""
        return (
            item
            for section in self.sections
            for paragraph in section.paragraphs
            for item in paragraph.items
        )

    @property
    def levels(self) -> Iterator[Item]:
        """The claims that state a figure; the first is the page's headline."""
        return (item for item in self.items if item.say in ("level", "share"))

    @property
    def indicators(self) -> list[str]:
        """Every indicator the outline speaks of, each once."""
        named = [
            *(indicator for indicator, _ in self.table),
            *(name for part in self.parts for name, *_ in part.named),
        ]
        return list(
            dict.fromkeys([*(item.indicator for item in self.items if item.indicator), *named])
        )

    @property
    def neighbour_rows(self) -> list[tuple[str, Measure]]:
        """What the neighbours are shown with: the first rows of the comparison table."""
        return list(self.table[:MOST_COLUMNS])


@cache
def load_outline(catalogue: Catalogue, path: Path = OUTLINE) -> Outline:
    """The outline in ``path``; raises ``DefinitionFault`` listing every fault."""
    outline, faults = read_outline(catalogue, path)
    if faults or outline is None:
        raise DefinitionFault(faults)
    return outline


def read_outline(catalogue: Catalogue, path: Path = OUTLINE) -> tuple[Outline | None, list[str]]:
    """The outline and its faults; None where it cannot be read at all."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [f"{path.name}: cannot be read: {error}"]
    faults: list[str] = []
    comparators = [
        name
        for name in table.get("comparators", COMPARATORS)
        if _known(name, COMPARATORS, path, "comparator", faults)
    ]
    sections = []
    for section in table.get("sections", ()):
        paragraphs = [
            _paragraph(p, section.get("heading", ""), catalogue, path, faults)
            for p in section.get("paragraphs", ())
        ]
        if not section.get("heading"):
            faults.append(message("report.section_without_heading", file=path.name))
        sections.append(Section(section.get("heading", ""), tuple(paragraphs)))
    slots = tuple(
        AuthoredSlot(slot.get("heading", ""), slot.get("prompt", ""))
        for slot in table.get("slots", ())
    )
    rows = _pairs(table.get("table", ()), catalogue, path, "table", faults)
    parts = _parts(table.get("parts", ()), catalogue, path, faults)
    return Outline(
        tuple(sections), tuple(COMPARATORS[name] for name in comparators), parts, rows, slots
    ), faults


def _parts(entries: Any, catalogue: Catalogue, path: Path, faults: list[str]) -> tuple[Part, ...]:
    """The parts of the main part; none where one of them is no part."""
    wrong = [f"{path.name}: parts: {text}" for _, text in record_faults(entries, tuple[Part, ...])]
    if wrong:
        faults += wrong
        return ()
    parts = convert(entries, tuple[Part, ...])
    for part in parts:
        for name, measure, category in part.named:
            where = f'part "{part.heading}"'
            if _known(name, catalogue.indicators, path, where, faults):
                if measure:
                    _known(
                        measure,
                        catalogue[name].measures,
                        path,
                        f"{where}: measure of {name}",
                        faults,
                    )
                if category:
                    _known(
                        category,
                        catalogue.counts_of(catalogue[name]).categories,
                        path,
                        f"{where}: category of {name}",
                        faults,
                    )
        for note in part.notes:
            _known(note, catalogue.notes, path, f'part "{part.heading}": note', faults)
    return parts


def _pairs(
    entries: Any, catalogue: Catalogue, path: Path, key: str, faults: list[str]
) -> tuple[tuple[str, Measure], ...]:
    found = []
    for indicator, measure in entries:
        known = _known(indicator, catalogue.indicators, path, key, faults)
        if known and _known(
            measure, catalogue[indicator].measures, path, f"{key}, {indicator}", faults
        ):
            found.append((indicator, Measure(measure)))
    return tuple(found)


def _paragraph(
    table: Mapping[str, Any], heading: str, catalogue: Catalogue, path: Path, faults: list[str]
) -> OutlineParagraph:
    only = table.get("only", "")
    if only:
        _known(only, LEVELS, path, f'section "{heading}": only', faults)
    return OutlineParagraph(
        tuple(_item(entry, heading, catalogue, path, faults) for entry in table.get("claims", ())),
        only,
    )


def _item(
    entry: Mapping[str, Any], heading: str, catalogue: Catalogue, path: Path, faults: list[str]
) -> Item:
    where = f'section "{heading}"'
    for key in sorted(set(entry) - ITEM_KEYS):
        _known(key, ITEM_KEYS, path, f"{where}: key", faults)
    _known(entry.get("say", ""), KINDS, path, f"{where}: say", faults)
    indicator = entry.get("indicator", "")
    if indicator and _known(indicator, catalogue.indicators, path, f"{where}: indicator", faults):
        known = catalogue.counts_of(catalogue[indicator]).categories
        for category in filter(None, (entry.get("category"), *entry.get("categories", ()))):
            _known(category, known, path, f"{where}: category of {indicator}", faults)
    if entry.get("note"):
        _known(entry["note"], catalogue.notes, path, f"{where}: note", faults)
    measure = entry.get("measure")
    if measure and not _known(
        measure, [m.value for m in DEFINED_MEASURES], path, f"{where}: measure", faults
    ):
        measure = None
    return Item(
        entry.get("say", ""),
        indicator,
        Measure(measure) if measure else None,
        entry.get("category", ""),
        tuple(entry.get("categories", ())),
        entry.get("top"),
        entry.get("note", ""),
        entry.get("if_held", False),
    )


def _known(name: str, known: Any, path: Path, what: str, faults: list[str]) -> bool:
    if name in known:
        return True
    near = did_you_mean(name, known)
    faults.append(
        f'{path.name}, {what}: "{name}" is not known'
        + (f"; did you mean {either(near)}?" if near else "")
    )
    return False
