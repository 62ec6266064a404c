"""DfE's published files, read cell by cell with ``csv``: what stands there, and nothing worked out of any other program."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = ROOT.parent / "shared" / "data"
MODERN = {"2024": "dfe-2024", "2020": "dfe-2020"}  # release -> folder; newest first
WIDE = {"SFR52/2016": ("SFR52_2016_UD.csv", 2016), "SFR41/2015": ("SFR41-2015_Underlying_data.csv", 2015),
        "SFR45/2013": ("SFR45-2013ud.csv", 2013), "SFR27/2012": ("SFR27-2012ud.csv", 2012)}  # fmt: skip
PAGES = ("page/Derby", "page/Cheshire West and Chester")  # figures that only an authority's own page prints: data/starter/figures.csv
NEWEST_FIRST = ["2024", "2020", "page/Derby", "SFR52/2016", "SFR41/2015", "page/Cheshire West and Chester", "SFR45/2013", "SFR27/2012"]
MODERN_SYMBOLS = {"c": "c", "x": "x", "z": "z", "u": "u", "k": "low", "low": "low", ":": "x", "..": "x", "~": "low"}
WIDE_SYMBOLS = {"x": "c", "..": "x", ".": "z", "P": "low"}
NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
Cell = Decimal | str  # a number, or the symbol that stands in its place


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Round half up, as DfE does."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def read_cell(text: str, symbols: dict[str, str]) -> Cell | None:
    text = text.strip()
    if NUMBER.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if text and text not in symbols:
        raise ValueError(f"neither a number nor a symbol: {text!r}")
    return symbols[text] if text else None


@dataclass(frozen=True)
class Place:
    """An area as the files name it: three-digit code or the ONS code of a region or England; and its name in sentences."""

    code: str
    ons_code: str
    level: str
    in_name: str
    name: str
    short_name: str
    region: str
    first_year: int
    last_year: int


class Published:
    """Every cell of the files, asked for by release, area, year, indicator, measure and category.

    ``held``: the releases that the store proved holds (default: all).
    """

    def __init__(self, data: Path = DATA, held: Collection[str] = NEWEST_FIRST) -> None:
        self.data = data
        self.newest_first = [release for release in NEWEST_FIRST if release in held]
        self.where: dict[str, dict[str, Any]] = tomllib.loads((HERE / "cells.toml").read_text(encoding="utf-8"))
        self._tables: dict[tuple[str, str], dict[tuple[str, int, str], dict[str, str]]] = {}
        self._memo: dict[tuple[Any, ...], Cell | None] = {}

    @cached_property
    def places(self) -> list[Place]:
        with (ROOT / "data" / "reference" / "areas.csv").open(encoding="utf-8", newline="") as file:
            return [Place(r["code"], r["ons_code"], r["level"], r["in_name"], r["name"], r["short_name"], r["region"], int(r["first_year"]),
                          int(r["last_year"] or 9999)) for r in csv.DictReader(file)]  # fmt: skip

    def place(self, name: str, year: int) -> Place | None:
        """The area called ``name`` (or with this code) in ``year``."""
        for near in (True, False):  # an abolished one is still spoken of by name
            for place in self.places:
                fits = place.first_year <= year <= place.last_year
                if fits is near and name.casefold() in (place.in_name.casefold(), place.code.casefold()):
                    return place
        return None

    @cached_property
    def neighbours(self) -> dict[tuple[int, str], list[str]]:
        """(model, three-digit code) -> ten neighbours, from the two models' own files."""
        found = {}
        folder = self.data / "neighbours"
        with (folder / "New_Statistical_Neighbour_Groupings_April_2021.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                found[2021, row[0].strip()] = [row[5 + 2 * i].strip() for i in range(10)]
        with (folder / "sn_model_2025_wide.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                found[2025, row[0].strip()] = [row[4 + 2 * i].strip() for i in range(10)]
        return found

    @cached_property
    def _pages(self) -> dict[tuple[str, str, str, str, int, str], Cell]:
        with (ROOT / "data" / "starter" / "figures.csv").open(encoding="utf-8", newline="") as file:
            return {(r["indicator"], r["measure"], r["category"], r["area"], int(r["year"]), r["release"]):
                    Decimal(r["value"]) if r["value"] else r["symbol"] for r in csv.DictReader(file) if r["release"] in PAGES}  # fmt: skip

    # ---- tables -----------------------------------------------------------------------------------------------------

    def _table(self, release: str, family: str) -> dict[tuple[str, int, str], dict[str, str]]:
        """(area code, year, row label) -> lower-case header -> text."""
        key = (release, family)
        if key not in self._tables:
            self._tables[key] = self._read_wide(release) if family == "w" else self._read_modern(release, family)
        return self._tables[key]

    def _read_modern(self, release: str, family: str) -> dict[tuple[str, int, str], dict[str, str]]:
        paths = sorted((self.data / MODERN[release]).glob(f"{family}_*.csv"))
        found: dict[tuple[str, int, str], dict[str, str]] = {}
        for path in paths:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for raw in csv.DictReader(file):
                    row = {(k or "").strip().casefold(): v for k, v in raw.items()}
                    label = f"{row.get('characteristic', '')}|{row['characteristic_type']}" if "characteristic_type" in row else row.get("category_type", "")
                    found[_code(row), int(row["time_period"]) + (family == "ons"), label.casefold()] = row
        return found

    def _read_wide(self, release: str) -> dict[tuple[str, int, str], dict[str, str]]:
        name, year = WIDE[release]
        with (self.data / "dfe-first-published" / name).open(encoding="utf-8-sig", newline="") as file:
            rows = [{k.strip().casefold(): v for k, v in row.items()} for row in csv.DictReader(file)]
        return {("E92000001" if row["geog_l"] == "National" else row["geog_c"], year, ""): row for row in rows}

    def _at(self, release: str, address: str, code: str, year: int) -> Cell | None:
        family, _, column = address.partition(":")
        if release in PAGES or (family == "w") != (release in WIDE):
            return None
        label = ""
        if column.endswith("]"):
            column, _, label = column[:-1].partition("[")
        values = {"year": f"{(year - 1) % 100:02}{year % 100:02}", "date": f"3103{year % 100:02}", "mid": str(year - 1)}
        row = self._table(release, family).get((code, year, label.casefold()))
        text = None if row is None else row.get(re.sub(r"\{(\w+)\}", lambda m: values[m[1]], column).casefold())
        return None if text is None else read_cell(text, WIDE_SYMBOLS if family == "w" else MODERN_SYMBOLS)

    # ---- figures ----------------------------------------------------------------------------------------------------

    def addresses(self, indicator: str, measure: str, category: str = "") -> list[str]:
        found = self.where[indicator].get(measure, [])
        if isinstance(found, dict):
            return found.get(category, [])
        return found if not category else []

    def categories(self, indicator: str) -> list[str]:
        entry = self.where[self.where[indicator].get("count_of", indicator)]
        return list(next((entry[m] for m in ("count", "percentage", "average") if isinstance(entry.get(m), dict)), {}))

    def printed(self, release: str, code: str, year: int, indicator: str, measure: str, category: str = "") -> Cell | None:
        """The cell where DfE prints this figure; None where no file of the release has it."""
        if release in PAGES:
            return self._pages.get((indicator, measure, category, code, year, release))
        cells = [self._at(release, address, code, year) for address in self.addresses(indicator, measure, category)]
        return next((cell for cell in cells if cell is not None), None)

    def value(self, release: str, code: str, year: int, indicator: str, measure: str, category: str = "") -> Cell | None:
        """The figure as printed, or as it follows from printed counts where it is not: half up, to its decimals."""
        key = (release, code, year, indicator, measure, category)
        if key not in self._memo:
            self._memo[key] = self._value(*key)
        return self._memo[key]

    def _value(self, release: str, code: str, year: int, indicator: str, measure: str, category: str) -> Cell | None:
        entry = self.where[indicator]
        if measure == "count" and "count_of" in entry:
            return self.value(release, code, year, entry["count_of"], "count", category)
        cell = self.printed(release, code, year, indicator, measure, category)
        if cell is not None:
            return half_up(cell, 0 if measure in ("count", "average") else 1) if isinstance(cell, Decimal) else cell
        if measure == "count" and "sum" in entry:
            return self._sum(release, code, year, entry)
        if measure in ("percentage", "rate"):
            of = entry.get("percent_of", "") if measure == "percentage" else "children_aged_under_18"
            return self._over(release, code, year, (indicator, category), (of, 100 if measure == "percentage" else 10000)) if of else None
        return None

    def _over(self, release: str, code: str, year: int, count_of: tuple[str, str], of: tuple[str, int]) -> Cell | None:
        count = self.value(release, code, year, count_of[0], "count", count_of[1])
        below = self.value(release, code, year, of[0], "count")
        if below is None:
            below = next((v for other in self.newest_first if (v := self.value(other, code, year, of[0], "count")) is not None), None)
        if count is None or below is None:
            return None
        if isinstance(count, str) or isinstance(below, str):
            return count if isinstance(count, str) else below
        return half_up(count * of[1] / below, 1) if below else "z"

    def _sum(self, release: str, code: str, year: int, entry: dict[str, Any]) -> Cell | None:
        """The parts added up; where some are hidden, the total less all the rest, if these are printed."""
        def of(groups: list[list[str]]) -> list[Cell | None]:
            return [next((c for a in group if (c := self._at(release, a, code, year)) is not None), None) for group in groups]

        parts = of(entry["sum"])
        if any(part is None for part in parts):
            return None
        if all(isinstance(part, Decimal) for part in parts):
            return sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
        total, rest = self.value(release, code, year, entry["percent_of"], "count"), of(entry.get("rest", []))
        hidden = [part for part in parts if isinstance(part, str)]
        if rest and isinstance(total, Decimal) and all(isinstance(part, Decimal) for part in rest) and len(hidden) > 1:
            return total - sum(part for part in rest if isinstance(part, Decimal))
        return hidden[0]

    def releases(self, code: str, year: int, indicator: str) -> list[str]:
        """The releases that print anything of the indicator there and then, newest first."""
        indicators = [self.where[indicator].get("count_of", indicator)]
        measures = ("count", "rate", "percentage", "average")
        return [release for release in self.newest_first
                if any(self.value(release, code, year, name, measure, category) is not None
                       for name in indicators for measure in measures for category in ("", *self.categories(name)))]  # fmt: skip

    def suppresses(self, release: str, addresses: list[str], code: str, year: int) -> bool:
        """Whether the cell at one of these addresses is suppressed."""
        return any(self._at(release, address, code, year) == "c" for address in addresses)

    def authorities(self, release: str, year: int) -> Iterator[str]:
        """The codes of the local authorities in the release's main file for ``year``."""
        table = self._table(release, "w" if release in WIDE else "b1")
        return (code for code, at, _ in table if at == year and not code.startswith("E"))


def _code(row: dict[str, str]) -> str:
    level = row["geographic_level"].strip()
    if level == "National":
        return row["country_code"].strip()
    return row["region_code"].strip() if level == "Regional" else row["old_la_code"].strip()
