"""Every kind of check. A new one is a file with a ``Relation`` in it, and a line here."""

from __future__ import annotations

from cin_narrative.load.checks.area_sums import AreaSums
from cin_narrative.load.checks.earlier_releases import EarlierReleases
from cin_narrative.load.checks.percentiles import Percentiles
from cin_narrative.load.checks.ratios import Ratios
from cin_narrative.load.checks.relation import Relation
from cin_narrative.load.checks.sums import Sums
from cin_narrative.load.checks.years import Years

RELATIONS: tuple[Relation, ...] = (
    Sums(),
    AreaSums(),
    Ratios(),
    Percentiles(),
    EarlierReleases(),
    Years(),
)
