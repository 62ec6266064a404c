"""What is wrong with a return: every rule group flags what it is about, names what it damages, and never names a child."""

import pytest
from return_tables import load, load_many, parse

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.validation.dfe_rules import dfe_rules
from cin_narrative.errors import ReturnBlocked
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.quality.findings import find, make_views, worst_first
from cin_narrative.load.returns.quality.rules import load_rules, rule_faults

EPISODE = "CINdetails\nLAchildID | CINreferralDate | CINclosureDate | ReasonForClosure | ReferralNFA | PrimaryNeedCode | ReferralSource\n"
CASE = EPISODE + "A | 2024-06-03 | | | 0 | N1 | 2A\n"


def flagged(text: str, year: int = 2025) -> dict[str, int]:
    engine = DuckDBEngine()
    keys = load(engine, year, text)
    make_views(engine)
    return {finding.rule: finding.records for finding in find(engine, keys, load_catalogue())[1]}


FLAGGED = [
    ("episode_nfa_with_activity", EPISODE + "A | 2024-06-03 | | | 1 | N1 | 2A\nSection47\nLAchildID | S47ActualStartDate | ICPCnotRequired\nA | 2024-06-05 | 1"),
    ("episode_several_open", CASE + "A | 2024-07-03 | | | 0 | N1 | 2A"),
    ("episode_open_but_not_latest", CASE + "A | 2024-07-03 | 2024-08-03 | RC7 | 0 | N1 | 2A"),
    ("episode_overlaps", EPISODE + "A | 2024-06-03 | 2024-08-03 | RC7 | 0 | N1 | 2A\nA | 2024-07-03 | | | 0 | N1 | 2A"),
    ("episode_no_referral_date", EPISODE + "A | | | | 0 | N1 | 2A"),
    ("episode_referral_after_the_year", EPISODE + "A | 2025-04-01 | | | 0 | N1 | 2A"),
    ("episode_closure_outside_the_year", EPISODE + "A | 2023-06-03 | 2024-03-31 | RC7 | 0 | N1 | 2A"),
    ("episode_closure_before_referral", EPISODE + "A | 2024-08-03 | 2024-07-31 | RC7 | 0 | N1 | 2A"),
    ("episode_closure_without_reason", EPISODE + "A | 2024-06-03 | 2024-07-31 | | 0 | N1 | 2A"),
    ("episode_reason_without_closure", EPISODE + "A | 2024-06-03 | | RC7 | 0 | N1 | 2A"),
    ("episode_reason_invalid", EPISODE + "A | 2024-06-03 | 2024-07-31 | RC77 | 0 | N1 | 2A"),
    ("episode_rc8_with_activity", EPISODE + "A | 2024-06-03 | 2024-07-31 | RC8 | 0 | N1 | 2A\nCINPlanDates\nLAchildID | CINPlanStartDate\nA | 2024-06-05"),
    ("episode_rc8_without_assessment", EPISODE + "A | 2024-06-03 | 2024-07-31 | RC9 | 0 | N1 | 2A"),
    ("episode_need_missing", EPISODE + "A | 2024-06-03 | | | 0 | | 2A"),
    ("episode_source_missing", EPISODE + "A | 2024-06-03 | | | 0 | N1 | Z"),
    ("episode_two_on_one_day", CASE + "A | 2024-06-03 | | | 1 | | 2A"),
    ("child_no_birth_date", CASE),
    ("child_over_25", "Child\nLAchildID | PersonBirthDate | Disability\nA | 1900-01-01 | NONE\n" + CASE),
    ("child_two_birth_dates", "Child\nLAchildID | PersonBirthDate | ExpectedPersonBirthDate\nA | 2010-01-01 | 2010-01-01\n" + CASE),
    ("child_born_after_the_year", "Child\nLAchildID | PersonBirthDate\nA | 2025-04-02\n" + CASE),
    ("child_expected_date_far_off", "Child\nLAchildID | ExpectedPersonBirthDate\nA | 2024-06-02\n" + CASE),
    ("child_referred_long_before_birth", "Child\nLAchildID | PersonBirthDate\nA | 2025-03-30\n" + CASE),
    ("child_sex_missing", CASE),
    ("child_ethnicity_invalid", CASE),
    ("child_disability_missing", "Child\nLAchildID | PersonBirthDate\nA | 2010-01-01\n" + CASE),
    ("child_none_with_others", "Child\nLAchildID | PersonBirthDate | Disability\nA | 2010-01-01 | NONE AUT\n" + CASE),
    ("child_disability_repeated", "Child\nLAchildID | PersonBirthDate | Disability\nA | 2010-01-01 | AUT AUT\n" + CASE),
    ("child_disability_invalid", "Child\nLAchildID | PersonBirthDate | Disability\nA | 2010-01-01 | QQ\n" + CASE),
    *[(f"assessment_{rule}", CASE + "Assessments\nLAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate | AssessmentFactors\n" + rows)
      for rule, rows in (
          ("no_start", "A | | 2024-07-01 | 3A"), ("before_referral", "A | 2024-06-01 | 2024-07-01 | 3A"),
          ("end_before_start", "A | 2024-07-03 | 2024-07-01 | 3A"), ("end_outside_the_year", "A | 2024-06-03 | 2025-04-01 | 3A"),
          ("several_open", "A | 2024-06-03 | | \nA | 2024-06-04 | | "), ("overlaps", "A | 2024-06-03 | 2024-07-01 | 3A\nA | 2024-06-10 | 2024-07-01 | 3A"),
          ("open_over_45_days", "A | 2024-06-03 | | "), ("factors_without_completion", "A | 2025-03-03 | | 3A"),
          ("completed_without_factors", "A | 2024-06-03 | 2024-07-01 | "), ("factor_repeated", "A | 2024-06-03 | 2024-07-01 | 3A 3A"),
          ("nothing_with_factors", "A | 2024-06-03 | 2024-07-01 | 3A 21"), ("withdrawn_factor_18a", "A | 2024-06-03 | 2024-07-01 | 18A"),
          ("withdrawn_factor_19a", "A | 2024-06-03 | 2024-07-01 | 19A"),
          ("factor_invalid", "A | 2024-06-03 | 2024-07-01 | 8A"))],
    ("assessment_open_on_a_closed_case", EPISODE + "A | 2024-06-03 | 2024-08-03 | RC7 | 0 | N1 | 2A\n"
     "Assessments\nLAchildID | AssessmentActualStartDate\nA | 2024-06-03"),
    *[(f"enquiry_{rule}", CASE + "Section47\nLAchildID | S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired\n" + rows) for rule, rows in (
        ("no_start", "A | | 2024-07-01 | 0"), ("before_referral", "A | 2024-06-01 | | 1"), ("after_the_conference", "A | 2024-07-02 | 2024-07-01 | 0"),
        ("open_from_before_the_year", "A | 2024-03-01 | | 0"), ("open_over_15_days", "A | 2024-07-01 | | 0"),
        ("conference_outside_the_year", "A | 2024-07-01 | 2025-04-01 | 0"), ("conference_before_referral", "A | 2024-05-01 | 2024-05-20 | 0"),
        ("conference_on_a_bank_holiday", "A | 2024-08-01 | 2024-08-26 | 0"), ("conference_on_a_weekend", "A | 2024-08-01 | 2024-08-24 | 0"))],
    ("enquiry_conference_twice", "CINdetails\nLAchildID | CINreferralDate | DateOfInitialCPC\nA | 2024-06-03 | 2024-07-01\n"
     "Section47\nLAchildID | S47ActualStartDate | DateOfInitialCPC\nA | 2024-06-20 | 2024-07-01"),
    ("enquiry_unresolved_on_a_closed_case", EPISODE + "A | 2024-06-03 | 2024-08-03 | RC7 | 0 | N1 | 2A\n"
     "Section47\nLAchildID | S47ActualStartDate | ICPCnotRequired\nA | 2024-06-05 | 0"),
    *[(f"plan_{rule}", CASE + "ChildProtectionPlans\nLAchildID | CPPstartDate | CPPendDate | InitialCategoryOfAbuse | LatestCategoryOfAbuse | "
       "NumberOfPreviousCPP | CPPreviewDate\n" + rows) for rule, rows in (
        ("no_start", "A | | | NEG | NEG | 0 | "), ("start_after_the_year", "A | 2025-04-01 | | NEG | NEG | 0 | "),
        ("start_without_conference", "A | 2024-07-01 | | NEG | NEG | 0 | "), ("before_referral", "A | 2024-05-01 | | NEG | NEG | 0 | "),
        ("end_before_start", "A | 2024-07-02 | 2024-07-01 | NEG | NEG | 0 | "), ("ends_the_day_it_starts", "A | 2024-07-01 | 2024-07-01 | NEG | NEG | 0 | "),
        ("end_outside_the_year", "A | 2024-07-01 | 2025-04-01 | NEG | NEG | 0 | "), ("several_open", "A | 2024-07-01 | | NEG | NEG | 0 | \nA | 2024-08-01 | | NEG | NEG | 0 | "),
        ("overlaps", "A | 2024-07-01 | 2024-09-01 | NEG | NEG | 0 | \nA | 2024-08-01 | | NEG | NEG | 0 | "), ("previous_plans_missing", "A | 2024-07-01 | | NEG | NEG | | "),
        ("latest_category_missing", "A | 2024-07-01 | | NEG | | 0 | "), ("initial_category_missing", "A | 2024-07-01 | | | NEG | 0 | "))],
    *[(f"review_{rule}", CASE + "ChildProtectionPlans\nLAchildID | CPPstartDate | CPPreviewDate\n" + rows) for rule, rows in (
        ("not_after_start", "A | 2024-07-01 | 2024-07-01"), ("after_the_year", "A | 2024-07-01 | 2025-04-01"))],
    ("return_few_reviews", "CINdetails\nLAchildID | CINreferralDate\n" + "".join(f"C{n} | 2024-06-03\n" for n in range(10))
     + "ChildProtectionPlans\nLAchildID | CPPstartDate | CPPreviewDate\n"
     + "\n".join(f"C{n} | 2024-07-01 | {'2024-09-01' if n < 7 else ''}" for n in range(10))),
    ("return_more_plans_than_conferences", CASE + "ChildProtectionPlans\nLAchildID | CPPstartDate\nA | 2024-07-01"),
    *[(f"need_plan_{rule}", CASE + "CINPlanDates\nLAchildID | CINPlanStartDate | CINPlanEndDate\n" + rows) for rule, rows in (
        ("no_start", "A | | 2024-07-01"), ("start_after_the_year", "A | 2025-04-01 | "), ("end_before_start", "A | 2024-07-02 | 2024-07-01"),
        ("end_outside_the_year", "A | 2024-07-02 | 2025-07-01"), ("several_open", "A | 2024-07-02 | \nA | 2024-08-02 | "),
        ("overlaps", "A | 2024-07-02 | 2024-09-01\nA | 2024-08-02 | "))],
    ("need_plan_when_a_protection_plan_started", CASE + "CINPlanDates\nLAchildID | CINPlanStartDate\nA | 2024-07-02\n"
     "ChildProtectionPlans\nLAchildID | CPPstartDate\nA | 2024-08-01"),
    ("return_few_disability_codes", CASE), ("return_many_without_sex", CASE), ("return_no_child_in_need_plans", CASE),
    ("return_many_assessments_unfinished", CASE + "Assessments\nLAchildID | AssessmentActualStartDate\nA | 2025-03-03"),
]  # fmt: skip


