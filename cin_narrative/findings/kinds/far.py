"""Far: the stages of a case in, those far beyond almost all authorities out, so that a page can say
of a row of its table what any reader would ask about, whether it is a message or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.finding import Degree, Finding
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.kinds import change as changes
from cin_narrative.findings.kinds import level as levels
from cin_narrative.findings.make import finding_of
from cin_narrative.findings.veto import veto_on
from cin_narrative.findings.ways_of_saying import degree_among
from cin_narrative.store.dispersion.formulas import FAR


def told(looked: LookedAt) -> Iterator[Finding]:
    """The strongest test of each indicator of the chain of a case, where it is that far and nothing
    stands against it; the strongest first.
    """
    every = sorted(_candidates(looked), key=lambda one: (-one.size, one.series.place, one.lag))
    strongest = {one.series.indicator: one for one in reversed(every)}
    for one in every:
        if strongest[one.series.indicator] is one and _is_told(one, looked):
            made = finding_of(one, looked, in_full=True)
            if made is not None:
                yield replace(made, run=0, record=None)


def _is_told(one: Candidate, looked: LookedAt) -> bool:
    """Whether it is as far as it is said to be, and nothing stands against it: asked before its
    finding is made, as many are not.
    """
    degree = degree_among(looked, one.series, one.lag, one.degree)
    return degree is Degree.ALMOST_ALL and veto_on(one, (), looked) is None


def _candidates(looked: LookedAt) -> Iterator[Candidate]:
    for kind in (levels, changes):
        for one in kind.propose(looked):
            is_far = one.size >= FAR and not looked.is_head(one.series)
            if is_far and looked.families.of(one.series.family).tier == 1:
                yield one


KIND = Kind("far", list=told, aside="far")
