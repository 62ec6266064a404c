"""Questions about the members of a group: which authority, the top five, every one above a level, who moved most."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Measure, Polarity
from cin_narrative.questions.asking import Asking
from cin_narrative.questions.grammar import Mention, Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent, Query
from cin_narrative.questions.where import MEMBERS, NEIGHBOURS, REGION

SUPERLATIVE = {"highest", "lowest", "worst", "best"}
MOST_COMMON = 5  # categories given where the most common are asked for
ALL_OF_THEM = Decimal(100)  # per cent
ALL = 160  # more than there are authorities
FALLING = {
    "fallers",
    "fall", "fell", "fallen", "falling", "drop", "dropped", "decrease", "decreased", "reduced", "reduction", "decline", "declined", "down",
}  # fmt: skip
MORE, LESS = "more|higher|larger|greater|bigger|longer|above|over", "less|fewer|lower|smaller|shorter|below|under"
WRITTEN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20}


def group_queries(asking: Asking) -> list[Query] | None:
    """Leagues, lists and thresholds: questions about the members of a group; None where the part asks for none."""
    base, cues = asking.base, asking.cues
    asks_area = bool(cues & {"which_area", "all_authorities", "all_regions"}) or bool(base.within) or base.every_region
    national = base.places == (asking.setting.england,) and not asking.when.series
    moved = (asks_area and not base.places) or (_end(asking)[0] and (not base.places or national))
    if moved and cues & {"change", "double"} and "which_year" not in cues:
        return [_movers(asking)]
    threshold = threshold_of(asking.part)
    if threshold is None and asks_area and not base.places and any(m.percent and m.number == ALL_OF_THEM for m in asking.part.mentions):
        threshold = (ALL_OF_THEM, True, True)  # "authorities with 100% of reviews on time"
    beside = NEIGHBOURS in base.comparators and bool(base.places)
    among_neighbours = beside and not cues & {"rank", "quartile", "compare"}
    if beside and cues & {"list", "neighbours_list"} and not cues & {"compare", "rank", "yardstick"}:
        return [asking.query(intent=Intent.LIST, within=NEIGHBOURS, comparators=())]
    within = base.within or ENGLAND
    if among_neighbours and (threshold or cues & SUPERLATIVE):
        within, asks_area = NEIGHBOURS, True
    if threshold and not cues & {"which_year"} and (asks_area or base.places in ((), (asking.setting.england,))):
        return [_beyond(asking, within, threshold)]
    beyond = _beyond_place(asking, within, beside) if threshold is None and (asks_area or asking.where.beyond) else None
    if beyond is not None:
        return [beyond]
    grouped = base.every_region or base.within not in ("", ENGLAND)
    if grouped and base.places == (asking.setting.england,) and not cues & {*SUPERLATIVE, "rank", "change", "trend"}:
        regions = asking.query(intent=Intent.LIST, places=(), comparators=(), quoted=())  # a group's members, and England beside them
        return [regions, asking.query(intent=Intent.VALUE, every_region=False, comparators=(), within="", quoted=())]
    lowest = _end(asking)[1]
    ordered = len(base.places) > 2 and not any(place.codes[0].startswith("E") for place in base.places) and not base.comparators
    if "rank" in cues and ordered and not cues & {"england", "quartile"}:  # "rank Leeds, Bradford and Wakefield by ..."
        return [asking.query(intent=Intent.LEAGUE, within="", lowest_first=lowest, quoted=(), n=1)]
    if asks_area and not base.places and "rank" in cues:
        return [asking.query(intent=Intent.LEAGUE, within=within, n=ALL, lowest_first=lowest, quoted=())]
    if _end(asking)[0] and not cues & {"which_year"} and not _superlative_of_category(asking):
        return _superlative(asking, within, asks_area)
    if asks_area and not base.places and "quartile" in cues:
        return [asking.query(intent=Intent.LIST, within=within, quartile=True, lowest_first=bool(cues & {"lowest", "best"}))]
    if asks_area and not base.places:
        return [asking.query(intent=Intent.LIST, within=base.within or ("" if base.every_region else ENGLAND))]
    return None


def _beyond_place(asking: Asking, within: str, beside: bool) -> Query | None:
    """The members above or below the figure of England, or of one authority; None where neither is asked for."""
    place, side = asking.where.beyond, _beyond_england(asking)
    if place is not None:
        side = _side(asking)
    if side is None:
        return None
    near = place is not None and beside
    return asking.query(
        intent=Intent.LIST, places=asking.base.places if near else (), comparators=(), within=NEIGHBOURS if near else within,
        beyond=place or asking.setting.england, above=side, quoted=(),
    )  # fmt: skip


def _side(asking: Asking) -> bool | None:
    """Whether more (True) or less is meant by the words before "than"; "worse" and "better" follow the indicator's polarity."""
    said = re.findall(rf"\b(?:({MORE})|({LESS})|(worse)|(better))\b", asking.part.text)
    for more, less, worse, _ in said:
        if more or less:
            return bool(more)
        high_is_good, low_is_good = (asking.indicator.polarity is one for one in (Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD))
        return None if not (high_is_good or low_is_good) else high_is_good is not bool(worse)
    return None


