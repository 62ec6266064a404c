"""Plain words that everybody uses of a year, an end, an average and a share, wherever they stand."""

import pytest

from cin_narrative import api


def first(question, *history):
    return api.read(question, list(history)).asks[-1]


FLOWS = ["plans started", "plans ended", "referrals were there", "section 47 enquiries were there", "episodes of need started"]


@pytest.mark.parametrize("when", ["during the year", "over the year", "in the course of the year", "throughout the year", "across the year"])
@pytest.mark.parametrize("what", FLOWS)
def test_during_the_year_says_no_more_of_what_is_counted_in_a_year(what, when):
    ask, plain = first(f"How many {what} {when} in Kent?"), first(f"How many {what} in Kent?")
    assert ask.ask == "value" and not ask.restrictors
    assert [one.indicator for one in ask.measures] == [one.indicator for one in plain.measures]


@pytest.mark.parametrize(("question", "kind"), [
    ("How did referrals in Kent change over the years?", "trend"), ("How many referrals did Kent have each year?", "trend"),
    ("How many children were in need during the year in Kent?", "value"),
])  # fmt: skip
def test_over_the_years_is_every_year(question, kind):
    assert first(question).ask == kind


@pytest.mark.parametrize("end", ["lowest", "highest"])
@pytest.mark.parametrize("put", ["In which year was", "When was"])
@pytest.mark.parametrize("what", ["our number of children in need", "our rate of referrals", "the number of plans here"])
def test_at_its_end_is_the_end(what, put, end):
    ask = first(f"{put} {what} at its {end}?")
    assert (ask.ask, ask.limit.of, ask.limit.order) == ("top", "years", end) and not ask.restrictors


@pytest.mark.parametrize("end", ["highest", "lowest"])
@pytest.mark.parametrize("when", ["in any year", "in any of the years"])
def test_the_end_that_it_has_been_at_is_of_the_place_spoken_of(when, end):
    ask = first(f"What is the {end} it has been {when}?", "How many plans did Southampton have in 2024?")
    assert ask.limit.of == "years" and "areas" in ask.inherits


@pytest.mark.parametrize("question", ["And their average?", "What do they average?", "What do the three rates come to on average?", "What is their mean?"])
def test_an_average_of_those_before_is_worked_out(question, put):
    said = put(question, None, ["What were the rates of children in need in Barnsley, Doncaster and Rotherham in 2024?"])
    assert said.outcome == "answered" and "the mean of the rate" in said.text


@pytest.mark.parametrize("words", ["one in six", "one referral in six", "one in every six"])
@pytest.mark.parametrize("form", ["Is it true that {} ended with no further action in Kent in 2018?", "In 2018 {} ended with no further action in Kent."])
def test_a_share_said_as_one_in_six_is_what_is_claimed(form, words):
    said = words if "referral" in words else f"{words} referrals"
    assert first(form.format(said)).claim.words == words


@pytest.mark.parametrize("base", ["in every 10,000 children", "per 10,000 children", "out of every 10,000 children"])
def test_a_level_out_of_ten_thousand_is_of_the_rate(base):
    ask = first(f"Which London boroughs had more than 45 {base} on a child protection plan?")
    assert ask.ask == "list" and ask.measures[0].metric == "rate" and not ask.restrictors


@pytest.mark.parametrize("size", ["big", "wide", "large"])
def test_how_big_a_gap_is_a_gap(size):
    ask = first(f"How {size} is the gap between Leeds and England in the rate of referrals?")
    assert ask.ask == "gap" and not ask.restrictors


def test_a_multiple_of_a_place_is_of_the_one_before():
    ask = first("What is Middlesbrough's rate of section 47 enquiries, and how many times the England rate is that?")
    assert ask.ask == "compare" and [one.words for one in ask.compare_with] == ["England"] and "areas" in ask.inherits


def test_a_clause_without_a_verb_is_of_what_the_one_before_is_of():
    asks = api.read("How many children in need had a disability recorded in Kent, and of those what percentage had autism and what percentage a learning disability?").asks
    assert [one.measures[0].indicator for one in asks[1:]] == ["children_in_need_by_disability_type"] * 2


@pytest.mark.parametrize("question", ["Can you confirm that we had the lowest rate of children in need in England?", "We had the lowest rate of children in need in England, is that right?"])
def test_a_place_of_ours_that_is_stated_is_a_rank(question):
    assert first(question).ask == "rank" and not first(question).restrictors


@pytest.mark.parametrize("order", ["largest first", "smallest first", "lowest to highest please", "in descending order"])
def test_the_order_of_a_list_narrows_nothing(order):
    ask = first(f"Breakdown of primary need for children in need in Hull, {order}")
    assert ask.ask == "breakdown" and not ask.restrictors


@pytest.mark.parametrize("told", ["I've only been in post three weeks so forgive me", "I have been here a month", "When I was first elected I was told all this"])
def test_the_asker_s_own_time_narrows_nothing(told):
    ask = first(f"{told}. How many referrals did Kent have in 2024?")
    assert not ask.restrictors


def test_which_of_them_is_an_ask_of_its_own():
    asks = api.read("How many children in need did Leeds, Hull and Kent have altogether in 2024, which of the three has the highest rate?").asks
    assert [one.ask for one in asks] == ["aggregate", "top"]


@pytest.mark.parametrize(("question", "wanted"), [
    ("How many boys and how many girls were children in need in England in 2024?", ["male", "female"]),
    ("What percentage of girls and what percentage of boys were on a child protection plan in England?", ["female", "male"]),
])  # fmt: skip
def test_what_is_asked_before_its_verb_has_that_of_the_next(question, wanted):
    asks = api.read(question).asks
    assert [one.measures[0].categories[0] for one in asks] == wanted and len({one.measures[0].indicator for one in asks}) == 1


