"""What stands round a question is idle by where it stands; where the same form could narrow what is
counted, it narrows."""

from __future__ import annotations

import pytest

from cin_narrative.reading.contract import Ask
from cin_narrative.reading.grammar import Grammar

READER = Grammar()
ASKED = "how many referrals did Leeds have in 2022"


def asks(text: str) -> tuple[Ask, ...]:
    return READER.read(text).asks


def narrowing(text: str) -> list[str]:
    return [one.words or "" for ask in asks(text) for one in ask.restrictors]


@pytest.mark.parametrize("text", [
    f"Crikey. {ASKED}?", f"Blimey! {ASKED}?", f"Strewth, {ASKED}?", f"Oh crumbs. {ASKED}?", f"{ASKED}, usually?", f"{ASKED}, roughly?",
    f"Granted, {ASKED}?", f"Additionally {ASKED}?", f"And furthermore {ASKED}?", f"Admittedly, {ASKED}?",
])  # fmt: skip
def test_interjections_and_adverbs_of_a_sentence_say_nothing(text: str) -> None:
    assert (len(asks(text)), narrowing(text)) == (1, [])


@pytest.mark.parametrize(("text", "words"), [
    (f"Headingley. {ASKED}?", "Headingley"), (f"Detectives! {ASKED}?", "Detectives"), (f"Urgent. {ASKED}?", "Urgent"),
    (f"Online, {ASKED}?", "Online"), ("how many granted referrals did Leeds have in 2022?", "granted"),
    ("how many referrals from blimey did Leeds have in 2022?", "blimey"), ("how many children were referred once in Leeds?", "once"),
    ("How many children once referred were on a plan in Leeds?", "once"),
])  # fmt: skip
def test_the_same_forms_narrow_where_they_may_be_said_of_what_is_counted(text: str, words: str) -> None:
    assert any(words in one for one in narrowing(text))


@pytest.mark.parametrize("once", ["Once a kid is put on", "Whenever they are put on", "Once they are on"])
def test_once_may_begin_a_clause(once: str) -> None:
    assert not any("nce" in one or "ever" in one for one in narrowing(f"{once} a protection plan how long till they come off in England?"))


@pytest.mark.parametrize("told", ["my lad has what they call a child in need plan, it's not the child protection one",
                                  "my lad is on a child in need plan", "Hi, our daughter has got a child in need plan"])  # fmt: skip
@pytest.mark.parametrize("rest", ["how many other kids in Swindon have one of these?", "how many others in Swindon have one?"])
def test_what_the_asker_tells_of_is_what_one_of_them_means(told: str, rest: str) -> None:
    (ask,) = asks(f"{told}. {rest}")
    assert ([one.indicator for one in ask.measures], ask.restrictors) == (["child_in_need_plans_at_31_march"], ())


@pytest.mark.parametrize(("told", "rest"), [
    ("my lad is on a child in need plan", "how many disabled kids in Swindon have one?"),
    ("my lad is on a child in need plan", "how many others with autism in Swindon have one?"),
    ("my lad is on an urgent child in need plan", "how many others in Swindon have one?"),
    ("Our daughter got put on a child in need plan", "how many others in Swindon have one?"),
    ("my lad is on a child in need plan", "how many others through detectives in Swindon have one?"),
])  # fmt: skip
def test_what_narrows_one_of_them_is_said(told: str, rest: str) -> None:
    (ask,) = asks(f"{told}. {rest}")
    assert ask.restrictors


APART = "how many assessments in Kent in 2022 had neglect as a factor?"


@pytest.mark.parametrize("text", [
    f"Pre-visit fact check, City of Leeds. {ASKED}?", f"Small county, granted. {ASKED}?",
    f"One methodological thing: {ASKED}?", f"Kent and the small boats. {APART}", f"Looking for drift in Kent. {APART}",
])  # fmt: skip
def test_a_heading_that_can_be_said_of_nothing_counted_limits_nothing(text: str) -> None:
    assert (len(asks(text)), narrowing(text)) == (1, [])


@pytest.mark.parametrize(("text", "words"), [
    (f"Girls. {ASKED}?", "Girls"), (f"Detectives. {ASKED}?", "Detectives"), (f"Urgent numbers. {ASKED}?", "Urgent"),
    (f"Fact check, Headingley. {ASKED}?", "Headingley"), (f"Deprived area. {ASKED}?", "Deprived"), (f"Leeds and the floods. {ASKED}?", "floods"), (f"Kent and the travellers. {APART}", "travellers"),
    (f"Looking for girls in Kent. {APART}", "girls"), (f"Looking for drift in Leeds. {ASKED}?", "drift"),
    ("Councillor referrals: how many did Leeds have in 2022?", "Councillor"), (f"Traveller numbers. {ASKED}?", "Traveller"),
])  # fmt: skip
def test_a_heading_that_could_limit_is_never_idle(text: str, words: str) -> None:
    assert any(words in one for one in narrowing(text))


@pytest.mark.parametrize("lead", ["Traveller question: ", "Neglect check. ", "Girls query - ", "Autism question: ", "Quick query on girls: "])
def test_a_category_before_the_word_for_a_question_is_never_idle(lead):
    reading = Grammar().read(f"{lead}how many children in need in Derby?")
    assert not any(lead.strip(" .:-") in one for one in reading.ignored)
    assert any(one.restrictors or any(m.categories for m in one.measures) for one in reading.asks)


@pytest.mark.parametrize("lead", ["Quick question: ", "Scrutiny question: ", "Board query. ", "Data check - ", "Plans query: "])
def test_the_word_for_a_question_by_itself_is_idle(lead):
    [ask] = Grammar().read(f"{lead}how many plans in Derby?").asks
    assert not ask.restrictors
