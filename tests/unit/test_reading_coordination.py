"""What is asked of several things, places or years at once is what is asked of each by itself: every form of two and three clauses against its twins
of one, over the measures of the catalogue, fifty places and all years. Nothing is dropped, nothing is added, nothing of one is said of another."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest
from wide import spread

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.reading.contract import Ask, Reading
from cin_narrative.reading.dialogue import filled
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.places import codes_of
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.words.lexicon import load_lexicon

READER = Grammar()
YEARS = [str(year) for year in range(2013, 2025)]
Cell = tuple[object, ...]
Things = tuple[str, str, str]
Spot = tuple[str, str]


def read(question: str) -> Reading:
    return READER.read(question)


def cells(reading: Reading) -> set[Cell]:
    """What each ask is of, with what it takes from those before it: measure, categories, place, years."""
    found = set[Cell]()
    for at in range(len(reading.asks)):
        ask = filled(reading.asks[: at + 1]) or Ask(ask="none")
        for one in ask.measures:
            for area in ask.areas:
                for when in ask.periods:
                    meaning = period(when.words or "")
                    found.add((one.indicator, one.categories, codes_of(area.words or ""), meaning and (meaning.form, meaning.first)))
    return found


def names_a_thing(name: str) -> bool:
    """Whether a name has its noun ("known ethnicity" has none) and no length of time, which is a category as well."""
    lexicon = load_lexicon()
    terms = set(lexicon.terms_of(name))
    return bool(terms & lexicon.things - lexicon.qualities) and not any(term[1:2] == ":" for term in terms)


@cache
def names() -> list[str]:
    """A name of every total that the reader knows by itself: its first synonym that names it and no other."""
    found = []
    for one in (measure for measure in load_catalogue() if not measure.dimension):
        for name in (name for name in one.synonyms if names_a_thing(name)):
            measures = [m for ask in read(f"How many {name} in Derby in 2022?").asks for m in ask.measures]
            if [m.indicator for m in measures] == [one.id] and not read(f"How many {name} in Derby in 2022?").asks[0].restrictors:
                found.append(name)
                break
    return found


@cache
def places() -> list[str]:
    every = [area.short_name for area in load_areas().authorities(2024)]
    return [str(name) for name in random.Random(50).sample(every, 50)]


def twin(thing: str, place: str, year: str) -> set[Cell]:
    return cells(read(f"How many {thing} in {place} in {year}?"))


THINGS: dict[str, Callable[[Things, str, str], tuple[str, int]]] = {
    "each with its question": lambda t, p, y: (f"How many {t[0]} and how many {t[1]} were there in {p} in {y}?", 2),
    "one question": lambda t, p, y: (f"How many {t[0]} and {t[1]} did {p} have in {y}?", 2),
    "lettered": lambda t, p, y: (f"Please state for {p} in {y} (a) the number of {t[0]} and (b) the number of {t[1]}.", 2),
    "lettered, the place last": lambda t, p, y: (f"Please provide: i) {t[0]}; ii) {t[1]}, for {p} in {y}", 2),
    "numbered": lambda t, p, y: (f"For {p}, {y}:\n1. number of {t[0]}\n2. number of {t[1]}", 2),
    "slash": lambda t, p, y: (f"{p} {y} {t[0]} / {t[1]}", 2),
    "as well as": lambda t, p, y: (f"What was the number of {t[0]} as well as the number of {t[1]} in {p} in {y}?", 2),
    "along with": lambda t, p, y: (f"Give me {t[0]} along with {t[1]} for {p} in {y}", 2),
    "plus": lambda t, p, y: (f"number of {t[0]} plus number of {t[1]}, {p}, {y}", 2),
    "then": lambda t, p, y: (f"How many {t[0]} were there in {p} in {y}, then how many {t[1]}?", 2),
    "and also": lambda t, p, y: (f"How many {t[0]} in {p} in {y} and also how many {t[1]}?", 2),
    "both": lambda t, p, y: (f"I need both the number of {t[0]} and the number of {t[1]} in {p} in {y}", 2),
    "a chain": lambda t, p, y: (f"How many {t[0]} in {p} in {y}? How many {t[1]}?", 2),
    "what about": lambda t, p, y: (f"How many {t[0]} in {p} in {y}? And what about {t[1]}?", 2),
    "not only": lambda t, p, y: (f"Not only {t[0]} but also {t[1]} in {p} in {y} please", 2),
    "three": lambda t, p, y: (f"How many {t[0]}, {t[1]} and {t[2]} were there in {p} in {y}?", 3),
    "three items": lambda t, p, y: (f"For {p} in {y}: a) {t[0]} b) {t[1]} c) {t[2]}", 3),
    "three questions": lambda t, p, y: (f"In {p} in {y}, how many {t[0]}, how many {t[1]}, and how many {t[2]}?", 3),
    "semicolons": lambda t, p, y: (f"Please supply the number of {t[0]}; the number of {t[1]}; and the number of {t[2]}, all for {p}, {y}.", 3),
}  # fmt: skip
SPOTS: dict[str, Callable[[str, Spot, Spot], tuple[str, list[Spot]]]] = {
    "two places": lambda t, a, b: (f"How many {t} in {a[0]} and {b[0]} in {a[1]}?", [a, (b[0], a[1])]),
    "places lettered": lambda t, a, b: (f"How many {t} were there in (a) {a[0]} and (b) {b[0]} in {a[1]}?", [a, (b[0], a[1])]),
    "a place behind": lambda t, a, b: (f"How many {t} in {a[0]} in {a[1]}, and in {b[0]}?", [a, (b[0], a[1])]),
    "the same for": lambda t, a, b: (f"How many {t} in {a[0]} in {a[1]}? Same for {b[0]}", [a, (b[0], a[1])]),
    "as well as a place": lambda t, a, b: (f"How many {t} in {a[0]} as well as {b[0]} in {a[1]}?", [a, (b[0], a[1])]),
    "two years": lambda t, a, b: (f"How many {t} in {a[0]} in {a[1]} and in {b[1]}?", [a, (a[0], b[1])]),
    "years lettered": lambda t, a, b: (f"number of {t} in {a[0]} in each of (i) {a[1]} and (ii) {b[1]}", [a, (a[0], b[1])]),
    "along with a year": lambda t, a, b: (f"How many {t} did {a[0]} have in {a[1]}, along with {b[1]}?", [a, (a[0], b[1])]),
    "crosswise": lambda t, a, b: (f"How many {t} in {a[0]} in {a[1]} and how many in {b[0]} in {b[1]}?", [a, b]),
    "a chain": lambda t, a, b: (f"How many {t} in {a[0]} in {a[1]}? What about {b[0]}? And in {b[1]}?", [a, (b[0], a[1]), b]),
}  # fmt: skip
ROUNDS = 12


@pytest.mark.parametrize("form", spread(THINGS, 6))
def test_several_things_are_each_of_them(form: str) -> None:
    chance = random.Random(form)
    for _ in range(ROUNDS):
        things, place, year = chance.sample(names(), 3), chance.choice(places()), chance.choice(YEARS)
        question, many = THINGS[form]((things[0], things[1], things[2]), place, year)
        wanted = set[Cell]().union(*(twin(thing, place, year) for thing in things[:many]))
        reading = read(question)
        assert cells(reading) == wanted or any(ask.restrictors or ask.outcome == "ask_back" for ask in reading.asks), question


@pytest.mark.parametrize("form", spread(SPOTS, 4))
def test_several_places_and_years_are_each_of_them(form: str) -> None:
    chance = random.Random(form)
    for _ in range(ROUNDS):
        (one, other), (first, second) = chance.sample(places(), 2), chance.sample(YEARS, 2)
        thing = chance.choice(names())
        question, spots = SPOTS[form](thing, (one, first), (other, second))
        wanted = set[Cell]().union(*(twin(thing, *spot) for spot in spots))
        assert cells(read(question)) == wanted, question
