"""The public verbs: each command of the command line is one of these."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cin_narrative.catalogue.areas import Area, Areas, load_areas
from cin_narrative.catalogue.catalogue import (
    Catalogue,
    Indicator,
    Measure,
    load_catalogue,
)
from cin_narrative.claims.claims import Method
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import LATEST, PUBLISHABLE, Door, resolve_release
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.errors import InputMissing, NotHeld
from cin_narrative.export.page import Page, drawn_charts, page_of
from cin_narrative.report.summary import Form, Summary, summarise
from cin_narrative.resources import resource
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.catalogue.faults import Fault
    from cin_narrative.load.report import LoadReport
    from cin_narrative.load.returns.engine import Engine
    from cin_narrative.load.returns.quality.report import QualityReport
    from cin_narrative.load.returns.reconciliation import Reconciliation
    from cin_narrative.load.returns.return_report import ReturnReport
    from cin_narrative.models.model import LanguageModel
    from cin_narrative.questions.answer import Answer
    from cin_narrative.questions.interpretation import Chip
    from cin_narrative.reading.contract import Reading, Turn

DEFAULT_STORE = resource("data", "indicators.duckdb")
STORE_VARIABLE = "CIN_NARRATIVE_STORE"


def store_path(path: str | Path | None = None) -> Path:
    """Where the store is: ``path``, else the environment's CIN_NARRATIVE_STORE, else
    data/indicators.duckdb.
    """
    return Path(path or os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)


def open_store(path: str | Path | None = None) -> Store:
    """Open the store; one that is absent is built from the starter data. Raises ``StoreFault``
    where it cannot be read or built.
    """
    where = store_path(path)
    if not where.exists():
        _build_starter(where)
    return Store.open(where)


def _build_starter(where: Path) -> None:
    from cin_narrative.load.starter import build_starter

    build_starter(where, load_catalogue(), load_areas())


def load(
    paths: Sequence[str | Path],
    store: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    make_engine: Callable[[], Engine] | None = None,
    children_to: Path | None = None,
) -> list[LoadReport | ReturnReport]:
    """Load files, folders or ZIPs into the store: DfE's files, then the census returns among them;
    each all or nothing.

     Raises ``InputRefused`` with one clear line. Give a return and that of the year before
    together: only then are its re-referrals and reviews complete. Nothing about a child outlives
    the call. ``make_engine`` makes where returns are computed, a batch at a time (default: DuckDB
    in memory; ``load.returns.engine.SparkEngine`` on a Spark session). ``children_to`` names a new
    CSV that receives the identifiers of the children behind each finding on the returns; without it
    none is written anywhere.
    """
    from cin_narrative.load.published.release import load_published
    from cin_narrative.load.returns.census_return import load_return, split_paths
    from cin_narrative.load.returns.engine import DuckDBEngine

    if any(
        not str(path).strip() for path in paths
    ):  # an unset variable of a script: as a path it would be the folder one is in
        raise InputMissing(
            'A path that was given is empty: name a file, a folder or a ZIP ("." is the folder you are in).'
        )
    where = store_path(store)
    if not where.exists():
        _build_starter(where)
    returns, others = split_paths(Path(path) for path in paths)
    reports: list[LoadReport | ReturnReport] = []
    if others or not returns:
        reports.append(
            load_published(
                others or [Path(path) for path in paths],
                where,
                load_catalogue(),
                load_areas(),
                progress,
            )
        )
    if returns:
        reports.append(
            load_return(
                returns,
                where,
                load_catalogue(),
                load_areas(),
                progress,
                children_to,
                make_engine or DuckDBEngine,
            )
        )
    return reports


def make_up(store: Store, area: str, year: int, folder: Path, seed: int = 1) -> tuple[Path, Path]:
    """Write a made-up census return of ``area`` for ``year``, and that of the year before, whose
    totals are DfE's published ones.

     No child in them exists. Raises ``InputRefused`` where the store holds too few totals, or no
    return can have them.
    """
    from cin_narrative.made_up.census_return import make_return
    from cin_narrative.made_up.totals import published_totals

    code = find_area(store, area, year).code
    return make_return(
        published_totals(store, load_catalogue(), code, year),
        code,
        year,
        folder,
        load_catalogue(),
        seed,
    )


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

    return set_beside(
        store, load_catalogue(), load_areas(), find_area(store, area, year), year, audience=audience
    )


def annual_summary(
    store: Store,
    area: str | Area,
    year: int | None = None,
    release: str = LATEST,
    average: Measure = Measure.MEAN,
    *,
    since: int | None = None,
    form: Form = Form.LONG,
    section: str | None = None,
    method: Method = Method.BANDS,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
) -> Summary:
    """The annual summary of any authority, region or England, or of a group, for any year held
    (default: the newest).

     ``area`` is a name as people write it, a code, an ``Area``, or a group as ``"Name = Member,
    Member, ..."``. ``since`` takes changes from that year; ``form`` is the long page or the
    one-page brief; ``section`` writes the section with that heading alone. ``method``: whether
    areas are compared by the bands or by 95% confidence limits (prompts/commentary/bands.toml has
    both). ``audience``: of an authority's own return, ``PUBLISHABLE`` hides small counts and what
    gives them away, ``INTERNAL`` hides nothing. ``neighbours``: the year of the statistical
    neighbour model (default: for each area the newest that holds it). Raises ``UnknownName`` or
    ``NotHeld``.
    """
    desk = Desk(
        store,
        load_catalogue(),
        areas(neighbours),
        release,
        average,
        method=method,
        audience=audience,
    )
    return _summarised(desk, area, year, since, form, section)


def annual_page(
    store: Store,
    area: str | Area,
    year: int | None = None,
    release: str = LATEST,
    average: Measure = Measure.MEAN,
    *,
    since: int | None = None,
    form: Form = Form.LONG,
    section: str | None = None,
    method: Method = Method.BANDS,
    audience: str = PUBLISHABLE,
    draws: bool = True,
    neighbours: int | None = None,
) -> Page:
    """The annual summary laid out for ``export``, with its charts where ``draws``; arguments and
    errors as ``annual_summary``.

     Export it while the store is open: what stands behind a figure is looked up when a format asks
    for it.
    """
    desk = Desk(
        store,
        load_catalogue(),
        areas(neighbours),
        release,
        average,
        method=method,
        audience=audience,
    )
    summary = _summarised(desk, area, year, since, form, section)
    return page_of(summary, drawn_charts(summary, desk) if draws else ())


def _summarised(
    desk: Desk,
    area: str | Area,
    year: int | None,
    since: int | None,
    form: Form,
    section: str | None,
) -> Summary:
    found = area if isinstance(area, Area) else find_area(desk.store, area, year)
    wanted = year if year is not None else latest_year(desk.store, found, desk.figures.door.choice)
    return summarise(desk, found, wanted, since, form, section)


def find_area(store: Store, name: str, year: int | None = None) -> Area:
    """The area that ``name`` means in ``year``, or in the newest year held for it."""
    areas = load_areas()
    if "=" in name:
        group, _, members = name.partition("=")
        return areas.group(
            " ".join(group.split()), [member.strip() for member in members.split(",")], year
        )
    found = areas.find(name, year)
    return (
        found if year is not None else areas.pick(areas.named(name) or [found.code], store.span[1])
    )


def latest_year(store: Store, area: Area, release: str = LATEST) -> int:
    """The newest year that the store (or that release) holds for ``area``; raises ``NotHeld`` where
    it holds none.
    """
    codes = set(area.members or (area.code,))
    years = sorted(
        year for year, held in store.areas_by_year.items() if codes <= held and area.exists_in(year)
    )
    if not years:
        raise NotHeld(
            f"The store holds no figures for {area.in_name}: load DfE's files with `cin-narrative load`."
        )
    from cin_narrative.report.outline import load_outline

    door = Door(store, load_catalogue(), release)
    headline = next(load_outline(load_catalogue()).levels).indicator
    inside = [year for year in reversed(years) if door.releases(min(codes), year, headline)]
    return inside[0] if inside else years[-1]


def ask(
    store: Store,
    question: str,
    home: str | None = None,
    history: Sequence[str | Turn] = (),
    release: str = LATEST,
    model: LanguageModel | None = None,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
) -> Answer:
    """Read a question typed in plain English and answer it with cited figures, or say honestly why
    not. Never raises for any text.

    ``history``: the questions before it, each with its reading where that is known. No figure comes
    from a ``model``. ``neighbours`` as for ``annual_summary``.
    """
    from cin_narrative.questions import answer as found  # not needed for loading and summaries

    known = (store, load_catalogue(), areas(neighbours), home, history, release, audience)
    said = found(question, *known)
    if model is not None:
        from cin_narrative.models.model import Assistance

        said.assistance = Assistance()
    return said


def answer(
    store: Store,
    question: str,
    reading: Reading,
    home: str | None = None,
    history: Sequence[str | Turn] = (),
    release: str = LATEST,
    audience: str = PUBLISHABLE,
    neighbours: int | None = None,
) -> Answer:
    """Answer a question as ``reading`` reads it, whoever wrote that; arguments else as for ``ask``."""
    from cin_narrative.questions import answer as found

    known = (store, load_catalogue(), areas(neighbours), home, history, release, audience)
    return found(question, *known, reading=reading)


def interpretation(store: Store, found: Answer, home: str | None = None) -> list[Chip]:
    """How the question of an answer was read, slot by slot, with the questions that change one slot
    each; empty where several things were asked, or nothing is to change.

    ``home`` as it was given to ``ask``.
    """
    from cin_narrative.questions.held import Held, home_place
    from cin_narrative.questions.interpretation import chips

    if found.outcome not in ("answered", "nearest") or len(found.resolved) != 1:
        return []
    held = Held(store, load_catalogue(), load_areas(), home_place(load_areas(), home))
    return chips(found.resolved[0], held)


def figures(
    store: Store,
    indicator: str | None = None,
    area: str | None = None,
    year: int | None = None,
    release: str = LATEST,
    audience: str = PUBLISHABLE,
) -> Iterator[Figure]:
    """Every figure that matches, in a fixed order; ``release="all"`` gives each published value.

     Raises ``UnknownName``, and ``NotHeld`` for a year of which nothing is held, before the first
    figure.
    """
    catalogue, areas = load_catalogue(), load_areas()
    if release != "all":
        resolve_release(store, release)
    wanted = [catalogue[indicator]] if indicator else list(catalogue)
    codes = {areas.find(area, year).code, *areas.named(area)} if area else None
    if year is not None:
        refuse_year_not_held(store, year)
    return _every_figure(
        store,
        wanted,
        codes,
        year,
        list(store.releases) if release == "all" else [release],
        audience,
    )


def _every_figure(
    store: Store,
    wanted: list[Indicator],
    codes: set[str] | None,
    year: int | None,
    choices: list[str],
    audience: str,
) -> Iterator[Figure]:
    catalogue, areas = load_catalogue(), load_areas()
    for year_held in sorted(store.areas_by_year):
        if year in (None, year_held):
            held = [
                code
                for code in sorted(store.areas_by_year[year_held])
                if codes is None or code in codes
            ]
            store.prefetch(held, [year_held], [one.id for one in wanted])
            door = Door(
                store, catalogue, LATEST, audience
            )  # one page: what is shown of one area and release counts beside the others
            for code in held:
                if code in areas:
                    for choice in choices:
                        maker = Figures(door.choosing(choice), catalogue, areas)
                        yield from maker.all_of(areas.get(code, year_held), year_held, wanted)


def refuse_year_not_held(store: Store, year: int) -> None:
    """Raise ``NotHeld`` where the store holds nothing of ``year``, and say which years it holds."""
    held = store.areas_by_year
    if year not in held:
        span = (
            f"it holds {min(held)} to {max(held)}"
            if held
            else "load DfE's files with `cin-narrative load`"
        )
        raise NotHeld(f"The store holds no figures for the year ending 31 March {year}: {span}.")


def check() -> list[Fault]:
    """Every fault of every file of definitions, words and sentences, all at once; an empty list
    where there is none.
    """
    from cin_narrative.check.registry import every_fault

    return every_fault()


@cache  # one object for each model: what is kept of a question box is kept by it
def areas(neighbours: int | None = None) -> Areas:
    """The areas through time, with the statistical neighbours of one model or (default) of the
    newest that holds each area.
    """
    return load_areas() if neighbours is None else load_areas().with_neighbours_of(neighbours)


def catalogue() -> Catalogue:
    """The checked catalogue."""
    return load_catalogue()
