"""Categories: "neglect" is a category of plans, of primary need and of factors; the totals named beside it say which."""

from __future__ import annotations

import re

from cin_narrative.questions.crossing import cross_cell
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Topic
from cin_narrative.questions.refining import (
    ANY_PERSON,
    ASSESSMENTS,
    ENDED,
    FACTORS,
    NEED,
    PLANS,
    STARTING,
    TWO_YEARS,
    WITHIN_15,
    WITHIN_45,
)
from cin_narrative.questions.setting import Decline, Option, Setting

LIMITED = re.compile(r"span(over|upto)")
PREFERRED = ("child_protection_plans_at_31_march_by_latest_category", "child_protection_plans_starting_by_initial_category",
             "children_in_need_by_primary_need", FACTORS)  # fmt: skip


def category_mentions(part: Part, bases: list[str]) -> list[tuple[str, ...]]:
    """The mentions that name a category, each with all the categories ("indicator/category") it may be."""
    found = []
    for _, mention in part.having(Kind.CATEGORY):
        other = {entry.kind for entry in mention.entries} - {Kind.CATEGORY}
        if other & {Kind.INDICATOR, Kind.CUE, Kind.MEASURE, Kind.AREA} or (Kind.STOP in other) or (Kind.MODIFIER in other and not bases):
            continue
        role = mention.value(Kind.MODIFIER)
        if (
            (role in ("parent", "household") and not any("referrals" in base for base in bases))
            or role == "middle"
            or (role == "three_months" and NEED not in bases and ENDED not in bases and "end" not in part.modifiers())
            or (role == "transferred" and "first_half" in part.modifiers())
            or (role == "two_years" and NEED not in bases and ENDED not in bases)
        ):
            continue
        if mention.words in (("march",), ("may",)):
            continue
        found.append(tuple(mention.values(Kind.CATEGORY)))
    return _between_limits(part, found)


def _between_limits(part: Part, found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """ "6 months or more but less than 1 year": the bands within both limits, unless "or" stands between them."""
    at = [i for i, mention in part.having(Kind.CATEGORY) if LIMITED.match(mention.words[0])]
    if len(at) != 2 or len({LIMITED.match(part.mentions[i].words[0])[1] for i in at}) < 2:  # type: ignore[index]
        return found
    one, other = (tuple(part.mentions[i].values(Kind.CATEGORY)) for i in at)
    both = tuple(value for value in one if value in other)
    if not both or one not in found or other not in found or any("or" in m.words for m in part.mentions[at[0] + 1 : at[1]]):
        return found
    return [both, *(candidates for candidates in found if candidates not in (one, other))]


def with_categories(
    bases: list[str], mentions: list[tuple[str, ...]], part: Part, setting: Setting, notes: list[str]
) -> list[Topic] | Decline:
    """The topics of a part that names categories, with the totals beside them that are topics of their own."""
    cell = cross_cell(bases, mentions, setting)
    if cell is not None:
        return [cell]
    topics: list[Topic] = []
    used: set[str] = set()
    unpublished = False
    for candidates in mentions:
        chosen = _choose(candidates, bases, setting)
        if isinstance(chosen, Decline) and chosen.saying == "no_such_category" and _is_band(candidates, bases, setting):
            unpublished = True
            continue
        if isinstance(chosen, Decline):
            return chosen
        for topic in chosen:
            used.add(topic.indicator)
            if topic.indicator == FACTORS and NEED in bases and "factors_of_assessments" not in notes:
                notes.append("factors_of_assessments")
            topics.extend(_by_person(topic, part))
    wholes = {setting.catalogue[name].breakdown_of for name in used} | {ASSESSMENTS, NEED, PLANS, STARTING, "referrals"} | used
    wholes |= {WITHIN_45} if any("duration" in name for name in used) else set()
    if not topics or unpublished:  # all the bands published, rather than only those of the ones named that are
        return [Topic(base) for base in bases if setting.catalogue[base].ordered]
    crossing = [base for base in bases if _crosses(base, used, setting)]
    if crossing:
        dimensions = tuple(setting.catalogue[name].dimension for name in (*sorted(used), *crossing))
        return Decline("not_held", "crossed", dimensions, setting.catalogue[crossing[0]].breakdown_of)
    rest = [Topic(base) for base in bases if base not in wholes and setting.catalogue[base].breakdown_of == ""]
    kinds = {topic.indicator for topic in topics}
    if len(kinds) > 1 and len(mentions) > 1 and not any("factor" in kind for kind in kinds):
        return Decline("not_held", "crossed", tuple(setting.catalogue[kind].dimension for kind in sorted(kinds)), bases[0] if bases else "")
    return list(dict.fromkeys(rest + topics))


def _crosses(base: str, used: set[str], setting: Setting) -> bool:
    """Whether a breakdown is named beside a category of another one ("girls by age")."""
    dimension = setting.catalogue[base].dimension
    kindred = any(
        word in dimension and word in setting.catalogue[name].dimension for name in used for word in ("category of abuse", "factor", "dur")
    )
    return (
        bool(dimension)
        and base not in used
        and not kindred
        and "any_person" not in base
        and base not in (FACTORS, "children_in_need_by_sex")
    )


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
        order = sorted(
            dict.fromkeys(p.indicator for p in pairs), key=lambda name: PREFERRED.index(name) if name in PREFERRED else len(PREFERRED)
        )
        options = tuple(Option(f"{catalogue[name].title}: {label}", f"{catalogue[name].title}: {label}") for name in order)
        return Decline("choice_needed", "which_category", (label,), options=options)
    if exact or under:
        return _best(exact) if exact else _best(under)
    disability = [p for p in pairs if p.indicator == "children_in_need_by_disability_type"]
    if disability and NEED in bases and not set(bases) & {ASSESSMENTS, FACTORS, ANY_PERSON}:
        return _best(disability)
    loose = {NEED, ASSESSMENTS, FACTORS, ANY_PERSON, "episodes_with_assessment_factor", "assessments_by_duration"}
    if factors and set(bases) & loose:
        return _best(factors)
    if (NEED in bases or "children_in_need_with_disability_recorded" in bases) and disability:
        return _best(disability)
    closed = [p for p in pairs if p.indicator == "episodes_of_need_ending_by_reason"]
    if closed and NEED in bases:
        return _best(closed)
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


def _by_person(topic: Topic, part: Part) -> list[Topic]:
    """A factor without its person: that of parents where the part says so, else the child, parent and other person."""
    if topic.indicator != ANY_PERSON or not topic.category.endswith(("misuse", "domestic_abuse", "mental_health", "_disability")):
        return (
            [Topic(FACTORS, topic.category)]
            if topic.indicator == ANY_PERSON and topic.category not in ("physical_abuse", "sexual_abuse")
            else [topic]
        )
    said = part.modifiers()
    if "parent" in said:
        return [Topic(FACTORS, f"{topic.category}_parent")]
    if "of_child" in said:
        return [Topic(FACTORS, f"{topic.category}_child")]
    if "household" in said:
        return [Topic(FACTORS, f"{topic.category}_other_person")]
    return [Topic(ANY_PERSON, topic.category)]
