"""Section 47 enquiries, conferences, child protection plans and child in need plans (year ending 31 March 2025)."""

from return_tables import figures_of, lines

ONE = """
CINdetails
LAchildID | CINreferralDate
A         | 2023-01-02
"""


def test_each_enquiry_that_started_in_the_year_counts_and_each_child_once() -> None:
    figures = figures_of(
        ONE
        + """
    Section47
    LAchildID | S47ActualStartDate | ICPCnotRequired
    A         | 2024-04-01         | 1
    A         | 2025-03-31         | 1
    A         | 2024-03-31         | 1
    """
    )
    assert (figures["section_47_enquiries"], figures["children_subject_to_section_47_enquiries"]) == (2, 1)


def test_a_conference_counts_in_the_year_it_is_held_with_its_working_days_from_the_enquiry() -> None:
    figures = figures_of(
        ONE
        + """
    Section47
    LAchildID | S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired
    A         | 2024-06-03         | 2024-06-17       | 0
    A         | 2024-06-03         | 2024-06-24       | 0
    A         | 2024-06-03         | 2024-06-25       | 0
    A         | 2024-06-03         | 2024-07-02       | 0
    A         | 2024-03-20         | 2024-03-29       | 0
    """
    )
    assert figures["initial_child_protection_conferences"] == 4
    assert lines(figures, "conferences_by_duration") == {"0_to_10_days": 1, "11_to_15_days": 1, "16_to_20_days": 1, "21_days_or_more": 1}
    assert lines(figures, "conference_duration_percentiles") == {"lower_quartile": 10, "median": 15, "upper_quartile": 16}


def test_a_conference_held_before_the_enquiry_is_in_the_total_and_in_no_band() -> None:
    figures = figures_of(
        ONE
        + """
    Section47
    LAchildID | S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired
    A         | 2024-06-10         | 2024-06-03       | 0
    """
    )
    assert figures["initial_child_protection_conferences"] == 1
    assert lines(figures, "conferences_by_duration") == {}


def test_a_transfer_in_conference_is_counted_from_the_referral_and_once_if_also_recorded_with_the_enquiry() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | DateOfInitialCPC
    A         | 2024-06-03      | 2024-06-17
    B         | 2024-06-03      | 2024-06-17
    Section47
    LAchildID | S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired
    B         | 2024-06-05         | 2024-06-17       | 0
    """)
    assert figures["initial_child_protection_conferences"] == 2
    assert figures["children_subject_to_initial_child_protection_conferences"] == 2
    assert lines(figures, "conferences_by_duration") == {"0_to_10_days": 2}


PLANS = (
    ONE
    + """
