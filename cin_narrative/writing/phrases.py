"""Phrases: the words that a figure, a comparison or a gap implies, from its definition. No sentence
is put together here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import RATE_PER, Category, Indicator, Measure, Text
from cin_narrative.catalogue.periods import Period
from cin_narrative.catalogue.rounding import written
from cin_narrative.claims import claims
from cin_narrative.claims.claims import Direction, Judgement, load_bands
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.writing.render import Place, listed

PER = Text(message("writing.per", number=f"{RATE_PER:,}"))
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
THAN = {
    Direction.HIGHER: "higher than ",
    Direction.LOWER: "lower than ",
    Direction.SIMILAR: "similar to ",
    Direction.SAME: "the same as ",
}
OPENERS = ("In", "The", "This", "Among", "Of", "There", "None")  # a name keeps its capital
OPPOSITE = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}


def tally(number: int) -> Text:
    """A number of things that is not a statistic: zero to nine in words, more in figures."""
    return Text(NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else f"{number:,}")


def answered(holds: bool) -> Text:
    """The answer to what was asked: no template says it of itself."""
    return Text("Yes" if holds else "No")


def with_answer(said: str, holds: bool | None) -> str:
    """A sentence with the yes or no that it is the reason for; as it is where there is none."""
    if holds is None or not said:
        return said
    first, _, rest = said.partition(" ")
    return f"{answered(holds)}: {first.lower() if first in OPENERS else first} {rest}"


def share_words(indicator: Indicator, category: Category | None) -> Text:
    """What a percentage of this indicator says of its whole: ``had abuse or neglect as their
    primary need``.
    """
    definition = indicator.measures.get(Measure.PERCENTAGE)
    pattern = (
        category.share if category and category.share else definition.share if definition else ""
    ) or ""
    return Text(pattern.replace("{category}", category.label if category else ""))


def whole_of(figure: Figure) -> tuple[Text, Text, Period]:
    """What a percentage is of: its plural, ``who`` or ``that``, and its period."""
    of = figure.whole or figure.indicator
    return of.many, Text("who" if of.counted == "children" else "that"), of.period(figure.year)


def subject(figure: Figure) -> Text:
    """What the figure is, as the subject of a sentence: ``the rate of children in need``. No
    period, no area.
    """
    share = share_words(figure.indicator, figure.category)
    many, who, _ = whole_of(figure)
    if figure.basis is Measure.PERCENTAGE:
        name = figure.indicator.measures[Measure.PERCENTAGE].name
        return (
            name
            if name and figure.category is None
            else Text(f"the percentage of {many} {who} {share}")
        )
    if figure.basis is Measure.RATE:
        return Text(f"the rate of {figure.indicator.many}")
    if figure.basis is Measure.AVERAGE:
        label = figure.category.label if figure.category else "average"
        return Text(f"the {label} of the {lower_first(figure.indicator.title)}")
    if figure.category is not None:
        return Text(
            f"the number of {many} {who} {share}"
            if share
            else f"the number of {figure.indicator.many}: {figure.category.label}"
        )
    return Text(f"the number of {figure.indicator.many}")


def share_subject(figure: Figure) -> Text:
    """A category's percentage where the sentence before names its whole: ``the percentage who had
    neglect as their primary need``.
    """
    if figure.basis is not Measure.PERCENTAGE or figure.category is None:
        return subject(figure)
    return Text(
        f"the percentage {whole_of(figure)[1]} {share_words(figure.indicator, figure.category)}"
    )


def lower_first(text: str) -> str:
    """``text`` with a small first letter, unless it begins with an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def among(within: Area, like: Area | None = None) -> Text:
    """Who are ranked: ``local authorities in England``; with one that is a region, the regions."""
    regions = like is not None and like.level == "region"
    return Text("regions of England" if regions else f"local authorities in {within.in_name}")


def reason(judgement: Judgement) -> str:
    """Why this word: both values, the gap and the band, for the page's "why this word?" line."""
    limits = f", {limits_words(judgement)}" if judgement.limits else ""
    if judgement.direction is Direction.SAME:
        return message("writing.reason_same", value=judgement.value.shown, limits=limits)
    return _by_limits(judgement, limits) if limits else _by_band(judgement)


