"""Which counts add up to which: what lets a hidden count be worked out from shown ones.

Source: the layout of DfE's tables; the sums beside the breakdowns are in
``catalogue/identities.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from cin_narrative.catalogue.catalogue import DEFINITIONS, Catalogue, Indicator, Measure
from cin_narrative.catalogue.identity_records import PUBLISHED, IdentitiesFile
from cin_narrative.catalogue.toml_files.records import read_sound

# indicator, category; and the year, where several years are looked at together
Member = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``: whoever knows all but one knows that one."""

    total: Member
    parts: tuple[Member, ...]
    members: frozenset[Member] = field(init=False, compare=False)  # the total and its parts

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", frozenset((self.total, *self.parts)))


@cache
def printed_sums(catalogue: Catalogue) -> tuple[Sum, ...]:
    """The sums that hold exactly between counts that DfE prints: the additive breakdowns, and those
    of ``catalogue/identities.toml`` that are not marked as holding nearly.
    """
    return (*_breakdowns(catalogue), *_identities(nearly=False))


@cache
def sums_of(catalogue: Catalogue) -> tuple[Sum, ...]:
    """Every sum that holds between counts printed and worked out: ``printed_sums``, what holds
    nearly, and each indicator that is the sum of some categories.

    Such an indicator stands with the other categories for the whole breakdown, too.
    """
    sums = [*printed_sums(catalogue), *_identities(nearly=True)]
    for indicator in catalogue:
        definition = indicator.measures.get(Measure.COUNT)
        if definition and definition.sum_of:
            whole = _breakdown(catalogue[definition.sum_of])
            summed = tuple((definition.sum_of, category) for category in definition.categories)
            sums.append(Sum((indicator.id, ""), summed))
            if catalogue[definition.sum_of].additive:
                rest = tuple(part for part in whole.parts if part not in summed)
                sums.append(Sum(whole.total, ((indicator.id, ""), *rest)))
    return tuple(sums)


def _identities(nearly: bool) -> list[Sum]:
    return [
        Sum(member_named(entry.total), tuple(map(member_named, entry.parts)))
        for entry in read_sound(DEFINITIONS / PUBLISHED, IdentitiesFile).identities
        if entry.nearly == nearly
    ]


def _breakdowns(catalogue: Catalogue) -> list[Sum]:
    return [
        _breakdown(indicator)
        for indicator in catalogue
        if indicator.additive and indicator.breakdown_of
    ]


def _breakdown(indicator: Indicator) -> Sum:
    return Sum(
        (indicator.breakdown_of, ""),
        tuple((indicator.id, category) for category in indicator.categories),
    )


def member_named(name: str) -> Member:
    """``indicator/category`` or ``indicator`` as a member."""
    indicator, _, category = name.partition("/")
    return indicator, category
