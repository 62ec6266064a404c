"""The registry of kinds of findings: every module of this folder in, what it looks for out.

A kind is one file that ends with ``KIND = Kind(...)``; it is found by being there. What it does is
told by what it gives: ``propose`` tests that enter the selection; ``widen`` makes one that passed
into a finding that says more; ``carry`` adds to one what it may say beside; ``list`` fills a list
of its own, beside the messages.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.finding import Carried, Finding

Asides = Literal["recording", "with_country", "steady", "revised", "far"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding. ``name`` is its module's; ``aside`` the list of ``Findings`` that
    ``list`` fills.
    """

    name: str
    propose: Callable[[LookedAt], Iterable[Candidate]] | None = None
    widen: Callable[[Candidate, LookedAt], Candidate | None] | None = None
    carry: Callable[[Candidate, LookedAt], Carried | None] | None = None
    list: Callable[[LookedAt], Iterable[Finding]] | None = None
    aside: Asides | None = None


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").KIND for name in names)
