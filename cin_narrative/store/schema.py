"""The tables of a store, and the version of their layout. None could hold a row about a child."""

from __future__ import annotations

SCHEMA_VERSION = "4"
OLDER = ("1", "2", "3")  # a load makes a store of an older layout into one of this
READ_AS_IT_IS = ("3",)  # of these, which need no load to be read: they hold no submissions
UNDECIDED = ("1",)  # of these, in which nobody decided what may be shown
SCHEMA = """
CREATE TABLE meta(key VARCHAR, value VARCHAR);
CREATE TABLE releases(release VARCHAR, label VARCHAR, "order" DOUBLE);
CREATE TABLE sources(id INTEGER, name VARCHAR, sha256 VARCHAR, release VARCHAR, loaded VARCHAR);
CREATE TABLE findings(
  area VARCHAR, year SMALLINT, release VARCHAR, rule VARCHAR, handling VARCHAR, records INTEGER,
  out_of INTEGER, indicators VARCHAR[], words VARCHAR);
CREATE TABLE sums_shown(area VARCHAR, year SMALLINT, release VARCHAR, indicator VARCHAR);
CREATE TABLE breaches(
  rule VARCHAR, severity VARCHAR, file VARCHAR, "row" INTEGER, col VARCHAR, area VARCHAR,
  year SMALLINT, release VARCHAR, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  expected VARCHAR, found VARCHAR, message VARCHAR);
CREATE TABLE decided_before(
  area VARCHAR, year SMALLINT, indicator VARCHAR, category VARCHAR, value DOUBLE, masked BOOLEAN,
  version INTEGER);
CREATE TABLE constants(
  release VARCHAR, year SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  below VARCHAR, lag SMALLINT, theta DOUBLE, tau DOUBLE, phi DOUBLE, authorities SMALLINT,
  up SMALLINT, down SMALLINT);
CREATE TABLE submissions(
  area VARCHAR, number INTEGER, year SMALLINT, last_day VARCHAR, file VARCHAR, sha256 VARCHAR,
  made_on VARCHAR, loaded VARCHAR, label VARCHAR, release VARCHAR, beside_before BOOLEAN);
CREATE TABLE submission_records(area VARCHAR, number INTEGER, place VARCHAR, records INTEGER);
CREATE TABLE submission_figures(
  area VARCHAR, number INTEGER, indicator VARCHAR, measure VARCHAR, category VARCHAR, value DOUBLE,
  symbol VARCHAR, col VARCHAR, citation VARCHAR, masked BOOLEAN);
CREATE TABLE submission_findings(
  area VARCHAR, number INTEGER, rule VARCHAR, handling VARCHAR, records INTEGER, out_of INTEGER,
  indicators VARCHAR[], words VARCHAR);
CREATE TABLE submission_sums(area VARCHAR, number INTEGER, indicator VARCHAR)
"""
# The columns of the table of observations as files give them, in the order of ``Observation``;
# whether a cell is masked is decided when they are stored.
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
STORED = f"{OBSERVATIONS}, masked"
# What a store is built from, beside the cells of sheets: staged observations, what each column of a
# sheet holds, and what files of its kind hold.
WORKING = """
CREATE TEMP TABLE staged(
  area VARCHAR, year SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  release VARCHAR, value DOUBLE, symbol VARCHAR, source INTEGER, "row" INTEGER, col VARCHAR,
  citation VARCHAR, priority SMALLINT);
CREATE TEMP TABLE columns(
  number INTEGER, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  release VARCHAR, source INTEGER, col VARCHAR, priority SMALLINT);
CREATE TEMP TABLE family_cells(
  source INTEGER, release VARCHAR, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  priority SMALLINT);
"""