@pytest.fixture(scope="module")
def flagged_by_text() -> dict[str, dict[str, int]]:
    """What is flagged of each return above and of a sound one: all are loaded together, as those of many authorities may be."""
    texts = [GOOD, *dict.fromkeys(text for _, text in FLAGGED)]
    return {text: told for (_, text), told in flagged_together([(2025, text) for text in texts]).items()}


def flagged_together(returns: list[tuple[int, str]]) -> dict[tuple[int, str], dict[str, int]]:
    engine = DuckDBEngine()
    keys = load_many(engine, returns)
    make_views(engine)
    found = find(engine, keys, load_catalogue())
    engine.close()
    return {one: {finding.rule: finding.records for finding in found[key.return_id]} for key, one in zip(keys, returns, strict=True)}


@pytest.mark.parametrize(("rule", "text"), FLAGGED)
def test_each_rule_flags_what_it_is_about(rule, text, flagged_by_text) -> None:
    assert flagged_by_text[text].get(rule, 0) >= 1, flagged_by_text[text]
    assert parse(text)


FACTORS = {"18B": 2021, "18C": 2021, "19B": 2021, "19C": 2021, "24A": 2022, "18A": 0, "3A": 0}  # and the first year of each


def with_factor(code: str, year: int) -> tuple[int, str]:
    """A return for ``year`` with an assessment that has this factor."""
    heading = "Assessments\nLAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate | AssessmentFactors\n"
    return year, f"{EPISODE}A | {year - 1}-06-03 | | | 0 | N1 | 2A\n{heading}A | {year - 1}-06-03 | {year - 1}-07-01 | 4B {code}"


