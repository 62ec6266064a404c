"""A complete question that points at the year of the one before it in, the same with that year
out: "and what was the rate of conferences in Devon that year?"."""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import Ask, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.year_levels import SINGLE
from cin_narrative.reading.kinds.plural_anaphora import same_years
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.slots.anaphora import of_that_year

PAST = frozenset(("was", "were", "did", "had"))
AT = frozenset(("time", "point"))


def in_that_year(ask: Ask, before: Ask | None, facts: Facts) -> tuple[Ask, bool]:
    """The ask, and whether it takes its years from the one before it."""
    pointing = _told_from_that(facts) if ask.periods else points_at_year(facts)
    if before is None or ask.excluded or not pointing:
        return ask, False
    return msgspec.structs.replace(ask, inherits=(*ask.inherits, "periods")), True


def points_at_year(facts: Facts) -> bool:
    """Whether a clause is of the year, or the years, of the one before it: "that year", "then"."""
    return any(same_years(facts)) or _says_then(facts)


def beyond_that_year(ask: Ask, before: Ask) -> Ask:
    """ "How many were there in 2022? Has it ever been higher?": than in the year before it."""
    level = ask.threshold
    if level is None or level.period is None or level.period.words:
        return ask
    meaning = period(before.periods[0].words or "") if before.periods else None
    single = meaning is not None and meaning.form in SINGLE and len(before.periods) == 1
    elsewhere = ask.areas not in ((), before.areas) and "than" in (level.words or "").split()
    if elsewhere or of_that_year(before) or (before.periods and not single):
        left = Restrictor(words=level.words, what="unread")
        return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))
    own = msgspec.structs.replace(level, period=before.periods[0]) if single else level
    return msgspec.structs.replace(ask, threshold=own)


def _told_from_that(facts: Facts) -> bool:
    """ "The year before that": told from the year of the question before."""
    back = [one for one in facts.periods if one.meaning.form in ("before", "after", "ago")]
    said = [facts.spans.words(one.start, one.end).lower().split()[-1] for one in back]
    return len(facts.periods) == 1 and said in (["that"], ["then"])


def _says_then(facts: Facts) -> bool:
    """ "What was it in Devon then?", "back then", "at that time": of what is past, and no "so"."""
    texts = [text for text in facts.texts() if text.isalpha()]
    at_time = texts[-2:-1] in (["that"], ["the"]) and texts[-1] in AT and texts[-3:-2] == ["at"]
    there = range(facts.clause.start, facts.clause.end) if at_time else ()
    facts.plain.update(at for at in there if facts.spans.tokens[at].text in AT)
    then = texts[-1:] == ["then"] and (texts[-2:-1] == ["back"] or bool(PAST & set(texts[:-1])))
    return then or at_time
