"""A later turn keeps what the one before it asked: the way it was put, its years, its places, and whom it was of."""

import pytest

from cin_narrative import api


def read(question, *history):
    return api.read(question, list(history)).asks[-1]


def verdict(found):
    texts = [p.text for p in found.commentary.paragraphs]
    said = [text.split(":")[0] for text in texts if text.startswith(("Yes", "No:"))]
    return said[0] if said else None


@pytest.mark.parametrize(("history", "question", "said", "years"), [
    ([], "What was the CPP rate in Leeds in 2019 and has it risen since?", "Yes", ("2019", "2024")),
    (["How many CPPs in Leeds in 2019?"], "Has it gone up since?", "Yes", ("2019", "2024")),
    (["How many CPPs in Leeds in 2019?"], "Has it since fallen?", "No", ("2019", "2024")),
    (["How many CPPs in Leeds in 2019?", "What about Bradford?"], "Has it gone up since?", "No", ("2019", "2024")),
    (["How many CPPs in Leeds in 2019?"], "How has it changed since?", None, ("2019", "2024")),
    (["How many CPPs in Leeds in 2019?"], "And every year since?", None, ("2019", "2024")),
    ([], "Kent had an inspection in 2022. How have referrals in Kent changed since?", None, ("2022", "2024")),
    ([], "Ofsted came in 2021. Has the CPP rate in Kent gone up since then?", "No", ("2021", "2024")),
])  # fmt: skip
def test_since_is_from_the_year_that_was_named(history, question, said, years, put):
    found = put(question, history=history)
    assert verdict(found) == said
    assert all(f"31 March {year}" in found.text for year in years)


@pytest.mark.parametrize("history", [[], ["How many referrals in Leeds?"]])
def test_since_with_no_year_before_it_is_left_unread(history, put):
    found = put("Have referrals in Leeds gone up since?", history=history)
    assert found.outcome == "nearest" and "since" in found.text


@pytest.mark.parametrize(("before", "question", "kind", "said"), [
    ("Where does Leeds rank in Yorkshire on CPP rate?", "And on CIN rate?", "rank", "eighth highest"),
    ("Where does Leeds rank in Yorkshire on CPP rate?", "OK and on CIN rate please?", "rank", "eighth highest"),
    ("Is Leeds above England on CPP rate?", "And on CIN rate?", "compare", "No: in Leeds"),
    ("Which council in London had the highest number of referrals in 2018?", "What about the number of CPPs?", "top", "Croydon had 568"),
    ("Is the proportion of plans for emotional abuse higher in Kent than in England?", "And for physical abuse?", "compare", "Yes: in Kent"),
    ("Did referrals in Kent rise in 2023?", "And section 47s?", "change", "Yes: in Kent"),
    ("Has the CPP rate in Leeds risen since 2019?", "And the CIN rate?", "change", "Yes: in Leeds"),
    ("Which region had the biggest rise in the CPP rate since 2019?", "And in the CIN rate?", "top", "the largest rise"),
    ("How many councils in London are above England on CPP rate?", "And on the CIN rate?", "list", "23 were above"),
    ("What's the average number of referrals in Kent over the last five years?", "And section 47s?", "aggregate", "the mean of the number of section 47"),
    ("Have referrals in Essex been rising every year since 2020?", "And section 47s?", "trend", "31 March 2020"),
    ("Was the CPP rate in Leeds above 30 in every year since 2020?", "And the CIN rate?", "list", "each of the five years"),
    ("Compare Surrey and London on ICPC rate in 2022", "And referral rate?", "compare", "below London"),
    ("Which is higher on CPP rate, Manchester or Liverpool?", "And on CIN rate?", "compare", "below Liverpool"),
])  # fmt: skip
def test_another_thing_is_asked_in_the_same_way(before, question, kind, said, put):
    assert read(question, before).ask == kind
    assert said in put(question, history=[before]).text


@pytest.mark.parametrize(("before", "question"), [
    ("Which council in London has the highest CPP rate?", "And the number of CPPs in Croydon?"),
    ("Where does Leeds rank in Yorkshire on CPP rate?", "And how many CPPs does Leeds have?"),
    ("What is the CPP rate in Leeds?", "And the CIN rate?"),
])  # fmt: skip
def test_a_figure_that_is_asked_for_is_a_figure(before, question):
    assert read(question, before).ask == "value"


