"""An ask and the ask before it in, the years that it takes from that one out: the same, those that
its own are told from, the year that it came to."""

from __future__ import annotations

from cin_narrative.reading.contract import Ask, Slot
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.slots.anaphora import of_that_year
from cin_narrative.reading.turns.shapes import is_own_year
from cin_narrative.reading.turns.since_then import from_then, says_since

NO_AREAS = {"definition", "about_data", "coverage", "help"}
RELATIVE = {"before", "after", "ago", "years_before"}
OTHER_END = {"since", "until", "year", "latest", "first"}


def judges_that(ask: Ask) -> bool:
    """ "Is that high?": asked of the figure before, with its place and year."""
    return ask.aspect == "good_or_bad" and not ask.measures


def periods_before(ask: Ask, before: Ask, facts: Facts, taken: list[Slot]) -> dict[str, object]:
    """A period that is told by its distance stands beside the one that it is told from."""
    if ask.ask in NO_AREAS and not judges_that(ask):
        return {}
    ago = {one.meaning.form for one in facts.periods} == {"ago"}  # both are from the latest year
    gone = ago and all("ago" in (one.words or "") for one in before.periods)
    anchors = tuple(one for one in before.periods if one.words and not gone)
    if says_since(facts) and (run := from_then(ask, before, facts)):
        return {"periods": run}
    if is_own_year(ask, before, facts):
        return {}
    relative = any(one.meaning.form in RELATIVE for one in facts.periods)
    other = relative or any(one.meaning.form in OTHER_END for one in facts.periods)
    if ask.ask == "change" and len(ask.periods) == 1 and anchors and other:
        return {"periods": (*ask.periods, anchors[-1])}
    dated = before.periods or of_that_year(before) or "periods" in before.inherits
    if (not ask.periods and dated) or (relative and anchors):
        taken.append("periods")
    return {}
