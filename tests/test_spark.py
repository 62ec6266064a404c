"""The same SQL on DuckDB and on local Spark gives equal rows, for every indicator. Opt-in: pytest -m spark (Java 17, pyspark)."""

import os
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.xml_reader import read_xml
from cin_narrative.load.returns.compute import compute
from cin_narrative.load.returns.engine import DuckDBEngine, Engine
from cin_narrative.load.returns.event_views import VIEWS, prepare
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.quality.findings import find, make_views
from cin_narrative.load.returns.spark_engine import SparkEngine
from cin_narrative.load.starter import build_starter
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.store.store import Store

pytestmark = [pytest.mark.spark, pytest.mark.timeout(1500)]


@pytest.fixture(scope="module")
def session():
    pyspark_sql = pytest.importorskip("pyspark.sql")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        pyspark_sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1").config("spark.driver.memory", "2g").config("spark.log.level", "ERROR")
        .config("spark.sql.session.timeZone", "UTC").getOrCreate()
    )  # fmt: skip
    yield session
    session.stop()


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[tuple[str, int, Path]]:
    """Two made-up authorities, each with the return of the year before."""
    folder, found = tmp_path_factory.mktemp("returns"), []
    for area, year, factor in (("831", 2016, 0.2), ("896", 2023, 0.3)):
        now, before = make_return(derby_totals().scaled(factor), area, year, folder, load_catalogue(), seed=3)
        found += [(area, year, now), (area, year - 1, before)]
    return found


def filled(engine: Engine, files: list[tuple[str, int, Path]]) -> list[ReturnKey]:
    numbers, keys = Numbers(), []
    for return_id, (area, year, path) in enumerate(files, 1):
        keys.append(ReturnKey(return_id, path.name, area, year, "undated", ""))
        with path.open("rb") as stream:
            read_xml(stream, path.name, CensusRows(engine, return_id, numbers))
    prepare(engine, keys)
    return keys


def test_every_indicator_every_view_and_every_finding_is_the_same_on_both_engines(session, files) -> None:
    duck, spark = DuckDBEngine(), SparkEngine(session)
    keys = filled(duck, files)
    assert filled(spark, files) == keys
    here, there = (sorted(compute(engine, keys, load_catalogue()), key=str) for engine in (duck, spark))
    assert len(here) > 2_000
    assert here == there
    for view in VIEWS:
        sizes = [engine.rows(f"SELECT count(*) FROM {view}")[0][0] for engine in (duck, spark)]
        assert sizes[0] == sizes[1], view
    for engine in (duck, spark):
        make_views(engine)
    assert find(duck, keys, load_catalogue()) == find(spark, keys, load_catalogue())
    spark.close()


def test_returns_loaded_through_spark_make_the_same_store(session, files, tmp_path) -> None:
    paths = [path for area, _, path in files if area == "831"]
    api.load(paths, build_starter_in(tmp_path / "duck.duckdb"))
    api.load(paths, build_starter_in(tmp_path / "spark.duckdb"), make_engine=lambda: SparkEngine(session))
    told = [list(map(str, api.figures(store, area="Derby", year=2016, audience=INTERNAL)))
            for store in map(Store.open, (tmp_path / "duck.duckdb", tmp_path / "spark.duckdb"))]  # fmt: skip
    assert len(told[0]) > 500
    assert told[0] == told[1]


def build_starter_in(path: Path) -> Path:
    build_starter(path, load_catalogue(), load_areas())
    return path
