"""The views of the page and what tells that one is drawn."""

from typing import Any

from waiting import settled

VIEWS = {  # view -> a text that is there once it is drawn
    "overview": "What to know", "report": "Children in need in Derby", "ask": "Examples of questions", "drafts": "Empty sections:", "data": "What is held here",
    "indicators": "What each figure counts",
}  # fmt: skip


def opened(tab: Any, address: str, view: str, more: str = "") -> Any:
    """A view of Derby in 2024, once it has come to rest."""
    tab.goto(f"{address}/{view}?area=Derby&year=2024{more}")
    tab.get_by_text(VIEWS[view]).first.wait_for()
    settled(tab)
    tab.evaluate("document.fonts.ready.then(() => true)")
    return tab
