"""A median or quartile that the bands of the same durations rule out is in doubt, and no other."""

import pytest
from made_up import DERBY, load, long_file

from cin_narrative.load.breach import Severity

HEADERS = (
    "Assessments_completed,Same_day,1-10_days,11-20_days,21-30_days,31-40_days,41-45_days,46-50_days,51-60_days,61+_days,"
    "25th_Percentile_days,Median_days,75th_Percentile_days"
)
# 100 assessments: 10 the same day, 30 within 10 days, 30 within 20, 20 within 30, 10 within 45
BANDS = (10, 30, 30, 20, 0, 10, 0, 0, 0)


def in_doubt(tmp_path, bands, percentiles, total=100):
    path = tmp_path / "c2_children_in_need_assessments_duration_2024_to_2024.csv"
    report = load(tmp_path / "store.duckdb", long_file(path, HEADERS, [(2024, DERBY, total, *bands, *percentiles)]))
    found = [one for one in report.breaches if one.severity is Severity.DOUBT]
    assert all(one.expected == "" for one in found)
    return {one.category for one in found}


@pytest.mark.parametrize(("percentiles", "told"), [
    ((6, 14, 24), set()),
    ((1, 11, 21), set()),  # the first day of each band
    ((10, 20, 30), set()),  # the last
    ((6, 30, 24), {"median"}),  # 70 took 20 days or fewer
    ((6, 10, 24), {"median"}),  # 60 took 11 days or more
    ((0, 14, 24), {"lower_quartile"}),  # 90 took longer than the same day
    ((6, 14, 45), {"upper_quartile"}),  # 90 took 30 days or fewer
    ((176, 215, 284), {"lower_quartile", "median", "upper_quartile"}),  # as Yorkshire and the Humber's conferences of 2018
    (("x", "x", "x"), set()),
])  # fmt: skip
def test_where_half_stand_decides(tmp_path, percentiles, told):
    assert in_doubt(tmp_path, BANDS, percentiles) == told


@pytest.mark.parametrize(("bands", "median", "told"), [
    ((10, 40, 30, 20, 0, 0, 0, 0, 0), 10, set()),  # fifty on each side: either band may hold the middle
    ((10, 40, 30, 20, 0, 0, 0, 0, 0), 10.5, set()),
    ((10, 40, 30, 20, 0, 0, 0, 0, 0), 11, set()),
    ((10, 42, 28, 20, 0, 0, 0, 0, 0), 11, {"median"}),
    ((10, "c", 28, 20, 0, "c", 0, 0, 0), 11, set()),  # what is hidden may stand on either side
    ((10, "c", 28, 52, 0, "c", 0, 0, 0), 11, {"median"}),  # 52 took 21 days or more, whatever is hidden
])  # fmt: skip
def test_what_may_be_on_either_side_is_no_doubt(tmp_path, bands, median, told):
    assert in_doubt(tmp_path, bands, ("x", median, "x")) & {"median"} == told


def test_a_band_that_slipped_is_in_doubt_and_not_the_median_that_it_upsets(tmp_path):
    assert "median" not in in_doubt(tmp_path, (10, 30, 30, 20, 0, 100, 0, 0, 0), ("x", 14, "x"))
