"""Whether findings mean something, in small: all of it is ``benchmarks/findings.py``."""

from __future__ import annotations

import statistics

import pytest
from proof.meaning import null, planted, planting, quiet_and_real, redrawn

from cin_narrative.store.store import Store

YEAR = 2024
pytestmark = pytest.mark.slow


def test_a_stage_that_is_doubled_or_halved_leads_a_quiet_council(store_2024, tmp_path):
    with Store.open(store_2024) as store:
        quiet, _ = quiet_and_real(store, YEAR, 8)
    copy = planting(store_2024, tmp_path, YEAR)
    for factor in (2.0, 0.5):
        leads = [one.leads for stage in planted(copy, YEAR, factor, quiet).values() for one in stage]
        assert sum(leads) >= 7
    told = [one.told for stage in planted(copy, YEAR, 1.25, quiet).values() for one in stage]
    assert sum(told) <= 2  # an ordinary council moves by an eighth


def test_the_first_message_stays_among_the_messages_when_counts_are_drawn_anew(store_2024):
    with Store.open(store_2024) as store:
        found = redrawn(store, YEAR, 6, 15)
    assert statistics.mean(among for one in found for among, _ in one) >= 0.85


def test_little_stands_out_where_nothing_happened(store_2024):
    with Store.open(store_2024) as store:
        found = null(store, YEAR, 400)
    assert all(numbers[0] / 400 >= 0.87 for numbers in found.values()), found
