"""Each measure, place and year exchanged in a form of words: the figures asked for are those given.

The forms are not those of any question file; the gold is the reading that the exchange must give,
and where figures are given the cells of the answer: indicator, category, measure, area and year.
"""

from __future__ import annotations

import itertools
from functools import cache

import pytest

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.questions.answer import Answer
from cin_narrative.reading.contract import Ask
from cin_narrative.reading.grammar import Grammar

GRAMMAR = Grammar()
PLACES = ("Leeds", "Derby", "Kent", "Torbay", "Hackney", "Barnsley", "Cornwall", "Luton", "Bury",
          "Sunderland", "Wigan", "York", "Rutland", "Dorset", "Bexley", "Camden", "Poole", "Devon",
          "the North East", "England")  # fmt: skip
RETURNED = PLACES[:4]  # made a return in each of the years
YEARS = (2019, 2022, 2024)
COUNTED = ("referrals", "section 47 enquiries", "completed assessments", "children in need",
           "initial child protection conferences", "child protection plans")  # fmt: skip


def _only(question: str) -> Ask:
    asks = GRAMMAR.read(question).asks
    assert len(asks) == 1, question
    return asks[0]


@cache
def _id(name: str) -> str | None:
    return _only(f"number of {name} in Leeds in 2022").measures[0].indicator


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(COUNTED[:3], 2)))
@pytest.mark.parametrize(
    "form",
    [
        "For every 100 {whole}, how many {part} were there in {place} in {year}?",
        "How many {part} per 100 {whole} did {place} have in {year}?",
        "{part} as a percentage of {whole}, {place}, {year}",
        "What is the ratio of {part} to {whole} in {place} in {year}?",
        "What was the conversion rate from {whole} to {part} in {place} in {year}?",
        "What proportion of {whole} led to {part} in {place} in {year}?",
    ],
)
def test_a_ratio_keeps_its_order(form: str, first: str, second: str) -> None:
    for place, year in zip(PLACES, itertools.cycle(YEARS)):
        ask = _only(form.format(part=first, whole=second, place=place, year=year))
        assert ask.ask == "ratio", ask
        assert [one.indicator for one in ask.measures] == [_id(first), _id(second)], ask


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("number of", "count"),
        ("rate of", "rate"),
        ("how many", "count"),
        ("rate per 10,000 of", "rate"),
    ],
)
def test_a_metric_named_is_the_metric_read(name: str, words: str, metric: str) -> None:
    for place, year in itertools.product(PLACES, YEARS):
        ask = _only(f"{words} {name} in {place} in {year}")
        assert {one.metric for one in ask.measures} == {metric}, (name, place, year)
        assert [one.words for one in ask.areas] == [place.removeprefix("the ")] or place in str(ask)


def _cells(given: Answer) -> set[tuple[str, str, str, str, int]]:
    return {
        (
            one.indicator.id,
            str(one.category.label) if one.category else "",
            one.measure.value,
            one.area.code,
            one.year,
        )
        for one in given.commentary.figures
        if not one.derived_from
    }


@pytest.mark.parametrize("name", COUNTED[:4])
@pytest.mark.parametrize(("first", "last"), [(2015, 2016), (2016, 2022), (2022, 2023)])
def test_from_one_year_to_another_is_those_two_years(put, name: str, first: int, last: int) -> None:
    for place in PLACES[:10]:
        given = put(f"By how much did {name} change in {place} from {first} to {last}?")
        assert set(given.queries[0].years) == {first, last}, (name, place, given.text)
        cited = {one.year for one in given.commentary.figures if one.value is not None}
        assert cited <= {first, last} or "not available" in given.text, given.text


def test_more_than_in_a_year_is_that_year_and_the_latest(put) -> None:
    for name, place in zip(COUNTED, PLACES, strict=False):
        given = put(f"Are there more {name} in {place} than in 2017?")
        assert {cell[4] for cell in _cells(given)} == {2017, 2024}, given.text


@pytest.mark.parametrize("which", ["initial", "latest"])
def test_the_category_that_is_named_is_given(put, which: str) -> None:
    for place, year in itertools.product(RETURNED, YEARS):
        given = put(f"child protection plans by {which} category of abuse in {place} in {year}")
        other = {"initial": "latest", "latest": "initial"}[which]
        named = {cell[0] for cell in _cells(given)}
        assert not any(other in one for one in named), given.text
        assert any(which in one for one in named), given.text


@pytest.mark.parametrize(
    ("words", "holds", "lacks"),
    [
        ("started in {}", "starting", "31_march"),
        ("ended in {}", "ending", "31_march"),
        ("at 31 March {}", "31_march", "starting"),
    ],
)
def test_what_started_ended_and_stood(put, words: str, holds: str, lacks: str) -> None:
    for place, year in itertools.product(PLACES[:8], YEARS):
        given = put(f"How many child protection plans {words.format(year)} in {place}?")
        named = {cell[0] for cell in _cells(given)}
        assert named and all(holds in one and lacks not in one for one in named), given.text


def test_the_highest_and_the_lowest_are_both_given_and_a_gap_is_between_them(put) -> None:
    for name, region in itertools.product(COUNTED[:4], ("the North East", "London", "Yorkshire")):
        both = put(f"Which councils in {region} had the highest and lowest rate of {name} in 2023?")
        gap = put(
            f"What is the gap between the highest and the lowest rate of {name} in {region} in 2023?"
        )
        values = [one.value for one in gap.commentary.figures if not one.derived_from]
        said = {one.value for one in both.commentary.figures if not one.derived_from}
        ends = {max(v for v in values if v is not None), min(v for v in values if v is not None)}
        assert ends <= said and len(ends) == 2, (name, region)
        apart = [one.value for one in gap.commentary.figures if one.measure.value == "change"]
        assert max(ends) - min(ends) in apart or min(ends) - max(ends) in apart, gap.text


def test_every_indicator_by_its_title_is_itself_in_every_place_and_year(
    put, catalogue: Catalogue
) -> None:
    plain = [one for one in catalogue.indicators.values() if not one.dimension]
    for number, one in enumerate(plain):
        place, year = PLACES[number % len(PLACES)], YEARS[number % len(YEARS)]
        given = put(f"{one.title}, {place}, {year}")
        if given.outcome != "answered":
            continue
        read = {m.indicator for ask in given.reading.asks for m in ask.measures}
        cells = _cells(given)
        assert cells and {cell[4] for cell in cells} == {year}, (one.id, given.text)
        lines = [m for ask in given.reading.asks for m in ask.measures if m.categories]
        assert one.id in read or lines, (one.id, read, given.text)  # a line of the same count


def test_a_percentage_asked_for_is_never_answered_by_a_count_alone(put) -> None:
    for place, year in itertools.product(RETURNED, YEARS):
        given = put(f"percentage of referrals that led to no further action in {place} in {year}")
        assert Measure.PERCENTAGE.value in {cell[2] for cell in _cells(given)}, given.text
