"""Assessments: working days, bands, factors (year ending 31 March 2025)."""

from return_tables import figures_of, lines


def test_the_start_day_is_not_counted_the_same_day_is_nought_and_weekends_are_no_working_days() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-06-01
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-06-07                | 2024-06-07
    A         | 2024-06-07                | 2024-06-09
    A         | 2024-06-07                | 2024-06-10
    A         | 2024-06-07                | 2024-06-21
    A         | 2024-06-07                | 2024-06-24
    """)
    assert lines(figures, "assessments_by_duration") == {"same_day": 2, "1_to_10_days": 2, "11_to_20_days": 1}


def test_bank_holidays_are_no_working_days() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-12-01
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-12-24                | 2025-01-09
    A         | 2024-12-24                | 2025-01-10
    """)
    assert lines(figures, "assessments_by_duration") == {"1_to_10_days": 2}  # 9 and 10 working days: 25, 26 December, 1 January


def test_45_working_days_are_within_and_46_are_not() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-06-03
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-06-03                | 2024-08-05
    A         | 2024-06-03                | 2024-08-06
    """)
    assert lines(figures, "assessments_by_duration") == {"41_to_45_days": 1, "46_to_50_days": 1}


def test_an_assessment_is_completed_in_the_year_it_is_authorised_whatever_it_belongs_to() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | ReferralNFA
    A         | 2024-02-01      |
    B         | 2024-06-01      | 1
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-02-01                | 2024-04-01
    A         | 2024-02-01                | 2024-03-31
    A         | 2024-02-01                |
    B         | 2024-06-01                | 2025-03-31
    """)
    assert figures["assessments_completed"] == 2


def test_an_assessment_that_ends_before_it_starts_is_left_out() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-06-01
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-07-01                | 2024-06-21
    """)
    assert figures["assessments_completed"] == 0


def test_percentiles_are_working_days_that_occur() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-06-03
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate
    A         | 2024-06-03                | 2024-06-04
    A         | 2024-06-03                | 2024-06-06
    A         | 2024-06-03                | 2024-06-10
    A         | 2024-06-03                | 2024-06-17
    """)
    assert lines(figures, "assessment_duration_percentiles") == {"lower_quartile": 1, "median": 3, "upper_quartile": 5}


def test_a_factor_counts_the_episodes_it_was_recorded_in_and_factor_21_counts_nowhere() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-06-03
    B         | 2024-06-03
    C         | 2024-06-03
    Assessments
    LAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate | AssessmentFactors
    A         | 2024-06-03                | 2024-06-04                  | 3A 3B 21
    A         | 2024-08-03                | 2024-09-04                  | 3B 18A 18C
    B         | 2024-08-03                | 2024-09-04                  | 21
    C         | 2024-08-03                |                             | 4A
    """)
    assert figures["episodes_with_assessment_factor"] == 1
    assert lines(figures, "assessment_factors") == {
        "domestic_abuse_child": 1,
        "domestic_abuse_parent": 1,
        "physical_abuse_unspecified": 1,
        "physical_abuse_adult_on_child": 1,
    }
    assert lines(figures, "assessment_factors_any_person") == {"domestic_abuse": 1, "physical_abuse": 1}