@pytest.mark.parametrize(("before", "question", "said", "years"), [
    ("Did the CPP rate in Kent rise in 2023?", "What about 2020?", "Yes", ("2019", "2020")),
    ("Did the CPP rate in Kent rise in 2023?", "Did it rise in 2022?", "Yes", ("2021", "2022")),
    ("Did CPPs in Leeds rise in 2023?", "And compared with 2020?", None, ("2020", "2023")),
    ("Has the CPP rate in Leeds changed since 2019?", "And since 2022?", None, ("2022", "2024")),
    ("How many CPPs in Leeds in 2023?", "And how did that change from 2020?", None, ("2020", "2023")),
])  # fmt: skip
def test_another_year_of_a_change_is_its_own(before, question, said, years, put):
    found = put(question, history=[before])
    assert verdict(found) == said
    assert all(f"31 March {year}" in found.text for year in years)


@pytest.mark.parametrize(("before", "question", "said"), [
    ("Which council in London saw the biggest rise in the CPP rate since 2023?", "And the West Midlands?", "Sandwell"),
    ("Where does Blackpool rank in its region for the ICPC rate?", "What about Bradford?", "in Yorkshire and the Humber"),
    ("Was Croydon the highest in London on CPP rate in 2024?", "And Camden?", "No: in Camden"),
    ("Is Leeds above England on CPP rate?", "And Hull?", "Yes: in Kingston upon Hull"),
])  # fmt: skip
def test_another_place_is_asked_in_the_same_way(before, question, said, put):
    assert said in put(question, history=[before]).text


def test_a_place_that_was_set_against_is_no_subject(put):
    """ "Is Leeds above Bradford? And Hull?" may be of either: no yes is given."""
    found = put("And Hull?", history=["Is Leeds above Bradford on CPP rate?"])
    assert verdict(found) is None


HIGHEST = "Which council in the North East has the highest CPP rate?"


@pytest.mark.parametrize(("before", "question", "said"), [
    (HIGHEST, "How far above the England average is that?", "In Sunderland"),
    (HIGHEST, "Is that higher than Blackpool?", "No: in Sunderland"),
    (HIGHEST, "What about its CIN rate?", "In Sunderland"),
    (HIGHEST, "Has that risen since 2020?", "Yes: in Sunderland"),
    (HIGHEST, "Is Kent above that?", "No: in Sunderland"),
    (HIGHEST, "Is Kent below that?", "Yes: in Sunderland"),
    ("Which region has the lowest rate of children in need?", "Which council there has the lowest?", "In Essex"),
    ("Which region has the lowest rate of children in need?", "What is the CPP rate there?", "In the East of England"),
    ("Which council in London has the highest CPP rate?", "Was it highest in 2020 too?", "of the 32 local authorities in London"),
    ("Which council in London has the highest CPP rate?", "Is it also the highest in England?", "16th highest"),
    ("Which council in London has the highest CPP rate?", "Is it also the highest on CIN rate?", "No: in Croydon"),
])  # fmt: skip
def test_that_and_there_are_of_the_one_that_was_first(before, question, said, put):
    assert said in put(question, history=[before]).text


@pytest.mark.parametrize(("question", "year"), [
    ("What was the ICPC rate in Devon that year?", "2018"),
    ("What was the CPP rate in Kent then?", "2018"),
    ("What is the CPP rate in Kent then?", "2024"),
    ("Which council in London had the highest CPP rate that year?", "2018"),
    ("What was the ICPC rate in Devon the year before that?", "2017"),
])  # fmt: skip
def test_that_year_is_of_the_question_before(question, year, put):
    found = put(question, history=["How many referrals were there in Surrey in 2017-18?"])
    assert f"31 March {year}" in found.text


@pytest.mark.parametrize(("history", "question", "said"), [
    (["How many CPPs in Leeds?", "And Bradford?"], "And referrals for both?", ("Leeds had 9,914", "Bradford had 8,910")),
    (["How many CPPs in Leeds?", "And Bradford?"], "And the CIN rate of each?", ("In Leeds", "In Bradford")),
    (["How many CPPs in Leeds?", "And Bradford?", "And Hull?"], "And referrals for all three?", ("Leeds", "Bradford", "Hull")),
    (["How many CPPs in Leeds in 2023?", "And 2024?"], "And referrals for both?", ("31 March 2023", "31 March 2024")),
    (["How many CPPs in Leeds?", "And Bradford?"], "Who had more?", ("Leeds had 674", "Bradford had 719")),
    (["How many CPPs in Leeds?", "And Bradford?", "And Hull?"], "Who had most?", ("three areas named",)),
    (["How many CPPs in Leeds?", "And Bradford?"], "Which council in Yorkshire has the most?", ("of the 15 local authorities",)),
])  # fmt: skip
def test_both_are_those_of_the_turns_before(history, question, said, put):
    found = put(question, history=history)
    assert found.outcome == "answered" and all(one in found.text for one in said)


