"""The figures of a page, an area and a year -> what stands out (``Findings``). No text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.families import load_families
from cin_narrative.disclosure.figures import Figures
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.choice import Chosen, choose
from cin_narrative.findings.finding import Finding, Findings, Forbidden, WithCountry
from cin_narrative.findings.head import change_of_head, head_of, level_of_head, ordinary_of
from cin_narrative.findings.kinds import kinds
from cin_narrative.findings.looked_at import LookedAt
from cin_narrative.findings.make import finding_of
from cin_narrative.findings.peers import read_peers
from cin_narrative.findings.veto import veto_on

MOST_ALSO = 3  # findings of one family that another tells with it


def find(figures: Figures, area: Area, year: int, model: int | None = None) -> Findings:
    """What stands out for ``area`` in ``year``, of the release that the door prefers.

    ``figures`` are a page's (``desk.figures``); ``model`` is of the statistical neighbours.
    England, a region and a group have a level and a change; messages are of authorities alone. An
    area that has no figures of the head indicator has no finding.
    """
    families = load_families()
    head = figures.catalogue[families.head]
    release = next(iter(figures.releases(head, area, year)), "")
    if not release:
        return Findings(area, year, "", None, None)
    looked = LookedAt(figures, area, year, release, families, model)
    if not area.members:
        looked.read()
    return _among_authorities(looked) if area.is_authority else _by_itself(looked)


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


def _among_authorities(looked: LookedAt) -> Findings:
    proposed = [one for kind in kinds() if kind.propose for one in kind.propose(looked)]
    habits = _listed("recording", looked)
    veto = partial(veto_on, recording=habits, looked=looked)
    chosen, vetoed = choose(proposed, looked.families.families, veto)
    to_tell = [head_of(looked), *(one.test.series for one in chosen)]
    read_peers(looked, to_tell)
    told = (_told(one, looked) for one in chosen)
    return replace(
        _by_itself(looked),
        messages=tuple(one for one in told if one is not None),
        recording=habits,
        vetoed=tuple(vetoed),
        looked_at=tuple(dict.fromkeys(one.series.family for one in proposed)),
        asides=cache(partial(_listed, looked=looked)),
    )


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
