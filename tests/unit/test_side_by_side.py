"""Areas side by side: a table worked by hand from DfE's CSVs, sentences that cannot point the wrong way, and what is refused.

By hand, year ending 31 March 2024 (b1, c1, c2, c4, d1, d6): Derby 2,820 assessments of 4,165 referrals are 67.7 for every 100, 352 conferences of
1,661 enquiries 21.2; Rutland 217 of 276 and 42 of 57 are 78.6 and 73.7; City of London 22 of 63 and 6 of 9 are 34.9 and 66.7.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from fake_store import AREA, YEAR, FakeStore
from hypothesis import given, settings
from hypothesis import strategies as st

from cin_narrative import api
from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.claims.claims import Direction, Method, judge
from cin_narrative.claims.side_by_side import Shifts, Sides, Spread
from cin_narrative.cli.main import main
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.errors import CinNarrativeError, NotHeld, UnknownName
from cin_narrative.export.pictures import picture_of
from cin_narrative.export.side_by_side_page import side_by_side_chart
from cin_narrative.report.side_by_side.movement import moved
from cin_narrative.report.side_by_side.page import SideBySide
from cin_narrative.store.store import Store
from cin_narrative.writing.render import Ledger
from cin_narrative.writing.sentences import sentence

CATALOGUE, AREAS = load_catalogue(), load_areas()
DERBY, COUNTRY = AREAS.get(AREA, YEAR), AREAS.get(ENGLAND, YEAR)
REF, POPULATION = "referrals", "children_aged_under_18"
BY_HAND = {
    "Children in need at 31 March": ["377.1", "204.5", "373.8", "332.9"],
    "Children in need at 31 March, a year before": ["376.6", "195.3", "1,284.2", "339.1"],
    "Referrals": ["693.5", "346.2", "981.3", "518.3"],
    "Assessments completed": ["469.5", "272.2", "342.7", "536.0"],
    "Assessments for every 100 referrals": ["68", "79", "35", "103"],
    "Section 47 enquiries": ["276.6", "71.5", "140.2", "187.1"],
    "Initial child protection conferences": ["58.6", "52.7", "93.5", "60.2"],
    "Conferences for every 100 enquiries": ["21", "74", "67", "32"],
    "Children on a protection plan at 31 March": ["38.0", "32.6", "[c]", "41.6"],
    "Re-referrals within 12 months of a previous referral": ["22.5%", "18.8%", "[c]", "22.4%"],
    "Child protection plans reviewed within the required timescales": ["91.5%", "93.8%", "[c]", "89.8%"],
}


@pytest.fixture(scope="module")
def store(store_2024) -> Iterator[Store]:
    with Store.open(store_2024) as opened:
        yield opened


def figure(count: int, population: int) -> Figure:
    cells = {(REF, ""): count, (POPULATION, ""): population}
    made = Figures(Door(FakeStore(cells), CATALOGUE), CATALOGUE, AREAS).level(REF, Measure.RATE, DERBY, YEAR)
    assert made is not None
    return made


def test_the_table_is_what_was_worked_by_hand(store: Store) -> None:
    found = api.compare(store, ["Derby", "Rutland", "City of London"], 2024).record()
    table = found["tables"][0]
    assert table["columns"] == ["Year ending 31 March 2024", "Derby", "Rutland", "City of London", "England"]
    rows = {re.sub(r" \[\d+\]$", "", name): cells for name, *cells in table["rows"]}
    assert {name: rows[name] for name in BY_HAND} == BY_HAND
    assert all(re.search(r" \[\d+\]$", name) for name, *_ in table["rows"])


def test_every_printed_number_is_the_figure_that_its_span_names(store: Store) -> None:
    found = api.compare(store, ["Derby", "Rutland", "City of London"], 2024).record()
    table, shown = found["tables"][0], found["figures"]
    placed = [(cell, span) for row, spans in zip(table["rows"], table["spans"], strict=True) for cell, some in zip(row, spans, strict=True) for span in some]
    placed += [(one["text"], span) for one in found["paragraphs"] for span in one["spans"]]
    assert len(placed) > 50
    assert all(text[span["start"] : span["end"]] == shown[span["figure"]]["shown"] for text, span in placed)
    assert {shown[span["figure"]]["measure"] for _, span in placed} == {"rate", "percentage", "ratio"}  # no count is compared


def test_symbols_are_said_under_the_table(store: Store) -> None:
    text = api.export(api.compare(store, ["Derby", "City of London"], 2024), "txt").decode()
    assert "[c] means not published, to protect confidentiality." in text


@pytest.mark.parametrize("name", ["md", "txt", "html", "docx", "xlsx", "json"])
def test_every_format_is_the_same_bytes_twice(store: Store, name: str) -> None:
    first, second = (api.export(api.compare(store, ["Derby", "Leeds"], 2024), name) for _ in range(2))
    assert first == second


def test_the_chart_has_every_area_in_order_and_england_as_a_line(store: Store) -> None:
    chart = side_by_side_chart(api.compare(store, ["authorities of East Midlands"], 2024))
    assert chart is not None
    values = [mark.figure.value for mark in chart.marks]
    assert len(values) == 11 and values == sorted(values, reverse=True)
    spec = picture_of(chart).chart()
    rule = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    assert rule["data"]["values"][0]["value"] == 332.9


def named(text: str, words: str, areas: Iterable[str]) -> list[str]:
    """Those of ``areas`` that a sentence names after ``words``; none where it counts them."""
    found = re.search(rf"{words} [io]n (.*?)(?:; (?:it |lower |about )|\.)", text)
    left, names = found[1] if found else "", []
    for name in sorted(areas, key=len, reverse=True):  # the longest first: Derbyshire is no Derby
        if name in left:
            names.append(name)
            left = left.replace(name, "")
    return names


@pytest.mark.parametrize("year", [2014, 2018, 2021, 2024])
def test_no_sentence_points_another_way_than_the_printed_figures(store: Store, year: int) -> None:
    checked = 0
    for region in AREAS.regions(year):
        areas = [*AREAS.authorities(year, region.code)][:5]
        for name in ("children_in_need_at_31_march", "rereferrals_within_12_months"):
            found = api.compare(store, areas, year, name)
            checked += points_right(found)
    assert checked > 100


def points_right(found: SideBySide) -> int:
    """How many words of direction are as the printed figures are; fails where one is not."""
    rows = found.record()["tables"][0]["rows"][:2]
    now, before = ([float(re.sub(r"[,%]", "", cell)) if cell[0].isdigit() else math.nan for cell in row[1:]] for row in rows)
    place = {str(area.in_name): at for at, area in enumerate(found.areas)}
    text = " ".join(paragraph.plain for paragraph in found.paragraphs[:3])
    higher, lower, rose, fell = (named(text, words, place) for words in ("higher", "lower", "rose", "fell"))
    assert all(now[place[one]] > now[-1] for one in higher)
    assert all(now[place[one]] < now[-1] for one in lower)
    assert all(now[place[one]] > before[place[one]] for one in rose)
    assert all(now[place[one]] < before[place[one]] for one in fell)
    return len(higher) + len(lower) + len(rose) + len(fell)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4000), st.integers(1, 4000), st.integers(20_000, 90_000))
def test_a_shift_is_told_the_way_it_went_and_only_beyond_chance(after: int, before: int, population: int) -> None:
    judged = moved(figure(after, population), figure(before, population))
    if min(after, before) < 20:
        assert judged is None  # too few cases
        return
    assert judged is not None
    beyond = abs(math.log(after / before)) > 1.959964 * math.sqrt(1 / after + 1 / before)
    text = sentence(Shifts((judged,), 0), Ledger())
    assert ("rose" in text, "fell" in text) == (beyond and after > before, beyond and after < before)


@settings(deadline=None, max_examples=60)
@given(st.integers(20, 4000), st.integers(20, 4000))
def test_a_side_of_england_is_told_as_it_is(own: int, other: int) -> None:
    england = figure(other, 50_000).changed(area=COUNTRY)
    judged = judge(figure(own, 50_000), england, Method.LIMITS)
    assert judged is not None
    text = sentence(Sides((judged,), 0), Ledger())
    assert ("higher in" in text) == (judged.direction is Direction.HIGHER) <= (own > other)
    assert ("lower in" in text) == (judged.direction is Direction.LOWER) <= (own < other)


def test_ties_are_named_together_and_all_alike_are_the_same() -> None:
    one = figure(100, 10_000)
    leeds = one.changed(area=AREAS.find("Leeds"))
    low = figure(50, 10_000).changed(area=AREAS.find("Rutland"))
    assert "highest in Derby (100.0 [1]) and Leeds (100.0 [2]) and lowest in Rutland (50.0 [3])" in sentence(Spread((one, leeds), (low,), 3, 0), Ledger())
    assert "was the same per 10,000" in sentence(Spread((one, leeds), (one, leeds), 2, 0), Ledger())


def test_a_region_gives_every_authority_of_it_by_either_name(store: Store) -> None:
    ways = (api.compare(store, ["authorities of East Midlands"], 2024), api.compare(store, ["East Midlands"], 2024, authorities=True))
    assert ways[0].record() == ways[1].record()
    assert [area.short_name for area in ways[0].areas] == sorted(area.short_name for area in AREAS.authorities(2024, "E12000004"))


def test_groups_regions_and_england_stand_beside_authorities(store: Store) -> None:
    found = api.compare(store, ["Mine = Derby, Leeds", "East Midlands", "England", "Derby"], 2024)
    table = found.record()["tables"][0]
    assert table["columns"][1:] == ["Mine", "East Midlands", "England", "Derby"]


@pytest.mark.parametrize(("names", "year", "error", "said"), [
    (["Derbyy", "Leeds"], 2024, UnknownName, "Did you mean Derby"),
    (["Derby"], 2024, CinNarrativeError, "name two or more"),
    (["Derby", "DERBY city council"], 2024, CinNarrativeError, "named twice"),
    (["authorities of England"], 2024, CinNarrativeError, "too many"),
    (["authorities of Leeds", "Derby"], 2024, CinNarrativeError, "no region"),
    (["Derby", "Westmorland and Furness"], 2016, NotHeld, "was formed later"),
    (["Derby", "Cumbria"], 2024, NotHeld, "was abolished"),
    (["Derby", "Leeds"], 1999, NotHeld, "it holds 2012 to 2024"),
])  # fmt: skip
def test_what_cannot_be_compared_is_refused_in_one_line(store: Store, names: list[str], year: int, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=re.escape(said)) as raised:
        api.compare(store, names, year)
    assert type(raised.value) is error and "\n" not in str(raised.value)


def test_an_indicator_of_numbers_alone_is_refused(store: Store) -> None:
    with pytest.raises(CinNarrativeError, match="numbers alone"):
        api.compare(store, ["Derby", "Leeds"], 2024, "assessment_duration_percentiles")


@pytest.fixture
def run(starter_store, capsys, monkeypatch) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(starter_store))

    def command(*words: str) -> tuple[int, str, str]:
        code = main(["compare", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_the_command_prints_and_refuses_as_the_others_do(run, tmp_path) -> None:
    code, out, _ = run("Derby", "East Midlands", "--year", "2016", "--format", "json")
    said = json.loads(out)
    assert code == 0
    assert list(said) == ["title", "areas", "year", "release", "figures", "paragraphs", "tables"]
    assert [run("Derbi", "England")[0], run("Derby")[0], run("Derby", "England", "--year", "1999")[0]] == [4, 1, 5]
    assert run("Derby", "England", "--format", "docx")[0] == 45
    page = tmp_path / "beside.html"
    assert run("Derby", "England", "--year", "2016", "-o", str(page))[0] == 0
    assert "<svg" in page.read_text(encoding="utf-8")
