"""Tiny census returns as ASCII tables, and the figures that come of them: the language of the specification tests.

A table begins with its name and a line of DfE's field names. Rows belong to a child by ``LAchildID`` and to the child's
first CINdetails module, or to the one that ``module`` numbers. Children that no Child row describes have nothing but
their identifier; a second Child row of one identifier is a second record of it. A cell may be empty; ReferralNFA is 0 unless given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.contents import Header, Reading
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.compute import compute
from cin_narrative.load.returns.engine import DuckDBEngine, Engine
from cin_narrative.load.returns.event_views import prepare
from cin_narrative.load.returns.gaps import gaps_of, symbols_of
from cin_narrative.load.returns.header import ReturnKey

NAMES = set(TABLES)


def parse(text: str) -> dict[str, list[dict[str, str]]]:
    """Table name -> rows."""
    tables: dict[str, list[dict[str, str]]] = {}
    name, columns = "", []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        cells = [cell.strip() for cell in line.split("|")]
        if line in NAMES:
            name, columns = line, []
        elif not columns:
            columns = cells
        else:
            assert len(cells) == len(columns), f"{name}: {line}"
            tables.setdefault(name, []).append(dict(zip(columns, cells, strict=True)))
    return tables


def add_return(engine: Engine, numbers: Numbers, return_id: int, text: str) -> Reading:
    """The rows of one return into ``engine``."""
    rows = CensusRows(engine, return_id, numbers)
    add_rows(rows, numbers, return_id, text)
    rows.flush()
    return Reading(Header(), "", rows.counts, Counter(), rows.unreadable, rows.day_first)


def add_rows(rows: CensusRows, numbers: Numbers, return_id: int, text: str) -> None:
    """The rows of one return, to be handed on with others."""
    tables = parse(text)

    def add(table: str, record: dict[str, str], **keys: int) -> None:
        known = {"return_id": return_id, **keys}
        rows.rows(table).append(tuple(
            known[column] if column in known else record.get(column) for column in TABLES[table]))  # fmt: skip

    described = {record["LAchildID"]: record for record in tables.get("Child", [])}
    children: dict[str, int] = {}
    modules: dict[tuple[str, int], int] = {}
    for record in tables.get("CINdetails", []):
        child = record["LAchildID"]
        if child not in children:
            numbers.child_row += 1
            children[child] = numbers.child_row
            described_as = described.get(child, {"LAchildID": child})
            add("Child", described_as, child_row=children[child])
            for code in described_as.get("Disability", "").split():
                add("Disabilities", {"Disability": code}, child_row=children[child])
        numbers.episode += 1
        modules[child, sum(key[0] == child for key in modules) + 1] = numbers.episode
        add(
            "CINdetails", {"ReferralNFA": "0", **{k: v for k, v in record.items() if v}}, child_row=children[child], episode=numbers.episode
        )
    used = [described[child] for child in children if child in described]
    for record in tables.get("Child", []):  # a second record of a child, and a child without a module
        if not any(record is one for one in used):
            numbers.child_row += 1
            add("Child", record, child_row=numbers.child_row)
    for table in ("Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans"):
        for record in tables.get(table, []):
            episode = modules[record["LAchildID"], int(record.get("module") or 1)]
            numbers.part += 1
            add(table, record, episode=episode, part=numbers.part)
            for code in record.get("AssessmentFactors", "").split():
                add("AssessmentFactors", {"AssessmentFactors": code}, episode=episode, part=numbers.part)
            for day in record.get("CPPreviewDate", "").split():
                add("Reviews", {"CPPreviewDate": day}, episode=episode, part=numbers.part)


class Counted(dict[str, float]):
    """Figures by indicator, or indicator/category; ``notes`` holds the marks (lower bound)."""

    notes: dict[str, str]


def load(engine: Engine, year: int, text: str, previous: str | None = None) -> list[ReturnKey]:
    """One return of authority 831, and the one of the year before, into ``engine``, ready to compute."""
    numbers = Numbers()
    keys = [ReturnKey(1, "return.xml", "831", year, "undated", "")]
    add_return(engine, numbers, 1, text)
    if previous is not None:
        keys.append(ReturnKey(2, "previous.xml", "831", year - 1, "undated", ""))
        add_return(engine, numbers, 2, previous)
    prepare(engine, keys)
    return keys


def load_many(engine: Engine, returns: Sequence[tuple[int, str]]) -> list[ReturnKey]:
    """A return for each year and text, of one authority each, into ``engine``, ready to compute."""
    numbers = Numbers()
    keys = [ReturnKey(at, f"{at}.xml", str(800 + at), year, "undated", "") for at, (year, _) in enumerate(returns, 1)]
    rows = CensusRows(engine, 0, numbers)
    for key, (_, text) in zip(keys, returns, strict=True):
        add_rows(rows, numbers, key.return_id, text)
    rows.flush()
    prepare(engine, keys)
    return keys


def figures_of(text: str, year: int = 2025, previous: str | None = None) -> Counted:
    """Every figure of the return for ``year``."""
    engine = DuckDBEngine()
    keys = load(engine, year, text, previous)
    found, notes = Counted(), {}
    for value in compute(engine, keys, load_catalogue()):
        if value.return_id == 1:
            name = f"{value.indicator}/{value.category}" if value.category else value.indicator
            if value.measure is Measure.COUNT or name not in found:
                found[name], notes[name] = value.value, value.note
    found.notes = notes
    engine.close()
    return found


def lines(figures: Counted, breakdown: str) -> dict[str, float]:
    """The lines of a breakdown that are not nought."""
    return {name.split("/", 1)[1]: value for name, value in figures.items() if name.startswith(f"{breakdown}/") and value}


def shown_of(text: str, year: int = 2025) -> dict[str, float | str]:
    """Every count of the return for ``year`` as it is stored: the number, or the symbol of one that is not known."""
    engine, catalogue = DuckDBEngine(), load_catalogue()
    key = ReturnKey(1, "return.xml", "831", year, "undated", "")
    reading = add_return(engine, Numbers(), 1, text)
    prepare(engine, [key])
    unknown = {1: symbols_of(gaps_of(key, reading, None, {}, catalogue), catalogue)}
    values = compute(engine, [key], catalogue, unknown)
    engine.close()
    counts = [one for one in values if one.measure is Measure.COUNT]
    return {f"{one.indicator}/{one.category}".rstrip("/"): one.symbol or one.value for one in counts}
