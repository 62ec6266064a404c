"""A figure's receipt: what it is out of, and whether that gives it exactly."""

import pytest

from cin_narrative import api
from cin_narrative.writing.commentary import source_line
from cin_narrative.writing.receipts import receipts


@pytest.mark.parametrize(("year", "release", "parts", "exact"), [
    (2016, "first-published", ["2,342", "58,900"], False),  # 2,342 of 58,900 is 397.6: DfE printed 397.9, and the population to the nearest 100
    (2016, "2024", ["2,342", "58,474"], True),
])  # fmt: skip
def test_a_receipt_says_where_its_numbers_do_not_give_the_figure_exactly(starter_store, year, release, parts, exact):
    with api.open_store(starter_store) as store:
        commentary = api.summary(store, "Derby", year, release)
        made = receipts(commentary, [], range(1, len(commentary.ledger.entries) + 1), store, api.catalogue())
    lines = [dict(part.lines) for one in made for part in one.parts or (one,)]
    rate = next(line for line in lines if line["Measure"].startswith("rate") and line.get("Numerator", "").startswith("2,342 children in need"))
    assert [rate[name].split()[0] for name in ("Numerator", "Denominator")] == parts
    assert ("As printed" not in rate) is exact


@pytest.mark.parametrize(("question", "said"), [
    ("What was the rate of children in need in Derby in 2024 compared with England?", "difference in rate from England, Derby, 31 March 2024"),
    ("How did the rate of children in need in Derby change from 2023 to 2024?", "change in rate since 31 March 2023, Derby, 31 March 2024"),
])  # fmt: skip
def test_a_difference_between_areas_is_not_called_a_change_over_time(starter_store, question, said):
    with api.open_store(starter_store) as store:
        found = api.ask(store, question)
        assert found.outcome == "answered"
        assert any(said in source_line(mark, figure) for mark, figure in enumerate(found.commentary.figures, start=1))
