"""What is asked about: indicators, categories and modifiers of one part -> topics of the closed vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.questions.categories import category_mentions, with_categories
from cin_narrative.questions.crossing import cross_cell
from cin_narrative.questions.dimensions import narrowed, with_dimensions
from cin_narrative.questions.grammar import Part, counts_children
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.narrower import held_elsewhere, narrower_source
from cin_narrative.questions.query import Query, Topic
from cin_narrative.questions.refining import (
    CONFERENCES,
    ENDED,
    ENDING,
    FACTORS,
    NEED,
    PLANS,
    PROCESS,
    REVIEWED,
    STARTING,
    WITHIN_15,
    WITHIN_45,
    refine,
)
from cin_narrative.questions.setting import Decline, Setting

BREAKDOWNS = {
    NEED: "children_in_need_by_primary_need", PLANS: "child_protection_plans_at_31_march_by_latest_category",
    STARTING: "child_protection_plans_starting_by_initial_category", "referrals": "referrals_by_source",
    ENDED: "episodes_of_need_ending_by_reason", CONFERENCES: "conferences_by_duration", ENDING: "child_protection_plans_ending_by_duration",
    "children_in_need_with_disability_recorded": "children_in_need_by_disability_type", "episodes_with_assessment_factor": FACTORS,
}  # fmt: skip
HARMLESS = {"per_year", "on_the_day", "children", "latest_category", "initial", "any_point"}
SIX_MONTHS = "child_protection_plans_ending_in_first_six_months"
LATEST_CATEGORY, STARTING_LATEST = BREAKDOWNS[PLANS], "child_protection_plans_starting_by_latest_category"
EPISODES = "episodes_of_need_at_any_point"
OF_PERSONS = {"parent", "household", "of_child"}
OF_TIME = {"middle", "durations", "timely", "within_15", "late"}
OF_PROTECTION = {"repeat", "two_years", "reviewed", "timely"}


@dataclass(slots=True)
class What:
    """The topics of a part, and what was said about the choice."""

    topics: list[Topic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: bool = True  # the part names them itself
    together: bool = False  # the topics are bands of one breakdown, to be added up


def find_topics(part: Part, context: Query | None, setting: Setting) -> What | Decline:
    """The topics of ``part``, with those of the conversation where it names none itself."""
    what = What()
    bases = _plans(part, context, _bases(part, what), what)
    if isinstance(bases, Decline):
        return bases
    narrower = narrower_source(part, bases, setting)
    if narrower is not None:
        return narrower
    named, modifiers = bool(bases), part.modifiers()
    if counts_children(part):
        modifiers.add("children")
    categories = category_mentions(part, bases)
    if not bases and context is not None and (modifiers or categories):
        bases = [_other_end(base, modifiers) for base in _from_context(context, setting)]
    if not bases and not categories:
        what.own = False
        what.topics = list(context.topics) if context is not None else []
        return what
    bases, unused = _refined(part, bases, modifiers)
    earlier = _from_context(context, setting) if context is not None else []
    if categories and cross_cell(bases, categories, setting) is None:
        bases = narrowed(bases, earlier, setting)
    topics = with_categories(bases, categories, part, setting, what.notes) if categories else _whole_topics(bases, earlier, part, setting)
    if isinstance(topics, Decline):
        return topics
    elsewhere = None if named else held_elsewhere(topics, part)
    if elsewhere is not None:
        return elsewhere
    what.topics, what.own = topics, named or bool(categories)
    if not any("in_need" in topic.indicator for topic in topics):  # "cases closed" are episodes, which the answer says itself
        what.notes = [note for note in what.notes if note != "cases_are_children_in_need"]
    limited = _is_limited(part, {topic.indicator for topic in topics})
    what.together = limited and len(topics) > 1 and len({topic.indicator for topic in topics}) == 1
    return _unaccounted(part, what, unused, setting) or _crossed(part, what) or what


def _is_limited(part: Part, names: set[str]) -> bool:
    """Whether a limit of time stands for all the bands named; bands that are listed one by one are given one by one."""
    banded = [m for _, m in part.having(Kind.CATEGORY) if names & {value.split("/")[0] for value in m.values(Kind.CATEGORY)}]
    return bool(banded) and all(mention.words[0].startswith("span") for mention in banded)


def _refined(part: Part, bases: list[str], modifiers: set[str]) -> tuple[list[str], set[str]]:
    """Each measure with the modifiers nearest to it: in "children in need and plans started" only the plans started."""
    at = {mention.value(Kind.INDICATOR): i for i, mention in part.having(Kind.INDICATOR)}
    if len(bases) < 2 or any(base not in at for base in bases):
        return refine(bases, modifiers)
    own: dict[str, set[str]] = {base: set() for base in bases}
    for i, mention in part.having(Kind.MODIFIER):
        nearest = min(bases, key=lambda base: (abs(at[base] - i), at[base] > i))
        own[nearest] |= modifiers & set(mention.values(Kind.MODIFIER))
    found = [refine([base], own[base]) for base in bases]
    return list(dict.fromkeys(name for names, _ in found for name in names)), {left for _, unused in found for left in unused}


def _plans(part: Part, context: Query | None, bases: list[str], what: What) -> list[str] | Decline:
    """ "Plan" alone: the kind of the conversation, the kind that its modifiers only go with, or a choice."""
    if not any(True for _ in part.having(Kind.PLAN)):
        return bases
    modifiers = part.modifiers()
    if bases:
        if any("plan" in base for base in bases):
            return bases
        joins = part.cues() & {"ratio", "share"} or "start" in modifiers
        return [*bases, STARTING] if joins else Decline("choice_needed", "which_plan")
    earlier = [topic.indicator for topic in context.topics if "plan" in topic.indicator][:1] if context is not None else []
    if earlier:
        return earlier
    if not modifiers & {*OF_PROTECTION, "start", "end", "any_point"} and not _plan_category(part):
        return Decline("choice_needed", "which_plan")
    if not modifiers & OF_PROTECTION:
        what.notes.append("plans_are_child_protection")
    return [PLANS]


def _whole_topics(bases: list[str], earlier: list[str], part: Part, setting: Setting) -> list[Topic] | Decline:
    if bases == [ENDED] and "why" in part.cues() and not part.cues() & {"change", "trend"}:  # "why did cases close"
        bases = [BREAKDOWNS[ENDED]]
    found = with_dimensions(bases, earlier, setting)
    if isinstance(found, Decline):
        return found
    return [Topic(base, _middle(base, part, setting)) for base in _without_wholes(found, part, setting)]


def _crossed(part: Part, what: What) -> Decline | None:
    """Two measures with nothing that joins them ("disabled children on plans"): one limits the other, and that is not held."""
    names = list(dict.fromkeys(topic.indicator for topic in what.topics))
    if len(names) < 2 or part.cues() & {"ratio", "net", "compare", "define", "share"} or any(m.words == ("per",) for m in part.mentions):
        return None
    at = [i for i, mention in enumerate(part.mentions) if mention.value(Kind.INDICATOR) or mention.value(Kind.CATEGORY)]
    if len(at) < 2 or any("factor" in name for name in names) or all(part.joined(a, b) for a, b in pairwise(at)):
        return None
    return None if len(at) > len(names) + 1 else Decline("not_held", "crossed_topics", (), names[0])


def _unaccounted(part: Part, what: What, unused: set[str], setting: Setting) -> Decline | None:
    """The modifiers that no topic took up: a filter is never dropped."""
    topics, catalogue = what.topics, setting.catalogue
    taken = any(topic.category and topic.indicator.startswith(("episodes_of_need_ending_by_reason", SIX_MONTHS)) for topic in topics)
    left = unused - HARMLESS - ({"transferred", "remained"} if taken else set())
    left -= {v for m in part.mentions if m.value(Kind.INDICATOR) for v in m.values(Kind.MODIFIER)}
    if any(topic.category.startswith("2_years") for topic in topics):
        left -= {"two_years"}
    if any("factor" in topic.indicator or topic.category or "primary_need" in topic.indicator for topic in topics):
        left -= OF_PERSONS
    if all(catalogue[topic.indicator].headline is Measure.AVERAGE or catalogue[topic.indicator].ordered for topic in topics):
        left -= {"middle", "durations", "timely"}
    if left == {"end"} and sum(topic.indicator in PROCESS for topic in topics) > 1:
        left = set()
    if "late" in part.modifiers() and not any(topic.indicator in (WITHIN_45, WITHIN_15) for topic in topics):
        left.add("late")
    if "late" in part.modifiers() and any(topic.category and catalogue[topic.indicator].ordered for topic in topics):
        left.add("late")  # "over 15 but within 20 days": the one limit would be held against the bands of the other
    if not left or not topics:
        return None
    return Decline("not_held", "modifier", tuple(_words_of(part, left)), topics[0].indicator)


def _middle(base: str, part: Part, setting: Setting) -> str:
    """The median stands for the percentiles, unless all are asked for."""
    every = part.cues() & {"breakdown"} or "percentile" in part.text
    return "median" if setting.catalogue[base].headline is Measure.AVERAGE and not every else ""


def _bases(part: Part, what: What) -> list[str]:
    found: list[str] = []
    for _, mention in part.having(Kind.INDICATOR):
        value = mention.value(Kind.INDICATOR) or ""
        if value not in found:
            found.append(value)
        if mention.words[0] in ("concern", "concerns"):
            what.notes.append("concerns_are_referrals")
        if value == REVIEWED and mention.words[-1] in ("conference", "conferences") and "initial" in part.text:
            continue
    if not found and any(True for _ in part.having(Kind.CASE)):
        episodes = "any_point" in part.modifiers() and any(m.words[0].startswith("episode") for _, m in part.having(Kind.CASE))
        found.append(ENDED if _only_of_closure(part) else EPISODES if episodes else NEED)
        named = any(m.words[-1].startswith("case") for _, m in part.having(Kind.CASE))
        what.notes += ["cases_are_children_in_need"] if found == [NEED] and named else []
    if STARTING in found and LATEST_CATEGORY in found and "latest" in part.text:
        found = [name for name in found if name not in (STARTING, LATEST_CATEGORY)] + [STARTING_LATEST]
    timing = part.modifiers() & OF_TIME or any("span" in m.words[0] or {"percentile", "quartile"} & set(m.words) for m in part.mentions)
    if {"section_47_enquiries", CONFERENCES} <= set(found) and timing:
        found.remove("section_47_enquiries")  # how long from the one to the other
    if REVIEWED in found and "child protection and review" in part.text and CONFERENCES not in found:
        found.insert(0, CONFERENCES)
    return found


def _only_of_closure(part: Part) -> bool:
    """A category that only closed cases have ("transferred to another authority")."""
    named = [m.values(Kind.CATEGORY) for _, m in part.having(Kind.CATEGORY)]
    return any(values and all(value.startswith("episodes_of_need_ending_by_reason/") for value in values) for values in named)


def _plan_category(part: Part) -> bool:
    return any("child_protection_plans" in value for _, m in part.having(Kind.CATEGORY) for value in m.values(Kind.CATEGORY))


def _other_end(base: str, modifiers: set[str]) -> str:
    """ "how many plans started? and ended?": the other end alone, as the first was asked for before."""
    if "end" in modifiers and "start" not in modifiers:
        return base.replace("_starting", "_ending")
    return base.replace("_ending", "_starting") if "start" in modifiers and "end" not in modifiers else base


def _from_context(context: Query, setting: Setting) -> list[str]:
    bases: list[str] = []
    for topic in context.topics:
        indicator = setting.catalogue[topic.indicator]
        base = indicator.breakdown_of or topic.indicator
        bases.append({"episodes_with_assessment_factor": FACTORS}.get(base, base))
    return list(dict.fromkeys(bases))


def base_is_wider(inner: str, bases: list[str]) -> bool:
    """ "children in need on a plan": every child on a plan is a child in need."""
    return NEED in bases and inner.startswith(("child_protection_plans", "child_in_need_plans"))


def _without_wholes(bases: list[str], part: Part, setting: Setting) -> list[str]:
    """Without the totals that a share named beside them is taken of ("referrals ... were re-referrals")."""
    if len(bases) < 2 or (part.cues() & {"ratio", "net"} and sum(base in PROCESS for base in bases) > 1):
        return bases
    positions = [i for i, _ in part.having(Kind.INDICATOR)]
    if len(positions) < 2 and "start" in part.modifiers():
        return bases
    dropped = set()
    for inner in bases:
        percentage = setting.catalogue[inner].measures.get(Measure.PERCENTAGE)
        whole = setting.catalogue[inner].breakdown_of or (percentage.of if percentage else "")
        if base_is_wider(inner, bases) and not part.joined(positions[0], positions[-1]):
            dropped.add(NEED)
        family = PLANS if inner.startswith("child_protection_plans_") else NEED if "children_in_need" in inner else ""
        if family in bases and family != inner and not part.joined(positions[0], positions[-1]):
            dropped.add(family)
        if whole in bases and not part.joined(positions[0], positions[-1]):
            dropped.add(whole)
    return [base for base in bases if base not in dropped]


def _words_of(part: Part, modifiers: set[str]) -> list[str]:
    return [" ".join(m.words) for m in part.mentions if modifiers & set(m.values(Kind.MODIFIER))]
