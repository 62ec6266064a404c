"""The catalogue's column addresses -> where DfE prints what, by the columns of a file.

The grammar of an address is in CONTRIBUTING.md: ``b1.At31_episodes``, ``a1[Referrals in the
year].number``, ``sfr.CINAt{date}``. The position of an address in its list is its priority: the
first file that holds a figure wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cin_narrative.catalogue.catalogue import ADDRESS, Catalogue, Indicator, Measure
from cin_narrative.load.published.columns import header_key
from cin_narrative.load.report import WIDE
from cin_narrative.messages import message
from cin_narrative.store.sheet import Column

__all__ = ["WIDE", "Addresses", "Target", "label_key", "to_column", "wide_key", "year_marks"]


@dataclass(frozen=True, slots=True)
class Target:
    """The indicator cell that an address stands for."""

    indicator: str
    measure: str
    category: str
    label: str | None
    column: str
    priority: int

    @property
    def cell(self) -> tuple[str, str, str]:
        """(indicator, measure, category)."""
        return self.indicator, self.measure, self.category


def label_key(label: str) -> str:
    """A row label without what differs between releases: case, blanks, around its parts, too."""
    return "|".join(" ".join(part.split()) for part in label.lower().split("|"))


def wide_key(header: str) -> str:
    """A header of the wide files without case, blanks, slash, hyphen and underscore, which differ
    by year.
    """
    return re.sub(r"[\s/_-]", "", header.lower())


def year_marks(year: int) -> dict[str, str]:
    """What stands in a header of a wide file for the gaps of an address."""
    return {
        "year": f"{(year - 1) % 100:02d}{year % 100:02d}",
        "date": f"3103{year % 100:02d}",
        "mid": str(year - 1),
    }


class Addresses:
    """All addresses of a catalogue, by file family."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_family: dict[str, list[Target]] = {}
        for indicator in catalogue:
            for measure, category, address, priority in _printed(indicator):
                match = ADDRESS.fullmatch(address)
                if match is None:
                    fault = message("load.address_unchecked", id=indicator.id, address=address)
                    raise ValueError(fault)
                label = label_key(match["label"]) if match["label"] else None
                cell = (indicator.id, measure.value, category)
                target = Target(*cell, label, match["column"], priority)
                self._by_family.setdefault(match["family"].lower(), []).append(target)

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of long files that any indicator is printed in."""
        return frozenset(self._by_family) - {WIDE}

    def cells_of(self, family: str) -> frozenset[tuple[str, str, str, int]]:
        """(indicator, measure, category, priority) of every cell that is ever read from a family
        of files: what a store holds of these is of that family, whatever its file was called.
        """
        return frozenset((*one.cell, one.priority) for one in self._by_family.get(family, ()))

    def long(
        self, family: str, headers: Iterable[str], labels: set[str]
    ) -> Iterator[tuple[str, Target]]:
        """(header, target) for every address that one of these headers, and row labels, of a long
        file meets.
        """
        by_key = {header_key(header): header for header in headers}
        for target in self._by_family.get(family, ()):
            header = by_key.get(header_key(target.column))
            if header is not None and (target.label is None or target.label in labels):
                yield header, target

    def wide(self, headers: Iterable[str], year: int) -> Iterator[tuple[str, Target]]:
        """The same for a wide file of one reporting year: ``{year}`` is 1516 and ``{date}`` 310316
        for 2016.
        """
        by_key = {wide_key(header): header for header in headers}
        marks = year_marks(year)
        for target in self._by_family.get(WIDE, ()):
            header = by_key.get(wide_key(target.column.format(**marks)))
            if header is not None:
                yield header, target


def _printed(indicator: Indicator) -> Iterator[tuple[Measure, str, str, int]]:
    """(measure, category, address, priority) of everywhere that an indicator is printed."""
    for measure, definition in indicator.measures.items():
        for priority, address in enumerate(definition.columns):
            yield measure, "", address, priority
    for category in indicator.categories.values():
        for measure, columns in category.columns.items():
            for priority, address in enumerate(columns):
                yield measure, category.id, address, priority


def to_column(header: str, target: Target) -> Column:
    """The store's column for a file's column that meets ``target``."""
    return Column(
        header, target.indicator, target.measure, target.category, target.label, target.priority
    )