def test_our_own_is_one_of_both(put):
    found = put("And CPPs for both?", "Kent", ["How many referrals did we have in 2024?", "And Surrey?"])
    assert "Kent had 1,211" in found.text and "Surrey had 579" in found.text


@pytest.mark.parametrize(("history", "question", "outcome"), [
    (["What percentage of referrals in Kent were from schools?"], "And of those, how many were re-referrals?", "nearest"),
    (["How many children in need in Kent have a disability?"], "How many of them are on a plan?", "nearest"),
    (["How many referrals in Kent?"], "Of those, how many were re-referrals?", "answered"),
    (["How many referrals in Kent?"], "How many of those were from schools?", "answered"),
    (["How many CPPs started in Kent?"], "How many of them were second or subsequent?", "answered"),
    (["How many children in need in England in 2024 were 16 or older?"], "how many of them are boys", "answered"),
])  # fmt: skip
def test_of_those_is_of_what_was_counted(history, question, outcome, put):
    assert put(question, history=history).outcome == outcome


@pytest.mark.parametrize("question", ["Where does Surrey rank on average ICPC time?", "Where does Kent rank on the average time to ICPC in the South East?"])
def test_a_place_that_ties_with_many_is_told(question, put):
    found = put(question)
    assert found.outcome == "answered" and "others" in found.text


@pytest.mark.parametrize(("question", "outcome", "said"), [
    ("How many children in need did Leeds have at the end of 2022?", "nearest", "5,881"),
    ("How many children in need did Leeds have at the end of the year 2022?", "answered", "5,881"),
    ("How many children in need in Leeds by the end of 2022-23?", "answered", "5,589"),
    ("CPPs in Kent at end 2023", "nearest", "1,333"),
    ("How many referrals in Leeds in December compared to November 2023?", "answered", "December"),
    ("How many episodes of need came to an end in Leeds in 2022?", "answered", "3,742"),
    ("How many referrals did Leeds have in the year to September 2023?", "nearest", "9,914"),
    ("How many referrals did Leeds have in the year ending March 2023?", "answered", "10,950"),
    ("How many referrals did Leeds have in September 2023?", "answered", "823"),
    ("How many referrals has Leeds had since January 2023?", "nearest", "9,914"),
    ("rate of CPP in Leeds by 2021, starting from 2015", "answered", "32.1"),
    ("CPP rate in Leeds up to 2021, since 2015", "answered", "38.2"),
    ("Did the CPP rate in Leeds rise from 2019 to 2021 and from 2022 to 2024?", "answered", "35.6"),
])  # fmt: skip
def test_times_are_those_that_are_said(question, outcome, said, put):
    found = put(question)
    assert found.outcome == outcome and said in found.text


@pytest.mark.parametrize(("asked", "turn", "kept"), [
    ("Not counting Kent, which South East council had the most referrals in 2023?", "And in 2024?", ["Kent"]),
    ("Leaving out Birmingham, which West Midlands authority has the most repeat plans?", "And the fewest?", ["Birmingham"]),
    ("Excluding Leeds, how many referrals did Yorkshire have in 2024?", "And in 2023?", ["Leeds"]),
    ("Not counting Kent, which South East council had the most referrals in 2023?", "And in London?", []),
    ("Not counting Kent, which South East council had the most referrals in 2023?", "How many did Kent have?", []),
])  # fmt: skip
def test_who_is_left_out_stays_so_while_the_field_is_the_same(asked, turn, kept):
    assert [one.words for one in api.read(turn, [asked]).asks[0].excluded] == kept


@pytest.mark.parametrize("turns", [["And in 2024?"], ["And in 2024?", "And in London?"], ["And in 2024?", "And in London?", "And in 2020?"]])
def test_the_other_end_is_known_after_several_turns(turns):
    (ask,) = api.read("And the fewest?", ["Which South East council had the most referrals in 2023?", *turns]).asks
    assert (ask.ask, ask.limit.order) == ("top", "lowest")
    where = ask.within or ask.areas[0]
    assert where.words == ("London" if "And in London?" in turns else "South East")


def test_a_turn_after_a_turn_keeps_how_it_is_asked():
    (ask,) = api.read("And on referrals?", ["Is Leeds above England on plans?", "And in 2020?"]).asks
    assert (ask.ask, ask.than, [one.words for one in ask.compare_with]) == ("compare", "higher", ["England"])
