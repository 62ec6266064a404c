"""Charts of one claim, worked by hand from made-up files: what they draw, leave out, say, and that they stay inert."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import DERBY, Reader, b1, load, long_file

from cin_narrative import api
from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import Measure, Text, load_catalogue
from cin_narrative.claims.claims import Comparison
from cin_narrative.claims.desk import NEIGHBOURS, REGION, Desk
from cin_narrative.cli.main import main
from cin_narrative.export.charts.breakdown import breakdown_chart
from cin_narrative.export.charts.choice import load_charts
from cin_narrative.export.charts.contents import MOST_WORDS, NONE_HELD, brief
from cin_narrative.export.charts.drawing import claim_chart
from cin_narrative.export.charts.flow import flow_chart
from cin_narrative.export.charts.line_drawing import panel_chart, rows
from cin_narrative.export.charts.line_labels import LineLabel, apart
from cin_narrative.export.charts.look import BLUE, LOOK, NEIGHBOUR
from cin_narrative.export.charts.neighbours import neighbours_chart
from cin_narrative.export.charts.panels import stage_panels
from cin_narrative.export.charts.trend_words import title as title_of
from cin_narrative.export.formats import export
from cin_narrative.export.pictures import forget_pictures, picture_of
from cin_narrative.report.trends import trends_of

NEED, CHILDREN = "children_in_need_by_primary_need", "children_in_need_at_31_march"
NEEDS = ("At31_episodes,N1_Abuse_or_neglect,N2_Childs_disability_or_illness,N3_Parents_disability_or_illness,N4_Family_in_acute_stress,"
         "N5_Family_dysfunction,N6_Socially_unacceptable_behaviour,N7_Low_income,N8_Absent_parenting,N9_Cases_other_than_CIN,"
         "N0_Not_stated")  # fmt: skip
RATES = {"331": 10, "350": 20, "335": 30, "852": 40, "382": 50, "874": 60, "354": 70, "373": 120}  # of eight neighbours: mean 50
HIDDEN, NOT_IN_THE_FILE = "357", "861"  # Tameside, Stoke-on-Trent
HOSTILE = Text("'+alert(1)+' </script><script>alert(1)</script> \"];\\ & [1] {{7*7}} a b c d e f g h")


def files(folder, needs=(100, 40, 25, "c", "c", 15, 5, 0, 0, 0, 10), flow=(50, 20, 15)):
    rows = [(2024, DERBY, 100, 80), (2024, ENGLAND, 5000, 60), (2024, HIDDEN, "c", "c"),
            *((2024, code, 10 * rate, rate) for code, rate in RATES.items())]  # fmt: skip
    return [
        b1(folder, rows, "2024_to_2024"),
        long_file(folder / "b3_cin_primary_need_2024_to_2024.csv", NEEDS, [(2024, DERBY, *needs)]),
        long_file(folder / "c4_children_in_need_section_47s_and_icpcs_2024_to_2024.csv", "Section47,ICPC", [(2024, DERBY, *flow[:2])]),
        long_file(folder / "d1_child_protection_plans_2024_to_2024.csv", "CPP_start", [(2024, DERBY, flow[2])]),
    ]


def desk_of(folder, paths) -> Desk:
    load(folder / "store.duckdb", *paths)
    return Desk(Reader(folder / "store.duckdb").store, load_catalogue(), load_areas())


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    folder = tmp_path_factory.mktemp("charts")
    return desk_of(folder, files(folder))


@pytest.fixture(scope="module")
def derby():
    return load_areas().get(DERBY, 2024)


@pytest.fixture(scope="module")
def needs(desk, derby):
    return breakdown_chart(desk, desk.breakdown(NEED, derby, 2024, top=2))


@pytest.fixture(scope="module")
def compared(desk, derby):
    return desk.comparison(desk.figure(CHILDREN, derby, 2024, Measure.RATE), (NEIGHBOURS, REGION, ENGLAND))


@pytest.fixture(scope="module")
def beside(desk, compared):
    return neighbours_chart(desk, compared)


@pytest.fixture(scope="module")
def flow(desk, derby):
    return flow_chart(desk, derby, 2024)


def test_a_ranked_breakdown_draws_every_part_largest_first_the_unknown_last_and_names_the_hidden(needs) -> None:
    assert [(mark.name, mark.label) for mark in needs.marks] == [
        ("Abuse or neglect", "40 (40.0%)"), ("The child's disability or illness", "25 (25.0%)"), ("Family dysfunction", "15 (15.0%)"),
        ("Socially unacceptable behaviour", "5 (5.0%)"), ("Low income", "0 (0.0%)"),
        ("Absent parenting", "0 (0.0%)"), ("Cases other than children in need", "0 (0.0%)"), ("Not stated", "10 (10.0%)"),
    ]  # fmt: skip
    assert needs.notes == ["Not drawn: A parent's disability or illness and Family in acute stress (not published, to protect confidentiality)."]
    assert list(needs.cells)[-1] == ("Family in acute stress", "[c]", "[c]")
    assert needs.columns == ("Primary need", "Number of children in need", "Percentage")


def test_the_title_of_a_breakdown_says_published_where_a_part_is_hidden(needs) -> None:
    assert needs.title == "Abuse or neglect was the most common published primary need"
    assert needs.subtitle == "Number of children in need, by primary need, Derby, at 31 March 2024"


@pytest.mark.parametrize(("parts", "title"), [
    ((100, 40, 25, 5, 5, 15, 5, 0, 0, 0, 5), "Abuse or neglect was the most common primary need"),
    ((100, 30, 30, 5, 5, 15, 5, 0, 0, 0, 10), "Children in need by primary need"),
    ((100, 10, 10, 5, 5, 15, 5, 0, 0, 0, 50), "Family dysfunction was the most common recorded primary need"),
    ((100, 10, 10, 5, 5, 15, 5, 0, 0, 50, 0), "Most common primary need: cases other than children in need"),
])  # fmt: skip
def test_the_title_of_a_breakdown_claims_no_more_than_its_figures(tmp_path, derby, parts, title) -> None:
    desk = desk_of(tmp_path, files(tmp_path, needs=parts))
    assert breakdown_chart(desk, desk.breakdown(NEED, derby, 2024, top=3)).title == title


def test_the_neighbours_are_drawn_by_name_with_their_mean_and_england(beside) -> None:
    shown = {mark.name: (mark.kind, mark.label) for mark in beside.marks}
    assert shown["Derby"] == ("area", "80.0")
    assert shown["Mean of 8 of its 10 statistical neighbours"] == ("neighbours", "50.0")
    assert shown["England"] == ("england", "60.0")
    assert [mark.label for mark in beside.marks] == ["120.0", "80.0", "70.0", "60.0", "60.0", "50.0", "50.0", "40.0", "30.0", "20.0", "10.0"]
    assert len(shown) == len(beside.marks) == 1 + 8 + 2


def test_neighbours_without_a_figure_are_named_with_the_reason(beside) -> None:
    assert beside.notes[:2] == ["Not drawn: Tameside (not published, to protect confidentiality).", "Not drawn: Stoke-on-Trent (no figure is held)."]
    assert list(beside.cells)[-2:] == [("Tameside", "[c]"), ("Stoke-on-Trent", NONE_HELD)]


def test_the_title_of_the_neighbours_follows_from_the_comparison(desk, beside, compared) -> None:
    assert beside.title == "Derby: rate higher than its neighbours' mean"
    assert beside.subtitle == "Rate of children in need, per 10,000 children aged under 18 years, Derby, at 31 March 2024"
    only_england = replace(compared, against=tuple(one for one in compared.against if one.name != NEIGHBOURS))
    assert neighbours_chart(desk, only_england).title == "Derby: rate higher than England"


def test_the_flow_draws_three_counts_and_says_that_no_child_is_followed(flow) -> None:
    assert [(mark.name, mark.label) for mark in flow.marks] == [
        ("Section 47 enquiries", "50"), ("Initial child protection conferences", "20"), ("Child protection plans starting", "15"),
    ]  # fmt: skip
    assert flow.title == "Section 47 enquiries outnumbered conferences and conferences outnumbered plans starting"
    assert flow.notes == [load_charts().flow.note]


@pytest.mark.parametrize(("counts", "title", "drawn"), [
    ((50, 20, 20), "Section 47 enquiries, conferences and plans of one year", 3),
    ((50, 20, "c"), "Section 47 enquiries outnumbered conferences", 2),
])  # fmt: skip
def test_the_title_of_the_flow_claims_no_more_than_its_counts(tmp_path, derby, counts, title, drawn) -> None:
    made = flow_chart(desk_of(tmp_path, files(tmp_path, flow=counts)), derby, 2024)
    assert (made.title, len(made.marks), len(made.missing)) == (title, drawn, 3 - drawn)


def test_a_flow_with_one_count_is_not_drawn(tmp_path, derby) -> None:
    assert flow_chart(desk_of(tmp_path, files(tmp_path, flow=(50, "c", "c"))), derby, 2024) is None


@pytest.mark.parametrize("name", ["needs", "beside", "flow"])
def test_a_chart_has_a_short_title_words_for_everyone_and_one_axis_from_nought(name, request) -> None:
    chart = request.getfixturevalue(name)
    picture, said = picture_of(chart), chart.commentary()[1].plain
    assert len(picture.title.split()) <= MOST_WORDS
    assert picture.alternative.startswith(("Bar chart of ", "Dot plot of ")) and picture.alternative.endswith(said)
    assert re.match(r"Source: Department for Education, Children in need 2024, tables? [a-d]\d", picture.source)
    spec = claim_chart(chart, chart.title, picture.source)
    assert spec["encoding"]["x"]["scale"]["domain"][0] == 0
    assert [layer for layer in spec["layer"] if "x" in layer.get("encoding", {})] == []
    drawn = ElementTree.fromstring(picture.svg())
    written = " ".join("".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert all(mark.label in written for mark in chart.marks)


def test_dots_differ_by_shape_and_filling_in_four_colours_or_fewer(beside) -> None:
    dots = claim_chart(beside)["layer"][1]["encoding"]
    kinds = dots["shape"]["scale"]["domain"]
    assert set(kinds) == {"area", "neighbour", "neighbours", "england"}
    assert len(set(dots["stroke"]["scale"]["range"])) <= 4
    filled = [kind for kind, shape in zip(kinds, dots["shape"]["scale"]["range"], strict=True) if shape == "circle"]
    assert set(filled) == {"area", "neighbour"} and dots["fill"]["condition"] == {"test": "datum.kind == 'neighbour'", "value": "white"}


@pytest.mark.parametrize("name", ["needs", "beside", "flow"])
def test_the_same_chart_is_the_same_bytes(name, request) -> None:
    chart = request.getfixturevalue(name)
    once = picture_of(chart).png()
    forget_pictures()
    assert picture_of(chart).png() == once


def test_a_hostile_name_is_text_in_a_picture(desk, compared) -> None:
    area = replace(compared.figure.area, short_name=HOSTILE, in_name=HOSTILE, name=HOSTILE)
    chart = neighbours_chart(desk, replace(compared, figure=compared.figure.changed(area=area)))
    picture = picture_of(chart)
    drawn = ElementTree.fromstring(picture.svg())
    tags = {one.tag.rpartition("}")[2] for one in drawn.iter()}
    written = "".join("".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert "script" not in tags and "'+alert(1)+'" in written
    assert len(picture.title.split()) <= MOST_WORDS and picture.title == "Rate higher than neighbours' mean"


def test_a_title_is_cut_to_ten_words_where_no_candidate_is_short() -> None:
    assert brief(["a b c d e f g h i j k"], "one two three four five six seven eight nine ten eleven") == (
        "One two three four five six seven eight nine ten")  # fmt: skip


def trend_of(folder, rates):
    rows = [(year, DERBY, 10 * rate, rate) for year, rate in rates.items()]
    desk = desk_of(folder, [b1(folder, rows, f"{min(rates)}_to_{max(rates)}")])
    last = desk.figure(CHILDREN, load_areas().get(DERBY, max(rates)), max(rates), Measure.RATE)
    return trends_of(desk, [Comparison(last, ())])[0]


@pytest.mark.parametrize(("rates", "title"), [
    ({2013: 100, 2014: 90, 2015: 50}, "Derby: rate of children in need fell, 2013 to 2015"),
    ({2011: 100, 2012: 90, 2013: 50, 2014: 60}, "Derby: rate of children in need rose, 2013 to 2014"),
    ({2011: 100, 2012: 90, 2013: 50}, "Derby: rate of children in need, 2011 to 2013"),
])  # fmt: skip
def test_no_title_claims_a_direction_across_a_break_in_the_series(tmp_path, rates, title) -> None:
    """DfE's series begins with 2013; from 2011 to 2014 the rate would have fallen."""
    trend = trend_of(tmp_path, rates)
    broken = min(rates) < 2013
    assert title_of(trend) == picture_of(trend).title == title
    assert {row["stretch"] for row in rows(trend) if row["line"] == "Derby"} == ({0, 1} if broken else {0})
    assert any("current series begins" in note for note in picture_of(trend).notes) is broken
    assert ("highest" in picture_of(trend).alternative) is not broken


