"""Questions that set figures beside each other, and filters that must not be lost: what is read, by the closed query."""

import pytest

from cin_narrative.questions.query import Intent, Place

DERBY, LEEDS, ENGLAND = Place(("831",)), Place(("383",)), Place(("E92000001",))


def categories(said):
    return [topic.category for topic in said.query.topics]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("referrals in Derby each year from 2014 to 2018, but leave out 2016", (2014, 2015, 2017, 2018)),
        ("referrals in Derby 2014 to 2018, skip 2015 and 2016", (2014, 2017, 2018)),
        ("referrals in Derby 2014 to 2018, omitting 2015, 2016 and 2017", (2014, 2018)),
        ("referrals in Derby from 2014 to 2018 excluding 2015-2017", (2014, 2018)),
        ("referrals in Derby in all years from 2014 to 2018 bar 2015", (2014, 2016, 2017, 2018)),
    ],
)
def test_every_year_to_be_left_out_is_left_out(question, years, ask):
    assert ask(question).query.years == years


def test_is_that_more_sets_what_was_given_beside_the_place_named(ask):
    said = ask("How many children in need were there in Derby at 31 March 2016, and is that more than Leeds?")
    assert said.queries[-1].intent is Intent.COMPARE
    assert said.queries[-1].places == (DERBY, LEEDS)
    assert said.queries[-1].comparators == ()


def test_another_place_alone_is_asked_of_by_itself(ask):
    assert ask("and Leeds?", history=["children in need in Derby 2016"]).query.places == (LEEDS,)


@pytest.mark.parametrize(
    ("question", "home", "beyond", "above", "within"),
    [
        ("Which councils in the East Midlands had a higher rate of referrals than Derby in 2016?", None, DERBY, True, "E12000004"),
        ("Which councils had fewer referrals than us in 2016?", "Derby", DERBY, False, "E92000001"),
        ("Which of our ten statistical neighbours had a lower share of re-referrals than us in 2016?", "Derby", DERBY, False, "neighbours"),
        ("Which councils did worse than Derby on assessments within 45 days in 2016?", None, DERBY, False, "E92000001"),
    ],
)
def test_the_authority_after_than_is_the_level_of_a_list(question, home, beyond, above, within, ask):
    query = ask(question, home).queries
    read = query[0] if query else None
    assert read is not None
    assert (read.intent, read.beyond, read.above, read.within) == (Intent.LIST, beyond, above, within)


def test_than_us_is_asked_back_where_nobody_is_us(ask):
    assert ask("which councils had more referrals than us in 2016?").outcome == "choice_needed"


def test_a_move_is_not_held_against_another_authoritys_move(ask):
    assert ask("which councils rose more than Derby on referrals since 2014?").outcome == "not_held"


def test_a_gap_over_years_is_one_list_of_every_year(ask):
    said = ask("gap between Derby and England in the rate of children in need, each year from 2014 to 2018")
    assert said.query.years == (2014, 2015, 2016, 2017, 2018)
    assert said.text.count("Year by year against England") == 1
    assert said.text.count(" against ") == 1 + 5


def test_a_standing_against_wider_areas_gives_them_too(ask):
    said = ask("Where do we stand on the rate of children in need in 2016 against England?", "Derby")
    assert [query.intent for query in said.queries] == [Intent.RANK, Intent.COMPARE]


def test_bands_listed_with_one_unit_are_all_read(ask):
    said = ask("ICPCs in Derby in 2023: how many were held at 0-10, 11-15, 16-20 and 21+ working days?")
    assert categories(said) == ["0_to_10_days", "11_to_15_days", "16_to_20_days", "21_days_or_more"]


def test_the_same_figures_are_all_of_the_list(ask):
    said = ask("(a) referrals in Derby in 2016 (b) children in need in Derby in 2016 (c) the same two figures for the previous year")
    asked = [(query.topics[0].indicator, query.years) for query in said.queries]
    assert asked[2:] == [("referrals", (2015,)), ("children_in_need_at_31_march", (2015,))]


def test_episodes_are_not_said_to_be_cases(ask):
    assert "Cases" not in ask("how many episodes ended in Derby in 2016?").text
    assert "Cases" in ask("how many cases did Derby have in 2016?").text


