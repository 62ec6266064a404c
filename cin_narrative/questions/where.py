"""Where: the places, comparators and group of one part."""

from __future__ import annotations

from dataclasses import dataclass, field

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Place, Query
from cin_narrative.questions.setting import Decline, Setting

NEIGHBOURS, REGION = "neighbours", "region"
AGAINST = {"than", "against", "with", "to", "versus", "vs", "v", "beside", "alongside"}
NOBODY = Place(())
MEMBERS = {"authorities", "authority", "councils", "council", "las", "la", "boroughs", "borough", "leas"}


@dataclass(slots=True)
class Where:
    """The places asked about, what they are held against, and the group whose members are meant (a code)."""

    places: list[Place] = field(default_factory=list)
    comparators: list[str] = field(default_factory=list)
    within: str = ""
    every_region: bool = False
    own: bool = True
    notes: list[str] = field(default_factory=list)
    beyond: Place | None = None  # the place whose figure the members are held against ("higher than Norfolk")


def find_places(part: Part, context: Query | None, setting: Setting) -> Where | Decline:
    """Where the part asks about; the places of the conversation, then the home authority, where it says nothing."""
    where = Where()
    cues = part.cues()
    _named(part, setting, where)
    where.beyond = _held_against(part, setting, where)
    if where.beyond is NOBODY:  # "which councils had more than us", of an asker who has no authority
        return Decline("choice_needed", "which_area")
    if cues & {"mean_of_neighbours"}:
        where.comparators.append(NEIGHBOURS)
    if cues & {"region_of_home"}:
        where.comparators.append(REGION)
    if {"region_of_home", "which_area"} <= cues and not where.places and not where.within:
        _own_region(context, setting, where)
    if "all_regions" in cues:
        where.every_region = True
    if cues & {"all_authorities", "which_area"} and not where.within and not where.every_region and NEIGHBOURS not in where.comparators:
        _members(part, setting, where)
    if where.places and "england" in cues and setting.england not in where.places and not part.of_england and not where.within:
        where.places.append(setting.england)
    if where.places:
        _beside_wider(part, cues, context, setting, where)
        return where
    return _implied(part, cues, context, setting, where)


def _beside_wider(part: Part, cues: set[str], context: Query | None, setting: Setting, where: Where) -> None:
    """ "are we above England", "how does that compare with London": the authority meant stands first, the wider area beside it."""
    if where.within:
        return
    compares = bool(cues & {"compare", "yardstick"}) or any(True for kind in (Kind.ABOVE, Kind.BELOW) for _ in part.having(kind))
    if _of_answer(part, context, where):
        earlier = list(context.places) if context is not None else []
        where.places = [*earlier, *where.places] if len(earlier) == 1 else [*where.places, *earlier]
        return
    if setting.home is not None and setting.home not in where.places and _lists_us(part):
        where.places.insert(0, setting.home)
    if any(not place.codes[0].startswith("E") for place in where.places):
        if compares and "home" in cues and setting.home is not None and setting.home not in where.places:
            where.places.insert(0, setting.home)
        return
    own = "home" in cues or bool(where.comparators)  # "the regional rate and the national rate": beside ours
    if own and setting.home is not None:
        where.places.insert(0, setting.home)
    elif compares and len(where.places) == 1 and context is not None and context.places and set(context.places) - set(where.places):
        where.places = [*(place for place in context.places if place not in where.places), *where.places]
    elif compares and len(where.places) == 1 and setting.home is not None and setting.home not in where.places:
        where.places.insert(0, setting.home)
        where.notes.append("home_assumed")


def _lists_us(part: Part) -> bool:
    """ "us, York and Leeds": the home authority as one of a list of places."""
    mentions = part.mentions
    for i, mention in enumerate(mentions):
        if mention.words not in (("us",), ("ours",), ("ourselves",)):
            continue
        after, before = mentions[i + 1 : i + 3], mentions[max(0, i - 2) : i]
        listed = bool(after) and after[0].broken and after[0].value(Kind.AREA) is not None
        joined = len(after) > 1 and after[0].words[0] in ("and", "or") and after[1].value(Kind.AREA) is not None
        if listed or joined or (len(before) > 1 and before[1].words[0] in ("and", "or") and before[0].value(Kind.AREA) is not None):
            return True
    return False


def _of_answer(part: Part, context: Query | None, where: Where) -> bool:
    """ "is that more than Bradford?": what was just given is to stand beside the one place that is named."""
    if context is None or not context.places or len(where.places) != 1 or where.places[0] in context.places or "home" in part.cues():
        return False
    own = any(True for kind in (Kind.INDICATOR, Kind.CATEGORY, Kind.PLAN) for _ in part.having(kind))
    at = next((i for i, mention in part.having(Kind.AREA)), 0)
    before = {word for mention in part.mentions[max(0, at - 2) : at] for word in mention.words}
    return not own and bool(before & AGAINST) and not part.cues() & {"which_area", "all_authorities", "same"}