@pytest.mark.long
def test_the_page_of_an_authority_draws_its_neighbours_its_primary_needs_and_the_flow_in_every_format(desk) -> None:
    page = api.page(api.summary(desk.store, "Derby", 2024))
    assert [chart.title for chart in page.charts] == [
        "Derby: rate higher than its neighbours' mean", "Abuse or neglect was the most common published primary need",
        "Section 47 enquiries outnumbered conferences and conferences outnumbered plans starting",
    ]  # fmt: skip
    written = export(page, "html").decode("utf-8")
    assert all(picture_of(chart).title in written.replace("&#x27;", "'") for chart in page.charts)
    assert export(page, "docx") and export(page, "xlsx")


def test_a_group_has_its_charts(starter_store) -> None:
    with api.open_store(starter_store) as store:
        page = api.page(api.summary(store, "Two Cities = Derby, Sheffield", 2016))
    assert page.title.startswith("Children in need in Two Cities") and page.trends
    assert all(len(picture_of(one).title.split()) <= MOST_WORDS for one in (*page.trends, *page.charts))
    assert all(picture_of(one).png().startswith(b"\x89PNG") for one in (*page.trends[:1], *page.charts))


SPANS = {2020: (10, 40), 2021: (20, 30), 2022: (30, 20), 2023: (40, 10), 2024: (50, 50)}  # rates of enquiries and of plans


