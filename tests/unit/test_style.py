"""The writing rules as checks: what breaks a rule is found, what keeps it is left alone, and nothing makes a check fall over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cin_narrative.writing.style.lexicon import load_lexicon, read_lexicon
from cin_narrative.writing.style.page_check import TextKind, check_style, load_rules
from cin_narrative.writing.style.text import unmarked

BREAKS = [  # rule, text
    (8, "The number of CPPs at 31 March 2024 was 228."),
    (9, "Derby had 2265 children in need at 31 March 2024."),
    (9, "Derby had 2 265 children in need at 31 March 2024."),
    (10, "Derby had twelve conferences in the year ending 31 March 2024."),
    (11, "477 referrals were received in the year ending 31 March 2024."),
    (12, "The percentage was .6% at 31 March 2024."),
    (13, "In the year ending 31 March 2016 1,902 referrals were received."),
    (14, "Derby was 5th of the 152 local authorities."),
    (14, "Derby was twelfth of the 152 local authorities."),
    (15, "From 2015-16 the rate was higher."),
    (15, "From 2015/16 the rate was higher."),
    (15, "It was between 3.1% to 4.2%."),
    (16, "England had 0.4 million children in need."),
    (16, "About ½ of them had a disability recorded."),
    (17, "The rate was 531.29999999999995 per 10,000 children aged under 18 years."),
    (17, "It was 22% in Derby and 21.5% in England."),
    (19, "It rose from 7.1% at 31 March 2023 to 7.2% at 31 March 2024; before that it fell by 0.0 percentage points, from 7.1% to 7.1%."),
    (20, "It rose by 2.1%, from 20.0% in the year ending 31 March 2023 to 22.1% in the year ending 31 March 2024."),
    (21, "The number of referrals rose by 227."),
    (21, "The number of referrals rose by 227 in the year ending 31 March 2024."),
    (22, "The rate of children in need was 377.1 at 31 March 2024."),
    (22, "The rate was 377.1 per 10,000 population."),
    (23, "The number of children fell by 12, from 1,434 at 31 March 2023 to 276.6 at 31 March 2024."),
    (24, "The number was significantly higher."),
    (25, "The number of referrals soared."),
    (25, "There were only 12 conferences."),
    (26, "Timeliness improved."),
    (27, "The rise was due to the new threshold."),
    (29, "The rate was higher than last year."),
    (29, "At 31st March 2016 it was 13.2%."),
    (29, "At March 31, 2016 it was 13.2%."),
    (30, "The figure is N/A."),
    (30, "The figure is [c] in 2024."),
    (31, "A 18% share of children 10 years old."),
    (31, "There was an 10% rise."),
    (31, "There were 1 children in need."),
    (31, "There were 12 child in need."),
    (31, "Derby  had 12 plans."),
]
KEEPS = [
    "Derby had 2,265 [1] children in need at 31 March 2024, a rate of 377.1 [2] per 10,000 children aged under 18 years.",
    "The number of referrals rose by 227 [3] (15.8% [4]), from 1,434 [5] in the year ending 31 March 2023 to 1,661 [6] in the year "
    "ending 31 March 2024.",
    "The percentage of referrals within 12 months of a previous referral fell by 1.3 [7] percentage points, from 23.8% [8] in the year "
    "ending 31 March 2023 to 22.5% [9] in the year ending 31 March 2024.",
    "The rate was lower than the mean of its 10 statistical neighbours (396.5 [3], 2025 model), but higher than England (332.9 [5]).",
    "In Derby, 3.5% [1] of children on a child protection plan at 31 March 2024 had been on the plan for 2 years or more "
    "(8 [2] of 228 [3]).",
    "An 18% share, a 10% share, an episode, a unit, an hour, a European study, an 11% rise and a 110% rise.",
    "One child and 2 children, 1 plan and 12 plans, 12 child protection plans; section 47 enquiries.",
    "Source: DfE, first published for the year ending 31 March 2016 (SFR52/2016).",
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), BREAKS)
def test_a_breach_is_found_with_its_rule_its_words_and_its_place(rule: int, text: str) -> None:
    found = [finding for finding in check_style(text) if finding.rule == rule]
    assert found, [str(finding) for finding in check_style(text)]
    assert text[found[0].start :].startswith(found[0].found[:5])
    assert found[0].advice


@pytest.mark.parametrize("text", KEEPS)
def test_text_that_keeps_the_rules_is_left_alone(text: str) -> None:
    assert [str(finding) for finding in check_style(text)] == []


@pytest.mark.parametrize("kind", list(TextKind))
@given(text=st.text(max_size=200))
def test_no_text_makes_a_check_fall_over(kind: TextKind, text: str) -> None:
    for finding in check_style(text, kind):
        assert 0 <= finding.start <= len(text)


def test_marks_are_not_looked_at_and_places_are_those_of_the_text_with_marks() -> None:
    text = "Derby had 228 [1] children, a number that soared [2] again."
    assert unmarked(text).text == "Derby had 228 children, a number that soared again."
    (finding,) = [finding for finding in check_style(text) if finding.rule == 25]
    assert text[finding.start : finding.start + 6] == "soared"


def test_a_long_sentence_and_a_long_heading_are_found() -> None:
    long = "The number of children in need in the area " + "and in the next area " * 8 + "was higher."
    assert [finding.rule for finding in check_style(long)] == [4]
    assert 6 in [finding.rule for finding in check_style("Children " * 11, TextKind.HEADING)]


def test_a_remark_in_brackets_has_no_place_in_a_headline() -> None:
    assert 3 in [finding.rule for finding in check_style("The rate fell (see the note).", TextKind.HEADLINE)]


def test_a_number_below_ten_without_a_mark_is_a_breach_in_our_own_text_alone() -> None:
    assert [f.rule for f in check_style("It fell in 4 authorities.", TextKind.NOTE, typed=False)] == [10]
    assert check_style("It fell in 4 [1] authorities.", TextKind.NOTE, typed=False) == []
    assert [f.rule for f in check_style("It fell in 4 authorities.", TextKind.NOTE)] == []


def test_every_one_of_the_thirty_rules_says_what_holds_it() -> None:
    assert set(range(1, 31)) <= set(load_rules())
    assert all(rule.asks and rule.held_by for rule in load_rules().values())


def test_every_waiver_in_the_lexicon_gives_its_reason(tmp_path) -> None:
    assert load_lexicon()
    path = tmp_path / "style.toml"
    path.write_text("[[checks]]\nrule = 25\nwords = ['huge']\nadvice = 'no'\nnot_in = ['note']\n"
                    "[[checks]]\nrule = 99\nwords = ['a']\nadvice = 'b'\n[[checks]]\nrule = 9\npattern = '('\nadvice = 'b'\n")  # fmt: skip
    faults = read_lexicon(path)[1]
    assert len(faults) == 3
    assert "reason" in faults[0]
    assert "no rule 99" in faults[1]