@pytest.mark.parametrize("lead", ["Please could you tell me", "I would like to know", "Give me"])
def test_numbers_in_a_sentence_number_what_is_asked(lead):
    asks = api.read(f"{lead} 1. how many plans started and 2. how many ended in Kent in 2024, and 3. the number of referrals.").asks
    assert [one.measures[0].indicator for one in asks] == ["child_protection_plans_starting", "child_protection_plans_ending", "referrals"]
    assert not any(one.restrictors for one in asks)


@pytest.mark.parametrize("more", ["Please include the lowest year.", "Please include England's.", "Include the rate for England too."])
def test_what_is_to_be_in_the_answer_is_asked_for(more, put):
    assert put(f"What is the trend in referrals since 2018 in Leeds? {more}").outcome == "answered"


@pytest.mark.parametrize("more", ["Please include closed cases.", "Only include girls.", "Do not include repeat ones."])
def test_what_is_to_be_counted_is_told(more, put):
    assert put(f"How many referrals did Leeds have in 2024? {more}").outcome != "answered"


@pytest.mark.parametrize("aside", ["as one councillor claimed last night", "as the paper said", "as somebody told me"])
def test_who_says_so_narrows_nothing(aside):
    ask = first(f"Is the rate of children in need in Hull double that of England, {aside}?")
    assert ask.ask == "compare" and not ask.restrictors


@pytest.mark.parametrize("told", ["when schools were shut for part of the year", "when everyone was at home", "when the new system came in"])
def test_what_is_told_of_a_year_narrows_nothing(told):
    ask = first(f"How many referrals did Kent have in 2021, {told}?")
    assert not ask.restrictors and [one.words for one in ask.periods] == ["2021"]


@pytest.mark.parametrize("told", ["when the child was under five", "when children were seen alone"])
def test_who_was_counted_in_a_year_is_told(told):
    assert first(f"How many referrals did Kent have in 2021, {told}?").restrictors


@pytest.mark.parametrize(("question", "wide"), [
    ("How many referrals came from schools in 2024, and what's the England percentage?", "England"),
    ("What percentage of plans were repeat plans? England percent too please", "England"),
    ("How many referrals were there, and what's the East Midlands rate?", "East Midlands"),
])  # fmt: skip
def test_a_figure_of_another_place_is_of_that_figure_alone(question, wide):
    *before, last = api.read(question).asks
    assert [one.words for one in last.areas] == [wide] and not any(one.areas for one in before)


@pytest.mark.parametrize("question", ["How many referrals in 2024, and how many in 2023, in Kent?", "How many plans started and how many ended in Kent?"])
def test_a_place_at_the_end_is_of_all(question):
    assert all([area.words for area in one.areas] == ["Kent"] for one in api.read(question).asks)


@pytest.mark.parametrize("now", ["where is it now", "what is it now", "what was it in 2024"])
def test_now_is_a_figure_after_the_highest_of_all_years(now, put):
    said = put(f"When was our rate of plans at its highest, and {now}?", "Kingston upon Hull, City of")
    assert "75.3" in said.text and said.outcome == "answered"


def test_the_highest_and_the_lowest_are_of_one_measure():
    asks = api.read("Which council in the North East has the highest and which the lowest rate of referrals?").asks
    assert [(one.ask, one.limit.order, one.measures[0].indicator) for one in asks] == [("top", "highest", "referrals"), ("top", "lowest", "referrals")]


@pytest.mark.parametrize("asked", ["how many because the child was adopted", "how many were closed because the child had died"])
def test_a_reason_for_closure_is_held(asked, put):
    assert put(f"Cases closed in Liverpool in 2024: {asked}?").outcome == "answered"


@pytest.mark.parametrize("doc", ["the needs assessment", "our needs assessment", "the joint strategic needs assessment"])
def test_a_needs_assessment_of_a_place_is_a_text(doc):
    [ask] = api.read(f"For {doc} I need the number of referrals in Kent.").asks
    assert [one.indicator for one in ask.measures] == ["referrals"] and not ask.restrictors


def test_two_questions_of_two_things_are_two_asks():
    asks = api.read("By how much did referrals rise in Kent in 2024, in number and per cent, and have section 47 enquiries doubled since 2020?").asks
    assert [one.ask for one in asks] == ["change", "change"] and not any(one.restrictors for one in asks)


@pytest.mark.parametrize("who", ["makes", "sends", "sends in"])
def test_who_sends_the_most_is_a_source(who):
    ask = first(f"Who {who} the most referrals in Plymouth?")
    assert ask.measures[0].indicator == "referrals_by_source" and ask.limit.of == "categories"


@pytest.mark.parametrize("point", ["highest point", "lowest point"])
def test_a_point_is_an_end(point):
    ask = first(f"In which year did our plans reach their {point}?")
    assert ask.limit.of == "years" and not ask.restrictors


@pytest.mark.parametrize("question", ["Which year was the lowest since 2013?", "Which year was the lowest since 2013, then?", "Which year was the highest?"])
def test_the_lowest_year_is_none_of_what_is_held(question):
    ask = first(question, "Section 47 enquiries in Calderdale in 2024")
    assert ask.ask == "top" and ask.limit.of == "years" and not ask.restrictors


@pytest.mark.parametrize("said", ["Please now provide the same for Enfield", "Please provide the same for Enfield", "Now give me the same for Enfield"])
def test_now_tells_when_to_tell(said):
    ask = first(said, "How many referrals did Barnet have in 2024?")
    assert not ask.restrictors and not ask.periods


@pytest.mark.parametrize("slip", ["wich", "whihc", "whcih"])
def test_a_word_of_asking_with_a_slip_is_known(slip):
    assert first(f"{slip} council had the most referrals in 2024?").ask == "top"
