"""The words of what questions ask about several areas: gaps, lists, movers, neighbours, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims import asked
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.contexts.asked import unit_of
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.phrases import subject, tally
from cin_narrative.writing.render import Place, listed

MOST_LISTED = 16  # areas of a list that are named in a sentence


QUARTERS = ("highest", "second highest", "second lowest", "lowest")


@context.register
def _(claim: asked.Difference, place: Place) -> Mapping[str, Any]:
    figure, gap = claim.figure, claim.difference.value or 0
    return {
        "area": figure.area,
        "subject": subject(figure),
        "period": figure.indicator.period(figure.year),
        "figure": place(figure),
        "other": place(claim.other),
        "other_name": claim.other_name,
        "unit": unit_of(figure),
        "side": "above" if gap > 0 else "below",
        "same": gap == 0,
        "difference": place(claim.difference) if gap else None,
        "points": " percentage points" if figure.basis is Measure.PERCENTAGE else "",
        "relative": place(claim.relative) if claim.relative and gap else None,
        "model": Text(f", {claim.model} model") if claim.model else None,
    }


@context.register
def _(claim: asked.Gaps, place: Place) -> Mapping[str, Any]:
    first = claim.gaps[0].figure
    points = " percentage points" if first.basis is Measure.PERCENTAGE else ""

    def one(gap: asked.Difference) -> Text:
        apart = gap.difference.value or 0
        period = first.indicator.period(gap.figure.year)
        side = (
            f"{place(gap.difference)}{points} {'above' if apart > 0 else 'below'}"
            if apart
            else "the same"
        )
        return Text(f"{side} {period} ({place(gap.figure)} against {place(gap.other)})")

    return {
        "area": first.area,
        "subject": subject(first),
        "other_name": claim.gaps[0].other_name,
        "unit": unit_of(first),
        "items": listed([one(gap) for gap in claim.gaps]),
    }


def _order(claim: asked.Listing) -> str | None:
    """How figures in order are told, by what is printed: a tie is called one."""
    values = [figure.shown for figure in claim.figures] if claim.order else []
    if len(values) < 2 or values[0] != values[1]:
        return claim.order or None
    return "equal in each" if len(set(values)) == 1 else f"{claim.order}, with a tie"


@context.register
def _(claim: asked.Listing, place: Place) -> Mapping[str, Any]:
    like, tabled = (
        claim.like,
        len(claim.figures) > MOST_LISTED,
    )  # what is left out of the words stands in a table
    ends: list[Figure] = (
        sorted(claim.figures, key=lambda figure: figure.value or 0) if tabled else []
    )
    said = () if tabled else claim.figures
    return {
        "subject": subject(like),
        "period": like.indicator.period(like.year),
        "among": claim.among,
        "beyond": claim.beyond,
        "order": _order(claim),
        "level": claim.level,
        "tabled": tabled,
        "highest": place(ends[-1]) if tabled else None,
        "highest_area": ends[-1].area if tabled else None,
        "lowest": place(ends[0]) if tabled else None,
        "lowest_area": ends[0].area if tabled else None,
        "items": listed([Text(f"{figure.area.in_name} ({place(figure)})") for figure in said])
        if said
        else None,
        "number": tally(len(claim.figures)),
        "one": len(claim.figures) == 1,
        "counted": tally(claim.counted),
        "unit": unit_of(like),
        "missing": tally(claim.missing) if claim.missing else None,
        "have": "has" if claim.missing == 1 else "have",
    }


@context.register
def _(claim: asked.Movers, place: Place) -> Mapping[str, Any]:
    def told(change: Any) -> Text:
        size = change.difference.value or 0
        way = ("up " if size > 0 else "down " if size else "") if claim.either else ""
        relative = f", {place(change.relative)}" if change.relative else ""
        return Text(
            f"{change.later.area.in_name} ({way}{place(change.difference)}{relative}: from "
            f"{place(change.earlier)} to {place(change.later)})"
        )

    like = claim.like
    items = listed([told(change) for change in claim.changes]) if claim.changes else None
    return {
        "largest": None if claim.from_last else items,
        "smallest": items if claim.from_last else None,
        "number": tally(len(claim.changes)),
        "among": claim.among,
        "counted": tally(claim.counted),
        "subject": subject(like) if like else None,
        "word": "change" if claim.either else "fall" if claim.falling else "rise",
        "later_period": like.indicator.period(like.year) if like else None,
        "one": len(claim.changes) == 1,
        "earlier_period": like.indicator.period(claim.since) if like else None,
        "unit": unit_of(like) if like else None,
    }


@context.register
def _(claim: asked.Neighbours, place: Place) -> Mapping[str, Any]:
    names = [area.in_name for area in claim.neighbours]
    return {
        "area": claim.area,
        "model": Text(str(claim.model)),
        "names": listed(names) if names else None,
        "number": tally(len(names)),
    }


@context.register
def _(claim: asked.ShareOfWider, place: Place) -> Mapping[str, Any]:
    part, whole = claim.part, claim.whole
    return {
        "area": part.area,
        "part": place(part),
        "whole": place(whole),
        "wider": whole.area,
        "share": place(claim.share),
        "many": part.indicator.many,
        "period": part.indicator.period(part.year),
        "rounded": whole.area.level in ("region", "england"),
        "category": part.category.label if part.category else None,
    }


@context.register
def _(claim: asked.WithoutParts, place: Place) -> Mapping[str, Any]:
    whole = claim.whole
    return {
        "area": whole.area,
        "rest": place(claim.rest),
        "whole": place(whole),
        "many": whole.indicator.many,
        "category": whole.category.label if whole.category else None,
        "period": whole.indicator.period(whole.year),
        "parts": listed([Text(f"{place(one)} in {one.area.in_name}") for one in claim.parts]),
        "areas": listed([one.area.in_name for one in claim.parts]),
        "rounded": whole.area.level in ("region", "england"),
    }


@context.register
def _(claim: asked.Times, place: Place) -> Mapping[str, Any]:
    larger = claim.larger
    return {
        "what": subject(larger),
        "times": place(claim.times),
        "area": larger.area,
        "other": claim.smaller.area,
        "period": larger.indicator.period(larger.year),
        "larger": place(larger),
        "smaller": place(claim.smaller),
        "unit": unit_of(larger),
    }


@context.register
def _(claim: asked.Quarter, place: Place) -> Mapping[str, Any]:
    return {"quarter": place(claim.rank, QUARTERS[claim.quarter - 1] + " quarter")}
