"""Numbers that the asker gives: a figure or a change to be confirmed or corrected, a doubling."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from cin_narrative.questions.asking import Asking
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.groups import FALLING, SUPERLATIVE, threshold_of
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Query

SMALLEST_QUOTED = 100  # a bare number below this is no quoted figure


def quoted_numbers(part: Part, base: Query) -> Query:
    """The numbers given to be confirmed: those that no other words take up."""
    mentions = part.mentions
    found = []
    for i, mention in enumerate(mentions):
        if mention.number is None:
            continue
        before = mentions[i - 1] if i else None
        after = mentions[i + 1] if i + 1 < len(mentions) else None
        if before is not None and SUPERLATIVE & set(before.values(Kind.CUE)):
            continue
        if (
            mention.percent
            or mention.number >= SMALLEST_QUOTED
            or "confirm" in part.cues()
            or (after is not None and after.value(Kind.MEASURE) == "percentage")
        ):
            found.append(mention.number)
    return replace(base, quoted=tuple(found))


def quoted_change(asking: Asking) -> Query:
    """ "up by 20%, is that right?": a number beside a word of change is a change, not a level."""
    base, part = asking.base, asking.part
    sized = any(m.percent for m in part.mentions) or re.search(r"\bby (?:about |around |nearly |almost |over )?\d", part.text)
    if len(base.quoted) != 1 or "change" not in asking.cues or not sized or threshold_of(part) is not None:
        return base
    falls = bool(set(part.text.replace("?", " ").split()) & FALLING)
    return replace(base, quoted=(), quoted_change=-base.quoted[0] if falls else base.quoted[0])


def multiple_of(part: Part) -> Decimal | None:
    """ "Doubled", "halved", "trebled": how many times the first figure the last would be."""
    for start, times in (("doubl", Decimal(2)), ("halv", Decimal("0.5")), ("treb", Decimal(3)), ("tripl", Decimal(3))):
        if any(mention.words[0].startswith(start) for mention in part.mentions):
            return times
    return None
