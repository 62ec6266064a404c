"""What a later clause or a later item of a list says, and to what it holds: bases of comparison, metrics, shared heads, comparators, categories."""

from __future__ import annotations

import itertools

import pytest

from cin_narrative.reading.contract import Ask, Reading, Turn
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.quantities.dates import period

READER = Grammar()
LATEST = "latest"


def read(question: str, *before: str) -> Reading:
    turns: list[Turn] = []
    for one in before:
        turns.append(Turn(question=one, reading=READER.read(one, turns)))
    return READER.read(question, turns)


def when(ask: Ask) -> list[str | None]:
    return [one.words or one.default for one in ask.periods]


def measured(reading: Reading) -> set[tuple[str | None, tuple[str, ...], str | None]]:
    return {(one.indicator, one.categories, one.metric) for ask in reading.asks for one in ask.measures}


def left(reading: Reading) -> list[str | None]:
    return [one.words for ask in reading.asks for one in ask.restrictors]


@pytest.mark.parametrize("asked", ["how many referrals did Hull have", "how many children are on plans in Hull", "Hull referral numbers"])
@pytest.mark.parametrize("base", ["is that up on {}", "is it down on {}", "is that more than in {}", "is that up or down on {}"])
@pytest.mark.parametrize("last", ["how does the rate compare with England", "where does it rank", "what is the rate"])
@pytest.mark.parametrize("year", ["2015", "2021-22"])
def test_the_year_that_a_figure_is_set_against_is_of_the_comparison_alone(asked, base, last, year):
    asks = read(f"{asked}, {base.format(year)}, and {last}?").asks
    change = next(one for one in asks if one.ask == "change")
    assert when(change)[:1] == [year] and when(change)[1:] in ([LATEST], []) and LATEST in [*when(change), *when(asks[-1])]
    assert asks[-1].ask != "change" and year not in when(asks[-1])
    source = asks[asks[-1].from_ask.ask] if asks[-1].from_ask else asks[-1]  # or of an ask that names no year
    assert when(source) in ([], [LATEST]) and ("periods" not in asks[-1].inherits or source is not change)


@pytest.mark.parametrize(("question", "years"), [
    ("Are more children on plans in Swindon than in 2018-19, before covid?", ["2018-19", LATEST]),
    ("Referrals in Kent in 2019 (before the pandemic) and in 2023", ["2019", "2023"]),
    ("Referrals in Kent in 2023, before covid", ["2023", "before covid"]),  # no such year: not passed over
])  # fmt: skip
def test_an_event_right_behind_a_year_that_it_tells_of_is_no_second_year(question, years):
    assert when(read(question).asks[0]) == years


REFERRALS, AGAIN, CLOSED = "referrals", "rereferrals_within_12_months", "referrals_no_further_action"


def test_each_item_of_a_list_has_its_own_metric_whatever_their_order():
    items = {"referrals": (REFERRALS, None), "% re-referrals": (AGAIN, "percentage"), "% NFA": (CLOSED, "percentage"),
             "assessments completed": ("assessments_completed", None), "rate of s47s": ("section_47_enquiries", "rate")}  # fmt: skip
    for order in itertools.permutations(items, 4):
        found = read(f"Salford 2023/24: {', '.join(order)}")
        wanted = {(name, metric) for name, metric in (items[one] for one in order)}
        names = {(one, metric) for one, _, metric in measured(found)}
        assert {one for one, _ in names} == {one for one, _ in wanted}, order
        assert {one for one in wanted if one[1]} <= names and not {(REFERRALS, "percentage"), ("assessments_completed", "percentage")} & names


@pytest.mark.parametrize(("question", "metrics"), [
    ("re-referrals in Leeds in 2020, number and %", {"count", "percentage"}),
    ("Re-referrals in Leeds in 2020 as a %", {"percentage"}),
    ("the number and percentage of re-referrals in Leeds", {"count", "percentage"}),
])  # fmt: skip
def test_a_sign_at_the_end_is_read(question, metrics):
    found = read(question)
    assert {metric for _, _, metric in measured(found)} == metrics and not left(found)


