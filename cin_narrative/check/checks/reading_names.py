"""The names of indicators as the reader of questions knows them: synonyms of two indicators that
are the same terms in other words, and words for several categories that are not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, unknown_name
from cin_narrative.messages import message
from cin_narrative.reading.words.lexicon import collisions


def faults(house: House) -> Iterator[Fault]:
    """Each synonym that says what another indicator's synonym says, in the file it stands in."""
    for indicator in house.catalogue:
        for phrase, ids in indicator.together.items():
            for name in sorted(set(ids) - set(indicator.categories)):
                document = house.indicator_file(indicator.id)
                what = unknown_name("category", name, indicator.categories)
                yield document.fault_at(document.line_with(f'"{phrase}"'), what)
    if house.areas is None:
        return
    for one in collisions(house.catalogue, house.areas):
        document = house.indicator_file(one.other)
        text = message("check.owned_twice", phrase=one.phrase, other=f"{one.owner}.toml")
        yield document.fault_at(document.line_with(f'"{one.phrase}"'), text)
