"""An authority's own census return: made up, its quality, and beside DfE's figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cin_narrative.api.places import find_area
from cin_narrative.api.stores import store_path
from cin_narrative.catalogue.areas import Area, load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import PUBLISHABLE
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.load.returns.quality.report import QualityReport
    from cin_narrative.load.returns.reconciliation import Reconciliation


def make_up(store: Store, area: str, year: int, folder: Path, seed: int = 1) -> tuple[Path, Path]:
    """Write a made-up census return of ``area`` for ``year``, and that of the year before, whose
    totals are DfE's published ones.

    No child in them exists. Raises ``InputRefused`` where the store holds too few totals, or no
    return can have them.
    """
    from cin_narrative.made_up.census_return import make_return
    from cin_narrative.made_up.totals import published_totals

    catalogue, code = load_catalogue(), find_area(store, area, year).code
    totals = published_totals(store, catalogue, code, year)
    return make_return(totals, code, year, folder, catalogue, seed)


def quality(
    store: Store, area: str | Area, year: int | None = None, audience: str = PUBLISHABLE
) -> QualityReport:
    """What is wrong with an authority's own return, worst damage first; raises ``NotHeld`` where
    none is loaded.

    ``audience``: ``INTERNAL`` gives the number of records of each finding, ``PUBLISHABLE`` none.
    """
    from cin_narrative.load.returns.quality.report import quality_report

    found = area if isinstance(area, Area) else find_area(store, area, year)
    return quality_report(store, load_catalogue(), found, year, audience)


def reconcile(store: Store, area: str, year: int, audience: str = PUBLISHABLE) -> Reconciliation:
    """An authority's own return beside DfE's figures for the same year; raises ``NotHeld`` where
    either is missing.
    """
    from cin_narrative.load.returns.reconciliation import reconcile as set_beside

    found = find_area(store, area, year)
    return set_beside(store, load_catalogue(), load_areas(), found, year, audience=audience)


def remove_return(area: Area, year: int, store: str | Path | None = None) -> list[str]:
    """Take an authority's own return out of the store; raises ``NotHeld`` where it holds none."""
    from cin_narrative.load.returns.removal import remove_return as take_out

    return take_out(store_path(store), load_catalogue(), area, year)
