"""Referrals and re-referrals (year ending 31 March 2025)."""

from return_tables import figures_of, lines

MARK = "lower bound: previous return not loaded"


def test_a_rereferral_is_a_referral_within_12_months_of_a_previous_referral_of_the_same_child() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2024-04-10      | 2024-05-01     | RC7
    A         | 2024-09-10      | 2024-10-01     | RC7
    A         | 2025-02-10      |                |
    B         | 2024-09-10      |                |
    """)
    assert (figures["referrals"], figures["rereferrals_within_12_months"]) == (4, 2)
    assert (figures["children_referred"], figures["children_rereferred_within_12_months"]) == (2, 1)


def test_exactly_12_months_after_is_within_12_months_and_a_day_more_is_not() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2023-06-10      | 2024-05-01     | RC7
    A         | 2024-06-10      |                |
    B         | 2023-06-10      | 2024-05-01     | RC7
    B         | 2024-06-11      |                |
    """)
    assert figures["rereferrals_within_12_months"] == 1


def test_the_previous_referral_is_looked_for_in_the_return_of_the_year_before() -> None:
    now = """
    CINdetails
    LAchildID | CINreferralDate
    A         | 2024-06-10
    """
    before = """
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2023-11-01      | 2023-12-01     | RC7
    """
    alone, both = figures_of(now), figures_of(now, previous=before)
    assert (alone["rereferrals_within_12_months"], alone.notes["rereferrals_within_12_months"]) == (0, MARK)
    assert (both["rereferrals_within_12_months"], both.notes["rereferrals_within_12_months"]) == (1, "")
    assert both["referrals"] == 1


def test_a_previous_referral_that_led_to_no_further_action_counts_as_previous() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | ReferralNFA
    A         | 2024-04-10      | true
    A         | 2024-06-10      | false
    """)
    assert figures["rereferrals_within_12_months"] == 1


def test_of_two_referrals_of_a_child_on_one_day_the_first_counts() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | ReferralSource
    A         | 2024-04-10      | 6
    A         | 2024-04-10      | 2A
    """)
    assert (figures["referrals"], figures["rereferrals_within_12_months"]) == (1, 0)
    assert lines(figures, "referrals_by_source") == {"police": 1}


def test_sources_are_grouped_as_dfe_publishes_them_and_a_blank_or_unknown_code_is_unknown() -> None:
    figures = figures_of("""
    CINdetails
    LAchildID | CINreferralDate | ReferralSource
    A         | 2024-04-10      | 1A
    B         | 2024-04-10      | 1d
    C         | 2024-04-10      | 3E
    D         | 2024-04-10      | 5D
    E         | 2024-04-10      |
    F         | 2024-04-10      | 77
    """)
    assert lines(figures, "referrals_by_source") == {"individual": 2, "health_services": 1, "local_authority_services": 1, "unknown": 2}


def test_children_referred_are_grouped_by_age_at_the_first_referral_of_the_year() -> None:
    figures = figures_of("""
    Child
    LAchildID | PersonBirthDate | ExpectedPersonBirthDate
    A         | 2019-09-10      |
    B         | 2024-06-01      |
    C         |                 | 2025-06-01
    D         |                 |
    CINdetails
    LAchildID | CINreferralDate | CINclosureDate | ReasonForClosure
    A         | 2024-09-09      | 2024-10-01     | RC7
    A         | 2024-11-09      |                |
    B         | 2024-05-01      |                |
    C         | 2025-01-01      |                |
    D         | 2025-01-01      |                |
    """)
    assert figures["children_referred"] == 4
    assert lines(figures, "children_referred_by_age") == {"1_to_4": 1, "unborn": 2}  # D has no date, and is left out
