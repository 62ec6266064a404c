"""A small store for drafts: children in need of Derby, Leicester, the East Midlands and England, in two releases."""

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from made_up import DERBY, b1, load

from cin_narrative.api import drafts
from cin_narrative.store.store import Store

EAST_MIDLANDS, ENGLAND, LEICESTER = "E12000004", "E92000001", "856"
NEW = [
    (2015, DERBY, 2444, "420.6"), (2016, DERBY, 2342, "400.5"),
    (2015, LEICESTER, 2700, "330.1"), (2016, LEICESTER, 2636, "314.6"),
    (2015, EAST_MIDLANDS, 30000, "310.0"), (2016, EAST_MIDLANDS, 29000, "300.4"),
    (2015, ENGLAND, 391000, "340.1"), (2016, ENGLAND, 393910, "339.8"), (2024, DERBY, 2265, "377.1"),
    (2024, LEICESTER, 2500, "300.1"), (2024, EAST_MIDLANDS, 28000, "290.0"), (2024, ENGLAND, 399500, "332.9"),
]  # fmt: skip
OLD = [(2015, DERBY, 2444, "419.4"), (2016, DERBY, 2342, "398.8"), (2016, ENGLAND, 393910, "337.3"), (2015, ENGLAND, 391000, "340.1"),
       (2020, DERBY, 2000, "330.0"), (2020, ENGLAND, 389260, "323.7")]  # fmt: skip
HEADING = "Children in need at 31 March"


BUILT = TemporaryDirectory()  # the stores that tests copy, each built once


def newest_store(folder: Path) -> Store:
    """The newer release alone."""
    return Store.open(Path(shutil.copy(_built("2013_to_2024"), folder / "store.duckdb")))


def older_store(folder: Path) -> Store:
    """The release of 2020 alone; ``reload`` adds the newer one."""
    return Store.open(Path(shutil.copy(_built("2013_to_2020"), folder / "store.duckdb")))


@cache
def _built(years: str) -> Path:
    rows: Sequence[tuple] = {"2013_to_2024": NEW, "2013_to_2020": OLD}[years]
    path = Path(BUILT.name) / f"{years}.duckdb"
    load(path, b1(Path(BUILT.name) / years, rows, years))
    return path


def reload(folder: Path, *more: tuple) -> Store:
    """The store after the newer release has been loaded, with more rows of it."""
    load(folder / "store.duckdb", b1(folder / "new", [*NEW, *more]))
    return Store.open(folder / "store.duckdb")


def draft_of(store: Store, folder: Path, area: str = "Derby", year: int = 2016, release: str = "latest"):
    """A draft in a file, and its path."""
    path = folder / "a.draft.toml"
    return drafts.make_draft(store, path, area, year, release), path


def level_paragraph(draft):
    """The paragraph that begins "Derby had"."""
    return next(paragraph for paragraph in draft.paragraphs if paragraph.heading == HEADING)
