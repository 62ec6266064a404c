"""What is asked of the figures: the cues of a part -> one query for each thing it asks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from cin_narrative.definitions.areas import ENGLAND
from cin_narrative.definitions.catalogue import Measure
from cin_narrative.definitions.periods import Kind as PeriodKind
from cin_narrative.questions.grammar import Mention, Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent, Query
from cin_narrative.questions.refining import PLANS, PROCESS, STARTING
from cin_narrative.questions.setting import Decline, Option, Setting
from cin_narrative.questions.what import BREAKDOWNS, What
from cin_narrative.questions.when import When
from cin_narrative.questions.where import NEIGHBOURS, REGION, Where

SUPERLATIVE = {"highest", "lowest", "worst", "best"}
STRONG_DEFINE = {"mean", "means", "meaning", "definition", "define", "def", "defined", "explain", "stand", "counts", "count", "meant", "describe", "calculated", "include", "includes", "including", "included", "worked", "calendar"}
MOST_COMMON = 5  # categories given where the most common are asked for
ALL = 160  # more than there are authorities
FALLING = {"fall", "fell", "fallen", "falling", "drop", "dropped", "decrease", "decreased", "reduced", "reduction", "decline", "declined", "down"}
SMALLEST_QUOTED = 100  # a bare number below this is no quoted figure


def choose_intents(part: Part, base: Query, context: Query | None, setting: Setting, what: What, where: Where, when: When) -> list[Query] | Decline:
    """The queries of a part whose topics, places and years are known."""
    cues = part.cues()
    if "source" in cues:
        return [replace(base, intent=Intent.SOURCE)]
    if len(base.topics) > 1 and "difference between" in part.text and not when.own and not any(m.period or m.number for m in part.mentions) and not where.own and "home" not in cues:
        return [replace(base, intent=Intent.DEFINE)]
    if _is_definition(part, base, cues, what, where, when):
        return [replace(base, intent=Intent.DEFINE)]
    if "trust" in cues:
        return [replace(base, intent=Intent.TRUST)]
    base = _quoted(part, base)
    group = _group(part, base, cues, what, where, when, setting)
    if group is not None:
        return group
    if not base.places:
        return _which_area(part, base, setting, what)
    ratio = _ratio(part, base, cues)
    if ratio is not None:
        return [ratio]
    return _of_places(part, base, context, cues, what, where, when, setting)


def _is_definition(part: Part, base: Query, cues: set[str], what: What, where: Where, when: When) -> bool:
    if "define" not in cues or not what.own:
        return False
    strong = any(set(m.words) & STRONG_DEFINE for _, m in part.having(Kind.CUE) if "define" in m.values(Kind.CUE))
    specific = where.own or (when.own and bool(when.years)) or any(m.number is not None for m in part.mentions)
    if specific or "home" in cues or cues & (SUPERLATIVE | {"which_area", "change", "trend", "rank", "net", "ratio"}):
        return strong and not specific and not cues & (SUPERLATIVE | {"change", "trend", "rank"}) and "home" not in cues
    if strong:
        return not ({"count"} & {m.value(Kind.MEASURE) for _, m in part.having(Kind.MEASURE)} and "include" not in part.text)
    counted = any(m.value(Kind.MEASURE) for m in part.mentions) or cues & {"england", "compare", "breakdown"}
    the = " the " in f" {part.text} " and not part.text.startswith(("what is the difference", "what is the definition", "what is the meaning"))
    return not counted and not the and not base.asks_why and not when.own


def _quoted(part: Part, base: Query) -> Query:
    """The numbers given to be confirmed: those that no other words take up."""
    mentions = part.mentions
    found = []
    for i, mention in enumerate(mentions):
        if mention.number is None:
            continue
        before = mentions[i - 1] if i else None
        after = mentions[i + 1] if i + 1 < len(mentions) else None
        if before is not None and ("highest" in before.values(Kind.CUE) or "lowest" in before.values(Kind.CUE) or "worst" in before.values(Kind.CUE) or "best" in before.values(Kind.CUE)):
            continue
        if mention.percent or mention.number >= SMALLEST_QUOTED or "confirm" in part.cues() or (after is not None and after.value(Kind.MEASURE) == "percentage"):
            found.append(mention.number)
    return replace(base, quoted=tuple(found))


def _group(part: Part, base: Query, cues: set[str], what: What, where: Where, when: When, setting: Setting) -> list[Query] | None:
    """Leagues, lists and thresholds: questions about the members of a group."""
    within = base.within
    threshold = _threshold(part)
    asks_area = bool(cues & {"which_area", "all_authorities", "all_regions"}) or bool(base.within) or base.every_region
    first, lowest = _end(cues, what, setting)
    if asks_area and not base.places and cues & {"change", "double"}:
        falling = bool(set(part.text.split()) & FALLING)
        years = (base.years[0], base.years[-1]) if len(base.years) > 1 else (base.years[-1] - 1, base.years[-1])
        level = (threshold[0], threshold[1], threshold[2]) if threshold else (None, True, False)
        return [replace(base, intent=Intent.LEAGUE, within=within or ENGLAND, by_change=True, years=years, n=_n(part, MOST_COMMON), quoted=(),
                        lowest_first=_falls(part, falling, lowest, setting.catalogue[base.topics[0].indicator].polarity.value == "high_is_good"), threshold=level[0], above=level[1], inclusive=level[2])]
    if NEIGHBOURS in base.comparators and not cues & {"rank", "quartile", "compare"} and (threshold or cues & SUPERLATIVE) and base.places:
        within, asks_area = NEIGHBOURS, True
    if cues & {"list", "neighbours_list"} and NEIGHBOURS in base.comparators and not cues & {"compare", "rank", "yardstick"}:
        return [replace(base, intent=Intent.LIST, within=NEIGHBOURS, comparators=())]
    if threshold is not None and (asks_area or not base.places or base.places == (setting.england,)) and not cues & {"which_year"}:
        if base.measure is None and not any(m.percent for m in part.mentions) and setting.catalogue[base.topics[0].indicator].headline is Measure.RATE:
            base = replace(base, measure=Measure.COUNT)
        return [replace(base, intent=Intent.LIST, within=within or ENGLAND, threshold=threshold[0], above=threshold[1], inclusive=threshold[2], quoted=(), every_region=base.every_region)]
    if "rank" in cues and asks_area and not base.places:
        return [replace(base, intent=Intent.LEAGUE, within=within or ENGLAND, n=ALL, lowest_first=lowest, quoted=())]
    regions_only = bool(base.places) and all(place.codes[0].startswith("E") for place in base.places)
    if first and not cues & {"which_year"} and not _superlative_of_category(part, what, setting):
        if asks_area or (regions_only and not when.series) or not base.places:
            place = within or (base.places[0].codes[0] if base.places else ENGLAND)
            both = {"best", "worst"} <= cues or {"highest", "lowest"} <= cues
            if "rank" in cues and not asks_area and not regions_only:
                return None
            found = replace(base, intent=Intent.LEAGUE, within=place, n=_n(part), lowest_first=lowest, quoted=(), places=base.places if place == NEIGHBOURS else ())
            return [replace(found, lowest_first=not lowest), found] if both else [found]
        if "all" in {p.period.form for p in part.mentions if p.period} or when.series or "year" in part.text.split():
            return [replace(base, intent=Intent.TREND, of_years=True, lowest_first=lowest)]
        return [replace(base, intent=Intent.RANK, lowest_first=lowest, within=within)]
    if "quartile" in cues and asks_area and not base.places:
        return [replace(base, intent=Intent.LIST, within=within or ENGLAND, quartile=True, lowest_first=bool(cues & {"lowest", "best"}))]
    if asks_area and not base.places:
        return [replace(base, intent=Intent.LIST, within=within or (ENGLAND if not base.every_region else ""))]
    return None


def _falls(part: Part, falling: bool, lowest: bool, high_is_good: bool) -> bool:
    """Whether the largest falls are meant; "improved" and "worsened" follow the indicator's polarity."""
    if "improv" in part.text or "got better" in part.text:
        return not high_is_good
    if "worse" in part.text or "deteriorat" in part.text:
        return high_is_good
    return falling or lowest


