"""What is left out of a sentence can make what stays say something else: then it is not known here."""

import pytest

from cin_narrative import api
from cin_narrative.claims.desk import Desk
from cin_narrative.drafts.checks.findings import Verdict
from cin_narrative.drafts.checks.paragraph import check_paragraph
from cin_narrative.drafts.draft import new_draft
from cin_narrative.drafts.register import Register
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import MARK


@pytest.fixture(scope="module")
def page(store_2024, catalogue, areas):
    with Store.open(store_2024) as store:
        draft = new_draft(api.summary(store, "Derby", 2016), catalogue, 2024)
        yield draft, Register(Desk(store, catalogue, areas))


def found(page, old, new):
    """The findings where ``old`` (without marks) is made ``new`` in the first paragraph that has it; all its marks are left off."""
    draft, register = page
    part = next(one for one in draft.paragraphs if old in MARK.sub("", one.generated))
    return check_paragraph(part, draft.figures, register, MARK.sub("", part.generated).replace(old, new, 1)).findings


@pytest.mark.parametrize(("old", "new"), [
    ("In Derby, 27.4% of children", "In Derby, children"),
    ("abuse or neglect (1,688, 72.1%); ", ""),
    ("led to no further action", "led to further action"),
    ("for 3 months or less", ""),
    ("856 section 47 enquiries", "47 enquiries"),
    ("the three most common", "the most common"),
    ("the mean of its 10 statistical neighbours", "its 10 statistical neighbours"),
    ("children aged under 18 years", "people"),
    ("a second or subsequent plan", "a second plan"),
])  # fmt: skip
def test_words_that_limit_a_figure_cannot_go_unseen(page, old, new):
    findings = found(page, old, new)
    assert any(finding.verdict is not Verdict.AGREES for finding in findings)
    assert all(finding.verdict is not Verdict.AGREES for finding in findings)


@pytest.mark.parametrize(("old", "new"), [
    ("abuse or neglect (1,688", "low income (1,688"),
    ("abuse or neglect (1,688", "a parent's disability or illness (1,688"),
    ("for 3 months or less", "for 2 years or more"),
])  # fmt: skip
def test_a_figure_set_beside_another_category_disagrees(page, old, new):
    assert any(finding.verdict is Verdict.DISAGREES for finding in found(page, old, new))


@pytest.mark.parametrize(("old", "new"), [
    (" (641 of 2,342)", ""),
    (", a rate of 400.5 per 10,000 children aged under 18 years", ""),
    (" (4.2%)", ""),
])  # fmt: skip
def test_a_figure_that_went_with_its_clause_changes_nothing(page, old, new):
    assert found(page, old, new) == ()
