"""Reading the definitions: TOML files -> checked catalogue, every fault of every file at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.catalogue import (
    ADDRESS,
    DEFINED_MEASURES,
    Catalogue,
    Category,
    Definition,
    Events,
    Indicator,
    Measure,
    Note,
    Polarity,
    Text,
)
from cin_narrative.catalogue.periods import Kind
from cin_narrative.errors import DefinitionFault, did_you_mean, either

Table = Mapping[str, Any]

REQUIRED: dict[str, type] = {
    "id": str,
    "title": str,
    "group": str,
    "kind": str,
    "one": str,
    "many": str,
    "counted": str,
    "polarity": str,
    "headline": str,
    "definition": str,
    "rule": str,
    "synonyms": list,
    "measures": dict,
    "next_review": date,
}
OPTIONAL: dict[str, type] = {
    "why": str,
    "notes": list,
    "breakdown_of": str,
    "dimension": str,
    "dimensions": str,
    "scale": str,
    "additive": bool,
    "categories": list,
    "rows": list,
    "columns": list,
    "address": str,
    "count_from": str,
    "everyday": list,
    "everyday_beside": list,
    "brought_by": list,
}
EVENT_KEYS = ("view", "where", "distinct", "column", "by")
MEASURE_KEYS = {
    "columns",
    "of",
    "name",
    "share",
    "sum_of",
    "categories",
    "unit_one",
    "unit_many",
    *EVENT_KEYS,
}
CATEGORY_KEYS = {
    "id",
    "label",
    "code",
    "value",
    "first_year",
    "unknown",
    "synonyms",
    "share",
    "count",
    "percentage",
    "average",
    "rate",
    "told_apart",
}
AXIS_KEYS = {"id", "label", "value", "match", "synonyms"}
NOTE_KEYS = {"id", "text", "indicators", "areas", "years", "break_between", "always"}
CHOICES: dict[str, set[str]] = {
    "group": {
        "need",
        "characteristics",
        "referrals",
        "assessments",
        "protection",
        "plans",
        "population",
    },
    "kind": {kind.value for kind in Kind},
    "counted": {
        "referrals",
        "episodes",
        "children",
        "plans",
        "assessments",
        "enquiries",
        "conferences",
        "days",
    },
    "polarity": {polarity.value for polarity in Polarity},
    "headline": {measure.value for measure in DEFINED_MEASURES},
    "scale": {"nominal", "ordered"},
}


class _Faults(list[str]):
    """Faults gathered as they are found, each with the file it is in."""

    def keys(self, where: str, table: Table, allowed: Iterable[str]) -> None:
        """Name each key of ``table`` that is not allowed, with the nearest one that is."""
        allowed = set(allowed)
        for key in sorted(set(table) - allowed):
            near = did_you_mean(key, allowed)
            self.append(
                f'{where}: unknown key "{key}"'
                + (f"; did you mean {either(near)}?" if near else "")
            )


def read_catalogue(folder: Path) -> Catalogue:
    """Every ``indicators/*.toml`` and ``notes.toml`` below ``folder``; raises ``DefinitionFault``
    listing all faults.
    """
    catalogue, faults, _ = read_what_can_be(folder)
    if faults:
        raise DefinitionFault(faults)
    return catalogue


def read_what_can_be(folder: Path) -> tuple[Catalogue, list[str], frozenset[str]]:
    """The catalogue without the indicators at fault, every fault, and the names of the indicators
    left out.


    What refers to an indicator that is left out is not at fault itself.
    """
    faults = _Faults()
    paths = sorted((folder / "indicators").glob("*.toml"))
    indicators: dict[str, Indicator] = {}
    for path in paths:
        table = _parse(path, faults)
        if table is not None and (indicator := _indicator(path, table, faults)):
            indicators[indicator.id] = indicator
    notes = _notes(folder / "notes.toml", faults)
    there = {path.stem for path in paths}
    _check_references(indicators, notes, there, faults)
    _check_synonyms(indicators, faults)
    whole = {
        name: one
        for name, one in indicators.items()
        if not one.count_from or one.count_from in indicators
    }
    return Catalogue(whole, notes), faults, frozenset(there - set(whole))


def _parse(path: Path, faults: _Faults) -> Table | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: cannot be read: {error}")
        return None


def _indicator(path: Path, table: Table, faults: _Faults) -> Indicator | None:
    before = len(faults)
    faults.keys(path.name, table, {*REQUIRED, *OPTIONAL})
    for key, kind in {**REQUIRED, **OPTIONAL}.items():
        if key in REQUIRED and key not in table:
            faults.append(f'{path.name}: "{key}" is missing')
        elif key in table and not isinstance(table[key], kind):
            faults.append(f'{path.name}: "{key}" must be a {kind.__name__}')
    for key, allowed in CHOICES.items():
        if isinstance(table.get(key), str) and table[key] not in allowed:
            faults.append(
                f'{path.name}: {key} = "{table[key]}" is not one of {", ".join(sorted(allowed))}'
            )
    if table.get("id") != path.stem:
        faults.append(
            f'{path.name}: id = "{table.get("id")}" must be the file\'s name, "{path.stem}"'
        )
    if ("dimension" in table) != ("dimensions" in table):
        faults.append(f'{path.name}: "dimension" and "dimensions" (its plural) go together')
    if len(faults) > before:
        return None
    measures = _measures(path.name, table["measures"], faults)
    categories = _categories(path.name, table, faults)
    for columns in [
        *(one.columns for one in measures.values()),
        *(c for one in categories.values() for c in one.columns.values()),
    ]:
        faults += [
            f'{path.name}: the address "{address}" is not of the form family.column'
            for address in columns
            if not ADDRESS.fullmatch(address)
        ]
    return None if len(faults) > before else _build(table, measures, categories)


def _build(
    table: Table, measures: dict[Measure, Definition], categories: dict[str, Category]
) -> Indicator:
    return Indicator(
        id=table["id"],
        title=Text(table["title"]),
        group=table["group"],
        kind=Kind(table["kind"]),
        one=Text(table["one"]),
        many=Text(table["many"]),
        counted=table["counted"],
        polarity=Polarity(table["polarity"]),
        headline=Measure(table["headline"]),
        definition=Text(" ".join(table["definition"].split())),
        rule=Text(table["rule"]),
        synonyms=tuple(synonym.lower() for synonym in table["synonyms"]),
        measures=measures,
        why=Text(" ".join(table.get("why", "").split())),
        notes=tuple(table.get("notes", ())),
        next_review=str(table["next_review"]),
        breakdown_of=table.get("breakdown_of", ""),
        dimension=Text(table.get("dimension", "")),
        dimensions=Text(table.get("dimensions", "")),
        ordered=table.get("scale") == "ordered",
        additive=table.get("additive", False),
        categories=categories,
        count_from=table.get("count_from", ""),
        everyday=tuple(table.get("everyday", ())),
        brought_by=tuple(table.get("brought_by", ())),
        everyday_beside=tuple(table.get("everyday_beside", ())),
    )


def _measures(where: str, table: Table, faults: _Faults) -> dict[Measure, Definition]:
    measures: dict[Measure, Definition] = {}
    for name, keys in table.items():
        if name not in CHOICES["headline"]:
            faults.append(
                f'{where}: measure "{name}" is not one of {", ".join(sorted(CHOICES["headline"]))}'
            )
            continue
        faults.keys(f"{where}, measure {name}", keys, MEASURE_KEYS)
        if name == "percentage" and not keys.get("of"):
            faults.append(
                f'{where}: measures.percentage needs "of", the indicator that is its denominator'
            )
        if name == "percentage" and not keys.get("share"):
            faults.append(
                f'{where}: measures.percentage needs "share", the words that follow the percentage'
            )
        measures[Measure(name)] = Definition(
            Measure(name),
            tuple(keys.get("columns", ())),
            keys.get("of", ""),
            Text(keys.get("share", "")),
            keys.get("sum_of", ""),
            tuple(keys.get("categories", ())),
            Text(keys.get("unit_one", "")),
            Text(keys.get("unit_many", "")),
            _events(f"{where}, measure {name}", keys, faults),
            Text(keys.get("name", "")),
        )
    return measures


def _events(where: str, keys: Table, faults: _Faults) -> Events | None:
    """How the measure is counted in a census return; that the view and its columns exist is checked
    by the intake.
    """
    given = {key: keys[key] for key in EVENT_KEYS if key in keys}
    if not all(isinstance(value, str) and value.isidentifier() for value in given.values()):
        faults.append(f"{where}: {', '.join(EVENT_KEYS)} each take one name")
        return None
    if given and "view" not in given:
        faults.append(f'{where}: {", ".join(given)} without "view", the event view that is counted')
        return None
    if "by" in given and "column" not in given:
        faults.append(f'{where}: "by" without "column"')
    return Events(**given) if given else None


def _values(entry: Table) -> tuple[str, ...]:
    """The values of the event view that make a category: its own id where none is named."""
    value = entry.get("value", entry["id"])
    return (value,) if isinstance(value, str) else tuple(value)


def _categories(where: str, table: Table, faults: _Faults) -> dict[str, Category]:
    if "rows" in table or "columns" in table:
        return _cross_categories(where, table, faults)
    categories: dict[str, Category] = {}
    for entry in table.get("categories", ()):
        faults.keys(f"{where}, category {entry.get('id')}", entry, CATEGORY_KEYS)
        if not entry.get("id") or not entry.get("label"):
            faults.append(f"{where}: a category needs id and label")
        elif entry["id"] in categories:
            faults.append(f'{where}: category "{entry["id"]}" stands twice')
        else:
            columns = {m: tuple(entry[m.value]) for m in DEFINED_MEASURES if m.value in entry}
            categories[entry["id"]] = Category(
                entry["id"],
                Text(entry["label"]),
                entry.get("code", ""),
                tuple(synonym.lower() for synonym in entry.get("synonyms", ())),
                Text(entry.get("share", "")),
                columns,
                entry.get("first_year", 0),
                _values(entry),
                unknown=entry.get("unknown", False),
                told_apart=tuple(entry.get("told_apart", ())),
            )
    return categories


def _cross_categories(where: str, table: Table, faults: _Faults) -> dict[str, Category]:
    rows, columns, address = (
        table.get("rows", []),
        table.get("columns", []),
        table.get("address", ""),
    )
    for axis in (*rows, *columns):
        faults.keys(f"{where}, axis {axis.get('id')}", axis, AXIS_KEYS)
    if "{row}" not in address or "{column}" not in address:
        faults.append(f'{where}: a cross-table needs address = "file[{{row}}].{{column}}"')
        return {}
    categories = {}
    for row in rows:
        for column in columns:
            cells = tuple(
                address.format(row=r, column=c) for r in row["match"] for c in column["match"]
            )
            label = Text(f"{row['label']}, {column['label']}")
            identity = f"{row['id']}.{column['id']}"
            categories[identity] = Category(
                identity,
                label,
                columns={Measure.COUNT: cells},
                values=_values(row),
                by_values=_values(column),
            )
    return categories


def _notes(path: Path, faults: _Faults) -> dict[str, Note]:
    notes: dict[str, Note] = {}
    for entry in (_parse(path, faults) or {}).get("notes", ()):
        where = f"{path.name}, note {entry.get('id')}"
        faults.keys(where, entry, NOTE_KEYS)
        if not entry.get("id") or not entry.get("text"):
            faults.append(f"{where}: a note needs id and text")
            continue
        if len(entry.get("break_between", ())) not in (0, 2):
            faults.append(f"{where}: break_between takes two years")
        notes[entry["id"]] = Note(
            entry["id"],
            Text(" ".join(entry["text"].split())),
            tuple(entry.get("indicators", ("*",))),
            tuple(entry.get("areas", ("*",))),
            tuple(entry.get("years", ())),
            tuple(entry.get("break_between", ())),
            entry.get("always", False),
        )
    return notes


def _check_references(
    indicators: Mapping[str, Indicator], notes: Mapping[str, Note], there: set[str], faults: _Faults
) -> None:
    def must_exist(where: str, what: str, name: str, known: Iterable[str]) -> None:
        if name and name not in known:
            near = did_you_mean(name, known)
            faults.append(
                f'{where}: {what} "{name}" does not exist'
                + (f"; did you mean {either(near)}?" if near else "")
            )

    for indicator in indicators.values():
        where = f"{indicator.id}.toml"
        must_exist(where, "breakdown_of", indicator.breakdown_of, there)
        must_exist(where, "count_from", indicator.count_from, there)
        if indicator.headline not in indicator.measures:
            faults.append(f'{where}: headline "{indicator.headline}" is not one of its measures')
        for note_id in indicator.notes:
            must_exist(where, "note", note_id, notes)
        for definition in indicator.measures.values():
            must_exist(where, "of", definition.of, there)
            must_exist(where, "sum_of", definition.sum_of, there)
            for category in definition.categories if definition.sum_of in indicators else ():
                must_exist(
                    where,
                    f"category of {definition.sum_of}",
                    category,
                    indicators[definition.sum_of].categories,
                )
        for line in (one for category in indicator.categories.values() for one in category.told_apart):
            name, _, line_id = line.partition(".")
            must_exist(where, "told_apart", name, there)
            known = indicators[name].categories if name in indicators else ()
            must_exist(where, f"told_apart: category of {name}", line_id, known)
    for note_id, note in notes.items():
        for name in sorted(set(note.indicators) - {"*"}):
            must_exist(f"notes.toml, note {note_id}", "indicator", name, there)


def _check_synonyms(indicators: Mapping[str, Indicator], faults: _Faults) -> None:
    _check_owners(
        ((s, f"{i.id}.toml") for i in indicators.values() for s in set(i.synonyms)),
        "synonym",
        faults,
    )
    _check_owners(
        ((s, f"{i.id}.toml") for i in indicators.values() for s in set(i.everyday)),
        "everyday wording",
        faults,
    )
    for indicator in indicators.values():
        pairs = (
            (s, f"category {c.id}") for c in indicator.categories.values() for s in set(c.synonyms)
        )
        _check_owners(pairs, f"{indicator.id}.toml: synonym", faults)


def _check_owners(pairs: Iterable[tuple[str, str]], what: str, faults: _Faults) -> None:
    owner: dict[str, str] = {}
    for synonym, place in pairs:
        if owner.setdefault(synonym, place) != place:
            faults.append(f'{what} "{synonym}" belongs to both {owner[synonym]} and {place}')
