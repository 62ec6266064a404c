"""A claim -> what its template is given: a module for each kind of page or question, which
registers its kinds by being imported here.
"""

from __future__ import annotations

from cin_narrative.writing.contexts import (
    asked,
    asked_areas,
    counts_behind,
    history,
    messages,
    opening,
    series,
    side_by_side,
)
from cin_narrative.writing.contexts.claims import context

__all__ = [
    "asked",
    "asked_areas",
    "context",
    "counts_behind",
    "history",
    "messages",
    "opening",
    "series",
    "side_by_side",
]
