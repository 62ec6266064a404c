"""A median or quartile that the bands of the same durations rule out is in doubt, and no other."""

import pytest
from made_up import load, long_file

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.store.breach import Severity

HEADERS = (
    "Assessments_completed,Same_day,1-10_days,11-20_days,21-30_days,31-40_days,41-45_days,46-50_days,51-60_days,61+_days,"
    "25th_Percentile_days,Median_days,75th_Percentile_days"
)
# 100 assessments: 10 the same day, 30 within 10 days, 30 within 20, 20 within 30, 10 within 45
BANDS = (10, 30, 30, 20, 0, 10, 0, 0, 0)


HALVES = [
    (BANDS, (6, 14, 24), set()),
    (BANDS, (1, 11, 21), set()),  # the first day of each band
    (BANDS, (10, 20, 30), set()),  # the last
    (BANDS, (6, 30, 24), {"median"}),  # 70 took 20 days or fewer
    (BANDS, (6, 10, 24), {"median"}),  # 60 took 11 days or more
    (BANDS, (0, 14, 24), {"lower_quartile"}),  # 90 took longer than the same day
    (BANDS, (6, 14, 45), {"upper_quartile"}),  # 90 took 30 days or fewer
    (BANDS, (176, 215, 284), {"lower_quartile", "median", "upper_quartile"}),  # as Yorkshire and the Humber's conferences of 2018
    (BANDS, ("x", "x", "x"), set()),
]
MEDIANS = [
    ((10, 40, 30, 20, 0, 0, 0, 0, 0), ("x", 10, "x"), set()),  # fifty on each side: either band may hold the middle
    ((10, 40, 30, 20, 0, 0, 0, 0, 0), ("x", 10.5, "x"), set()),
    ((10, 40, 30, 20, 0, 0, 0, 0, 0), ("x", 11, "x"), set()),
    ((10, 42, 28, 20, 0, 0, 0, 0, 0), ("x", 11, "x"), {"median"}),
    ((10, "c", 28, 20, 0, "c", 0, 0, 0), ("x", 11, "x"), set()),  # what is hidden may stand on either side
    ((10, "c", 28, 52, 0, "c", 0, 0, 0), ("x", 11, "x"), {"median"}),  # 52 took 21 days or more, whatever is hidden
]
SLIPPED = ((10, 30, 30, 20, 0, 100, 0, 0, 0), ("x", 14, "x"), set())  # its median is not in doubt, which the band upsets
CASES = [*HALVES, *MEDIANS, SLIPPED]
AREAS = [code for code in map(str, range(301, 400)) if code in load_areas()][: len(CASES)]


@pytest.fixture(scope="module")
def in_doubt(tmp_path_factory):
    """What is in doubt of every case, each an authority's of one file."""
    folder = tmp_path_factory.mktemp("percentiles")
    rows = [(2024, area, 100, *bands, *percentiles) for area, (bands, percentiles, _) in zip(AREAS, CASES, strict=True)]
    report = load(folder / "store.duckdb", long_file(folder / "c2_children_in_need_assessments_duration_2024_to_2024.csv", HEADERS, rows))
    found = [one for one in report.breaches if one.severity is Severity.DOUBT]
    assert all(one.expected == "" for one in found)
    return {area: {one.category for one in found if one.area == area} for area in AREAS}


@pytest.mark.parametrize("place", range(len(HALVES)))
def test_where_half_stand_decides(in_doubt, place):
    assert in_doubt[AREAS[place]] == CASES[place][2]


@pytest.mark.parametrize("place", range(len(HALVES), len(CASES)))
def test_what_may_be_on_either_side_is_no_doubt(in_doubt, place):
    assert in_doubt[AREAS[place]] & {"median"} == CASES[place][2]
