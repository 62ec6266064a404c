"""``families.toml`` -> the families of findings: which indicators tell of the same part of a case,
in the order of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.catalogue import DEFINITIONS, Text
from cin_narrative.catalogue.records import FAMILIES, FamiliesFile, FamilyRecord
from cin_narrative.catalogue.toml_files.records import read_sound


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two linked stages of a case, neither a part of the other: so many of ``above`` for every
    hundred of ``below`` (ids of indicators).
    """

    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Family:
    """Indicators that tell of one part of a case: at most one message is told of them.

    ``place`` is where the family stands along the case; ``tier`` 1 is the chain of a case, 2 time
    and duration, 3 mix, source and reasons. An indicator with categories is meant line by line.
    ``question`` is what to ask where it is told.
    """

    id: str
    name: Text
    tier: int
    place: int
    indicators: tuple[str, ...]
    ratios: tuple[Ratio, ...]
    question: Text


@dataclass(frozen=True, slots=True)
class Families:
    """Every family in the order of the case, and the ``head`` indicator, which is always told."""

    head: str
    families: tuple[Family, ...]

    def of(self, family_id: str) -> Family:
        """The family called so."""
        return next(one for one in self.families if one.id == family_id)


@cache
def load_families(folder: Path = DEFINITIONS) -> Families:
    """The families of ``folder``; raises ``DefinitionFault`` where its file is at fault."""
    read = read_sound(folder / FAMILIES, FamiliesFile)
    made = (family_of(place, one) for place, one in enumerate(read.families))
    return Families(read.head, tuple(made))


def family_of(place: int, record: FamilyRecord) -> Family:
    """A family from its record."""
    return Family(
        record.id,
        record.name,
        record.tier,
        place,
        record.indicators,
        tuple(Ratio(*pair) for pair in record.ratios),
        record.question,
    )
