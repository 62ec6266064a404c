"""The values that categories wait for, held to the texts that the event views can give: a code that
no view gives counts nothing, in every return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cin_narrative.catalogue.catalogue import Category, Events, Indicator, Measure
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.check.house import House
from cin_narrative.load.returns.event_views import EVENTS, VIEWS
from cin_narrative.messages import message

LITERAL = re.compile(r"'((?:[^']|'')*)'")
JOINED = re.compile(r"'((?:[^']|'')*)'\s*\|\||\|\|\s*'((?:[^']|'')*)'")
NOTE = re.compile(r"--[^\n]*")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Texts:
    """The texts that stand in a view and in those that it reads; ``joined`` are parts of texts."""

    given: frozenset[str]
    joined: frozenset[str]

    def give(self, value: str) -> bool:
        """Whether the view can give ``value``: as it stands, or as two texts around a part."""
        return value in self.given or any(self._around(value, part) for part in self.joined)

    def _around(self, value: str, part: str) -> bool:
        known = self.given | {""}
        places = (match.start() for match in re.finditer(re.escape(part), value))
        return any(value[:at] in known and value[at + len(part) :] in known for at in places)


class Views:
    """The texts of every view."""

    def __init__(self, house: House) -> None:
        self._house = house

    @cached_property
    def texts(self) -> Mapping[str, Texts]:
        """By view; later views read earlier ones."""
        found: dict[str, Texts] = {}
        for view in VIEWS:
            sql = NOTE.sub("", self._house.document(EVENTS / f"{view}.sql").text)
            read = [found[name] for name in dict.fromkeys(WORD.findall(sql)) if name in found]
            given = {one for text in read for one in text.given} | set(LITERAL.findall(sql))
            joined = {one for text in read for one in text.joined}
            joined |= {part for pair in JOINED.findall(sql) for part in pair if part}
            found[view] = Texts(frozenset(given), frozenset(joined))
        return found


def faults(house: House) -> Iterator[Fault]:
    """Every value of a category that its view does not give."""
    views = Views(house)
    for indicator in house.catalogue:
        events = _events(indicator)
        if events is None or not events.column or not (texts := views.texts.get(events.view)):
            continue
        document = house.indicator_file(indicator.id)
        for keys, value in _values(indicator):
            if texts.given and not texts.give(value):
                text = message("check.value_not_given", value=value, view=events.view)
                yield document.fault(keys, text)


def _events(indicator: Indicator) -> Events | None:
    """How the count is counted; the values of an average are fractions."""
    definition = indicator.measures.get(Measure.COUNT)
    return definition.events if definition else None


def _values(indicator: Indicator) -> Iterator[tuple[Keys, str]]:
    if not indicator.is_cross_table:
        for place, category in enumerate(indicator.categories.values()):
            yield from ((("categories", place, "value"), value) for value in category.values)
        return
    for axis, found in (("rows", _axis(indicator, 0)), ("columns", _axis(indicator, 1))):
        for place, values in enumerate(found.values()):
            yield from (((axis, place, "value"), value) for value in values)


def _axis(indicator: Indicator, side: int) -> dict[str, tuple[str, ...]]:
    """The values of the rows (0) or columns (1) of a cross-table."""

    def of(category: Category) -> tuple[str, ...]:
        return category.by_values if side else category.values

    return {name.split(".")[side]: of(one) for name, one in indicator.categories.items()}
