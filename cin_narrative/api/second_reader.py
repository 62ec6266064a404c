"""A model and a store -> the second reader of a question: what it may name, and what is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.models.model import LanguageModel
from cin_narrative.models.second_reader import SecondReader
from cin_narrative.models.vocabulary import Vocabulary
from cin_narrative.questions.held import Held
from cin_narrative.questions.queries import Topic
from cin_narrative.store.store import Store

_known: WeakKeyDictionary[Store, Vocabulary] = WeakKeyDictionary()


def second_reader(store: Store, model: LanguageModel) -> SecondReader:
    """The reader that asks ``model``; one for each question, as it keeps what was sent."""
    if store not in _known:
        _known[store] = Vocabulary(load_catalogue(), _held(store))
    return SecondReader(model, _known[store])


def _held(store: Store) -> Mapping[str, str]:
    """Indicator -> the years that the store holds, level by level, in words."""
    held = Held(store, load_catalogue(), load_areas())
    codes = {code for at in store.areas_by_year.values() for code in at}
    levels = {
        "England": [code for code in codes if code == held.england.codes[0]],
        "regions": [c for c in codes if c.startswith("E") and c != held.england.codes[0]],
        "authorities": [code for code in codes if not code.startswith("E")],
    }
    found = {one.id: ", ".join(_years(held, one.id, levels)) for one in held.catalogue}
    return {name: years for name, years in found.items() if years}


def _years(held: Held, name: str, levels: Mapping[str, list[str]]) -> Iterator[str]:
    for level, codes in levels.items():
        years = held.series(Topic(name), codes)
        if years:
            yield f"{level} {years[0]}-{years[-1]}" if len(years) > 1 else f"{level} {years[0]}"
