"""The contexts of the counts behind a message: the two of a share or a ratio, which of them moved
it, the category that carries a total's change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims import counts_behind
from cin_narrative.claims.message_words import Course, Turn
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.contexts.message_parts import ago, of_figure, rise_of
from cin_narrative.writing.phrases import tally, whole_of
from cin_narrative.writing.render import Place

ROSE = {Course.UP: "rose", Course.DOWN: "fell", Course.LITTLE: None}
OF_SHARES = {Turn.UP: "highest", Turn.DOWN: "lowest"}
OF_RATIOS = {Turn.UP: "most", Turn.DOWN: "fewest"}
LONG_WHOLE = 4  # words, beyond which what a share is of is not named again


@context.register
def _(claim: counts_behind.Counts, place: Place) -> Mapping[str, Any]:
    return {
        "above": place(claim.above),
        "above_many": claim.above.indicator.many,
        "below": place(claim.below),
        "below_many": claim.below.indicator.many,
    }


@context.register
def _(claim: counts_behind.Carrier, place: Place) -> Mapping[str, Any]:
    label = claim.later.category.label if claim.later.category else claim.later.indicator.many
    return {
        "label": label,
        "later": place(claim.later),
        "earlier": place(claim.earlier),
        "rise": rise_of(claim.turn.value),
    }


@context.register
def _(claim: counts_behind.Decomposed, place: Place) -> Mapping[str, Any]:
    is_share = claim.figure.basis is Measure.PERCENTAGE
    above, below = claim.above, claim.below
    # a sentence that begins with its span has no room for records
    ends: Mapping[Any, str] = {} if claim.span else OF_SHARES if is_share else OF_RATIOS
    same_way = above.course is below.course
    return {
        **of_figure(claim.figure),
        "is_share": is_share,
        "span": ago(claim.span)["span"] if claim.span else None,
        "was": "was" if is_share else "were",
        "long": len(str(whole_of(claim.figure)[0]).split()) > LONG_WHOLE,
        "again": claim.again,
        "above_later": place(above.later),
        "below_later": place(below.later),
        "above_earlier": place(above.earlier) if above.course is not Course.LITTLE else None,
        "below_earlier": place(below.earlier) if above.course is Course.LITTLE else None,
        "above_rose": ROSE[above.course],
        "below_rose": ROSE[below.course],
        "while": "and" if same_way and not claim.faster else "while",
        "speed": ("faster" if claim.faster else "more slowly") if same_way else None,
        "above_end": ends.get(above.end),
        "below_end": ends.get(below.end) if above.held in (0, below.held) else None,
        "held": tally(above.held or below.held),
    }
