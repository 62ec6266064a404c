"""Areas as people name them -> the same rates and percentages of each side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cin_narrative.access.arguments import listed, year_of
from cin_narrative.access.audience import admit
from cin_narrative.api.figure_lists import refuse_year_not_held
from cin_narrative.api.holdings import find_area, latest_year
from cin_narrative.api.reference import areas as every_area
from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.families import load_families
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE, resolve_release
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message
from cin_narrative.report.side_by_side.page import SideBySide, compared, refuse
from cin_narrative.store.store import Store

AUTHORITIES_OF = re.compile(
    r"\s*(?:(?:all|every)\s+)?(?:the\s+)?authorit(?:ies|y)\s+(?:of|in)\s+(?P<region>.+)", re.I
)


def compare(
    store: Store,
    areas: str | Area | Sequence[str | Area],
    year: int | None = None,
    indicator: str | None = None,
    release: str = LATEST,
    *,
    authorities: bool = False,
    audience: str = PUBLISHABLE,
) -> SideBySide:
    """2 to 40 areas side by side in ``year`` (default: the newest that is held for all of them):
    three sentences, and a table of rates and percentages.

    An area is named as for ``summary``; ``"authorities of REGION"`` is every authority of
    that region, as each region is where ``authorities``. The sentences are of ``indicator``'s rate,
    or else percentage (default: the indicator that every yearly page begins with). Raises
    ``UnknownName``, ``NotHeld``, and ``CinNarrativeError`` where these cannot be set side by side.
    """
    areas = [areas] if isinstance(areas, Area) else listed(areas)
    admit(audience, store.path, "comparison", ", ".join(map(str, areas)), year := year_of(year))
    if year is not None:
        refuse_year_not_held(store, year)
    resolve_release(store, release)
    catalogue = load_catalogue()
    chosen = catalogue[indicator or load_families().head]
    found = [one for name in areas for one in _named(store, name, year, authorities)]
    refuse(found)
    wanted = min(latest_year(store, one, release) for one in found) if year is None else year
    desk = Desk(store, catalogue, every_area(), release, audience=audience)
    sheet = compared(desk, [desk.areas.at(one, wanted) for one in found], wanted, chosen)
    sheet.settle()
    return sheet


def _named(store: Store, name: str | Area, year: int | None, authorities: bool) -> Iterator[Area]:
    """The area, or every authority of the region that is meant."""
    if isinstance(name, Area):
        yield name
        return
    match = None if "=" in name else AUTHORITIES_OF.fullmatch(name)
    found = find_area(store, match["region"] if match else name, year)
    is_wide = found.level == "region" or found.code == ENGLAND
    if match and not is_wide:
        raise CinNarrativeError(message("api.no_authorities_of", area=found.in_name))
    if not match and not (authorities and is_wide):
        yield found
        return
    region = None if found.code == ENGLAND else found.code
    within = every_area().authorities(year or store.span[1], region)
    yield from sorted(within, key=lambda one: str(one.short_name))
