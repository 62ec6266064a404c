"""The definitions and the areas through time, read once for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import Catalogue, load_catalogue
from cin_narrative.catalogue.validation.dfe_rules import DfeRule, dfe_rules
from cin_narrative.errors import UnknownName


@cache  # one object for each model: what is kept of a question box is kept by it
def areas(neighbours: int | None = None) -> Areas:
    """The areas through time, with the statistical neighbours of one model or (default) of the
    newest that holds each area.
    """
    return load_areas() if neighbours is None else load_areas().with_neighbours_of(neighbours)


def catalogue() -> Catalogue:
    """The checked catalogue."""
    return load_catalogue()


def rules(numbers: Sequence[str] = ()) -> list[dict[str, Any]]:
    """DfE's validation rules of the census, each with the checks of ours that it is, and at the end
    the checks that are our own; those of ``numbers`` alone where any are given.

    Raises ``UnknownName`` for a number that DfE does not have.
    """
    known = dfe_rules()
    for number in numbers:
        if number.upper() not in known:
            raise UnknownName("rule", number, known)
    asked = {number.upper() for number in numbers}
    found = [_record(rule) for rule in known.values() if not asked or rule.number in asked]
    return found if asked else [*found, *_own()]


def _record(rule: DfeRule) -> dict[str, Any]:
    return {
        "number": rule.number,
        "kind": rule.kind.value,
        "module": rule.module,
        "collections": sorted(rule.years),
        "text": rule.text,
        "checks": list(_checks(rule.number)),
    }


def _own() -> Iterator[dict[str, Any]]:
    kind = {"number": "", "kind": "our own", "module": "", "collections": [], "text": ""}
    yield from ({**kind, "checks": [check]} for check in _checks(""))


def _checks(number: str) -> Iterator[dict[str, Any]]:
    from cin_narrative.load.returns.quality.rules import load_rules

    for one in load_rules():
        if one.dfe == number:
            words = one.own_words.replace("{number}", "")
            yield {"id": one.id, "handling": one.handling, "field": one.field, "words": words}
