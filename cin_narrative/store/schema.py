"""The tables of a store, and the version of their layout. None could hold a row about a child."""

from __future__ import annotations

SCHEMA_VERSION = "1"
SCHEMA = """
CREATE TABLE meta(key VARCHAR, value VARCHAR);
CREATE TABLE releases(release VARCHAR, label VARCHAR, "order" DOUBLE);
CREATE TABLE sources(id INTEGER, name VARCHAR, sha256 VARCHAR, release VARCHAR, loaded VARCHAR);
CREATE TABLE findings(
  area VARCHAR, year SMALLINT, release VARCHAR, rule VARCHAR, handling VARCHAR, records INTEGER,
  out_of INTEGER, indicators VARCHAR[], words VARCHAR);
"""
# The columns of the table of observations, in the order of ``Observation``.
OBSERVATIONS = ", ".join(
    (
        "area",
        "year",
        "indicator",
        "measure",
        "category",
        "release",
        "value",
        "symbol",
        "source",
        '"row"',
        "col",
        "citation",
    )
)
# What a store is built from: staged observations, and which cell each column of a sheet holds.
WORKING = """
CREATE TEMP TABLE staged(
  area VARCHAR, year SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  release VARCHAR, value DOUBLE, symbol VARCHAR, source INTEGER, "row" INTEGER, col VARCHAR,
  citation VARCHAR, priority SMALLINT);
CREATE TEMP TABLE columns(
  sheet INTEGER, number SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  release VARCHAR, source INTEGER, col VARCHAR, priority SMALLINT);
"""
