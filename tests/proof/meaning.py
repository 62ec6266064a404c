"""Whether findings mean something: a store in, how often what was planted, redrawn or not there is found out.

``planted`` multiplies one stage of one council (its events, its children, and
all that is counted as a part of either: counts and rates) in a copy of the store's table, and works what is ordinary out anew by the function that a
load uses: a load of the raw files would put the stage in doubt where it no longer adds up to what comes before and after it. ``redrawn`` draws every count of a council anew, totals as
Poisson and parts as binomial. ``null`` draws every test of a council that is as the others are, independent, and tied together as the
tests of real councils are.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import NormalDist
from typing import Any, NamedTuple

import duckdb
import numpy as np

from cin_narrative.api import areas
from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.families import load_families, series_of
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.choice import choose
from cin_narrative.findings.find import find
from cin_narrative.findings.finding import Degree, Evidence, Finding, Findings
from cin_narrative.findings.kinds import kinds
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


def look(store: Store, area: Area, year: int) -> Findings:
    return find(Figures(Door(store, CATALOGUE), CATALOGUE, AREAS), area, year)


def held(store: Store, year: int) -> list[tuple[Area, Findings]]:
    found = [(area, look(store, area, year)) for area in AREAS.authorities(year) if area.code in store.areas_by_year[year]]
    return [(area, one) for area, one in found if one.level is not None and (one.level.subject.value or 0) >= 300]


def quiet_and_real(store: Store, year: int, councils: int) -> tuple[list[Area], list[Area]]:
    """Councils with the fewest messages, none of the chain of a case among them; and others, drawn by lot."""
    every = held(store, year)
    calm = [(len(one.messages), area.code, area) for area, one in every if not any(told.tier == 1 for told in one.messages)]
    quiet = [area for _, _, area in sorted(calm, key=lambda one: one[:2])[:councils]]
    others = [area for area, _ in every if area not in quiet]
    return quiet, random.Random(1).sample(others, councils)


# ---- planted


def planting(path: Path, folder: Path, year: int) -> Path:
    """A copy of a store to plant in: one release, and no year that no test looks back to."""
    copy = Path(shutil.copy(path, folder / "planted.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        for table in ("observations", "constants", "releases"):
            connection.execute(f"DELETE FROM {table} WHERE release <> '2024'")
        connection.execute("DELETE FROM observations WHERE year < ?", [year - 4])
        connection.execute("CREATE TABLE as_it_was AS FROM observations")
        connection.execute("CREATE TABLE planted(area VARCHAR)")  # what has to be put back
    return copy


def counted_of(stage: str) -> list[str]:
    """The indicators of a stage, and those whose counts are parts of it."""
    own = set(STAGES[stage])
    parts = {one.id for one in CATALOGUE if one.breakdown_of in own}
    shares = {one.id for one in CATALOGUE for measure in one.measures.values() if measure.of in own}
    return sorted(own | parts | shares)


class Planted(NamedTuple):
    """What a page makes of what was planted: it ``leads`` (or is what every page begins with, and is said to be beyond most); it is
    ``told``, and was not before; ``by_message``: by a message, not by the level and change that every page begins with; ``by_itself``:
    by its own level or change, not by a ratio to a stage that did not move with it.
    """

    leads: bool
    told: bool
    by_message: bool
    by_itself: bool


def planted(copy: Path, year: int, factor: float, councils: Sequence[Area]) -> dict[str, list[Planted]]:
    """By stage, what became of it in each council that it was planted in."""
    found: dict[str, list[Planted]] = defaultdict(list)
    for number, area in enumerate(councils):
        stage = list(STAGES)[number % len(STAGES)]
        found[stage].append(plant(copy, year, area, stage, factor))
    return dict(found)


def plant(copy: Path, year: int, area: Area, stage: str, factor: float) -> Planted:
    """What becomes of the stage once it is multiplied."""
    change(copy, year, area, stage, 1.0)
    with Store.open(copy) as store:
        before = {(one.family, one.direction) for one in standing_out(look(store, area, year))}
    change(copy, year, area, stage, factor)
    with Store.open(copy) as store:
        found = look(store, area, year)
    told, first = standing_out(found), next(iter(found.messages), None)
    about = [one for one in told if set(STAGES[stage]) & named(one)]
    new = [one for one in about if (one.family, one.direction) not in before]
    leads = bool(about) and (about[0] is first or about[0] not in found.messages)
    by_message = any(one in found.messages for one in new)
    return Planted(leads, bool(new), by_message, any(one.kind != "divergence" for one in new))


def standing_out(found: Findings) -> list[Finding]:
    """What is said to be beyond most, in the order of the page: the head indicator's change and level, then the messages."""
    head = [one for one in (found.change, found.level) if one is not None and one.degree in (Degree.MOST, Degree.ALMOST_ALL)]
    return [*head, *found.messages]


