"""Thresholds and the numbers that follow from them: what contradicts what it explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from statistics import NormalDist

from cin_narrative.catalogue.catalogue import Category
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.check.house import House, prompts
from cin_narrative.messages import message
from cin_narrative.writing.phrases import NUMBER_WORDS

NEAR = 0.005  # how far a deviate may be from the one that a level of confidence has
WORDED: Mapping[str, str] = {
    word: str(number) for number, word in enumerate(NUMBER_WORDS) if number
}
WORD = re.compile(r"\d+|[a-z]+")


def faults(house: House) -> Iterator[Fault]:
    """Confidence limits, and names whose numbers are not those of what they name."""
    yield from _limit_faults(house)
    yield from _name_faults(house)


def _limit_faults(house: House) -> Iterator[Fault]:
    path = prompts("commentary", "bands.toml")
    limits = (house.table(path) or {}).get("limits", {})
    percent, deviate = limits.get("confidence_percent"), limits.get("deviate")
    numbers = isinstance(percent, int | float) and isinstance(deviate, int | float)
    if numbers and 50 < percent < 100:
        meant = NormalDist().inv_cdf((1 + percent / 100) / 2)
        if abs(deviate - meant) > NEAR:
            text = message("check.deviate", percent=percent, meant=f"{meant:.6f}")
            yield house.document(path).fault(("limits", "deviate"), text)


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, in figures or as words: "two years or more", "2_years_or_more"."""
    return {
        WORDED.get(word, word)
        for word in WORD.findall(text.lower().replace("_", " "))
        if word.isdigit() or word in WORDED
    } - {"1"}  # "one" is a word of every text


def _name_faults(house: House) -> Iterator[Fault]:
    """A band whose label has other numbers than its id, an indicator whose title has."""
    for indicator in house.catalogue:
        document = house.indicator_file(indicator.id)
        meant = numbers_in(indicator.id)
        for key in ("title",):
            said = numbers_in(str(getattr(indicator, key)))
            if meant and said and not meant & said:
                text = message(
                    "check.other_numbers", key=key, said=_listed(said), meant=_listed(meant)
                )
                yield document.fault((key,), text)
        for place, category in enumerate(indicator.categories.values()):
            if not indicator.is_cross_table:
                for keys, text in _category_faults(place, category):
                    yield document.fault(keys, text)


def _category_faults(place: int, category: Category) -> Iterator[tuple[Keys, str]]:
    meant, said = numbers_in(category.id), numbers_in(str(category.label))
    if meant and said and not (meant <= said or said <= meant):
        text = message("check.other_numbers", key="label", said=_listed(said), meant=_listed(meant))
        yield ("categories", place, "label"), text


def _listed(numbers: set[str]) -> str:
    return ", ".join(sorted(numbers))