@pytest.fixture(scope="module")
def flagged_of_factors() -> dict[tuple[int, str], dict[str, int]]:
    return flagged_together([with_factor(code, year) for code in FACTORS for year in (2017, 2020, 2021, 2022, 2025)])


@pytest.mark.parametrize(("code", "first_year"), FACTORS.items())
def test_a_factor_is_flagged_in_the_collections_before_it_came_and_in_none_from_then_on(code, first_year, flagged_of_factors) -> None:
    for year in (2017, 2020, 2021, 2022, 2025):
        told = flagged_of_factors[with_factor(code, year)]
        assert ("assessment_factor_of_a_later_collection" in told) == (year < first_year), year


GOOD = (
    "Child\nLAchildID | PersonBirthDate | Sex | Ethnicity | Disability | UPN\nA | 2010-01-01 | F | WBRI | NONE | J831000024001\n"
    + CASE
    + "Assessments\nLAchildID | AssessmentActualStartDate | AssessmentAuthorisationDate | AssessmentFactors\nA | 2024-06-04 | 2024-07-01 | 3A 4B\n"
    "CINPlanDates\nLAchildID | CINPlanStartDate | CINPlanEndDate\nA | 2024-07-01 | 2024-09-01\n"
    "Section47\nLAchildID | S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired\nA | 2024-09-10 | 2024-09-24 | 0\n"
    "ChildProtectionPlans\nLAchildID | CPPstartDate | CPPendDate | InitialCategoryOfAbuse | LatestCategoryOfAbuse | NumberOfPreviousCPP | CPPreviewDate\n"
    "A | 2024-09-24 | | NEG | NEG | 0 | 2024-12-10\n"
)


