"""What a text is cut into: tokens, years, lengths of time, quantities, spellings, owners."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Catalogue, load_catalogue
from cin_narrative.errors import CinNarrativeError
from cin_narrative.reading.places import codes_of
from cin_narrative.reading.quantities.dates import Dated, find_periods, period
from cin_narrative.reading.quantities.durations import ENDLESS, durations, edges
from cin_narrative.reading.quantities.numbers import number
from cin_narrative.reading.words.lexicon import build_lexicon, load_lexicon
from cin_narrative.reading.words.spelling import corrected
from cin_narrative.reading.words.tokens import fold, tokens_of


@given(st.text(max_size=200))
def test_a_place_in_the_folded_text_is_a_place_in_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    marked, found = find_periods(folded)
    assert len(marked) == len(text)
    for token in tokens_of(marked, text):
        assert 0 <= token.start < token.end <= len(text)
    assert all(marked[one.start] >= "\ue000" for one in found)


def test_tokens_keep_hyphens_and_possessives_out() -> None:
    assert [one.text for one in tokens_of(fold("Derby’s re-referrals, S.47s – 2,114"))] == [
        "derby", "re", "referrals", ",", "s", "47", "-", "2114",
    ]  # fmt: skip


YEARS = [
    ("2022", Dated("year", 2022, 2022)),
    ("2021/22", Dated("year", 2022, 2022, stated=True)),
    ("2021-2022", Dated("year", 2022, 2022, stated=True)),
    ("FY22", Dated("year", 2022, 2022, stated=True)),
    ("the year ending 31 March 2022", Dated("year", 2022, 2022, (2022, 3), (2022, 3), stated=True)),
    ("on 12 November 2019", Dated("year", 2020, 2020, (2019, 11), (2019, 11))),
    ("31/03/2024", Dated("year", 2024, 2024, (2024, 3), (2024, 3), stated=True)),
    ("calendar year 2019", Dated("year", 2019, 2019, calendar=True)),
    ("2019 to 2024", Dated("span", 2019, 2024)),
    ("2019-24", Dated("span", 2019, 2024)),
    ("the financial years 2020/21 to 2023/24", Dated("span", 2021, 2024)),
    ("between 1 April 2023 and 31 March 2024", Dated("dates", 2024, 2024, (2023, 4), (2024, 3))),
    ("since 2018", Dated("since", 2018, 2018)),
    ("up to 2017", Dated("until", 2017, 2017)),
    ("the last three years", Dated("last_n", 3)),
    ("the year before", Dated("before", 1)),
    ("five years ago", Dated("ago", 5)),
    ("last year", Dated("latest")),
    ("since the pandemic", Dated("covid", 2022, 0)),
]


@pytest.mark.parametrize(("words", "meaning"), YEARS)
def test_what_the_words_of_a_period_mean(words: str, meaning: Dated) -> None:
    assert period(words) == meaning


@pytest.mark.parametrize("words", ["urgent", "0-10 days", "2,019 children", "30%", "2022 and 2023"])
def test_what_is_no_period_or_more_than_one(words: str) -> None:
    assert period(words) is None


LENGTHS = [
    ("over two years", ("m", 24, ENDLESS)),
    ("2 years or more", ("m", 24, ENDLESS)),
    ("2 yrs+", ("m", 24, ENDLESS)),
    ("within 45 working days", ("d", -1, 45)),
    ("more than 45 days", ("d", 45, ENDLESS)),
    ("61 working days or more", ("d", 60, ENDLESS)),
    ("11-20 days", ("d", 10, 20)),
    ("3 to 6 months", ("m", 3, 6)),
    ("forty-five days", ("d", 45, 45)),
]


@pytest.mark.parametrize(("words", "meaning"), LENGTHS)
def test_lengths_of_time(words: str, meaning: tuple[str, int, int]) -> None:
    found = [one.meaning for one in durations(tokens_of(fold(words)))]
    assert [(one.unit, one.low, one.high) for one in found] == [meaning]


def test_bands_of_a_list_share_the_unit_of_the_last() -> None:
    found = durations(tokens_of(fold("0-10, 11-15, 16-20 and 21+ working days")))
    assert [(one.meaning.low, one.meaning.high) for one in found] == [
        (-1, 10), (10, 15), (15, 20), (20, ENDLESS),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["5 to 9 years old", "two years ago", "the last two years of age"]
)
def test_ages_and_times_past_are_no_lengths(words: str) -> None:
    assert not [one for one in durations(tokens_of(fold(words))) if one.meaning.low in (4, 5, 24)]


def test_the_bands_of_each_published_breakdown_join() -> None:
    """A breakdown by time runs from nothing to no end without a hole, as its labels say."""
    for one in load_catalogue():
        bands = [edges(str(part.label)) for part in one.categories.values()]
        held = sorted((b.low, b.high) for b in bands if b) if one.ordered else []
        if len(held) > 2:
            assert held[-1][1] == ENDLESS, one.id
            assert all(a[1] == b[0] for a, b in itertools.pairwise(held)), one.id


NUMBERS = [("more than 30%", 30), ("a quarter", 25), ("1,200", 1200), ("1.5 million", 1_500_000),
           ("forty-five", 45), ("50 per cent", 50), ("£3", 3)]  # fmt: skip


@pytest.mark.parametrize(("words", "value"), NUMBERS)
def test_quantities(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    ("word", "right"),
    [("asessments", "assessment"), ("wakefeild", "wakefield"), ("refferals", "referral")],
)
def test_a_slip_is_corrected(word: str, right: str) -> None:
    assert corrected(word, load_lexicon()) == right


@pytest.mark.parametrize(
    "word", ["deferrals", "preference", "congress", "country", "leads", "burly", "tense", "stroke"]
)
def test_a_word_that_is_spelled_rightly_is_never_corrected(word: str) -> None:
    assert corrected(word, load_lexicon()) == word


def test_places_by_any_of_their_names() -> None:
    assert codes_of("Derby") == ("831",)
    assert codes_of("the North East") == ("E12000001",)
    assert codes_of("Inner ... London") == ("E13000001",)
    assert codes_of("Bournemouth, Christchurch and Poole") == codes_of("BCP")
    assert codes_of("Greater Manchester") == ()
    assert codes_of("Leeds and Bradford") == ()


def test_a_name_with_two_owners_stops_the_build_and_names_both() -> None:
    given_catalogue = load_catalogue()
    first, second = given_catalogue["referrals"], given_catalogue["section_47_enquiries"]
    twice = dict(given_catalogue.indicators)
    twice[second.id] = _with_synonym(second, first.synonyms[0])
    with pytest.raises(CinNarrativeError, match=r"belongs to both referrals and section_47"):
        build_lexicon(Catalogue(twice, given_catalogue.notes), load_areas())


def _with_synonym(indicator: object, synonym: str) -> object:
    from dataclasses import replace

    return replace(indicator, synonyms=(*indicator.synonyms, synonym))  # type: ignore


def test_every_indicator_has_a_name_of_its_own_in_a_question() -> None:
    named = {one.indicator for names in load_lexicon().names.values() for one in names}
    assert named == set(load_catalogue().indicators)


def test_the_check_names_a_synonym_that_says_what_another_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from cin_narrative.check.checks import reading_names
    from cin_narrative.check.house import House

    house = House()
    twice = dict(load_catalogue().indicators)
    second = twice["section_47_enquiries"]
    twice[second.id] = _with_synonym(second, "child protection plans, new")
    changed = Catalogue(twice, load_catalogue().notes)
    monkeypatch.setattr(House, "catalogue", property(lambda self: changed))
    found = [str(one) for one in reading_names.faults(house)]
    assert len(found) == 1
    assert "child_protection_plans_starting" in found[0]
    assert "section_47_enquiries" in found[0]