def stages_of(folder, spans=SPANS):
    """Two stages of a case as one chart of panels, up to the last year."""
    flows = [(year, DERBY, 100, enquiries, 9, 9) for year, (enquiries, _) in spans.items()]
    plans = [(year, DERBY, 100, rate) for year, (_, rate) in spans.items()]
    desk = desk_of(folder, [
        long_file(folder / "c4_children_in_need_section_47s_and_icpcs_2020_to_2024.csv", "Section47,Section47_rate,ICPC,ICPC_rate", flows),
        long_file(folder / "d1_child_protection_plans_2020_to_2024.csv", "CPP_At31,CPP_At31_rate", plans),
    ])  # fmt: skip
    derby = load_areas().get(DERBY, 2024)
    return stage_panels(desk, [Comparison(figure, ()) for one in ("section_47_enquiries", "child_protection_plans_at_31_march")
                               if (figure := desk.figure(one, derby, 2024, Measure.RATE))])  # fmt: skip


def test_the_panels_of_a_case_have_their_ends_in_words_and_begin_at_nought(tmp_path) -> None:
    made = stages_of(tmp_path)
    assert made.alternative == (
        "2 small line charts. Section 47 enquiries in the year: Derby 10.0 in 2020, 50.0 in 2024. "
        "Children on a child protection plan at 31 March: Derby 40.0 in 2020, 50.0 in 2024.")  # fmt: skip
    spec = panel_chart(made)
    assert [panel["title"]["text"] for panel in spec["concat"]] == ["Section 47 enquiries in the year", "Children on a child protection plan at 31 March"]
    for panel in spec["concat"]:
        assert {layer["encoding"]["y"]["scale"]["domain"][0] for layer in panel["layer"]} == {0}
        (label,) = panel["layer"][-1]["data"]["values"]
        assert label["label"] == ["Derby 50.0"]
    picture = picture_of(made)
    drawn = ElementTree.fromstring(picture.svg())
    written = " ".join("".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert "Derby 50.0" in written and len(picture.title.split()) <= MOST_WORDS


def test_a_year_that_is_not_published_is_a_gap_in_the_line_and_is_named(tmp_path) -> None:
    made = stages_of(tmp_path, SPANS | {2022: ("c", 20)})
    [enquiries, _] = panel_chart(made)["concat"]
    assert [row["value"] for row in enquiries["data"]["values"]] == [10, 20, None, 40, 50]
    assert picture_of(made).notes == ["Not drawn: section 47 enquiries in the year, 2022 (not published, to protect confidentiality)."]


def test_one_stage_alone_is_no_panel(tmp_path) -> None:
    assert stages_of(tmp_path, {year: (rate, "c") for year, (rate, _) in SPANS.items()}) is None


def test_every_line_has_its_name_at_its_end_in_blue_for_the_area_and_grey_for_others(desk, compared) -> None:
    trend = trends_of(desk, [compared])
    assert trend == []  # of one year only
    made = {kind: look for kind, look in LOOK.items() if kind != "area"}
    assert BLUE == "#12436d"
    for colour, *_ in (*made.values(), NEIGHBOUR):
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) <= 16, colour


