"""What the catalogue owns: every fault of the definitions, notes and sums, and of who owns which
phrase.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.checks.all_definitions import catalogue_faults
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House


def faults(house: House) -> Iterator[Fault]:
    """The faults that the catalogue finds in itself."""
    yield from catalogue_faults(house.areas, read=house.definitions)
