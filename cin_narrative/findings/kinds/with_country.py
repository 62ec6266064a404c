"""With the country: a change that is real and no more than others did in, "as in most authorities"
out, so that a national move is not told as a local one.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.finding import Finding, WithCountry
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.kinds.change import propose
from cin_narrative.findings.make import finding_of
from cin_narrative.store.dispersion.formulas import LIMIT


def carry(found: Candidate, looked: LookedAt) -> WithCountry | None:
    """That more than half of the authorities moved the same way beyond their own limits."""
    constant = looked.constant(found.series, found.lag, looked.year) if found.lag else None
    if constant is None or not found.evidence.beyond_chance:
        return None
    same_way = constant.up if found.evidence.value > 0 else constant.down
    if 2 * same_way <= constant.authorities:
        return None
    return WithCountry(same_way, constant.authorities)


def told(looked: LookedAt) -> Iterator[Finding]:
    """The one-year changes of the chain of a case that go with the country."""
    for found in propose(looked):
        is_first = looked.families.of(found.series.family).tier == 1 and found.lag == 1
        is_ordinary = is_first and abs(found.evidence.z) < LIMIT
        if is_ordinary and carry(found, looked) and (made := finding_of(found, looked, KIND.name)):
            yield made


KIND = Kind("with_country", carry=carry, list=told, aside="with_country")
