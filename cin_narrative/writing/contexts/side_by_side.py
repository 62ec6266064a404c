"""The contexts of the claims of areas side by side; importing this registers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims import side_by_side
from cin_narrative.claims.direction import Direction, Judgement
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts.asked import unit_of
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.phrases import subject, tally
from cin_narrative.writing.render import Place, listed

MOST_NAMED = 5  # more areas than this are counted, not named: the table and the chart have them


@context.register
def _(claim: side_by_side.Spread, place: Place) -> Mapping[str, Any]:
    like, same = claim.highest[0], claim.highest[0].value == claim.lowest[0].value
    return {
        "subject": subject(like),
        "period": like.indicator.period(like.year),
        "unit": unit_of(like),
        "same": same,
        "all": _with_figures(claim.highest, place) if same else None,
        "highest": None if same else _with_figures(claim.highest, place),
        "lowest": None if same else _with_figures(claim.lowest, place),
        "counted": tally(claim.counted),
        **_left(claim.missing),
    }


@context.register
def _(claim: side_by_side.Sides, place: Place) -> Mapping[str, Any]:
    other = claim.judgements[0].other
    return {
        "other": place(other),
        "other_area": other.area.in_name,
        "higher": _areas(claim.judgements, Direction.HIGHER),
        "lower": _areas(claim.judgements, Direction.LOWER),
        "similar": _areas(claim.judgements, Direction.SIMILAR, Direction.SAME),
        **_left(claim.unjudged),
    }


@context.register
def _(claim: side_by_side.Shifts, place: Place) -> Mapping[str, Any]:
    found = claim.judgements
    return {
        "any": bool(found),
        "up": _areas(found, Direction.HIGHER),
        "down": _areas(found, Direction.LOWER),
        "steady": _areas(found, Direction.SIMILAR, Direction.SAME),
        **_left(claim.unjudged),
    }


def _with_figures(figures: Iterable[Figure], place: Place) -> Text:
    return listed(Text(f"{one.area.in_name} ({place(one)})") for one in figures)


def _areas(judgements: Iterable[Judgement], *ways: Direction) -> Text | None:
    """The areas that were judged so, by name or by how many they are; None where there is none."""
    names = [one.value.area.in_name for one in judgements if one.direction in ways]
    if len(names) > MOST_NAMED:
        return Text(f"{tally(len(names))} areas")
    return listed(names) if names else None


def _left(number: int) -> dict[str, Any]:
    return {"left": tally(number) if number else None, "have": "has" if number == 1 else "have"}