@pytest.mark.parametrize(("question", "named"), [
    ("starts and ends of CP plans in Kent", {"child_protection_plans_starting", "child_protection_plans_ending"}),
    ("starts, and ends, of CP plans in Kent", {"child_protection_plans_starting", "child_protection_plans_ending"}),
    ("new and repeat CP plans in Kent", {"child_protection_plans_starting", "child_protection_plans_second_or_subsequent"}),
    ("episodes at any point in the year, and CIN at 31 March, in Kent", {"episodes_of_need_at_any_point", "children_in_need_at_31_march"}),
])  # fmt: skip
def test_two_heads_share_what_stands_behind_the_second(question, named):
    found = read(question)
    assert {one for one, _, _ in measured(found)} == named and not left(found)


def test_a_list_of_factors_is_read_whole_whosever_they_are():
    found = read("Worcestershire 2024 - drug misuse (parent), mental health (child), alcohol misuse, CSE and self-harm factor counts")
    named = {(one, name) for one, names, _ in measured(found) for name in names}
    assert named == {("assessment_factors_any_person", "alcohol_misuse")} | {
        ("assessment_factors", name) for name in ("drug_misuse_parent", "mental_health_child", "child_sexual_exploitation", "self_harm")}  # fmt: skip
    assert not left(found)


@pytest.mark.parametrize("ask", ["What about neglect, and physical abuse?", "How about neglect and physical abuse?", "And neglect and physical abuse?"])
def test_a_list_of_categories_in_a_later_question_is_of_the_breakdown_before(ask):
    found = read(ask, "How many children in Suffolk were on a child protection plan for emotional abuse in 2024?")
    (one,) = found.asks[0].measures
    assert one.indicator == "child_protection_plans_at_31_march_by_latest_category" and {*one.categories} == {"neglect", "physical_abuse"}
    assert not left(found)


@pytest.mark.parametrize("added", ["with the England figure for each", "plus the national rate", "alongside the North West figures"])
def test_a_place_that_is_added_does_not_take_the_place_of_the_one_before(added):
    asks = read(f"For Bolton: the rate of children in need and the percentage of repeat plans, {added}").asks
    assert all([one.words for one in ask.areas][:1] == ["Bolton"] and len([*ask.areas, *ask.compare_with]) == 2 for ask in asks)


def test_when_counting_began_is_the_first_year_held():
    first, then = read("How many assessments in Hull flagged gangs when they started counting and how many now?").asks
    assert when(first) == ["when they started counting"] and when(then) == ["now"] and not first.restrictors


@pytest.mark.parametrize(("question", "measure", "way"), [
    ("do assessments take longer in Barnet than in Camden?", "assessment_duration_percentiles", "higher"),
    ("are conferences quicker in Barnet than in Camden?", "conference_duration_percentiles", "lower"),
    ("are assessments taking longer in Barnet than in 2020?", "assessment_duration_percentiles", "up"),
    ("are assessments in Barnet quicker or slower than in 2020?", "assessment_duration_percentiles", None),
])  # fmt: skip
def test_how_long_things_take_is_told_by_the_median(question, measure, way):
    (ask,) = read(question).asks
    assert measured(read(question)) == {(measure, ("median",), None)} and not ask.restrictors
    assert way == (ask.than or (ask.change.direction if ask.change else None)) and ask.ask in ("compare", "change")


def test_what_has_no_median_keeps_the_word_that_asks_for_one():
    (ask,) = read("Do plans last longer in Leeds than in Hull?").asks
    assert [one.words for one in ask.restrictors] == ["longer"]


