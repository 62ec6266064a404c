"""The lists of everyday words: how a saying must stand, and that every one of them can be reached. Needs no library of a model."""

import pytest

from cin_narrative.questions.conversation import understand
from cin_narrative.questions.everyday import inflected, numbered
from cin_narrative.questions.setting import make_setting
from cin_narrative.questions.unsettled import unsettled

NEED, STARTED = "children_in_need_at_31_march", "children_starting_an_episode_of_need"
ENQUIRIES, OF_CHILDREN = "section_47_enquiries", "children_subject_to_section_47_enquiries"
READ = (
    ("How many tip-offs about kids did Derby get in 2016?", "referrals"), ("How many flags about children were raised in Derby?", "referrals"),
    ("How many kids were flagged up to social services in Derby?", "children_referred"),
    ("How many kids had strategy talks in Derby?", OF_CHILDREN), ("How many children were probed in Derby?", OF_CHILDREN),
    ("How many kids did social services look into in Derby?", OF_CHILDREN), ("What was the rate of kids looked into in Derby?", OF_CHILDREN),
    ("How many kids were looked into by social services in Derby?", OF_CHILDREN), ("How many child harm inquiries were launched in Derby?", ENQUIRIES),
    ("How many children is Derby looking out for?", NEED), ("How many youngsters does Derby have its eye on?", NEED),
    ("How many kids were being propped up in Derby?", NEED), ("How many kids joined the books in Derby?", STARTED),
    ("How many kids came off the books in Derby?", "children_ending_an_episode_of_need"), ("How many kids bounced back to social services in Derby?", "children_rereferred_within_12_months"),
    ("How many youngsters were sized up in Derby?", "assessments_completed"), ("How many evaluations of children did Derby do?", "assessments_completed"),
    ("How many big safety meetings were held for children in Derby?", "initial_child_protection_conferences"),
    ("How many kids were on the danger register in Derby?", "child_protection_plans_at_31_march"),
    ("How many kids were given a safety blueprint in Derby?", "children_starting_child_protection_plans"),
    ("How many tip-offs about kids that led nowhere were there in Derby?", None), ("How many kids ended up back on the books in Derby?", "children_rereferred_within_12_months"),
)  # fmt: skip


@pytest.fixture(scope="module")
def setting(opened, catalogue, areas):
    return make_setting(opened, catalogue, areas, None)


def candidates(question, setting):
    reading = understand(question, None, setting)
    gap = unsettled(reading.parts, setting.catalogue) if reading.stopped is None else None
    return dict(gap.candidates) if gap else {}


@pytest.mark.parametrize(("question", "indicator"), READ)
def test_a_wording_could_stand_for_one_measure_alone(question, indicator, setting):
    assert list(candidates(question, setting)) == ([indicator] if indicator else [])


def test_the_words_that_stand_for_it_are_those_of_the_list(setting):
    assert candidates("How many tip-offs about kids did Derby get in 2016?", setting) == {"referrals": ("tip offs", "get")}
    assert candidates("How many kids were on the radar in Derby?", setting) == {NEED: ("on the radar",)}


@pytest.mark.parametrize(("word", "forms"), [
    ("probe", {"probe", "probes", "probed", "probing"}), ("size", {"sizes", "sized", "sizing"}), ("tip", {"tips", "tipped", "tipping"}),
    ("worry", {"worries", "worried", "worrying"}), ("launch", {"launches", "launched", "launching"}), ("see", {"sees", "seeing"}),
])  # fmt: skip
def test_the_regular_forms_of_a_verb(word, forms):
    assert forms <= inflected(word)


def test_the_number_of_a_noun():
    assert {"inquiry", "inquiries"} <= numbered("inquiry") and {"flash", "flashes"} <= numbered("flash") and {"alarm", "alarms"} <= numbered("alarm")


def test_what_the_service_gets_is_of_no_kind_unless_children_are_spoken_of(setting):
    assert not candidates("How many alerts did social services get in Derby?", setting)
    assert list(candidates("How many alerts about kids did social services get in Derby?", setting)) == ["referrals"]


def past(verb):
    base, *irregular = verb.split("/")
    ends_in_ed = min((form for form in inflected(base) if form.endswith("ed")), key=len)
    return irregular[0] if irregular else base if base in ("put", "let") else ends_in_ed


def as_asked(saying, title):
    """A question with the saying in it, as it must stand."""
    way, verb, *rest = [*saying.replace("service", "social services").split(" "), ""]
    ending = f"{' '.join(rest)} in Derby in 2016?"
    if way == "to":
        return f"What was the number of kids {past(verb)} {ending}"
    if way == "being":
        return f"What was the number of kids social services were {min((form for form in inflected(verb) if form.endswith('ing')), key=len)} {ending}"
    if way == "they":
        return f"How many kids {past(verb)} {ending}"
    if way == "had":
        return f"How many kids {saying} in Derby in 2016?"
    if title.startswith("Children"):
        return f"What was the number of {saying}ren in Derby in 2016?" if saying.endswith("child") else f"How many kids were {saying} in Derby in 2016?"
    return f"How many {saying} about children were there in Derby in 2016?"


def test_every_saying_of_every_list_can_be_reached_and_means_one_thing(setting, catalogue):
    sayings = [(indicator, saying) for indicator in catalogue for saying in indicator.everyday]
    assert len(sayings) > 800
    lost = [(one.id, saying) for one, saying in sayings if list(candidates(as_asked(saying, one.title), setting)) != [one.id]]
    assert lost == []
