"""What is asked for and not held (``catalogue/concepts.toml``): phrases with two owners, indicators
that are not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import DEFINITIONS
from cin_narrative.catalogue.concepts import load_concepts
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, unknown_name
from cin_narrative.messages import message


def faults(house: House) -> Iterator[Fault]:
    """The faults of the table of concepts."""
    document, owners = house.document(DEFINITIONS / "concepts.toml"), dict[str, str]()
    for concept in load_concepts():
        for phrase in concept.words:
            if (other := owners.setdefault(phrase, concept.id)) != concept.id:
                text = message("check.owned_twice", phrase=phrase, other=other)
                yield document.fault_at(document.line_with(f'"{phrase}"'), text)
        for name in concept.nearest:
            if name not in house.known_indicators:
                text = unknown_name(message("check.an_indicator"), name, house.known_indicators)
                yield document.fault_at(document.line_with(f'"{name}"'), text)
