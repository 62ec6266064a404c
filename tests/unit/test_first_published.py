"""A first-published file holds one year of every authority: what was taken out of it is told."""

from made_up import DERBY, load, wide_text

from cin_narrative.catalogue.areas import load_areas

AUTHORITIES = [area.code for area in load_areas().authorities(2016)]
NAME = "SFR52-2016_Underlying_data.csv"


def told(tmp_path, rows):
    path = tmp_path / NAME
    path.write_text(wide_text("CINAt310316,CINAt310316RatePer10K,CINThro1516", rows), encoding="utf-8")
    return {one.rule: one.message for one in load(tmp_path / "store.duckdb", path).breaches}


def test_a_file_that_ends_before_its_last_authority_is_told_of_and_a_whole_one_is_not(tmp_path):
    rows = [("National", "E92000001", 1000, "..", ".."), *(("LA", code, 100, "..", "..") for code in AUTHORITIES)]
    assert "row" not in told(tmp_path, rows)
    cut = told(tmp_path, rows[: len(rows) // 2])
    assert f"({len(AUTHORITIES) - len(rows) // 2 + 1})" in cut["row"] and "England's row" in cut["row"]


def test_a_file_of_one_authority_is_a_choice(tmp_path):
    assert "row" not in told(tmp_path, [("LA", DERBY, 100, "..", "..")])


def test_a_column_that_the_file_had_is_missed(tmp_path):
    """The three columns here are of some two hundred."""
    assert "lacks columns that DfE has published" in told(tmp_path, [("LA", DERBY, 100, "..", "..")])["column"]
