"""The fields and the tables of a census return, with DfE's names, and the type of each.

Source of the names: DfE, Children in need census, the structure of the collection of 2025 to 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pyarrow as pa


class Kind(StrEnum):
    """How a field is read: text as it comes, a code in capitals, a date, a yes or no, a whole
    number, one of our keys.
    """

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    TRUTH = "truth"
    WHOLE = "whole"
    KEY = "key"


ARROW: Mapping[Kind, Any] = {
    Kind.TEXT: pa.string(),
    Kind.CODE: pa.string(),
    Kind.DATE: pa.int32(),
    Kind.TRUTH: pa.bool_(),
    Kind.WHOLE: pa.int32(),
    Kind.KEY: pa.int64(),
}
SQL_TYPE = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.DATE: "DATE",
    Kind.TRUTH: "BOOLEAN",
    Kind.WHOLE: "INTEGER",
    Kind.KEY: "BIGINT",
}
FIELDS: Mapping[str, Kind] = {
    "LAchildID": Kind.TEXT,
    "UPN": Kind.TEXT,
    "FormerUPN": Kind.TEXT,
    "UPNunknown": Kind.CODE,
    "PersonBirthDate": Kind.DATE,
    "ExpectedPersonBirthDate": Kind.DATE,
    "Sex": Kind.CODE,
    "GenderCurrent": Kind.CODE,
    "PersonDeathDate": Kind.DATE,
    "Ethnicity": Kind.CODE,
    "Disability": Kind.CODE,
    "CINreferralDate": Kind.DATE,
    "ReferralSource": Kind.CODE,
    "PrimaryNeedCode": Kind.CODE,
    "CINclosureDate": Kind.DATE,
    "ReasonForClosure": Kind.CODE,
    "DateOfInitialCPC": Kind.DATE,
    "ReferralNFA": Kind.TRUTH,
    "AssessmentActualStartDate": Kind.DATE,
    "AssessmentInternalReviewDate": Kind.DATE,
    "AssessmentAuthorisationDate": Kind.DATE,
    "AssessmentFactors": Kind.CODE,
    "CINPlanStartDate": Kind.DATE,
    "CINPlanEndDate": Kind.DATE,
    "S47ActualStartDate": Kind.DATE,
    "InitialCPCtarget": Kind.DATE,
    "ICPCnotRequired": Kind.TRUTH,
    "CPPstartDate": Kind.DATE,
    "CPPendDate": Kind.DATE,
    "InitialCategoryOfAbuse": Kind.CODE,
    "LatestCategoryOfAbuse": Kind.CODE,
    "NumberOfPreviousCPP": Kind.WHOLE,
    "CPPreviewDate": Kind.DATE,
}
KEYS = ("return_id", "child_row", "episode", "part")
# `child_row`, `episode` and `part` number the children, the CINdetails modules and the groups in
# them, since the file
# gives no identity to anything but the child. They are unique within one load, not within one
# return.
TABLES: Mapping[str, tuple[str, ...]] = {
    "Child": (
        "return_id",
        "child_row",
        "LAchildID",
        "UPN",
        "FormerUPN",
        "UPNunknown",
        "PersonBirthDate",
        "ExpectedPersonBirthDate",
        "Sex",
        "GenderCurrent",
        "PersonDeathDate",
        "Ethnicity",
    ),
    "Disabilities": ("return_id", "child_row", "Disability"),
    "CINdetails": (
        "return_id",
        "child_row",
        "LAchildID",
        "episode",
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "CINclosureDate",
        "ReasonForClosure",
        "DateOfInitialCPC",
        "ReferralNFA",
    ),
    "Assessments": (
        "return_id",
        "episode",
        "part",
        "AssessmentActualStartDate",
        "AssessmentInternalReviewDate",
        "AssessmentAuthorisationDate",
    ),
    "AssessmentFactors": ("return_id", "episode", "part", "AssessmentFactors"),
    "CINPlanDates": ("return_id", "episode", "part", "CINPlanStartDate", "CINPlanEndDate"),
    "Section47": (
        "return_id",
        "episode",
        "part",
        "S47ActualStartDate",
        "InitialCPCtarget",
        "DateOfInitialCPC",
        "ICPCnotRequired",
    ),
    "ChildProtectionPlans": (
        "return_id",
        "episode",
        "part",
        "CPPstartDate",
        "CPPendDate",
        "InitialCategoryOfAbuse",
        "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP",
    ),
    "Reviews": ("return_id", "episode", "part", "CPPreviewDate"),
}


def kind_of(column: str) -> Kind:
    """The kind of a column of ``TABLES``."""
    return Kind.KEY if column in KEYS else FIELDS[column]
