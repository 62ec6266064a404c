"""A question whose form is yes or no, of every operator that can be asked so, begins with one of
these or says that it does not."""

import re

import pytest

from cin_narrative.writing.commentary import source_line

BEGINS = re.compile(r"(?:Yes|No):|DfE does not say|This is not answered with yes or no")
ASSUMED = "No year was given"


def first(said):
    return next(p.text for p in said.commentary.paragraphs if not p.text.startswith(ASSUMED))


@pytest.mark.parametrize(("question", "begins"), [
    ("Was Blackpool's rate of children in need the highest in the country in 2024?", "No: in Blackpool"),
    ("Was Blackpool's rate of children in need the third highest in England in 2024?", "Yes: in Blackpool"),
    ("Is Blackpool in the top five for rate of children in need?", "Yes: in Blackpool"),
    ("Was Kent the second highest for referrals rate in the South East in 2024?", "No: in Kent, the rate of referrals"),
    ("Did Kent have the most child protection plans in the South East in 2024?", "Yes: Kent had 1,211"),
    ("Was Hull's rate of referrals the worst in Yorkshire in 2024?", "DfE does not say"),
    ("Is Leeds in the bottom quarter for referrals?", "No: in Leeds"),
    ("Did Essex complete more assessments than referrals in 2024?", "Yes: in Essex"),
    ("Were there fewer referrals than assessments in Kent in 2024?", "No: in Kent"),
    ("Did more child protection plans end than start in Leeds in 2024?", "No: in Leeds"),
    ("Did Sheffield start more plans than it ended in 2024?", "Yes: in Sheffield, there were 663"),
    ("Were Leeds and Bradford both above England for referrals in 2024?", "Yes: in Leeds"),
    ("Did referrals in Leeds go up in 2024?", "No: in Leeds"),
    ("Have referrals in Kent risen every year since 2020?", "No: in Kent"),
    ("Is the rate of children in need in Leeds higher than England in 2024?", "No: in Leeds"),
    ("Did Leeds have over 5,000 referrals in 2024?", "Yes: 9,914"),
    ("Has the gap between Leeds and England on referrals closed since 2020?", "Yes: in Leeds"),
])  # fmt: skip
def test_a_yes_or_no_question_begins_with_the_answer(put, question, begins):
    assert first(put(question)).startswith(begins)


FORMS = (
    "Was {area}'s rate of {what} the {end} in England in 2024?",
    "Is {area} in the top ten for {what}?",
    "Is {area} in the bottom quarter for {what}?",
    "Did {what} in {area} go up in 2024?",
    "Have {what} in {area} fallen every year since 2021?",
    "Was the rate of {what} in {area} lower than in England in 2024?",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("area", ["Bolton", "Torbay", "Hackney", "the Isles of Scilly"])
@pytest.mark.parametrize("what", ["referrals", "section 47 enquiries", "children in need"])
def test_no_yes_or_no_question_that_has_a_figure_begins_with_anything_else(put, form, area, what):
    said = put(form.format(area=area, what=what, end="lowest"))
    if said.outcome == "answered" and any(one.value is not None for one in said.commentary.figures):
        assert any(BEGINS.match(p.text) for p in said.commentary.paragraphs[:3]), said.text


def test_the_two_ends_of_a_quarter_and_of_a_ranking_never_both_hold(put):
    for pattern in ("Is {} in the {} quarter for referrals?", "Was {}'s rate of referrals the {} in England in 2024?"):
        for area in ("Bolton", "Torbay", "Surrey"):
            top, low = (first(put(pattern.format(area, end))) for end in (("top", "bottom") if "quarter" in pattern else ("highest", "lowest")))
            assert not (top.startswith("Yes") and low.startswith("Yes"))


def test_a_rise_is_told_once_and_last_march_is_the_day_counted(put):
    said = put("How many kids were on a plan in Sunderland last March and is that up?")
    assert said.outcome == "answered"
    assert said.text.count("rose by") == 1
    assert "519 [1]" in said.text


def test_last_march_of_what_is_counted_over_a_year_is_a_part_of_one(put):
    assert put("How many referrals did Leeds get last March?").outcome == "nearest"


@pytest.mark.parametrize(("question", "shown"), [
    ("How many section 47s did Bristol do per conference in 2024?", ["1,238", "542", "228.4%"]),
    ("How many referrals for each section 47 in Leeds in 2024?", ["9,914", "2,459", "403.2%"]),
    ("For every conference in Kent in 2024, how many section 47 enquiries were there?", ["7,339", "1,558", "471.1%"]),
    ("assessments per referral in Essex 2024", ["6,652", "6,288", "105.8%"]),
])  # fmt: skip
def test_one_thing_per_another_is_their_ratio(put, question, shown):
    said = put(question)
    assert said.outcome == "answered"
    assert [figure.shown for figure in said.commentary.figures][:3] == shown


def test_per_so_many_children_is_a_rate_and_no_ratio(put):
    assert put("How many referrals per 10,000 children in Kent in 2024?").reading.asks[0].ask == "value"


@pytest.mark.parametrize("question", [
    "What's the most common reason kids need help in Hull",
    "What is the main reason for children being in need in Hull?",
    "What is the main cause of children being in need in Hull?",
])  # fmt: skip
def test_the_most_common_reason_is_the_first_of_the_primary_needs(put, question):
    said = put(question)
    assert said.outcome == "answered"
    assert "abuse or neglect (1,864" in said.text


@pytest.mark.parametrize(("question", "label"), [
    ("Did Essex complete more assessments than referrals in 2024?", "difference in count from referrals in the year, Essex"),
    ("assessments per referral in Essex 2024", "percentage of referrals, Essex"),
    ("Did referrals in Leeds go up in 2024?", "change in count since the year ending 31 March 2023, Leeds"),
])  # fmt: skip
def test_what_is_worked_out_says_what_it_is_of_what(put, question, label):
    said = put(question)
    lines = [source_line(mark, figure) for mark, figure in enumerate(said.commentary.figures, start=1)]
    assert any(label in line for line in lines)
    for line, figure in zip(lines, said.commentary.figures, strict=True):
        if len({one.indicator.id for one in figure.derived_from}) > 1:
            assert "since" not in line.split(":")[1]
