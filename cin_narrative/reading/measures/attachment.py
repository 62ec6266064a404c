"""A category and what stands around it in, whether it is said of what is counted out.

"Referrals from schools" and "schools made" say where referrals come from; "to schools" does not.
"""

from __future__ import annotations

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.measures.names import Measured
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    INVERTED,
    PREPOSITIONS,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import PartSpan

BE = words_of("measures_categories.be")
SHARE = ("metric", "percentage")
AGAINST = words_of("measures_categories.against")
ONLY = words_of("measures_categories.only")
BARRED = words_of("measures_categories.barred")


def base_of(indicator: Indicator, lexicon: Lexicon) -> set[str]:
    """What a breakdown is of: its total, and that of which the total is a percentage."""
    total = indicator.breakdown_of
    if not total:
        return set()
    share = lexicon.catalogue[total].measures.get(Metric.PERCENTAGE)
    return {total, *([share.of] if share and share.of else [])}


def is_brought(
    part: PartSpan, indicator: Indicator, result: Measured, spans: Spans, lexicon: Lexicon
) -> bool:
    """Whether a category stands as its breakdown wants it: "referrals from schools", "school
    referrals", "schools made", but not "to schools" or "about schools"."""
    at = part.start - 1
    while at >= 0 and spans.tokens[at].text in DETERMINERS:
        at -= 1
    before = spans.tokens[at].text if at >= 0 else ""
    if before in BE and any(
        base_of(indicator, lexicon) & {one.indicator} for one in result.measures
    ):
        return True  # "referrals that were anonymous"
    own = any(one.indicator == indicator.id and one.categories for one in result.measures)
    first = any(one.start < part.start and _is_of(one, indicator) for one in spans.parts)
    if (own or first) and _is_set_against(at, spans):
        return True  # "more boys than girls", "schools compared to the police"
    if not indicator.brought_by:
        asked = before == "about" and at > 0 and spans.tokens[at - 1].text in ("what", "how")
        return asked or before not in BARRED
    if part.end - part.start == 1 and spans.tokens[part.start].text.endswith("ly"):
        return True  # "made anonymously"
    if ONLY & {before, *(token.text for token in spans.tokens[part.end : part.end + 1])}:
        return True  # "police only"
    if any(one.indicator == indicator.id for one in result.measures):
        return True
    compound = any(part.end == one.start for one in result.measures)
    if before in indicator.brought_by or (compound and not _says_again(part, spans, lexicon)):
        return True
    listed = before in COORDINATORS or before == ","
    if listed and any(one.indicator == indicator.id and one.categories for one in result.measures):
        return True
    after = _behind_places(part.end, spans)
    things = {thing for first, _, of in spans.verbs if first == after for thing in of}
    things -= {"*"} if not _takes_share(after, spans) else set()
    asking = INVERTED | {"many", "of", "often", "that", "which"}
    return bool(things) and at >= 0 and spans.tokens[at].text in asking


def _is_of(part: PartSpan, indicator: Indicator) -> bool:
    return any(one.indicator == indicator.id for one in part.parts)


def _says_again(part: PartSpan, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether a word is said of each of a thing as well: "individual referrals"."""
    again = [end for end, _ in lexicon.modifiers.at(spans.tokens, part.start)]
    return part.end == part.start + 1 and part.end in again


def _is_set_against(at: int, spans: Spans) -> bool:
    """Whether the token before a category sets it against another of its kind."""
    before = spans.tokens[at].text if at >= 0 else ""
    compared = any(one.kind == "compare" and one.end in (at, at + 1) for one in spans.cues)
    return before == "than" or (compared and before in AGAINST)


def _takes_share(at: int, spans: Spans) -> bool:
    """Whether a verb at a token has a share for its object: "account for a bigger share of"."""
    shares = [one.start for one in spans.cues if (one.kind, one.cue.value) == SHARE]
    ends = [end for first, end, _ in spans.verbs if first == at]
    return any(end <= start < end + 3 for end in ends for start in shares)


def _behind_places(at: int, spans: Spans) -> int:
    """The token behind the places and years that stand at one: "schools in Bristol made"."""
    ends = {one.start: one.end for one in spans.said}
    while at in ends or (at + 1 in ends and spans.tokens[at].text in PREPOSITIONS):
        at = ends[at] if at in ends else ends[at + 1]
    return at
