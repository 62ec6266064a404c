"""Every changed number, unit, period, area and direction word of an edited paragraph is held against the store.

The figures are those of ``made_up_drafts``: Derby 2,342 and 400.5 (2016), 2,444 and 420.6 (2015); England 393,910 and 339.8;
the East Midlands 300.4; Leicester 314.6 and 2,636.
"""

import pytest
from made_up_drafts import draft_of, level_paragraph, newest_store

from cin_narrative.api import drafts
from cin_narrative.drafts.checks.findings import Verdict

AGREES, DISAGREES, NOT_KNOWN = Verdict


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edited")
    with newest_store(folder) as store:
        draft, _ = draft_of(store, folder)
        yield store, draft, level_paragraph(draft)


def check(drafted, *changes, text=None):
    """The findings of the paragraph "Derby had ..." with ``changes`` (old, new) made in it; marks are left off in both."""
    store, draft, part = drafted
    text = part.text if text is None else text
    for old, new in changes:
        assert old in text, text
        text = text.replace(old, new, 1)
    return drafts.check_text(store, draft, part.id, text)


def verdicts(checked):
    return {(str(finding.verdict), finding.text, finding.right) for finding in checked.findings}


def test_the_paragraph_reads_as_the_cases_below_expect(drafted):
    from cin_narrative.writing.commentary import MARK

    plain = MARK.sub("", drafted[2].text)
    assert plain.startswith("Derby had 2,342 children in need at 31 March 2016, a rate of 400.5 per 10,000 children aged under 18 years. "
                            "The rate was higher than the East Midlands (300.4) and England (339.8).")  # fmt: skip
    assert "fell by 102 (4.2%), from 2,444 at 31 March 2015 to 2,342 at 31 March 2016" in plain


def test_what_nobody_touched_is_linked_and_has_no_finding(drafted):
    store, draft, part = drafted
    checked = drafts.check(store, draft)
    assert not [finding for one in checked.values() for finding in one.findings]
    assert set(checked[part.id].linked) == set(part.marks)


@pytest.mark.parametrize(("old", "new", "text", "right"), [
    ("2,342", "2,432", "2,432", "2,342"),
    ("400.5", "405.0", "405.0", "400.5"),
    ("(4.2%", "(4.3%", "4.3", "4.2%"),
    ("by 102", "by 120", "120", "102"),
    ("339.8", "400.5", "400.5", "339.8"),
    ("higher than", "lower than", "lower", "higher, rose"),
    ("higher than", "similar to", "similar", "higher, rose"),
    ("fell by", "rose by", "rose", "lower, fell"),
    ("England", "Leicester", "Leicester", "314.6"),
    ("Derby had", "Leicester had", "Leicester", "2,636"),
    ("at 31 March 2016", "at 31 March 2015", "at 31 March 2015", "2,444"),
    ("at 31 March 2016", "in the year ending 31 March 2016", "in the year ending 31 March 2016", "2,342"),
    ("per 10,000", "per 1,000", "per 1,000 children aged under 18 years", "400.5"),
])  # fmt: skip
def test_a_wrong_change_disagrees_and_the_right_figure_is_given(drafted, old, new, text, right):
    assert ("disagrees", text, right) in verdicts(check(drafted, (old, new)))


@pytest.mark.parametrize(("old", "new", "text"), [
    ("2,342", "2342", "2342"),
    ("fell by", "decreased by", "decreased"),
    ("at 31 March 2016", "in 2016", "2016"),
    ("per 10,000 children aged under 18 years", "per 10,000 children", "per 10,000 children"),
    ("Derby had", "Derby's", "Derby's"),
    ("England", "England", None),
])  # fmt: skip
def test_the_same_said_in_other_words_agrees(drafted, old, new, text):
    found = check(drafted, (old, new)).findings
    assert all(finding.verdict is AGREES for finding in found)
    assert text is None or text in {finding.text for finding in found}


def test_another_area_with_its_own_figure_agrees(drafted):
    checked = check(drafted, ("England (339.8", "Leicester (314.6"))
    assert {finding.verdict for finding in checked.findings} == {AGREES}
    assert {finding.text for finding in checked.findings} == {"Leicester", "314.6"}


def test_figures_of_two_areas_that_changed_places_disagree(drafted):
    checked = check(drafted, ("300.4", "x"), ("339.8", "300.4"), ("x", "339.8"))
    assert ("disagrees", "339.8", "300.4") in verdicts(checked) and ("disagrees", "300.4", "339.8") in verdicts(checked)


def test_a_right_figure_of_another_kind_in_the_place_of_a_figure_does_not_agree(drafted):
    text = drafted[2].text
    rate = text.split("a rate of ")[1].split(" per")[0]
    count = text.split("Derby had ")[1].split(" children")[0]
    for new in (rate, f"{count} and {rate}"):
        found = check(drafted, (count, new)).findings
        assert found and AGREES not in {finding.verdict for finding in found}


def test_areas_that_changed_places_disagree_though_every_number_is_in_the_text(drafted):
    checked = check(drafted, ("East Midlands", "X"), ("England", "the East Midlands"), ("X", "England"))
    assert len(checked.disagreements) == 2


