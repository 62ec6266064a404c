"""Breaches are a property of what a store holds: the order and grouping of its loads leave no trace, and no hidden count is told."""

import json
import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import load, long_file
from test_checks import AREAS, MONTHS, NAMES, REGION, YEARS, sound

from cin_narrative.cli.main import main
from cin_narrative.load.breach_lines import told_together
from cin_narrative.store.breach import Severity
from cin_narrative.store.store import Store


def files(folder, cells, newest=2024):
    """One file for each family of the cells, as of a release of this year."""
    paths = []
    for file in dict.fromkeys(file for file, _, _ in cells):
        title = NAMES[file].replace(
            *("2023", str(newest - 1)) if file == "ons" else ("2024", str(newest))
        )
        rows = [
            (year - (file == "ons"), area, own)
            for (one, area, year), own in cells.items()
            if one == file and year <= newest
        ]
        columns = list(rows[0][2])
        paths.append(
            long_file(
                folder / title,
                ",".join(columns),
                [(year, area, *(own[c] for c in columns)) for year, area, own in rows],
            )
        )
    return paths


def damaged(rng: random.Random) -> dict:
    """Sound cells with some slips: totals that two files print otherwise, months, rates, marks."""
    cells = sound()
    for _ in range(rng.randint(1, 5)):
        file, column = rng.choice(
            [
                ("c6", "Referrals"),
                ("c1", "Referrals"),
                ("c6", rng.choice(MONTHS)),
                ("c1", "Referrals_rate"),
            ]
        )
        own = cells[file, rng.choice([*AREAS, REGION]), rng.choice(YEARS)]
        if own[column] != "c":
            own[column] = rng.choice([own[column] * 10, own[column] + 7, "c"])
    return cells


def breaches(store):
    with Store.open(store) as held:
        return held.breaches


def made(folder, seed):
    """The files of two releases, with slips."""
    rng = random.Random(seed)
    new, old = damaged(rng), damaged(rng)
    return [*files(folder / "new", new), *files(folder / "old", old, newest=2023)]


@pytest.mark.long
def test_in_another_order_the_same_breaches_stand_in_the_store(tmp_path):
    every = made(tmp_path, 4)
    assert_same(tmp_path, every, every[::-1], [1, 3], [every[0]])
    assert breaches(tmp_path / "once.duckdb")


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_whatever_the_order_and_grouping_the_same_breaches_stand_in_the_store(
    tmp_path_factory, seed, data
):
    folder = tmp_path_factory.mktemp("order")
    every = made(folder, seed)
    order = data.draw(st.permutations(every))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), max_size=4)))
    assert_same(folder, every, order, cuts, data.draw(st.lists(st.sampled_from(every), max_size=2)))


def assert_same(folder, every, order, cuts, again):
    """All at once, and in that order, in groups and some once more, make the same breaches."""
    load(folder / "once.duckdb", *every)
    groups = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    for group in [*groups, *([one] for one in again)]:
        load(folder / "parts.duckdb", *group)
    for replaced in again:
        load(folder / "parts.duckdb", replaced, replace=True)
    assert breaches(folder / "parts.duckdb") == breaches(folder / "once.duckdb")


@pytest.mark.long
def test_a_file_that_is_put_right_takes_its_doubt_with_it_and_leaves_those_of_others(tmp_path):
    cells, store = sound(), tmp_path / "store.duckdb"
    cells["c6", AREAS[3], 2022]["Referrals"] += 100
    cells["c1", AREAS[5], 2021]["Referrals_rate"] += 9
    load(store, *files(tmp_path / "first", cells))
    assert {(one.rule, one.area) for one in breaches(store) if one.severity is Severity.DOUBT} == {
        ("two files", AREAS[3]),
        ("ratio", AREAS[5]),
    }
    right = files(tmp_path / "second", sound())
    load(store, next(path for path in right if path.name.startswith("c6")))
    assert {(one.rule, one.area) for one in breaches(store) if one.severity is Severity.DOUBT} == {
        ("ratio", AREAS[5])
    }
    load(store, next(path for path in right if path.name.startswith("c1")))
    assert [one for one in breaches(store) if one.severity is Severity.DOUBT] == []


def test_a_total_that_comes_in_otherwise_is_in_doubt_though_the_other_file_agreed_with_the_one_before(
    tmp_path,
):
    cells, store = sound(), tmp_path / "store.duckdb"
    load(store, *files(tmp_path / "first", cells))
    cells["c1", AREAS[3], 2022]["Referrals"] += 100
    cells["c1", AREAS[3], 2022]["Referrals_rate"] = "x"
    load(
        store,
        next(path for path in files(tmp_path / "second", cells) if path.name.startswith("c1")),
    )
    assert ("two files", AREAS[3], 2022) in {
        (one.rule, one.area, one.year) for one in breaches(store)
    }