def _beyond_england(asking: Asking) -> bool | None:
    """Whether members above (True) or below (False) England's figure are asked for; None where they are not."""
    if not re.search(r"\b(?:england|english|national|nationally|country)\b", asking.part.text):
        return None
    for mention, after in pairwise([*asking.part.mentions, Mention(())]):
        kinds = {entry.kind for entry in mention.entries} & {Kind.ABOVE, Kind.BELOW}
        if after.number is None and kinds and mention.words[0] not in ("over", "under"):
            return Kind.ABOVE in kinds
    return None


def _movers(asking: Asking) -> Query:
    """Who rose or fell most: between the first and the last year named, else on the year before."""
    base, threshold = asking.base, threshold_of(asking.part)
    years = (base.years[0], base.years[-1]) if len(base.years) > 1 else (base.years[-1] - 1, base.years[-1])
    level, above, inclusive = threshold or (None, True, False)
    return asking.query(
        intent=Intent.LEAGUE, within=base.within or ENGLAND, by_change=True, years=years, quoted=(),
        n=number_wanted(asking.part, MOST_COMMON),
        lowest_first=_falls(asking), threshold=level, above=above, inclusive=inclusive,
    )  # fmt: skip


def _beyond(asking: Asking, within: str, threshold: tuple[Decimal, bool, bool]) -> Query:
    """Every member above or below a level; a bare number is held against counts where the indicator is otherwise a rate."""
    level, above, inclusive = threshold
    bare = asking.base.measure is None and not any(m.percent for m in asking.part.mentions)
    named = any(
        m.number == level and {entry.kind for entry in after.entries} & {Kind.INDICATOR, Kind.PLAN}
        for m, after in pairwise(asking.part.mentions)
    )  # "over 50 plans" counts plans
    counted = bare and Measure.COUNT in asking.indicator.measures and (named or asking.indicator.headline is Measure.RATE)
    measure = Measure.COUNT if counted else asking.base.measure
    return asking.query(intent=Intent.LIST, measure=measure, within=within, threshold=level, above=above, inclusive=inclusive, quoted=())


def _superlative(asking: Asking, within: str, asks_area: bool) -> list[Query] | None:
    """The highest or lowest: of a group, of the years of one area, or a place among all."""
    base, cues, lowest = asking.base, asking.cues, _end(asking)[1]
    if base.measure is None and asking.indicator.headline is Measure.RATE and set(asking.part.text.split()) & {"most", "fewest", "least"}:
        asking = replace(asking, base=asking.query(measure=Measure.COUNT))
    named = len(base.places) > 1 and not any(place.codes[0].startswith("E") for place in base.places)
    if named and asks_area and asking.when.series:  # "which of Leeds and Bradford had the biggest fall since 2019": each over those years
        return [asking.query(intent=Intent.TREND, quoted=(), comparators=())]
    if named and asks_area:
        return [asking.query(intent=Intent.LEAGUE, within="", lowest_first=lowest, quoted=(), comparators=(), n=1)]
    regions = bool(base.places) and all(place.codes[0].startswith("E") for place in base.places)
    if asks_area or not base.places or (regions and not asking.when.series):
        group = within if within != ENGLAND or not base.places else base.places[0].codes[0]
        places = base.places if group == NEIGHBOURS else ()
        found = asking.query(
            intent=Intent.LEAGUE, within=group, lowest_first=lowest, quoted=(), places=places,
            n=number_wanted(asking.part, _default_number(asking.part)),
        )
        both = {"best", "worst"} <= cues or {"highest", "lowest"} <= cues
        gap = both and "compare" in cues
        return [replace(found, lowest_first=not lowest), replace(found, spread=gap)] if both else [found]
    of_years = asking.when.series or bool({"year", "peak", "peaked"} & set(re.findall(r"\w+", asking.part.text)))
    if of_years or any(m.period is not None and m.period.form == "all" for m in asking.part.mentions):
        years = base.years if asking.when.own and len(base.years) > 1 else ()  # "was 2021 our lowest year": of all years
        return [asking.query(intent=Intent.TREND, of_years=True, lowest_first=lowest, years=years)]
    return [place_among(asking, lowest)]


