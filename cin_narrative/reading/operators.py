"""The facts of a clause in, what it asks of the figures out: the operator with most evidence.

Each operator says from its own cues, and from what stands beside them, how sure it is; the surest
is taken, and of two equally sure ones the first of the table. Adding an operator is adding a row.
"""

from __future__ import annotations

from collections.abc import Callable

from cin_narrative.reading.contract import AskKind
from cin_narrative.reading.evidence import (
    WIDE_NEEDED,
    authorities,
    is_breakdown,
    lists_in_order,
    of_kinds,
    of_years,
    than_years,
    years_said,
)
from cin_narrative.reading.facts.found import Facts
from cin_narrative.reading.words.closed_classes import FUNCTION, INVERTED, SECOND
from cin_narrative.reading.words.lexicon import Lexicon

Evidence = Callable[[Facts, Lexicon], int]


def decide(facts: Facts, lexicon: Lexicon) -> AskKind:
    """The operator that the clause's words are for; "none" where nothing is asked of figures."""
    sure = [(evidence(facts, lexicon), -at, kind) for at, (kind, evidence) in enumerate(TABLE)]
    best = max(sure)
    return best[2] if best[0] > 0 else "none"


def _definition(facts: Facts, lexicon: Lexicon) -> int:
    texts, measures = facts.texts(), facts.measured.measures
    cues = facts.having("definition", "meaning")
    verb = [
        one
        for one in cues
        if facts.spans.tokens[one.start].text in ("mean", "means", "meaning", "meant")
    ]
    asked = {"does", "do"} & set(texts) or "meaning" in texts or {"meant", "by"} <= set(texts)
    if [one for one in cues if one not in verb] or (verb and asked):
        said = facts.places or facts.periods or facts.having("change")
        return 0 if said or facts.having("metric", "count") else 90
    if facts.having("definition", "difference") and len(measures) == 2 and not facts.places:
        return 0 if facts.periods or facts.metric else 86
    opens = texts[:1] in (["what"], ["whats"], ["define"]) and len(texts) > 1
    rest = (
        texts[1:]
        if texts[:1] == ["whats"]
        else texts[2:]
        if texts[1:2] in (["is"], ["are"])
        else texts[1:]
    )
    ours = bool(SECOND & set(texts) or {"your", "yours"} & set(texts))
    anywhere = ours or bool(facts.places or facts.periods or facts.home)
    if opens and measures and not anywhere:
        taken = {i for one in measures for i in one.taken}
        first = facts.clause.end - len(rest)
        left = [i for i in range(first, facts.clause.end) if i not in taken]
        indefinite = rest[:1] and rest[0] in ("a", "an")
        bare = all(facts.spans.tokens[i].text in FUNCTION for i in left) and not facts.metric
        return 88 if bare and (indefinite or not facts.having("superlative")) else 0
    return 0


def _about(facts: Facts, lexicon: Lexicon) -> int:
    cues = [one for one in facts.having("about") if one.cue.value != "good_or_bad"]
    counts = bool(facts.measured.measures) and bool(facts.places or facts.having("metric", "count"))
    taken = {i for one in facts.measured.measures for i in one.taken}
    counted = [one for one in cues if taken & set(range(one.start, one.end))]
    if counted == cues and cues and (facts.places or facts.periods):
        return 0  # "the population behind the 2023 rate": it is itself counted
    if cues:
        if facts.having("metric", "count"):
            return 30
        return 45 if counts else 84
    if facts.having("about", "good_or_bad"):
        asked = {"is", "are", "was", "any", "should", "normal", "isn't"} & set(facts.texts())
        other = [
            one for one in facts.cues if one.kind in ("superlative", "change", "rank", "trend")
        ]
        return (
            47
            if asked and not other and not facts.places and not facts.having("metric", "count")
            else 0
        )
    return 0


def _coverage(facts: Facts, lexicon: Lexicon) -> int:
    return 85 if facts.having("coverage") and not facts.places else 0


def _help(facts: Facts, lexicon: Lexicon) -> int:
    return 95 if facts.having("help") and not facts.measured.measures else 0


WEAK_BRIEF = {"performance", "perform", "performs", "performed", "performing", "story", "picture"}


