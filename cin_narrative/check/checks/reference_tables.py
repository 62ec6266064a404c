"""The tables of ``data``: areas, their names and neighbours, bank holidays, and starter figures."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date

from cin_narrative.catalogue.areas import REFERENCE, name_key
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.validation.dfe_rules import RuleKind
from cin_narrative.check.house import Document, House, unknown_name
from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.starter import STARTER
from cin_narrative.load.starter_faults import refuse_faults
from cin_narrative.messages import message
from cin_narrative.store.observations import Release

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "areas.csv": (
        "code",
        "ons_code",
        "first_year",
        "last_year",
        "level",
        "name",
        "short_name",
        "in_name",
        "region",
        "predecessors",
        "successors",
    ),
    "names.csv": ("alias", "code"),
    "neighbours.csv": ("model", "code", "rank", "neighbour", "closeness"),
    "bank_holidays.csv": ("date", "name"),
    "dfe_columns.csv": ("family", "kind", "name"),
    "dfe_rules.csv": ("rule", "type", "module", "collections", "text"),
    "figures.csv": (
        "indicator",
        "measure",
        "category",
        "area",
        "year",
        "release",
        "value",
        "symbol",
        "source",
        "column",
        "citation",
    ),
    "releases.csv": ("release", "label", "order"),
    "sources.csv": ("release", "source", "file"),
    "made_up_totals.csv": ("indicator", "category", "value"),
}
LEVELS = ("england", "region", "authority")
ROW = re.compile(r"^row (\d+): (.*)$", re.MULTILINE)
Row = dict[str, str]
Numbered = list[tuple[int, Row]]


def faults(house: House) -> Iterator[Fault]:
    """The faults of every table of reference and of the starter figures."""
    read = {}
    for folder, names in ((REFERENCE, COLUMNS), (STARTER, COLUMNS)):
        for name in names:
            if (folder / name).is_file():
                document = house.document(folder / name)
                rows, found = _rows(document, COLUMNS[name])
                read[name] = document, rows
                yield from found
    for name in COLUMNS:
        if name not in read:
            yield Fault(f"data/{name}", 0, message("check.file_missing"))
            return
    codes = {row["code"] for _, row in read["areas.csv"][1]}
    yield from _area_faults(*read["areas.csv"], codes)
    yield from _alias_faults(*read["names.csv"], read["areas.csv"][1])
    yield from _neighbour_faults(*read["neighbours.csv"], codes)
    yield from _holiday_faults(*read["bank_holidays.csv"])
    yield from _dfe_rule_faults(*read["dfe_rules.csv"])
    yield from _starter_faults(house, read)


def _rows(document: Document, columns: tuple[str, ...]) -> tuple[Numbered, list[Fault]]:
    """The rows with their lines; faults where a column or a cell is missing."""
    reader = csv.DictReader(document.text.splitlines(), restval=None)
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        return [], [document.fault_at(1, message("check.no_column", name=name)) for name in missing]
    rows, found = [], []
    for row in reader:
        if None in row or None in row.values():
            found.append(document.fault_at(reader.line_num, message("check.row_uneven")))
        else:
            rows.append((reader.line_num, dict(row)))
    return rows, found


def _area_faults(document: Document, rows: Numbered, codes: set[str]) -> Iterator[Fault]:
    for line, row in rows:
        if row["level"] not in LEVELS:
            text = unknown_name(message("check.a_level"), row["level"], LEVELS)
            yield document.fault_at(line, text)
        for key in ("first_year", "last_year"):
            if not row[key].isdigit() and (row[key] or key == "first_year"):
                yield document.fault_at(line, message("check.no_year", key=key, given=row[key]))
        if (
            row["last_year"].isdigit()
            and row["first_year"].isdigit()
            and int(row["last_year"]) < int(row["first_year"])
        ):
            yield document.fault_at(line, message("check.ends_before"))
        others = [row["region"], *row["predecessors"].split(";"), *row["successors"].split(";")]
        for code in filter(None, others):
            if code not in codes:
                yield document.fault_at(line, unknown_name(message("check.an_area"), code, codes))
        if not row["region"] and row["level"] != "england":
            yield document.fault_at(line, message("check.key_missing", key="region"))
    yield from _span_faults(document, rows)


def _span_faults(document: Document, rows: Numbered) -> Iterator[Fault]:
    """Two lines of one code that speak of one year."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for line, row in rows:
        if row["first_year"].isdigit():
            last = int(row["last_year"]) if row["last_year"].isdigit() else 9999
            span = int(row["first_year"]), last
            if any(
                span[0] <= other[1] and other[0] <= span[1] for other in spans.get(row["code"], ())
            ):
                yield document.fault_at(line, message("check.stands_twice", name=row["code"]))
            spans.setdefault(row["code"], []).append(span)