def _end(cues: set[str], what: What, setting: Setting) -> tuple[bool, bool]:
    """Whether an end is asked for, and whether it is the low one; "worst" follows the indicator's polarity."""
    if "lowest" in cues:
        return True, True
    if "highest" in cues:
        return True, False
    high_is_good = setting.catalogue[what.topics[0].indicator].polarity.value == "high_is_good"
    if "worst" in cues:
        return True, high_is_good
    return ("best" in cues), ("best" in cues and not high_is_good)


def _superlative_of_category(part: Part, what: What, setting: Setting) -> bool:
    """"the biggest source of referrals", "most common factor": a breakdown, ranked."""
    indicator = setting.catalogue[what.topics[0].indicator]
    return bool(indicator.dimension) and not what.topics[0].category and not part.cues() & {"which_area", "all_authorities"}


def _n(part: Part, default: int = 1) -> int:
    for i, mention in enumerate(part.mentions[:-1]):
        if set(mention.values(Kind.CUE)) & SUPERLATIVE:
            number = _as_number(part.mentions[i + 1])
            if number:
                return number
    for i, mention in enumerate(part.mentions[1:], start=1):
        if set(mention.values(Kind.CUE)) & SUPERLATIVE and (number := _as_number(part.mentions[i - 1])):
            return number
    return default


