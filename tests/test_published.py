"""DfE's own files against what is shown: read here with the csv module alone, by no code of the product.

The files are no part of the project; where ../shared/data is absent these tests are skipped.
"""

import csv
import re
from decimal import Decimal

import pytest

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.catalogue.rounding import half_up, ratio
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.store.cached import observations as observation_cache
from cin_narrative.store.store import Store

POPULATION = "children_aged_under_18"
CATALOGUE, AREAS = load_catalogue(), load_areas()
SYMBOLS = {"c": "[c]", "x": "[x]", "z": "[z]", "u": "[u]", "k": "[low]", "low": "[low]"}
ADDRESS = re.compile(r"([bcd]\d|ons)\.(.+)")
# West Sussex 2013: files d4, d5 and d7 hold other totals than d1, which is the one shown.
CONTRADICTED = {("d4.CPP_At31", "938", 2013), ("d5.CPP_At31", "938", 2013), ("d6.CPP_At31", "938", 2013)}
# Shropshire 2017: the one printed percentage of the release that is not its counts' half up (28.75).
MISPRINTED = ("d5.more_than_6_months_less_than_1_year_percent", "893", 2017, "28.7", "28.8")
NUMBER = re.compile(r"\d+(\.\d+)?")
DERBY, CHESTER, ENGLAND, CIN = "831", "896", "E92000001", "children_in_need_at_31_march"


@pytest.fixture(scope="session")
def cells_2024(published_data):
    """(file, column) -> (three-digit code, reporting year) -> the text DfE printed, authorities only."""
    found = {}
    for path in sorted((published_data / "dfe-2024").glob("*.csv")):
        family = re.match(r"[a-z]\d|ons|headline", path.name)[0]
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["geographic_level"] != "Local authority":
                    continue
                year = int(row["time_period"]) + (family == "ons")
                for column, text in row.items():
                    found.setdefault((family, column.lower()), {})[row["old_la_code"], year] = text
    return found


@pytest.fixture(scope="session")
def store(store_2024):
    """Everything read at once, since these tests look at every cell."""
    with pytest.MonkeyPatch.context() as patch, Store.open(store_2024) as opened:
        patch.setattr(observation_cache, "CACHED_OBSERVATIONS", 10_000_000)
        opened.prefetch([area.code for area in everywhere()], range(2012, 2025), CATALOGUE.indicators)
        yield opened


def everywhere():
    return {area.code: area for year in range(2012, 2025) for area in AREAS.authorities(year)}.values()


def printed(indicator, cells):
    """(measure, category, address, texts) for each column of the files of authorities that prints the indicator."""
    places = [(m, "", d.columns) for m, d in indicator.measures.items()]
    places += [(m, c.id, columns) for c in indicator.categories.values() for m, columns in c.columns.items()]
    for measure, category, addresses in places:
        for address in addresses:
            match = ADDRESS.fullmatch(address)
            if match and (match[1], match[2].lower()) in cells:
                yield measure, category, address, cells[match[1], match[2].lower()]


def expected(text, measure):
    if not NUMBER.fullmatch(text):
        return SYMBOLS[text]
    if measure in (Measure.COUNT, Measure.AVERAGE):
        assert text.partition(".")[2].strip("0") == ""
        return f"{int(Decimal(text)):,}"
    assert len(text.partition(".")[2]) <= 1
    return f"{Decimal(text):,.1f}" + ("%" if measure is Measure.PERCENTAGE else "")


@pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda indicator: indicator.id)
def test_every_cell_of_an_authority_is_shown_as_printed_in_every_file_that_repeats_it(indicator, store, cells_2024):
    columns = list(printed(indicator, cells_2024))
    if not columns:
        pytest.skip("not printed for authorities in the release of 2024")
    door = Door(store, CATALOGUE, "2024")
    figures, wrong, compared, shown = Figures(door, CATALOGUE, AREAS), [], 0, {}
    for measure, category, address, texts in columns:
        for (code, year), text in texts.items():
            if text.strip() == "":
                continue
            key = (measure, category, code, year)
            if key not in shown:
                figure = figures.level(indicator.id, measure, AREAS.get(code, year), year, category)
                shown[key] = figure.shown if figure else None
            compared += 1
            if shown[key] == expected(text, measure) or (address, code, year) in CONTRADICTED:
                continue
            if shown[key] != "[c]" or not gives_away(indicator, category, (code, year), cells_2024):
                wrong.append((address, code, year, text, shown[key]))
    assert wrong == []
    assert compared > 300


def gives_away(indicator, category, place, cells):
    """Whether DfE's own row lets a count it suppressed be worked out: the only reason to show less than DfE does.

    Four ways: a percentage of a suppressed count; a share of a suppressed whole; one category alone suppressed; suppressed
    categories of which the total leaves one each.
    """
    own = counts(indicator, category, cells).get(place)
    percentage = indicator.measures.get(Measure.PERCENTAGE)
    whole = CATALOGUE[percentage.of].measures[Measure.COUNT] if percentage else None
    parts = [counts(CATALOGUE[whole.sum_of], c, cells).get(place) for c in whole.categories] if whole and whole.sum_of else []
    alone = [counts(indicator, c, cells).get(place) for c in indicator.categories]
    total = counts(CATALOGUE[indicator.breakdown_of], "", cells).get(place, "") if indicator.breakdown_of else ""
    numbers = [int(text) for text in alone if text and NUMBER.fullmatch(text)]
    least = alone.count("c") > 0 and bool(NUMBER.fullmatch(total)) and int(total) - sum(numbers) == alone.count("c")
    return own == "c" or "c" in parts or alone.count("c") == 1 or least