def named(told: Finding) -> set[str]:
    """The indicators that a message speaks of, those of a ratio included."""
    cells = (told.subject, *told.subject.derived_from)
    return {one.indicator.id for one in cells} | ({told.subject.whole.id} if told.subject.whole else set())


def change(copy: Path, year: int, area: Area, stage: str, factor: float) -> None:
    with duckdb.connect(str(copy)) as connection:
        run: Callable[..., Any] = lambda sql, given=(): connection.execute(sql, given).fetchall()  # noqa: E731
        run("DELETE FROM observations WHERE area IN (SELECT area FROM planted)")
        run("INSERT INTO observations FROM as_it_was WHERE area IN (SELECT area FROM planted)")
        run("CREATE OR REPLACE TABLE planted AS SELECT ?::VARCHAR AS area", [area.code])
        rounded = "CASE WHEN measure = 'count' THEN round(value * ?) ELSE value * ? END"
        run(
            f"UPDATE observations SET value = {rounded} WHERE area = ? AND year = ? "
            "AND measure IN ('count', 'rate') AND indicator IN (SELECT unnest(?::VARCHAR[]))",
            [factor, factor, area.code, year, counted_of(stage)],
        )
        run("DELETE FROM constants")
        arrays: Callable[..., Any] = lambda sql, given: connection.execute(sql, given).fetchnumpy()  # noqa: E731
        work_out(run, arrays, partial(fill, run), ["2024"], series_of(CATALOGUE, FAMILIES), CATALOGUE)


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


def redrawn(store: Store, year: int, councils: int, redraws: int) -> list[list[tuple[bool, bool]]]:
    """For councils drawn by lot, and each redraw: whether the first message is among the messages, and first."""
    told = [area for area, one in held(store, year) if one.messages]
    chance, found = np.random.default_rng(5), []
    for area in random.Random(2).sample(told, councils):
        first = look(store, area, year).messages[0].family
        drawn = [[one.family for one in look(Redrawn(store, chance), area, year).messages] for _ in range(redraws)]  # type: ignore[arg-type]
        found.append([(first in one, one[:1] == [first]) for one in drawn])
    return found


# ---- null


def null(store: Store, year: int, draws: int) -> dict[str, Counter[int]]:
    """How many messages councils have where nothing happened: by how their tests are drawn."""
    tests = {area.code: proposed(store, area, year) for area, _ in held(store, year)}
    like = {key: one for found in tests.values() for key, one in found.items()}
    keys = sorted(key for key in like if sum(key in found for found in tests.values()) >= 100)
    scores = np.array([[_score(found.get(key)) for key in keys] for found in tests.values()])
    order = (scores.argsort(axis=0).argsort(axis=0) + 0.5) / len(scores)
    ranked = np.vectorize(NormalDist().inv_cdf)(order)
    chance = np.random.default_rng(3)
    weights = chance.normal(0, 1, (draws, len(scores))) / np.sqrt(len(scores))
    drawn = {"independent": chance.normal(0, 1, (draws, len(keys))), "tied as those of real councils": weights @ ranked}
    return {name: Counter(len(_messages(keys, like, z)) for z in zs) for name, zs in drawn.items()}


def _messages(keys: Sequence[Any], like: dict[Any, Candidate], zs: Sequence[float]) -> list[Any]:
    return choose(_candidates(keys, like, zs), FAMILIES.families, lambda one: None)[0]


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
