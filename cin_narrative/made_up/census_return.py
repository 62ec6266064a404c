"""A made-up census return that matches a real place: its totals are published ones, and no child in
it exists.

 The same totals and seed give the same bytes. Everything computed from such a file says "made-up
records", because its header does (census.MADE_UP).
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import OutputRefused
from cin_narrative.made_up.assessments import Assessed
from cin_narrative.made_up.calendar import Days
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.protection import Protection
from cin_narrative.made_up.records import Episode, write_return
from cin_narrative.made_up.totals import Totals
from cin_narrative.made_up.year_before import year_before


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
    protection = Protection(cast, days, random, catalogue)
    Assessed(cast, days, random, catalogue)
    _reasons(cast, protection, random)
    cast.make_children()
    _make_folder(folder)
    path, before = folder / f"made_up_{area}_{year}.xml", folder / f"made_up_{area}_{year - 1}.xml"
    write_return(
        before,
        area,
        year - 1,
        year_before(cast, days, Days(year - 1), Random(f"before {area} {year} {seed}")),
    )
    for episode in cast.all:
        for plan in episode.plans:
            plan.reviews = [review for review in plan.reviews if review >= days.first]
    write_return(path, area, year, cast.all)
    return path, before


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused(
            f"{folder} cannot be made ({(error.strerror or str(error)).lower()}): name another folder."
        ) from error


def _reasons(cast: Cast, protection: Protection, random: Random) -> None:
    """Why cases ended; those that moved to another authority soon after a plan ended say so."""
    categories = list(cast.catalogue["episodes_of_need_ending_by_reason"].categories.values())
    parts = cast.totals.parts(
        "episodes_of_need_ending_by_reason", [c.id for c in categories], len(cast.ended)
    )
    values = {c.id: None if c.id == "unknown" else c.values[0] for c in categories}
    moved = min(len(protection.transferred), parts["transferred_to_another_authority"])
    for episode in protection.transferred[:moved]:
        episode.reason = "RC5"
    parts["transferred_to_another_authority"] -= moved
    reasons = [values[name] for name, count in parts.items() for _ in range(count)]
    random.shuffle(reasons)
    settled = set(map(id, protection.transferred[:moved]))
    stayed = set(map(id, protection.kept))
    rest: list[Episode] = sorted(
        (e for e in cast.ended if id(e) not in settled), key=lambda e: id(e) not in stayed
    )
    reasons.sort(
        key=lambda reason: reason == "RC5"
    )  # the last places, so that none ends soon after a plan
    for episode, reason in zip(rest, reasons, strict=True):
        episode.reason = reason
