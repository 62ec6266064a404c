"""Assessed cases -> factors on them, so that each, and the cases with any, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cin_narrative.catalogue.catalogue import Category
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
    cases with each; ``is_known``: whether the number of cases with any is published.
    """

    codes: list[str]
    any_of: int
    each: list[int]
    is_known: bool


def add_factors(cast: Cast, assessed: Iterable[Episode]) -> None:
    """Give as many of the ``assessed`` cases a factor as the totals say, and as many persons
    concerned.
    """
    chosen = _chosen(cast, list({id(episode): episode for episode in assessed}.values()))
    covered = 0
    for factor in _spread(list(_factors(cast, len(chosen))), len(chosen)):
        group = _group(cast, chosen, covered, factor.any_of)
        covered += len(group)
        _give(group, factor)
    bare = [episode for episode in chosen if not episode.assessments[0].factors]
    hidden = _hidden(cast)
    if bare and not hidden:
        gaps = {"bare": len(bare), "total": len(chosen)}
        raise cast.clash(message("made_up.too_few_factors", **gaps), "with_factor", "factors")
    for place, episode in enumerate(bare):  # theirs are those whose number is not published
        episode.assessments[0].factors.append(hidden[place % len(hidden)])


def _spread(factors: list[Factor], total: int) -> Iterator[Factor]:
    """``factors`` on as many more cases as it takes for ``total`` to have one: where it is not
    published how many have a factor of several persons, one case has seldom several of them.
    """
    left = total - sum(factor.any_of for factor in factors)
    for factor in factors:
        room = min(total, sum(factor.each)) - factor.any_of
        more = 0 if factor.is_known else max(0, min(left, room))
        left -= more
        yield factor._replace(any_of=factor.any_of + more)


def _hidden(cast: Cast) -> list[str]:
    """A code of each factor of which no number is published."""
    return [one.values[0] for one in _single(cast) if _published(cast, "factors", one.id) is None]


def _chosen(cast: Cast, distinct: list[Episode]) -> list[Episode]:
    """The cases that have a factor, in any order; where there are not enough, children not in need
    have one, too.
    """
    total = cast.totals.between("with_factor", 0, len(distinct))
    more = max(0, total - len(distinct))
    if more > len(cast.not_in_need):
        raise cast.clash(
            message("made_up.episodes_with_factor"), "with_factor", "assessed", "not_in_need"
        )
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
    for whole, parts in _wholes(cast):
        factor = _factor(cast, whole, parts, most)
        if not cast.totals.publishes("factors"):  # another area's: as many as there are cases
            each = [min(most, one) for one in factor.each]
            factor = factor._replace(any_of=min(most, factor.any_of, sum(each)), each=each)
        if factor.any_of > most:
            gaps = {"factor": whole.label, "count": factor.any_of, "total": most}
            raise cast.clash(
                message("made_up.more_with_one_factor", **gaps), "with_factor", "assessed"
            )
        if factor.any_of:
            yield factor


def _single(cast: Cast) -> list[Category]:
    """The factors, of one person each, that the collection of the year has."""
    year = date.fromordinal(cast.days.last).year
    lines = cast.catalogue[indicator_of("factors")].categories.values()
    return [one for one in lines if one.first_year <= year]


def _wholes(cast: Cast) -> Iterator[tuple[Category, list[Category]]]:
    """Each factor, whoever it is about, with those of one person that it is made of; then those
    that are of nobody else.
    """
    rest = _single(cast)
    for whole in cast.catalogue[indicator_of("factors_any_person")].categories.values():
        parts = [one for one in rest if set(one.values) <= set(whole.values)]
        rest = [one for one in rest if one not in parts]
        yield whole, parts
    for one in rest:
        yield one, [one]


def _factor(cast: Cast, whole: Category, parts: list[Category], most: int) -> Factor:
    codes = [part.values[0] for part in parts]
    held = [_published(cast, "factors", part.id) for part in parts]
    is_known = (indicator_of("factors_any_person"), whole.id) in cast.totals.counts
    any_of = _published(cast, "factors_any_person", whole.id)
    if all(value is None for value in held):
        return _shared(codes, any_of or 0 if is_known else min(most, any_of or 0), is_known)
    counts = [value or 0 for value in held]
    if any_of is None or not is_known:  # no fewer than have it of any one person
        any_of = min(most, max(*counts, round(sum(counts) * OVERLAP)))
    return Factor(codes, min(any_of, sum(counts)), counts, is_known)


def _published(cast: Cast, name: str, category: str) -> int | None:
    return cast.totals.of_breakdown(name, category)


def _shared(codes: list[str], whole: int, is_known: bool) -> Factor:
    """A factor of which only the whole is known: by person where there are persons, else under its
    first code.
    """
    first = codes[0]
    if len(codes) != len(BY_PERSON) or not first.endswith("A") or first in NOT_BY_PERSON:
        return Factor(codes[:1], whole, [whole], is_known)
    child, parent = whole // 4, whole - whole // 10
    each = [child, parent, whole - child - parent + whole // 8]
    return Factor(codes, whole, each, is_known)