@pytest.mark.parametrize(("values", "places"), [
    ([10, 50], [10, 50]), ([10, 11], [10, 15]), ([50, 50, 50], [40, 45, 50]), ([0, 1, 2, 50], [0, 5, 10, 50]), ([49, 50], [45, 50]),
])  # fmt: skip
def test_names_at_the_ends_of_lines_stand_apart(values, places) -> None:
    labels = [LineLabel(str(place), ("name",), value) for place, value in enumerate(values)]
    assert [label.value for label in apart(labels, 5, 50)] == places


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=4), st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_no_name_stands_on_another_or_above_the_axis(values, heights) -> None:
    labels = [LineLabel(str(place), ("a",) * heights[place], value) for place, value in enumerate(values)]
    placed = apart(labels, 8, 100)
    assert sorted(label.kind for label in placed) == sorted(label.kind for label in labels)
    for one, other in pairwise(placed):
        assert other.value - one.value >= 8 * (len(one.lines) + len(other.lines)) / 2 - 0.01
    assert placed[-1].value <= 100


@pytest.mark.long
def test_every_chart_is_written_as_a_picture_that_stands_alone(starter_store, tmp_path) -> None:
    with api.open_store(starter_store) as store:
        page = api.summary(store, "Derby", 2016)
        made = api.write_charts(page, tmp_path / "charts")
        forget_pictures()
        assert api.write_charts(page, tmp_path / "again", ["svg"]) == made
        drawn = len(api.charts(page))
    listed, again = (json.loads((tmp_path / name / "charts.json").read_text(encoding="utf-8")) for name in ("charts", "again"))
    assert len(listed) == made == drawn >= 4
    assert {path.name for path in (tmp_path / "charts").iterdir()} == {"charts.json", *(name for one in listed for name in one["files"])}
    for one, other in zip(listed, again, strict=True):
        png, svg = ((tmp_path / "charts" / name).read_bytes() for name in one["files"])
        assert png.startswith(b"\x89PNG") and svg == (tmp_path / "again" / other["files"][0]).read_bytes()
        root = ElementTree.fromstring(svg)
        space = "{http://www.w3.org/2000/svg}"
        assert root.get("role") == "img" and root.find(f"{space}title").text == one["title"]
        assert root.find(f"{space}desc").text == one["alternative"] and len(one["alternative"]) > 40
        text = " ".join("".join(part.itertext()) for part in root.iter(f"{space}text"))
        assert one["title"].split()[0] in text and "Source:" in text


@pytest.mark.long
def test_the_command_writes_charts_and_refuses_what_cannot_be(starter_store, tmp_path, capsys) -> None:
    words = ["summary", "Derby", "2016", "--store", str(starter_store), "--charts"]
    assert main([*words, "-o", str(tmp_path / "new")]) == 0
    assert "charts and charts.json written to" in capsys.readouterr().out
    assert {path.suffix for path in (tmp_path / "new").iterdir()} == {".svg", ".png", ".json"}
    (tmp_path / "file").write_text("")
    for output in ([], ["-o", str(tmp_path / "file")]):
        assert main([*words, *output]) == 45 and capsys.readouterr().err.count("\n") == 1
    assert main(["summary", "Nowhere at all", "--charts", "--store", str(starter_store), "-o", str(tmp_path / "none")]) == 4
    assert not (tmp_path / "none").exists()
