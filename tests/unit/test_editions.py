"""Words that name a release, and cells of cross-tables."""

from types import SimpleNamespace

import pytest

from cin_narrative.questions.crossing import cross_cell
from cin_narrative.questions.editions import edition_of
from cin_narrative.questions.spelling import is_right

STORE = SimpleNamespace(releases={"2020": None, "2024": None}, release_years={"2020": (2013, 2020), "2024": (2013, 2024)})


@pytest.mark.parametrize(
    ("question", "rest", "releases"),
    [
        ("In the 2020 release, CIN in Derby 2016?", "cin in derby 2016?", ("2020",)),
        ("CIN in Derby 2016 as published in the 2020 release", "cin in derby 2016", ("2020",)),
        ("CIN in Derby 2016 as first published", "cin in derby 2016", ("first-published",)),
        ("CIN in Derby 2016 as first published and in the 2024 release", "cin in derby 2016", ("first-published", "2024")),
        ("CIN in Derby 2016 in the 2020 and 2024 releases", "cin in derby 2016", ("2020", "2024")),
        ("CIN in Derby 2016 first published versus now", "cin in derby 2016", ("first-published", "latest")),
        ("has CIN in Derby 2016 been revised?", "what was cin in derby 2016?", ("first-published", "2020", "latest")),
        ("CIN in Derby 2016", "CIN in Derby 2016", ("latest",)),
    ],
)
def test_a_release_named_is_taken_out_of_the_question(question, rest, releases):
    found = edition_of(question, STORE, "latest")
    assert (found.question, found.releases) == (rest, releases)


def test_a_release_that_is_not_held_is_missing():
    assert edition_of("CIN in Derby in the 2019 release", STORE, "latest").missing == "2019"


@pytest.mark.parametrize(
    ("mentions", "cell"),
    [
        ([["children_in_need_by_sex/male"], ["children_in_need_by_age/5_to_9"]], "male_5_to_9"),
        ([["children_in_need_by_sex/female"], ["children_in_need_by_primary_need/abuse_or_neglect"]], "female.abuse_or_neglect"),
        ([["children_in_need_by_sex/female"]], None),
    ],
)
def test_two_categories_together_are_one_cell_of_a_cross_table(mentions, cell, catalogue):
    found = cross_cell(["children_in_need_at_31_march"], mentions, SimpleNamespace(catalogue=catalogue))
    assert (found.category if found else None) == cell


@pytest.mark.parametrize(("word", "right"), [("paris", True), ("mothers", True), ("refferals", False)])
def test_the_list_of_right_words_holds_ordinary_english(word, right):
    assert is_right(word) is right