def _named(part: Part, setting: Setting, where: Where) -> None:
    mentions = part.mentions
    for i, mention in part.having(Kind.AREA):
        if mention.words == ("nation",):  # "the nation" is England only where no place is meant
            continue
        place = Place(tuple((mention.value(Kind.AREA) or "").split()))
        following = mentions[i + 1].words[-1] if i + 1 < len(mentions) else ""
        if place.codes[0].startswith("E") and (following in MEMBERS or mention.words[-1] in MEMBERS):
            where.within = place.codes[0]
        elif place not in where.places:
            where.places.append(place)
    regions = [p for p in where.places if p.codes[0].startswith("E")]
    if part.cues() & {"which_area", "list"} and len(regions) == 1 and len(where.places) == 1 and not where.within:
        inside = part.cues() & {"all_authorities", "which_area"}
        if inside:
            where.within, where.places = regions[0].codes[0], []


def _held_against(part: Part, setting: Setting, where: Where) -> Place | None:
    """ "which councils had more than Norfolk", "which in the South West are above England": the place is the measure, not the answer."""
    cues = part.cues()
    if not cues & {"which_area", "all_authorities", "all_regions"} or cues & {"rank", "which_year"}:
        return None
    start, average = _measure_at(part), False
    for mention in part.mentions[start:] if start is not None else ():
        codes = (mention.value(Kind.AREA) or "").split()
        if codes or "england" in mention.values(Kind.CUE):
            place = Place(tuple(codes)) if codes else setting.england
            named_before = any(one.value(Kind.AREA) == mention.value(Kind.AREA) for one in part.mentions[:start]) if codes else False
            if not named_before:
                where.places = [one for one in where.places if one != place]
                where.within = "" if codes and where.within == codes[0] else where.within
            return place
        if "home" in mention.values(Kind.CUE):
            return setting.home or NOBODY
        of_average = "yardstick" in mention.values(Kind.CUE) or "average" in mention.words
        average = average or of_average
        if not (mention.says_nothing or of_average):
            break
    return setting.england if average else None  # an average of nowhere in particular is the country's, and is shown as such


def _measure_at(part: Part) -> int | None:
    """Where what the members are held against begins: after "than", else after "above" or "below"."""
    than = next((i for i, mention in enumerate(part.mentions) if "than" in mention.words[-2:]), None)
    if than is not None:
        return than + 1
    for i, mention in enumerate(part.mentions):
        if mention.words[0] in ("above", "below") and mention.words[-1] == "average":
            return i
        if {entry.kind for entry in mention.entries} & {Kind.ABOVE, Kind.BELOW} and mention.words[0] not in ("over", "under"):
            return i + 1
    return None


def _members(part: Part, setting: Setting, where: Where) -> None:
    regions = [p for p in where.places if p.codes[0].startswith("E1")]
    if regions and len(where.places) == len(regions):
        where.within = regions[0].codes[0]
        where.places = []
    elif not where.places or where.places == [setting.england]:
        where.within, where.places = ENGLAND, []


def _own_region(context: Query | None, setting: Setting, where: Where) -> None:
    """ "who is highest in the region?": the region of the authority spoken of, else of the home authority."""
    place = next(iter(context.places), None) if context is not None and context.places else setting.home
    region = setting.areas.region_of(setting.area(place, setting.span[1])) if place is not None else None
    if region is not None:
        where.within, where.comparators = region.code, []


def _implied(part: Part, cues: set[str], context: Query | None, setting: Setting, where: Where) -> Where | Decline:
    where.own = False
    nobody = setting.home is None and (context is None or not context.places)
    if where.comparators == [REGION] and nobody and "england" not in cues:  # "regional rates" of no authority in particular
        where.every_region, where.comparators = True, []
    if where.within or where.every_region:
        where.own = True
        return where
    if part.of_england or ("england" in cues and "home" not in cues and not setting.home and not (context and context.places)):
        where.places, where.own = [setting.england], True
        return where
    compares = bool(cues & {"compare", "home", "yardstick", "opinion", "rank", "change"}) or bool(context and context.places)
    compares = compares or bool(where.comparators and setting.home)
    if "england" in cues and not compares:
        where.places, where.own = [setting.england], True
        return where
    named = any(m.words[0] == "in" or "whole" in m.words for _, m in part.having(Kind.CUE) if "england" in m.values(Kind.CUE))
    alone = not cues & {"compare", "home", "yardstick", "opinion", "rank", "times"}
    if "england" in cues and alone and context is not None and (named or context.places == (setting.england,)):
        where.places, where.own = [setting.england], True
        return where
    if "england" in cues:
        where.comparators.append(ENGLAND)
    if context is not None and (context.places or context.within) and not ("home" in cues and setting.home):
        where.places = list(context.places)
        where.within = context.within if not context.places else ""
        where.every_region = context.every_region
        return where
    if setting.home is not None:
        where.places = [setting.home]
        if "home" not in cues:
            where.notes.append("home_assumed")
        return where
    if "england" in cues:
        where.places, where.comparators, where.own = [setting.england], [], True
    return where
