"""The definitions are checked on loading, and every fault of every file is told at once."""

from textwrap import dedent

import pytest

from cin_narrative.catalogue.catalogue import Measure, Note, Text, load_catalogue, read_what_can_be
from cin_narrative.catalogue.periods import Kind, Period, financial_year
from cin_narrative.errors import DefinitionFault, UnknownName, did_you_mean, either

INDICATOR = """
    id = "{id}"
    title = "Toads"
    group = "need"
    kind = "stock"
    one = "toad"
    many = "toads"
    counted = "children"
    polarity = "none"
    headline = "count"
    definition = "Toads,\\n counted."
    rule = "none"
    synonyms = ["{id} SYN"]
    next_review = 2027-10-31
    {more}
    [measures.count]
    columns = ["b1.Toads"]
"""
NO_NOTES = "notes = []"


def folder(tmp_path, notes=NO_NOTES, **files):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "notes.toml").write_text(dedent(notes), encoding="utf-8")
    for name, text in files.items():
        (tmp_path / "indicators" / f"{name}.toml").write_text(dedent(text), encoding="utf-8")
    return tmp_path


def toads(identity="toads", more="", **replaced):
    text = INDICATOR.format(id=identity, more=more)
    for old, new in replaced.values():
        assert old in text
        text = text.replace(old, new)
    return text


def faults(path):
    with pytest.raises(DefinitionFault) as found:
        load_catalogue(path)
    return list(found.value.faults)


def test_a_good_file_is_read(tmp_path):
    indicator = load_catalogue(folder(tmp_path, toads=toads()))["toads"]
    assert (indicator.definition, indicator.synonyms, indicator.kind) == ("Toads, counted.", ("toads syn",), Kind.STOCK)
    assert indicator.measures[Measure.COUNT].columns == ("b1.Toads",)


def test_all_faults_of_all_files_come_at_once(tmp_path):
    path = folder(
        tmp_path,
        toads=toads(more='titel = "x"', a=("stock", "pond"), b=('rule = "none"', "")),
        newts=toads("frogs"),
        broken="id = ",
        notes='[[notes]]\nid = "n"\ntext = "t"\nindicators = ["toad"]\nbreak_between = [2014]\n',
    )
    found = faults(path)
    assert 'toads.toml:15: unknown key "titel"; did you mean title?' in found
    assert 'toads.toml: "rule" is missing' in found
    assert 'toads.toml:5: kind = "pond" is not one of flow, stock' in found
    assert 'newts.toml:2: the id "frogs" is not the name of the file: call the file frogs.toml, or write id = "newts"' in found
    assert any(fault.startswith("broken.toml: cannot be read: ") for fault in found)
    assert "notes.toml:5: note n: break_between takes two years, the earlier first" in found
    assert 'notes.toml:4: indicators "toad" does not exist; did you mean toads?' in found
    with pytest.raises(DefinitionFault, match=f"^{len(found)} faults in the definitions:\n"):
        load_catalogue(path)


def test_what_refers_to_a_definition_at_fault_is_not_at_fault_itself(tmp_path):
    path = folder(tmp_path, toads=toads(a=("stock", "pond")), newts=toads("newts", 'breakdown_of = "toads"\ncount_from = "toads"'),
                  notes='[[notes]]\nid = "n"\ntext = "t"\nindicators = ["toads"]\n')  # fmt: skip
    assert faults(path) == ['toads.toml:5: kind = "pond" is not one of flow, stock']
    catalogue, _, left_out = read_what_can_be(path)
    assert (list(catalogue), left_out) == ([], {"toads", "newts"})  # newts shows the numbers of toads


@pytest.mark.parametrize(("more", "fault"), [
    ('breakdown_of = "toad"', 'toads.toml:15: breakdown_of "toad" does not exist; did you mean toads?'),
    ('count_from = "newts"', 'toads.toml:15: count_from "newts" does not exist'),
    ('notes = ["nowhere"]', 'toads.toml:15: notes "nowhere" does not exist'),
    ("additive = 1", 'toads.toml:15: "additive": Expected `bool`, got `int`'),
    ("synonims = []", 'toads.toml:15: unknown key "synonims"; did you mean synonyms?'),
    ('scale = "nominel"', 'toads.toml:15: scale = "nominel" is not one of nominal, ordered; did you mean nominal?'),
])  # fmt: skip
def test_each_fault_says_where_what_and_what_is_near(tmp_path, more, fault):
    assert fault in faults(folder(tmp_path, toads=toads(more=more)))


