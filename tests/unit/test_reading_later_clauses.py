"""What a later clause or a later item of a list says, and to what it holds: bases of comparison, metrics, shared heads, comparators, categories."""

from __future__ import annotations

import itertools

import pytest

from cin_narrative.reading.contract import Ask, Reading, Turn
from cin_narrative.reading.grammar import Grammar

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