def _alias_faults(document: Document, rows: Numbered, areas: Numbered) -> Iterator[Fault]:
    """Names of areas that are not there, and names that areas of one time share."""
    known: dict[str, list[Row]] = {}
    owners: dict[str, set[str]] = {}
    for _, row in areas:
        known.setdefault(row["code"], []).append(row)
        for key in ("name", "short_name", "in_name", "ons_code"):
            owners.setdefault(name_key(row[key]), set()).add(row["code"])
    for line, row in rows:
        if row["code"] not in known:
            yield document.fault_at(
                line, unknown_name(message("check.an_area"), row["code"], known)
            )
            continue
        held = owners.setdefault(name_key(row["alias"]), set())
        for code in sorted(held - {row["code"]}):
            if _meet(known[code], known[row["code"]]):
                text = message("check.name_twice", name=row["alias"], other=known[code][-1]["name"])
                yield document.fault_at(line, text)
        held.add(row["code"])


def _meet(one: list[Row], other: list[Row]) -> bool:
    """Whether two areas ever were there at the same time."""
    return any(
        int(a["first_year"]) <= int(b["last_year"] or 9999)
        and int(b["first_year"]) <= int(a["last_year"] or 9999)
        for a in one
        for b in other
    )


def _neighbour_faults(document: Document, rows: Numbered, codes: set[str]) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for line, row in rows:
        for key in ("code", "neighbour"):
            if row[key] not in codes:
                yield document.fault_at(
                    line, unknown_name(message("check.an_area"), row[key], codes)
                )
        if row["code"] == row["neighbour"]:
            yield document.fault_at(line, message("check.own_neighbour", code=row["code"]))
        for key in ("model", "rank"):
            if not row[key].isdigit():
                yield document.fault_at(line, message("check.no_year", key=key, given=row[key]))
        for key in ("rank", "neighbour"):
            one = (row["model"], row["code"], key, row[key])
            if one in seen:
                yield document.fault_at(
                    line, message("check.stands_twice", name=f"{key} {row[key]}")
                )
            seen.add(one)


def _holiday_faults(document: Document, rows: Numbered) -> Iterator[Fault]:
    seen: set[str] = set()
    for line, row in rows:
        try:
            date.fromisoformat(row["date"])
        except ValueError as error:
            yield document.fault_at(line, str(error))
        if row["date"] in seen:
            yield document.fault_at(line, message("check.stands_twice", name=row["date"]))
        seen.add(row["date"])


def _dfe_rule_faults(document: Document, rows: Numbered) -> Iterator[Fault]:
    """Rules of no known kind, of a collection that is no year, and rules that stand twice."""
    seen: set[str] = set()
    for line, row in rows:
        if row["type"] not in tuple(RuleKind):
            what = message("check.a_rule_kind")
            yield document.fault_at(line, unknown_name(what, row["type"], tuple(RuleKind)))
        for year in row["collections"].split() or [""]:
            if not year.isdigit():
                text = message("check.no_year", key="collections", given=year)
                yield document.fault_at(line, text)
        if row["rule"] in seen:
            yield document.fault_at(line, message("check.stands_twice", name=row["rule"]))
        seen.add(row["rule"])


def _starter_faults(house: House, read: Mapping[str, tuple[Document, Numbered]]) -> Iterator[Fault]:
    document, rows = read["figures.csv"]
    releases = {}
    for line, row in read["releases.csv"][1]:
        try:
            releases[row["release"]] = Release(row["release"], row["label"], float(row["order"]))
        except ValueError as error:
            yield read["releases.csv"][0].fault_at(line, str(error))
    if house.areas is None:
        return
    try:
        refuse_faults([row for _, row in rows], house.catalogue, house.areas, releases)
    except CinNarrativeError as error:
        for number, text in ROW.findall(str(error)):
            line, row = rows[int(number) - 1]
            if row["indicator"] not in house.at_fault:
                yield document.fault_at(line, text)
    for line, row in read["made_up_totals.csv"][1]:
        if row["indicator"] not in house.known_indicators:
            what = message("check.an_indicator")
            text = unknown_name(what, row["indicator"], house.known_indicators)
            yield read["made_up_totals.csv"][0].fault_at(line, text)