def place_among(asking: Asking, lowest: bool) -> Query:
    """The place of each authority named among those of the region named, of its own, its neighbours, or all of England."""
    base = asking.base
    within = base.within or next((place.codes[0] for place in base.places if place.codes[0].startswith("E")), "")
    within = next((comparator for comparator in (NEIGHBOURS, REGION) if comparator in base.comparators), within)
    places = tuple(place for place in base.places if not place.codes[0].startswith("E")) or base.places
    return asking.query(intent=Intent.RANK, within=within, places=places, comparators=(), lowest_first=lowest)


def _falls(asking: Asking) -> bool:
    """Whether the largest falls are meant; "improved" and "worsened" follow the indicator's polarity."""
    text, high_is_good = asking.part.text, asking.indicator.polarity is Polarity.HIGH_IS_GOOD
    if "improv" in text or "got better" in text:
        return not high_is_good
    if "worse" in text or "deteriorat" in text:
        return high_is_good
    return bool(set(text.split()) & FALLING) or "lowest" in asking.cues


def _end(asking: Asking) -> tuple[bool, bool]:
    """Whether an end is asked for, and whether it is the low one; "worst" follows the indicator's polarity."""
    cues = asking.cues
    if "lowest" in cues:
        return True, True
    if "highest" in cues:
        return True, False
    high_is_good = asking.indicator.polarity is Polarity.HIGH_IS_GOOD
    if "worst" in cues:
        return True, high_is_good
    return "best" in cues, "best" in cues and not high_is_good


def _superlative_of_category(asking: Asking) -> bool:
    """ "the biggest source of referrals", "most common factor": a breakdown, ranked."""
    whole = bool(asking.indicator.dimension) and not asking.base.topics[0].category
    return whole and not asking.cues & {"which_area", "all_authorities"}


def number_wanted(part: Part, default: int = 1) -> int:
    """The number beside a superlative ("top 5"); ``default`` where there is none."""
    for i, mention in enumerate(part.mentions[:-1]):
        if set(mention.values(Kind.CUE)) & SUPERLATIVE:
            number = _as_number(part.mentions[i + 1])
            if number:
                return number
    for i, mention in enumerate(part.mentions[1:], start=1):
        if set(mention.values(Kind.CUE)) & SUPERLATIVE and (number := _as_number(part.mentions[i - 1])):
            return number
    for before, number_mention, after in zip(part.mentions, part.mentions[1:], part.mentions[2:], strict=False):
        if before.words[-1] in ("which", "what", "the") and after.words[-1] in MEMBERS and _as_number(number_mention):
            return _as_number(number_mention)
    for before, middle, after in zip(part.mentions, part.mentions[1:], part.mentions[2:], strict=False):
        if middle.value(Kind.AREA) and {middle.words[-1], after.words[-1]} & MEMBERS and _as_number(before):
            return _as_number(before)
    return default


def _default_number(part: Part) -> int:
    """One for "which authority", a few for "which authorities"."""
    several = set(part.text.split()) & {"authorities", "councils", "boroughs", "las"}
    return MOST_COMMON if several and part.text.startswith(("which ", "what ", "list ", "name ")) else 1


def _as_number(mention: Mention) -> int:
    if mention.number is not None and mention.number == mention.number.to_integral_value() and 0 < mention.number <= 160:
        return int(mention.number)
    return WRITTEN.get(mention.words[0], 0)


def threshold_of(part: Part) -> tuple[Decimal, bool, bool] | None:
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
