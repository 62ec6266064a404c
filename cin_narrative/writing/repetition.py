"""What a sentence need not say again, because its paragraph, or its page, has said it just
before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Breakdown, Change, Claim, Comparison, Level, Share


def continued(claim: Claim, made: Sequence[Claim]) -> Claim:
    """``claim`` as it is said after the claims ``made`` in its paragraph: briefly, where one of
    them has said the rest.
    """
    before = made[-1] if made else None
    match claim:
        case Level() if isinstance(before, Level) and _same_place_and_time(claim, before):
            return replace(claim, brief=True, also=before.brief)
        case Change() if isinstance(before, Change) and _rate_of_the_same(claim, before):
            return replace(claim, brief=True)
        case Share() if _is_said(claim, made):
            return replace(claim, brief=True)
        case Breakdown() if isinstance(before, Breakdown) and before.indicator is claim.indicator:
            return replace(claim, brief=True)
    return claim


def names_model(claim: Claim) -> bool:
    """Whether the sentence names the model of the statistical neighbours."""
    return (
        isinstance(claim, Comparison)
        and claim.says_model
        and any(one.model for one in claim.against)
    )


def _same_place_and_time(later: Level, before: Level) -> bool:
    one, other = later.figure, before.figure
    counts = one.basis is other.basis is Measure.COUNT and one.category is other.category is None
    return counts and (one.area, one.year, one.indicator.kind) == (
        other.area,
        other.year,
        other.indicator.kind,
    )


def _rate_of_the_same(rate: Change, number: Change) -> bool:
    same = (
        rate.later.indicator is number.later.indicator and rate.earlier.year == number.earlier.year
    )
    return same and rate.later.basis is Measure.RATE and number.later.basis is Measure.COUNT


def _is_said(share: Share, made: Sequence[Claim]) -> bool:
    """Whether the whole that the share is of stands earlier in the paragraph, with its number."""
    said = {claim.figure.key for claim in made if isinstance(claim, Level)}
    said |= {
        claim.whole.key for claim in made if isinstance(claim, Share | Breakdown) and claim.whole
    }
    return share.whole is not None and share.whole.key in said