@pytest.mark.parametrize(("question", "wanted"), [
    ("How many individual referrals did Leeds get in 2023?", {("referrals", ())}),
    ("How many referrals came from individuals in Leeds in 2023?", {("referrals_by_source", ("individual",))}),
    ("Do schools in Bristol make a bigger share of referrals than schools do nationally?", {("referrals_by_source", ("schools",))}),
    ("How many referrals did Hull get in 2023, police only?", {("referrals_by_source", ("police",))}),
    ("How much more common is neglect than emotional abuse for plans in Leeds?",
     {("child_protection_plans_at_31_march_by_latest_category", (name,)) for name in ("neglect", "emotional_abuse")}),
    ("How many children have got a social worker in Torbay?", {("children_in_need_at_31_march", ())}),
    ("How many times did the police flag a child to social services in London in 2024?", {("referrals_by_source", ("police",))}),
    ("Are more children being sent back to social services within a year in Norfolk than in 2018?", {("rereferrals_within_12_months", ())}),
    ("How often does Plymouth hold the first child protection meeting within the 15 days?", {("conferences_within_15_working_days", ())}),
    ("How many children were on a plan during 2024 in Leeds?", {("children_on_child_protection_plans_at_any_point", ())}),
    ("Number of babies under one on a child protection plan in England in 2024", {("child_protection_plans_by_age", ("under_1",))}),
])  # fmt: skip
def test_everyday_words_name_the_measure_and_nothing_is_left(question, wanted):
    found = read(question)
    assert {(one, names) for one, names, _ in measured(found)} == wanted and not left(found)


def test_two_bands_of_one_child_are_not_added_up():
    (ask,) = read("how many babies were on a child protection plan before they were even born in England").asks
    assert ask.measures[0].categories == ("unborn",) and [one.words for one in ask.restrictors] == ["babies"]


@pytest.mark.parametrize(("question", "meant", "gone"), [
    ("Referrals for Kent, sorry, Essex in 2023", "Essex", "Kent"),
    ("How many referrals did Hull get in 2022 - no, 2023?", "2023", "2022"),
    ("Plans in Leeds, oops, actually Hull at 31 March 2024", "Hull", "Leeds"),
])  # fmt: skip
def test_what_is_put_right_in_one_sentence_is_heeded(question, meant, gone):
    (ask,) = read(question).asks
    said = {one.words for one in (*ask.areas, *ask.periods)}
    assert meant in said and gone not in said and ask.withdrawn == gone


def test_places_of_a_list_are_not_put_right():
    (ask,) = read("Referrals in Kent, Essex and, not Hull, but Leeds in 2023").asks
    assert {"Kent", "Essex"} <= {one.words for one in ask.areas} and ask.withdrawn is None


def test_each_of_two_moves_is_of_its_own_year():
    up, down = read("Did referrals in Leeds rise in 2024 but fall in 2023?").asks
    assert (when(up), when(down)) == (["2024"], ["2023"]) and (up.change.direction, down.change.direction) == ("up", "down")


def test_a_working_day_is_said_to_be_none_that_is_held():
    (ask,) = read("assessments per working day in Leeds in 2023").asks
    assert ask.ask == "aggregate" and [one.words for one in ask.restrictors] == ["working"]


def test_the_place_of_one_among_all_is_asked_by_where_it_is():
    (ask,) = read("out of all the councils where is Southend for kids on child protection").asks
    assert ask.ask == "rank" and not ask.restrictors


@pytest.mark.parametrize(("question", "measure"), [
    ("Quick one before the board - our CPP number at 31 March 2024", "child_protection_plans_at_31_march"),
    ("What share of new plans in Leeds were on a plan before?", "child_protection_plans_second_or_subsequent"),
])  # fmt: skip
def test_before_something_else_is_no_repeat(question, measure):
    assert measure in {one for one, _, _ in measured(read(question))}


def test_both_ways_at_once_are_no_way():
    (ask,) = read("Were there more or fewer referrals in Bolton in 2024 than in 2023?").asks
    assert not ask.restrictors and (ask.change is None or ask.change.direction is None) and ask.than is None
    assert left(read("Have we more or less halved the plans in Swindon since 2018?"))


def test_one_year_is_set_against_each_of_several():
    asks = read("Did Plymouth have fewer re-referrals in 2024 than in 2023, and than in 2022?").asks
    assert [when(one) for one in asks] == [["2024", "2023"], ["2024", "2022"]]


