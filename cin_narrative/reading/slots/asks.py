"""The facts of a clause and its operator in, an ask with its slots out.

Slots of an operator take only what is theirs: a change its two years, a comparison what it is set
against, a top its field. What a slot takes is owned; what none takes is left to the residue.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.reading.contract import Ask, AskKind, Aspect
from cin_narrative.reading.facts.apparent_slots import with_untold
from cin_narrative.reading.facts.clause_facts import OTHER_WAY, Facts
from cin_narrative.reading.kinds import uses
from cin_narrative.reading.kinds.evidence import WIDE_NEEDED, years_said
from cin_narrative.reading.kinds.superlatives import among_its_kinds
from cin_narrative.reading.measures.months import of_month
from cin_narrative.reading.measures.parallel_categories import of_both
from cin_narrative.reading.slots.measures import measures_of
from cin_narrative.reading.slots.places import with_places
from cin_narrative.reading.slots.ranking import with_change, with_level, with_limit
from cin_narrative.reading.slots.years import own_run, with_each, with_periods
from cin_narrative.reading.syntax.frames import FIGURES
from cin_narrative.reading.words.closed_classes import INVERTED, PRONOUNS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.tokens import stem


def build_ask(facts: Facts, kind: AskKind, lexicon: Lexicon) -> Ask:
    """The ask of a clause, with the slots of its operator."""
    ask = Ask(ask=kind, words=facts.spans.words(facts.clause.start, facts.clause.end))
    ask = msgspec.structs.replace(ask, measures=measures_of(facts, lexicon), cue=_cue(facts, kind))
    ask = with_places(ask, facts, lexicon)
    ask = of_month(with_periods(ask, facts), facts, lexicon)
    single = ask.ask == "change" and bool(ask.excluded) and len(ask.periods) == 1
    if single and not facts.having("change"):  # "in 2022 but not 2023"
        ask = msgspec.structs.replace(ask, ask="value")
    ask = with_each(ask, facts)
    if kind == "streak":
        own_run(facts)
    for fill in (with_change, with_limit, with_level, _with_aggregate, _with_aspect):
        ask = fill(ask, facts, lexicon)
    ask = among_its_kinds(ask, facts, lexicon)
    if ask.within and ask.limit and ask.limit.of == "years" and not facts.having("each", "areas"):
        areas = ask.areas or (ask.within,)  # "the year that England was highest in"
        ask = msgspec.structs.replace(ask, areas=areas, within=None)
    return with_untold(of_both(_with_form(ask, facts), facts, lexicon), facts, lexicon)


def _cue(facts: Facts, kind: AskKind) -> str | None:
    """The words that say what is asked; every cue of the operator's own kinds is taken."""
    taken = [one for one in facts.cues if one.kind in uses(kind)]
    for one in taken:
        facts.own(one.start, one.end)
    metric = facts.having("metric")
    for one in metric:
        facts.own(one.start, one.end)
    first = (taken or metric)[:1]
    return facts.spans.words(first[0].start, first[0].end) if first else None


def _with_aspect(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    aspect: Aspect | None = None
    if ask.ask == "definition":
        aspect = (
            "difference"
            if facts.having("definition", "difference") and len(ask.measures) > 1
            else "meaning"
        )
    if ask.ask == "about_data":
        cues = facts.having("about")
        best = min(cues, key=lambda one: one.cue.value == "good_or_bad")
        aspect = best.cue.value  # type: ignore[assignment]
    return msgspec.structs.replace(ask, aspect=aspect) if aspect else ask


def _with_form(ask: Ask, facts: Facts) -> Ask:
    forms = facts.having("form")
    for one in forms:
        facts.own(one.start, one.end)
    if not forms:
        return ask
    drawn = forms[0].cue.value in ("table", "chart") and years_said(facts) >= WIDE_NEEDED
    if drawn and ask.ask == "change":  # each year is wanted, and not the ends alone
        ask = msgspec.structs.replace(ask, ask="trend", each=("year",))
    return msgspec.structs.replace(ask, form=forms[0].cue.value)


def _sum_put_first(ask: Ask) -> Ask:
    """ "Do Leeds and Bradford together have more than Hull": Hull has fewer than both."""
    return msgspec.structs.replace(
        ask,
        areas=ask.compare_with,
        compare_with=ask.areas,
        aggregate="sum",
        than=OTHER_WAY.get(ask.than),
    )


def _with_aggregate(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    cues = facts.having("aggregate")
    summed = facts.having("aggregate", "sum")
    if ask.ask == "compare" and summed and len(ask.areas) > 1 and ask.compare_with:
        if len(ask.compare_with) == 1:
            return _sum_put_first(ask)
        facts.unread += [(one.start, one.end) for one in summed]  # one sum against another
        return ask
    if ask.ask == "compare" and summed and len(ask.compare_with) > 1:
        return msgspec.structs.replace(ask, aggregate="sum")
    if ask.ask != "aggregate":
        return ask
    for cue in facts.spans.cues:  # "the average number a year": over years, and no length of time
        if cue.kind == "trend" and facts.clause.start <= cue.start < facts.clause.end:
            facts.own(cue.start, cue.end)
    if facts.having("pace"):
        return msgspec.structs.replace(ask, aggregate="mean")
    if not cues:
        return msgspec.structs.replace(ask, aggregate="sum")
    return msgspec.structs.replace(ask, aggregate=cues[0].cue.value)


def predicated(asks: Sequence[Ask]) -> list[Ask]:
    """The asks of a question whose verb comes last as one: "how many referrals, and how many
    re-referrals, did Kent have in 2023". It says of each what none of them says itself; "was it
    Kent" and "and did Kent" are asks of their own."""
    *before, last = asks or [Ask(ask="none")]
    verb, *subject = (last.words or "").lower().split()[:2] or [""]
    bare = not (last.measures or last.restrictors) and {"measures", "ask"} <= {*last.inherits}
    said = any((one.areas and last.areas) or (one.periods and last.periods) for one in before)
    back = {*subject} & PRONOUNS - {(area.words or "").lower() for area in last.areas}
    led = verb in INVERTED and not (said or back)
    if not (before and bare and led and (last.areas or last.periods)):
        return list(asks)
    return [
        msgspec.structs.replace(
            one, areas=one.areas or last.areas, periods=one.periods or last.periods
        )
        for one in before
    ]


def is_attribute(ask: Ask) -> bool:
    """Whether the place of an ask is said of its own figure alone: "what's the England rate",
    "England percent too"; not "did Kent have" or "in England", which may be of all before it."""
    texts = (ask.words or "").lower().split()
    for place in ((area.words or "").lower().split() for area in ask.areas):
        ends = [at + len(place) for at in range(len(texts)) if texts[at : at + len(place)] == place]
        if ends and stem("".join(texts[ends[0] : ends[0] + 1])) in FIGURES | {"percent", "%"}:
            return True
    return False
