"""Comparisons by 95% confidence limits: Byar's and Wilson's formulas worked by hand, and what they may not do.

Hand-worked with z = 1.96 (1.959964 rounded). Byar's, 65 events: 65 x (1 - 1/585 - 1.96/(3 x 8.06226))^3 = 65 x 0.917255^3 = 50.16 and
66 x (1 - 1/594 + 1.96/(3 x 8.12404))^3 = 66 x 1.078736^3 = 82.85. Wilson's, 65 of 100: (130 + 3.8416 -/+ 1.96 x
sqrt(3.8416 + 4 x 65 x 0.35)) / (2 x 103.8416) = (133.8416 -/+ 19.0890) / 207.6832 = 0.5525 and 0.7364.
"""

import math
from decimal import Decimal

import pytest
from fake_store import AREA, YEAR, FakeStore

from cin_narrative import api
from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.claims.claims import Comparison, Direction, Method, judge, load_bands
from cin_narrative.claims.confidence_limits import byars, limits_of, wilsons
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.store.store import Store
from cin_narrative.writing.phrases import reason

POPULATION = "children_aged_under_18"
CATALOGUE, AREAS = load_catalogue(), load_areas()
DERBY, COUNTRY = AREAS.get(AREA, YEAR), AREAS.get(ENGLAND, YEAR)
REF, REREF = "referrals", "rereferrals_within_12_months"
Z = load_bands().deviate


def figure(cells, indicator, measure):
    made = Figures(Door(FakeStore(cells), CATALOGUE), CATALOGUE, AREAS).level(indicator, Measure(measure), DERBY, YEAR)
    assert made is not None
    return made


def rate(count=65, population=10_000, printed=None):
    cells = {(REF, ""): count, (POPULATION, ""): population}
    return figure(cells | ({(REF, "", "rate"): printed} if printed is not None else {}), REF, "rate")


def share(count=65, whole=100, printed=None):
    cells = {(REF, ""): whole, (REREF, ""): count}
    return figure(cells | ({(REREF, "", "percentage"): printed} if printed is not None else {}), REREF, "percentage")


def of_england(own, value):
    """The same figure of England, with this value."""
    return own.changed(area=COUNTRY, value=Decimal(value), shown=value)


@pytest.mark.parametrize(("found", "low", "high"), [
    (byars(Decimal(65), Z), "50.16", "82.85"), (byars(Decimal(100), Z), "81.36", "121.63"),
    (byars(Decimal(1), Z), "0.01", "5.56"),
    (wilsons(Decimal(65), Decimal(100), Z), "0.5525", "0.7364"), (wilsons(Decimal(0), Decimal(30), Z), "0.0000", "0.1135"),
    (wilsons(Decimal(30), Decimal(30), Z), "0.8865", "1.0000"),
])  # fmt: skip
def test_the_formulas_give_what_was_worked_by_hand(found, low, high):
    places = Decimal(low).as_tuple().exponent
    assert [one.quantize(Decimal(1).scaleb(places)) for one in found] == [Decimal(low), Decimal(high)]


def test_a_rates_limits_are_byars_and_a_percentages_wilsons_rounded_as_the_figure_is():
    assert limits_of(rate(), Z).shown == "50.2 to 82.8"  # 82.849
    assert limits_of(share(), Z).shown == "55.3% to 73.6%"  # 55.254, 73.636


def test_the_limits_of_a_printed_rate_rest_on_the_denominator_it_was_printed_with():
    assert limits_of(rate(population=12_000, printed=65.0), Z).shown == "50.2 to 82.8"


@pytest.mark.parametrize(("other", "word"), [
    ("50.1", Direction.HIGHER), ("50.2", Direction.SIMILAR), ("64.9", Direction.SIMILAR), ("65.0", Direction.SAME),
    ("82.8", Direction.SIMILAR), ("82.9", Direction.LOWER),
])  # fmt: skip
def test_the_word_follows_the_printed_limits_and_the_printed_value(other, word):
    judged = judge(rate(), of_england(rate(), other), Method.LIMITS)
    assert judged.direction is word


def test_figures_printed_alike_are_the_same_however_narrow_the_limits():
    own = rate(count=99_999_999, population=10_000_000)
    assert judge(own, of_england(own, own.shown.replace(",", "")), Method.LIMITS).direction is Direction.SAME


def test_the_reason_gives_the_limits_their_method_and_the_comparators_value():
    higher = judge(rate(), of_england(rate(), "40.0"), Method.LIMITS)
    assert reason(higher) == ('"Higher", because 40.0 lies below the limits of 65.0, 95% confidence limits 50.2 to 82.8 '
                              "(Byar's method).")  # fmt: skip
    similar = judge(share(), of_england(share(), "70.0"), Method.LIMITS)
    assert "within the limits of 65.0%, 95% confidence limits 55.3% to 73.6% (Wilson's method)" in reason(similar)