def test_a_year_and_a_place_that_one_is_set_against_are_two_asks():
    change, compare = read("How are reviews in time in Hull against last year, and against England?").asks
    assert (change.ask, when(change)) == ("change", ["last year"]) and compare.ask == "compare" and not when(compare)


@pytest.mark.parametrize(("question", "before", "named"), [
    ("Newham too. Which has the higher rate?", "How many children were on plans in Tower Hamlets in 2024?", {"Tower Hamlets", "Newham"}),
    ("Nottingham, Derby and Leicester: children in need per 10,000, and who's top?", None, {"Nottingham", "Derby", "Leicester"}),
])  # fmt: skip
def test_the_first_of_those_that_were_named(question, before, named):
    ask = read(question, *([before] if before else [])).asks[-1]
    assert ask.ask == "top" and {one.words for one in ask.areas} == named


def test_the_other_end_of_a_ranking_and_the_standing_of_a_region():
    other, london = read("And the lowest? And where does London come?", "Which region has the highest CPP rate?").asks
    assert other.ask == "top" and other.limit and other.limit.order == "lowest" and other.areas[0].set == "all_regions"
    assert london.ask == "rank" and [one.words for one in london.areas] == ["London"]
    limited = read("Which boroughs in London have the highest CIN rate? Top five will do").asks
    assert len(limited) == 1 and limited[0].limit and limited[0].limit.n == 5


def test_a_metric_right_behind_an_item_is_its_own():
    found = read("Bradford: re-referrals %, s47 rate, ICPC within 15 days %, repeat plans %, 2024, each against England")
    metrics = {one: metric for one, _, metric in measured(found)}
    assert metrics.pop("section_47_enquiries") == "rate" and set(metrics.values()) == {"percentage"} and len(metrics) == 3


@pytest.mark.parametrize(("question", "before", "wanted"), [
    ("what percentage of those went to an initial conference?", "Section 47 enquiries in Kent for 2024 please", "ratio"),
    ("How many became subject of a plan a second time in Leeds, and what percentage of new plans was this?", None, "value"),
    ("what about ones that finished within 3 months?", "how long do child protection plans last in Lincolnshire?", "value"),
    ("And were we five years ago?", "Are we above the South East for children on plans?", "compare"),
])  # fmt: skip
def test_a_later_clause_is_of_what_was_asked_before(question, before, wanted):
    ask = read(question, *([before] if before else [])).asks[-1]
    assert ask.ask == wanted
    if wanted == "compare":
        assert [one.words for one in ask.compare_with] == ["South East"]


@pytest.mark.parametrize(("words", "first", "last"), [
    ("for the three years to March 2024", 2022, 2024),
    ("over the five years ending 31 March 2023", 2019, 2023),
    ("in the two years to 2019", 2018, 2019),
])  # fmt: skip
def test_so_many_years_to_a_year_are_a_run(words, first, last):
    (one,) = read(f"Referrals in Kent {words}").asks[0].periods
    meaning = period(one.words or "")
    assert meaning is not None and (meaning.form, meaning.first, meaning.last) == ("span", first, last)


@pytest.mark.parametrize(("question", "wanted"), [
    ("Did schools account for a bigger share of referrals in Norfolk or in Suffolk in 2022-23?", {"referrals_by_source"}),
    ("I need a sentence for the needs assessment on how the children in need rate in Kent has moved since 2015", {"children_in_need_at_31_march"}),
    ("percentage of child protection plans going on more than 2 years in Lancashire", {"child_protection_plans_at_31_march_two_years_or_more"}),
    ("Does Medway take more families to conference than Kent does?", {"initial_child_protection_conferences"}),
    ("Wirral - total open kids at the end of march", set()),
])  # fmt: skip
def test_words_that_mean_something_else_here_name_no_measure(question, wanted):
    assert {one for one, _, _ in measured(read(question))} == wanted


def test_what_stands_beside_a_ranking_of_kinds_is_a_figure_by_itself():
    value, top = read("The CIN rate and the CPP rate in Kent in 2024, and the most common primary need").asks
    assert value.ask == "value" and len(value.measures) == 2 and top.ask == "top" and len(top.measures) == 1
