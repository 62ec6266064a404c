"""What holds between the counts of an authority's own return, beyond what holds between DfE's
figures.

 A local return has breakdowns that DfE publishes for England only, and they stand in sums with each
other. Source: the structure of the census and of the event views; the sums are in
``catalogue/local_identities.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cin_narrative.catalogue.catalogue import DEFINITIONS, Catalogue, Measure
from cin_narrative.catalogue.identity_records import LOCAL, IdentitiesFile
from cin_narrative.catalogue.toml_files.records import read_sound
from cin_narrative.disclosure.returns.bounds import Cover
from cin_narrative.disclosure.sums import Member, Sum, member_named, sums_of


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Percentiles of durations (category -> fraction) beside the bands of the same durations, each
    band but the last with its last day.
    """

    indicator: str
    fractions: Mapping[str, float]
    bands: tuple[Member, ...]
    last_days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two years together: ``total`` of a year is ``before`` of the year before it and
    ``parts`` of its own.
    """

    total: Member
    before: tuple[Member, ...]
    parts: tuple[Member, ...]


@cache
def _holding() -> IdentitiesFile:
    return read_sound(DEFINITIONS / LOCAL, IdentitiesFile)


@cache
def local_sums(catalogue: Catalogue) -> tuple[Sum, ...]:
    """Every sum that holds between the counts of a local return: those of DfE's figures, and those
    only it shows.
    """
    extra = [
        Sum(member_named(entry.total), tuple(map(member_named, entry.parts)))
        for entry in _holding().identities
    ]
    same = [
        Sum((entry.whole, whole.id), ((entry.parts, single.id),))
        for entry in _holding().covers
        for whole in catalogue[entry.whole].categories.values()
        for single in catalogue[entry.parts].categories.values()
        if whole.values == single.values
    ]
    return (*sums_of(catalogue), *extra, *same)


@cache
def usual_sums() -> tuple[Sum, ...]:
    """Sums that hold on most returns: where one holds, a reader may take it that it does."""
    return tuple(
        Sum(_named(entry.total, category), tuple(_named(part, category) for part in entry.parts))
        for entry in _holding().usual
        for category in entry.each
    )


def _named(name: str, category: str) -> Member:
    return (name, category) if category else member_named(name)


@cache
def across_years() -> tuple[Tie, ...]:
    """What ties a year to the year before it, on most returns: used where it holds."""
    return tuple(
        Tie(
            member_named(entry.total),
            tuple(map(member_named, entry.before)),
            tuple(map(member_named, entry.parts)),
        )
        for entry in _holding().across_years
    )


@cache
def local_covers(catalogue: Catalogue) -> tuple[Cover, ...]:
    """Every breakdown whose parts overlap, each factor for any person beside the persons it can
    concern, and what else is no more than two counts together.
    """
    overlapping = [
        Cover(
            (indicator.breakdown_of, ""),
            tuple((indicator.id, category) for category in indicator.categories),
        )
        for indicator in catalogue
        if indicator.breakdown_of
        and not indicator.additive
        and not indicator.is_cross_table
        and indicator.categories
        and Measure.COUNT in indicator.measures
    ]
    persons = [
        Cover(
            (entry.whole, whole.id),
            tuple(
                (entry.parts, one.id)
                for one in catalogue[entry.parts].categories.values()
                if set(one.values) <= set(whole.values)
            ),
        )
        for entry in _holding().covers
        for whole in catalogue[entry.whole].categories.values()
    ]
    others = (
        Cover(member_named(entry.total), tuple(map(member_named, entry.parts)))
        for entry in _holding().overlaps
    )
    return (*overlapping, *(cover for cover in persons if cover.parts), *others)


@cache
def local_quartiles(catalogue: Catalogue) -> tuple[Quartiles, ...]:
    """Every indicator of percentiles, with its bands."""
    return tuple(
        Quartiles(
            entry.indicator,
            {c.id: float(c.values[0]) for c in catalogue[entry.indicator].categories.values()},
            tuple((entry.bands, band) for band in catalogue[entry.bands].categories),
            entry.last_days,
        )
        for entry in _holding().percentiles
    )
