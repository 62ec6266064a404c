"""Figures set beside each other: where an authority stands against wider areas, and the gap between two places in each year."""

from __future__ import annotations

import re

from cin_narrative.questions.asking import Asking
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent, Place, Query

BESIDE = {"against", "versus", "vs", "v", "compared", "beside", "alongside", "relative"}
APART = re.compile(r"\b(?:gap|difference|how far|how (?:much|many)(?: percentage points)? (?:higher|lower|more|fewer|less|above|below))\b")


def stands_against(asking: Asking) -> bool:
    """ "where do we stand against England and the North West": the figures beside each other, too."""
    wider = bool(asking.base.comparators) or any(place.codes[0].startswith("E") for place in asking.base.places)
    at = [i for i, mention in enumerate(asking.part.mentions) if set(mention.words) & BESIDE]
    return wider and any(
        mention.value(Kind.AREA) or set(mention.values(Kind.CUE)) & {"england", "region_of_home", "mean_of_neighbours"}
        for i in at
        for mention in asking.part.mentions[i + 1 : i + 4]
    )


def is_double_of(asking: Asking) -> bool:
    """ "is ours double England's": the one figure held against the other, not a rise over years."""
    mentions = asking.part.mentions
    at = [i for i, mention in enumerate(mentions) if mention.words[0] in ("double", "treble", "triple")]
    named = (m for i in at for m in mentions[i + 1 : i + 5] if m.value(Kind.AREA) or "england" in m.values(Kind.CUE))
    return not asking.when.series and len(asking.base.years) == 1 and any(True for _ in named)


def asks_gap(asking: Asking) -> bool:
    """Whether how far the one is from the other is asked for, rather than how each has moved."""
    return bool(APART.search(asking.part.text))


def gaps_of(asking: Asking, comparators: tuple[str, ...], places: tuple[Place, ...]) -> Query:
    """The two places in each year named, of all held where none is."""
    years = asking.base.years if asking.when.own else tuple(asking.setting.series(asking.indicator.id, places[0].codes))
    return asking.query(intent=Intent.COMPARE, comparators=comparators, places=places, years=years)
