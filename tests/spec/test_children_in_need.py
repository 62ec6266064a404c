"""Episodes of need: who is counted in the year, at its end, and by what (year ending 31 March 2025)."""

from return_tables import figures_of, lines

CASES = """
CINdetails
LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure | ReferralNFA | PrimaryNeedCode
A         | 2024-04-01      |                |                  |             | N1
B         | 2024-03-31      | 2025-03-31     | RC7              |             | N2
C         | 2023-01-05      | 2024-04-01     | RC1              |             | N4
D         | 2023-01-05      | 2024-03-31     | RC7              |             | N4
E         | 2025-03-31      |                |                  |             |
F         | 2025-04-01      |                |                  |             | N1
G         | 2024-09-09      |                |                  | 1           |
"""


def test_an_episode_that_closes_on_31_march_has_ended_and_is_not_open() -> None:
    figures = figures_of(CASES)
    assert figures["episodes_of_need_ending"] == 2  # B on the last day, C on the first
    assert figures["children_in_need_at_31_march"] == 2  # A and E


def test_the_year_runs_from_1_april_to_31_march_both_days_included() -> None:
    figures = figures_of(CASES)
    assert figures["episodes_of_need_starting"] == 2  # A on 1 April, E on 31 March; not B the day before, F the day after
    assert lines(figures, "referrals_by_month") == {"april": 1, "march": 1, "september": 1}


def test_at_any_point_in_the_year_is_open_at_31_march_or_ended_in_the_year() -> None:
    figures = figures_of(CASES)
    assert figures["episodes_of_need_at_any_point"] == 4
    assert figures["episodes_of_need_at_any_point"] == figures["children_in_need_at_31_march"] + figures["episodes_of_need_ending"]


def test_a_referral_with_no_further_action_is_never_an_episode_even_without_a_closure_date() -> None:
    figures = figures_of(CASES)
    assert figures["referrals_no_further_action"] == 1
    assert figures["referrals"] == 3


def test_a_referral_closed_rc8_after_an_assessment_is_assessed_as_not_in_need() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2024-05-01      | 2024-06-10     | RC8
    B         | 2024-05-01      | 2024-06-10     | RC9
    C         | 2024-05-01      | 2024-06-10     | RC8
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-05-01                | 2024-06-10
    B         | 2024-05-01                | 2024-06-10
    """)
    assert figures["referrals_assessed_as_not_in_need"] == 2
    assert figures["episodes_of_need_ending"] == 1  # C was never assessed, so it stays an episode of need
    assert lines(figures, "episodes_of_need_ending_by_reason") == {"unknown": 1}


def test_rc8_with_any_further_activity_stays_an_episode_of_need_that_ended_for_an_unknown_reason() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure | DateOfInitialCPC
    A         | 2024-05-01      | 2024-06-10     | RC8              |
    B         | 2024-05-01      | 2024-06-10     | RC8              |
    C         | 2024-05-01      | 2024-06-10     | RC9              |
    D         | 2024-05-01      | 2024-06-10     | RC8              | 2024-05-20
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-05-01                | 2024-06-10
    B         | 2024-05-01                | 2024-06-10
    C         | 2024-05-01                | 2024-06-10
    D         | 2024-05-01                | 2024-06-10
    Section47
    LAchildID | S47ActualStartDate | ICPCnotRequired
    A         | 2024-05-10         | 1
    CINPlanDates
    LAchildID | CINPlanStartDate | CINPlanEndDate
    B         | 2024-05-10       | 2024-06-01
    ChildProtectionPlans
    LAchildID | CPPstartDate | CPPendDate | InitialCategoryOfAbuse | LatestCategoryOfAbuse
    C         | 2024-05-20   | 2024-06-01 | NEG                    | NEG
    """)
    assert figures["referrals_assessed_as_not_in_need"] == 0
    assert figures["episodes_of_need_ending"] == 4
    assert lines(figures, "episodes_of_need_ending_by_reason") == {"unknown": 4}


def test_episodes_starting_are_referrals_less_no_further_action_less_not_in_need() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure | ReferralNFA
    A         | 2024-05-01      | 2024-06-10     | RC8              |
    B         | 2024-05-02      |                |                  | 1
    C         | 2024-05-03      |                |                  |
    C         | 2024-05-03      |                |                  | 1
    D         | 2023-05-03      |                |                  |
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-05-01                | 2024-06-10
    """)
    assert (figures["referrals"], figures["referrals_no_further_action"], figures["referrals_assessed_as_not_in_need"]) == (3, 1, 1)
    assert figures["episodes_of_need_starting"] == 1


def test_a_child_with_two_episodes_counts_once_among_children() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2024-05-01      | 2024-08-01     | RC7
    A         | 2024-08-01      |                |
    """)
    assert (figures["episodes_of_need_starting"], figures["children_starting_an_episode_of_need"]) == (2, 1)
    assert (figures["episodes_of_need_at_any_point"], figures["children_in_need_at_any_point"]) == (2, 1)


def test_a_closure_before_the_referral_is_left_out_of_the_episodes_that_ended_and_of_their_durations() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2024-08-01      | 2024-05-01     | RC7
    """)
    assert figures["episodes_of_need_ending"] == 0
    assert figures["episodes_of_need_at_any_point"] == 0
    assert lines(figures, "episodes_of_need_ending_by_duration") == {}


def test_a_missing_or_unknown_primary_need_counts_as_not_stated() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | PrimaryNeedCode
    A         | 2024-05-01      | N9
    B         | 2024-05-01      |
    C         | 2024-05-01      | X1
    D         | 2024-05-01      | N0
    """)
    assert lines(figures, "children_in_need_by_primary_need") == {"cases_other_than_children_in_need": 1, "not_stated": 3}


