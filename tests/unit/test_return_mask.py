"""Nothing that may be published gives a hidden count away: attacked with every linear combination of what is shown."""

from fractions import Fraction
from pathlib import Path

import pytest
from attacker import by_integer_program
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.disclosure.decisions import deciding, once
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE, Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.disclosure.returns.bounds import Cover
from cin_narrative.disclosure.returns.local_sums import local_sums
from cin_narrative.disclosure.returns.mask import Elsewhere, mask_of
from cin_narrative.disclosure.returns.return_mask import newest_of
from cin_narrative.disclosure.sums import Sum
from cin_narrative.store.decisions import Earlier
from cin_narrative.store.observations import LOCAL_RETURN_ORDER, Release, Symbol
from cin_narrative.store.store import Store
from cin_narrative.store.write import StoreBuilder

CATALOGUE = load_catalogue()
RELEASE = Release("local return, made.xml, 2016-05-01", "test", LOCAL_RETURN_ORDER + 2016.0)


def rank(rows: list[list[Fraction]]) -> int:
    """By plain elimination with fractions: another way than the one under test."""
    rows, done = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        for r in range(done + 1, len(rows)):
            if rows[r][column]:
                times = rows[r][column] / rows[done][column]
                rows[r] = [a - times * b for a, b in zip(rows[r], rows[done], strict=True)]
        done += 1
    return done


def recovered(hidden: frozenset, counts: dict, sums: list[Sum]) -> list:
    """The hidden members that some linear combination of the shown ones gives exactly."""
    order = sorted(hidden)
    rows = []
    for one in sums:
        if one.total in counts:
            signs = {one.total: Fraction(-1)}
            for part in one.parts:
                if part in counts:
                    signs[part] = signs.get(part, Fraction(0)) + 1
            rows.append([signs.get(member, Fraction(0)) for member in order])
    rows = [row for row in rows if any(row)]
    base = rank(rows)
    unit = [[Fraction(int(i == place)) for i in range(len(order))] for place in range(len(order))]
    return [order[place] for place in range(len(order)) if rows and rank([*rows, unit[place]]) == base]


small = st.one_of(st.integers(0, 8), st.integers(0, 60))