@pytest.mark.long
def test_no_message_and_no_expected_value_gives_a_hidden_count_away(tmp_path):
    """A slip beside hidden months: what would close the gap is the hidden count or differs from it by what is printed."""
    rng, given_away = random.Random(13), []
    for number in range(6):
        cells = sound()
        area, year = rng.choice(AREAS), rng.choice(YEARS)
        own = cells["c6", area, year]
        hidden = {month: own[month] for month in rng.sample(MONTHS, rng.choice((1, 2)))}
        slipped = rng.choice([month for month in MONTHS if month not in hidden])
        own.update(dict.fromkeys(hidden, "c"))
        own[slipped] = own[slipped] * 10 + 1000
        report = load(tmp_path / f"{number}.duckdb", *files(tmp_path / str(number), cells))
        doubts = [
            one
            for one in report.breaches
            if (one.area, one.year) == (area, year) and one.severity is Severity.DOUBT
        ]
        assert doubts
        printed = {str(value) for value in own.values()}
        for one in doubts:
            numbers = {figure.replace(",", "") for figure in re.findall(r"[\d,.]*\d", one.fact)}
            given_away += [
                (one.message, figure)
                for figure in numbers - printed - {one.found.replace(",", "")}
                if "rate" not in one.column
            ]
            given_away += (
                [(one.message, one.expected)] if one.expected and "rate" not in one.column else []
            )
    assert given_away == []


def test_one_area_and_year_is_one_line_with_the_releases_that_say_so(tmp_path):
    cells, store = sound(), tmp_path / "store.duckdb"
    cells["c6", AREAS[3], 2022]["June"] *= 10
    report = load(
        store, *files(tmp_path / "new", cells), *files(tmp_path / "old", cells, newest=2023)
    )
    lines = [
        line for line in told_together(report.breaches, frozenset()) if line.startswith("in doubt")
    ]
    assert len(lines) == 1
    assert "In release 2023, 2024: " in lines[0] and "June" in lines[0]


def test_what_was_told_before_is_counted_and_not_told_again(tmp_path):
    cells, store = sound(), tmp_path / "store.duckdb"
    cells["c6", AREAS[3], 2022]["June"] *= 10
    load(store, *files(tmp_path / "new", cells))
    lines = load(store, *files(tmp_path / "old", sound(), newest=2023)).lines()
    assert not [line for line in lines if line.startswith("in doubt")]
    assert [line for line in lines if "told of still hold" in line]


def test_a_mark_that_became_a_number_is_a_note_and_no_doubt(tmp_path):
    cells, store = sound(), tmp_path / "store.duckdb"
    for month in ("May", "July"):
        cells["c6", AREAS[2], 2021][month] = "c"
    load(store, *files(tmp_path / "old", cells, newest=2023))
    found = [
        one
        for one in load(store, *files(tmp_path / "new", sound())).breaches
        if one.rule != "column"
    ]
    assert [(one.rule, one.severity, one.found) for one in found] == [
        ("hidden before", Severity.NOTE, "2")
    ]


@pytest.mark.parametrize(("total", "told"), [(2, False), (1, True)])
def test_a_part_of_a_total_that_was_revised_may_be_revised_too(tmp_path, total, told):
    """The authority sent its return again: half of June, and half of the total, or the total as it was. No region vouches for June."""
    old, new = (
        {key: own for key, own in sound().items() if key[1] != REGION and key[0] == "c6"}
        for _ in range(2)
    )
    for cells in (old, new):
        cells["c6", AREAS[2], 2021]["May"] = cells["c6", AREAS[2], 2021]["July"] = "c"
    old["c6", AREAS[2], 2021]["June"] *= 2
    old["c6", AREAS[2], 2021]["Referrals"] *= total
    store = tmp_path / "store.duckdb"
    load(store, *files(tmp_path / "old", old, newest=2023))
    found = load(store, *files(tmp_path / "new", new)).breaches
    assert ("june" in {one.category for one in found if one.rule == "earlier release"}) is told


@pytest.mark.parametrize("damage", ["cut", "column", "empty"])
def test_why_a_file_is_refused_stands_in_the_report_as_json(tmp_path, capsys, damage):
    cells = sound()
    if damage == "column":
        for area in AREAS:
            for year in YEARS:
                cells["c6", area, year]["June"] += 40
    path = next(one for one in files(tmp_path / "in", cells) if one.name.startswith("c6"))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        {"cut": "".join(lines[:-4]), "empty": "", "column": "".join(lines)}[damage],
        encoding="utf-8",
    )
    assert (
        main(
            [
                "load",
                str(path.parent),
                "--store",
                str(tmp_path / "store.duckdb"),
                "--format",
                "json",
            ]
        )
        != 0
    )
    found = json.loads(capsys.readouterr().out)
    assert found["stored"] is False
    assert {one["severity"] for one in found["findings"]} == {"refused"}
    assert all(one["message"] for one in found["findings"])
    if damage != "empty":
        assert {one["file"] for one in found["findings"]} == {NAMES["c6"]}
    if damage == "column":
        assert {one["column"] for one in found["findings"]} == {"June"}


def test_dfes_own_releases_have_a_page_of_doubts_at_most_whatever_their_order(published_data, tmp_path):
    """Known ones among them; of what is hidden none, and no median but those of two regions."""
    releases = [published_data / name for name in ("dfe-2024", "dfe-first-published", "dfe-2020")]
    report = load(tmp_path / "once.duckdb", *releases)
    for one in releases:
        load(tmp_path / "parts.duckdb", one)
    assert breaches(tmp_path / "once.duckdb") == breaches(tmp_path / "parts.duckdb")
    assert len(list(told_together(report.breaches, frozenset()))) <= 60
    doubts = [one for one in report.breaches if one.severity is Severity.DOUBT]
    assert {("938", 2013), ("316", 2018), ("341", 2022)} <= {(one.area, one.year) for one in doubts}
    assert {one.area for one in doubts if one.rule == "percentile"} == {"E12000003", "E12000008"}
    assert not [one for one in doubts if "hidden" in one.message]