def test_a_change_over_time_is_worded_by_the_bands_under_either_method():
    before = rate().changed(year=YEAR - 1, value=Decimal("60.0"), shown="60.0")
    assert judge(rate(), before, Method.LIMITS) == judge(rate(), before)
    assert judge(rate(), before, Method.LIMITS).limits is None


@pytest.mark.parametrize("cells", [
    {(REF, ""): "c", (REF, "", "rate"): 65.0, (POPULATION, ""): 10_000}, {(REF, "", "rate"): 65.0, (POPULATION, ""): 10_000},
    {(REF, ""): 65, (REF, "", "rate"): 65.0}, {(REF, ""): 0, (REF, "", "rate"): 0.0, (POPULATION, ""): 10_000},
])  # fmt: skip
def test_without_a_count_that_is_shown_or_a_denominator_there_are_no_limits_and_no_comparison(cells):
    own = Figures(Door(FakeStore(cells), CATALOGUE), CATALOGUE, AREAS).level(REF, Measure.RATE, DERBY, YEAR)
    assert own is None or own.value is None or judge(own, of_england(own, "40.0"), Method.LIMITS) is None


@pytest.mark.parametrize("cells", [
    {(REF, ""): 100, (REREF, ""): "c", (REREF, "", "percentage"): 3.0}, {(REF, ""): "c", (REREF, ""): 65, (REREF, "", "percentage"): 65.0},
    {(REF, ""): 100, (REREF, ""): 65, (REREF, "", "percentage"): 12.0},
])  # fmt: skip
def test_limits_give_no_hidden_number_away_and_none_are_made_of_figures_that_contradict_each_other(cells):
    own = Figures(Door(FakeStore(cells), CATALOGUE), CATALOGUE, AREAS).level(REREF, Measure.PERCENTAGE, DERBY, YEAR)
    assert own is None or own.value is None or limits_of(own, Z) is None


def test_an_average_has_no_limits():
    own = share().changed(measure=Measure.AVERAGE, basis=Measure.AVERAGE)
    assert limits_of(own, Z) is None


def test_the_desk_compares_by_the_method_it_was_given():
    store = FakeStore({(REF, ""): 65, (REF, "", "rate"): 65.0, (POPULATION, ""): 10_000})
    store.add({(REF, ""): 500, (REF, "", "rate"): 60.0, (POPULATION, ""): 100_000}, "2024", area=ENGLAND)
    words = {}
    for method in Method:
        desk = Desk(store, CATALOGUE, AREAS, method=method)
        own = desk.figure(REF, DERBY, YEAR, Measure.RATE)
        [words[method]] = [one.judgement.direction for one in desk.comparison(own, [ENGLAND]).against]
    assert words == {Method.BANDS: Direction.HIGHER, Method.LIMITS: Direction.SIMILAR}


# ---- every comparison word of real pages, worked out again in binary floats by formulas written out here


def expected(value, other, count, whole, is_rate):
    """The word that the limits give: Byar's of the count, or Wilson's of the share, to one decimal, halves up."""
    z = 1.959963984540054
    if is_rate:
        low = value * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
        high = value * (count + 1) / count * (1 - 1 / (9 * (count + 1)) + z / (3 * math.sqrt(count + 1))) ** 3
    else:
        share, root = count / whole, z * math.sqrt(z * z + 4 * count * (1 - count / whole))
        low, high = (100 * (2 * whole * share + z * z + sign * root) / (2 * (whole + z * z)) for sign in (-1, 1))
    low, high = math.floor(low * 10 + 0.5) / 10, math.floor(high * 10 + 0.5) / 10
    if value == other:
        return "same"
    return "similar" if low <= other <= high else "higher" if value > other else "lower"


@pytest.mark.parametrize("area", ["Derby", "Rutland", "Isles of Scilly", "City of London", "Cumberland", "London", "Kent"])
def test_every_word_of_a_page_by_limits_is_what_the_formulas_give(store_2024, area):
    with Store.open(store_2024) as store:
        page = api.summary(store, area, 2024, method=Method.LIMITS)
        made = [(claim.figure, one) for part in page.paragraphs for claim in part.claims if isinstance(claim, Comparison)
                for one in claim.against]  # fmt: skip
        assert made
        for own, against in made:
            numbers = (own.value, against.figure.value, own.numerator, own.denominator)
            assert against.judgement.direction == expected(*map(float, numbers), own.basis is Measure.RATE), (own.label, numbers)
