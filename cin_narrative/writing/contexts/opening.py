"""The context of the page in one sentence: the claims of its findings in, as many of them as the
sentence has room for out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims import message
from cin_narrative.claims.message_words import Course, Topic
from cin_narrative.writing.contexts.claims import context
from cin_narrative.writing.phrases import tally
from cin_narrative.writing.render import Place, render

OPENING_WORDS = 25  # of the sentence (issue: The page)
OTHERS = ("and", "two", "other", "findings")  # the words of those that are not named
# whose bold claim, of a level or a change, begins "Few", "More"; "Longer times"; "Neglect named"
_SEVERAL = (Topic.RATIO, Topic.DAYS, Topic.NAMED)


@context.register
def _(claim: message.Opening, place: Place) -> Mapping[str, Any]:
    figure = claim.figure
    held: dict[str, Any] = {
        "area": figure.area,
        "figure": place(figure),
        "many": figure.indicator.many if figure.value != 1 else figure.indicator.one,
        "period": figure.indicator.period(figure.year),
        "course": claim.course.value if claim.course else None,
        "leads": None,
    }
    leads = [_within(one, place) for one in claim.leads]
    if not leads:
        return held
    ways = [(held, _named(leads, held))]
    if claim.course is Course.LITTLE:  # what stands out, before what did not move
        shorter = {**held, "course": None}
        ways.append((shorter, _named(leads, shorter)))
    best, (*_, said) = max(ways, key=lambda one: one[1][:2])
    return {**best, "leads": Text(said)}


def _within(lead: message.Lead, place: Place) -> str:
    """A bold claim as it goes on within a sentence: ``a large rise in referrals``."""
    said = render("lead", context(lead, place)).removesuffix(".")
    article = "" if lead.topic in _SEVERAL else "an " if said[:1].lower() in "aeiou" else "a "
    return f"{article}{said[:1].lower()}{said[1:]}"


def _named(leads: Sequence[str], held: Mapping[str, Any]) -> tuple[int, bool, str]:
    """How many of the claims the page's one sentence has room for, the first among them; whether it
    also says how many others there are (or there are none); and what it says.
    """
    words = render("opening", {**held, "leads": Text(leads[0])}).split()
    room = OPENING_WORDS - sum(not one.startswith("[") for one in words)  # its mark is no word
    said = [leads[0]]
    for one in leads[1:]:
        if (needed := len(one.split()) + 1) <= room:
            room -= needed
            said.append(one)
    rest, named = len(leads) - len(said), len(said)
    if rest and room >= len(OTHERS):
        said.append(f"{tally(rest)} other {'finding' if rest == 1 else 'findings'}")
    *before, last = said
    joined = f"{', '.join(before)} and {last}" if before else last
    return named, not rest or len(said) > named, joined