@pytest.mark.parametrize(("text", "fault"), [
    ("[measures.percentage]\nshare = 's'", 'toads.toml:18: measures.percentage needs "of"'),
    ("[measures.percentage]\nof = 'toads'", 'toads.toml:18: measures.percentage needs "share"'),
    ("[measures.rate]\nper = 10", 'toads.toml:19: unknown key "per"'),
    ("[measures.mode]\ncolumns = []", 'toads.toml:18: measures = "mode" is not one of average, count, percentage, rate'),
    ("[[categories]]\nid = 'a'", 'toads.toml:18: "label" is missing'),
    ("[[categories]]\nid = 'a'\nlabel = 'A'\n[[categories]]\nid = 'a'\nlabel = 'A'", 'toads.toml:21: "a" stands twice'),
    ("[[rows]]\nid = 'a'\nlabel = 'A'\nmatch = ['A']", 'toads.toml: a cross-table needs address = "file[{row}].{column}"'),
    ("[measures.rate]\ncolumns = ['b1']", 'toads.toml:19: the address "b1" is not of the form family.column'),
    ("[[categories]]\nid = 'a'\nlabel = 'A'\ncount = ['B1.A']", 'toads.toml:21: the address "B1.A" is not of the form family.column'),
    ("[[categories]]\nid = 'a'\nlabel = 'A'\ncounts = []", 'toads.toml:21: unknown key "counts"; did you mean count?'),
])  # fmt: skip
def test_measures_and_categories_are_checked(tmp_path, text, fault):
    assert fault in faults(folder(tmp_path, toads=dedent(toads()) + text))


def test_a_synonym_has_one_owner(tmp_path):
    path = folder(tmp_path, toads=toads(a=("toads SYN", "Warty")), newts=toads("newts", a=("newts SYN", "warty")))
    assert faults(path) == ['toads.toml:13: "warty" is a synonym of newts (newts.toml:13), too']


def test_an_indicator_that_is_not_known_gets_the_nearest(catalogue):
    with pytest.raises(UnknownName, match=r'There is no indicator called "referals"\. Did you mean referrals'):
        catalogue["referals"]
    with pytest.raises(UnknownName, match='"abuse"'):
        catalogue["children_in_need_by_primary_need"].category("abuse")


def test_every_definition_in_use_is_without_fault(catalogue):
    assert len(list(catalogue)) >= 80
    assert all(indicator.headline in indicator.measures for indicator in catalogue)


@pytest.mark.parametrize(("note", "indicator", "area", "years", "applies"), [
    ({}, "toads", "831", (2024,), True), ({"indicators": ("newts",)}, "toads", "831", (2024,), False),
    ({"areas": ("896",)}, "toads", "831", (2024,), False), ({"areas": ("831",)}, "toads", "831", (2024,), True),
    ({"years": (2014,)}, "toads", "831", (2013, 2014), True), ({"years": (2014,)}, "toads", "831", (2013, 2015), False),
    ({"break_between": (2019, 2020)}, "toads", "831", (2019, 2020), True),
    ({"break_between": (2019, 2020)}, "toads", "831", (2013, 2024), True),
    ({"break_between": (2019, 2020)}, "toads", "831", (2020, 2024), False),
    ({"break_between": (2019, 2020)}, "toads", "831", (2020,), False),
])  # fmt: skip
def test_a_note_applies_where_its_indicators_areas_and_years_meet(note, indicator, area, years, applies):
    given = {"indicators": ("*",), "areas": ("*",), "years": (), "break_between": (), "always": False} | note
    assert Note("n", Text("t"), **given).applies(indicator, area, years) is applies


def test_years_end_on_31_march():
    assert str(Period(2016, Kind.STOCK)) == "at 31 March 2016"
    assert str(Period(2016, Kind.FLOW).before()) == "in the year ending 31 March 2015"
    assert financial_year(2016) == "2015 to 2016"


def test_suggestions_are_near_and_read_well():
    assert did_you_mean("REFERALS", ["referrals", "plans"]) == ["referrals"]
    assert did_you_mean("zzz", ["referrals"]) == []
    assert [either(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a or b", "a, b or c"]
