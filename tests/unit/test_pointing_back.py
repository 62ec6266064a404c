"""What a later part of a question takes from what an earlier part came to: the first, its year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.reading.contract import Reading, Turn
from cin_narrative.reading.grammar import Grammar
from cin_narrative.store.store import Store

READER = Grammar()


@pytest.fixture(scope="module")
def starter(starter_store: Path) -> Iterator[Store]:
    with api.open_store(starter_store) as store:
        yield store


def read(question: str, *before: str) -> Reading:
    turns: list[Turn] = []
    for one in before:
        turns.append(Turn(question=one, reading=READER.read(one, turns)))
    return READER.read(question, turns)


@pytest.mark.parametrize(
    ("question", "takes"),
    [
        ("Which council in the East Midlands had the most referrals and what was its rate?", True),
        ("Which borough had the second lowest rate of plans, and how many did it have?", True),
        ("Which council had the most referrals and what was the rate in Derby?", False),
        ("Is Derby the highest for referrals and what is its rate?", False),
        ("How many referrals did Derby have and what was its rate?", False),
    ],
)
def test_its_figure_is_that_of_the_area_that_was_first(question: str, takes: bool) -> None:
    last = read(question).asks[-1]
    assert ("result" in last.inherits) is takes
    assert not takes or not last.areas


def test_its_figure_is_that_of_the_first_after_another_question() -> None:
    asked = "Which London borough has the most plans?"
    assert "result" in read("How many children in need does it have?", asked).asks[-1].inherits


@pytest.mark.parametrize(
    ("question", "before", "area", "year"),
    [
        ("Which of Derby's neighbours had the highest rate of referrals in 2015, and how many children in need did it have?", (), 0, 2015),
        ("Which of Derby's neighbours had the third highest rate of referrals in 2015, and how many children in need did it have?", (), 2, 2015),
        ("How many children in need did it have?", ("Which of Derby's neighbours had the second highest rate of referrals in 2015?",), 1, None),
    ],
)  # fmt: skip
def test_the_nth_is_the_nth(
    starter: Store, question: str, before: tuple[str, ...], area: int, year: int | None
) -> None:
    order = api.ask(starter, "List Derby's neighbours by rate of referrals in 2015, highest first")
    codes = list(dict.fromkeys(one.area.code for one in order.commentary.figures))
    last = api.ask(starter, question, history=before).commentary.figures[-1]
    assert last.area.code == codes[area]
    assert year is None or last.year == year


@pytest.mark.parametrize("end", ["fewest", "most"])
def test_how_many_there_were_is_of_the_year_that_was_found(starter: Store, end: str) -> None:
    first = f"Which year did Derby have its {end} referrals"
    found = api.ask(starter, f"{first}?").commentary.figures[0]
    later = api.ask(starter, "How many were there?", history=(f"{first}?",))
    joined = api.ask(starter, f"{first}, and how many were there?")
    for answer in (later, joined):
        (query,) = answer.queries[-1:]
        assert query.years == (found.year,)
        assert found.value in {one.value for one in answer.commentary.figures}


@pytest.mark.parametrize(
    ("question", "before", "places"),
    [
        ("How many plans were there in Barnet and in Enfield, and which had the higher rate?", (), ["Barnet", "Enfield"]),
        ("Which had the lower rate?", ("How many plans did Barnet and Enfield have?",), ["Barnet", "Enfield"]),
        ("Which council had the higher rate of plans, Barnet or Enfield?", (), ["Barnet", "Enfield"]),
    ],
)  # fmt: skip
def test_a_comparative_is_of_those_just_named(
    question: str, before: tuple[str, ...], places: list[str]
) -> None:
    last = read(question, *before).asks[-1]
    assert [one.words for one in last.areas] == places


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Did Kent get more referrals from schools than from the police in 2024?", ["schools", "police"]),
        ("Were fewer plans for neglect than for emotional abuse started in Leeds?", ["neglect", "emotional_abuse"]),
        ("Were there more referrals from the police in Kent than in Essex?", None),
        ("Were there more referrals from the police in 2024 than in 2023 in Kent?", None),
    ],
)  # fmt: skip
def test_two_kinds_of_one_thing_are_set_against_each_other(
    question: str, kinds: list[str] | None
) -> None:
    (ask,) = read(question).asks
    assert (ask.ask == "net") is (kinds is not None)
    assert kinds is None or [one.categories for one in ask.measures] == [(one,) for one in kinds]


def test_the_yes_or_no_between_two_kinds_follows_their_numbers(starter: Store) -> None:
    said = api.ask(starter, "What were the primary needs of children in need in Derby in 2016?")
    assert said.commentary.figures
    pair = "children in need because of {} than because of {}"
    first, second = "abuse or neglect", "family dysfunction"
    for more, one, other in (("more", first, second), ("fewer", first, second), ("more", second, first)):  # fmt: skip
        text = api.ask(starter, f"Did Derby have {more} {pair.format(one, other)} in 2016?").text
        yes = (more == "more") is (one == first)
        assert ("Yes:" in text, "No:" in text) == (yes, not yes), text


def test_a_level_in_figures_is_of_a_number_or_there_is_no_yes_or_no(starter: Store) -> None:
    asked = (
        "Did more than {} children in need in Derby in 2016 have abuse or neglect as their need?"
    )
    texts = {level: api.ask(starter, asked.format(level)).text for level in ("100,000", "200")}
    assert "No:" in texts["100,000"] and "Yes:" in texts["200"], texts


def test_neighbouring_bands_are_held_against_a_level_together(starter: Store) -> None:
    asked = "Did more than {}% of plans in England end in six months or less in 2016?"
    found = api.ask(starter, asked.format(1)).text
    assert found.count("Yes:") + found.count("No:") == 1


def test_no_yes_or_no_where_numbers_and_rates_differ(starter: Store) -> None:
    found = api.ask(
        starter, "List the rate of children in need of every council in 2016"
    ).commentary
    rates = {figure.area.code: figure for figure in found.figures if figure.value is not None}
    counts = {
        one.area.code: one
        for one in api.ask(starter, "List the number of children in need of every council in 2016").commentary.figures
        if one.value is not None and one.area.code in rates
    }  # fmt: skip
    pairs = [
        (rates[a].area.name, rates[b].area.name)
        for a in list(counts)[:6]
        for b in list(counts)[6:12]
        if (rates[a].value > rates[b].value) != (counts[a].value > counts[b].value)  # type: ignore[operator]
    ]
    assert pairs
    for one, other in pairs[:2]:
        text = api.ask(
            starter, f"Were there more children in need in {one} than in {other} in 2016?"
        ).text
        assert "Yes:" not in text and "No:" not in text
        plain = api.ask(
            starter, f"Was the rate of children in need in {one} higher than in {other} in 2016?"
        ).text
        assert ("Yes:" in plain) is not ("No:" in plain)


@pytest.mark.parametrize(
    ("question", "before", "places", "way"),
    [
        ("Did referrals in Leeds rise more than in Bradford between 2019 and 2024?", (), ["Leeds", "Bradford"], "up"),
        ("Did Leeds have a bigger fall in referrals than Bradford between 2019 and 2024?", (), ["Leeds", "Bradford"], "down"),
        ("Is that a bigger rise than Bradford's?", ("How did referrals in Leeds change from 2019 to 2024?",), ["Leeds", "Bradford's"], None),
    ],
)  # fmt: skip
def test_which_of_two_rose_more_is_the_change_of_each(
    question: str, before: tuple[str, ...], places: list[str], way: str | None
) -> None:
    (ask,) = read(question, *before).asks
    assert ask.ask == "change" and [one.words for one in ask.areas] == places
    assert ask.change is not None and ask.change.direction == way  # its yes or no is of the two changes, not of one


@pytest.mark.parametrize(
    "question",
    [
        "Has the number of plans ending in Derby risen faster than the number starting since 2014?",
        "Did more than half of urgent referrals in Derby lead to no further action in 2016?",
        "Were there more urgent referrals in Derby than in Leicester in 2016?",
    ],
)
def test_no_yes_or_no_where_words_were_not_read(starter: Store, question: str) -> None:
    answer = api.ask(starter, question)
    assert answer.outcome == "nearest" and answer.commentary.figures
    assert "Yes:" not in answer.text and "No:" not in answer.text


def test_children_who_moved_are_no_change_of_a_figure() -> None:
    asked = "How many plans in Derby ended in 2016, and how many of those children moved away?"
    last = read(asked).asks[-1]
    assert last.ask == "value" and "moved away" in [one.words for one in last.restrictors]


def test_of_two_years_one_that_is_held_is_a_level_and_no_change(starter: Store) -> None:
    answer = api.ask(starter, "What was Derby's number of children in need in 2016 and 2031?")
    assert {figure.year for figure in answer.commentary.figures} == {2016}


def test_a_share_without_a_subject_is_of_those_asked_for_before() -> None:
    asked = "How many children ceased to be in need in York in 2024, and what fraction had been in need for under three months?"  # fmt: skip
    (name,) = (one.indicator or "" for one in read(asked).asks[-1].measures)
    assert name.startswith("episodes_of_need_ending")


@pytest.mark.parametrize("leaving", ["Leaving {} aside", "Setting {} aside", "{} apart"])
def test_a_place_set_aside_is_left_out(leaving: str) -> None:
    first = leaving.format("London")
    (ask,) = read(f"{first}, which region had the highest rate of children in need?").asks
    assert [one.words for one in ask.excluded] == ["London"] and ask.within is None
    assert [one.indicator for one in ask.measures] == ["children_in_need_at_31_march"]


def test_others_are_no_category_by_themselves() -> None:
    last = read("My son was taken into care by Derby, how many others were?").asks[-1]
    assert not last.measures and last.outcome == "ask_back"


@pytest.mark.parametrize("question", ["And under three months?", "And those under three months?", "What about those under 3 months?"])
def test_a_length_behind_one_band_is_of_the_same_bands(question: str) -> None:
    (ask,) = read(question, "How many plans in Kent ended after 2 years or more in 2023?").asks
    assert [(one.indicator, one.categories) for one in ask.measures] == [("child_protection_plans_ending_by_duration", ("3_months_or_less",))]