@st.composite
def two_way_tables(draw, numbers=small, of_columns=True):
    """A table with both margins, its whole, and a total that the whole is part of."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cells = [[draw(numbers) for _ in range(width)] for _ in range(height)]
    other = draw(numbers)
    counts = {("cell", f"{r}.{c}"): cells[r][c] for r in range(height) for c in range(width)}
    counts |= {("row", str(r)): sum(cells[r]) for r in range(height)} | {
        ("column", str(c)): sum(row[c] for row in cells) for c in range(width)
    }
    counts |= {("whole", ""): sum(map(sum, cells)), ("other", ""): other, ("all", ""): sum(map(sum, cells)) + other}
    sums = [Sum(("row", str(r)), tuple(("cell", f"{r}.{c}") for c in range(width))) for r in range(height)]
    sums += [Sum(("column", str(c)), tuple(("cell", f"{r}.{c}") for r in range(height))) for c in range(width)]
    sums += [Sum(("whole", ""), tuple(("row", str(r)) for r in range(height))), Sum(("all", ""), (("whole", ""), ("other", "")))]
    return counts, [*sums, *([Sum(("whole", ""), tuple(("column", str(c)) for c in range(width)))] if of_columns else [])]


@pytest.mark.long
@given(two_way_tables())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_hidden_count_of_a_random_table_follows_from_what_is_shown(table) -> None:
    counts, sums = table
    hidden = mask_of(counts, sums)
    assert {member for member, count in counts.items() if 1 <= count <= 5} <= hidden
    assert recovered(hidden, counts, sums) == []


FIVE_CHILDREN = {("row", "0"): 4, ("whole", ""): 4, ("other", ""): 1, ("all", ""): 5} | {
    (kind, f"{row}{column}"): 1 for column in range(4) for kind, row in (("cell", "0."), ("column", ""))
}
FIVE_CHILDREN_ADD_UP = [
    Sum(("row", "0"), tuple(("cell", f"0.{column}") for column in range(4))),
    *(Sum(("column", f"{column}"), (("cell", f"0.{column}"),)) for column in range(4)),
    Sum(("whole", ""), (("row", "0"),)),
    Sum(("all", ""), (("whole", ""), ("other", ""))),
]


@pytest.mark.long
@given(two_way_tables(st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 7, 12]), of_columns=False))
@example((FIVE_CHILDREN, FIVE_CHILDREN_ADD_UP))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_small_count_of_a_random_table_has_a_second_solution(table) -> None:
    """Bounds and elimination leave one in twenty such tables with a count that only one whole number fits.

    Where the whole table is hidden there is nothing left to hide, and five children in five cells are one each to a reader who is
    told that every one of them is 1 to 5. A page has one mark for those and for what is hidden beside them: so is the reader there.
    """
    pytest.importorskip("scipy", reason="the integer program is scipy's: pip install scipy")
    counts, sums = table
    hidden = mask_of(counts, sums)
    known = {member: count for member, count in counts.items() if member not in hidden}
    told = by_integer_program(counts, known, [(one.total, *one.parts) for one in sums], told_which=bool(known))
    assert told == set()


def test_a_single_hidden_part_takes_another_part_with_it_as_in_dfes_files() -> None:
    counts = {("t", ""): 30, ("p", "a"): 3, ("p", "b"): 20, ("p", "c"): 7, ("p", "d"): 0}
    assert mask_of(counts, [Sum(("t", ""), tuple(("p", x) for x in "abcd"))]) == {("p", "a"), ("p", "c")}


def test_two_hidden_parts_that_can_only_be_1_each_take_a_third_with_them() -> None:
    counts = {("t", ""): 22, ("p", "a"): 1, ("p", "b"): 1, ("p", "c"): 20}
    assert mask_of(counts, [Sum(("t", ""), tuple(("p", x) for x in "abc"))]) == {("p", "a"), ("p", "b"), ("p", "c")}


def test_a_small_total_hides_its_parts() -> None:
    counts = {("t", ""): 4, ("p", "a"): 4, ("p", "b"): 0}
    assert {("t", ""), ("p", "a")} <= mask_of(counts, [Sum(("t", ""), (("p", "a"), ("p", "b")))])


def test_two_hidden_parts_that_can_only_be_5_each_take_a_third_with_them() -> None:
    counts = {("t", ""): 30, ("p", "a"): 5, ("p", "b"): 5, ("p", "c"): 20}
    assert mask_of(counts, [Sum(("t", ""), tuple(("p", x) for x in "abc"))]) == {("p", "a"), ("p", "b"), ("p", "c")}


def test_a_hidden_part_of_an_overlapping_whole_that_can_only_be_5_takes_another_with_it() -> None:
    counts = {("any", ""): 12, ("p", "child"): 5, ("p", "parent"): 7, ("p", "other"): 0}
    parts = (("p", "child"), ("p", "parent"), ("p", "other"))
    assert mask_of(counts, [], [Cover(("any", ""), parts)]) == {("p", "child"), ("p", "parent")}
    assert mask_of({**counts, ("p", "parent"): 9}, [], [Cover(("any", ""), parts)]) == {("p", "child")}  # 3, 4 or 5


def test_what_dfe_hides_stays_hidden_and_what_dfe_shows_is_not_chosen_to_hide_behind() -> None:
    counts = {("t", ""): 40, ("p", "a"): 3, ("p", "b"): 20, ("p", "c"): 7, ("p", "d"): 10}
    sums = [Sum(("t", ""), tuple(("p", x) for x in "abcd"))]
    assert mask_of(counts, sums) == {("p", "a"), ("p", "c")}
    assert mask_of(counts, sums, elsewhere=Elsewhere(frozenset({("p", "a"), ("p", "b")}), frozenset({("t", ""), ("p", "c"), ("p", "d")}))) == {("p", "a"), ("p", "b")}
    assert mask_of(counts, sums, elsewhere=Elsewhere(frozenset({("p", "a")}), frozenset({("t", ""), ("p", "c")}))) == {("p", "a"), ("p", "d")}


def test_a_small_part_in_one_breakdown_leaves_the_total_and_the_other_breakdowns_alone() -> None:
    """The headline number is the last to go: what is hidden beside a small count need not be proof against being worked out itself."""
    counts = {("t", ""): 300, ("sex", "f"): 140, ("sex", "m"): 158, ("sex", "u"): 2, ("age", "x"): 100, ("age", "y"): 200}
    sums = [Sum(("t", ""), (("sex", "f"), ("sex", "m"), ("sex", "u"))), Sum(("t", ""), (("age", "x"), ("age", "y")))]
    assert mask_of(counts, sums) == {("sex", "u"), ("sex", "f")}
    doubled = [*sums, Sum(("twin", ""), (("sex", "f"),))]  # what was hidden first stands under another name: another is hidden instead
    assert mask_of({**counts, ("twin", ""): 140}, doubled) == {("sex", "u"), ("sex", "m")}


def percentile_store(path: Path, short: int, long: int, quartiles: tuple[int, int, int]) -> Store:
    counts = {("initial_child_protection_conferences", ""): short + long, ("conferences_by_duration", "0_to_10_days"): short,
              ("conferences_by_duration", "11_to_15_days"): long, ("conferences_by_duration", "16_to_20_days"): 0,
              ("conferences_by_duration", "21_days_or_more"): 0}  # fmt: skip
    names = ("lower_quartile", "median", "upper_quartile")
    with StoreBuilder(path) as builder:
        rows = [("831", 2016, i, "count", c, float(v), None, None, "x", None) for (i, c), v in counts.items()]
        rows += [("831", 2016, "conference_duration_percentiles", "average", c, float(v), None, None, "x", None)
                 for c, v in zip(names, quartiles, strict=True)]  # fmt: skip
        builder.add_observations("made.xml", "0", RELEASE, rows, 0)
        builder.publish(deciding(CATALOGUE))
    return Store.open(path)


@pytest.mark.parametrize(("short", "long", "quartiles", "median"), [
    (2, 4, (9, 12, 13), "[c]"),  # the second of six took 10 days or fewer and the third more: exactly two did
    (1, 6, (11, 12, 13), "[c]"),  # the second of seven took more than 10 days: at most one did, and one is hidden
    (4, 8, (9, 12, 13), "12"),  # the third of twelve took 10 days or fewer and the sixth more: three to five did
    (2, 10, (12, 12, 13), "12"),  # the third of twelve took more than 10 days: one or two did
])  # fmt: skip
def test_percentiles_that_leave_one_number_for_a_hidden_band_are_hidden(tmp_path, short, long, quartiles, median) -> None:
    with percentile_store(tmp_path / "s.duckdb", short, long, quartiles) as store:
        assert shown(store, PUBLISHABLE, "conferences_by_duration", Measure.COUNT, "0_to_10_days") == "[c]"
        assert shown(store, PUBLISHABLE, "conference_duration_percentiles", Measure.AVERAGE, "median") == median
        assert shown(store, INTERNAL, "conference_duration_percentiles", Measure.AVERAGE, "median") == str(quartiles[1])


def test_the_number_of_children_is_hidden_where_it_would_stand_in_for_a_hidden_number_of_plans(tmp_path) -> None:
    counts = {"child_protection_plans_at_any_point": 10, "child_protection_plans_at_31_march": 3, "child_protection_plans_ending": 7,
              "children_on_child_protection_plans_at_any_point": 10, "children_ending_child_protection_plans": 7}  # fmt: skip
    with StoreBuilder(tmp_path / "s.duckdb") as builder:
        rows = [("831", 2016, i, "count", "", float(v), None, None, "x", None) for i, v in counts.items()]
        builder.add_observations("made.xml", "0", RELEASE, rows, 0)
        builder.publish(deciding(CATALOGUE))
    with Store.open(tmp_path / "s.duckdb") as store:
        seen = {name: shown(store, PUBLISHABLE, name, Measure.COUNT) for name in counts}
    assert [name for name, text in seen.items() if text == "[c]"] == [
        "child_protection_plans_at_31_march", "child_protection_plans_ending", "children_ending_child_protection_plans"
    ]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "s.duckdb"
    counts = {("referrals", ""): 100, ("referrals_no_further_action", ""): 3, ("episodes_of_need_starting", ""): 90,
              ("referrals_assessed_as_not_in_need", ""): 7, ("rereferrals_within_12_months", ""): 20,
              ("children_in_need_at_31_march", ""): 50, ("children_in_need_by_sex", "female"): 30, ("children_in_need_by_sex", "male"): 18,
              ("children_in_need_by_sex", "unknown"): 2, ("children_in_need_by_sex", "unborn"): 0,
              ("children_in_need_by_primary_need_age_and_sex", "female.low_income"): 12}  # fmt: skip
    with StoreBuilder(path) as builder:
        rows = [("831", 2016, i, "count", c, float(v), None, None, "x", None) for (i, c), v in counts.items()]
        builder.add_observations("made.xml", "0", RELEASE, rows, 0)
        builder.publish(deciding(CATALOGUE))
    return Store.open(path)


def shown(store: Store, audience: str, indicator: str, measure: Measure, category: str = "") -> str:
    figures = Figures(Door(store, CATALOGUE, audience=audience), CATALOGUE, load_areas())
    figure = figures.level(indicator, measure, load_areas().get("831"), 2016, category)
    return figure.shown if figure else "none"


def test_the_internal_view_is_exact_and_the_publishable_one_hides_counts_of_1_to_5_and_their_percentages(store: Store) -> None:
    assert shown(store, INTERNAL, "referrals_no_further_action", Measure.COUNT) == "3"
    assert shown(store, PUBLISHABLE, "referrals_no_further_action", Measure.COUNT) == "[c]"
    assert shown(store, PUBLISHABLE, "referrals_no_further_action", Measure.PERCENTAGE) == "[c]"
    assert shown(store, PUBLISHABLE, "rereferrals_within_12_months", Measure.PERCENTAGE) == "20.0%"


def test_a_count_that_would_give_a_hidden_one_away_is_hidden_whatever_the_page_showed_before(store: Store) -> None:
    assert shown(store, PUBLISHABLE, "referrals_assessed_as_not_in_need", Measure.COUNT) == "[c]"
    assert shown(store, PUBLISHABLE, "children_in_need_by_sex", Measure.COUNT, "male") == "[c]"
    assert shown(store, PUBLISHABLE, "children_in_need_by_sex", Measure.COUNT, "female") == "30"
    assert shown(store, PUBLISHABLE, "children_in_need_by_sex", Measure.COUNT, "unborn") == "0"


def test_cross_tables_of_an_authority_are_not_published(store: Store) -> None:
    cell = ("children_in_need_by_primary_need_age_and_sex", Measure.COUNT, "female.low_income")
    assert (shown(store, INTERNAL, *cell), shown(store, PUBLISHABLE, *cell)) == ("12", "[c]")


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_sums_of_the_catalogue_give_no_hidden_count_away(data) -> None:
    sums = [one for one in local_sums(CATALOGUE) if not any("." in category for _, category in one.members)]
    counts = consistent(data, sums)
    hidden = mask_of(counts, sums)
    assert {member for member, count in counts.items() if 1 <= count <= 5} <= hidden
    assert recovered(hidden, counts, sums) == []


def consistent(data, sums: list[Sum]) -> dict:
    """Random counts of one part of the catalogue in which every sum holds: leaves drawn, totals added up."""
    wanted = data.draw(st.sampled_from(["referrals", "children_in_need_at_31_march", "child_protection_plans_at_31_march", "assessments_completed",
                                        "child_protection_plans_ending", "initial_child_protection_conferences"]))  # fmt: skip
    near = {(wanted, "")}
    for _ in range(2):
        near |= {member for one in sums if near & set(one.members) for member in one.members}
    mine = [one for one in sums if set(one.members) <= near]
    totals = {one.total: one for one in reversed(mine)}
    counts: dict = {}

    def value(member, path=()):
        if member not in counts:
            one = totals.get(member)
            inside = one is not None and member not in path and not set(one.parts) & set(path)
            counts[member] = sum(value(part, (*path, member)) for part in one.parts) if inside else data.draw(small)
        return counts[member]

    for member in sorted(near):
        value(member)
    sums[:] = [one for one in mine if counts[one.total] == sum(counts[part] for part in one.parts)]
    return counts


def test_a_made_up_symbol_stays_what_it_is(store: Store) -> None:
    door = Door(store, CATALOGUE, audience=PUBLISHABLE)
    seen = door.look("831", 2016, "referrals_no_further_action", Measure.COUNT, "", RELEASE.id)
    assert seen is not None
    assert (seen.value, seen.symbol) == (None, Symbol.SUPPRESSED.value)


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from((True, False, None)), st.integers(1, 40)), max_size=200))
def test_what_many_submissions_showed_is_remembered_whole_and_does_not_grow_with_them(told) -> None:
    """The newest twelve stay as they were; of all before, each value that was shown or hidden stands, once."""
    rows = [Earlier("831", 2016, "referrals", "", value, masked, version) for value, masked, version in told]
    kept = once(rows)
    (newest, older), (newest_kept, older_kept) = newest_of(rows), newest_of(kept)
    assert newest_kept == newest
    assert {one[:6] for one in older_kept} == {one[:6] for one in older}
    assert len(older_kept) <= 4 * 3
    assert once(kept) == kept
