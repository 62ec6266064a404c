"""What is asked about: indicators, categories and modifiers of one part -> topics of the closed vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field

from cin_narrative.definitions.catalogue import Measure
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Query, Topic
from cin_narrative.questions.setting import Decline, Option, Setting

NEED, PLANS, CIN_PLANS = "children_in_need_at_31_march", "child_protection_plans_at_31_march", "child_in_need_plans_at_31_march"
STARTING, ENDING = "child_protection_plans_starting", "child_protection_plans_ending"
FACTORS, ANY_PERSON = "assessment_factors", "assessment_factors_any_person"
ASSESSMENTS, CONFERENCES, ENDED = "assessments_completed", "initial_child_protection_conferences", "episodes_of_need_ending"
WITHIN_45, WITHIN_15 = "assessments_completed_within_45_working_days", "conferences_within_15_working_days"
REVIEWED, REPEAT, TWO_YEARS = "child_protection_plans_reviewed_within_timescales", "child_protection_plans_second_or_subsequent", "child_protection_plans_at_31_march_two_years_or_more"
BY_AGE = "children_in_need_by_age"
PROCESS = ("referrals", ASSESSMENTS, "section_47_enquiries", CONFERENCES, STARTING, ENDING)

REFINED = {
    (NEED, "start"): "episodes_of_need_starting", (NEED, "end"): ENDED, (NEED, "any_point"): "children_in_need_at_any_point",
    (NEED, "disabled"): "children_in_need_with_disability_recorded", (NEED, "waiting"): "children_awaiting_assessment_at_31_march",
    (NEED, "durations"): "children_in_need_by_duration_open",
    (PLANS, "start"): STARTING, (PLANS, "end"): ENDING, (PLANS, "any_point"): "child_protection_plans_at_any_point",
    (PLANS, "repeat"): REPEAT, (PLANS, "two_years"): TWO_YEARS, (PLANS, "reviewed"): REVIEWED, (PLANS, "timely"): REVIEWED,
    (PLANS, "durations"): "child_protection_plans_at_31_march_by_duration",
    (PLANS, "initial"): "child_protection_plans_at_31_march_by_initial_category",
    (PLANS, "latest_category"): "child_protection_plans_at_31_march_by_latest_category",
    (STARTING, "repeat"): REPEAT, (REPEAT, "start"): REPEAT, (REPEAT, "repeat"): REPEAT, (STARTING, "start"): STARTING,
    (STARTING, "initial"): "child_protection_plans_starting_by_initial_category",
    (STARTING, "latest_category"): "child_protection_plans_starting_by_latest_category",
    (ENDING, "two_years"): "child_protection_plans_ending_two_years_or_more", (ENDING, "end"): ENDING,
    (TWO_YEARS, "end"): "child_protection_plans_ending_two_years_or_more", (TWO_YEARS, "two_years"): TWO_YEARS,
    (ENDING, "durations"): "child_protection_plans_ending_by_duration", (REVIEWED, "timely"): REVIEWED,
    ("child_protection_plans_at_31_march_by_duration", "end"): "child_protection_plans_ending_by_duration",
    (REVIEWED, "reviewed"): REVIEWED, (REVIEWED, "repeat"): REVIEWED,
    (CIN_PLANS, "start"): "child_in_need_plans_starting", (CIN_PLANS, "end"): "child_in_need_plans_ending",
    (CIN_PLANS, "any_point"): "child_in_need_plans_at_any_point",
    ("referrals", "repeat"): "rereferrals_within_12_months", ("referrals", "nfa"): "referrals_no_further_action",
    ("referrals", "not_in_need"): "referrals_assessed_as_not_in_need", ("referrals", "children"): "children_referred",
    ("rereferrals_within_12_months", "repeat"): "rereferrals_within_12_months",
    (ASSESSMENTS, "within_45"): WITHIN_45, (ASSESSMENTS, "timely"): WITHIN_45, (WITHIN_45, "timely"): WITHIN_45,
    (WITHIN_45, "within_45"): WITHIN_45, (ASSESSMENTS, "durations"): "assessments_by_duration",
    (ASSESSMENTS, "middle"): "assessment_duration_percentiles", ("assessments_by_duration", "durations"): "assessments_by_duration",
    ("assessments_by_duration", "middle"): "assessment_duration_percentiles",
    (CONFERENCES, "within_15"): WITHIN_15, (CONFERENCES, "timely"): WITHIN_15, (WITHIN_15, "timely"): WITHIN_15,
    (WITHIN_15, "within_15"): WITHIN_15, (CONFERENCES, "durations"): "conferences_by_duration",
    (CONFERENCES, "middle"): "conference_duration_percentiles", (CONFERENCES, "reviewed"): REVIEWED,
    (ENDED, "durations"): "episodes_of_need_ending_by_duration", (ENDED, "end"): ENDED,
    ("children_in_need_by_duration_open", "end"): "episodes_of_need_ending_by_duration",
    ("children_in_need_by_duration_open", "durations"): "children_in_need_by_duration_open",
    ("episodes_of_need_starting", "start"): "episodes_of_need_starting",
    ("section_47_enquiries", "children"): "children_subject_to_section_47_enquiries",
    (CONFERENCES, "children"): "children_subject_to_initial_child_protection_conferences",
    ("child_protection_plans_at_31_march_by_initial_category", "start"): "child_protection_plans_starting_by_initial_category",
    ("child_protection_plans_at_31_march_by_latest_category", "start"): "child_protection_plans_starting_by_initial_category",
    ("child_protection_plans_at_31_march_by_initial_category", "initial"): "child_protection_plans_at_31_march_by_initial_category",
}  # fmt: skip
BREAKDOWNS = {
    NEED: "children_in_need_by_primary_need", PLANS: "child_protection_plans_at_31_march_by_latest_category",
    STARTING: "child_protection_plans_starting_by_initial_category", "referrals": "referrals_by_source",
    ENDED: "episodes_of_need_ending_by_reason", CONFERENCES: "conferences_by_duration", ENDING: "child_protection_plans_ending_by_duration",
    "children_in_need_with_disability_recorded": "children_in_need_by_disability_type", "episodes_with_assessment_factor": FACTORS,
}  # fmt: skip
ON_THE_DAY = {"children_in_need_at_any_point": NEED, "child_protection_plans_at_any_point": PLANS}
HARMLESS = {"on_the_day", "children", "latest_category", "initial", "any_point"}
OF_PERSONS = {"parent", "household"}
PREFERRED = ("child_protection_plans_at_31_march_by_latest_category", "child_protection_plans_starting_by_initial_category",
             "children_in_need_by_primary_need", FACTORS)  # fmt: skip
PERSONS = ("child", "parent", "other_person")


@dataclass(slots=True)
class What:
    """The topics of a part, and what was said about the choice."""

    topics: list[Topic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: bool = True  # the part names them itself
    breakdown: bool = False


def find_topics(part: Part, context: Query | None, setting: Setting) -> What | Decline:
    """The topics of ``part``, with those of the conversation where it names none itself."""
    what = What()
    bases = _bases(part, what)
    named = bool(bases)
    if not bases and context is not None and any(True for kind in (Kind.PLAN,) for _ in part.having(kind)):
        bases = [topic.indicator for topic in context.topics if "plan" in topic.indicator][:1]
    modifiers = part.modifiers()
    if not bases:
        if any(True for _ in part.having(Kind.PLAN)):
            if not modifiers & {"start", "end", "repeat", "two_years", "reviewed", "timely", "any_point"} and not _plan_category(part):
                return Decline("choice_needed", "which_plan")
            bases, named = [PLANS], True
            if not modifiers & {"repeat", "two_years", "reviewed", "timely"}:
                what.notes.append("plans_are_child_protection")
    categories = _category_mentions(part, bases)
    if not bases and context is not None and (modifiers or categories):
        bases = _from_context(context, setting)
    if not bases and not categories:
        what.own = False
        what.topics = list(context.topics) if context is not None else []
        return what
    bases, unused = _refine(bases, modifiers, part, setting)
    if not categories:
        found = _dimensions(bases, _from_context(context, setting) if context is not None else [], setting)
        if isinstance(found, Decline):
            return found
        what.topics = [Topic(base, _middle(base, part, setting)) for base in _without_wholes(found, part, setting)]
    else:
        found_topics = _with_categories(bases, categories, part, setting, what)
        if isinstance(found_topics, Decline):
            return found_topics
        what.topics = found_topics
    what.own = named or bool(categories)
    own = {v for m in part.mentions if m.value(Kind.INDICATOR) for v in m.values(Kind.MODIFIER)}
    left = unused - HARMLESS - own - ({"two_years"} if any(t.category.startswith("2_years") for t in what.topics) else set())
    if any("factor" in t.indicator or t.category or "primary_need" in t.indicator for t in what.topics):
        left -= OF_PERSONS
    if all(setting.catalogue[t.indicator].headline is Measure.AVERAGE or setting.catalogue[t.indicator].ordered for t in what.topics):
        left -= {"middle", "durations", "timely"}
    if left == {"end"} and sum(topic.indicator in PROCESS for topic in what.topics) > 1:
        left = set()
    if left and what.topics:
        return Decline("not_held", "modifier", tuple(_words_of(part, left)), what.topics[0].indicator)
    if "late" in modifiers and not any(t.indicator in (WITHIN_45, WITHIN_15) for t in what.topics):
        return Decline("not_held", "modifier", tuple(_words_of(part, {"late"})), what.topics[0].indicator if what.topics else "")
    return what


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
        found.append(NEED)
        what.notes.append("cases_are_children_in_need")
    if REVIEWED in found and "child protection and review" in part.text and CONFERENCES not in found:
        found.insert(0, CONFERENCES)
    return found


def _plan_category(part: Part) -> bool:
    return any("child_protection_plans" in value for _, m in part.having(Kind.CATEGORY) for value in m.values(Kind.CATEGORY))


def _from_context(context: Query, setting: Setting) -> list[str]:
    bases: list[str] = []
    for topic in context.topics:
        indicator = setting.catalogue[topic.indicator]
        base = indicator.breakdown_of or topic.indicator
        bases.append({"episodes_with_assessment_factor": FACTORS}.get(base, base))
    return list(dict.fromkeys(bases))


def _refine(bases: list[str], modifiers: set[str], part: Part, setting: Setting) -> tuple[list[str], set[str]]:
    used: set[str] = set()
    refined = []
    for base in bases:
        current = base
        if {"start", "end"} <= modifiers and (base, "start") in REFINED and (base, "end") in REFINED:
            refined += [REFINED[base, "start"], REFINED[base, "end"]]
            used |= {"start", "end"}
            continue
        if base.endswith("_starting") and "end" in modifiers:
            refined += [base, base.replace("_starting", "_ending")]
            used |= {"start", "end"}
            continue
        for _ in range(3):
            for modifier in sorted(modifiers):
                target = REFINED.get((current, modifier))
                if target is not None:
                    used.add(modifier)
                    current = target
        if "on_the_day" in modifiers:
            current = ON_THE_DAY.get(current, current)
        if "late" in modifiers:
            current = {ASSESSMENTS: WITHIN_45, CONFERENCES: WITHIN_15}.get(current, current)
            used.add("late")
        refined.append(current)
    return list(dict.fromkeys(refined)), modifiers - used


def _dimensions(bases: list[str], earlier: list[str], setting: Setting) -> list[str] | Decline:
    """Breakdowns named beside a total: the breakdown of that total ("plans ... by age"), or there is none."""
    found: list[str] = []
    catalogue = setting.catalogue
    totals = [base for base in bases if not catalogue[base].breakdown_of]
    if not totals and len(earlier) == 1 and breakdown_with(earlier[0], catalogue[bases[0]].dimension, setting):
        totals = earlier
    for base in bases:
        dimension = catalogue[base].dimension
        if not dimension or not totals:
            found.append(base)
            continue
        for total in totals:
            fitting = breakdown_with(total, dimension, setting)
            if fitting is None and total in (ASSESSMENTS,) and base in (FACTORS, ANY_PERSON):
                fitting = base
            if fitting is None:
                return Decline("not_held", "no_such_breakdown", (dimension,), total)
            found.append(fitting)
            if total in found:
                found.remove(total)
    return list(dict.fromkeys(b for b in found if b not in totals or not any(catalogue[f].breakdown_of for f in found)))


def breakdown_with(total: str, dimension: str, setting: Setting) -> str | None:
    """The breakdown of ``total`` by ``dimension``; None where DfE publishes none."""
    known = {total, f"{total.replace('_at_31_march', '')}_with_known_ethnicity"}
    for indicator in setting.catalogue:
        same = indicator.dimension == dimension or (dimension == "latest category of abuse" and indicator.dimension == "initial category of abuse")
        if same and indicator.breakdown_of in known:
            return indicator.id
    return None


def _without_wholes(bases: list[str], part: Part, setting: Setting) -> list[str]:
    """Without the totals that a share named beside them is taken of ("referrals ... were re-referrals")."""
    if len(bases) < 2 or part.cues() & {"ratio", "net"}:
        return bases
    positions = [i for i, _ in part.having(Kind.INDICATOR)]
    dropped = set()
    for inner in bases:
        percentage = setting.catalogue[inner].measures.get(Measure.PERCENTAGE)
        whole = setting.catalogue[inner].breakdown_of or (percentage.of if percentage else "")
        family = PLANS if inner.startswith("child_protection_plans_") else NEED if "children_in_need" in inner else ""
        if family in bases and family != inner and not part.joined(positions[0], positions[-1]):
            dropped.add(family)
        if whole in bases and not part.joined(positions[0], positions[-1]):
            dropped.add(whole)
    return [base for base in bases if base not in dropped]


def _category_mentions(part: Part, bases: list[str]) -> list[tuple[str, ...]]:
    found = []
    for _, mention in part.having(Kind.CATEGORY):
        other = {entry.kind for entry in mention.entries} - {Kind.CATEGORY}
        if other & {Kind.INDICATOR, Kind.CUE, Kind.MEASURE, Kind.AREA} or (Kind.STOP in other) or (Kind.MODIFIER in other and not bases):
            continue
        role = mention.value(Kind.MODIFIER)
        if (role in ("parent", "household") and not any("referrals" in base for base in bases)) or role == "middle" or (role == "two_years" and NEED not in bases and ENDED not in bases):
            continue
        if mention.words in (("march",), ("may",)):
            continue
        found.append(tuple(mention.values(Kind.CATEGORY)))
    return found


def _with_categories(bases: list[str], mentions: list[tuple[str, ...]], part: Part, setting: Setting, what: What) -> list[Topic] | Decline:
    topics: list[Topic] = []
    used: set[str] = set()
    for candidates in mentions:
        chosen = _choose(candidates, bases, setting)
        if isinstance(chosen, Decline) and chosen.saying == "no_such_category" and _is_band(candidates, bases, setting):
            continue
        if isinstance(chosen, Decline):
            return chosen
        for topic in chosen:
            used.add(topic.indicator)
            if topic.indicator == FACTORS and NEED in bases and "factors_of_assessments" not in what.notes:
                what.notes.append("factors_of_assessments")
            topics.extend(_by_person(topic, part, what))
    wholes = {setting.catalogue[name].breakdown_of for name in used} | {ASSESSMENTS, NEED, PLANS, STARTING, "referrals"} | used
    wholes |= {WITHIN_45} if any("duration" in name for name in used) else set()
    if not topics:
        return [Topic(base) for base in bases if setting.catalogue[base].ordered]
    rest = [Topic(base) for base in bases if base not in wholes and setting.catalogue[base].breakdown_of == ""]
    kinds = {topic.indicator for topic in topics}
    if len(kinds) > 1 and len(mentions) > 1 and not any("factor" in kind for kind in kinds):
        return Decline("not_held", "crossed", tuple(setting.catalogue[kind].dimension for kind in sorted(kinds)), bases[0] if bases else "")
    return list(dict.fromkeys(rest + topics))


def _is_band(candidates: tuple[str, ...], bases: list[str], setting: Setting) -> bool:
    """A band of days or months beside a breakdown in bands: the bands published stand for it."""
    return any(setting.catalogue[base].ordered for base in bases) and all(setting.catalogue[c.split("/")[0]].ordered for c in candidates)


def _choose(candidates: tuple[str, ...], bases: list[str], setting: Setting) -> list[Topic] | Decline:
    pairs = [Topic(*value.split("/", 1)) for value in candidates]
    catalogue = setting.catalogue
    factors = [p for p in pairs if p.indicator in (FACTORS, ANY_PERSON)]
    exact = [p for p in pairs if p.indicator in bases]
    under = [p for p in pairs if catalogue[p.indicator].breakdown_of in bases or _known(p, bases, setting)]
    if not bases:
        roots = {catalogue[p.indicator].breakdown_of for p in pairs}
        if factors and roots == {"episodes_with_assessment_factor"}:
            return _best(factors)
        if len(roots) == 1 or all("children_in_need" in p.indicator for p in pairs):
            return _best(pairs)
        label = catalogue[pairs[0].indicator].categories[pairs[0].category].label
        order = sorted(dict.fromkeys(p.indicator for p in pairs), key=lambda name: PREFERRED.index(name) if name in PREFERRED else len(PREFERRED))
        options = tuple(Option(f"{catalogue[name].title}: {label}", f"{catalogue[name].title}: {label}") for name in order)
        return Decline("choice_needed", "which_category", (label,), options=options)
    if exact or under:
        return _best(exact or under)
    loose = {NEED, ASSESSMENTS, FACTORS, ANY_PERSON, "episodes_with_assessment_factor", "assessments_by_duration"}
    if factors and set(bases) & loose:
        return _best(factors)
    if NEED in bases or "children_in_need_with_disability_recorded" in bases:
        disability = [p for p in pairs if p.indicator == "children_in_need_by_disability_type"]
        if disability:
            return _best(disability)
    inside = [p for p in pairs for base in bases if _same_family(p.indicator, base)]
    if inside:
        return _best(inside)
    label = catalogue[pairs[0].indicator].categories[pairs[0].category].label
    return Decline("not_held", "no_such_category", (label,), bases[0])


def _same_family(indicator: str, base: str) -> bool:
    return (indicator, base) in {("assessments_by_duration", WITHIN_45), ("conferences_by_duration", WITHIN_15),
                                 ("child_protection_plans_at_31_march_by_duration", TWO_YEARS)}  # fmt: skip


def _known(topic: Topic, bases: list[str], setting: Setting) -> bool:
    whole = setting.catalogue[topic.indicator].breakdown_of
    return whole.endswith("_with_known_ethnicity") and whole.replace("_with_known_ethnicity", "_at_31_march") in bases


def _best(pairs: list[Topic]) -> list[Topic]:
    order = {name: place for place, name in enumerate(PREFERRED)}
    first = min(pairs, key=lambda p: (order.get(p.indicator, len(order)), pairs.index(p)))
    return [p for p in pairs if p.indicator == first.indicator]


def _by_person(topic: Topic, part: Part, what: What) -> list[Topic]:
    """A factor without its person: that of parents where the part says so, else the child, parent and other person."""
    if topic.indicator != ANY_PERSON or not topic.category.endswith(("misuse", "domestic_abuse", "mental_health", "_disability")):
        return [Topic(FACTORS, topic.category)] if topic.indicator == ANY_PERSON and topic.category not in ("physical_abuse", "sexual_abuse") else [topic]
    said = part.modifiers()
    if "parent" in said:
        return [Topic(FACTORS, f"{topic.category}_parent")]
    if "household" in said:
        return [Topic(FACTORS, f"{topic.category}_other_person")]
    return [Topic(ANY_PERSON, topic.category)]


def _words_of(part: Part, modifiers: set[str]) -> list[str]:
    return [" ".join(m.words) for m in part.mentions if modifiers & set(m.values(Kind.MODIFIER))]
