"""DfE's release of 2024 through the door: every printed cell as printed, no suppressed one, and no figure of ours that is one hidden cell.

A sample of areas and years; all of them: ``benchmarks/disclosure.py``.
"""

import pytest
from published_attacker import Tally, attack

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.store.store import Store

CATALOGUE, AREAS = load_catalogue(), load_areas()


@pytest.fixture(scope="module")
def store(store_2024):
    with Store.open(store_2024) as opened:
        yield opened


@pytest.mark.parametrize("year", [2014, 2019, 2022, 2024])
def test_no_figure_of_ours_is_a_suppressed_cell_and_every_printed_one_is_shown(store, year):
    tally = Tally()
    for release in ("2024", "2020"):
        for area in AREAS.authorities(year)[:: 7 if year == 2022 else 19]:
            attack(store, CATALOGUE, AREAS, area, year, release, tally)
    assert tally.faults == []
    assert tally.printed > 1_500
    assert tally.suppressed > 100
    assert tally.ours > 100


def test_a_share_of_printed_cells_is_the_same_in_every_place(store):
    """South Tyneside's 89.8% of conferences within 15 days of 2022: two printed bands, beside a suppressed one that was protected by leaving it out
    where the page showed the others.
    """
    area = AREAS.find("South Tyneside", 2022)
    for beside in ([], [one.id for one in CATALOGUE]):
        figures = Figures(Door(store, CATALOGUE), CATALOGUE, AREAS)
        list(figures.all_of(area, 2022, [CATALOGUE[one] for one in beside]))
        assert figures.level("conferences_within_15_working_days", Measure.PERCENTAGE, area, 2022).shown == "89.8%"
