"""The overview: tiles, strip and map. Hand-worked places, gaps that stay gaps, and no number in a picture that is no figure."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from cin_narrative import api
from cin_narrative.catalogue.families import load_families
from cin_narrative.catalogue.indicator import Polarity
from cin_narrative.catalogue.tile_places import tile_places
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.message_words import Course
from cin_narrative.export.charts.tile import LINE, PRINTED, strip_svg, tile_svg
from cin_narrative.export.charts.tile_map import TileMap, map_svg
from cin_narrative.messages import words
from cin_narrative.report.overview import Maker, overview
from cin_narrative.store.store import Store

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


@pytest.fixture(scope="module")
def starter(starter_store):
    with Store.open(starter_store) as store:
        yield store


@pytest.fixture(scope="module")
def real(store_2024):
    with Store.open(store_2024) as store:
        yield store


def shown(store, name, year):
    area = api.find_area(store, name, year)
    return overview(Desk(store, api.catalogue(), api.areas()), area, year)


def texts(svg: str) -> list[str]:
    """Every text that a picture prints."""
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("}text")]


def test_tiles_and_rows_are_those_of_the_families_file_in_its_order(starter):
    found = shown(starter, "Derby", 2016)
    families = load_families()
    assert [one.indicator.id for one in found.tiles] == list(families.tiles)
    assert [one.indicator.id for one in found.rows] == list(families.glance)
    assert found.messages and all(part.lead for part in found.messages)


def test_a_tile_says_value_unit_number_and_change_and_every_figure_has_its_mark(starter):
    found = shown(starter, "Derby", 2016)
    tile = found.tiles[0]
    assert (tile.figure.shown, tile.unit, tile.number) == ("400.5", "per 10,000 children", "2,342 children")
    assert tile.earlier.shown == "420.6"
    marked = found.summary.ledger.at(found.mark(tile))
    assert {one.key for one in tile.figures} == {one.key for one in marked}


@pytest.mark.parametrize(("name", "year"), [("Derby", 2024), ("City of London", 2024), ("Hampshire", 2024), ("England", 2024),
                                            ("East Midlands", 2024), ("Westmorland and Furness", 2024), ("Derby", 2013), ("Cumbria", 2020)])  # fmt: skip
def test_no_picture_prints_a_number_that_is_no_figure(real, name, year):
    for one in (*(found := shown(real, name, year)).tiles, *found.rows):
        spoken = {one.shown for one in one.figures} | {str(point.year) for point in one.past} | {"10,000", "45", "15", "47"}
        spoken |= set(NUMBER.findall(one.gap))
        for text in texts(tile_svg(one)):
            assert set(NUMBER.findall(text)) <= spoken, text
        assert texts(strip_svg(one) or "<svg/>") == []


def test_the_strip_has_a_true_scale_and_ten_hollow_dots(real):
    tile = shown(real, "Derby", 2024).tiles[0]
    spread = tile.spread
    assert (spread.place.shown, spread.of, len(spread.neighbours), spread.wanted) == ("56th", 152, 10, 10)
    svg = ElementTree.fromstring(strip_svg(tile))
    hollow = [float(one.get("cx")) for one in svg.iter() if one.get("fill") == PRINTED.paper]
    low, high = float(spread.lowest.value), float(spread.highest.value)
    wanted = [5 + (float(one.value) - low) / (high - low) * 140 for one in spread.neighbours]
    assert hollow == pytest.approx(wanted, abs=0.06)
    assert svg.get("role") == "img"
    assert "56th of 152 authorities" in svg.get("aria-label") and "10 of 10 neighbours 220.9 to 571.4" in svg.get("aria-label")


def test_a_year_without_a_number_and_a_break_cut_the_line(real):
    tile = next(one for one in shown(real, "Derby", 2024).tiles if one.past and one.past[0].year == 2012)
    whole = tile_svg(tile).count("<polyline")
    gap = tuple(replace(one, figure=None) if one.year == 2018 else one for one in tile.past)
    assert tile_svg(replace(tile, past=gap)).count("<polyline") == whole + 1
    broken = tuple(replace(one, stretch=one.stretch + (one.year > 2018)) for one in tile.past)
    assert tile_svg(replace(tile, past=broken)).count("<polyline") == whole + 1


@pytest.mark.parametrize(("polarity", "course", "worse"), [
    (Polarity.NONE, Course.UP, None), (Polarity.HIGH_IS_GOOD, Course.LITTLE, None), (Polarity.HIGH_IS_GOOD, None, None),
    (Polarity.HIGH_IS_GOOD, Course.UP, False), (Polarity.HIGH_IS_GOOD, Course.DOWN, True),
    (Polarity.LOW_IS_GOOD, Course.UP, True), (Polarity.LOW_IS_GOOD, Course.DOWN, False),
])  # fmt: skip
def test_another_colour_stands_only_where_the_catalogue_says_which_way_is_better(starter, polarity, course, worse):
    tile = shown(starter, "Derby", 2016).tiles[0]
    made = replace(tile, indicator=replace(tile.indicator, polarity=polarity), course=course)
    assert made.is_worse is worse
    assert (PRINTED.worse in tile_svg(made)) is (worse is True)
    assert ('points="8,80 17,80 12.5,72"' in tile_svg(made)) is (course is Course.UP)  # an arrow that points up
    assert ('points="8,72 17,72 12.5,80"' in tile_svg(made)) is (course is Course.DOWN)


def test_changes_are_told_since_the_year_that_is_chosen(starter):
    area = api.find_area(starter, "Derby", 2016)
    desk = Desk(starter, api.catalogue(), api.areas())
    before, since = (overview(desk, area, 2016, year) for year in (None, 2013))
    referrals = [next(one for one in found.tiles if one.indicator.id == "referrals") for found in (before, since)]
    assert [one.earlier.year for one in referrals] == [2015, 2013]
    assert [one.in_tile for one in referrals] == ["up from 550.8", f"up from {referrals[1].earlier.shown} in 2013"]
    assert [one.change for one in referrals] == ["up from 550.8", f"up from {referrals[1].earlier.shown}"]


def test_what_is_not_held_says_why_and_draws_nothing(real):
    tile = next(one for one in shown(real, "City of London", 2024).tiles if one.figure is not None and one.figure.value is None)
    assert "not published, to protect confidentiality" in " ".join(texts(tile_svg(tile)))
    assert tile.spread is None and strip_svg(tile) == "" and "<polyline" not in tile_svg(replace(tile, past=()))


def test_every_reason_for_a_gap_stands_within_its_tile_above_the_years(real):
    tile = next(one for one in shown(real, "City of London", 2024).tiles if one.figure is not None and one.figure.value is None)
    for reason in words("writing.symbols").values():
        drawn = [one for one in ElementTree.fromstring(tile_svg(replace(tile, gap=reason))).iter() if one.get("font-size") == "11"]
        assert " ".join(one.text for one in drawn) == reason
        assert all(len(one.text) <= LINE and float(one.get("y")) < 86 for one in drawn)


def test_a_few_authorities_have_no_strip(real):
    tile = shown(real, "Derby", 2024).tiles[0]
    few = replace(tile, spread=replace(tile.spread, of=2))
    assert strip_svg(tile) and "<path" in tile_svg(tile)
    assert strip_svg(few) == "" and "<path" not in tile_svg(few)


def test_a_name_with_markup_stays_text(starter):
    tile = shown(starter, "Derby", 2016).tiles[0]
    made = replace(tile, gap='<script>"x"</script>', figure=None, spread=None)
    ElementTree.fromstring(tile_svg(made))
    assert "<script" not in tile_svg(made)


def test_every_authority_has_a_tile_and_no_two_of_one_year_share_one():
    places, areas = tile_places(), api.areas()
    for year in range(2010, 2026):
        codes = [one.code for one in areas.authorities(year)]
        assert not [code for code in codes if code not in places]
        assert len({places[code] for code in codes}) == len(codes)


def test_the_map_is_darker_where_the_figure_is_higher_and_marks_those_without(real):
    found = shown(real, "Derby", 2024)
    maker = Maker(Desk(real, api.catalogue(), api.areas()), found.summary.area, 2024)
    figures = maker.peers(found.tiles[0].figure)
    values = [one.value for one in figures]
    assert values == sorted(values)
    authorities = api.areas().authorities(2024)
    shown_map = TileMap(tuple(figures), tuple(authorities), found.summary.area)
    svg = ElementTree.fromstring(map_svg(shown_map))
    tiles = [one for one in svg if one.tag.endswith("}g")]
    assert len(tiles) == len(authorities)
    drawn = {tile[0].text.split(":")[0]: tile[1].get("fill-opacity") for tile in tiles}
    assert drawn[str(figures[0].area.short_name)] == "0.12" and drawn[str(figures[-1].area.short_name)] == "1.0"
    assert sum(shade is None for shade in drawn.values()) == len(authorities) - len(figures)
    rows = list(shown_map.rows)
    assert rows[0] == (1, "Hartlepool", "728.3") and len(rows) == len(figures)
    assert all(row[0] == 1 + sum(value > figure.value for value in values) for row, figure in zip(rows, reversed(figures), strict=True))
