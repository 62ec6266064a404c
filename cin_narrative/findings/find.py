"""The figures of a page, an area and a year -> what stands out (``Findings``). No text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cache, partial

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.families import Series, load_families
from cin_narrative.disclosure.figures import Figures
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate, candidate
from cin_narrative.findings.choice import Chosen, Veto, choose, strongest
from cin_narrative.findings.finding import Finding, Findings, Forbidden, WithCountry
from cin_narrative.findings.head import change_of_head, head_of, level_of_head, ordinary_of
from cin_narrative.findings.kinds import kinds
from cin_narrative.findings.make import finding_of
from cin_narrative.findings.peers import read_peers
from cin_narrative.findings.veto import veto_on
from cin_narrative.store.dispersion.formulas import FAR, LAGS, LIMIT
from cin_narrative.store.observations import Symbol

MOST_OF_FEW = 2  # messages where most figures are too small to compare
MOST_ALSO = 3  # findings of one family that another tells with it


def find(
    figures: Figures,
    area: Area,
    year: int,
    model: int | None = None,
    shown: Collection[str] = frozenset(),
) -> Findings:
    """What stands out for ``area`` in ``year``, of the release that the door prefers.

    ``figures`` are a page's (``desk.figures``); ``model`` is of the statistical neighbours.
    ``shown`` are the indicators that the page has a row of. England, a region and a group have a
    level and a change; messages are of authorities alone. An area that has no figures of the head
    indicator has no finding.
    """
    families = load_families()
    head = figures.catalogue[families.head]
    release = next(iter(figures.releases(head, area, year)), "")
    if not release:
        return Findings(area, year, "", None, None)
    looked = LookedAt(figures, area, year, release, families, model)
    if not area.members:
        looked.read()
    return _among_authorities(looked, shown) if area.is_authority else _by_itself(looked)


def _by_itself(looked: LookedAt) -> Findings:
    """Its head indicator alone."""
    level = level_of_head(looked)
    return Findings(
        looked.area,
        looked.year,
        looked.release,
        level,
        change_of_head(looked),
        ordinary=ordinary_of(looked, level),
    )


def _among_authorities(looked: LookedAt, shown: Collection[str]) -> Findings:
    proposed = [one for kind in kinds() if kind.propose for one in kind.propose(looked)]
    habits = _listed("recording", looked)
    veto = partial(veto_on, recording=habits, looked=looked)
    families = tuple(dict.fromkeys(one.series.family for one in proposed))
    missing, told_before = without_tests(looked, families), partial(is_told, looked)
    sparse = is_sparse(looked, missing)
    least = FAR if sparse else LIMIT
    left_out = partial(is_left_out, looked)
    chosen, vetoed = choose(proposed, looked.families.families, veto, left_out, least)
    chosen = chosen[:MOST_OF_FEW] if sparse else chosen
    to_tell = [head_of(looked), *(one.test.series for one in chosen)]
    read_peers(looked, to_tell)
    for lag in filter(None, LAGS):
        read_peers(looked, {one.test.series for one in chosen if one.test.lag == lag}, lag)
    told = (_told(one, looked) for one in chosen)
    return replace(
        _by_itself(looked),
        messages=tuple(one for one in told if one is not None),
        recording=habits,
        vetoed=tuple(vetoed),
        looked_at=families,
        is_sparse=sparse,
        is_partial=bool(missing),
        nearest=None if chosen or sparse else _nearest(proposed, veto, told_before, looked, shown),
        shown=shown,
        asides=cache(partial(_listed, looked=looked)),
    )


def without_tests(looked: LookedAt, tested: Collection[str]) -> set[str]:
    """The families that have a test elsewhere and none here, where they are more than half of all:
    then it cannot be said that nothing stands out.
    """
    families = {one.family for one in looked.series if looked.constant(one, 0, looked.year)}
    return families - set(tested) if 2 * len(tested) < len(families) else set()


def is_sparse(looked: LookedAt, missing: Collection[str]) -> bool:
    """Whether most of the families that are ``missing`` are so because its counts are hidden or too
    small (not because there are none): where a test is least sure only what goes far beyond the
    others is told.
    """
    held = (one for one in looked.series if one.family in missing)
    small = {one.family for one in held if _is_small(looked, one)}
    return bool(missing) and 2 * len(small) > len(missing)


def _is_small(looked: LookedAt, series: Series) -> bool:
    """Whether its count is there, without a test, or hidden."""
    (name, category), *_ = series.above
    found = looked.figures.level(
        name, Measure.COUNT, looked.area, looked.year, category, looked.release
    )
    return found is not None and (found.is_number or found.symbol is Symbol.SUPPRESSED)


def _nearest(
    proposed: Iterable[Candidate],
    veto: Veto,
    told: Callable[[Candidate], bool],
    looked: LookedAt,
    shown: Collection[str],
) -> Finding | None:
    """The furthest beyond most of what is whole, that nothing stands against: of what is ``shown``,
    where that goes far.
    """
    whole = (one for one in proposed if one.size >= LIMIT and not one.series.category)
    held = [one for one in whole if not told(one) and veto(one) is None]
    seen = [one for one in held if one.size >= FAR and one.series.indicator in shown]
    held = seen or held
    furthest = max(held, key=lambda one: (one.size, one.lag, one.series.key), default=None)
    family = furthest.series.family if furthest else ""
    found = strongest([one for one in held if one.series.family == family], LIMIT)
    return _told(Chosen(found.test, ()), looked) if found else None


def is_left_out(looked: LookedAt, one: Candidate) -> bool:
    """Whether no message is made of it, however sure it is: what every page tells; and a ratio of
    two stages that is no half as much again, and no third less. Linked stages move together: their
    ratio keeps within a few per cent, and what one of them does in an ordinary year, an eighth more
    or less, takes it beyond all chance.
    """
    return is_told(looked, one) or (bool(one.series.below) and not one.is_large)


def is_told(looked: LookedAt, one: Candidate) -> bool:
    """Whether every page tells it before its messages: the head indicator's level and change, and
    its change over three years where that says no more than a change that stands out by itself.
    """
    if not looked.is_head(one.series):
        return False
    last = candidate("change", one.series, 1, looked)
    as_last = last is not None and last.size >= LIMIT and last.direction is one.direction
    return one.lag <= 1 or as_last


def _listed(aside: str, looked: LookedAt) -> tuple[Finding, ...]:
    """What the kinds of one list have found."""
    held = [kind.list(looked) for kind in kinds() if kind.list and kind.aside == aside]
    return tuple(one for found in held for one in found)


def _told(chosen: Chosen, looked: LookedAt) -> Finding | None:
    """The finding of a family: what it is told as, what it carries, and what it tells beside."""
    test = _widened(chosen.test, looked)
    made = finding_of(test, looked, in_full=True)
    if made is None:
        return None
    carried = [one for kind in kinds() if kind.carry and (one := kind.carry(test, looked))]
    goes = any(isinstance(one, WithCountry) for one in carried)
    return replace(
        made,
        carried=tuple(carried),
        others=cache(partial(_also, chosen, looked)),
        may_not_claim=made.may_not_claim - ({Forbidden.AS_IN_MOST} if goes else set()),
    )


def _also(chosen: Chosen, looked: LookedAt) -> tuple[Finding, ...]:
    made = (finding_of(one, looked) for one in chosen.others[:MOST_ALSO])
    return tuple(one for one in made if one is not None)


def _widened(test: Candidate, looked: LookedAt) -> Candidate:
    """The test as the first kind tells it that has more to say of it."""
    for kind in kinds():
        wider = kind.widen(test, looked) if kind.widen else None
        if wider is not None:
            return wider
    return test