def _brief(facts: Facts, lexicon: Lexicon) -> int:
    cues = facts.having("brief")
    weak = all(facts.spans.tokens[one.start].text in WEAK_BRIEF for one in cues)
    return 0 if not cues or (weak and facts.measured.measures) else 76


def _net(facts: Facts, lexicon: Lexicon) -> int:
    more = facts.having("compare", "higher", "lower") and {"than", "or"} & set(facts.texts())
    pair = len(facts.measured.measures) == 2 and authorities(facts) < 2 and not facts.levels
    return 80 if facts.having("net") or (more and pair) else 0


def _gap(facts: Facts, lexicon: Lexicon) -> int:
    texts = facts.texts()
    apart = {"how", "much"} <= set(texts) and "than" in texts and len(facts.places) > 1
    if apart and facts.having("compare", "higher", "lower") and years_said(facts) > 1:
        return 75
    ends = {one.cue.value for one in facts.having("superlative")}
    if facts.having("gap") and {"highest", "lowest"} <= ends:
        return 75
    return 75 if facts.having("gap") and (facts.places or facts.home) else 0


def _quartile(facts: Facts, lexicon: Lexicon) -> int:
    taken = {i for one in facts.measured.measures for i in one.taken}
    return 74 if any(one.start not in taken for one in facts.having("quartile")) else 0


def _streak(facts: Facts, lexicon: Lexicon) -> int:
    if facts.having("each", "years"):
        return 0
    running = facts.having("streak", "running")
    record = [one for one in facts.having("streak", "record") if one.end - one.start > 1]
    hit = [
        one
        for one in facts.having("streak", "record")
        if {"hit", "ever", "set", "highest", "lowest"} & set(facts.texts())
    ]
    return 72 if running or record or (hit and facts.measured.measures) else 0


def _turning(facts: Facts, lexicon: Lexicon) -> int:
    return 71 if facts.having("turning_point") and not facts.having("each", "months") else 0


def _rank(facts: Facts, lexicon: Lexicon) -> int:
    if facts.having("rank", "rank"):
        return (
            70
            if authorities(facts) or facts.home or not facts.having("each", "areas", "regions")
            else 63
        )
    if facts.having("rank", "stand") and "where" in facts.texts():
        set_against = facts.having("compare", "against") and facts.places
        return 0 if set_against else 70
    if facts.having("rank", "stand"):
        return 0
    superlative = facts.having("superlative") and not _of_categories(facts, lexicon)
    superlative = superlative and not of_kinds(facts)
    yes_no = facts.texts()[0] in INVERTED and (authorities(facts) or facts.home)
    return 66 if superlative and yes_no else 0


def _of_categories(facts: Facts, lexicon: Lexicon) -> bool:
    return is_breakdown(facts, lexicon)


def _top(facts: Facts, lexicon: Lexicon) -> int:
    if facts.having("rank", "rank") and not facts.having("superlative"):
        return 66 if facts.having("each", "areas", "regions") and not authorities(facts) else 0
    if not facts.having("superlative"):
        return 0
    if (
        facts.having("each")
        or {"which", "who"} & set(facts.texts())
        or _of_categories(facts, lexicon)
    ):
        return 68
    if any(one.meaning.form == "all" for one in facts.periods):
        return 66
    if of_kinds(facts) and facts.measured.measures:
        return 66
    if years_said(facts) >= WIDE_NEEDED and facts.measured.measures:
        return 66  # of a run of years, in a place or wherever
    wide = not authorities(facts) and not facts.home
    return 65 if wide and facts.measured.measures else 0


def _list(facts: Facts, lexicon: Lexicon) -> int:
    each = facts.having("each", "areas", "regions")
    beyond = facts.levels or facts.having("compare", "higher", "lower", "better", "worse")
    if (each or facts.having("each", "years")) and beyond:
        return 69
    if lists_in_order(facts):
        return 73
    if facts.having("list") and (each or any(place.is_wide for place in facts.places)):
        return 67
    return 64 if each and not facts.having("change", "rank") and not _counts_areas(facts) else 0


def _counts_areas(facts: Facts) -> bool:
    return False


