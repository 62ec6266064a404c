"""What the files of identities may hold: sums, parts and wholes that the figures must keep."""

from __future__ import annotations

from cin_narrative.catalogue.toml_files.records import Record

Names = tuple[str, ...]
PUBLISHED, LOCAL = "identities.toml", "local_identities.toml"


class SumRecord(Record, frozen=True):
    """A sum that holds: `[[identities]]`, `[[usual]]`, `[[overlaps]]`. A member is `indicator` or
    `indicator/category`.

    total, parts: the whole, and the counts that add up to it; of overlaps, to no less than it
    nearly: it holds within a few, so that no number follows from it
    each: the categories that it holds of, where its members are breakdowns
    """

    total: str
    parts: Names
    nearly: bool = False
    each: Names = ("",)


class TieRecord(Record, frozen=True):
    """What ties a year to the one before: `[[across_years]]` of `local_identities.toml`.

    total, parts: what is open at some time in a year, and what was started in it
    before: what was open at the end of the year before
    """

    total: str
    before: Names
    parts: Names


class CoverRecord(Record, frozen=True):
    """Two breakdowns of the same thing: `[[covers]]` of `local_identities.toml`.

    whole, parts: a category of `whole` covers those of `parts` with some of its values
    """

    whole: str
    parts: str


class PercentilesRecord(Record, frozen=True):
    """Percentiles beside bands: `[[percentiles]]` of `local_identities.toml`.

    indicator, bands: the percentiles of durations; the counts of the same durations by band
    last_days: the last day of each band but the last
    """

    indicator: str
    bands: str
    last_days: tuple[int, ...]


class IdentitiesFile(Record, frozen=True):
    """`identities.toml` (identities alone) and `local_identities.toml`."""

    identities: tuple[SumRecord, ...]
    covers: tuple[CoverRecord, ...] = ()
    percentiles: tuple[PercentilesRecord, ...] = ()
    usual: tuple[SumRecord, ...] = ()
    overlaps: tuple[SumRecord, ...] = ()
    across_years: tuple[TieRecord, ...] = ()