def test_a_sound_return_is_flagged_by_no_rule_but_the_one_that_any_small_file_meets() -> None:
    assert flagged(GOOD) == {"return_few_disability_codes": 1}


def test_a_sound_return_is_flagged_by_no_more_when_it_is_loaded_with_many_that_are_not(flagged_by_text) -> None:
    assert flagged_by_text[GOOD] == {"return_few_disability_codes": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CINdetails\nLAchildID | CINreferralDate\n | 2024-06-03", "no LAchildID"),
        ("CINdetails\nLAchildID | CINreferralDate | ReferralNFA\nA | 2024-06-03 | perhaps", "ReferralNFA"),
    ],
)
def test_a_blocking_rule_refuses_the_return(text, words) -> None:
    with pytest.raises(ReturnBlocked, match=words):
        flagged(text)


def test_the_rules_cover_the_groups_of_the_definition_and_name_indicators_that_exist(catalogue) -> None:
    assert list(rule_faults(catalogue.indicators)) == []
    assert {rule.dfe for rule in load_rules()} - {""} == set(dfe_rules())  # the groups of the definition are groups of these
    assert {rule.handling for rule in load_rules()} == {"block", "exclude", "report"}


def test_findings_stand_worst_first() -> None:
    engine = DuckDBEngine()
    keys = load(
        engine, 2025, EPISODE + "A | 2024-08-03 | 2024-07-31 | RC7 | 0 | N1 | 2A\nB | 2024-06-03 | | | 0 | | \nC | 2024-06-03 | | | 0 | | "
    )
    make_views(engine)
    ordered = worst_first(find(engine, keys, load_catalogue())[1])
    handled = [finding.handling for finding in ordered]
    assert handled == sorted(handled, key=["excluded", "approximate", "reported"].index)
    assert ordered[0].records >= ordered[1].records or ordered[1].handling != "excluded"