def _as_number(mention: Mention) -> int:
    words = {"three": 3, "five": 5, "ten": 10, "two": 2, "four": 4, "six": 6, "seven": 7, "eight": 8, "nine": 9, "twenty": 20}
    if mention.number is not None and mention.number == mention.number.to_integral_value() and 0 < mention.number <= 160:
        return int(mention.number)
    return words.get(mention.words[0], 0)


def _threshold(part: Part) -> tuple[Decimal, bool, bool] | None:
    """The level named, whether above it is meant, and whether the level itself counts ("at least", "or more")."""
    for i, mention in enumerate(part.mentions):
        number = mention.number
        if number is None:
            continue
        near = [part.mentions[j] for j in (i - 1, i + 1, i + 2) if 0 <= j < len(part.mentions)]
        before, after = part.mentions[i - 1] if i else None, [m for m in near if m is not (part.mentions[i - 1] if i else None)]
        if before is not None and before.value(Kind.ABOVE) is not None:
            return number, True, "least" in before.words or "upwards" in before.words
        if before is not None and before.value(Kind.BELOW) is not None:
            return number, False, "most" in before.words or "no" in before.words
        for m in after:
            if m.value(Kind.ABOVE) is not None and "or" in m.words:
                return number, True, True
            if m.value(Kind.BELOW) is not None and "or" in m.words:
                return number, False, True
    return None


def _ratio(part: Part, base: Query, cues: set[str]) -> Query | None:
    named = [STARTING if t.indicator == PLANS else t.indicator for t in base.topics]
    steps = sorted({PROCESS.index(name) for name in named if name in PROCESS})
    per = any(m.words == ("per",) and after.value(Kind.INDICATOR) for m, after in pairwise(part.mentions))
    families = {topic.indicator.removesuffix("_starting").removesuffix("_ending") for topic in base.topics}
    both = len(families) == 1 and len(base.topics) == 2 and {t.indicator.rsplit("_", 1)[1] for t in base.topics} == {"starting", "ending"}
    if "net" in cues or (both and cues & {"compare"}):
        pairs = {"child_protection_plans": ("child_protection_plans_starting", "child_protection_plans_ending"),
                 "child_in_need_plans": ("child_in_need_plans_starting", "child_in_need_plans_ending")}  # fmt: skip
        for family, (start, end) in pairs.items():
            if any(topic.indicator.startswith(family) for topic in base.topics):
                return replace(base, intent=Intent.NET, topics=(replace(base.topics[0], indicator=start), replace(base.topics[0], indicator=end)))
        start, end = "episodes_of_need_starting", "episodes_of_need_ending"
        return replace(base, intent=Intent.NET, topics=(replace(base.topics[0], indicator=start), replace(base.topics[0], indicator=end)))
    limiting = base.measure is Measure.PERCENTAGE and not any(m.words == ("and",) for m in part.mentions)
    if len(steps) == 2 and len(base.topics) == 2 and ("ratio" in cues or limiting or per):
        first, second = (replace(base.topics[0], indicator=PROCESS[step]) for step in steps)
        return replace(base, intent=Intent.RATIO, topics=(first, second), quoted=())
    return None


