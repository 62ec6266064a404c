"""Sums that hold between figures: ``identities.toml`` and ``local_identities.toml`` -> records."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cin_narrative.catalogue.definitions import DEFINITIONS
from cin_narrative.catalogue.records import IdentitiesFile
from cin_narrative.catalogue.toml_records import read_sound

PUBLISHED, LOCAL = "identities.toml", "local_identities.toml"


@cache
def published_identities(folder: Path = DEFINITIONS) -> IdentitiesFile:
    """What holds between DfE's figures; raises ``DefinitionFault``."""
    return read_sound(folder / PUBLISHED, IdentitiesFile)


@cache
def local_identities(folder: Path = DEFINITIONS) -> IdentitiesFile:
    """What holds between the counts of an authority's own return; raises ``DefinitionFault``."""
    return read_sound(folder / LOCAL, IdentitiesFile)
