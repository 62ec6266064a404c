"""Every control of every view, pressed one after another: what a click changes is in view."""

import pytest
from clicks import out_of_view
from waiting import settled

pytestmark = pytest.mark.browser
ASKED = "&q=How+did+primary+need+break+down+in+Derby+from+2020+to+2024%3F"
VIEWS = {  # view -> what tells that it is drawn, how many controls are pressed at most
    "overview": ("What to know", 40), "report": ("What to know", 40), "ask": ("Examples of questions", 30), "drafts": ("Empty sections:", 40),
    "data": ("What is held here", 10), "indicators": ("What each figure counts", 6), f"ask{ASKED}": ("Read as", 20),
}  # fmt: skip


SELDOM = ("drafts", "data", "indicators", "ask")  # what other tests press too


@pytest.mark.parametrize("view", [pytest.param(one, marks=pytest.mark.slow) if one in SELDOM else one for one in VIEWS])
def test_what_a_click_changes_is_in_view(watched, address, view):
    drawn, most = VIEWS[view]
    tab = watched(address)
    name, _, asked = view.partition("&")
    tab.goto(f"{address}/{name}?area=Derby&year=2024{'&' if asked else ''}{asked}&draft=derby-2024")
    tab.get_by_text(drawn).first.wait_for()
    settled(tab)
    assert list(out_of_view(tab, most)) == []
    assert len(tab.pressed) > 1
    assert tab.faults == []
