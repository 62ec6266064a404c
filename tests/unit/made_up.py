"""Tiny files in DfE's layouts with made-up figures, and a store read back."""

from collections.abc import Iterable
from pathlib import Path

from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.disclosure.door import LATEST, Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.load.published.release import load_published
from cin_narrative.store.store import Store

KEYS = ("time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
        "old_la_code,new_la_code,la_name,category")  # fmt: skip
DERBY, CHESTER = "831", "896"


def line(year, area, *cells) -> str:
    """One row of a long file: England, a region (E12...) or an authority; of an area that there is none of, made-up names."""
    areas = load_areas()
    if area == ENGLAND:
        place = f"National,{ENGLAND},England,,,,,"
    elif area.startswith("E"):
        place = f"Regional,{ENGLAND},England,{area},{areas.get(area).name if area in areas else 'Somewhere'},,,"
    elif area in areas:
        own = areas.get(area, year)
        place = f'Local authority,{ENGLAND},England,{own.region},{areas.get(own.region).name},{area},{own.ons_code},"{own.name}"'
    else:
        place = f"Local authority,{ENGLAND},England,E12000004,Somewhere,{area},E06000000,Anywhere"
    return ",".join([f"{year},Reporting year,{place},Total", *map(str, cells)])


def long_text(columns: str, rows: Iterable[tuple], end: str = "\n") -> str:
    return end.join([f"{KEYS},{columns}", *(line(*row) for row in rows), ""])


def long_file(path: Path, columns: str, rows: Iterable[tuple]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(long_text(columns, rows), encoding="utf-8")
    return path


def wide_text(columns: str, rows: Iterable[tuple]) -> str:
    """A first-published file: rows of (Geog_l, Geog_c, cells...)."""
    lines = [f"Geog_l,Geog_c,Geog_n,New_LA_code,{columns}"]
    lines += [",".join([level, code, "", "", *map(str, cells)]) for level, code, *cells in rows]
    return "\n".join([*lines, ""])


def b1(folder: Path, rows: Iterable[tuple], years: str = "2013_to_2024") -> Path:
    """A file of children in need at 31 March (count, rate)."""
    return long_file(folder / f"b1_children_in_need_{years}.csv", "At31_episodes,At31_episodes_rate", rows)


def load(store: Path, *paths: Path, **choices):
    return load_published(list(paths), store, load_catalogue(), load_areas(), **choices)


class Reader:
    """Figures of one store, a fresh page for each question."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(path)

    def figure(self, indicator, area, year, measure="count", category="", release=LATEST):
        figures = Figures(Door(self.store, load_catalogue(), release), load_catalogue(), load_areas())
        return figures.level(indicator, Measure(measure), load_areas().get(area, year), year, category)

    def shown(self, *question, **choices):
        figure = self.figure(*question, **choices)
        return figure.shown if figure else None

    def everything(self):
        """Every stored cell, in a fixed order."""
        return self.store._query("SELECT * EXCLUDE (priority) FROM store.observations ORDER BY ALL")
