"""What each kind of claim gives its template: figures in their places, and the words that they
imply.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.periods import Kind
from cin_narrative.claims import claims
from cin_narrative.disclosure.figures import ordinal
from cin_narrative.messages import message
from cin_narrative.writing.phrases import (
    PER,
    among,
    compared,
    gap_subject,
    share_subject,
    share_words,
    subject,
    tally,
    whole_of,
)
from cin_narrative.writing.render import Place, listed


@singledispatch
def context(claim: Any, place: Place) -> Mapping[str, Any]:
    """What the template of this kind of claim is given; ``place`` puts a figure into it, to be
    cited when it is printed.
    """
    raise TypeError(f"{type(claim).__name__} has no sentence")


@context.register
def _(claim: claims.Level, place: Place) -> Mapping[str, Any]:
    figure, indicator = claim.figure, claim.figure.indicator
    one = figure.value == 1
    share = share_words(indicator, figure.category) if figure.category else Text("")
    unit = indicator.measures[figure.basis]
    beside = claim.rate if figure.basis is Measure.COUNT and not figure.category else None
    return {
        "measure": figure.basis.value,
        "area": figure.area,
        "figure": place(figure),
        "many": indicator.many,
        "counted": indicator.one if one else indicator.many,
        "period": indicator.period(figure.year),
        "per": PER,
        "rate": place(beside) if beside else None,
        "subject": subject(figure),
        "unit": unit.unit_one if one else unit.unit_many,
        "share": _agree(share, one),
        "category": figure.category.label if figure.category else None,
        "brief": claim.brief,
        "also": claim.also,
        "then": message("writing.same_year" if indicator.kind is Kind.FLOW else "writing.same_day"),
        "were": "was" if one else "were",
    }


def _agree(share: str, one: bool) -> Text:
    return Text("was " + share[5:] if one and share.startswith("were ") else share)


@context.register
def _(claim: claims.Share, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    many, _, period = whole_of(figure)
    whole = place(claim.whole) if claim.whole and (claim.brief or claim.count) else None
    return {
        "brief": claim.brief and whole is not None,
        "area": figure.area,
        "figure": place(figure),
        "whole_many": many,
        "whole_period": period,
        "share": share_words(figure.indicator, figure.category),
        "count": place(claim.count) if claim.count else None,
        "whole": whole,
    }


@context.register
def _(claim: claims.Comparison, place: Place) -> Mapping[str, Any]:
    said = {Measure.RATE: "The rate", Measure.COUNT: "The number"}.get(claim.figure.basis, "This")
    return {
        "subject": share_subject(claim.figure) if claim.named else said,
        "figure": place(claim.figure) if claim.named else None,
        "items": compared(claim.against, place, claim.says_model),
        "missing": listed(claim.missing) if claim.missing else None,
    }


@context.register
def _(claim: claims.Change, place: Place) -> Mapping[str, Any]:
    indicator, rising = claim.later.indicator, claim.judgement.gap > 0
    moved = claim.judgement.direction is not claims.Direction.SAME
    return {
        "direction": claim.judgement.direction.value,
        "named": claim.named,
        "brief": claim.brief,
        "subject": subject(claim.later),
        "area": claim.later.area,
        "rose_or_fell": "rose" if rising else "fell",
        "up_or_down": "up" if rising else "down",
        "difference": place(claim.difference) if moved else None,
        "relative": place(claim.relative) if claim.relative and moved else None,
        "points": " percentage points" if claim.later.basis is Measure.PERCENTAGE else "",
        "earlier": place(claim.earlier) if moved else None,
        "later": place(claim.later),
        "earlier_period": indicator.period(claim.earlier.year),
        "later_period": indicator.period(claim.later.year),
    }


@context.register
def _(claim: claims.Trend, place: Place) -> Mapping[str, Any]:
    period = claim.highest.indicator.period
    missing = [Text(period(figure.year).noun) for figure in claim.missing]
    only = claim.change is None
    return {
        "only": place(claim.highest) if only else None,
        "only_period": period(claim.highest.year),
        "subject": subject(claim.highest),
        "highest": None if only else place(claim.highest),
        "highest_period": period(claim.highest.year),
        "area": claim.highest.area,
        "lowest": None if only else place(claim.lowest),
        "lowest_period": period(claim.lowest.year),
        "missing": listed(missing) if missing else None,
    }


@context.register
def _(claim: claims.Rank, place: Place) -> Mapping[str, Any]:
    end = "lowest" if claim.lowest_first else "highest"
    position = int(claim.rank.value or 0)
    joint = "joint " if claim.tied_with else ""
    words = f"{joint}{end}" if position == 1 else f"{joint}{ordinal(position)} {end}"
    ties = [area.in_name for area in claim.tied_with]
    return {
        "subject": {Measure.RATE: "The rate", Measure.COUNT: "The number"}.get(
            claim.figure.basis, "This"
        ),
        "place": place(claim.rank, words),
        "counted": tally(claim.rank.of),
        "among": among(claim.within, claim.figure.area),
        "tied": listed(ties)
        if ties and len(ties) <= 4
        else Text(f"{tally(len(ties))} others")
        if ties
        else None,
        "missing": tally(claim.missing) if claim.missing else None,
        "have": "has" if claim.missing == 1 else "have",
    }


@context.register
def _(claim: claims.League, place: Place) -> Mapping[str, Any]:
    first = claim.figures[0]
    places = [Text(f"{figure.area.in_name} ({place(figure)})") for figure in claim.figures]
    return {
        "end": "lowest" if claim.lowest_first else "highest",
        "what": Text(subject(first).removeprefix("the ")),
        "period": first.indicator.period(first.year),
        "among": among(claim.within),
        "counted": tally(claim.counted),
        "many": len(claim.figures) > 1,
        "number": tally(len(claim.figures)),
        "places": listed(places),
        "per": PER,
        "is_rate": first.basis is Measure.RATE,
    }


@context.register
def _(claim: claims.Breakdown, place: Place) -> Mapping[str, Any]:
    def written_part(part: claims.Part) -> Text:
        label = part.figure.category.label if part.figure.category else ""
        shown = [str(place(figure)) for figure in (part.count, part.share) if figure is not None]
        return Text(f"{label} ({', '.join(shown)})")

    def written_numbers(part: claims.Part) -> Text:
        first, *rest = [
            str(place(figure)) for figure in (part.count, part.share) if figure is not None
        ]
        return Text(f"{first} ({rest[0]})" if rest else first)

    several, brief = len(claim.parts) > 1, claim.brief and claim.whole is not None
    whole = (
        Text(str(place(claim.whole))) if claim.whole and not claim.brief else None
    )  # cited before its parts
    parts = listed([written_part(part) for part in claim.parts])
    return {
        "ranked": claim.ranked,
        "brief": brief,
        "dimension": claim.indicator.dimension,
        "dimensions": claim.indicator.dimensions,
        "several": several,
        "counted": (claim.whole or claim.parts[0].figure).indicator.counted,
        "area": claim.area,
        "period": claim.indicator.period(claim.year),
        "how_many": tally(len(claim.parts)) if several else None,
        "parts": None if claim.ranked else parts,
        "largest": parts if claim.ranked else None,
        "whole": whole,
        "whole_many": claim.whole.indicator.many if claim.whole else claim.indicator.many,
        "unknown": Text(written_numbers(claim.unknown))
        if claim.unknown and (claim.ranked or not brief)
        else None,
        "unshown": tally(claim.unshown) if claim.unshown else None,
        "unshown_categories": "category" if claim.unshown == 1 else "categories",
    }


@context.register
def _(claim: claims.Gap, place: Place) -> Mapping[str, Any]:
    indicator, last = claim.indicator, claim.last
    symbol = claim.symbol.value if claim.symbol else ""
    flags = {"bounded": claim.bounded, "earlier_series": claim.earlier_series}
    return {
        "reason": next((name for name, holds in flags.items() if holds), symbol),
        "what": gap_subject(claim),
        "area": claim.area,
        "period": indicator.period(claim.year),
        "last": place(last) if last else None,
        "last_period": indicator.period(last.year) if last else None,
    }


@context.register
def _(claim: claims.Caveat, place: Place) -> Mapping[str, Any]:
    return {"note": claim.note.text}


@context.register
def _(claim: claims.Meaning, place: Place) -> Mapping[str, Any]:
    return {
        "definition": claim.indicator.definition,
        "why": claim.indicator.why or None,
        "title": claim.indicator.title if claim.titled else None,
    }