def test_awaiting_assessment_is_open_with_no_completed_assessment_enquiry_or_protection_plan_and_stays_in_the_total() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2025-03-01
    B         | 2025-03-01
    C         | 2025-03-01
    D         | 2025-03-01
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2025-03-02                |
    B         | 2025-03-02                | 2025-03-20
    Section47
    LAchildID | S47ActualStartDate | ICPCnotRequired
    C         | 2025-03-10         | 1
    """)
    assert figures["children_awaiting_assessment_at_31_march"] == 2  # A and D
    assert figures["children_in_need_at_31_march"] == 4


def test_time_in_need_is_counted_in_days_91_183_364_and_729_being_the_last_of_each_band() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-12-30
    B         | 2024-12-29
    C         | 2024-09-29
    D         | 2024-09-28
    E         | 2024-04-01
    F         | 2024-03-31
    G         | 2023-04-02
    H         | 2023-04-01
    """)
    assert lines(figures, "children_in_need_by_duration_open") == {
        "3_months_or_less": 1, "more_than_3_to_6_months": 2, "more_than_6_months_to_under_1_year": 2, "1_year_to_under_2_years": 2,
        "2_years_or_more": 1,
    }  # fmt: skip


def test_an_unborn_child_is_counted_has_a_line_of_its_own_and_is_not_under_1() -> None:
    figures = figures_of("""
    Child
    LAchildID | PersonBirthDate | ExpectedPersonBirthDate | Sex | Ethnicity
    A         |                 | 2025-06-01              | U   | NOBT
    B         | 2025-03-31      |                         | F   | WBRI
    CINdetails
    LAchildID | CINreferralDate
    A         | 2025-03-01
    B         | 2025-03-31
    """)
    assert figures["children_in_need_at_31_march"] == 2
    assert lines(figures, "children_in_need_by_age") == {"unborn": 1, "under_1": 1}
    assert lines(figures, "children_in_need_by_sex") == {"unborn": 1, "female": 1}


def test_age_is_in_completed_years_at_31_march_and_young_people_over_18_are_counted() -> None:
    figures = figures_of("""
    Child
    LAchildID | PersonBirthDate | GenderCurrent
    A         | 2020-03-31      | 1
    B         | 2020-04-01      | 2
    C         | 2005-01-01      | 1
    D         | 2009-03-31      | 9
    CINdetails
    LAchildID | CINreferralDate
    A         | 2025-03-01
    B         | 2025-03-01
    C         | 2025-03-01
    D         | 2025-03-01
    """)
    assert lines(figures, "children_in_need_by_age") == {"5_to_9": 1, "1_to_4": 1, "16_and_over": 2}
    assert lines(figures, "children_in_need_by_sex") == {"male": 2, "female": 1, "unknown": 1}
    assert lines(figures, "children_in_need_by_age_and_sex") == {"male_5_to_9": 1, "female_1_to_4": 1, "male_16_and_over": 1, "unknown": 1}


def test_ethnicity_is_a_share_of_those_known_and_chinese_is_in_the_asian_group() -> None:
    figures = figures_of("""
    Child
    LAchildID | PersonBirthDate | Sex | Ethnicity
    A         | 2015-01-01      | F   | CHNE
    B         | 2015-01-01      | F   | AIND
    C         | 2015-01-01      | F   | WROM
    D         | 2015-01-01      | F   | REFU
    E         | 2015-01-01      | F   |
    CINdetails
    LAchildID | CINreferralDate
    A         | 2025-03-01
    B         | 2025-03-01
    C         | 2025-03-01
    D         | 2025-03-01
    E         | 2025-03-01
    """)
    assert figures["children_in_need_with_known_ethnicity"] == 3
    assert lines(figures, "children_in_need_by_ethnicity") == {"asian_or_asian_british": 2, "white": 1}
    assert lines(figures, "children_in_need_by_detailed_ethnicity") == {"chinese": 1, "indian": 1, "gypsy_or_irish_traveller": 1}
    assert figures["children_in_need_by_ethnicity_age_and_sex/female_aged_10_to_15.known_ethnicity"] == 3


def test_a_disability_is_recorded_with_any_code_but_none_and_a_child_can_have_several() -> None:
    figures = figures_of("""
    Child
    LAchildID | PersonBirthDate | Disability
    A         | 2015-01-01      | AUT LD LD
    B         | 2015-01-01      | NONE
    C         | 2015-01-01      | NONE VIS
    D         | 2015-01-01      | XYZ
    CINdetails
    LAchildID | CINreferralDate
    A         | 2025-03-01
    B         | 2025-03-01
    C         | 2025-03-01
    D         | 2025-03-01
    """)
    assert figures["children_in_need_with_disability_recorded"] == 2
    assert lines(figures, "children_in_need_by_disability_type") == {"autism": 1, "learning": 1, "vision": 1}


def test_primary_need_by_age_and_sex_counts_each_open_episode_in_every_group_of_its_child() -> None:
    figures = figures_of("""
    Child
    LAchildID | PersonBirthDate | Sex
    A         | 2015-01-01      | M
    CINdetails
    LAchildID | CINreferralDate | PrimaryNeedCode
    A         | 2025-03-01      | N2
    """)
    assert lines(figures, "children_in_need_by_primary_need_age_and_sex") == {
        "male.childs_disability_or_illness": 1, "aged_10_to_15.childs_disability_or_illness": 1,
        "male_aged_10_to_15.childs_disability_or_illness": 1,
    }  # fmt: skip
