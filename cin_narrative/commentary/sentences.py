"""Claims into sentences: each kind of claim has one template; here each gets the words that its figures imply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from typing import Any

from cin_narrative.commentary import claims
from cin_narrative.commentary.claims import Claim, Direction, Judgement
from cin_narrative.commentary.words import Ledger, Slot, listed, render
from cin_narrative.definitions.areas import Area
from cin_narrative.definitions.catalogue import RATE_PER, Category, Indicator, Measure, Text
from cin_narrative.definitions.periods import Period
from cin_narrative.definitions.rounding import written
from cin_narrative.store.figures import Figure, ordinal

PER = Text(f"per {RATE_PER:,} children aged under 18 years")
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
THAN = {Direction.HIGHER: "higher than ", Direction.LOWER: "lower than ", Direction.SIMILAR: "similar to ",
        Direction.SAME: "the same as "}  # fmt: skip
OPPOSITE = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}


def sentence(claim: Claim, ledger: Ledger) -> str:
    """The claim in words, with its figures entered in ``ledger`` and marked. Raises ``GuardBreach``."""
    return render(claim.kind, _context(claim, lambda figure, text=None: Slot(figure, ledger, text)))


def sentences(said: Iterable[Claim], ledger: Ledger) -> str:
    """A paragraph: the claims' sentences, in order."""
    return " ".join(filter(None, (sentence(claim, ledger) for claim in said)))


Place = Callable[..., Slot]


def tally(number: int) -> Text:
    """A number of things that is not a statistic: zero to nine in words, more in figures."""
    return Text(NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else f"{number:,}")


def share_words(indicator: Indicator, category: Category | None) -> Text:
    """What a percentage of this indicator says of its whole: ``had abuse or neglect as their primary need``."""
    definition = indicator.measures.get(Measure.PERCENTAGE)
    pattern = (category.share if category and category.share else definition.share if definition else "") or ""
    return Text(pattern.replace("{category}", category.label if category else ""))


def whole_of(figure: Figure) -> tuple[Text, Text, Period]:
    """What a percentage is of: its plural, ``who`` or ``that``, and its period."""
    of = figure.whole or figure.indicator
    return of.many, Text("who" if of.counted == "children" else "that"), of.period(figure.year)


def subject(figure: Figure) -> Text:
    """What the figure is, as the subject of a sentence: ``the rate of children in need``. No period, no area."""
    share = share_words(figure.indicator, figure.category)
    many, who, _ = whole_of(figure)
    if figure.basis is Measure.PERCENTAGE:
        return Text(f"the percentage of {many} {who} {share}")
    if figure.basis is Measure.RATE:
        return Text(f"the rate of {figure.indicator.many}")
    if figure.basis is Measure.AVERAGE:
        label = figure.category.label if figure.category else "average"
        return Text(f"the {label} of the {lower_first(figure.indicator.title)}")
    if figure.category is not None:
        return Text(f"the number of {many} {who} {share}" if share else f"the number of {figure.indicator.many}: {figure.category.label}")
    return Text(f"the number of {figure.indicator.many}")


def lower_first(text: str) -> str:
    """``text`` with a small first letter, unless it begins with an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def among(within: Area) -> Text:
    """Which authorities are ranked: ``local authorities in England``."""
    return Text(f"local authorities in {within.in_name}")


def reason(judgement: Judgement) -> str:
    """Why this word: both values, the gap and the band, for the page's "why this word?" line."""
    value, other = judgement.value, judgement.other
    if judgement.direction is Direction.SAME:
        return f'"The same", because both are printed as {value.shown}.'
    side = "above" if judgement.gap > 0 else "below"
    if value.basis is Measure.PERCENTAGE:
        size, band = f"{written(abs(judgement.gap), 1)} percentage points", f"{judgement.band} percentage points"
    else:
        share = abs(judgement.gap) * 100 / (other.value or 1)
        size, band = f"{written(share, 1)}%", f"{judgement.band}%"
    inside = "inside" if judgement.direction is Direction.SIMILAR else "beyond"
    word = "similar, little changed" if judgement.direction is Direction.SIMILAR else f"{judgement.direction.value}"
    return f'"{word.capitalize()}", because {value.shown} is {size} {side} {other.shown}, {inside} the band of {band}.'


