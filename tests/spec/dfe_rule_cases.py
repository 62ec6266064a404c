"""DfE's rules of the census as cases: by number, records that break the rule and records that do not.

A case is records with " / " between them: a kind and its fields. Records belong to child A (``id=B`` to another) and to the first case
of the child, or the one that ``module`` numbers. ``y0-06-03`` is a day of the year in which the reporting year begins, ``y1-02-03`` one of
that in which it ends, ``y-5`` five years before the first; ``sat`` and ``sun`` are a weekend of the reporting year, ``fri`` the day before.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

KINDS = {
    "child": ("Child", {"upn": "UPN", "former": "FormerUPN", "noupn": "UPNunknown", "born": "PersonBirthDate", "expected": "ExpectedPersonBirthDate",
                        "sex": "Sex", "died": "PersonDeathDate", "ethnicity": "Ethnicity", "disability": "Disability"}),
    "case": ("CINdetails", {"made": "CINreferralDate", "closed": "CINclosureDate", "why": "ReasonForClosure", "nfa": "ReferralNFA",
                            "need": "PrimaryNeedCode", "source": "ReferralSource", "conference": "DateOfInitialCPC"}),
    "assessment": ("Assessments", {"from": "AssessmentActualStartDate", "to": "AssessmentAuthorisationDate", "factors": "AssessmentFactors"}),
    "enquiry": ("Section47", {"from": "S47ActualStartDate", "conference": "DateOfInitialCPC", "target": "InitialCPCtarget", "none": "ICPCnotRequired"}),
    "plan": ("ChildProtectionPlans", {"from": "CPPstartDate", "to": "CPPendDate", "first": "InitialCategoryOfAbuse", "latest": "LatestCategoryOfAbuse",
                                      "before": "NumberOfPreviousCPP", "reviews": "CPPreviewDate"}),
    "need": ("CINPlanDates", {"from": "CINPlanStartDate", "to": "CINPlanEndDate"}),
}  # fmt: skip
GENDER = {"M": "1", "F": "2", "U": "0"}  # what a return gave before 2025
CASE = "case made=y0-06-03"
CODES = "MOB HAND PC INC COMM LD HEAR"
EIGHT = " / ".join(f"child id=C{n} disability={code} / case id=C{n} made=y0-06-03" for n, code in enumerate((*CODES.split(), "VIS")))
# In each: the records that break the rule, then the records that do not.
CASES: dict[str, tuple[list[str], list[str]]] = {
    "1103": ([f"{CASE} / assessment from=y0-06-02 to=y0-07-01"],
             [f"{CASE} / assessment from=y0-06-03 to=y0-07-01", f"{CASE} / assessment to=y0-07-01"]),
    "1104": ([f"{CASE} / enquiry from=y0-05-20 conference=y0-06-02"], [f"{CASE} / enquiry from=y0-05-20 conference=y0-06-03"]),
    "1105": ([f"{CASE} / plan from=y0-06-02"], [f"{CASE} / plan from=y0-06-03", f"{CASE} / plan"]),
    "1510": ([f"child upn=A831000024001 / {CASE}"], [f"child upn=J831000024001 / {CASE}", f"child upn=G83100002400A / {CASE}", f"child / {CASE}"]),
    "1520": ([f"child upn=J831000024001 / {CASE} / child id=B upn=J831000024001 / case id=B made=y0-07-03"],
             [f"child upn=J831000024001 / {CASE} / child id=B upn=A831000024001 / case id=B made=y0-07-03", f"{CASE} / case id=B made=y0-07-03"]),
    "1530": ([f"child upn=A999000024001 / {CASE}", f"child upn=A20X000024001 / {CASE}"],
             [f"child upn=A831000024001 / {CASE}", f"child upn=A201000024001 / {CASE}", f"child / {CASE}"]),
    "1540": ([f"child upn=A8310000X4001 / {CASE}", f"child upn=A83100002 / {CASE}"], [f"child upn=A83100002400X / {CASE}"]),
    "1550": ([f"child upn=A83100002400S / {CASE}", f"child upn=A83100002400* / {CASE}"],
             [f"child upn=A83100002400X / {CASE}", f"child upn=A831000024001 / {CASE}"]),
    "1560Q": ([f"child former=A83100002400 / {CASE}", f"child former=1831000024001 / {CASE}", f"child former=A83100X024001 / {CASE}"],
              [f"child former=A831000024001 / {CASE}", f"child former=A83100002400B / {CASE}", f"child / {CASE}"]),
    "1570": (["child id=A23456789012345678901 / case id=A23456789012345678901 made=y0-06-03"],
             ["child id=A2345678901234567890 / case id=A2345678901234567890 made=y0-06-03"]),
    "1580": (["child id=A-7 / case id=A-7 made=y0-06-03", "child id=A_7 / case id=A_7 made=y0-06-03"], ["child id=a7 / case id=a7 made=y0-06-03"]),
    "2883": ([f"{CASE} / plan from=y0-07-01", f"{CASE} / enquiry from=y0-06-20 conference=y0-03-01 / plan from=y0-07-01"],
             [f"{CASE} / enquiry from=y0-06-20 conference=y0-07-01 / plan from=y0-07-01", f"{CASE} conference=y0-07-01 / plan from=y0-07-01",
              f"{CASE} / plan from=y0-03-01"]),
    "2884": ([f"{CASE} conference=y0-07-01 / enquiry from=y0-06-20 conference=y0-07-01"],
             [f"{CASE} conference=y0-07-02 / enquiry from=y0-06-20 conference=y0-07-01", f"{CASE} / enquiry from=y0-06-20 conference=y0-07-01"]),
    "2885": ([f"{CASE} / enquiry from=y0-06-20 conference=y0-07-01 / plan from=y0-07-02", f"{CASE} / plan from=y0-07-02"],
             [f"{CASE} / enquiry from=y0-06-20 conference=y0-07-01 / plan from=y0-07-01", f"{CASE} conference=y0-07-01 / plan from=y0-07-01",
              f"{CASE} / plan from=y0-03-01"]),
    "2886Q": ([f"child born=2015-01-01 sex=U / {CASE}", f"child born=2015-01-01 / {CASE}"],
              [f"child born=2015-01-01 sex=F / {CASE}", f"child expected=y1-05-01 sex=U / {CASE}"]),
    "2887Q": ([f"child disability=AUT / {CASE}", EIGHT.replace("=VIS", "=NONE")], [EIGHT]),
    "2888Q": ([EIGHT], [f"child disability=AUT+LD / {CASE}", f"child disability=NONE / {CASE}"]),
    "2889": ([f"{CASE} / enquiry from=y0-06-02"], [f"{CASE} / enquiry from=y0-06-03", f"{CASE} / enquiry none=1"]),
    "2990": ([f"{CASE} closed=y0-07-31 why=RC8 / enquiry from=y0-06-05", f"{CASE} closed=y0-07-31 why=RC9 / need from=y0-06-05",
              f"{CASE} closed=y0-07-31 why=RC8 / plan from=y0-06-05", f"{CASE} closed=y0-07-31 why=RC8 conference=y0-06-05"],
             [f"{CASE} closed=y0-07-31 why=RC8 / assessment from=y0-06-05", f"{CASE} closed=y0-07-31 why=RC7 / enquiry from=y0-06-05"]),
    "2991Q": ([f"{CASE} / enquiry from=y0-06-05"], [f"{CASE} / enquiry from=y0-06-05 / assessment from=y0-06-05", CASE]),
    "4000": ([f"{CASE} nfa=1 / need from=y0-06-05"], [f"{CASE} nfa=0 / need from=y0-06-05", f"{CASE} nfa=1"]),
    "4001": ([f"{CASE} / plan from=y0-06-05 / need from=y0-06-10"],
             [f"{CASE} / plan from=y0-06-05 to=y0-06-10 / need from=y0-06-10", f"{CASE} / plan from=y0-06-05 / need from=y0-06-03 to=y0-06-05"]),
    "4003": ([f"{CASE} / plan from=y0-06-05 reviews=y0-08-05 / need from=y0-08-01", f"{CASE} / plan from=y0-06-05 reviews=y0-08-05 / need from=y0-08-01 to=y0-09-01"],
             [f"{CASE} / plan from=y0-06-05 to=y0-08-05 reviews=y0-08-05 / need from=y0-08-05", f"{CASE} / plan from=y0-06-05 reviews=y0-07-31 / need from=y0-08-01",
              f"{CASE} / plan from=y0-06-05 reviews=y0-09-01 / need from=y0-08-01 to=y0-09-01"]),
    "4004": ([f"{CASE} / need from=y0-06-05 / need from=y0-08-05"], [f"{CASE} / need from=y0-06-05 to=y0-08-04 / need from=y0-08-05"]),
    "4008": ([f"child died=y0-06-04 / {CASE} / need from=y0-06-05"], [f"child died=y0-06-05 / {CASE} / need from=y0-06-05", f"{CASE} / need from=y0-06-05"]),
    "4009Q": ([f"child died=y0-07-04 / {CASE} / need from=y0-06-05 to=y0-07-05"], [f"child died=y0-07-05 / {CASE} / need from=y0-06-05 to=y0-07-05"]),
    "4010": ([f"{CASE} / need to=y0-06-05", f"{CASE} / need from=y1-04-01"], [f"{CASE} / need from=y1-03-31"]),
    "4011": ([f"{CASE} / need from=y0-07-02 to=y0-07-01"], [f"{CASE} / need from=y0-07-02 to=y0-07-02", f"{CASE} / need from=y0-07-02"]),
    "4012Q": ([f"{CASE} / need from=y0-07-02 to=y0-07-02"], [f"{CASE} / need from=y0-07-02 to=y0-07-03"]),
    "4013": ([f"{CASE} / need from=y0-07-02 to=y1-04-01", f"{CASE} / need from=y0-02-02 to=y0-03-31"],
             [f"{CASE} / need from=y0-07-02 to=y1-03-31", f"{CASE} / need from=y0-03-02 to=y0-04-01"]),
    "4014": ([f"{CASE} / need from=y0-07-02 to=y0-09-01 / need from=y0-08-02", f"{CASE} / need from=y0-07-02 / need from=y0-08-02 to=y0-08-09",
              f"{CASE} / need from=y0-07-02 to=y0-08-02 / need from=y0-08-02"],
             [f"{CASE} / need from=y0-07-02 to=y0-08-01 / need from=y0-08-02", f"{CASE} / need from=y0-07-02 / plan from=y0-08-02"]),
    "4015": ([f"{CASE} / need from=y0-06-02"], [f"{CASE} / need from=y0-06-03"]),
    "4016": ([f"{CASE} / plan from=y0-07-02 / need from=y0-08-01", f"{CASE} / plan from=y0-07-02 to=y0-08-02 / need from=y0-08-01"],
             [f"{CASE} / plan from=y0-07-02 to=y0-08-01 / need from=y0-08-01", f"{CASE} / plan from=y0-07-02 / need from=y0-07-01 to=y0-07-02"]),
    "4017": ([f"{CASE} / plan from=y0-07-02 / need from=y0-07-01", f"{CASE} / plan from=y0-07-02 / need from=y0-07-01 to=y0-07-03"],
             [f"{CASE} / plan from=y0-07-02 / need from=y0-07-01 to=y0-07-02", f"{CASE} / plan from=y0-07-02 / need from=y0-07-03"]),
    "4180": ([f"child sex=X / {CASE}", f"child / {CASE}"], [f"child sex=F / {CASE}", f"child sex=U / {CASE}"]),
    "4220": ([f"child ethnicity=QQQQ / {CASE}", f"child / {CASE}"], [f"child ethnicity=WBRI / {CASE}", f"child ethnicity=NOBT / {CASE}"]),
    "8500": (["child id=- / case id=- made=y0-06-03"], [f"child / {CASE}"]),
    "8510": ([f"child / child / {CASE}"], [f"child / child id=B / {CASE} / case id=B made=y0-06-03"]),
    "8520": ([f"child born=y1-04-01 / {CASE}"], [f"child born=y1-03-31 / {CASE}"]),
    "8525Q": ([f"child / {CASE}", f"child born=y0-05-01 expected=y0-05-02 / {CASE}"], [f"child born=y0-05-01 / {CASE}", f"child expected=y1-05-01 / {CASE}"]),
    "8530Q": ([f"child expected=y1-02-28 / {CASE}", f"child expected=y2-01-01 / {CASE}"], [f"child expected=y1-03-01 / {CASE}", f"child expected=y1-12-31 / {CASE}"]),
    "8535Q": ([f"child born=y0-05-02 died=y0-05-01 / {CASE}"], [f"child born=y0-05-02 died=y0-05-02 / {CASE}", f"child born=y0-05-02 / {CASE}"]),
    "8540": ([f"child born=2015-01-01 / {CASE}", f"child born=2015-01-01 disability=QQ / {CASE}"],
             [f"child born=2015-01-01 disability=NONE / {CASE}", f"child expected=y1-05-01 / {CASE}", f"child born=2015-01-01 / {CASE} nfa=1"]),
    "8545Q": ([f"child died=y0-03-31 / {CASE}", f"child died=y1-04-01 / {CASE}"], [f"child died=y0-04-01 / {CASE}", f"child died=y1-03-31 / {CASE}"]),
    "8555Q": ([f"child died=y0-06-02 / {CASE}"], [f"child died=y0-06-03 / {CASE}"]),
    "8565": ([f"{CASE} closed=y0-07-01 / assessment from=y0-07-02", f"{CASE} closed=y0-07-01 / assessment from=y0-06-04 to=y0-07-02",
              f"{CASE} closed=y0-07-01 / enquiry from=y0-07-02", f"{CASE} closed=y0-07-01 / enquiry from=y0-06-04 conference=y0-07-02",
              f"{CASE} closed=y0-07-01 conference=y0-07-02", f"{CASE} closed=y0-07-01 / plan from=y0-06-04 to=y0-07-02",
              f"{CASE} closed=y0-07-01 / need from=y0-07-02", f"{CASE} closed=y0-07-01 / need from=y0-06-04 to=y0-07-02"],
             [f"{CASE} closed=y0-07-01 / assessment from=y0-06-04 to=y0-07-01 / need from=y0-06-10 to=y0-07-01", f"{CASE} / need from=y0-07-02"]),
    "8568": ([f"{CASE} nfa=perhaps"], [f"{CASE} nfa=true", f"{CASE} nfa=0"]),
    "8569Q": (["case made=y0-03-20 nfa=1"], ["case made=y0-04-03 nfa=1", "case made=y0-03-20 nfa=0"]),
    "8585Q": ([f"{CASE} closed=y0-07-01 why=RC2"], [f"child died=y0-07-01 / {CASE} closed=y0-07-01 why=RC2", f"{CASE} closed=y0-07-01 why=RC7"]),
    "8590": ([f"child / child id=B / {CASE}"], [f"child / {CASE}"]),
    "8600": (["case", "case made=y1-04-01"], ["case made=y1-03-31", "case made=2019-01-01"]),
    "8606": ([f"child born=y1-03-11 / {CASE}", f"child expected=y1-03-11 / {CASE}"], [f"child born=y1-03-09 / {CASE}", f"child born=2015-01-01 / {CASE}"]),
    "8608": ([f"{CASE} / assessment from=y0-07-02 to=y0-07-01"], [f"{CASE} / assessment from=y0-07-02 to=y0-07-02", f"{CASE} / assessment from=y0-07-02"]),
    "8610": ([f"{CASE} nfa=0"], [f"{CASE} nfa=0 need=N1", f"{CASE} nfa=1"]),
    "8614": ([f"{CASE} / assessment from=y0-07-02 factors=3A"], [f"{CASE} / assessment from=y0-07-02 to=y0-07-09 factors=3A", f"{CASE} / assessment from=y0-07-02"]),
    "8615": ([f"{CASE} / enquiry from=y0-07-02 conference=y0-07-01", f"{CASE} / enquiry conference=y0-07-01"], [f"{CASE} / enquiry from=y0-07-01 conference=y0-07-01"]),
    "8620": ([f"{CASE} closed=y1-04-01", "case made=y-1-06-03 closed=y0-03-31"], [f"{CASE} closed=y1-03-31", "case made=y-1-06-03 closed=y0-04-01"]),
    "8630": ([f"{CASE} closed=y0-06-02"], [f"{CASE} closed=y0-06-03"]),
    "8640": ([f"{CASE} closed=y0-07-03 why=RC77"], [f"{CASE} closed=y0-07-03 why=RC9", f"{CASE} closed=y0-07-03"]),
    "8650": ([f"{CASE} need=N11"], [f"{CASE} need=N9", CASE]),
    "8670Q": ([f"{CASE} / assessment from=y1-01-02"], [f"{CASE} / assessment from=y1-03-03", f"{CASE} / assessment from=y1-01-02 to=y1-03-20"]),
    "8675Q": ([f"{CASE} / enquiry from=y1-03-01 none=0"], [f"{CASE} / enquiry from=y1-03-27 none=0", f"{CASE} / enquiry from=y1-03-01 none=1",
                                                           f"{CASE} / enquiry from=y1-03-01 conference=y1-03-27"]),
    "8696": ([f"{CASE} / assessment from=y0-07-02 to=y1-04-01", f"{CASE} / assessment from=y0-02-02 to=y0-03-31"],
             [f"{CASE} / assessment from=y0-07-02 to=y1-03-31", f"{CASE} / assessment from=y0-02-02 to=y0-04-01", f"{CASE} / assessment from=y0-02-02"]),
    "8715": ([f"{CASE} / enquiry from=y0-07-02 conference=y1-04-01", f"{CASE} / enquiry from=y0-03-02 conference=y0-03-31"],
             [f"{CASE} / enquiry from=y0-07-02 conference=y1-03-31", f"{CASE} / enquiry from=y0-07-02"]),
    "8720": ([f"{CASE} / plan to=y0-07-02", f"{CASE} / plan from=y1-04-01"], [f"{CASE} / plan from=y1-03-31", f"{CASE} / plan from=2019-03-31"]),
    "8730": ([f"{CASE} / plan from=y0-07-02", f"{CASE} / plan from=y0-07-02 before=many"], [f"{CASE} / plan from=y0-07-02 before=0"]),
    "8736": ([f"{CASE} / assessment from=y0-03-31", f"{CASE} / assessment from=y1-04-01", f"{CASE} / assessment factors=3A"],
             [f"{CASE} / assessment from=y0-04-01", f"{CASE} / assessment from=y0-03-31 to=y0-04-05"]),
    "8740": ([f"{CASE} / enquiry from=y0-03-31 none=0", f"{CASE} / enquiry from=y1-04-01 none=0"],
             [f"{CASE} / enquiry from=y0-04-01 none=0", f"{CASE} / enquiry from=y0-03-31 none=1", f"{CASE} / enquiry from=y0-03-31 conference=y0-04-09"]),
    "8750": ([f"child expected=y1-05-01 sex=F / {CASE}", f"child expected=y1-05-01 / {CASE}"], [f"child expected=y1-05-01 sex=U / {CASE}", f"child born=y1-02-01 sex=F / {CASE}"]),
    "8770Q": ([f"child born=y-5-03-31 / {CASE}", f"child born=y-5-03-31 noupn=UN1 / {CASE}"],
              [f"child born=y-5-03-31 upn=J831000024001 / {CASE}", f"child born=y-5-03-31 noupn=UN4 / {CASE}", f"child born=y-5-09-01 / {CASE}",
               f"child born=y-5-03-31 / {CASE} nfa=1"]),
    "8772": ([f"child noupn=UN7 / {CASE} nfa=1 / case made=y0-07-03 nfa=0"], [f"child noupn=UN7 / {CASE} nfa=1", f"child noupn=UN4 / {CASE} nfa=0"]),
    "8775Q": ([f"child born=y-25-03-30 / {CASE}", f"child born=y-25-03-30 / {CASE} closed=y1-03-31"],
              [f"child born=y-24-04-01 / {CASE}", f"child born=y-25-12-01 / {CASE} closed=y0-11-30"]),
    "8790": ([f"child disability=NONE+AUT / {CASE}"], [f"child disability=NONE / {CASE}", f"child disability=AUT+LD / {CASE}"]),
    "8794": ([f"child disability=AUT+AUT / {CASE}"], [f"child disability=AUT+LD / {CASE}"]),
    "8805": ([f"{CASE} closed=y0-07-31"], [f"{CASE} closed=y0-07-31 why=RC7", CASE]),
    "8810": ([f"{CASE} why=RC7"], [f"{CASE} closed=y0-07-31 why=RC7"]),
    "8815": ([f"{CASE} / case made=y0-07-03"], [f"{CASE} closed=y0-07-02 / case made=y0-07-03", f"{CASE} nfa=1 / case made=y0-07-03"]),
    "8816": ([f"{CASE} / case made=y0-07-03 closed=y0-08-03"], [f"{CASE} closed=y0-07-01 / case made=y0-07-03", f"{CASE} nfa=1 / case made=y0-07-03"]),
    "8820": ([f"{CASE} closed=y0-08-03 / case made=y0-07-03", f"{CASE} / case made=y0-07-03 closed=y0-09-03", f"{CASE} nfa=1 closed=y0-08-03 / case made=y0-07-03"],
             [f"{CASE} closed=y0-07-03 / case made=y0-07-03", f"{CASE} nfa=1 / case made=y0-07-03"]),
    "8825Q": ([f"{CASE} closed=y0-07-31 why=RC8", f"{CASE} closed=y0-07-31 why=RC9"], [f"{CASE} closed=y0-07-31 why=RC8 / assessment from=y0-06-05", f"{CASE} closed=y0-07-31 why=RC7"]),
    "8831": ([f"{CASE} nfa=1 / assessment from=y0-06-05", f"{CASE} nfa=1 / enquiry from=y0-06-05", f"{CASE} nfa=1 conference=y0-06-05"],
             [f"{CASE} nfa=0 / assessment from=y0-06-05", f"{CASE} nfa=1"]),
    "8832": ([f"{CASE} nfa=1 / plan from=y0-06-05"], [f"{CASE} nfa=0 / plan from=y0-06-05"]),
    "8839": ([f"{CASE} / enquiry from=y0-06-05 none=0 / enquiry from=y0-07-05 none=0"],
             [f"{CASE} / enquiry from=y0-06-05 none=1 / enquiry from=y0-07-05 none=0", f"{CASE} / enquiry from=y0-06-05 conference=y0-06-20 / enquiry from=y0-07-05 none=0"]),
    "8840": ([f"{CASE} / plan from=y0-07-01 to=y0-07-01"], [f"{CASE} / plan from=y0-07-01 to=y0-07-02"]),
    "8841": ([f"{CASE} / plan from=y0-07-01 reviews=y0-07-01", f"{CASE} / plan from=y0-07-01 reviews=y0-06-30+y0-09-01"], [f"{CASE} / plan from=y0-07-01 reviews=y0-07-02"]),
    "8842Q": ([f"{CASE} / plan from=y0-07-01 reviews=soon"], [f"{CASE} / plan from=y0-07-01 reviews=y0-07-02", f"{CASE} / plan from=y0-07-01"]),
    "8863Q": ([f"{CASE} / assessment from=y0-06-05 to=y0-07-01 / assessment from=y0-06-10 to=y0-07-09", f"{CASE} / assessment from=y0-06-05 / assessment from=y0-07-10",
               f"{CASE} / assessment from=y0-06-05 to=y0-07-01 / assessment from=y0-07-01"],
              [f"{CASE} / assessment from=y0-06-05 to=y0-07-01 / assessment from=y0-07-02",
               f"{CASE} closed=y0-06-30 / case made=y0-07-01 / assessment from=y0-06-05 / assessment module=2 from=y0-07-10"]),
    "8866": ([f"{CASE} source=Z", CASE], [f"{CASE} source=10", f"{CASE} source=5D", "case made=2013-03-31"]),
    "8867": ([f"{CASE} closed=y0-08-01 / assessment from=y0-06-05"], [f"{CASE} closed=y0-08-01 / assessment from=y0-06-05 to=y0-07-01", f"{CASE} / assessment from=y0-06-05"]),
    "8868": ([f"{CASE} closed=y0-08-01 / enquiry from=y0-06-05 none=0"],
             [f"{CASE} closed=y0-08-01 / enquiry from=y0-06-05 none=1", f"{CASE} closed=y0-08-01 / enquiry from=y0-06-05 conference=y0-06-20", f"{CASE} / enquiry from=y0-06-05 none=0"]),
    "8869": ([f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=21+3A"], [f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=21",
                                                                               f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=3A+4B"]),
    "8870Q": ([f"{CASE} / enquiry from=y0-06-05 target=sat", f"{CASE} / enquiry from=y0-06-05 target=sun"], [f"{CASE} / enquiry from=y0-06-05 target=fri"]),
    "8873Q": ([f"{CASE} closed=y0-08-01 why=RC7 / assessment from=y0-06-05 to=y0-07-01 factors=21", f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=21"],
              [f"{CASE} closed=y0-08-01 why=RC8 / assessment from=y0-06-05 to=y0-07-01 factors=21", f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=3A",
               f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=21 / assessment from=y0-07-05 to=y0-08-01 factors=3A"]),
    "8875": ([f"{CASE} / enquiry from=y0-06-05 conference=sat", f"{CASE} / enquiry from=y0-06-05 conference=sun"], [f"{CASE} / enquiry from=y0-06-05 conference=fri"]),
    "8890": ([f"{CASE} / enquiry from=y0-06-05 conference=y0-06-20 / enquiry from=y0-06-10 none=1", f"{CASE} / enquiry from=y0-06-05 none=0 / enquiry from=y0-08-10 none=1"],
             [f"{CASE} / enquiry from=y0-06-05 conference=y0-06-20 / enquiry from=y0-06-21 none=1", f"{CASE} / enquiry from=y0-06-05 none=1 / enquiry from=y0-06-10 none=1"]),
    "8896": ([f"{CASE} / assessment from=y0-06-05 / assessment from=y0-07-05"], [f"{CASE} / assessment from=y0-06-05 to=y0-07-01 / assessment from=y0-07-05"]),
    "8897Q": ([f"{CASE} / assessment from=y0-06-05 to=y0-07-01", f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=99Z"],
              [f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=3A", f"{CASE} / assessment from=y0-06-05", f"{CASE} / assessment from=y0-02-05 to=y0-03-31"]),
    "8898": ([f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=3A+3A"], [f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=3A+3B"]),
    "8905": ([f"{CASE} / plan from=y0-07-01 latest=NEG", f"{CASE} / plan from=y0-07-01 first=ABC latest=NEG"], [f"{CASE} / plan from=y0-07-01 first=NEG latest=ABC"]),
    "8910": ([f"{CASE} / plan from=y0-07-01 first=NEG", f"{CASE} / plan from=y0-07-01 first=NEG latest=ABC"], [f"{CASE} / plan from=y0-07-01 first=ABC latest=MUL"]),
    "8915": ([f"child died=y0-06-30 / {CASE} / plan from=y0-07-01"], [f"child died=y0-07-01 / {CASE} / plan from=y0-07-01"]),
    "8920": ([f"child died=y0-08-30 / {CASE} / plan from=y0-07-01 to=y0-08-31"], [f"child died=y0-08-31 / {CASE} / plan from=y0-07-01 to=y0-08-31"]),
    "8925": ([f"{CASE} / plan from=y0-07-02 to=y0-07-01"], [f"{CASE} / plan from=y0-07-02 to=y0-07-02"]),
    "8930": ([f"{CASE} / plan from=y0-07-02 to=y1-04-01", f"{CASE} / plan from=y0-02-02 to=y0-03-31"], [f"{CASE} / plan from=y0-07-02 to=y1-03-31"]),
    "8935": ([f"{CASE} / plan from=y0-07-02 / plan from=y0-08-02"], [f"{CASE} / plan from=y0-07-02 to=y0-08-01 / plan from=y0-08-02"]),
    "8940": ([f"{CASE} / plan from=y0-07-02 to=y0-09-01 / plan from=y0-08-02", f"{CASE} closed=y0-07-30 / case made=y0-08-01 / plan from=y0-07-02 / plan module=2 from=y0-08-02",
              f"{CASE} / plan from=y0-07-02 to=y0-08-02 / plan from=y0-08-02"],
             [f"{CASE} / plan from=y0-07-02 to=y0-08-01 / plan from=y0-08-02", f"{CASE} / plan from=y0-07-02 / case id=B made=y0-06-03 / plan id=B from=y0-08-02"]),
    "8945Q": ([f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=18A"], [f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=18B+18C+19A"]),
    "8950Q": ([f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=19A"], [f"{CASE} / assessment from=y0-06-05 to=y0-07-01 factors=19B+19C+18A"]),
}  # fmt: skip


def tables_of(case: str, year: int) -> str:
    """The case as the tables of a return for ``year``."""
    rows: dict[str, list[dict[str, str]]] = {}
    for line in case.split(" / "):
        kind, *fields = line.split()
        table, names = KINDS[kind]
        record = {"LAchildID": "A"}
        for name, value in (field.split("=", 1) for field in fields):
            given = "" if value == "-" else _dated(value.replace("+", " "), year)
            record[{"id": "LAchildID"}.get(name, names.get(name, name))] = given
        if year < 2025 and "Sex" in record:
            record["GenderCurrent"] = GENDER.get(record["Sex"], record.pop("Sex"))
            record.pop("Sex", None)
        rows.setdefault(table, []).append(record)
    return "\n".join(_table(table, records) for table, records in rows.items())


def _table(name: str, records: list[dict[str, str]]) -> str:
    columns = list(dict.fromkeys(column for record in records for column in record))
    lines = [" | ".join(record.get(column, "") for column in columns) for record in records]
    return "\n".join([name, " | ".join(columns), *(line or " " for line in lines)])


def _dated(text: str, year: int) -> str:
    september = date(year - 1, 9, 7)
    friday = september + timedelta(days=(4 - september.weekday()) % 7)
    for at, name in enumerate(("fri", "sat", "sun")):
        text = re.sub(rf"^{name}$", str(friday + timedelta(days=at)), text)
    return re.sub(r"\by(-?\d+)(?=-\d\d-\d\d)", lambda found: str(year - 1 + int(found[1])), text)
