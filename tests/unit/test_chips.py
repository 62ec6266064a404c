"""Chips: how a question was read, and what each slot can be changed to; every offer is proved to change just that."""

import pytest

from cin_narrative import api
from cin_narrative.store.store import Store

QUESTIONS = [
    "How many children in need were there in Derby in 2016?",
    "re-referrals in Derby 2020",
    "trend in section 47 enquiries in Derby",
    "child protection plans in Derby 2019 compared with England",
    "children in need in England 2018",
    "average referrals in Derby from 2018 to 2020",
]
SLOTS = {"indicator": ("indicators",), "area": ("areas",), "period": ("years",), "comparator": ("comparators",), "measure": ("measure",)}
FOLLOWS = {"indicator": {"measure", "years"}, "period": {"intent"}, "comparator": {"intent", "areas"}}  # what a slot may take with it


@pytest.fixture(scope="module")
def store(starter_store):
    with Store.open(starter_store) as opened:
        yield opened


def offers(store, question, home=None):
    found = api.ask(store, question, home)
    return found, {chip.slot: chip for chip in api.interpretation(store, found, home)}


def test_each_slot_says_what_was_understood(store):
    _, chips = offers(store, "How many children in need were there in Derby in 2016?")
    assert {slot: chip.value for slot, chip in chips.items()} == {
        "indicator": "Children in need at 31 March", "area": "Derby", "period": "31 March 2016", "comparator": "nothing", "measure": "number",
    }  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_offer_changes_its_slot_and_leaves_the_others(store, question):
    found, chips = offers(store, question)
    assert any(chip.alternatives for chip in chips.values())
    before = found.query.record()
    for slot, chip in chips.items():
        for option in chip.alternatives:
            said = api.ask(store, option.question, None, [question])
            assert said.outcome == "answered", option
            after = said.query.record()
            changed = {name for name in before if before[name] != after[name]}
            assert changed & {*SLOTS[slot], *FOLLOWS.get(slot, set())}, option
            allowed = {*SLOTS[slot], *FOLLOWS.get(slot, set()), "categories"}
            if not (slot == "measure" or before["measure"] != "count"):
                allowed |= {"measure"}
            assert changed <= allowed, (option, changed)


def test_the_home_authority_is_offered_where_another_place_was_asked_about(store):
    _, chips = offers(store, "children in need in Derby 2016", "Cheshire West and Chester")
    assert "Cheshire West and Chester" in [option.label for option in chips["area"].alternatives]


@pytest.mark.parametrize("question", ["what can I ask?", "which authority has the most children in need", "the weather in Derby", "define CIN"])
def test_what_has_no_slots_has_no_chips(store, question):
    assert api.interpretation(store, api.ask(store, question)) == []