def _of_places(part: Part, base: Query, context: Query | None, cues: set[str], what: What, where: Where, when: When, setting: Setting) -> list[Query]:
    """Questions about places named: value, breakdown, comparison, rank, change, trend; several at once where several are asked."""
    found: list[Query] = []
    base = _breakdown_topics(part, base, cues, setting)
    is_breakdown = any(setting.catalogue[t.indicator].dimension and not t.category for t in base.topics)
    comparing = bool(base.comparators) or bool(cues & {"compare", "yardstick", "opinion"})
    pairs = pairwise([*part.mentions, Mention(())])
    comparing = comparing or any(after.number is None and {e.kind for e in m.entries} & {Kind.ABOVE, Kind.BELOW} for m, after in pairs)
    two_sided = when.step > 0 or len(when.years) > 1
    if cues & {"rank", "quartile"}:
        within = base.within or next((p.codes[0] for p in base.places if p.codes[0].startswith("E")), "")
        places = tuple(p for p in base.places if not p.codes[0].startswith("E")) or base.places
        if NEIGHBOURS in base.comparators:
            within = NEIGHBOURS
        if REGION in base.comparators:
            within = REGION
        found.append(replace(base, intent=Intent.RANK, within=within, places=places, comparators=(), lowest_first=bool(cues & {"lowest"}), quartile="quartile" in cues))
        comparing = False
    if is_breakdown:
        years = (base.years[0], base.years[-1]) if when.series and len(base.years) > 2 else base.years
        found.append(replace(base, intent=Intent.BREAKDOWN, years=years, n=_n(part, MOST_COMMON) if cues & SUPERLATIVE or "common" in part.text else 0))
    elif when.series or ("trend" in cues and not when.step) or "which_year" in cues:
        found.append(replace(base, intent=Intent.TREND, of_years="which_year" in cues, years=base.years if when.own else ()))
    elif cues & {"chart", "table"} and not when.own and not comparing and not is_breakdown:
        found.append(replace(base, intent=Intent.TREND, years=()))
    elif "change" in cues or "double" in cues or when.step or (two_sided and "compare" in cues and len(base.places) == 1):
        found.append(replace(base, intent=Intent.CHANGE, comparators=base.comparators if comparing else (), years=base.years if when.own else ()))
    if comparing and (not found or (len(base.places) > 1 and not is_breakdown) or base.comparators) and not is_breakdown and not (found and found[0].intent in (Intent.TREND, Intent.CHANGE) and not base.comparators):
        comparators = base.comparators or (() if len(base.places) > 1 else (NEIGHBOURS, REGION, ENGLAND))
        if not (found and found[0].intent is Intent.TREND):
            found = [q for q in found if q.intent is not Intent.CHANGE or two_sided]
            found.append(replace(base, intent=Intent.COMPARE, comparators=comparators))
        else:
            found[0] = replace(found[0], comparators=comparators)
    since = context.years[-1] if context is not None and context.years else 0
    if found and found[-1].intent is Intent.COMPARE and "compare" in cues and not what.own and when.own and not base.comparators and len(base.years) == 1 and since and since != base.years[0] and not where.own:
        found[-1] = replace(found[-1], intent=Intent.CHANGE, comparators=(), years=tuple(sorted((since, base.years[0]))))
    if not found:
        found.append(_inherited(base, context, what))
    return found


def _inherited(base: Query, context: Query | None, what: What) -> Query:
    if context is None or what.own or context.intent in (Intent.LIST, Intent.LEAGUE, Intent.DEFINE, Intent.SOURCE, Intent.TRUST):
        return base
    kept = replace(base, intent=context.intent, n=context.n, lowest_first=context.lowest_first, of_years=context.of_years)
    if context.intent is Intent.TREND and len(base.years) < 2:
        return replace(kept, intent=Intent.VALUE)
    if context.intent is Intent.COMPARE:
        return replace(kept, comparators=base.comparators or context.comparators)
    if context.intent is Intent.RANK:
        return replace(kept, within=context.within)
    return kept


def _breakdown_topics(part: Part, base: Query, cues: set[str], setting: Setting) -> Query:
    """"breakdown of referrals": the breakdown that DfE publishes first of a total, where no dimension was named."""
    if "breakdown" not in cues or any(setting.catalogue[t.indicator].dimension for t in base.topics):
        return base
    topics = tuple(replace(t, indicator=BREAKDOWNS[t.indicator]) if t.indicator in BREAKDOWNS else t for t in base.topics)
    return replace(base, topics=topics)


def _which_area(part: Part, base: Query, setting: Setting, what: What) -> list[Query] | Decline:
    """No place and no home: England where only England is held; else ask back, with England as the first choice."""
    indicator = setting.catalogue[what.topics[0].indicator]
    local = any(not area.startswith("E") for source in setting.sources(indicator) for (name, area), years in setting.store.holdings.items() if name == source and max(years) >= setting.span[1] - 1)
    if not local:
        where = Where([setting.england])
        when = When(list(base.years), series=len(base.years) > 1)
        return _of_places(part, replace(base, places=(setting.england,)), None, part.cues(), what, where, when, setting)
    held = setting.years_held(indicator.id, setting.england.codes)
    if held and base.years and (max(base.years) < held[0] or min(base.years) > held[-1]):
        return Decline("not_held", "future" if min(base.years) > held[-1] else "years", (), indicator.id, setting.england, base.years[-1])
    many = str(indicator.many)
    period = "last year" if indicator.kind is PeriodKind.FLOW else "at the latest 31 March"
    options = (Option(f"England as a whole: {indicator.title}, {period}", f"{indicator.title} in England"),
               Option(f"Every local authority: {many}", f"List {indicator.title} for every local authority"),
               Option("One authority: set it as yours, or put its name in the question", ""))  # fmt: skip
    return Decline("choice_needed", "which_area", (), indicator.id, year=base.years[-1] if base.years else None, options=options,
                   offer=replace(base, places=(setting.england,)) if base.quoted else None)  # fmt: skip