ChildProtectionPlans
LAchildID | CPPstartDate | CPPendDate | InitialCategoryOfAbuse | LatestCategoryOfAbuse | NumberOfPreviousCPP
A         | 2024-04-01   | 2025-03-31 | NEG                    | EMO                   | 0
A         | 2025-03-31   |            | PHY                    | PHY                   | 1
A         | 2023-03-31   | 2024-04-01 | SAB                    | SAB                   | 3
A         | 2023-02-01   | 2024-03-31 | MUL                    | MUL                   | 0
A         | 2023-04-01   |            | EMO                    | NEG                   |
"""
)


def test_plans_starting_ending_open_and_at_any_point() -> None:
    figures = figures_of(PLANS)
    assert figures["child_protection_plans_starting"] == 2
    assert figures["child_protection_plans_ending"] == 2
    assert figures["child_protection_plans_at_31_march"] == 2
    assert figures["child_protection_plans_at_any_point"] == 4
    assert figures["children_on_child_protection_plans_at_any_point"] == 1


def test_a_plan_is_a_second_or_subsequent_one_with_any_number_of_previous_plans_however_long_ago() -> None:
    assert figures_of(PLANS)["child_protection_plans_second_or_subsequent"] == 1


def test_plans_are_counted_by_initial_and_by_latest_category() -> None:
    figures = figures_of(PLANS)
    assert lines(figures, "child_protection_plans_starting_by_initial_category") == {"neglect": 1, "physical_abuse": 1}
    assert lines(figures, "child_protection_plans_starting_by_latest_category") == {"emotional_abuse": 1, "physical_abuse": 1}
    assert lines(figures, "child_protection_plans_at_31_march_by_initial_category") == {"physical_abuse": 1, "emotional_abuse": 1}
    assert lines(figures, "child_protection_plans_at_31_march_by_latest_category") == {"physical_abuse": 1, "neglect": 1}


def test_two_years_on_a_plan_are_730_days() -> None:
    figures = figures_of(PLANS)
    assert lines(figures, "child_protection_plans_at_31_march_by_duration") == {"3_months_or_less": 1, "2_years_or_more": 1}
    assert lines(figures, "child_protection_plans_ending_by_duration") == {
        "more_than_6_months_to_under_1_year": 1,
        "1_year_to_under_2_years": 1,
    }


def test_a_plan_of_91_days_stands_in_three_months_or_less_and_in_three_months_or_more() -> None:
    figures = figures_of(
        ONE
        + """
    ChildProtectionPlans
    LAchildID | CPPstartDate | CPPendDate
    A         | 2024-12-30   |
    A         | 2024-12-31   |
    """
    )
    assert lines(figures, "child_protection_plans_at_31_march_by_duration") == {"3_months_or_less": 2}
    assert figures["child_protection_plans_at_31_march_three_months_or_more"] == 1


def test_reviews_are_on_time_within_91_days_of_the_start_and_then_183_days_of_each_other_up_to_31_march() -> None:
    figures = figures_of(
        ONE
        + """
    ChildProtectionPlans
    LAchildID | CPPstartDate | CPPendDate | CPPreviewDate
    A         | 2024-04-01   |            | 2024-07-01 2024-12-31
    A         | 2024-04-01   |            | 2024-07-02 2024-12-31
    A         | 2024-04-01   |            | 2024-06-01 2024-12-02
    A         | 2024-06-01   |            | 2024-06-01 2024-07-01
    A         | 2024-12-01   |            |
    """
    )
    assert figures["child_protection_plans_at_31_march_three_months_or_more"] == 5
    assert figures["child_protection_plans_reviewed_within_timescales"] == 1


def test_a_plan_from_before_the_year_is_tested_from_the_last_review_that_the_previous_return_holds() -> None:
    now = (
        ONE
        + """
    ChildProtectionPlans
    LAchildID | CPPstartDate | CPPendDate | CPPreviewDate
    A         | 2023-10-01   |            | 2024-07-10 2025-01-05
    """
    )
    before = (
        ONE
        + """
    ChildProtectionPlans
    LAchildID | CPPstartDate | CPPendDate | CPPreviewDate
    A         | 2023-10-01   |            | 2023-12-10 2024-01-15
    """
    )
    late_before = before.replace("2024-01-15", "2024-01-01")
    assert figures_of(now, previous=before)["child_protection_plans_reviewed_within_timescales"] == 1
    assert figures_of(now, previous=late_before)["child_protection_plans_reviewed_within_timescales"] == 0
    alone = figures_of(now)
    assert alone["child_protection_plans_reviewed_within_timescales"] == 0  # not known to be on time
    assert alone.notes["child_protection_plans_reviewed_within_timescales"] == "lower bound: previous return not loaded"


def test_plans_ended_in_the_first_six_months_by_how_long_the_child_stayed_in_need() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2023-01-02      | 2024-07-31     | RC5
    B         | 2023-01-02      | 2024-11-01     | RC7
    C         | 2023-01-02      | 2025-03-01     | RC7
    D         | 2023-01-02      |                |
    E         | 2023-01-02      |                |
    ChildProtectionPlans
    LAchildID | CPPstartDate | CPPendDate
    A         | 2023-02-01   | 2024-05-01
    B         | 2023-02-01   | 2024-05-02
    C         | 2023-02-01   | 2024-04-02
    D         | 2023-02-01   | 2024-09-30
    E         | 2023-02-01   | 2024-10-01
    """)
    assert figures["child_protection_plans_ending_in_first_six_months"] == 4
    assert lines(figures, "child_protection_plans_ending_in_first_six_months_by_time_in_need_after") == {
        "3_months_or_less": 1, "more_than_3_to_6_months": 1, "more_than_6_months": 2}  # fmt: skip
    assert figures["child_protection_plans_ending_in_first_six_months_then_transferred"] == 1


def test_plans_are_counted_by_age_sex_and_ethnicity_of_the_child() -> None:
    figures = figures_of("""
    Child
    LAchildID | PersonBirthDate | ExpectedPersonBirthDate | Sex | Ethnicity
    A         | 2015-01-01      |                         | F   | BCRB
    B         |                 | 2025-05-01              | U   |
    CINdetails
    LAchildID | CINreferralDate
    A         | 2025-01-02
    B         | 2025-01-02
    ChildProtectionPlans
    LAchildID | CPPstartDate | InitialCategoryOfAbuse
    A         | 2025-02-01   | NEG
    B         | 2025-02-01   | EMO
    """)
    assert lines(figures, "child_protection_plans_by_age") == {"10_to_15": 1, "unborn": 1}
    assert lines(figures, "child_protection_plans_by_sex") == {"female": 1, "unborn": 1}
    assert lines(figures, "child_protection_plans_by_ethnicity") == {"black_or_black_british": 1}
    assert figures["child_protection_plans_with_known_ethnicity"] == 1
    cross = lines(figures, "child_protection_plans_by_initial_category_and_characteristic")
    assert cross == {"female.neglect": 1, "aged_10_to_15.neglect": 1, "known_ethnicity.neglect": 1, "black_or_black_british.neglect": 1,
                     "unborn.emotional_abuse": 1}  # fmt: skip


def test_child_in_need_plans_are_counted_like_protection_plans_and_not_before_2022() -> None:
    text = (
        ONE
        + """
    CINPlanDates
    LAchildID | CINPlanStartDate | CINPlanEndDate
    A         | 2024-04-01       | 2024-05-01
    A         | 2024-06-01       |
    """
    )
    figures = figures_of(text)
    assert figures["child_in_need_plans_starting"] == 2
    assert figures["children_starting_child_in_need_plans"] == 1
    assert figures["child_in_need_plans_ending"] == 1
    assert figures["child_in_need_plans_at_31_march"] == 1
    assert figures["child_in_need_plans_at_any_point"] == 2
    assert "child_in_need_plans_starting" not in figures_of(text, year=2021)
