"""Faults between definitions: phrases with two owners, ordinary words, notes that contradict themselves, sums of nothing.

Each fault is planted in a copy of the real definitions, all at once, and each is named with its file and line.
"""

import re
import shutil
from pathlib import Path

import pytest

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import DEFINITIONS, load_catalogue
from cin_narrative.catalogue.checks.all_definitions import catalogue_faults
from cin_narrative.catalogue.checks.key_table import BEGIN, END, key_tables, meanings
from cin_narrative.catalogue.checks.note_facts import BANDS, years_named
from cin_narrative.catalogue.records import FILES
from cin_narrative.export.charts.choice import CHARTS, chart_faults
from cin_narrative.made_up.totals import total_faults

ROOT = Path(__file__).parents[2]
AREAS = load_areas()
SECTION_47, REFERRALS, ASSESSMENTS = (f"indicators/{name}.toml" for name in ("section_47_enquiries", "referrals", "assessments_completed"))


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DEFINITIONS / "indicators", tmp_path / "indicators")
    for path in DEFINITIONS.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def plant(folder, file, old, new):
    """Put ``new`` in the place of the first ``old``; the line that it is then in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, (file, old)
    start = text.index(old)
    path.write_text(text[:start] + new + text[start + len(old) :], encoding="utf-8")
    return text.count("\n", 0, start) + 1


def say(folder, file, phrase):
    """Let an indicator be called ``phrase``, too."""
    return plant(folder, file, "synonyms = [", f'synonyms = [\n    "{phrase}",') + 1


def found(folder, bands=BANDS):
    return [str(fault) for fault in catalogue_faults(AREAS, folder, bands)]


def test_the_definitions_in_use_have_no_fault():
    assert found(DEFINITIONS) == []
    known = load_catalogue().indicators
    assert [*chart_faults(known), *total_faults(known)] == []


@pytest.mark.parametrize(("phrase", "words"), [
    ("Referrals  received", '"referrals received" is a synonym of referrals (referrals.toml:'),  # another indicator's, in other letters and blanks
    ("police", 'is a name of the category referrals_by_source/police (referrals_by_source.toml:'),  # a category's synonym
    ("abuse or neglect", 'the category children_in_need_by_primary_need/abuse_or_neglect'),  # a category's label
    ("Derby", "is a name of the area 831 (data/reference/names.csv:"), ("the City of Leicester", "is a name of the area 856"), ("bucks", "data/reference/names.csv:"),
    ("children", "is a unit that 14 measures count"), ("child", "is a unit that"), ("plan", "is a unit that"), ("episodes", "is a unit that"),
    ("local authority", "is an ordinary word: "), ("year", "is an ordinary word: "), ("percentage", "is an ordinary word: "),
    ("parents", "is an ordinary English word"), ("people", "is an ordinary English word"), ("help", "is an ordinary English word"),
])  # fmt: skip
def test_a_phrase_that_is_not_an_indicator_s_own_is_a_fault_with_its_line(folder, phrase, words):
    line = say(folder, SECTION_47, phrase)
    faults = found(folder)
    assert any(words in fault for fault in faults), faults
    assert [fault for fault in faults if not fault.startswith(f"section_47_enquiries.toml:{line}: ")] == []


@pytest.mark.parametrize("phrase", ["enquiries", "section 47 investigations of harm", "s47 count", "safeguarding probes"])
def test_a_phrase_of_its_own_is_none(folder, phrase):
    say(folder, SECTION_47, phrase)
    assert found(folder) == []


def test_a_category_may_be_called_by_an_ordinary_word(folder):
    plant(folder, "indicators/referrals_by_source.toml", 'synonyms = ["police"', 'synonyms = ["people", "police"')
    assert found(folder) == []


def test_two_indicators_do_not_share_a_title(folder):
    line = plant(folder, SECTION_47, 'title = "Section 47 enquiries in the year"', 'title = "Referrals in the year"')
    assert found(folder) == [f'section_47_enquiries.toml:{line}: "referrals in the year" is the title of referrals (referrals.toml:2), too']


def test_two_categories_of_one_breakdown_do_not_share_a_phrase(folder):
    file = "indicators/child_protection_plans_by_sex.toml"
    line = plant(folder, file, 'synonyms = ["male"', 'synonyms = ["girls", "male"')
    assert [f for f in found(folder) if f"sex.toml:{line}: " in f and '"girls" is a synonym of child_protection_plans_by_sex/female' in f]


@pytest.mark.parametrize(("old", "new", "fault"), [
    ("break_between = [2014, 2015]", "break_between = [2015, 2016]", "note assessments_break_2015: its text speaks of 2014, 2015, not of the break between 2015 and 2016"),
    ("break_between = [2012, 2013]", "break_between = [2013, 2012]", "the earlier year first"),
    ("years = [2021, 2022]", "years = [2021, 2024]", "note hackney_no_return: its text speaks of 2020, 2021, 2022, but it applies to 2021, 2024"),
    ('areas = ["204", "E92', 'areas = ["205", "204", "E92', "note hackney_no_return: its text names other areas, but not Hammersmith and Fulham (205)"),
    ('areas = ["204", "E92', 'areas = ["999", "204", "E92', 'there is no area with the code "999"'),
    ("number of cases should be read with it.", "number, within 3%, should be read with it.", "3% is no band of prompts/commentary/bands.toml"),
    ("fewer than about 30 cases", "fewer than about 20 cases", "its text does not say 30, which is small.fraction in prompts/commentary/bands.toml"),
    ('explains = ["small.fraction"]', 'explains = ["small.fractoin"]', 'explains "small.fractoin" does not exist; did you mean small.fraction?'),
    ('"child_protection_plans_at_31_march",\n]', '"child_protection_plans_at_31_marsh",\n]', "did you mean child_protection_plans_at_31_march"),
    ("always = true", "alwais = true", 'unknown key "alwais"; did you mean always?'), ("years = []", 'years = "2014"', '"years": Expected `array`'),
])  # fmt: skip
def test_a_note_that_contradicts_itself_is_a_fault_with_its_line(folder, old, new, fault):
    line = plant(folder, "notes.toml", old, new)
    faults = found(folder)
    assert len(faults) == 1, faults
    assert fault in faults[0]
    assert abs(int(re.match(r"notes\.toml:(\d+): ", faults[0])[1]) - line) <= 2  # a text's line is that of its key


def test_a_band_that_changes_contradicts_the_note_that_explains_it(folder, tmp_path):
    bands = tmp_path / "bands.toml"
    bands.write_text(BANDS.read_text(encoding="utf-8").replace("fraction = 30", "fraction = 25"), encoding="utf-8")
    assert [fault for fault in found(folder, bands) if "does not say 25, which is small.fraction in bands.toml" in fault]


def test_one_fault_of_a_file_brings_no_other(folder):
    for path in sorted((folder / "indicators").glob("*.toml")):
        plant(folder, f"indicators/{path.name}", "polarity = ", "polarety = ")
    faults = [fault for fault in found(folder) if not fault.startswith(("notes", "identities", "local"))]
    assert {re.sub(r"^\w+\.toml:?\d*: ", "", fault) for fault in faults} == {'unknown key "polarety"; did you mean polarity?', '"polarity" is missing'}
    assert len(faults) == 2 * len(load_catalogue().indicators)


def test_sums_name_what_is_there(folder):
    one = plant(folder, "identities.toml", '"referrals_no_further_action"', '"referrals_no_action"')
    other = plant(folder, "local_identities.toml", "by_ethnicity/white", "by_ethnicity/whit")
    faults = found(folder)
    assert [f"identities.toml:{one}: " in faults[0], f"local_identities.toml:{other}: " in faults[1], len(faults)] == [True, True, 2]


@pytest.mark.parametrize(("old", "new", "says"), [
    ('"referrals", "children_referred"', '"refferals", "children_referred"', 'indicators "refferals" does not exist; did you mean referrals?'),
    ('"referrals", "children_referred"', '"referrals"', "children_referred stands in no family of families.toml"),
    ('"referrals", "children_referred"', '"referrals", "children_referred", "referrals"', '"referrals" stands twice'),
    ('"referrals", "children_referred"', '"referrals", "children_referred", "plan_reviews"', 'indicators "plan_reviews" does not exist'),
    ('[["section_47_enquiries", "referrals"]', '[["section_47_enquires", "referrals"]', 'ratios "section_47_enquires" does not exist'),
    ('"referrals", "children_referred"', '"referrals", "children_referred", "referrals_by_month"', "referrals_by_month says why it stands in no family"),
    ('"referrals", "children_referred"', '"referrals", "children_referred", "children_aged_under_18"', "children_aged_under_18 is told by a count"),
    ('head = "children_in_need_at_31_march"', 'head = "children_in_need"', 'head "children_in_need" does not exist'),
    ('id = "rereferrals"', 'id = "referrals"', '"referrals" stands twice'),
    ("tier = 3", "tier = 4", "tier"),
    ('of = ["referrals_no_further_action"]', 'of = ["referrals_no_action"]', 'of "referrals_no_action" does not exist'),
    ("what happens to those not taken?", "what happens to those not taken.", 'a question ends with "?"'),
    ("which families could have early help instead?", "what of {category}?", "names {category} or {line} where"),
    ("[[families.questions]]\nhigher = \"Which families are assessed", "[[families.questions]]\nof = [\"referrals_no_further_action\"]\nhigher = \"Which families are assessed",
     "no question is asked of referrals_assessed_as_not_in_need"),
])  # fmt: skip
def test_families_name_what_is_there_and_every_indicator_stands_in_one(folder, old, new, says):
    plant(folder, "families.toml", old, new)
    assert [fault for fault in found(folder) if says in fault], found(folder)


@pytest.mark.parametrize(("file", "old", "new", "says"), [
    ("referrals_by_source", 'short = "referrals from {category}"', 'short = "sources"', "short has {category}"),
    ("section_47_enquiries", 'short = "section 47 enquiries"', 'short = "{category}"', "short has {category}"),
    ("referrals_by_source", 'short = "council services"', 'short = "the services of the council"', "has more than 4 words"),
])  # fmt: skip
def test_what_a_bold_claim_names_is_short_and_says_which_line(folder, file, old, new, says):
    plant(folder, f"indicators/{file}.toml", old, new)
    assert [fault for fault in found(folder) if says in fault], found(folder)


def test_an_indicator_that_stands_in_no_family_says_why(folder):
    line = plant(folder, "indicators/referrals_by_month.toml", 'no_family = "', 'why = "')
    assert any("referrals_by_month stands in no family" in fault for fault in found(folder)), line
    alone = [one for one in load_catalogue() if one.no_family]
    assert alone and all(one.no_family.endswith(".") for one in alone)


def test_the_faults_of_many_files_come_at_once(folder):
    wanted = [
        f"section_47_enquiries.toml:{say(folder, SECTION_47, 'local authority')}: ", f"referrals.toml:{plant(folder, REFERRALS, 'polarity', 'polarety')}: ",
        f"assessments_completed.toml:{plant(folder, ASSESSMENTS, 'headline', 'haedline')}: ", f"notes.toml:{plant(folder, 'notes.toml', 'always = ', 'alwais = ')}: ",
        f"identities.toml:{plant(folder, 'identities.toml', 'parts = ', 'part = ')}: ",
    ]
    faults = found(folder)
    assert [[one for one in faults if one.startswith(start)] != [] for start in wanted] == [True] * 5, faults


@pytest.mark.parametrize(("text", "years"), [
    ("in the year ending 31 March 2014 and 2015", {2014, 2015}), ("in April 2019", {2020}), ("The 2024 release gives no rates", set()),
    ("10,000 of 2,015 children", set()),
])  # fmt: skip
def test_the_years_that_a_text_names_are_reporting_years(text, years):
    assert years_named(text) == years


def test_charts_and_made_up_totals_name_indicators_that_are_there(tmp_path):
    path = tmp_path / "charts.toml"
    path.write_text(CHARTS.read_text(encoding="utf-8").replace('"children_in_need_by_primary_need"', '"needs"').replace("noun =", "nuon ="))
    assert {str(fault).split(": ", 1)[1][:18] for fault in chart_faults(["needs"], path)} >= {'unknown key "nuon"', '"noun" is missing'}
    assert len(list(total_faults(["referrals"]))) > 30


def test_every_key_of_every_record_has_a_meaning_and_contributing_says_it():
    for record in FILES:
        named = [key for keys in meanings(record) for key in keys]
        assert sorted(named) == sorted(record.__struct_fields__), record
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert text[text.index(BEGIN) : text.index(END) + len(END)] == key_tables()


def test_better_and_worse_are_said_of_times_that_guidance_sets_alone():
    assert {one.id for one in load_catalogue() if one.polarity != "none"} == {
        "assessments_completed_within_45_working_days", "conferences_within_15_working_days", "child_protection_plans_reviewed_within_timescales",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["referral", "made_up_by_a_newcomer"])
def test_a_file_that_has_not_the_name_of_its_id_is_the_one_thing_named_whatever_refers_to_it(folder, name):
    files = folder / "indicators"
    (files / "referrals.toml").rename(files / f"{name}.toml")
    line = f'{name}.toml:1: the id "referrals" is not the name of the file: call the file referrals.toml, or write id = "{name}"'
    assert found(folder) == [line]
    shutil.copy(files / f"{name}.toml", files / "referrals.toml")
    assert found(folder) == [line]
