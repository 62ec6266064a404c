"""Every choice that is offered leads to an answer: its reading does, and so does its question typed."""

import pytest
from readings import NEED, REFERRALS, ask, measure, reading

from cin_narrative import api
from cin_narrative.cli.questions import answer_lines
from cin_narrative.questions import answer
from cin_narrative.store.store import Store

ASKS = {
    "value": ask("value", NEED, areas=["Derby"], years=[2016]),
    "percentage": ask("value", "rereferrals_within_12_months", areas=["Derby"], years=[2020]),
    "trend": ask("trend", "section_47_enquiries", areas=["Derby"]),
    "compare": ask("compare", NEED, areas=["Derby"], years=[2019], compare_with=[{"words": "England"}]),
    "england": ask("value", NEED, areas=["England"], years=[2018]),
    "change": ask("change", REFERRALS, areas=["Derby"], years=[2015, 2018]),
    "breakdown": ask("breakdown", measure("children_in_need_by_primary_need", all_categories=True), areas=["Derby"], years=[2018]),
}  # fmt: skip
LOST = {
    "no measure": ask("value", areas=["Derby"], years=[2016]),
    "no such place": ask("value", NEED, areas=["Darby"], years=[2016]),
    "no such year": ask("value", NEED, areas=["Derby"], years=["the year of the dragon"]),
    "two measures": ask("value", NEED, areas=["Derby"], years=[2016], outcome="ask_back", readings=[measure(REFERRALS)]),
    "money": ask("value", areas=["Derby"], restrictors=[{"words": "spending", "what": "other_dataset"}]),
    "term": ask("definition", restrictors=[{"words": "c", "what": "attribute"}]),
    "weather": ask("none", outcome="decline", decline="other_subject"),
}  # fmt: skip
GIVEN = ("answered", "nearest")


@pytest.fixture(scope="module")
def store(starter_store):
    with Store.open(starter_store) as opened:
        yield opened


@pytest.fixture(scope="module")
def put(store, catalogue, areas):
    return lambda one, home=None: answer("?", store, catalogue, areas, home, reading=reading(one))


@pytest.mark.parametrize("lost", LOST.values(), ids=LOST)
def test_a_choice_leads_to_an_answer_by_its_reading_and_by_its_words(put, store, lost):
    found = put(lost)
    assert found.options
    for option in found.options:
        assert api.answer(store, option.question, option.reading).outcome in GIVEN, option.label
        assert api.ask(store, option.question).outcome in GIVEN, option.question


@pytest.mark.parametrize("lost", LOST.values(), ids=LOST)
def test_a_command_never_lists_choices_without_words_that_lead_to_them(put, lost):
    lines = "\n".join(answer_lines(put(lost))).splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("  - "))
    assert lines[first - 1].endswith(":"), lines


def test_each_slot_says_what_was_understood(put, store):
    chips = api.interpretation(store, put(ASKS["value"]))
    assert {chip.slot: chip.value for chip in chips} == {
        "indicator": "Children in need at 31 March", "area": "Derby", "period": "31 March 2016", "comparator": "nothing", "measure": "number and rate",
    }  # fmt: skip


def test_a_place_of_the_question_before_is_carried_over_and_was_not_typed(store):
    before = "List the rate of referrals for each East Midlands council"
    chips = api.interpretation(store, api.ask(store, "How many were on a plan in May 2016?", "Derby", [before]), "Derby")
    assert {chip.slot: chip.how for chip in chips}["area"] == "carried over"
    chips = api.interpretation(store, api.ask(store, "How many were on a plan in Derby in May 2016?", "Derby", [before]), "Derby")
    assert {chip.slot: chip.how for chip in chips}["area"] == "typed"


@pytest.mark.parametrize("asked", ASKS.values(), ids=ASKS)
def test_each_change_of_a_slot_is_offered_only_where_it_leads_to_an_answer(put, store, asked):
    chips = api.interpretation(store, put(asked))
    assert any(chip.alternatives for chip in chips)
    for chip in chips:
        for option in chip.alternatives:
            found = api.answer(store, option.question, option.reading)
            assert found.outcome == "answered", (chip.slot, option.question)
            assert found.commentary.figures


def test_a_change_of_one_slot_leaves_the_others(put, store):
    before = put(ASKS["value"])
    (chip,) = [one for one in api.interpretation(store, before) if one.slot == "area"]
    for option in chip.alternatives:
        after = api.answer(store, option.question, option.reading)
        assert after.resolved[0].topics == before.resolved[0].topics
        assert after.resolved[0].years == before.resolved[0].years
        assert after.resolved[0].places != before.resolved[0].places


def test_the_home_authority_is_offered_where_another_place_was_asked_about(put, store):
    found = put(ASKS["value"], "Cheshire West and Chester")
    (chip,) = [one for one in api.interpretation(store, found, "Cheshire West and Chester") if one.slot == "area"]
    assert "Cheshire West and Chester" in [option.label for option in chip.alternatives]


@pytest.mark.parametrize("asked", [ask("help"), ask("definition", NEED), ask("coverage"), ask("top", NEED, limit={"n": 1, "order": "highest"})])
def test_what_has_no_slots_has_no_chips(put, store, asked):
    assert api.interpretation(store, put(asked)) == []
