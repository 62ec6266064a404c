"""Things that these statistics do not hold: looked-after children, money, staff, other nations, forecasts, opinions."""

from __future__ import annotations

from cin_narrative.questions.grammar import Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.setting import Decline

NEVER_BESIDE = {
    "negation", "groups", "out_of_area", "nations", "perpetrators", "workforce", "religion", "household", "times", "age", "opinion",
    "forecast", "other", "people", "courts", "distance",
}  # fmt: skip
REFUSED = {"forecast", "opinion", "other", "health", "money", "schools"}
JOINERS = {
    "and", "or", "while", "whereas", "plus", "versus", "vs", "include", "includes", "including", "included",
}  # fmt: skip
BLAMING = {"blame", "fault"}
FIRST = ("nations", "forecast", "looked_after", "opinion")


def declined_topic(part: Part) -> Decline | tuple[str, ...]:
    """The topic that makes the part unanswerable; else the topics named beside something held ("in care and in need")."""
    beside = []
    found = [(i, topic) for i, mention in part.having(Kind.TOPIC) if (topic := _topic(part, i))]
    held = [i for i, mention in enumerate(part.mentions) if i not in {j for j, _ in found}
            and any(mention.value(kind) for kind in (Kind.INDICATOR, Kind.CATEGORY))]  # fmt: skip
    for i, topic in sorted(found, key=lambda pair: FIRST.index(pair[1]) if pair[1] in FIRST else len(FIRST)):
        blames = "why" in part.cues() and bool(BLAMING & set(part.mentions[i].words))
        opinion_rider = topic == "opinion" and bool(held) and (part.asks_why or blames)
        if opinion_rider or (topic == "age" and i and "age" in " ".join(part.mentions[i - 1].values(Kind.CATEGORY))):
            continue
        if topic == "nations" and _listed_with_area(part, i):
            beside.append(topic)
            continue
        if topic in NEVER_BESIDE or not held or not _is_beside(part, i, held):
            return Decline("refused" if topic in REFUSED or not held else "not_held", f"topic_{topic}", (" ".join(part.mentions[i].words),))
        beside.append(topic)
    return tuple(beside)


def _topic(part: Part, at: int) -> str | None:
    """The topic of a mention, unless it is rather something held ("early help" as a source, "adopted" as a reason)."""
    mention = part.mentions[at]
    kinds = {entry.kind for entry in mention.entries}
    if Kind.INDICATOR in kinds or Kind.AREA in kinds:
        return None
    if Kind.CATEGORY in kinds and any(
        m.value(Kind.INDICATOR) in _PARENTS.get(v.split("/")[0], ()) for m in part.mentions for v in mention.values(Kind.CATEGORY)
    ):
        return None
    if Kind.MODIFIER in kinds and mention.value(Kind.TOPIC) == "people":
        return None
    return mention.value(Kind.TOPIC)


_PARENTS = {
    "referrals_by_source": ("referrals", "referrals_by_source", "referrals_no_further_action"),
    "episodes_of_need_ending_by_reason": ("episodes_of_need_ending", "episodes_of_need_ending_by_reason"),
    "assessment_factors": ("assessment_factors", "assessments_completed", "assessment_factors_any_person"),
    "assessment_factors_any_person": ("assessment_factors", "assessments_completed", "assessment_factors_any_person"),
}


def _listed_with_area(part: Part, at: int) -> bool:
    """ "Bolton and Edinburgh": the place held is answered, the other is said not to be; nothing is compared."""
    if part.cues() & {"compare", "rank", "times"}:
        return False
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(part.mentions) and part.mentions[i].words[-1] in ("and", "or", "in", "the"):
            i += step
        joined = part.mentions[at].broken or any(m.words[-1] in ("and", "or") for m in part.mentions[min(i, at) + 1 : max(i, at)])
        if 0 <= i < len(part.mentions) and part.mentions[i].value(Kind.AREA) is not None and joined:
            return True
    return False


def _is_beside(part: Part, at: int, held: list[int]) -> bool:
    """Whether the topic is joined to what is held by "and" and the like, rather than limiting it ("who are also", "both ... and")."""
    limits = {"who", "that", "also", "both", "whose"} & {word for mention in part.mentions[max(0, at - 6) : at] for word in mention.words}
    if limits:
        return False
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(part.mentions):
            mention = part.mentions[i]
            if mention.words[-1] in JOINERS or mention.words[0] in JOINERS:
                return True
            if not mention.says_nothing and mention.value(Kind.MEASURE) is None:
                break
            i += step
    return False
