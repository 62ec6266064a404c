"""The totals of a real place -> a made-up census return that has them; no child in it exists.

The same totals and seed give the same bytes. Everything computed from such a file says "made-up
records", because its header does (census_file/contents.py).
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import OutputRefused
from cin_narrative.made_up.assessments import add_assessments
from cin_narrative.made_up.calendar import Days
from cin_narrative.made_up.census_xml import write_return
from cin_narrative.made_up.children import make_children
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.factors import add_factors
from cin_narrative.made_up.months import spread_over_months
from cin_narrative.made_up.protection.enquiries import add_enquiries
from cin_narrative.made_up.protection.need_plans import add_need_plans
from cin_narrative.made_up.protection.plan_details import add_details
from cin_narrative.made_up.protection.plans import Plans
from cin_narrative.made_up.referrals import describe_referrals
from cin_narrative.made_up.totals import Totals, indicator_of
from cin_narrative.made_up.year_before import year_before
from cin_narrative.messages import message

# The reason "transferred to another authority": its category, and its code in the census.
TRANSFERRED, MOVED = "transferred_to_another_authority", "RC5"


def make_return(
    totals: Totals, area: str, year: int, folder: Path, catalogue: Catalogue, seed: int = 1
) -> tuple[Path, Path]:
    """Write the return of ``area`` for ``year`` and the one of the year before, which its
    re-referrals and reviews need.

    Gives both paths, the year's first. Raises ``InputRefused`` where no return can have these
    totals, ``OutputRefused`` where the folder cannot be made.
    """
    random, days = Random(f"{area} {year} {seed}"), Days(year)
    cast = Cast(totals, days, random, catalogue, f"MADEUP{area}")
    describe_referrals(cast)
    spread_over_months(cast)
    cast.let_wait()
    plans = Plans(cast)
    add_details(cast, plans)
    add_enquiries(cast, plans)
    add_need_plans(cast, plans.busy)
    add_factors(cast, add_assessments(cast))
    _add_reasons(cast, plans)
    make_children(cast)
    earlier = year_before(cast, days, Days(year - 1), Random(f"before {area} {year} {seed}"))
    _make_folder(folder)
    path, before = (folder / f"made_up_{area}_{one}.xml" for one in (year, year - 1))
    write_return(before, area, year - 1, earlier)
    for episode in cast.all:
        for plan in episode.plans:
            plan.reviews = [review for review in plan.reviews if review >= days.first]
    write_return(path, area, year, cast.all)
    return path, before


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OutputRefused(message("made_up.folder_refused", folder=folder, why=why)) from error


def _add_reasons(cast: Cast, plans: Plans) -> None:
    """Why cases ended; those that moved to another authority soon after a plan ended say so."""
    categories = list(cast.catalogue[indicator_of("cases_ended_by_reason")].categories.values())
    parts = cast.totals.parts("cases_ended_by_reason", [c.id for c in categories], len(cast.ended))
    values = {c.id: None if c.id == "unknown" else c.values[0] for c in categories}
    moved = plans.transferred[: parts[TRANSFERRED]]
    for episode in moved:
        episode.reason = MOVED
    parts[TRANSFERRED] -= len(moved)
    reasons = [values[name] for name, count in parts.items() for _ in range(count)]
    cast.random.shuffle(reasons)
    # those that moved take the last places, so that none of them ends soon after a plan
    reasons.sort(key=lambda reason: reason == MOVED)
    settled, stayed = set(map(id, moved)), set(map(id, plans.kept))
    rest = [episode for episode in cast.ended if id(episode) not in settled]
    rest.sort(key=lambda episode: id(episode) not in stayed)
    for episode, reason in zip(rest, reasons, strict=True):
        episode.reason = reason
