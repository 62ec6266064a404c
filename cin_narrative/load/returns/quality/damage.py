"""A field that cannot be read -> the indicators it damages; which large changes are findings."""

from __future__ import annotations

LARGE_CHANGE = 25  # percent on the year before, at which the reports of DfE's COLLECT ask, too
WATCHED = {
    "referrals": "The number of referrals",
    "assessments_completed": "The number of completed assessments",
    "children_in_need_at_31_march": "The number of children in need at 31 March",
    "child_protection_plans_at_31_march": (
        "The number of children on a child protection plan at 31 March"
    ),
}
FEW = 30  # below this many, a percentage change says nothing
DAMAGE = {
    "CINreferralDate": ("referrals", "children_in_need_at_31_march"),
    "CINclosureDate": ("children_in_need_at_31_march", "episodes_of_need_ending"),
    "PersonBirthDate": ("children_in_need_by_age",),
    "ExpectedPersonBirthDate": ("children_in_need_by_age",),
    "AssessmentActualStartDate": ("assessments_completed_within_45_working_days",),
    "AssessmentAuthorisationDate": ("assessments_completed",),
    "S47ActualStartDate": ("section_47_enquiries",),
    "DateOfInitialCPC": ("initial_child_protection_conferences",),
    "ICPCnotRequired": ("initial_child_protection_conferences",),
    "CPPstartDate": ("child_protection_plans_starting",),
    "CPPendDate": ("child_protection_plans_at_31_march", "child_protection_plans_ending"),
    "CPPreviewDate": ("child_protection_plans_reviewed_within_timescales",),
    "NumberOfPreviousCPP": ("child_protection_plans_second_or_subsequent",),
    "CINPlanStartDate": ("child_in_need_plans_starting",),
    "CINPlanEndDate": ("child_in_need_plans_at_31_march", "child_in_need_plans_ending"),
}
