"""Why a headline was chosen, in words: the gaps beyond the bands, the longer change, the polarity."""

from __future__ import annotations

from cin_narrative.catalogue.catalogue import Polarity
from cin_narrative.claims.claims import Direction, Headline
from cin_narrative.writing.phrases import comparator_name, reason

AGAIN = "Apart from its figures, it says what it said of the year before."


def headline_reason(headline: Headline, again: bool = False) -> str:
    """One line for the page: what made this finding important. It repeats printed figures, and claims no cause.

    ``again``: the same finding of the year before had the same words.
    """
    said = []
    if headline.change:
        said.append("Against the year before: " + reason(headline.change.judgement))
    for against in headline.against:
        said.append(f"Against {comparator_name(against)}: {reason(against.judgement)}")
    agrees = headline.change and headline.longer and headline.change.judgement.direction is headline.longer.judgement.direction
    if agrees and headline.longer and headline.longer.judgement.direction not in (Direction.SAME, Direction.SIMILAR):
        said.append(f"The change goes on from that since {headline.longer.earlier.indicator.period(headline.longer.earlier.year).noun}.")
    if headline.figure.indicator.polarity is not Polarity.NONE:
        side = "lower" if headline.figure.indicator.polarity is Polarity.LOW_IS_GOOD else "higher"
        said.append(f"DfE reads a {side} figure as the better one for this measure.")
    if again:
        said.append(AGAIN)
    return " ".join(said)
