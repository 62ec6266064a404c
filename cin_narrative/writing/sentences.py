"""Claims into sentences: each kind of claim has one template, and one context that fills it."""

from __future__ import annotations

from collections.abc import Iterable

from cin_narrative.claims.claims import Claim
from cin_narrative.writing import (
    # register the contexts of what is asked, of histories, of messages and of areas side by side
    contexts_asked,
    contexts_history,
    contexts_messages,
    contexts_series,
    contexts_side_by_side,
)
from cin_narrative.writing.contexts import context
from cin_narrative.writing.phrases import (
    PER,
    among,
    comparator_name,
    gap_subject,
    lower_first,
    reason,
    share_words,
    subject,
    tally,
    whole_of,
)
from cin_narrative.writing.render import Ledger, Slot, render

__all__ = [
    "PER",
    "among",
    "comparator_name",
    "context",
    "contexts_asked",
    "contexts_history",
    "contexts_messages",
    "contexts_series",
    "contexts_side_by_side",
    "gap_subject",
    "lower_first",
    "reason",
    "sentence",
    "sentences",
    "share_words",
    "subject",
    "tally",
    "whole_of",
]


def sentence(claim: Claim, ledger: Ledger) -> str:
    """The claim in words, with its figures entered in ``ledger`` and marked. Raises
    ``GuardBreach``.
    """
    return render(claim.kind, context(claim, lambda figure, text=None: Slot(figure, ledger, text)))


def sentences(said: Iterable[Claim], ledger: Ledger) -> str:
    """A paragraph: the claims' sentences, in order."""
    return " ".join(filter(None, (sentence(claim, ledger) for claim in said)))
