"""Whether findings mean something: planted stages, counts redrawn, councils where nothing happened, and all of a year.

    python benchmarks/findings.py STORE [planted|redrawn|null|year] [YEAR]

STORE: one with DfE's 2024 release. Prints counts; asserts nothing. ``planted`` multiplies one stage of one council (its events and its
children, counts and rates) in a copy of the store's table, and works what is ordinary out anew by the function that a load uses: a load of
the raw files would say that the stage is in doubt, since it no longer adds up. ``redrawn`` draws every count of a council anew, totals as
Poisson and parts as binomial. ``null`` draws every test of a council that is as the others are, independent, and tied together as the
tests of real councils are.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import NormalDist
from typing import Any

import duckdb
import numpy as np

from cin_narrative.api import areas, open_store
from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.families import load_families, series_of
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.choice import choose
from cin_narrative.findings.find import find
from cin_narrative.findings.finding import Evidence, Finding, Findings
from cin_narrative.findings.kinds import kinds
from cin_narrative.findings.looked_at import LookedAt
from cin_narrative.store.dispersion.constants import work_out
from cin_narrative.store.dispersion.formulas import p_of
from cin_narrative.store.store import Store

CATALOGUE, AREAS, FAMILIES = load_catalogue(), areas(), load_families()
STAGES = {  # the events and the children of each stage
    "referrals": ("referrals", "children_referred"),
    "assessments": ("assessments_completed",),
    "enquiries": ("section_47_enquiries", "children_subject_to_section_47_enquiries"),
    "conferences": ("initial_child_protection_conferences", "children_subject_to_initial_child_protection_conferences"),
    "plans started": ("child_protection_plans_starting", "children_starting_child_protection_plans"),
    "plans ended": ("child_protection_plans_ending", "children_ending_child_protection_plans"),
    "episodes started": ("episodes_of_need_starting", "children_starting_an_episode_of_need"),
    "children in need": ("children_in_need_at_31_march",),
}
COUNCILS, REDRAWS, NULLS = 30, 100, 1_000


def look(store: Store, area: Area, year: int) -> Findings:
    return find(Figures(Door(store, CATALOGUE), CATALOGUE, AREAS), area, year)


def held(store: Store, year: int) -> list[tuple[Area, Findings]]:
    found = [(area, look(store, area, year)) for area in AREAS.authorities(year) if area.code in store.areas_by_year[year]]
    return [(area, one) for area, one in found if one.level is not None and (one.level.subject.value or 0) >= 300]


def quiet_and_real(store: Store, year: int) -> tuple[list[Area], list[Area]]:
    """Councils with the fewest messages, none of the chain of a case among them; and others, drawn by lot."""
    every = held(store, year)
    calm = [(len(one.messages), area.code, area) for area, one in every if not any(told.tier == 1 for told in one.messages)]
    quiet = [area for _, _, area in sorted(calm, key=lambda one: one[:2])[:COUNCILS]]
    others = [area for area, _ in every if area not in quiet]
    return quiet, random.Random(1).sample(others, COUNCILS)


# ---- planted


def planted(path: Path, year: int) -> None:
    with open_store(path) as store:
        quiet, real = quiet_and_real(store, year)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, Path(folder) / "store.duckdb"))
        with duckdb.connect(str(copy)) as connection:
            connection.execute("DELETE FROM observations WHERE release <> '2024'")
            connection.execute("DELETE FROM constants WHERE release <> '2024'")
            connection.execute("DELETE FROM releases WHERE release <> '2024'")
        for factor, wanted in ((2.0, "leads"), (0.5, "leads"), (1.25, "is a message")):
            for name, councils in (("quiet", quiet), ("real", real)):
                tell_planted(copy, year, factor, wanted, name, councils)


def tell_planted(copy: Path, year: int, factor: float, wanted: str, name: str, councils: Sequence[Area]) -> None:
    hits: dict[str, list[bool]] = defaultdict(list)
    for number, area in enumerate(councils):
        for stage in [list(STAGES)[(number * 3 + more) % len(STAGES)] for more in (0, 4)]:
            leads, is_told = plant(copy, year, area, stage, factor)
            hits[stage].append(leads if wanted == "leads" else is_told)
    every = [hit for one in hits.values() for hit in one]
    by_stage = ", ".join(f"{stage} {sum(one)}/{len(one)}" for stage, one in hits.items())
    print(f"x{factor} {name}: {wanted} in {sum(every)} of {len(every)} ({100 * statistics.mean(every):.0f} %): {by_stage}", flush=True)


def plant(copy: Path, year: int, area: Area, stage: str, factor: float) -> tuple[bool, bool]:
    """Whether the stage leads the messages, and whether it is in one, once it is multiplied."""
    change(copy, year, area, stage, factor)
    try:
        with Store.open(copy) as store:
            told = look(store, area, year).messages
    finally:
        change(copy, year, area, stage, 1 / factor)
    about = [bool(set(STAGES[stage]) & named(one)) for one in told]
    return bool(about and about[0]), any(about)


def named(told: Finding) -> set[str]:
    """The indicators that a message speaks of, those of a ratio included."""
    cells = (told.subject, *told.subject.derived_from)
    return {one.indicator.id for one in cells} | ({told.subject.whole.id} if told.subject.whole else set())


def change(copy: Path, year: int, area: Area, stage: str, factor: float) -> None:
    with duckdb.connect(str(copy)) as connection:
        run: Callable[..., Any] = lambda sql, given=(): connection.execute(sql, given).fetchall()  # noqa: E731
        rounded = "CASE WHEN measure = 'count' THEN round(value * ?) ELSE value * ? END"
        run(
            f"UPDATE observations SET value = {rounded} WHERE area = ? AND year = ? AND category = '' "
            "AND measure IN ('count', 'rate') AND indicator IN (SELECT unnest(?::VARCHAR[]))",
            [factor, factor, area.code, year, list(STAGES[stage])],
        )
        run("DELETE FROM constants")
        work_out(run, partial(fill, run), ["2024"], series_of(CATALOGUE, FAMILIES), CATALOGUE)


def fill(run: Callable[..., Any], table: str, rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        types = [kind for _, _, kind, *_ in run(f"PRAGMA table_info('{table}')")]
        lists = ", ".join(f"unnest(?::{kind}[])" for kind in types)
        run(f"INSERT INTO {table} SELECT {lists}", [list(column) for column in zip(*rows, strict=True)])


# ---- redrawn


class Redrawn:
    """A store whose numbers of one area are drawn anew each time."""

    def __init__(self, store: Store, chance: np.random.Generator) -> None:
        self._store, self._chance = store, chance

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def numbers(self, *asked: Any) -> Any:
        found, before = self._store.numbers(*asked)
        drawn: dict[Any, dict[int, float]] = {}
        wholes = {one.above[0]: one.whole for one in series_of(CATALOGUE, FAMILIES) if one.scale.value == "share" and not one.below}
        for cell in sorted(found, key=lambda one: one[::2] in wholes):  # totals first
            drawn[cell] = {year: self._draw(cell, year, value, wholes, found, drawn) for year, value in found[cell].items()}
        return drawn, before

    def _draw(self, cell: Any, year: int, value: float, wholes: Any, found: Any, drawn: Any) -> float:
        indicator, measure, category = cell
        if measure != "count" or indicator == CATALOGUE.population:
            return float(value)
        whole = (wholes.get((indicator, category)), "count", "")
        of, now = found.get(whole, {}).get(year), drawn.get(whole, {}).get(year)
        if of and now and value <= of:
            return float(self._chance.binomial(int(now), value / of))
        return float(self._chance.poisson(value))


def redrawn(path: Path, year: int) -> None:
    with open_store(path) as store:
        councils = [area for area, one in held(store, year) if one.messages]
        chance, kept, same, many = np.random.default_rng(5), [], [], list[float]()
        for area in random.Random(2).sample(councils, COUNCILS):
            first = look(store, area, year).messages[0].family
            drawn = [[one.family for one in look(Redrawn(store, chance), area, year).messages] for _ in range(REDRAWS)]  # type: ignore[arg-type]
            many.append(statistics.mean(first in one for one in drawn))
            kept += [first in one for one in drawn]
            same += [bool(one) and one[0] == first for one in drawn]
    print(f"redrawn: the first message is among the messages in {100 * statistics.mean(kept):.0f} %, first in {100 * statistics.mean(same):.0f} %; "
          f"in nine of ten redraws or more for {sum(one >= 0.9 for one in many)} of {len(many)} councils, least {min(many):.2f}")  # fmt: skip


# ---- null


def null(path: Path, year: int) -> None:
    with open_store(path) as store:
        tests = {area.code: proposed(store, area, year) for area, _ in held(store, year)}
    like = {key: one for found in tests.values() for key, one in found.items()}
    keys = sorted(key for key in like if sum(key in found for found in tests.values()) >= 100)
    scores = np.array([[_score(found.get(key)) for key in keys] for found in tests.values()])
    normal = NormalDist()
    order = (scores.argsort(axis=0).argsort(axis=0) + 0.5) / len(scores)
    ranked = np.vectorize(normal.inv_cdf)(order)
    chance = np.random.default_rng(3)
    weights = chance.normal(0, 1, (NULLS, len(scores))) / np.sqrt(len(scores))
    drawn = {"independent": chance.normal(0, 1, (NULLS, len(keys))), "tied as real councils' are": weights @ ranked}
    for name, zs in drawn.items():
        numbers = Counter(len(choose(_candidates(keys, like, z), FAMILIES.families, lambda one: None)[0]) for z in zs)
        print(f"null, {len(keys)} tests {name}: little stands out in {100 * numbers[0] / NULLS:.1f} % {sorted(numbers.items())}")


def _score(one: Candidate | None) -> float:
    return one.evidence.z if one else 0.0


def proposed(store: Store, area: Area, year: int) -> dict[tuple[str, int, int], Candidate]:
    looked = LookedAt(Figures(Door(store, CATALOGUE), CATALOGUE, AREAS), area, year, "2024", FAMILIES)
    looked.read()
    every = (one for kind in kinds() if kind.propose for one in kind.propose(looked))
    return {(one.kind, one.series.place, one.lag): one for one in every}


def _candidates(keys: Sequence[Any], like: dict[Any, Candidate], zs: Sequence[float]) -> Iterator[Candidate]:
    for key, z in zip(keys, zs, strict=True):
        old, value = like[key], float(z)
        yield Candidate(old.kind, old.series, old.lag, Evidence(value, 1e-9, 0.0, 1.0, 150, value, p_of(value), True))


# ---- a year


def of_year(path: Path, year: int) -> None:
    with open_store(path) as store:
        every = [(area, look(store, area, year)) for area in AREAS.authorities(year) if area.code in store.areas_by_year[year]]
    print(f"{year}, {len(every)} authorities")
    print("messages:", dict(sorted(Counter(len(one.messages) for _, one in every).items())))
    print("lead:", Counter(one.messages[0].family for _, one in every if one.messages).most_common())
    print("told:", Counter(told.family for _, one in every for told in one.messages).most_common())
    print("kinds:", Counter(told.kind for _, one in every for told in one.messages).most_common())
    print("vetoed:", Counter((veto.reason.value, veto.finding.family) for _, one in every for veto in one.vetoed).most_common())
    print("recording:", Counter((told.reason.value, told.family) for _, one in every for told in one.recording if told.reason).most_common())


RUNS = {"planted": planted, "redrawn": redrawn, "null": null, "year": of_year}

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    asked = [one for one in sys.argv[2:] if one in RUNS] or list(RUNS)
    when = next((int(one) for one in sys.argv[2:] if one.isdigit()), 2024)
    for one in asked:
        RUNS[one](Path(sys.argv[1]), when)