@singledispatch
def _context(claim: Any, place: Place) -> Mapping[str, Any]:
    raise TypeError(f"{type(claim).__name__} has no sentence")


@_context.register
def _(claim: claims.Level, place: Place) -> Mapping[str, Any]:
    figure, indicator = claim.figure, claim.figure.indicator
    one = figure.value == 1
    share = share_words(indicator, figure.category) if figure.category else Text("")
    unit = indicator.measures[figure.basis]
    return {
        "measure": figure.basis.value, "area": figure.area, "figure": place(figure), "many": indicator.many,
        "counted": indicator.one if one else indicator.many, "period": indicator.period(figure.year), "per": PER,
        "rate": place(claim.rate) if claim.rate else None, "subject": subject(figure),
        "unit": unit.unit_one if one else unit.unit_many, "share": _agree(share, one),
        "category": figure.category.label if figure.category else None,
    }  # fmt: skip


def _agree(share: str, one: bool) -> Text:
    return Text("was " + share[5:] if one and share.startswith("were ") else share)


@_context.register
def _(claim: claims.Share, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    many, _, period = whole_of(figure)
    return {
        "area": figure.area, "figure": place(figure), "whole_many": many, "whole_period": period,
        "share": share_words(figure.indicator, figure.category),
        "count": place(claim.count) if claim.count else None, "whole": place(claim.whole) if claim.whole else None,
    }  # fmt: skip


@_context.register
def _(claim: claims.Comparison, place: Place) -> Mapping[str, Any]:
    items = []
    groups = list(dict.fromkeys(against.judgement.direction for against in claim.against))
    for number, direction in enumerate(groups):
        group = [against for against in claim.against if against.judgement.direction is direction]
        for index, against in enumerate(group):
            joiner = _between_groups(groups, number) if number and not index else ""
            if index:
                joiner = " and " if index + 1 == len(group) else ", "
            items.append({"joiner": joiner, "word": "" if index else THAN[direction], "name": comparator_name(against),
                          "figure": place(against.figure), "model": _model(against)})  # fmt: skip
    said = {Measure.RATE: "The rate", Measure.COUNT: "The number"}.get(claim.figure.basis, "This")
    return {"subject": said, "items": items, "missing": listed(claim.missing) if claim.missing else None}


def _between_groups(groups: list[Direction], number: int) -> str:
    """What stands before the group: a list of three has a comma and an "and", a contrast of two a "but"."""
    if len(groups) > 2:
        return ", " if number + 1 < len(groups) else " and "
    return ", but " if OPPOSITE.get(groups[1]) is groups[0] else ", and "


def comparator_name(against: claims.Against) -> Text:
    """``England``, or ``the mean of 9 of its 10 statistical neighbours``: how many had a figure is always said."""
    if against.name != "neighbours":
        return against.figure.area.in_name
    had = f"{against.figure.of}" if against.figure.of == against.members else f"{against.figure.of} of its {against.members}"
    had = f"its {had}" if against.figure.of == against.members else f"the {had}"
    tail = "" if against.figure.of == against.members else " with a figure"
    return Text(f"the {against.figure.measure.value} of {had} statistical neighbours{tail}")


def _model(against: claims.Against) -> Text | None:
    return Text(f", {against.model} model") if against.name == "neighbours" else None


@_context.register
def _(claim: claims.Change, place: Place) -> Mapping[str, Any]:
    indicator, rising = claim.later.indicator, claim.judgement.gap > 0
    return {
        "direction": claim.judgement.direction.value, "subject": subject(claim.later), "area": claim.later.area,
        "rose_or_fell": "rose" if rising else "fell", "up_or_down": "up" if rising else "down",
        "difference": place(claim.difference), "relative": place(claim.relative) if claim.relative else None,
        "points": " percentage points" if claim.later.basis is Measure.PERCENTAGE else "",
        "earlier": place(claim.earlier), "later": place(claim.later),
        "earlier_period": indicator.period(claim.earlier.year), "later_period": indicator.period(claim.later.year),
    }  # fmt: skip


@_context.register
def _(claim: claims.Trend, place: Place) -> Mapping[str, Any]:
    period = claim.highest.indicator.period
    missing = [Text(period(figure.year).noun) for figure in claim.missing]
    return {
        "only": place(claim.highest) if claim.change is None else None, "subject": subject(claim.highest),
        "highest": place(claim.highest), "highest_period": period(claim.highest.year), "area": claim.highest.area,
        "lowest": place(claim.lowest), "lowest_period": period(claim.lowest.year),
        "missing": listed(missing) if missing else None,
    }  # fmt: skip


@_context.register
def _(claim: claims.Rank, place: Place) -> Mapping[str, Any]:
    end = "lowest" if claim.lowest_first else "highest"
    position = int(claim.rank.value or 0)
    joint = "joint " if claim.tied_with else ""
    words = f"{joint}{end}" if position == 1 else f"{joint}{ordinal(position)} {end}"
    ties = [area.in_name for area in claim.tied_with]
    return {
        "subject": {Measure.RATE: "The rate", Measure.COUNT: "The number"}.get(claim.figure.basis, "This"),
        "place": place(claim.rank, words), "counted": tally(claim.rank.of), "among": among(claim.within),
        "tied": listed(ties) if ties and len(ties) <= 4 else tally(len(ties)) + " others" if ties else None,
        "missing": tally(claim.missing) if claim.missing else None, "have": "has" if claim.missing == 1 else "have",
    }  # fmt: skip


@_context.register
def _(claim: claims.League, place: Place) -> Mapping[str, Any]:
    first = claim.figures[0]
    places = [Text(f"{figure.area.in_name} ({place(figure)})") for figure in claim.figures]
    return {
        "end": "lowest" if claim.lowest_first else "highest", "what": Text(subject(first).removeprefix("the ")),
        "period": first.indicator.period(first.year), "among": among(claim.within), "counted": tally(claim.counted),
        "many": len(claim.figures) > 1, "number": tally(len(claim.figures)), "places": listed(places), "per": PER,
        "is_rate": first.basis is Measure.RATE,
    }  # fmt: skip


@_context.register
def _(claim: claims.Breakdown, place: Place) -> Mapping[str, Any]:
    def written_part(part: claims.Part) -> Text:
        label = part.figure.category.label if part.figure.category else ""
        shown = [str(place(figure)) for figure in (part.count, part.share) if figure is not None]
        return Text(f"{label} ({', '.join(shown)})")

    several = len(claim.parts) > 1
    return {
        "ranked": claim.ranked, "brief": claim.brief, "dimension": claim.indicator.dimension, "area": claim.area,
        "period": claim.indicator.period(claim.year), "how_many": tally(len(claim.parts)) if several else None,
        "were": "were" if several else "was", "parts": listed([written_part(part) for part in claim.parts]),
        "whole": place(claim.whole) if claim.whole else None,
        "whole_many": claim.whole.indicator.many if claim.whole else None,
        "unshown": tally(claim.unshown) if claim.unshown else None, "unshown_are": "is" if claim.unshown == 1 else "are",
        "unshown_categories": "category" if claim.unshown == 1 else "categories",
    }  # fmt: skip


@_context.register
def _(claim: claims.Gap, place: Place) -> Mapping[str, Any]:
    indicator, last = claim.indicator, claim.last
    return {
        "reason": claim.symbol.value if claim.symbol else "", "what": gap_subject(claim), "area": claim.area,
        "period": indicator.period(claim.year), "last": place(last) if last else None,
        "last_period": indicator.period(last.year) if last else None,
    }  # fmt: skip


def gap_subject(gap: claims.Gap) -> Text:
    """What is missing, without "the": ``number of children in need``."""
    indicator = gap.indicator
    if indicator.breakdown_of and gap.category is None:
        return Text(f"breakdown of {indicator.many} by {indicator.dimension}")
    blank = Figure(indicator, gap.measure, gap.measure, gap.area, gap.year, gap.category, None, "", None, "", "", whole=gap.whole)
    return Text(subject(blank).removeprefix("the "))


@_context.register
def _(claim: claims.Caveat, place: Place) -> Mapping[str, Any]:
    return {"note": claim.note.text}


@_context.register
def _(claim: claims.Meaning, place: Place) -> Mapping[str, Any]:
    return {"definition": claim.indicator.definition, "why": claim.indicator.why or None, "title": claim.indicator.title}


