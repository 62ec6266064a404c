"""What is asked of the figures: the cues of a part -> one query for each thing it asks."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind as PeriodKind
from cin_narrative.questions.asking import Asking
from cin_narrative.questions.averaging import mean_of_years, share_of_wider, times_of, total_of
from cin_narrative.questions.beside import asks_gap, gaps_of, is_double_of, stands_against
from cin_narrative.questions.grammar import Mention, Part
from cin_narrative.questions.groups import (
    MOST_COMMON,
    SUPERLATIVE,
    group_queries,
    number_wanted,
    place_among,
    threshold_of,
)
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent, Query, Topic
from cin_narrative.questions.quoting import multiple_of, quoted_change, quoted_numbers
from cin_narrative.questions.refining import CIN_PLANS, NEED, PLANS, PROCESS, STARTING
from cin_narrative.questions.setting import Decline, Option
from cin_narrative.questions.what import BREAKDOWNS, What
from cin_narrative.questions.when import When
from cin_narrative.questions.where import NEIGHBOURS, REGION, Where

STRONG_DEFINE = {
    "mean", "means", "meaning", "definition", "define", "def", "defined", "explain", "stand", "counts", "count", "meant", "describe",
    "calculated", "include", "includes", "including", "included", "worked", "calendar",
}  # fmt: skip
SAME_THING = re.compile(r"\b(?:the same thing|same as|mean the same|one and the same|interchangeabl[ey]|different things|synonyms?)\b")


def choose_intents(asking: Asking) -> list[Query] | Decline:
    """The queries of a part whose topics, places and years are known."""
    cues = asking.cues
    for cue, intent in (("source", Intent.SOURCE), ("trust", Intent.TRUST)):
        if cue in cues:
            return [asking.query(intent=intent)]
    if (
        _is_difference(asking)
        or _is_definition_of_context(asking)
        or _is_definition(asking.part, asking.base, cues, asking.what, asking.where, asking.when)
    ):
        return [asking.query(intent=Intent.DEFINE)]
    asking = replace(asking, base=replace(quoted_numbers(asking.part, asking.base), multiple=multiple_of(asking.part)))
    asking = replace(asking, base=quoted_change(asking))
    if "times" in cues or is_double_of(asking):
        return times_of(asking) if asking.base.places else _which_area(asking)
    mean = mean_of_years(asking)
    if mean is not None:
        return [mean]
    if "total" in asking.cues:
        return total_of(asking)
    group = group_queries(asking)
    level = threshold_of(asking.part)
    if group is None and level is not None:
        above = {"threshold": level[0], "above": level[1], "inclusive": level[2], "quoted": ()}
        asking = replace(asking, base=asking.query(**above))
    if asking.where.beyond is not None and not any(query.beyond for query in group or ()):
        return Decline("not_held", "topic_distance", (), asking.indicator.id)
    if group is not None:
        return group
    if not asking.base.places:
        return _which_area(asking)
    ratio = _net(asking) or _ratio(asking) or share_of_wider(asking)
    return [ratio] if ratio is not None else _of_places(asking)


def _is_difference(asking: Asking) -> bool:
    """ "the difference between a section 47 and a conference": two meanings, not two figures."""
    specific = asking.when.own or asking.where.own or "home" in asking.cues or any(m.number is not None for m in asking.part.mentions)
    told_apart = any(m.words[:2] == ("difference", "between") for m in asking.part.mentions) or SAME_THING.search(asking.part.text)
    named = len(asking.base.topics) > 1 or (asking.what.own and SAME_THING.search(asking.part.text))
    return bool(named and told_apart) and not specific


def _is_definition_of_context(asking: Asking) -> bool:
    """ "what does that mean?" after an answer."""
    bare = not (asking.when.own or asking.where.own or asking.what.own)
    return bare and bool(set(asking.part.text.split()) & {"mean", "mean?", "means", "defined", "definition"}) and "define" in asking.cues


def _is_definition(part: Part, base: Query, cues: set[str], what: What, where: Where, when: When) -> bool:
    if what.own and re.search(r"^(?:is|are|does|do)\b.*\b(?:working|calendar|week) ?days?\b", part.text) and not where.own:
        return True
    if "define" not in cues or not what.own:
        return False
    strong = any(set(m.words) & STRONG_DEFINE for _, m in part.having(Kind.CUE) if "define" in m.values(Kind.CUE))
    specific = where.own or (when.own and bool(when.years)) or any(m.number is not None for m in part.mentions)
    if specific or "home" in cues or cues & (SUPERLATIVE | {"which_area", "change", "trend", "rank", "net", "ratio"}):
        return strong and not specific and not cues & (SUPERLATIVE | {"change", "trend", "rank"}) and "home" not in cues
    if strong:
        return not ({"count"} & {m.value(Kind.MEASURE) for _, m in part.having(Kind.MEASURE)} and "include" not in part.text)
    counted = any(m.value(Kind.MEASURE) for m in part.mentions) or cues & {"england", "compare", "breakdown"}
    the = " the " in f" {part.text} " and not part.text.startswith(
        ("what is the difference", "what is the definition", "what is the meaning")
    )
    return not counted and not the and not base.asks_why and not when.own


def _net(asking: Asking) -> Query | None:
    """Starts less ends, of plans or of episodes."""
    base, cues = asking.base, asking.cues
    names = [topic.indicator for topic in base.topics]
    parts = [name.rpartition("_") for name in names]
    ends = {last for _, _, last in parts} == {"starting", "ending"} and len({family for family, _, _ in parts}) == 1
    apart = any(m.words == ("minus",) and after.value(Kind.AREA) for m, after in pairwise(asking.part.mentions))  # "Leeds minus Bradford"
    if apart or not ("net" in cues or (ends and "compare" in cues)):
        return None
    families = ("child_protection_plans", "child_in_need_plans")
    family = next((family for family in families if any(name.startswith(family) for name in names)), "episodes_of_need")
    return asking.query(intent=Intent.NET, topics=(Topic(f"{family}_starting"), Topic(f"{family}_ending")), quoted=())


def _ratio(asking: Asking) -> Query | None:
    """One step of the process for every hundred of an earlier one: referrals, assessments, enquiries, conferences, plans."""
    base, mentions = asking.base, asking.part.mentions
    named = [STARTING if topic.indicator == PLANS else topic.indicator for topic in base.topics]
    steps = sorted({PROCESS.index(name) for name in named if name in PROCESS})
    per = any(m.words == ("per",) and after.value(Kind.INDICATOR) for m, after in pairwise(mentions))
    limiting = base.measure is Measure.PERCENTAGE and not any(m.words == ("and",) for m in mentions)
    held = {mention.value(Kind.INDICATOR) for mention in mentions}
    one = len(base.topics) == 1 and not base.topics[0].category
    of_need = NEED in held and one and base.topics[0].indicator in (PLANS, CIN_PLANS, STARTING)
    if of_need and (base.measure is Measure.PERCENTAGE or "ratio" in asking.cues):  # "what share of children in need are on a plan"
        plans = PLANS if base.topics[0].indicator == STARTING else base.topics[0].indicator
        return asking.query(intent=Intent.RATIO, topics=(Topic(NEED), Topic(plans)), quoted=())
    if len(steps) == 2 and len(base.topics) == 2 and ("ratio" in asking.cues or limiting or per):
        return asking.query(intent=Intent.RATIO, topics=tuple(Topic(PROCESS[step]) for step in steps), quoted=())
    return None


def _of_places(asking: Asking) -> list[Query]:
    """Questions about places named: value, breakdown, comparison, rank, change, trend; several at once where several are asked."""
    asking = replace(asking, base=_breakdown_topics(asking))
    is_breakdown = any(asking.setting.catalogue[t.indicator].dimension and not t.category for t in asking.base.topics)
    found = _placed(asking)
    comparing = _compares(asking) if not found else stands_against(asking)
    over_time = _breakdown(asking) if is_breakdown else _over_time(asking, comparing)
    found += [over_time] if over_time else []
    if comparing and not is_breakdown:
        found = _compared(asking, found)
    return found or [_inherited(asking)]


def _compares(asking: Asking) -> bool:
    """Whether figures are to be set side by side: a comparator, a cue, or "above" and "below" with no number after them."""
    bare = any(
        after.number is None
        and {entry.kind for entry in mention.entries} & {Kind.ABOVE, Kind.BELOW}
        and mention.words[0] not in ("over", "under")  # "under a plan" compares nothing
        for mention, after in pairwise([*asking.part.mentions, Mention(())])
    )
    return bare or bool(asking.base.comparators) or bool(asking.cues & {"compare", "yardstick", "opinion"})


def _placed(asking: Asking) -> list[Query]:
    """The place among others, where it is asked for."""
    placed = replace(place_among(asking, "lowest" in asking.cues), quartile="quartile" in asking.cues)
    return [placed] if asking.cues & {"rank", "quartile"} else []


def _breakdown(asking: Asking) -> Query:
    base, part = asking.base, asking.part
    years = (base.years[0], base.years[-1]) if asking.when.series and len(base.years) > 2 else base.years
    few = bool(asking.cues & SUPERLATIVE) or "common" in part.text
    return asking.query(intent=Intent.BREAKDOWN, years=years, n=number_wanted(part, MOST_COMMON) if few else 0)


def _over_time(asking: Asking, comparing: bool) -> Query | None:
    """A trend or a change, where one is asked for; without years of its own it goes over all that are held."""
    base, cues, when = asking.base, asking.cues, asking.when
    years = base.years if when.own else ()
    if when.series or ("trend" in cues and not when.step) or "which_year" in cues:
        every = "which_year" in cues and len(years) == 1  # "was 2021 the worst year": of all of them
        return asking.query(intent=Intent.TREND, of_years="which_year" in cues, years=() if every else years)
    if cues & {"chart", "table"} and not when.own and not comparing:
        return asking.query(intent=Intent.TREND, years=())
    if any(mention.period is not None and mention.period.form == "change_n" for mention in asking.part.mentions):
        return asking.query(intent=Intent.CHANGE, comparators=(), years=years)
    two_years = "compare" in cues and len(base.years) > 1 and len(base.places) == 1
    if cues & {"change", "double"} or when.step or two_years:
        return asking.query(intent=Intent.CHANGE, comparators=base.comparators if comparing else (), years=years)
    return None


def _compared(asking: Asking, found: list[Query]) -> list[Query]:
    """The comparison, beside or in place of a trend or change found."""
    base = asking.base
    comparators = base.comparators or (() if len(base.places) > 1 else (NEIGHBOURS, REGION, ENGLAND))
    over_time = found[0].intent if found else None
    if over_time in (Intent.TREND, Intent.CHANGE) and not base.comparators:
        return found if not (asks_gap(asking) and len(base.places) == 2) else [gaps_of(asking, base.comparators, base.places)]
    if over_time is Intent.TREND:
        if comparators == (ENGLAND,) and asks_gap(asking):
            return [gaps_of(asking, comparators, base.places)]
        wider = [asking.setting.england] if ENGLAND in comparators else []
        places = (*base.places, *(place for place in wider if place not in base.places))
        return [replace(found[0], comparators=tuple(c for c in comparators if c != ENGLAND), places=places)]
    if over_time is Intent.CHANGE and not (asking.when.step or len(base.years) > 1):
        found = []
    since = _since_context(asking)
    if since:
        return [*found, asking.query(intent=Intent.CHANGE, comparators=(), years=tuple(sorted((since, base.years[0]))))]
    one_other = len(base.places) == 2 or (len(base.places) == 1 and len(comparators) == 1)
    inherited = base.years[-1:] if len(base.years) > 2 and not asking.when.own and not one_other else base.years  # the latest of a run
    return [*found, asking.query(intent=Intent.COMPARE, comparators=comparators, years=inherited)]


def _since_context(asking: Asking) -> int:
    """ "and how does that compare with 2023?": the year of the question before, 0 where another thing is compared."""
    base, context = asking.base, asking.context
    other = asking.what.own or asking.where.own or not asking.when.own or base.comparators or len(base.years) != 1
    if _is_against_year(asking):
        return asking.setting.span[1]
    if other or "compare" not in asking.cues or context is None or not context.years:
        return 0
    return context.years[-1] if context.years[-1] != base.years[0] else 0


def _is_against_year(asking: Asking) -> bool:
    """ "compare our numbers with 2019": the latest year against the one named."""
    base, mentions = asking.base, asking.part.mentions
    if (
        "compare" not in asking.cues
        or base.comparators
        or len(base.years) != 1
        or len(base.places) != 1
        or base.years[0] >= asking.setting.span[1]
    ):
        return False
    at = next((i for i, mention in enumerate(mentions) if mention.period is not None), 0)
    before = mentions[:at]
    while before and before[-1].words[0] in ("in", "at", "for", "on", "back"):
        before = before[:-1]
    if before and before[-1].words[-1] in ("with", "to", "than", "against", "versus", "vs", "v"):
        return True
    than = next((i for i in range(at - 1, -1, -1) if mentions[i].words[-1] == "than"), None)  # "than we had in 2019"
    return than is not None and all(m.says_nothing or "home" in m.values(Kind.CUE) for m in mentions[than + 1 : at])


def _inherited(asking: Asking) -> Query:
    """A value; or what was asked before, of other places or years, where the part names nothing to ask for."""
    base, context = asking.base, asking.context
    if context is None or asking.what.own or context.intent in (Intent.LIST, Intent.LEAGUE, Intent.DEFINE, Intent.SOURCE, Intent.TRUST):
        return base
    kept = replace(base, intent=context.intent, n=context.n, lowest_first=context.lowest_first, of_years=context.of_years)
    if context.intent is Intent.TREND and len(base.years) < 2:
        return replace(kept, intent=Intent.VALUE)
    if context.intent is Intent.COMPARE:
        return replace(kept, comparators=base.comparators or context.comparators)
    if context.intent is Intent.RANK:
        return replace(kept, within=context.within)
    return kept


def _breakdown_topics(asking: Asking) -> Query:
    """ "breakdown of referrals": the breakdown that DfE publishes first of a total, where no dimension was named."""
    base, catalogue = asking.base, asking.setting.catalogue
    if "breakdown" not in asking.cues or any(catalogue[t.indicator].dimension for t in base.topics):
        return base
    topics = tuple(replace(t, indicator=BREAKDOWNS[t.indicator]) if t.indicator in BREAKDOWNS else t for t in base.topics)
    return replace(base, topics=topics)


def _which_area(asking: Asking) -> list[Query] | Decline:
    """No place and no home: England where only England is held; else ask back, with England as the first choice."""
    base, setting, indicator = asking.base, asking.setting, asking.indicator
    in_england = asking.query(places=(setting.england,))
    if not setting.is_local(indicator):
        return _of_places(replace(asking, base=in_england, context=None))
    held = setting.years_held(indicator.id, setting.england.codes)
    year = base.years[-1] if base.years else None
    if held and base.years and (max(base.years) < held[0] or min(base.years) > held[-1]):
        return Decline("not_held", "future" if min(base.years) > held[-1] else "years", (), indicator.id, setting.england, year)
    period = "last year" if indicator.kind is PeriodKind.FLOW else "at the latest 31 March"
    options = (
        Option(f"England as a whole: {indicator.title}, {period}", f"{indicator.title} in England"),
        Option(f"Every local authority: {indicator.many}", f"List {indicator.title} for every local authority"),
    )
    offer = in_england if base.quoted else None
    return Decline("choice_needed", "which_area", (), indicator.id, year=year, options=options, offer=offer, leaves=base)
