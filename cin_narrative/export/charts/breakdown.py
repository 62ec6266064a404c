"""The chart of a breakdown: a bar for each category, largest first where it is ranked, else in the
breakdown's own order.
"""

from __future__ import annotations

from decimal import Decimal

from cin_narrative.catalogue.catalogue import Category, Measure
from cin_narrative.claims.claims import Breakdown, Gap, Part
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart, Form, Mark, Missing, brief, missing
from cin_narrative.messages import message
from cin_narrative.writing.phrases import lower_first

# Labels that cannot stand before "was the most common": "aged 1 to 4 years", "not stated", "of
# unknown sex".
AGED = "aged "  # "age: 1 to 4 years"
NO_SUBJECT = (
    AGED,
    "not ",
    "of ",
    "with ",
    "between ",
    "more ",
    "less ",
    "over ",
    "under ",
    "up ",
    "on ",
)


def breakdown_chart(desk: Desk, claim: Breakdown) -> ClaimChart | None:
    """The bars of ``claim``, all of its breakdown even where the claim tells the largest only; None
    where nothing can be drawn.
    """
    whole = claim
    if claim.ranked and not claim.listed_all:
        made = desk.breakdown(
            claim.indicator.id, claim.area, claim.year, top=len(_categories(desk, claim))
        )
        whole = claim if isinstance(made, Gap) else made
    measure = _measure(whole)
    bars = [_bar(part, measure) for part in whole.parts if _of(part, measure) is not None]
    more, gaps = _others(
        desk, whole, measure, {category.id for bar in bars if (category := bar.figure.category)}
    )
    if not bars:
        return None
    unit = f"{_measured(claim)[measure]}, by {claim.indicator.dimension}"
    heads = [str(claim.indicator.dimension).capitalize(), _measured(claim)[measure]]
    columns = (*heads, "Percentage") if any(bar.beside for bar in bars) else tuple(heads)
    marks = (
        (*bars, *more)
        if whole.ranked
        else tuple(sorted([*bars, *more], key=lambda bar: _place(desk, whole, bar)))
    )
    return ClaimChart(
        Form.BARS,
        claim.indicator.title,
        _title(whole, bars, gaps),
        unit,
        (whole,),
        tuple(marks),
        tuple(gaps),
        columns,
    )


def _measured(claim: Breakdown) -> dict[Measure, str]:
    """What the bars' lengths are, by measure."""
    many = claim.whole.indicator.many if claim.whole else claim.indicator.many
    average = claim.indicator.measures.get(Measure.AVERAGE)
    return {
        Measure.COUNT: f"Number of {many}",
        Measure.PERCENTAGE: f"Percentage of {many}",
        Measure.AVERAGE: str(average.unit_many).capitalize() if average else "",
    }


def _categories(desk: Desk, claim: Breakdown) -> list[Category]:
    return list(desk.catalogue.counts_of(claim.indicator).categories.values())


def _place(desk: Desk, claim: Breakdown, bar: Mark) -> int:
    return [category.id for category in _categories(desk, claim)].index(
        bar.figure.category.id if bar.figure.category else ""
    )


def _measure(claim: Breakdown) -> Measure:
    """One measure for all bars: counts where every part has one, else what the shares are."""
    if all(part.count is not None for part in claim.parts):
        return Measure.COUNT
    return next(part.share.basis for part in claim.parts if part.share is not None)


def _of(part: Part, measure: Measure) -> Figure | None:
    return part.count if measure is Measure.COUNT else part.share


def _bar(part: Part, measure: Measure) -> Mark:
    figure = _of(part, measure)
    if figure is None or figure.category is None:
        raise ValueError("bar without category")
    return Mark(
        "part", _label(figure.category), figure, part.share if measure is Measure.COUNT else None
    )


def _label(category: Category) -> str:
    return f"{category.label[:1].upper()}{category.label[1:]}"


def _others(
    desk: Desk, claim: Breakdown, measure: Measure, drawn: set[str]
) -> tuple[list[Mark], list[Missing]]:
    """The categories that the claim does not tell: those of nought, and those without a number
    (recorded in that year).
    """
    bars, gaps = list[Mark](), list[Missing]()
    release = claim.parts[0].figure.release
    for category in _categories(desk, claim):
        if category.id in drawn or category.first_year > claim.year:
            continue
        figure = desk.figures.level(
            claim.indicator.id, measure, claim.area, claim.year, category.id, release
        )
        if figure is not None and figure.value is not None:
            share = desk.figures.level(
                claim.indicator.id, Measure.PERCENTAGE, claim.area, claim.year, category.id, release
            )
            bars.append(
                Mark(
                    "part",
                    _label(category),
                    figure,
                    share if measure is Measure.COUNT and share and share.is_number else None,
                )
            )
        elif figure is not None or claim.unshown or not claim.ranked:
            gaps.append(missing(_label(category), figure))
    return bars, gaps


def _title(claim: Breakdown, bars: list[Mark], gaps: list[Missing]) -> str:
    """The largest part where one is largest; where some are hidden, of those published; where many
    are not known, of those recorded.
    """
    many = claim.whole.indicator.many if claim.whole else claim.indicator.many
    dimension, neutral = str(claim.indicator.dimension), f"{many} by {claim.indicator.dimension}"
    values = sorted(
        (bar.figure.value for bar in bars if bar.figure.value is not None), reverse=True
    )  # the unknown are no bar here
    first = max(bars, key=lambda bar: bar.figure.value or 0)
    if (
        first.figure.basis is Measure.AVERAGE
        or not first.figure.value
        or values[:2] != sorted(set(values[:2]), reverse=True)
    ):
        return brief([neutral], f"By {dimension}")
    label = lower_first(first.name)
    if gaps:
        dimension = f"published {dimension}"
    elif claim.unknown and (claim.unknown.figure.value or 0) >= values[0] - max(
        values[1:], default=Decimal(0)
    ):
        # those of whom nothing is recorded could make another the most common
        dimension = f"recorded {dimension}"
    stated = (
        []
        if claim.indicator.ordered or label.startswith(NO_SUBJECT)
        else [message("export.most_common", label=label, dimension=dimension)]
    )
    return brief(
        [*stated, f"most common {dimension}: {label.removeprefix(AGED)}", neutral],
        f"By {claim.indicator.dimension}",
    )
