"""Every word is accounted for: what nothing takes up is named, never dropped."""

from __future__ import annotations

from decimal import Decimal

from cin_narrative.questions.grammar import Mention, Part
from cin_narrative.questions.groups import threshold_of
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.refining import TWO_YEARS, WITHIN_15, WITHIN_45
from cin_narrative.questions.setting import Decline, Setting
from cin_narrative.questions.what import What
from cin_narrative.questions.where import MEMBERS

TIMED = (WITHIN_45, WITHIN_15, TWO_YEARS, "rereferrals_within_12_months")  # what is counted by how long something took
WHOLE = 100  # per cent
NEIGHBOURS_EACH = 10  # statistical neighbours that the published model gives each authority
DURATIONS = {"day", "days", "week", "weeks", "month", "months", "year", "years", "working", "hours", "times", "weekly"}


def not_understood(part: Part, what: What, setting: Setting) -> tuple[str, ...]:
    """The words that nothing takes up; days and months are taken up by what is measured in them, a narrower source by referrals alone."""
    timed = any(setting.catalogue[topic.indicator].ordered or topic.indicator in TIMED for topic in what.topics)
    timed = timed or any(mention.period is not None and mention.period.start[1] for mention in part.mentions)
    loose = [" ".join(m.words) for _, m in part.having(Kind.UNIT) if len(m.entries) == 1] if not timed else []
    narrower = [" ".join(m.words) for _, m in part.having(Kind.NARROWER) if len(m.entries) == 1]
    return (*part.unknown, *loose, *narrower)


def loose_number(part: Part, what: What, setting: Setting) -> Decline | None:
    """A number that nothing takes up ("over 12 months", "three siblings"): a filter that must not be dropped."""
    banded = any(setting.catalogue[topic.indicator].ordered for topic in what.topics)
    for i, mention, number in numbers(part):
        before = part.mentions[i - 1] if i else None
        after = part.mentions[i + 1] if i + 1 < len(part.mentions) else None
        lasts = after is not None and after.words[0] in DURATIONS
        near = [m for m in (before, after) if m is not None]
        ranked = any(set(m.values(Kind.CUE)) & {"highest", "lowest", "worst", "best", "list", "breakdown"} for m in near)
        compared = before is not None and (before.value(Kind.ABOVE) is not None or before.value(Kind.BELOW) is not None)
        compared = compared or (after is not None and ("or" in after.words or after.words[-1] in MEMBERS))
        compared = compared or "confirm" in part.cues() or _counts_members(part, i)
        of_members = part.cues() & {"which_area", "all_authorities", "all_regions"} and (number < WHOLE) is mention.percent and not ranked
        filters = of_members and threshold_of(part) is None and "confirm" not in part.cues()
        if banded:  # a limit or band has been read by now, so that a small number left over is one that no band stands for
            level = compared and part.cues() & {"which_area", "all_authorities", "all_regions", "confirm"}
            chosen = any(topic.category for topic in what.topics)  # of a whole breakdown nothing is left out
            if chosen and number < WHOLE and not (mention.percent or ranked or level or lasts):
                return Decline("not_held", "number", (), what.topics[0].indicator)
            continue
        if lasts or filters or not (mention.percent or ranked or compared or number >= 100 or (after and after.value(Kind.MEASURE))):
            return Decline("not_held", "number", (), what.topics[0].indicator)
    return None


def _counts_members(part: Part, at: int) -> bool:
    """ "3 London boroughs": the number of members wanted."""
    following = part.mentions[at + 1 : at + 3]
    ten = part.mentions[at].number == NEIGHBOURS_EACH and any("mean_of_neighbours" in m.values(Kind.CUE) for m in following)
    return ten or bool({mention.words[-1] for mention in following} & MEMBERS)


def numbers(part: Part) -> list[tuple[int, Mention, Decimal]]:
    """The bare numbers of a part, with their places."""
    return [(i, mention, mention.number) for i, mention in enumerate(part.mentions) if mention.number is not None]