def _by_limits(judgement: Judgement, limits: str) -> str:
    side = "above" if judgement.gap < 0 else "below"
    return message(
        "writing.reason_limits",
        word=judgement.direction.value.capitalize(),
        other=judgement.other.shown,
        where="within" if judgement.direction is Direction.SIMILAR else side,
        value=judgement.value.shown,
        limits=limits,
    )


def _by_band(judgement: Judgement) -> str:
    value, other = judgement.value, judgement.other
    if value.basis is Measure.PERCENTAGE:
        size, unit = written(abs(judgement.gap), 1), " percentage points"
    else:
        size, unit = written(abs(judgement.gap) * 100 / (other.value or 1), 1), "%"
    is_similar = judgement.direction is Direction.SIMILAR
    word = "similar, little changed" if is_similar else judgement.direction.value
    return message(
        "writing.reason_band",
        word=word.capitalize(),
        value=value.shown,
        size=f"{size}{unit}",
        side="above" if judgement.gap > 0 else "below",
        other=other.shown,
        inside="inside" if is_similar else "beyond",
        band=f"{judgement.band}{unit}",
    )


def limits_words(judgement: Judgement) -> str:
    """The limits of the value that was judged by them: ``95% confidence limits 377.1 to 409.2
    (Byar's method)``.
    """
    limits = judgement.limits
    return (
        f"{load_bands().confidence}% confidence limits {limits.shown} ({limits.method} method)"
        if limits
        else ""
    )


def compared(
    against: Sequence[claims.Against], place: Place, says_model: bool = True
) -> list[dict[str, Any]]:
    """The comparators in a template's terms, put together by direction: ``higher than A and B, but
    lower than C``.
    """
    items = []
    groups = list(dict.fromkeys(one.judgement.direction for one in against))
    for number, direction in enumerate(groups):
        group = [one for one in against if one.judgement.direction is direction]
        for index, one in enumerate(group):
            joiner = _between_groups(groups, number) if number and not index else ""
            if index:
                joiner = " and " if index + 1 == len(group) else ", "
            items.append(
                {
                    "joiner": joiner,
                    "word": "" if index else THAN[direction],
                    "name": comparator_name(one),
                    "figure": place(one.figure),
                    "model": _model(one) if says_model else None,
                }
            )
    return items


def _between_groups(groups: list[Direction], number: int) -> str:
    """What stands before the group: a list of three has a comma and an "and", a contrast of two a
    "but".
    """
    if len(groups) > 2:
        return ", " if number + 1 < len(groups) else " and "
    return ", but " if OPPOSITE.get(groups[1]) is groups[0] else ", and "


def comparator_name(against: claims.Against) -> Text:
    """``England``, or ``the mean of 9 of its 10 statistical neighbours``: how many had a figure is
    always said.
    """
    if against.name != "neighbours":
        return against.figure.area.in_name
    had = "" if against.figure.of == against.members else f"{against.figure.of} of "
    return Text(
        message(
            "writing.of_neighbours",
            measure=against.figure.measure.value,
            had=had,
            members=against.members,
        )
    )


def _model(against: claims.Against) -> Text | None:
    return Text(f", {against.model} model") if against.name == "neighbours" else None


def gap_subject(gap: claims.Gap) -> Text:
    """What is missing, without "the": ``number of children in need``."""
    indicator = gap.indicator
    if gap.lines:
        whole = gap.whole.many if gap.whole else indicator.many
        lines = listed(line.label for line in gap.lines)
        return Text(message("writing.gap_of_lines", lines=lines, whole=whole))
    if indicator.breakdown_of and gap.category is None:
        return Text(f"breakdown of {indicator.many} by {indicator.dimension}")
    blank = Figure(
        indicator,
        gap.measure,
        gap.measure,
        gap.area,
        gap.year,
        gap.category,
        None,
        "",
        None,
        "",
        "",
        whole=gap.whole,
    )
    return Text(subject(blank).removeprefix("the "))
