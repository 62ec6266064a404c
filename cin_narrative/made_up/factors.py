"""Assessed cases -> factors on them, so that each, and the cases with any, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cin_narrative.catalogue.catalogue import Category
from cin_narrative.made_up.calendar import cannot
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.records import Episode
from cin_narrative.made_up.totals import indicator_of
from cin_narrative.messages import message

BY_PERSON = ("child", "parent", "other_person")
NOT_BY_PERSON = ("18A", "19A")  # codes that end in A and are no child's among three persons
# of the people concerned, roughly how many episodes: several people in one are common
OVERLAP = 0.85


class Factor(NamedTuple):
    """One factor: its codes (one for each person concerned), the cases with any of them, and the
    cases with each.
    """

    codes: list[str]
    any_of: int
    each: list[int]


def add_factors(cast: Cast, assessed: Iterable[Episode]) -> None:
    """Give as many of the ``assessed`` cases a factor as the totals say, and as many persons
    concerned.
    """
    chosen = _chosen(cast, list({id(episode): episode for episode in assessed}.values()))
    covered = 0
    for factor in _factors(cast, len(chosen)):
        group = _group(cast, chosen, covered, factor.any_of)
        covered += len(group)
        _give(group, factor)
    bare = [episode for episode in chosen if not episode.assessments[0].factors]
    hidden = _hidden(cast)
    if bare and not hidden:
        raise cannot(message("made_up.too_few_factors", bare=len(bare), total=len(chosen)))
    for place, episode in enumerate(bare):  # theirs are those whose number is not published
        episode.assessments[0].factors.append(hidden[place % len(hidden)])


def _hidden(cast: Cast) -> list[str]:
    """A code of each factor of which no number is published."""
    lines = cast.catalogue[indicator_of("factors")].categories.values()
    return [one.values[0] for one in lines if _published(cast, "factors", one.id) is None]


def _chosen(cast: Cast, distinct: list[Episode]) -> list[Episode]:
    """The cases that have a factor, in any order; where there are not enough, children not in need
    have one, too.
    """
    total = cast.totals.at_most("with_factor", len(distinct))
    more = max(0, total - len(distinct))
    if more > len(cast.not_in_need):
        raise cannot(message("made_up.episodes_with_factor"))
    others = cast.random.sample(cast.not_in_need, more)
    for episode in others:
        episode.assessments[0].factors = []
    chosen = cast.random.sample(distinct, total - more) + others
    cast.random.shuffle(chosen)
    return chosen


def _group(cast: Cast, chosen: list[Episode], covered: int, count: int) -> list[Episode]:
    """The cases of one factor: first those that have none yet, then any."""
    fresh = chosen[covered : covered + count]
    if count > len(fresh):
        return fresh + cast.random.sample(chosen[:covered], count - len(fresh))
    return fresh


def _give(group: list[Episode], factor: Factor) -> None:
    """Deal the codes of a factor out to its cases in turn."""
    codes = (
        code for code, count in zip(factor.codes, factor.each, strict=True) for _ in range(count)
    )
    for place, code in enumerate(codes):
        group[place % len(group)].assessments[0].factors.append(code)


def _factors(cast: Cast, most: int) -> Iterator[Factor]:
    """Every factor that any case has; none has more than ``most``."""
    single = cast.catalogue[indicator_of("factors")].categories.values()
    for whole in cast.catalogue[indicator_of("factors_any_person")].categories.values():
        parts = [one for one in single if set(one.values) <= set(whole.values)]
        factor = _factor(cast, whole, parts, most)
        if not cast.totals.publishes("factors"):  # another area's: as many as there are cases
            each = [min(most, one) for one in factor.each]
            factor = Factor(factor.codes, min(most, factor.any_of, sum(each)), each)
        if factor.any_of > most:
            gaps = {"factor": whole.label, "count": factor.any_of, "total": most}
            raise cannot(message("made_up.more_with_one_factor", **gaps))
        if factor.any_of:
            yield factor


def _factor(cast: Cast, whole: Category, parts: list[Category], most: int) -> Factor:
    codes = [part.values[0] for part in parts]
    held = [_published(cast, "factors", part.id) for part in parts]
    any_of = _published(cast, "factors_any_person", whole.id)
    if all(value is None for value in held):
        return _shared(codes, any_of or 0)
    counts = [value or 0 for value in held]
    if any_of is None:
        any_of = min(most, max(*counts, round(sum(counts) * OVERLAP)))
    return Factor(codes, min(any_of, sum(counts)), counts)


def _published(cast: Cast, name: str, category: str) -> int | None:
    return cast.totals.of_breakdown(name, category)


def _shared(codes: list[str], whole: int) -> Factor:
    """A factor of which only the whole is known: by person where there are persons, else under its
    first code.
    """
    first = codes[0]
    if len(codes) != len(BY_PERSON) or not first.endswith("A") or first in NOT_BY_PERSON:
        return Factor(codes[:1], whole, [whole])
    child, parent = whole // 4, whole - whole // 10
    return Factor(codes, whole, [child, parent, whole - child - parent + whole // 8])
