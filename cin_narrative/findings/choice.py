"""All tests of a page -> the one of each family that is told, in order, and what is not and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.families import Family
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.finding import Vetoed
from cin_narrative.findings.selection import MOST_TOLD, in_order, simes, threshold
from cin_narrative.store.dispersion.formulas import LIMIT

NEAR = 0.5  # of a z: tests no further apart are as strong as each other
Veto = Callable[[Candidate], Vetoed | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is told of one family: the strongest ``test``, and the ``others`` that passed, the
    strongest first.
    """

    test: Candidate
    others: tuple[Candidate, ...]


def choose(
    proposed: Iterable[Candidate],
    families: Sequence[Family],
    veto: Veto,
    is_left_out: Callable[[Candidate], bool] = lambda one: False,
    least: float = LIMIT,
) -> tuple[list[Chosen], list[Vetoed]]:
    """The families that stand out, in the order of telling, and what passed and is not told.

    A veto takes what it stands against out of its family, which is then told by what is left, where
    that passes as the family did: no other family passes by it. So does what ``is_left_out`` of
    the messages. ``least``: the z below which nothing is told.
    """
    by_family: dict[str, list[Candidate]] = defaultdict(list)
    for one in proposed:
        by_family[one.series.family].append(one)
    ps = {family: simes(one.p for one in held) for family, held in by_family.items()}
    limit = threshold(list(ps.values()))
    passed, chosen, vetoed = dict[str, float](), dict[str, Chosen](), list[Vetoed]()
    for family, held in by_family.items():
        if ps[family] > limit:
            continue
        left, against = _left([one for one in held if not is_left_out(one)], veto)
        vetoed += against[:1]  # the strongest says why; the others have the same reason, or less
        p = simes(one.p if one in left else 1.0 for one in held)
        told = strongest(left, least)
        if told is not None and p <= limit:
            passed[family], chosen[family] = p, told
    return [chosen[one] for one in in_order(passed, families)[:MOST_TOLD]], vetoed


def _left(held: Sequence[Candidate], veto: Veto) -> tuple[set[Candidate], list[Vetoed]]:
    """What nothing stands against, and what something does, the strongest first. What is too weak
    to be told is not asked about.
    """
    left, against = set(held), list[Vetoed]()
    for one in sorted(held, key=_strength, reverse=True):
        found = veto(one) if one.size >= LIMIT else None
        if found is not None:
            left.discard(one)
            against.append(found)
    return left, against


def strongest(left: Iterable[Candidate], least: float) -> Chosen | None:
    """The strongest that is of no single line, else the strongest line; of those of its kind that
    are nearly as strong the one that the family names first: what happened, not the
    children it happened to. The change of three years is told before that of one where both pass.
    """
    strong = sorted((one for one in left if one.size >= least), key=_strength, reverse=True)
    if not strong:
        return None
    whole = [one for one in strong if not one.series.category] or strong
    best = whole[0]
    near = [one for one in whole if one.kind == best.kind and one.size > best.size - NEAR]
    first = min(near, key=lambda one: (one.series.place, -one.size, -one.lag))
    longer = (one for one in strong if one.series == first.series and one.lag > first.lag > 0)
    test = next(longer, first)
    return Chosen(test, tuple(one for one in strong if one.series != test.series))


def _strength(one: Candidate) -> tuple[float, int, tuple[str, str, str, str]]:
    return one.size, one.lag, one.series.key  # the last only so that equals have an order
