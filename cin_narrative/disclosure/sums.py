"""Which counts add up to which: what lets a hidden count be worked out from shown ones.

Source: DfE's published files, in which these sums hold; the sums beside the breakdowns are in
``catalogue/identities.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cin_narrative.catalogue.catalogue import DEFINITIONS, Catalogue, Indicator, Measure
from cin_narrative.catalogue.records import PUBLISHED, IdentitiesFile
from cin_narrative.catalogue.toml_records import read_sound

Member = tuple[str, str]  # indicator, category


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``: whoever knows all but one knows that one."""

    total: Member
    parts: tuple[Member, ...]
    members: frozenset[Member] = field(init=False, compare=False)  # the total and its parts

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", frozenset((self.total, *self.parts)))


@cache
def sums_of(catalogue: Catalogue) -> Mapping[Member, tuple[Sum, ...]]:
    """The sums that each count takes part in: the additive breakdowns, and
    ``catalogue/identities.toml``.

     An indicator that is the sum of some categories stands with the other categories for the whole
    breakdown, too.
    """
    sums = [
        _breakdown(indicator)
        for indicator in catalogue
        if indicator.additive and indicator.breakdown_of
    ]
    for indicator in catalogue:
        definition = indicator.measures.get(Measure.COUNT)
        if definition and definition.sum_of:
            whole = _breakdown(catalogue[definition.sum_of])
            summed = tuple((definition.sum_of, category) for category in definition.categories)
            sums.append(Sum((indicator.id, ""), summed))
            if catalogue[definition.sum_of].additive:
                rest = tuple(part for part in whole.parts if part not in summed)
                sums.append(Sum(whole.total, ((indicator.id, ""), *rest)))
    sums += [
        Sum(member_named(entry.total), tuple(map(member_named, entry.parts)))
        for entry in read_sound(DEFINITIONS / PUBLISHED, IdentitiesFile).identities
    ]
    found: dict[Member, tuple[Sum, ...]] = {}
    for one in sums:
        for member in one.members:
            found[member] = (*found.get(member, ()), one)
    return found


@cache
def kin_of(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    """Indicator -> those that stand in a sum with it, which the door reads before it shows it: to
    be prefetched together.
    """
    found: dict[str, set[str]] = {}
    for member, sums in sums_of(catalogue).items():
        found.setdefault(member[0], set()).update(other for one in sums for other, _ in one.members)
    return {indicator: frozenset(others) for indicator, others in found.items()}


def _breakdown(indicator: Indicator) -> Sum:
    return Sum(
        (indicator.breakdown_of, ""),
        tuple((indicator.id, category) for category in indicator.categories),
    )


def member_named(name: str) -> Member:
    """``indicator/category`` or ``indicator`` as a member."""
    indicator, _, category = name.partition("/")
    return indicator, category
