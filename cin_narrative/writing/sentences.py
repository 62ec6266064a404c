"""Claims into sentences: each kind of claim has one template, and one context that fills it."""

from __future__ import annotations

from collections.abc import Iterable

from cin_narrative.claims.claims import Claim
from cin_narrative.writing.contexts import context
from cin_narrative.writing.render import Ledger, Slot, render


def sentence(claim: Claim, ledger: Ledger) -> str:
    """The claim in words, with its figures entered in ``ledger`` and marked. Raises
    ``GuardBreach``.
    """
    return render(claim.kind, context(claim, lambda figure, text=None: Slot(figure, ledger, text)))


def sentences(said: Iterable[Claim], ledger: Ledger) -> str:
    """A paragraph: the claims' sentences, in order."""
    return " ".join(filter(None, (sentence(claim, ledger) for claim in said)))