def test_another_period_moves_the_figure_the_change_and_the_comparison(drafted):
    part = drafted[2]
    mark = part.text.split("2,444 [")[1].split("]")[0]
    checked = check(drafted, (f"2,444 [{mark}] at 31 March 2015", "2,444 at 31 March 2014"))
    assert ("not known here", "2,444", "") in verdicts(checked) or ("not known here", "at 31 March 2014", "") in verdicts(checked)
    checked = check(drafted, ("at 31 March 2016, a rate of 400.5", "at 31 March 2015, a rate of 420.6"), ("2,342", "2,444"))\
        if "at 31 March 2016, a rate of 400.5" in part.text else checked
    assert AGREES not in {finding.verdict for finding in checked.findings if finding.about == "direction"}


def test_a_direction_word_left_out_makes_the_next_figure_follow_the_wrong_one(drafted):
    checked = check(drafted, ("higher than the East Midlands", "lower than Leicester (314.6) and the East Midlands"))
    assert any(finding.verdict is DISAGREES and finding.text == "lower" for finding in checked.findings)


@pytest.mark.parametrize(("old", "new", "text"), [
    ("Derby had", "Derby did not have", "not"),
    ("children in need at", "children adopted at", "adopted"),
    ("Derby had", "There were", "No area is named"),
    ("had 2,342", "had fewer than 2,342", "fewer"),
    ("had 2,342", "had £2,342", "£"),
    ("fell by", "fell to", "to"),
    ("England", "Wales", "Wales"),
    ("fell by", "soared by", "soared"),
    ("2,342", "half of", "half"),
])  # fmt: skip
def test_what_the_check_cannot_read_is_not_known_and_nothing_beside_it_agrees(drafted, old, new, text):
    checked = check(drafted, (old, new))
    assert any(finding.verdict is not AGREES and (text in finding.text or text in finding.message) for finding in checked.findings)
    assert AGREES not in {finding.verdict for finding in checked.findings}


def test_a_clause_that_went_with_its_figure_leaves_no_finding(drafted):
    part = drafted[2]
    start = part.text.index("the East Midlands (")
    end = part.text.index("England (")
    assert check(drafted, (part.text[start:end], "")).findings == ()


def test_words_set_in_another_order_leave_no_finding(drafted):
    part = drafted[2]
    first = part.text.split(" children in need at 31 March 2016")[0]
    number = first.removeprefix("Derby had ")
    moved = f"At 31 March 2016, there were {number} children in need in Derby"
    assert check(drafted, (f"{first} children in need at 31 March 2016", moved)).findings == ()


@pytest.mark.parametrize(("sentence", "verdict", "right"), [
    ("Leicester had 2,636 children in need at 31 March 2016.", AGREES, "2,636"),
    ("Leicester had 2,663 children in need at 31 March 2016.", DISAGREES, "2,636"),
    ("The rate of children in need in Leicester at 31 March 2016 was 314.6 per 10,000.", AGREES, "314.6"),
    ("Leicester had 2,636 children in need.", NOT_KNOWN, ""),
    ("There were 2,636 children in need at 31 March 2016.", NOT_KNOWN, ""),
    ("Leicester had 2,636 vulnerable children in need at 31 March 2016.", NOT_KNOWN, ""),
    ("Leicester had about 2,636 children in need at 31 March 2016.", NOT_KNOWN, ""),
    ("Leicester had 2,636% children in need at 31 March 2016.", NOT_KNOWN, ""),
    ("Leicester had 2,636 children in need in the year ending 31 March 2016.", NOT_KNOWN, ""),
    ("Leicester had 5 children in need at 31 March 2011.", NOT_KNOWN, ""),
    ("Our new service helped 250 families in 2016.", NOT_KNOWN, ""),
    ("Numbers rose.", NOT_KNOWN, ""),
])  # fmt: skip
def test_a_new_sentence_is_known_only_when_it_names_indicator_area_period_and_measure(drafted, sentence, verdict, right):
    store, draft, _ = drafted
    found = drafts.check_text(store, draft, "local-context", sentence).findings
    assert {finding.verdict for finding in found} == {verdict}
    assert {finding.right for finding in found} == {right}


def test_findings_say_where_they_stand_in_the_text(drafted):
    store, draft, part = drafted
    text = part.text.replace("2,342", "2,432")
    for finding in drafts.check_text(store, draft, part.id, text).findings:
        assert text[finding.start : finding.end] == finding.text


def test_an_edited_number_that_agrees_gets_the_mark_of_its_cell(drafted, tmp_path):
    store, _, _ = drafted
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    edited = part.text.replace("England (339.8", "Leicester (314.6").replace("2,342 [", "2342 [", 1)
    saved = drafts.save(store, path, part.id, edited, part.stamp)
    new = max(saved.draft.figures)
    assert new not in draft.figures and f"Leicester (314.6 [{new}])" in saved.draft.part(part.id).text
    assert (saved.draft.figures[new].area, saved.draft.figures[new].shown) == ("856", "314.6")
    assert not saved.checked.disagreements


def test_marks_that_were_left_off_are_put_back_when_the_text_is_saved(drafted, tmp_path):
    from cin_narrative.writing.commentary import MARK

    store, _, _ = drafted
    draft, path = draft_of(store, tmp_path)
    part = level_paragraph(draft)
    saved = drafts.save(store, path, part.id, MARK.sub("", part.text), part.stamp).draft
    assert saved.part(part.id).text == part.text and saved.part(part.id).edited is None


def test_numbers_written_with_other_digits_or_signs_do_not_pass(drafted):
    for new in ("2,3４3", "2.342", "2,34", "-2,342", "2,342k", "2 342", "02,343"):
        assert any(finding.verdict is not AGREES for finding in check(drafted, ("2,342", new)).findings), new