@pytest.mark.parametrize(
    ("question", "outcomes"),
    [
        ("My son is autistic. How many children in need were there in Derby in 2016?", {"answered"}),
        ("My son is on a plan. When is his next visit?", {"refused"}),
        ("My daughter is being hit. How many children in need are there in Derby?", {"refused"}),
    ],
)
def test_ones_own_child_told_of_first_stops_only_what_is_about_that_child(question, outcomes, ask):
    assert ask(question).outcome in outcomes


def test_all_years_but_one_are_all_but_that(ask):
    years = ask("section 47s in Derby in all years but 2021").query.years
    assert 2021 not in years
    assert {2020, 2022} <= set(years)


def test_a_new_member_asks_of_all_children_not_of_new_ones(ask):
    said = ask("As a new lead member: how does our rate of children in need compare with England?", "Derby")
    assert said.query.topics[0].indicator == "children_in_need_at_31_march"
    assert ask("How many new cases did we get in 2016?", "Derby").query.topics[0].indicator == "episodes_of_need_starting"


def test_the_whole_named_first_is_what_the_number_given_is_of(ask):
    said = ask("Of the 400 children in need in Derby in 2016, how many were on the register?", "Derby")
    assert "2,342" in said.text.split("\n")[0]


@pytest.mark.parametrize("question", ["Is Derby's re-referral percentage double England's?", "Are referrals in Derby double the England rate?"])
def test_double_another_areas_figure_is_no_rise_over_years(question, ask):
    said = ask(question)
    assert (said.query.intent, said.query.times) == (Intent.COMPARE, True)


def test_and_englands_adds_to_our_figure(ask):
    said = ask("Last year's section 47 number please. And England's.", "Derby")
    assert [query.places for query in said.queries] == [(DERBY,), (ENGLAND,)]


def test_a_bare_year_at_the_end_says_nothing_twice(ask):
    assert len(ask("Did Derby have more referrals than Leeds? 2016").queries) == 1


def test_fewer_of_a_category_is_answered_in_numbers(ask):
    said = ask("Are the police sending fewer referrals to Derby in 2018 than in 2016?")
    assert said.outcome == "answered"
    assert "the number of referrals" in said.text


@pytest.mark.parametrize(
    "question",
    ["Do we have fewer referrals than in 2016?", "Have we got more referrals than we had in 2016?", "How do our referrals compare with 2016?"],
)
def test_than_in_a_year_is_a_change_since_that_year(question, ask):
    query = ask(question, "Derby").query
    assert (query.intent, query.years, query.comparators) == (Intent.CHANGE, (2016, 2024), ())


def test_than_an_area_in_a_year_is_that_area(ask):
    query = ask("Do we have more children in need than Leeds in 2016?", "Derby").query
    assert (query.intent, query.years, query.places) == (Intent.COMPARE, (2016,), (DERBY, LEEDS))


@pytest.mark.parametrize(
    ("question", "bands"),
    [
        ("children in need for 6 months or more but less than 1 year in Derby in 2023", ["more_than_6_months_to_under_1_year"]),
        ("children in need for under 3 months or over 2 years in Derby in 2023", ["3_months_or_less", "2_years_or_more"]),
        ("assessments in Derby in 2023 taking more than 20 but fewer than 41 days", ["21_to_30_days", "31_to_40_days"]),
    ],
)
def test_two_limits_are_both_kept(question, bands, ask):
    assert categories(ask(question)) == bands


def test_a_limit_in_another_measure_than_the_band_is_declined(ask):
    assert ask("ICPCs in Derby in 2023 over 15 but within 20 days").outcome == "not_held"


def test_a_year_said_to_be_the_lowest_is_held_against_all_years(ask):
    query = ask("Was 2021 our lowest year for referrals?", "Derby").query
    assert (query.intent, query.of_years, query.years) == (Intent.TREND, True, ())


def test_minus_englands_is_a_gap_and_not_starts_less_ends(ask):
    query = ask("CIN rate 2024 minus England's", "Derby").query
    assert (query.intent, query.places) == (Intent.COMPARE, (DERBY, ENGLAND))
    assert ask("plans started minus plans ended 2024", "Derby").query.intent is Intent.NET


@pytest.mark.parametrize("question", ["referrals 2023: us, Leeds", "referrals in 2023 for Leeds and us", "referrals in 2023 for us and Leeds"])
def test_we_are_one_of_a_list_of_places(question, ask):
    assert set(ask(question, "Derby").query.places) == {DERBY, LEEDS}


def test_tell_us_lists_nobody(ask):
    assert ask("tell us Leeds referrals in 2023", "Derby").query.places == (LEEDS,)
