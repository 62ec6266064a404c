"""A head and the items of its list: each item that names only what happened is asked of the head."""

import itertools

import pytest

from cin_narrative import api
from cin_narrative.reading.quantities.durations import durations
from cin_narrative.reading.sentences import headed_list
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.spans import find_spans
from cin_narrative.reading.words.tokens import fold, tokens_of

PLANS = {
    "started": "child_protection_plans_starting", "ended": "child_protection_plans_ending", "open at 31 March": "child_protection_plans_at_31_march",
    "at any point in the year": "child_protection_plans_at_any_point", "repeat ones": "child_protection_plans_second_or_subsequent",
}  # fmt: skip


def indicators(question):
    return [one.indicator for ask in api.read(question).asks for one in ask.measures]


@pytest.mark.parametrize("pair", list(itertools.permutations(PLANS, 2)))
@pytest.mark.parametrize("form", ["Plans in Kent: {}, {}", "Child protection plans - {} and {}", "CP plans in Kent ({}, {})"])
def test_each_item_is_asked_of_the_head(form, pair):
    assert indicators(form.format(*pair)) == [PLANS[one] for one in pair]


@pytest.mark.parametrize(("question", "wanted"), [
    ("Referrals in Kent: total, re-referrals, no further action", ["referrals", "rereferrals_within_12_months", "referrals_no_further_action"]),
    ("Assessments in Kent: total, within 45 days", ["assessments_completed", "assessments_completed_within_45_working_days"]),
    ("Children in need in Kent (all, disabled, over two years) 2024",
     ["children_in_need_at_31_march", "children_in_need_with_disability_recorded", "children_in_need_by_duration_open"]),
    ("Episodes of need in Kent, 2024: started, ended, open at the end of the year",
     ["episodes_of_need_starting", "episodes_of_need_ending", "children_in_need_at_31_march"]),
])  # fmt: skip
def test_all_of_the_head_is_an_item_too(question, wanted):
    assert indicators(question) == wanted


@pytest.mark.parametrize("tail", [", each for 2022 and 2023", " for 2022 and 2023", " in 2022 and 2023", " - 2022 and 2023"])
def test_what_stands_behind_the_last_item_is_of_all(tail):
    asks = api.read(f"Plans in Kent: started in the year, ended in the year{tail}").asks
    assert len(asks) == 2
    assert all([one.words for one in ask.periods] == ["2022", "2023"] and [one.words for one in ask.areas] == ["Kent"] for ask in asks)


@pytest.mark.parametrize("question", [
    "Plans in Kent: police, schools and health", "Section 47 enquiries: total and rate", "Section 47 enquiries in Kent: number, rate, change on last year",
    "Referrals in Kent: from police, from schools", "Children in need: Kent, Surrey and Essex",
])  # fmt: skip
def test_what_needs_no_head_is_read_as_ever(question):
    spans = find_spans(question, load_lexicon())
    assert headed_list(spans, 0, len(spans.tokens), load_lexicon()) is None


@pytest.mark.parametrize("day", ["31 Mar. 2023", "31 Mar 2023", "31st March 2023"])
def test_a_month_may_be_short_and_dotted(day):
    ask = api.read(f"How many children in need were there in Kent at {day}?").asks[0]
    assert len(ask.periods) == 1 and not ask.restrictors


@pytest.mark.parametrize(("said", "wanted"), [
    ("0-3 months, 3-6, 6-12, 1-2 years, 2+", [("m", -1, 3), ("m", 3, 6), ("m", 6, 12), ("m", 12, 24), ("m", 24, 9999)]),
    ("0 to 10 days, 11 to 20, 21 to 30", [("d", -1, 10), ("d", 10, 20), ("d", 20, 30)]),
    ("61 working days or longer, and how many took between 46 and 50?", [("d", 60, 9999), ("d", 45, 50)]),
    ("0-10, 11-15 and 21+ days", [("d", -1, 10), ("d", 10, 15), ("d", 20, 9999)]),
    ("over 45 days, between 46 and 50 children", [("d", 45, 9999)]),
])  # fmt: skip
def test_a_band_has_the_unit_of_the_one_before_it(said, wanted):
    found = durations(tokens_of(fold(said)))
    assert [(one.meaning.unit, one.meaning.low, one.meaning.high) for one in found] == wanted


@pytest.mark.parametrize(("question", "wanted"), [
    ("What was the median number of working days between the start of the section 47 enquiry and the initial conference?", "conference_duration_percentiles"),
    ("How many conferences took 21 working days or more from the start of the section 47?", "conferences_by_duration"),
])  # fmt: skip
def test_what_stands_between_two_things_is_of_both(question, wanted):
    [ask] = api.read(question).asks
    assert [one.indicator for one in ask.measures] == [wanted] and not ask.restrictors


def test_who_took_how_long_is_of_what_was_counted_before():
    asks = api.read("How many conferences were held in Kent, and how many took 21 working days or more from the start of the section 47?").asks
    assert [asks[1].measures[0].indicator, asks[1].measures[0].categories] == ["conferences_by_duration", ("21_days_or_more",)]
