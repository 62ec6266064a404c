"""What grew faster than what: both moves are worked out, or what was not read is said. The figures are DfE's of the 2024 release and the ONS's of mid-2012
to mid-2023, read off their files by hand: Bedford's children in need 1,271 and 1,307 (2.8%), its children 36,295 and 43,070 (18.7%); Kent's 32.7%
and 7.8%; Leeds's referrals 11,679 and 9,914; England's in need 7.1% by number and 4.2% by rate from 2013 to 2018."""

import re

import pytest

from cin_narrative.questions import answer
from cin_narrative.store.store import Store

YES, NO = "Yes: ", "No: "
CASES = [
    ("Did Bedford's children in need grow more than its population between 2013 and 2024?", NO, "6,775 (18.7%)"),
    ("Has Kent's number of children in need grown faster than its child population since 2013?", YES, "25,311 (7.8%)"),
    ("Has the number of section 47 enquiries in Kent grown faster than the child population since 2019?", YES, "16,947 (5.1%)"),
    ("Have Kent's children in need risen more slowly than its child population since 2013?", NO, "25,311 (7.8%)"),
    ("Did referrals in Leeds rise more than the population of children between 2018 and 2024?", NO, "8,129 (4.9%)"),
    ("Did Kent's referrals grow faster than its section 47s since 2019?", YES, "1,324 (22.0%)"),
    # a number and percentage points are not set against each other
    ("Did Kent's referrals rise more than its re-referrals in 2024?", "This is not answered with yes or no", "1.5 percentage points"),
    # one of two metrics is asked for, and each of them rose
    ("Did the number or the rate of children in need rise faster in England between 2013 and 2018?", "", "26,680 (7.1%)"),
    ("Did the rate or the number of plans in Derby fall faster since 2018?", "", "291 (56.1%)"),
    ("Did the percentage or the number of re-referrals in Kent rise more since 2019?", "", "re-referrals"),
    # whether nothing moved: the move, and no yes to "little changed"
    ("Was the number of children in need in Kent unchanged between 2023 and 2024?", "", "little changed: 11,784 at 31 March 2023 and 11,717"),
    ("Did the number of plans in Leeds stay the same in 2024?", "", "rose by 73"),
    ("Has the rate of plans in Derby remained the same since 2023?", "", "fell by 8.8"),
    # what is set against was not read
    ("Have children in need in Derby grown faster than the number of children in Derby since 2013?", "", '"faster than"'),
    ("Did plans in Derby rise more than the number of children since 2013?", "", '"more than"'),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(store_2024, catalogue, areas):
    with Store.open(store_2024) as store:
        yield lambda question: re.sub(r" \[\d+\]", "", answer(question, store, catalogue, areas).text)


@pytest.mark.parametrize(("question", "verdict", "says"), CASES)
def test_one_move_is_set_against_another(told, question, verdict, says) -> None:
    said = told(question)
    assert verdict in said
    assert says in said
    assert not any(other in said for other in (YES, NO) if other != verdict)