def test_every_column_of_the_authorities_files_belongs_to_an_indicator(cells_2024):
    keys = {"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
            "old_la_code", "new_la_code", "la_name", "category", "age_group"}  # fmt: skip
    known = {(m[1], m[2].lower()) for i in CATALOGUE for _, _, address, _ in printed(i, cells_2024) if (m := ADDRESS.fullmatch(address))}
    assert {place for place in cells_2024 if place[1] not in keys} - known == set()


def counts(indicator, category, cells, family=""):
    """The counts that the files (that of ``family`` first) print for an indicator or category, by authority and year."""
    found = [(address, texts) for measure, own, address, texts in printed(CATALOGUE.counts_of(indicator), cells)
             if (measure, own) == (Measure.COUNT, category)]  # fmt: skip
    found.sort(key=lambda one: not one[0].startswith(f"{family}."))
    return found[0][1] if found else {}


def recomputed(measure, per, whole_of, cells):
    """(matching, missing) over all printed rates or percentages whose count and whole are printed as well."""
    matching, missing = 0, []
    for indicator in CATALOGUE:
        if measure not in indicator.measures:
            continue
        for own, category, address, texts in printed(indicator, cells):
            whole = counts(CATALOGUE[whole_of(indicator)], "", cells, address.partition(".")[0])
            above = counts(indicator, category, cells) if own is measure else {}
            for place, text in texts.items():
                over, under = above.get(place, ""), whole.get(place, "")
                if all(NUMBER.fullmatch(part) for part in (text, over, under)) and Decimal(under):
                    worked_out = half_up(ratio(Decimal(over), Decimal(under), per), 1)
                    matching += worked_out == Decimal(text)
                    missing += [(address, *place, text, str(worked_out))] * (worked_out != Decimal(text))
    return matching, missing


def test_percentages_worked_out_from_counts_are_dfes_half_up(cells_2024):
    matching, missing = recomputed(Measure.PERCENTAGE, 100, lambda i: i.measures[Measure.PERCENTAGE].of, cells_2024)
    assert missing == [MISPRINTED]
    assert matching > 6_986


def test_rates_worked_out_from_the_population_of_the_mid_year_before_are_dfes(cells_2024):
    matching, missing = recomputed(Measure.RATE, 10_000, lambda _: POPULATION, cells_2024)
    assert missing == []
    assert matching > 20_000


@pytest.mark.parametrize(("indicator", "area", "year", "measure", "release", "shown"), [
    (CIN, DERBY, 2016, "count", "latest", "2,342"), (CIN, DERBY, 2016, "count", "2020", "2,342"),
    (CIN, DERBY, 2016, "count", "first-published", "2,342"),
    (CIN, DERBY, 2016, "rate", "latest", "400.5"), (CIN, DERBY, 2016, "rate", "2020", "398.8"),
    (CIN, DERBY, 2016, "rate", "first-published", "397.9"),
    (CIN, ENGLAND, 2016, "rate", "latest", "339.8"), (CIN, ENGLAND, 2016, "rate", "2020", "337.3"),
    (CIN, ENGLAND, 2016, "rate", "first-published", "337.7"), (CIN, ENGLAND, 2016, "count", "first-published", "394,400"),
    (CIN, ENGLAND, 2016, "count", "2020", "393,910"),
    ("referrals", DERBY, 2016, "count", "latest", "3,582"), ("referrals", DERBY, 2016, "rate", "latest", "612.6"),
    ("referrals", DERBY, 2016, "rate", "2020", "610.0"), ("referrals", DERBY, 2016, "rate", "first-published", "608.6"),
    (CIN, CHESTER, 2013, "count", "latest", "1,939"), (CIN, CHESTER, 2013, "rate", "latest", "293.1"),
    (CIN, CHESTER, 2013, "rate", "2020", "293.6"), (CIN, CHESTER, 2013, "rate", "first-published", "293.9"),
])  # fmt: skip
def test_one_figure_has_a_value_in_each_release(store, indicator, area, year, measure, release, shown):
    figure = Figures(Door(store, CATALOGUE, release), CATALOGUE, AREAS).level(indicator, Measure(measure), AREAS.get(area, year), year)
    assert figure.shown == shown


@pytest.mark.parametrize("year", [2012, 2013, 2015, 2016])
def test_england_is_not_the_isle_of_wight_in_any_first_published_file(store, year):
    figures = Figures(Door(store, CATALOGUE, "first-published"), CATALOGUE, AREAS)
    england, wight = (figures.level(CIN, Measure.COUNT, AREAS.get(code, year), year) for code in (ENGLAND, "921"))
    assert england.value > 350_000
    assert wight.value is None or 300 < wight.value < 3000


def test_each_release_is_held_with_its_files(store):
    assert list(store.releases) == ["SFR27/2012", "SFR45/2013", "SFR41/2015", "SFR52/2016", "2020", "2024"]
    held = [source.release for source in store.sources.values()]
    assert {release: held.count(release) for release in store.releases} == {
        "SFR27/2012": 1, "SFR45/2013": 1, "SFR41/2015": 1, "SFR52/2016": 1, "2020": 28, "2024": 30}  # fmt: skip