def _aggregate(facts: Facts, lexicon: Lexicon) -> int:
    cues = facts.having("aggregate")
    taken = {i for one in facts.measured.measures for i in one.taken}
    cues = [one for one in cues if one.start not in taken]
    several = authorities(facts) > 1 or years_said(facts) > 1
    if "across" in facts.texts() and "total" in facts.texts() and authorities(facts) > 1:
        return 70
    neighbours = [place for place in facts.places if place.set == "neighbours"]
    only = neighbours and not authorities(facts) and not facts.home and not facts.having("compare")
    if cues and facts.having("each", "areas", "regions") and not facts.levels:
        return 70
    return 62 if cues and (several or only) and not facts.having("compare") else 0


def _compare(facts: Facts, lexicon: Lexicon) -> int:
    near = [place for place in facts.places if place.set == "neighbours"]
    if near and authorities(facts) == 1 and facts.having("aggregate", "mean"):
        return 63
    if facts.having("times", "times") and len(facts.places) > 1:
        return 61
    against = [one for one in facts.having("compare", "against") if not of_years(facts, one.end)]
    than = facts.having("compare", "higher", "lower", "better", "worse")
    used = {i for level in facts.levels for i in range(level.start, level.end)}
    than = [one for one in than if one.start not in used]
    if against and (facts.places or not facts.periods):
        return 61
    set_apart = "than" in facts.texts() or any(place.is_wide for place in facts.places)
    if than and facts.places and (set_apart or authorities(facts) > 1):
        return 61
    return 0


def _change(facts: Facts, lexicon: Lexicon) -> int:
    cues = [
        one
        for one in (*facts.having("change"), *facts.having("times", "double", "halve", "treble"))
        if one.start not in {i for m in facts.measured.measures for i in m.taken}
    ]
    strong = [
        one
        for one in cues
        if one.end - one.start > 1
        or facts.spans.tokens[one.start].text not in ("up", "down", "cut", "move", "moved")
    ]
    against = any(of_years(facts, one.end) for one in facts.having("compare", "against"))
    than = facts.having("compare") and (
        than_years(facts) or any(one.meaning.form in ("before", "ago") for one in facts.periods)
    )
    if than and than_years(facts):
        return 62
    if strong or cues:
        return 60 if not facts.having("trend") else 57
    if against or than:
        return 60
    return 50 if len(facts.periods) == 2 and years_said(facts) == 2 else 0


def _trend(facts: Facts, lexicon: Lexicon) -> int:
    one_year = years_said(facts) == 1 and facts.periods[0].meaning.form == "year"
    if facts.having("trend") and not one_year:
        return 59
    return 55 if years_said(facts) >= WIDE_NEEDED else 0


def _breakdown(facts: Facts, lexicon: Lexicon) -> int:
    if facts.having("breakdown"):
        return 58
    months = facts.having("each", "months")
    return 56 if is_breakdown(facts, lexicon) or months else 0


def _ratio(facts: Facts, lexicon: Lexicon) -> int:
    measures = facts.measured.measures
    if len(measures) < 2 or not (facts.metric == "percentage" or facts.having("ratio", "ratio")):
        return 0
    return 63 if facts.having("ratio", "ratio") or not _has_own_whole(facts, lexicon) else 0


def _has_own_whole(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether what a percentage is asked of is a percentage of something else: then the other
    thing narrows it, and is no whole of it."""
    measures = facts.measured.measures
    return any("percentage" in lexicon.catalogue[one.indicator].measures for one in measures)


def _value(facts: Facts, lexicon: Lexicon) -> int:
    return 40 if facts.measured.measures or facts.metric else 0


TABLE: tuple[tuple[AskKind, Evidence], ...] = (
    ("help", _help),
    ("definition", _definition),
    ("coverage", _coverage),
    ("about_data", _about),
    ("net", _net),
    ("brief", _brief),
    ("gap", _gap),
    ("quartile", _quartile),
    ("streak", _streak),
    ("turning_point", _turning),
    ("rank", _rank),
    ("list", _list),
    ("top", _top),
    ("ratio", _ratio),
    ("aggregate", _aggregate),
    ("compare", _compare),
    ("change", _change),
    ("trend", _trend),
    ("breakdown", _breakdown),
    ("value", _value),
)
