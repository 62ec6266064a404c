"""The names of indicators as the reader of questions knows them: synonyms of two indicators that
are the same terms in other words, synonyms that are words of asking, and words for several
categories that are not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, unknown_name
from cin_narrative.messages import message
from cin_narrative.reading.kinds import cues, kinds
from cin_narrative.reading.words.lexicon import collisions

KINDS, SHARED = "cin_narrative/reading/kinds", "cin_narrative/reading/cues.toml"


def faults(house: House) -> Iterator[Fault]:
    """Each synonym that says what another indicator's synonym says, or that asks, in the file it
    stands in.
    """
    yield from _words_of_asking(house)
    for indicator in house.catalogue:
        for phrase, ids in indicator.together.items():
            for name in sorted(set(ids) - set(indicator.categories)):
                document = house.indicator_file(indicator.id)
                what = unknown_name("category", name, indicator.categories)
                yield document.fault_at(document.line_with(f'"{phrase}"'), what)
    if house.areas is None:
        return
    for one in collisions(house.catalogue, house.areas):
        if _plain(one.phrase) in _synonyms(house.catalogue[one.owner]):
            continue  # letter for letter: the catalogue names it, with both places
        document = house.indicator_file(one.other)
        text = message("check.owned_twice", phrase=one.phrase, other=f"{one.owner}.toml")
        yield document.fault_at(document.line_with(f'"{one.phrase}"'), text)


def _words_of_asking(house: House) -> Iterator[Fault]:
    """Synonyms of an indicator that are cues: "how many" asks, whatever is counted."""
    owners = {_plain(phrase): SHARED for phrase, _, _ in cues()}
    for name, kind in kinds().items():
        lists = (phrases for values in kind.cues.values() for phrases in values.values())
        owners |= {_plain(one): f"{KINDS}/{name}.toml" for phrases in lists for one in phrases}
    for indicator in house.catalogue:
        document = house.indicator_file(indicator.id)
        for phrase in sorted(_synonyms(indicator) & owners.keys()):
            text = message("check.word_of_asking", phrase=phrase, place=owners[phrase])
            yield document.fault_at(document.line_with(f'"{phrase}"'), text)


def _synonyms(indicator: Indicator) -> set[str]:
    return {_plain(phrase) for phrase in indicator.synonyms}


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())
